package main

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/refbridge"
)

// taster notices the defects named, and always finds fault with the same thing.
func taster(name string, noticed ...string) contender {
	return contender{
		name: name, version: "1", about: "made up",
		perform: func(context.Context) (performance, error) {
			return performance{results: 4, kinds: 2, faults: []string{"a habit"}, took: 20 * time.Millisecond}, nil
		},
		faults: func(_ context.Context, defect string) ([]string, error) {
			faults := []string{"a habit"}
			for _, name := range noticed {
				if name == defect {
					faults = append(faults, "GET <Users>: "+strings.Repeat("x", 100), "another")
				}
			}
			return faults, nil
		},
	}
}

func TestThePageSaysWhoNoticedWhat(t *testing.T) {
	t.Parallel()
	defects := []refbridge.Defect{{Name: "one", Area: "wire", Summary: "One."}, {Name: "two", Area: "wire", Summary: "Two."}, {Name: "three", Area: "groups", Summary: "Three."}}
	c, err := makeComparison(t.Context(), []contender{taster("sharp", "one", "three"), taster("dull")}, defects, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	known := []flag{{"dull", "rfc", "GET", "no|good", "RFC 7644, 3.4"}, {"dull", "2.x", "GET", "no|good", "RFC 7644, 3.4"}}
	if err := c.write(&page, known, time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"on 2026-03-04.",
		"| sharp 1 (made up) | 2 | 4 | 0.02 s | 5.0 ms | 1 | 2 of 3 (66 %) |",
		"| dull 1 (made up) | 2 | 4 | 0.02 s | 5.0 ms | 1 | 0 of 3 (0 %) |",
		`| dull | rfc, 2.x | GET | no\|good | RFC 7644, 3.4 |`,
		"| area | defects | sharp | dull |\n|---|---|---|---|\n| wire | 2 | 1 | 0 |\n| groups | 1 | 1 | 0 |",
		"| one | One. | GET &lt;Users>: " + strings.Repeat("x", 87) + " …; 1 more | – |\n| two | Two. | – | – |",
	} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page has no %q:\n%s", want, page.String())
		}
	}
}

func TestAContenderThatCannotRunEndsTheComparison(t *testing.T) {
	t.Parallel()
	broken := taster("broken")
	broken.faults = func(context.Context, string) ([]string, error) { return nil, errors.New("no python") }
	_, err := makeComparison(t.Context(), []contender{broken}, []refbridge.Defect{{Name: "one"}}, func(string) {})
	if err == nil || err.Error() != "defect one: broken: no python" {
		t.Errorf("%v, want who could not be run on what, and why", err)
	}
}
