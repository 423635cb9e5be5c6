package report_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/report"
)

var update = flag.Bool("update", false, "write the golden files anew") //nolint:gochecknoglobals // flag of the test binary

func render(t *testing.T, r *report.Report, format string, o report.Options) string {
	t.Helper()
	var buf bytes.Buffer
	if err := report.Render(&buf, r, format, o); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

// Each view of the sample, which has one scenario of each verdict, is held to a golden file.
func TestViews(t *testing.T) {
	t.Parallel()
	tests := []struct {
		file, format string
		options      report.Options
	}{
		{"console.txt", "console", report.Options{}},
		{"console-narrow.txt", "console", report.Options{Width: 60}},
		{"console-color.txt", "console", report.Options{Color: true}},
		{"junit.xml", "junit", report.Options{}},
		{"index.html", "html", report.Options{}},
		{"summary.md", "markdown", report.Options{}},
		{"report.json", "json", report.Options{}},
		{"conformance.json", "statement", report.Options{}},
		{"badge.json", "badge", report.Options{}},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			t.Parallel()
			got := render(t, sample(t), test.format, test.options)
			path := filepath.Join("testdata", test.file)
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs from %s; look at it and run go test -update ./internal/report\n%s", test.format, path, got)
			}
		})
	}
}

// Most scenarios of a run have passed. What one of them adds to the page is a
// short line, whatever its texts and however many there are.
func TestPassedScenariosAreTiny(t *testing.T) {
	t.Parallel()
	size := func(scenarios int) int {
		r := &report.Report{}
		for i := range scenarios {
			s := joins()
			s.Location = fmt.Sprintf("features/lifecycle/join.feature:%04d", i)
			r.Scenarios = append(r.Scenarios, s)
		}
		r.Finish(nil)
		return len(render(t, r, "html", report.Options{}))
	}
	if each := (size(2000) - size(1000)) / 1000; each > 200 {
		t.Errorf("a passed scenario takes %d bytes of the page, want 200 at most", each)
	}
}

// Ten scenarios that see the same fault do not repeat all that was said.
func TestWitnessesOfOneFaultAreShort(t *testing.T) {
	t.Parallel()
	r := &report.Report{}
	for i := range 10 {
		s := rename()
		s.Location = fmt.Sprintf("features/lifecycle/rename.feature:%d", 10+i)
		s.Step = "Then the answer is 204"
		r.Scenarios = append(r.Scenarios, s)
	}
	r.Finish(nil)
	page := render(t, r, "html", report.Options{})
	if full, short := strings.Count(page, "/v1/members/2819C223</span>"), strings.Count(page, "2 more exchanges: see report.json"); full != 3 || short != 8 {
		t.Errorf("%d scenarios tell all and %d places the telling exchange, want 3 and 8", full, short)
	}
}
