package report_test

import (
	"fmt"
	"io"
	"testing"

	"github.com/scimproof/scimproof/internal/report"
)

// large is a run of 1000 scenarios of which every tenth failed with twelve exchanges.
func large(b *testing.B) *report.Report {
	b.Helper()
	r := &report.Report{Suite: report.Suite{Name: "scimproof"}, Bridge: report.Bridge{Name: "refbridge"}, Started: began, Ended: began}
	for i := range 1000 {
		s := joins()
		if i%10 == 0 {
			s = rename()
			for range 3 {
				s.Exchanges = append(s.Exchanges, rename().Exchanges...)
			}
		}
		s.Feature = fmt.Sprintf("Feature %d", i/20)
		s.Location = fmt.Sprintf("features/area/feature%d.feature:%d", i/20, i)
		s.Name = fmt.Sprintf("%s, case %d", s.Name, i)
		r.Scenarios = append(r.Scenarios, s)
	}
	r.Finish(nil)
	return r
}

func BenchmarkRender(b *testing.B) {
	for _, format := range report.Formats() {
		b.Run(format, func(b *testing.B) {
			r := large(b)
			b.ReportAllocs()
			for b.Loop() {
				if err := report.Render(io.Discard, r, format, report.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
