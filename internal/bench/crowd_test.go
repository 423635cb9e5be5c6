package main

import "testing"

// BenchmarkAgainst compares the job with a bare client, without the rest of the directory's table.
func BenchmarkAgainst(b *testing.B) {
	for b.Loop() {
		rows, err := against(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		b.Log(rows)
	}
}
