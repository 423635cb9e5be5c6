package main

import (
	"fmt"
	"testing"
)

// BenchmarkExport shows where the time of a cycle goes beside that of a bare client.
func BenchmarkExport(b *testing.B) {
	for _, connections := range []int{1, 8} {
		c, err := newCrowd(b.Context(), 5000, connections)
		if err != nil {
			b.Fatal(err)
		}
		defer c.close()
		c.requests.keep = true
		if _, err := c.cycle(b.Context(), 9500); err != nil {
			b.Fatal(err)
		}
		c.requests.keep = false
		b.Run(fmt.Sprint("bare ", connections), func(b *testing.B) {
			for b.Loop() {
				if _, err := replay(b.Context(), c.bridge.URL, c.requests.kept, connections); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*len(c.requests.kept))/b.Elapsed().Seconds(), "requests/s")
		})
		b.Run(fmt.Sprint("job ", connections), func(b *testing.B) {
			n := 0
			for b.Loop() {
				if err := c.tenant.RestartJob(b.Context(), "Full"); err != nil {
					b.Fatal(err)
				}
				if _, err := c.cycle(b.Context(), 9500); err != nil {
					b.Fatal(err)
				}
				n += len(c.requests.kept)
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "requests/s")
		})
	}
}
