package steps_test

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/lab"
)

// shown is how many names stand in a cell before the rest is only counted.
const shown = 3

// page is docs/mutation.md.
func (m *matrix) page(uncaught, unnoticed map[string]string) []byte {
	var b bytes.Buffer
	defects := lab.Defects()
	fmt.Fprintf(&b, `# Which scenario notices which defect

A scenario that cannot fail proves nothing. So each defect that a bridge, the directory or the account can have on purpose
(`+"`scimproof list defects`"+`) is tried on all scenarios of `+"`features/lifecycle`"+`: of %d defects %d make a scenario fail, and of
%d scenarios %d fail on a defect. One that a defect keeps from being judged (blocked) is not counted. Try one:

    scimproof test --runtime embedded --defect %s

This page is written by `+"`make mutation`"+`; a test compares it.

## Defects

| defect | party | what breaks | noticed by | scenarios, or the reason why none |
|---|---|---|---|---|
`, len(defects), len(defects)-len(unnoticed), len(m.scenarios), len(m.scenarios)-len(uncaught), defects[0])
	for _, d := range defects {
		noticed := m.noticed(d.Name)
		fmt.Fprintf(&b, "| %s | %s | %s | %d | %s |\n", d, d.Party, d.Summary, len(noticed), examples(noticed, unnoticed[d.Name]))
	}
	b.WriteString("\n## Scenarios\n\n| scenario | fails on | defects |\n|---|---|---|\n")
	weakest := slices.Clone(m.scenarios)
	slices.SortStableFunc(weakest, func(x, y string) int { return cmp.Compare(len(m.caught(x)), len(m.caught(y))) })
	for _, scenario := range weakest {
		caught := m.caught(scenario)
		fmt.Fprintf(&b, "| %s | %d | %s |\n", scenario, len(caught), examples(caught, uncaught[scenario]))
	}
	return b.Bytes()
}

// examples are the first names, or the reason why there are none.
func examples(names []string, reason string) string {
	if len(names) == 0 {
		return reason
	}
	return strings.Join(names[:min(shown, len(names))], "; ")
}

func matchesPage(t *testing.T, file string, page []byte) {
	t.Helper()
	if t.Failed() {
		return // it would only show what the errors say
	}
	if *update {
		if err := os.WriteFile(file, page, 0o644); err != nil { //nolint:gosec // a page for everybody
			t.Fatal(err)
		}
		return
	}
	written, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(written, page) {
		t.Errorf("%s is not what the suite notices today (%v); write it anew with make mutation, and read the diff", file, err)
	}
}
