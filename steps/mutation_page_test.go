package steps_test

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// shown is how many names stand in a cell before the rest is only counted.
const shown = 3

// docs/mutation.md has three parts, each written by a test of its own.
const (
	mutationPage  = "../docs/mutation.md"
	lifecyclePart = 0
	protocolPart  = 1
	casesPart     = 2
)

// partHeadings begin the parts after the first.
//
//nolint:gochecknoglobals // a constant table
var partHeadings = []string{"\n# The protocol\n", "\n# Cases and dialects\n"}

// splitPage takes the page apart; a part that was never written is empty.
func splitPage(page []byte) [][]byte {
	parts := make([][]byte, 0, len(partHeadings)+1)
	for _, heading := range partHeadings {
		before, after, _ := bytes.Cut(page, []byte(heading))
		parts, page = append(parts, before), after
	}
	return append(parts, page)
}

func joinPage(parts [][]byte) []byte {
	page := slices.Clone(parts[0])
	for i, heading := range partHeadings {
		page = append(append(page, heading...), parts[i+1]...)
	}
	return page
}

// pageLock is held by the test that writes its part.
//
//nolint:gochecknoglobals // of one file
var pageLock sync.Mutex

// page is the first part: the lifecycle.
func (m *matrix) page(uncaught, unnoticed map[string]string) []byte {
	var b bytes.Buffer
	defects := m.defects
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

// matchesPage compares a part of the page, or writes it anew with -update.
func matchesPage(t *testing.T, part int, page []byte) {
	t.Helper()
	if t.Failed() {
		return // it would only show what the errors say
	}
	pageLock.Lock()
	defer pageLock.Unlock()
	written, err := os.ReadFile(mutationPage)
	if err != nil {
		t.Fatal(err)
	}
	parts := splitPage(written)
	if !*update {
		if !bytes.Equal(parts[part], page) {
			t.Errorf("%s is not what the suite notices today; write it anew with make mutation, and read the diff", mutationPage)
		}
		return
	}
	parts[part] = page
	if err := os.WriteFile(mutationPage, joinPage(parts), 0o644); err != nil { //nolint:gosec // a page for everybody
		t.Fatal(err)
	}
}
