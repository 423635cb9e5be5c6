package verdict_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/verdict"
)

func TestApply(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name         string
		given        verdict.Verdict
		scenario     string
		requirements []string
		want         verdict.Verdict
		reason       string
	}{
		{"declared by its full name", "failed", "The vault asks the member to confirm", nil,
			"known-failing", "mails go to the old address (https://bridge.example/issues/7)"},
		{"part of a name is not the name", "failed", "The vault asks the member to confirm twice", nil, "failed", ""},
		{"declared by a pattern", "failed", "A group (nested) keeps its members", nil, "known-failing", "groups are not expanded"},
		{"brackets in a pattern are letters", "failed", "A group nested keeps its members", nil, "failed", ""},
		{"declared by a requirement", "failed", "any name", []string{"RFC7644-3.5-02", "BRIDGE-GROUP-06"}, "known-failing", "no groups yet"},
		{"declared by a pattern of requirements", "failed", "any name", []string{"ENTRA-SCOPE-01"}, "known-failing", "no scopes yet"},
		{"both given and both match", "failed", "A rename", []string{"BRIDGE-RENAME-10"}, "known-failing", "case is folded"},
		{"both given and one differs", "failed", "A rename", []string{"BRIDGE-RENAME-01"}, "failed", ""},
		{"a declared warning", "warned", "A rename", []string{"BRIDGE-RENAME-10"}, "known-failing", "case is folded"},
		{"a pass in spite of the file", "passed", "A rename", []string{"BRIDGE-RENAME-10"},
			"unexpected-pass", "testdata/known.yaml:9 declares it failing: case is folded"},
		{"left to chance and failed", "failed", "One of two addresses is kept", nil, "known-failing", "now the first, now the second"},
		{"left to chance and passed", "passed", "One of two addresses is kept", nil, "passed", ""},
		{"declared and blocked by it", "blocked", "A rename", []string{"BRIDGE-RENAME-10"}, "known-failing", "case is folded"},
		{"blocked and undeclared", "blocked", "Somebody joins", nil, "blocked", ""},
		{"unsupported stays unsupported", "unsupported", "A rename", []string{"BRIDGE-RENAME-10"}, "unsupported", ""},
		{"undeclared pass", "passed", "Somebody joins", nil, "passed", ""},
	}
	known, err := verdict.LoadKnown("testdata/known.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, reason := known.Apply(test.given, test.scenario, test.requirements)
			if got != test.want || reason != test.reason {
				t.Errorf("Apply = %s, %q; want %s, %q", got, reason, test.want, test.reason)
			}
		})
	}
}

func TestLeavesToChance(t *testing.T) {
	t.Parallel()
	known, err := verdict.LoadKnown("testdata/known.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"One of two addresses is kept": true, "The vault asks the member to confirm": false, "Somebody joins": false,
	} {
		if got := known.LeavesToChance(name, nil); got != want {
			t.Errorf("LeavesToChance(%q) = %t, want %t", name, got, want)
		}
	}
	if (*verdict.Known)(nil).LeavesToChance("Somebody joins", nil) {
		t.Error("no file leaves something to chance")
	}
}

