package main

import (
	"context"
	"fmt"
	"os"
	"testing"
)

// TestMain stands where make bench does, and can be the bare client.
func TestMain(m *testing.M) {
	if is, err := beBare(context.Background(), os.Stdin, os.Stdout); is {
		if err != nil {
			_, _ = fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if err := os.Chdir("../.."); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
