package main

import (
	"os"
	"testing"
)

// TestMain stands where make bench does.
func TestMain(m *testing.M) {
	if err := os.Chdir("../.."); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
