package report_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
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
