package steps_test

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/steps"
)

// The protocol is judged on the generation of the reference bridge that keeps to
// the letter, so that nothing of it is unsupported.
//
//nolint:gochecknoglobals // a constant table
var protocolBenches = []steps.Config{{Bridge: "refbridge", Version: "rfc", Paths: []string{"features/protocol"}}}

// TestEveryDefectOfTheProtocolIsNoticed tries the protocol's features on every
// defect of the bridge. That takes a quarter of an hour on two processors, so it is
// a part of make mutation and of nothing else.
func TestEveryDefectOfTheProtocolIsNoticed(t *testing.T) { //nolint:paralleltest // it would slow down, and be slowed down by, the one about the lifecycle
	if !*update {
		t.Skip("runs the protocol's features once for each defect: make mutation")
	}
	bridgeDefects := slices.DeleteFunc(lab.Defects(), func(d lab.Defect) bool { return d.Party != "bridge" })
	m := tried(t, bridgeDefects, protocolBenches)
	for _, d := range m.defects {
		if strings.HasPrefix(d.Area, "protocol/") && len(m.noticed(d.Name)) == 0 {
			t.Errorf("no scenario notices the defect %s; write one that does, or drop it", d)
		}
	}
	matchesPage(t, protocolPart, m.protocolPage())
}

// protocolPage is the second part of docs/mutation.md.
func (m *matrix) protocolPage() []byte {
	var b bytes.Buffer
	noticed := slices.DeleteFunc(slices.Clone(m.defects), func(d lab.Defect) bool { return len(m.noticed(d.Name)) == 0 })
	uncaught := slices.DeleteFunc(slices.Clone(m.scenarios), func(s string) bool { return len(m.caught(s)) > 0 })
	fmt.Fprintf(&b, `
Each of the bridge's %d defects is tried on all scenarios of `+"`features/protocol`"+`: %d of them make a scenario fail, and of %d
scenarios %d fail on a defect. **%d scenarios fail on none yet**; they stand at the end. Those defects that no scenario here notices are
for the lifecycle to notice, above.

## Defects that the protocol notices

| defect | area | what breaks | where it was seen | noticed by | scenarios | requirements |
|---|---|---|---|---|---|---|
`, len(m.defects), len(noticed), len(m.scenarios), len(m.scenarios)-len(uncaught), len(uncaught))
	for _, d := range noticed {
		by := m.noticed(d.Name)
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %d | %s | %s |\n", d, strings.TrimPrefix(d.Area, "protocol/"), d.Summary, d.Source,
			len(by), examples(by, ""), examples(m.requirements(by), ""))
	}
	b.WriteString("\n## Scenarios of the protocol that fail on no defect yet\n\n| scenario | feature |\n|---|---|\n")
	byFile := func(x, y string) int { return cmp.Compare(m.file(x), m.file(y)) }
	slices.SortStableFunc(uncaught, byFile)
	for _, s := range uncaught {
		fmt.Fprintf(&b, "| %s | %s |\n", s, m.file(s))
	}
	return b.Bytes()
}

// file is the name of the feature file that holds a scenario.
func (m *matrix) file(scenario string) string {
	file, _, _ := strings.Cut(path.Base(m.of[scenario].Location), ":")
	return file
}

// requirements lists those of the scenarios, each once.
func (m *matrix) requirements(scenarios []string) []string {
	var ids []string
	for _, s := range scenarios {
		for _, id := range m.of[s].Requirements {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}