func TestUnmatched(t *testing.T) {
	t.Parallel()
	known, err := verdict.LoadKnown("testdata/known.yaml")
	if err != nil {
		t.Fatal(err)
	}
	known.Match("The vault asks the member to confirm", nil)
	known.Match("A rename", []string{"BRIDGE-RENAME-10"})
	var got []string
	for _, err := range known.Unmatched() {
		got = append(got, err.Error())
	}
	want := []string{
		`testdata/known.yaml:5: no scenario matches scenario "A group (*) keeps *"; correct the entry or remove it`,
		`testdata/known.yaml:7: no scenario matches requirement BRIDGE-GROUP-06; correct the entry or remove it`,
		`testdata/known.yaml:12: no scenario matches requirement ENTRA-*; correct the entry or remove it`,
		`testdata/known.yaml:14: no scenario matches scenario "One of two addresses is kept"; correct the entry or remove it`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("Unmatched:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestOverlappingEntriesAreAllUsed(t *testing.T) {
	t.Parallel()
	known, err := verdict.ParseKnown("known.yaml", []byte("- {scenario: \"*\", reason: first}\n- {scenario: \"A *\", reason: second}\n"))
	if err != nil {
		t.Fatal(err)
	}
	entry, ok := known.Match("A rename", nil)
	if !ok || entry.Reason != "first" {
		t.Errorf("Match = %q, %t; want the first entry", entry.Reason, ok)
	}
	if unmatched := known.Unmatched(); len(unmatched) != 0 {
		t.Errorf("Unmatched = %v, want none: both entries match", unmatched)
	}
}

func TestOneEntryForAllThatHasOneCause(t *testing.T) {
	t.Parallel()
	known, err := verdict.ParseKnown("known.yaml", []byte(
		"- scenario: [A rename, A return of *, A typing mistake]\n  requirement: [X-1, X-2, X-3]\n  reason: the cause\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		scenario, requirement string
		want                  verdict.Verdict
	}{
		{"A rename", "X-1", "known-failing"},
		{"A return of ada", "X-2", "known-failing"},
		{"A rename", "X-4", "failed"},
		{"A join", "X-1", "failed"},
	} {
		if got, _ := known.Apply("failed", tc.scenario, []string{tc.requirement}); got != tc.want {
			t.Errorf("%s of %s is %s, want %s", tc.scenario, tc.requirement, got, tc.want)
		}
	}
	var got []string
	for _, err := range known.Unmatched() {
		got = append(got, err.Error())
	}
	want := []string{
		`known.yaml:1: no scenario matches scenario "A typing mistake"; correct the entry or remove it`,
		`known.yaml:1: no scenario matches requirement X-3; correct the entry or remove it`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("Unmatched:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTwoFilesAreOne(t *testing.T) {
	t.Parallel()
	var files []*verdict.Known
	for _, text := range []string{"- {scenario: A rename, reason: shared}\n", "- {scenario: A return, reason: own}\n"} {
		known, err := verdict.ParseKnown("known.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, known)
	}
	known := verdict.Join(files...)
	for scenario, want := range map[string]string{"A rename": "shared", "A return": "own"} {
		if entry, ok := known.Match(scenario, nil); !ok || entry.Reason != want {
			t.Errorf("Match(%q) = %q, %t; want %q", scenario, entry.Reason, ok, want)
		}
	}
}

func TestNoFileKnowsNothing(t *testing.T) {
	t.Parallel()
	var known *verdict.Known
	if got, reason := known.Apply("failed", "A rename", nil); got != "failed" || reason != "" {
		t.Errorf("Apply = %s, %q; want failed without a reason", got, reason)
	}
	if unmatched := known.Unmatched(); unmatched != nil {
		t.Errorf("Unmatched = %v, want none", unmatched)
	}
}

func TestParseKnownRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, data, want string }{
		{"no reason", "- scenario: A rename\n", `known.yaml:1: entry has no reason; say why scenario "A rename" is known to fail`},
		{"blank reason", "# why\n- requirement: X-1\n  reason: '  '\n", `known.yaml:2: entry has no reason; say why requirement X-1 is known to fail`},
		{"selects nothing", "- reason: because\n", "known.yaml:1: entry selects nothing; give it a scenario or a requirement"},
		{"unknown key", "- scenario: a\n  reason: b\n  reasn: c\n", `known.yaml:3:3: unknown field "reasn"`},
		{"wrong type", "- scenario: {a: b}\n  reason: b\n", "known.yaml:1:13: "},
		{"not a list", "scenario: a\nreason: b\n", `known.yaml:1: not a list; start each entry with "- scenario:" or "- requirement:"`},
		{"an entry that is a word", "- a\n", "known.yaml:1:3: "},
		{"link without a host", "- scenario: a\n  reason: b\n  link: see the wiki\n", `known.yaml:1: link "see the wiki" is not an http(s) URL`},
		{"link that is a script", "- scenario: a\n  reason: b\n  link: javascript://x/%0aalert(1)\n", `known.yaml:1: link "javascript://x/%0aalert(1)" is not an http(s) URL`},
		{"broken yaml", "- scenario: \"a\n", "known.yaml:1:13: "},
		{"two documents", "- scenario: a\n  reason: b\n---\n- scenario: c\n  reason: d\n", "known.yaml: holds 2 YAML documents; write one list"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			known, err := verdict.ParseKnown("known.yaml", []byte(test.data))
			if err == nil {
				t.Fatalf("accepted: %+v", known)
			}
			if !strings.HasPrefix(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q, want one line that starts with %q", err, test.want)
			}
		})
	}
}

func TestEmptyFilesAreFine(t *testing.T) {
	t.Parallel()
	for _, data := range []string{"", "\n\n", "# nothing known\n", "[]\n"} {
		known, err := verdict.ParseKnown("known.yaml", []byte(data))
		if err != nil {
			t.Errorf("%q: %v", data, err)
			continue
		}
		if _, ok := known.Match("A rename", nil); ok {
			t.Errorf("%q matches a scenario", data)
		}
	}
}

func TestLoadKnownNamesTheMissingFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "absent.yaml")
	if _, err := verdict.LoadKnown(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v, want one that names %s", err, path)
	}
}

func FuzzParseKnown(f *testing.F) {
	f.Add("- scenario: A *\n  reason: because\n  link: https://bridge.example/1\n", "A rename")
	f.Add("- {requirement: X-1, reason: \"[\"}", "")
	f.Add("scenario: &a [*a]", "x")
	f.Add("- scenario: \"\\xff*\"\n  reason: r", "y")
	f.Fuzz(func(t *testing.T, data, name string) {
		known, err := verdict.ParseKnown("known.yaml", []byte(data))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "known.yaml") {
				t.Errorf("error does not name the file: %v", err)
			}
			return
		}
		before := len(known.Unmatched())
		if _, ok := known.Match(name, nil); ok && len(known.Unmatched()) >= before {
			t.Error("a matching entry is still unmatched")
		}
	})
}
