package report_test

import (
	"encoding/json"
	"testing"

	"github.com/scimproof/scimproof/internal/report"
)

// The badge is what shields.io reads of an endpoint.
func TestBadge(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name           string
		report         report.Report
		message, color string
	}{
		{"conformant", report.Report{Scenarios: scenarios("passed", "unsupported")}, "conformant", "brightgreen"},
		{"a warning", report.Report{Scenarios: scenarios("passed", "warned")}, "conformant", "brightgreen"},
		{"a known deviation", report.Report{Scenarios: scenarios("passed", "known-failing")}, "conformant, 1 known deviation", "green"},
		{"several", report.Report{Scenarios: scenarios("passed", "known-failing", "known-failing")}, "conformant, 2 known deviations", "green"},
		{"a part", report.Report{Selection: "--tags @patch", Scenarios: scenarios("passed")}, "conformant (part of the suite)", "brightgreen"},
		{"violated", report.Report{Scenarios: scenarios("failed", "passed")}, "not conformant, 1 finding", "red"},
		{"strict", report.Report{Strict: true, Scenarios: scenarios("passed", "warned")}, "not conformant, 1 finding", "red"},
		{"not judged", report.Report{Scenarios: scenarios("passed", "blocked")}, "no judgement", "lightgrey"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.report.Finish(nil)
			var got struct {
				SchemaVersion         int
				Label, Message, Color string
			}
			if err := json.Unmarshal([]byte(render(t, &test.report, "badge", report.Options{})), &got); err != nil {
				t.Fatal(err)
			}
			if got.SchemaVersion != 1 || got.Label != "SCIM 2.0" || got.Message != test.message || got.Color != test.color {
				t.Errorf("%+v, want version 1, SCIM 2.0, %q, %s", got, test.message, test.color)
			}
		})
	}
}
