package steps_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/steps"
)

// judge runs the suite and prints what did not pass.
func judge(t *testing.T, cfg steps.Config) *steps.Report {
	t.Helper()
	report, err := steps.Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func describe(report *steps.Report) string {
	var lines []string
	for _, s := range report.Scenarios {
		if !slices.Contains([]verdict.Verdict{verdict.Passed, verdict.Unsupported, verdict.KnownFailing}, s.Verdict) {
			lines = append(lines, fmt.Sprintf("%s %s\n  %s\n  %s\n  expected %s\n  actual   %s\n  reason %s", s.Verdict, s.Location, s.Name, s.Step, s.Expected, s.Actual, s.Reason))
		}
	}
	return strings.Join(append(lines, report.Notes...), "\n")
}

func TestTheReferenceBridgePassesEverything(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"1.6", "2.x", "rfc"} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			report := judge(t, steps.Config{Runtime: "embedded", Version: version})
			if len(report.Scenarios) < 40 || report.Summary[verdict.Passed]+report.Summary[verdict.Unsupported] != len(report.Scenarios) {
				t.Errorf("%v\n%s", report.Summary, describe(report))
			}
		})
	}
}

func BenchmarkLifecycle(b *testing.B) {
	for b.Loop() {
		report, err := steps.Run(b.Context(), steps.Config{Runtime: "embedded"})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*len(report.Scenarios)), "ms/scenario")
	}
}
