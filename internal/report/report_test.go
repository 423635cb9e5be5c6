package report_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/verdict"
)

func TestWriteAndRead(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "runs", "1")
	want := sample(t)
	if err := want.Write(dir); err != nil {
		t.Fatal(err)
	}
	got, err := report.Read(filepath.Join(dir, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read back (-written +read):\n%s", diff)
	}
	for file, beginning := range map[string]string{
		"junit.xml": "<?xml", "index.html": "<!doctype html>", "summary.md": "## Not conformant", "report.json": "{\n  \"schema\": 1,",
		"conformance.json": "{\n  \"schema\": 1,\n  \"conclusion\": \"not conformant\"", "badge.json": "{\n  \"schemaVersion\": 1,",
	} {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(data), beginning) {
			t.Errorf("%s begins with %.40q, want %q", file, data, beginning)
		}
	}
}

func TestWriteSaysWhereItCannot(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := sample(t).Write(filepath.Join(file, "dir")); err == nil || !strings.HasPrefix(err.Error(), "write report: ") || !strings.Contains(err.Error(), file) {
		t.Errorf("error %v, want one that names %s", err, file)
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, data, want string }{
		{"not JSON", "<html>\n", "line 1 is not JSON: invalid character '<' looking for beginning of value"},
		{"cut off", "{\n\"schema\": 1,\n", "line 3 is not JSON: unexpected end of JSON input"},
		{"a list", "[]", "line 1: the report has the wrong type (array)"},
		{"another file", `{"name":"x"}`, `not a report: it has no "schema"; give the report.json of a run`},
		{"a later schema", `{"schema":2}`, "schema 2, but this scimproof reads schema 1; use the scimproof that wrote it"},
		{"a wrong type", "{\"schema\":1,\n\"seed\":\"7\"}", "line 2: seed has the wrong type (string)"},
		{"an unknown verdict", `{"schema":1,"scenarios":[{"location":"a:1","verdict":"green"}]}`, `scenario "a:1" has the unknown verdict "green"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "report.json")
			if err := os.WriteFile(path, []byte(test.data), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := report.Read(path)
			if err == nil || err.Error() != "read report "+path+": "+test.want {
				t.Errorf("error %v, want ...: %s", err, test.want)
			}
		})
	}
	if _, err := report.Read(filepath.Join(t.TempDir(), "absent.json")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v, want one that wraps os.ErrNotExist", err)
	}
}

// A report cannot claim a better summary than its scenarios bear out.
func TestReadCountsItself(t *testing.T) {
	t.Parallel()
	r, err := report.Parse([]byte(`{"schema":1,"summary":{"passed":9},"scenarios":[{"location":"a:1","verdict":"failed","requirements":["X-1"]}],
		"requirements":[{"id":"X-1","text":"kept","verdict":"passed"},{"id":"X-2","verdict":"passed"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if r.Summary[verdict.Passed] != 0 || r.Summary[verdict.Failed] != 1 || r.Code() != 1 {
		t.Errorf("summary %v, code %d; want one failure and code 1", r.Summary, r.Code())
	}
	want := []report.Requirement{{ID: "X-1", Text: "kept", Verdict: "failed", Scenarios: []string{"a:1"}}}
	if diff := cmp.Diff(want, r.Requirements); diff != "" {
		t.Errorf("requirements (-want +got):\n%s", diff)
	}
}

func TestFinish(t *testing.T) {
	t.Parallel()
	r := &report.Report{Scenarios: []report.Scenario{
		{Location: "b.feature:2", Verdict: "passed", Requirements: []string{"RFC7644-3.12-01", "RFC7644-3.5-02"}},
		{Location: "a.feature:13", Verdict: "passed", Requirements: []string{"RFC7644-3.5-02"}},
		{Location: "a.feature:9", Verdict: "warned", Requirements: []string{"RFC7644-3.5-02"}},
		{Location: "a.feature:9", Name: "another row of the same outline", Verdict: "passed"},
	}}
	r.Scenarios[0].Exchanges = []journal.Entry{
		{Path: "/inner", Began: began.Add(time.Millisecond)}, {Path: "/next", Began: began.Add(time.Second)}, {Path: "/outer", Began: began},
	}
	r.Finish(nil)
	var order []string
	for _, s := range r.Scenarios {
		order = append(order, s.Location)
	}
	if diff := cmp.Diff([]string{"a.feature:9", "a.feature:9", "a.feature:13", "b.feature:2"}, order); diff != "" {
		t.Errorf("order of scenarios (-want +got):\n%s", diff)
	}
	var paths []string
	for _, e := range r.Scenarios[3].Exchanges {
		paths = append(paths, e.Path)
	}
	if diff := cmp.Diff([]string{"/outer", "/inner", "/next"}, paths); diff != "" {
		t.Errorf("order of exchanges (-want +got):\n%s", diff)
	}
	want := []report.Requirement{
		{ID: "RFC7644-3.5-02", Verdict: "warned", Scenarios: []string{"a.feature:9", "a.feature:13", "b.feature:2"}},
		{ID: "RFC7644-3.12-01", Verdict: "passed", Scenarios: []string{"b.feature:2"}},
	}
	if diff := cmp.Diff(want, r.Requirements); diff != "" {
		t.Errorf("requirements (-want +got):\n%s", diff)
	}
}

// Readers in other languages iterate over lists without looking for null first.
func TestListsAreNeverNull(t *testing.T) {
	t.Parallel()
	empty := &report.Report{Scenarios: []report.Scenario{{}}}
	empty.Finish(nil)
	nothing := &report.Report{}
	nothing.Finish(nil)
	for _, r := range []*report.Report{empty, nothing} {
		if text := render(t, r, "json", report.Options{}); strings.Contains(text, "null") {
			t.Errorf("null in %s", text)
		}
	}
	var summary struct{ Summary map[string]int }
	if err := json.Unmarshal([]byte(render(t, nothing, "json", report.Options{})), &summary); err != nil {
		t.Fatal(err)
	}
	if len(summary.Summary) != 8 {
		t.Errorf("summary has %d verdicts, want all 8: %v", len(summary.Summary), summary.Summary)
	}
}

func TestConclusion(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		report report.Report
		code   int
		last   string
	}{
		{"conformant", report.Report{Scenarios: scenarios("passed", "unsupported")}, 0, "CONFORMANT  1 passed, 1 unsupported"},
		{"violated", report.Report{Scenarios: scenarios("passed", "failed", "blocked")}, 1, "NOT CONFORMANT  1 passed, 1 failed, 1 blocked"},
		{"strict", report.Report{Strict: true, Scenarios: scenarios("passed", "warned")}, 1, "NOT CONFORMANT  1 passed, 1 warned"},
		{"blocked", report.Report{Scenarios: scenarios("passed", "blocked")}, 2, "NO JUDGEMENT  1 passed, 1 blocked"},
		{"missing", report.Report{Selected: 3, Scenarios: scenarios("passed")}, 2, "NO JUDGEMENT  1 passed, 2 missing"},
		{"nothing", report.Report{}, 2, "NO JUDGEMENT  no scenario was selected"},
		{"a problem", report.Report{Problems: []string{"known.yaml:1: matches nothing"}, Scenarios: scenarios("passed")}, 2, "NO JUDGEMENT  1 passed"},
		{"a problem beside a violation", report.Report{Problems: []string{"x"}, Scenarios: scenarios("failed")}, 1, "NOT CONFORMANT  1 failed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.report.Finish(nil)
			if got := test.report.Code(); got != test.code {
				t.Errorf("code %d, want %d", got, test.code)
			}
			console := strings.TrimSuffix(render(t, &test.report, "console", report.Options{}), "\n")
			if last := console[strings.LastIndexByte(console, '\n')+1:]; last != test.last {
				t.Errorf("last line %q, want %q", last, test.last)
			}
			if red := junitIsRed(t, &test.report); red != (test.code != 0) {
				t.Errorf("junit is red: %t, with exit code %d", red, test.code)
			}
		})
	}
}

func scenarios(verdicts ...verdict.Verdict) []report.Scenario {
	var out []report.Scenario
	for _, v := range verdicts {
		out = append(out, report.Scenario{Location: "a.feature:1", Name: string(v), Verdict: v})
	}
	return out
}

// junitIsRed reads the file as a CI system does: it looks for the elements, not at the counts.
func junitIsRed(t *testing.T, r *report.Report) bool {
	t.Helper()
	var got struct {
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Cases    []struct {
			Failure *string `xml:"failure"`
			Error   *string `xml:"error"`
		} `xml:"testsuite>testcase"`
	}
	if err := xml.Unmarshal([]byte(render(t, r, "junit", report.Options{})), &got); err != nil {
		t.Fatal(err)
	}
	failures, errs := 0, 0
	for _, c := range got.Cases {
		if c.Failure != nil {
			failures++
		}
		if c.Error != nil {
			errs++
		}
	}
	if failures != got.Failures || errs != got.Errors {
		t.Errorf("junit has %d failures and %d errors, but counts %d and %d", failures, errs, got.Failures, got.Errors)
	}
	return failures+errs > 0
}

func TestUnknownFormat(t *testing.T) {
	t.Parallel()
	err := report.Render(&strings.Builder{}, sample(t), "pdf", report.Options{})
	if err == nil || err.Error() != `unknown report format "pdf"; choose one of badge, console, html, json, junit, markdown, statement` {
		t.Errorf("error %v", err)
	}
}

func TestRenderReportsAFullDisk(t *testing.T) {
	t.Parallel()
	full := errors.New("disk full")
	for _, format := range report.Formats() {
		if err := report.Render(broken{full}, sample(t), format, report.Options{}); !errors.Is(err, full) {
			t.Errorf("%s: error %v, want one that wraps the writer's", format, err)
		}
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"schema":1,"scenarios":[{"location":"a:1","verdict":"failed","exchanges":[{"from":"a","to":"b"}]}]}`))
	f.Add([]byte(`{"schema":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := report.Parse(data)
		if err != nil {
			return
		}
		for _, format := range report.Formats() {
			render(t, r, format, report.Options{Width: 40})
		}
		junitIsRed(t, r)
	})
}
