package main

import (
	"os"
	"testing"
)

// BenchmarkDirectory prints the directory's table without the rest of the page.
func BenchmarkDirectory(b *testing.B) {
	for b.Loop() {
		if err := writeDirectory(b.Context(), os.Stdout); err != nil {
			b.Fatal(err)
		}
	}
}
