package requirement_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/requirement"
)

func load(t *testing.T) *requirement.Registry {
	t.Helper()
	r, err := requirement.Load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Ids are frozen: testdata/ids.txt only ever grows. A new requirement is added
// to it by hand, so that nobody renames or drops an id by accident.
func TestIDsAreFrozen(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/ids.txt")
	if err != nil {
		t.Fatal(err)
	}
	frozen := strings.Fields(string(data))
	have := make(map[string]bool)
	for _, q := range load(t).All() {
		have[q.ID] = true
		if !slices.Contains(frozen, q.ID) {
			t.Errorf("%s is new: append it to testdata/ids.txt", q.ID)
		}
	}
	for _, id := range frozen {
		if !have[id] {
			t.Errorf("%s is gone: an id is never renamed or dropped", id)
		}
	}
}

func TestLookup(t *testing.T) {
	t.Parallel()
	r := load(t)
	stated, ok := r.Lookup("RFC7644-3.5.2.2-03")
	if !ok || stated.Level != requirement.Must || stated.Area != "patch" || stated.Actor != requirement.Server || stated.Testable != requirement.Yes {
		t.Errorf("RFC7644-3.5.2.2-03 is %+v, %t", stated, ok)
	}
	if !strings.Contains(stated.Ambiguity, "Entra") || stated.Why != "" {
		t.Errorf("RFC7644-3.5.2.2-03: ambiguity %q, why %q; want a note about Entra and no why", stated.Ambiguity, stated.Why)
	}
	observed, ok := r.Lookup("CASE-RENAME-06")
	if !ok || observed.Level != requirement.Observed || observed.Actor != requirement.Bridge || observed.Grade != requirement.Seen {
		t.Errorf("CASE-RENAME-06 is %+v, %t", observed, ok)
	}
	if observed.Source != "1Password Community discussion 116487" || !strings.Contains(observed.Why, "upgrade failed") {
		t.Errorf("CASE-RENAME-06: source %q, why %q", observed.Source, observed.Why)
	}
	if unknown, ok := r.Lookup("BRIDGE-RENAME-99"); ok {
		t.Errorf("found %+v", unknown)
	}
}

// What All hands out is the caller's.
func TestAllIsACopy(t *testing.T) {
	t.Parallel()
	r := load(t)
	all := r.All()
	first := all[0].ID
	all[0].ID = "spoilt"
	if again := r.All()[0].ID; again != first || again != "RFC7643-1.1-01" {
		t.Errorf("first id is %q, want RFC7643-1.1-01 in spite of the caller's change", again)
	}
}

// A sentence that the suite quotes in failures is one sentence without a full
// stop.
func TestWording(t *testing.T) {
	t.Parallel()
	for _, q := range load(t).All() {
		for name, text := range map[string]string{"requirement": q.Text, "why": q.Why, "source": q.Source} {
			if text != strings.TrimSpace(text) || strings.HasSuffix(text, ".") {
				t.Errorf("%s: %s %q has blanks around it or a full stop", q.ID, name, text)
			}
		}
	}
}

func TestViolation(t *testing.T) {
	t.Parallel()
	for level, want := range map[requirement.Level]string{
		"MUST": "failed", "MUST NOT": "failed", "SHOULD": "warned", "SHOULD NOT": "warned",
		"MAY": "failed", "DEFINES": "failed", "OBSERVED": "failed",
	} {
		if got := level.Violation(); string(got) != want {
			t.Errorf("a violated %s is %s, want %s", level, got, want)
		}
	}
}
