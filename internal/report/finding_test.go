package report_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/verdict"
)

// fault is scenarios of one requirement with one verdict.
type fault struct {
	id, level, area string
	verdict         verdict.Verdict
	scenarios       int
}

func faulty(faults ...fault) *report.Report {
	r := &report.Report{}
	for i, f := range faults {
		for n := range f.scenarios {
			s := report.Scenario{Name: f.id, Location: fmt.Sprintf("f%d.feature:%d", i, n+1), Level: f.level, Verdict: f.verdict}
			if f.area != "" {
				s.Requirements = []string{f.id}
			}
			r.Scenarios = append(r.Scenarios, s)
		}
		r.Requirements = append(r.Requirements, report.Requirement{ID: f.id, Level: f.level, Area: f.area, Text: "Text of " + f.id})
	}
	r.Finish(nil)
	return r
}

var blockStart = regexp.MustCompile(`(?m)^[A-Z]+(?: PASS)?  f\d+\.feature:\d+  (\S+)$`)

// One root cause is one finding; what matters most comes first.
func TestFindingsByImportance(t *testing.T) {
	t.Parallel()
	r := faulty(
		fault{"S-A-1", "SHOULD", "sort", "warned", 9},
		fault{"M-A-1", "MUST", "schema", "failed", 1},
		fault{"D-A-1", "DEFINES", "auth", "failed", 9},
		fault{"M-A-2", "MUST NOT", "patch", "failed", 3},
		fault{"M-A-3", "MUST", "security", "failed", 1},
		fault{"M-A-4", "MUST", "leave", "failed", 1},
		fault{"P-A-1", "MUST", "sort", "passed", 5},
		fault{"Own", "", "", "failed", 1},
		fault{"B-A-1", "MUST", "auth", "blocked", 9},
		fault{"U-A-1", "MUST", "auth", "unexpected-pass", 9},
	)
	text := render(t, r, "console", report.Options{})
	var got []string
	for _, match := range blockStart.FindAllStringSubmatch(text, -1) {
		got = append(got, match[1])
	}
	want := []string{"M-A-2", "M-A-3", "M-A-4", "M-A-1", "D-A-1", "Own", "U-A-1", "B-A-1", "S-A-1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order of findings (-want +got):\n%s", diff)
	}
	if !strings.Contains(text, "  Also         FAILED  f3.feature:2  M-A-2\n               FAILED  f3.feature:3  M-A-2\n") {
		t.Errorf("the other scenarios of M-A-2 are not with it:\n%s", text)
	}
}

func TestTenFindingsInFullAndALineForTheOthers(t *testing.T) {
	t.Parallel()
	var faults []fault
	for i := range 12 {
		faults = append(faults, fault{fmt.Sprintf("M-A-%02d", i+1), "MUST", "patch", "failed", 1})
	}
	r := faulty(faults...)
	text := render(t, r, "console", report.Options{})
	if n := strings.Count(text, "  Requirement  M-A-"); n != 10 {
		t.Errorf("%d findings in full, want 10", n)
	}
	want := "2 further findings\nFAILED  f10.feature:1  M-A-11  (M-A-11)\nFAILED  f11.feature:1  M-A-12  (M-A-12)\n"
	if !strings.Contains(text, want) {
		t.Errorf("the console lacks\n%s\nin\n%s", want, text)
	}
	summary := render(t, r, "markdown", report.Options{})
	if n := strings.Count(summary, "\n### failed: "); n != 10 || !strings.Contains(summary, "\n### 2 further findings\n") {
		t.Errorf("the summary has %d findings in full, want 10 and 2 further ones:\n%s", n, summary)
	}
}

func TestEachFindingNamesItsSection(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"RFC7644-3.5.2-18": "  Source       RFC 7644, section 3.5.2  https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2\n",
		"RFC6750-3-01":     "  Source       RFC 6750, section 3  https://www.rfc-editor.org/rfc/rfc6750#section-3\n",
		"BRIDGE-JOIN-01":   "",
		"RFC7644-)-01":     "",
	} {
		text := render(t, faulty(fault{id, "MUST", "patch", "failed", 1}), "console", report.Options{})
		if got := regexp.MustCompile(`(?m)^  Source .*\n`).FindString(text); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}

func TestRequirementsByArea(t *testing.T) {
	t.Parallel()
	text := render(t, faulty(
		fault{"X-A-1", "MUST", "patch", "passed", 2}, fault{"X-A-2", "MUST NOT", "patch", "passed", 1}, fault{"X-A-3", "MAY", "patch", "failed", 1},
		fault{"X-A-4", "DEFINES", "filter", "passed", 1}, fault{"X-A-5", "OBSERVED", "filter", "unsupported", 1},
		fault{"X-A-6", "SHOULD", "patch", "warned", 1}, fault{"X-A-7", "SHOULD NOT", "patch", "passed", 1}, fault{"X-A-8", "", "", "passed", 1},
	), "console", report.Options{})
	const want = `
                     MUST                         SHOULD
  Requirements     passed  failed  unsupported    passed  warned
  filter                1       .            1         .       .
  patch                 2       1            .         1       1
  all                   3       1            1         1       1
`
	if !strings.Contains(text, want) {
		t.Errorf("the console lacks%s\nin\n%s", want, text)
	}
}

