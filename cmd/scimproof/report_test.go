package main

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// written is what these tests read of a report.json.
type written struct {
	Schema    int
	Runtime   string
	Summary   map[string]int
	Scenarios []judged
}

// judged is a scenario in it.
type judged struct {
	Location, Name, Verdict, Step, Expected, Actual, Reproduce string
	Exchanges                                                  []struct{ From, To string }
}

func readReport(t *testing.T, file string) written {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var report written
	if err := json.Unmarshal(text, &report); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return report
}

// oldRename is a run in which scenarios pass, fail, are blocked and unsupported.
var oldRename = []string{"test", "--runtime", "embedded", "--version-profile", "1.4", "--report", "the report", "ours.feature"}

func TestReport(t *testing.T) {
	t.Parallel()
	dir := ours(t)
	ran := begin(t, dir, oldRename...).wait(t)
	if ran.code != 1 || ran.stderr != "report: the report/index.html\n" {
		t.Errorf("exit code %d, stderr %q; want 1 and where the report is", ran.code, ran.stderr)
	}
	if want := "NOT CONFORMANT  1 passed, 2 failed, 1 unsupported, 1 blocked"; lastLine(ran.stdout) != want {
		t.Errorf("stdout ends with %q, want %q", lastLine(ran.stdout), want)
	}
	report := readReport(t, filepath.Join(dir, "the report", "report.json"))
	if report.Schema != 1 || report.Runtime != "embedded" || report.Summary["passed"] != 1 || report.Summary["failed"] != 2 || report.Summary["blocked"] != 1 {
		t.Errorf("report: schema %d, runtime %s, %v", report.Schema, report.Runtime, report.Summary)
	}
	for _, s := range report.Scenarios {
		wrong := s.Verdict == "failed" || s.Verdict == "blocked"
		if shown := strings.Contains(ran.stdout, strings.ToUpper(s.Verdict)+"  "+s.Location+"  "+s.Name); shown != wrong {
			t.Errorf("%s %s: on the console: %t", s.Verdict, s.Location, shown)
		}
		if wrong != (len(s.Exchanges) > 0) {
			t.Errorf("%s %s has %d exchanges", s.Verdict, s.Location, len(s.Exchanges))
		}
	}
	for _, file := range []string{"junit.xml", "index.html", "summary.md"} {
		if text, err := os.ReadFile(filepath.Join(dir, "the report", file)); err != nil || !strings.Contains(string(text), "ours.feature:31") {
			t.Errorf("%s does not speak of ours.feature:31 (%v)", file, err)
		}
	}

	for _, tc := range []struct{ format, file, holds string }{
		{"console", "", "NOT CONFORMANT  1 passed, 2 failed, 1 unsupported, 1 blocked"},
		{"junit", "junit.xml", "<testsuite"},
		{"html", "index.html", "<!doctype html>"},
		{"markdown", "summary.md", "# "},
		{"json", "report.json", `"schema": 1`},
		{"statement", "conformance.json", `"profile": "refbridge"`},
		{"badge", "badge.json", `"message": "not conformant, 2 findings (part of the suite)"`},
	} {
		t.Run(tc.format, func(t *testing.T) {
			t.Parallel()
			got := begin(t, dir, "report", "the report/report.json", "--format", tc.format).wait(t)
			if got.code != 0 || got.stderr != "" || !strings.Contains(got.stdout, tc.holds) {
				t.Errorf("exit code %d, stderr %q, stdout:\n%.400s\nwant 0, nothing, and %q", got.code, got.stderr, got.stdout, tc.holds)
			}
			want := ran.stdout
			if tc.file != "" {
				text, err := os.ReadFile(filepath.Join(dir, "the report", tc.file))
				if err != nil {
					t.Fatal(err)
				}
				want = string(text)
			}
			if got.stdout != want {
				t.Errorf("it is not what the run itself wrote:\n%.400s\nwant:\n%.400s", got.stdout, want)
			}
			if tc.format == "junit" {
				if err := xml.Unmarshal([]byte(got.stdout), &struct{}{}); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestTheReproduceCommandReproduces(t *testing.T) {
	t.Parallel()
	const old = "scimproof test --bridge refbridge --version-profile 1.4 --runtime embedded "
	for _, tc := range []struct {
		name, at, verdict string
		code              int
		args              []string // {url} is a bridge elsewhere that takes no new address
		want              string
	}{
		{"a failure", "ours.feature:25", "failed", 1, oldRename, old + "ours.feature:25"},
		{"a block", "ours.feature:31", "blocked", 2, oldRename, old + "ours.feature:31"},
		{"nothing to judge", "ours.feature:43", "unsupported", 2, oldRename, old + "ours.feature:43"},
		{
			"a defect, another dialect and seed", "ours.feature:25", "failed", 1,
			[]string{"test", "--runtime", "embedded", "--defect", "rename-ignored", "--dialect", "entra-compliant", "--seed", "7", "--strict", "."},
			"scimproof test --bridge refbridge --defect rename-ignored --runtime embedded --dialect entra-compliant --seed 7 --strict ours.feature:25",
		},
		{
			"a known failure", "ours.feature:15", "known-failing", 0,
			[]string{"test", "--runtime", "embedded", "--version-profile", "1.4", "--known-failing", "it's known.yaml", "ours.feature"},
			old + `--known-failing 'it'\''s known.yaml' ours.feature:15`,
		},
		{
			"a profile of one's own", "ours.feature:15", "failed", 1,
			[]string{"test", "--bridge", "our bridge.yaml", "--bridge-token", bridgeToken, "ours.feature"},
			"scimproof test --bridge 'our bridge.yaml' ours.feature:15",
		},
		{
			"a bridge elsewhere", "ours.feature:15", "failed", 1,
			[]string{"test", "--bridge-url", "{url}", "--reader", "scim", "ours.feature:15"},
			"scimproof test --bridge-url {url} --reader scim ours.feature:15",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			dir, url := ours(t), serveReference(t, "rename-ignored")
			write(t, dir, "it's known.yaml", "- {requirement: BRIDGE-RENAME-05, reason: as 1.4 does}\n")
			write(t, dir, "our bridge.yaml", "name: ours\nurl: "+url+"\naccounts: 1\ncapabilities: [groups, patch]\nsettle: 100ms\n")
			env := []string{tokenVariable + "=" + bridgeToken}
			args := append([]string{}, tc.args...)
			for i := range args {
				args[i] = strings.ReplaceAll(args[i], "{url}", url)
			}
			launch(t, dir, env, program, append(args, "--report", "first")...).wait(t)
			first := scenarioAt(t, filepath.Join(dir, "first", "report.json"), tc.at)
			if want := strings.ReplaceAll(tc.want, "{url}", url); first.Reproduce != want {
				t.Errorf("reproduce:\n%s\nwant:\n%s", first.Reproduce, want)
			}
			if first.Verdict != tc.verdict {
				t.Errorf("%s %s (%s), want %s", first.Location, first.Verdict, first.Actual, tc.verdict)
			}
			got := launch(t, dir, env, "bash", "-c", first.Reproduce+" --report again").wait(t)
			if got.code != tc.code {
				t.Errorf("exit code %d, want %d; stderr %q", got.code, tc.code, got.stderr)
			}
			again := scenarioAt(t, filepath.Join(dir, "again", "report.json"), tc.at)
			if first, again := timeless(first), timeless(again); first != again {
				t.Errorf("first\n%s\nthen\n%s", first, again)
			}
		})
	}
}

func scenarioAt(t *testing.T, file, location string) judged {
	t.Helper()
	for _, s := range readReport(t, file).Scenarios {
		if strings.HasSuffix(s.Location, location) {
			return s
		}
	}
	t.Fatalf("%s holds no scenario %s", file, location)
	return judged{}
}

// passing is what is new in every run: how long a step waited, and names in an account that outlives the run.
var passing = regexp.MustCompile(`[0-9.]+m?s \(\d+ looks\)|\.[a-z2-7]{6}@`)

// timeless is what a scenario came to, without what is new in every run.
func timeless(s judged) string {
	text := strings.Join([]string{s.Location, s.Name, s.Verdict, s.Step, s.Expected, s.Actual, s.Reproduce}, "\n")
	return passing.ReplaceAllString(text, "...")
}
