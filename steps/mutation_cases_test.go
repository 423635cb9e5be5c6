package steps_test

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/steps"
)

// Cases and dialects are too many to be tried on every defect in every test, so the
// page itself says which defect a scenario fails on, and each test proves that: one
// scenario, one defect. make mutation tries them all and writes the page.

// casePaths are what this part of the page is about.
//
//nolint:gochecknoglobals // a constant table
var casePaths = []string{"features/cases", "features/dialects"}

// caseVersions are the generations that have to pass; the first is the one that the
// defects are tried on, for it has every capability.
//
//nolint:gochecknoglobals // a constant table
var caseVersions = []string{"rfc", "2.x"}

func TestCasesAndDialectsPassOnASoundBridge(t *testing.T) {
	t.Parallel()
	for _, version := range caseVersions {
		for _, s := range tryCases(t, version, "", casePaths) {
			if s.Verdict != verdict.Passed && s.Verdict != verdict.Unsupported {
				t.Errorf("generation %s: %s is %s: %s %s", version, s.Location, s.Verdict, s.Expected, s.Actual)
			}
		}
	}
}

func TestEachCaseFailsOnTheDefectThatThePageNames(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("runs scenarios once for each of some hundred defects: not with -short")
	}
	if *update {
		writeCasePage(t)
	}
	catalog, err := steps.ReadCatalog(steps.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	scenarios, err := catalog.Pick(steps.Selection{Paths: casePaths})
	if err != nil {
		t.Fatal(err)
	}
	named := namedDefects(t)
	places := map[string][]string{} // of the scenarios to try, by defect
	for _, s := range scenarios {
		if named[s.Name] == "" {
			t.Errorf("%s: %s names no defect that %q fails on; run make mutation, and if none is found, strengthen it or write one", s.Location, mutationPage, s.Name)
			continue
		}
		places[named[s.Name]] = append(places[named[s.Name]], s.Location)
	}
	for defect, locations := range places {
		for _, s := range tryCases(t, caseVersions[0], defect, locations) {
			if !noticed(s) {
				t.Errorf("%s: %q is %s with the defect %s, want failed", s.Location, s.Name, s.Verdict, defect)
			}
		}
	}
}

// noticed tells that a scenario saw what is wrong; @warn makes a warning of it.
func noticed(s report.Scenario) bool {
	return s.Verdict == verdict.Failed || s.Verdict == verdict.Warned
}

// tryCases judges scenarios on one generation of the reference bridge with one
// defect. What needs another generation is left to the one that has it.
func tryCases(t *testing.T, version, defect string, paths []string) []report.Scenario {
	t.Helper()
	run, err := steps.Run(t.Context(), steps.Config{
		Bridge: "refbridge", Version: version, Runtime: lab.Embedded, Defect: defect, Paths: paths, Settle: time.Millisecond, Parallel: 1,
	})
	if err != nil {
		t.Fatalf("generation %s with the defect %q: %v", version, defect, err)
	}
	return run.Scenarios
}

var caseRow = regexp.MustCompile(`(?m)^\| ([^|]+) \| \S+\.feature \| ([a-z0-9-]+)`)

// namedDefects reads from the page the first defect of each scenario.
func namedDefects(t *testing.T) map[string]string {
	t.Helper()
	written, err := os.ReadFile(mutationPage)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]string{}
	for _, row := range caseRow.FindAllStringSubmatch(string(splitPage(written)[casesPart]), -1) {
		named[row[1]] = row[2]
	}
	return named
}

// writeCasePage tries the scenarios on the defects that stories look for and on
// those that are about Entra; whoever fails on none of them is tried on all others.
func writeCasePage(t *testing.T) {
	t.Helper()
	near := slices.DeleteFunc(lab.Defects(), func(d lab.Defect) bool { return strings.HasPrefix(d.Area, "protocol/") || d.Name == needsCompany })
	far := slices.DeleteFunc(lab.Defects(), func(d lab.Defect) bool { return !strings.HasPrefix(d.Area, "protocol/") })
	m := tried(t, near, caseBench(casePaths))
	var left []string
	for _, s := range m.scenarios {
		if len(m.caught(s)) == 0 {
			left = append(left, m.of[s].Location)
		}
	}
	if len(left) > 0 {
		more := tried(t, far, caseBench(left))
		m.defects = append(m.defects, more.defects...)
		for name, failed := range more.failed {
			m.failed[name] = failed
		}
	}
	matchesPage(t, casesPart, m.casePage())
	for _, d := range m.defects {
		if d.Area == entraArea && len(m.noticed(d.Name)) == 0 {
			t.Errorf("no scenario notices the defect %s; write one that does, or drop it", d)
		}
	}
}

const entraArea = "entra"

// needsCompany is a defect that only shows when other scenarios ran before, so that
// a scenario alone proves nothing by it.
const needsCompany = "first-token-wins"

// caseBench is the bridge that the defects are tried on.
func caseBench(paths []string) []steps.Config {
	return []steps.Config{{Bridge: "refbridge", Version: caseVersions[0], Paths: paths}}
}

// casePage is the third part of docs/mutation.md.
func (m *matrix) casePage() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `
Each of the %d scenarios of `+"`features/cases`"+` and `+"`features/dialects`"+` fails on the first defect that stands beside it here; a test
proves each pair. The defects are those of the stories, above, and those that bridges were seen to have with Entra.

## Defects about Entra

| defect | party | what breaks | where it was seen | noticed by | scenarios |
|---|---|---|---|---|---|
`, len(m.scenarios))
	for _, d := range m.defects {
		if by := m.noticed(d.Name); d.Area == entraArea {
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %d | %s |\n", d, d.Party, d.Summary, d.Source, len(by), examples(by, ""))
		}
	}
	b.WriteString("\n## Scenarios of cases and dialects\n\n| scenario | feature | defects that it fails on, the rarest first |\n|---|---|---|\n")
	for _, s := range m.scenarios {
		caught := m.caught(s)
		slices.SortStableFunc(caught, func(x, y string) int { return cmp.Compare(len(m.noticed(x)), len(m.noticed(y))) })
		file := path.Base(path.Dir(m.of[s].Location)) + "/" + m.file(s)
		fmt.Fprintf(&b, "| %s | %s | %s |\n", s, file, examples(caught, ""))
	}
	return b.Bytes()
}