// Where two resources differ in one value, a reader sees that value.
func TestOnlyWhatDiffers(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, expected, actual, want, got string }{
		{"one value", `{"id":"1","name":{"given":"Ada","family":"King"}}`, `{"id":"1","name":{"given":"Ada","family":"<Byron>"}}`,
			"name.family: \"King\"\n(2 more values, alike on both sides)", "name.family: \"<Byron>\"\n(2 more values, alike on both sides)"},
		{"a value that is missing", `{"emails":[{"value":"a"}]}`, `{"emails":[]}`,
			"emails: (not there)\nemails[0].value: \"a\"", "emails: []\nemails[0].value: (not there)"},
		{"a number of another kind", `{"n":1}`, `{"n":1.0}`, "n: 1", "n: 1.0"},
		{"a wait behind it", `{"n":1}`, `{"n":2} for 10s (4 looks)`, "n: 1", "n: 2\nfor 10s (4 looks)"},
		{"the same values", `{"n":1}`, `{ "n":1}`, `{"n":1}`, `{ "n":1}`},
		{"no JSON", `{"n":1}`, `status 404`, `{"n":1}`, `status 404`},
		{"half of JSON", `{"n":1}`, `{"n":`, `{"n":1}`, `{"n":`},
		{"hidden escapes", `{"n":1}`, `{"n":1,"\u202e\na":"\u202e"}`,
			"a: (not there)\n(1 more values, alike on both sides)", "a: \"\"\n(1 more values, alike on both sides)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := &report.Report{Scenarios: []report.Scenario{{Name: "x", Location: "a:1", Verdict: "failed", Expected: test.expected, Actual: test.actual}}}
			r.Finish(nil)
			text := render(t, r, "console", report.Options{})
			indent := func(text string) string { return strings.ReplaceAll(text, "\n", "\n               ") }
			want := "  Expected     " + indent(test.want) + "\n  Actual       " + indent(test.got) + "\n"
			if !strings.Contains(text, want) {
				t.Errorf("got\n%s\nwant\n%s", text, want)
			}
		})
	}
}

// However many requirements say what all errors look like, one piece of code makes them.
func TestACommonCauseIsOneFinding(t *testing.T) {
	t.Parallel()
	r := faulty(
		fault{"RFC7644-3.6-06", "DEFINES", "delete", "failed", 2},
		fault{"RFC7644-3.12-02", "MUST", "errors", "failed", 1},
		fault{"RFC7644-3.4.1-03", "DEFINES", "read", "failed", 1},
		fault{"RFC7644-3.12-14", "DEFINES", "errors", "failed", 1},
	)
	for i := range r.Scenarios {
		r.Scenarios[i].Step = "Then the answer is a SCIM error"
	}
	r.Scenarios[4].Step = "Then the answer is 413"
	text := render(t, r, "console", report.Options{})
	if n := strings.Count(text, "  Requirement  "); n != 2 {
		t.Errorf("%d findings, want 2:\n%s", n, text)
	}
	if want := "  With it      RFC7644-3.4.1-03, RFC7644-3.6-06\n"; !strings.Contains(text, want) || !strings.Contains(text, "RFC7644-3.12-02 (MUST)") {
		t.Errorf("no %q under RFC7644-3.12-02 in\n%s", want, text)
	}
	if statement := render(t, r, "statement", report.Options{}); !strings.Contains(statement, `"scenarios": 4,
      "also": [
        "RFC7644-3.4.1-03",
        "RFC7644-3.6-06"
      ]`) {
		t.Errorf("the statement does not name all requirements:\n%s", statement)
	}
}

func TestWhatIsLeftBehindIsNamed(t *testing.T) {
	t.Parallel()
	r := &report.Report{}
	for i := range 22 {
		r.Left = append(r.Left, report.Leftover{Path: fmt.Sprintf("/Users/%d", i), Why: "the bridge answered DELETE with 403"})
	}
	r.Left = append(r.Left, report.Leftover{Path: "/Groups/1", Why: "no answer"})
	r.Finish(nil)
	for _, format := range []string{"console", "markdown", "html"} {
		text := strings.Join(strings.Fields(render(t, r, format, report.Options{})), " ")
		for _, want := range []string{
			"left behind, for the bridge answered DELETE with 403: /Users/0, /Users/1,", "/Users/19 and 2 more, all of them named in report.json", "left behind, for no answer: /Groups/1",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%.3000s", format, want, text)
			}
		}
	}
	if text := render(t, r, "json", report.Options{}); !strings.Contains(text, `"path": "/Users/21"`) {
		t.Errorf("report.json does not name all")
	}
}
