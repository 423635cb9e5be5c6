package steps_test

import (
	"flag"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/steps"
)

// The suite is tested, too: with each defect of each party the lifecycle is judged
// once, and every scenario of it has to fail on one of them at least. What cannot
// fail proves nothing, and what nobody notices will be in somebody's bridge. The
// same for the protocol, with many more defects, is in mutation_protocol_test.go.

//nolint:gochecknoglobals // a flag
var update = flag.Bool("update", false, "write docs/mutation.md, and docs/third-party-results.md, anew")

// benches are the bridges the defects are tried on, each with the scenarios that
// only it can be judged by. The reference bridge has answered when a step looks,
// so that a look need not be repeated.
//
//nolint:gochecknoglobals // a constant table
var benches = []steps.Config{
	{Bridge: "refbridge", Paths: []string{"features/lifecycle"}},
	{Bridge: "testdata/at-once.yaml", Paths: []string{"features/lifecycle"}, Tags: "@needs:rename-at-once"},
}

// matrix says which scenario failed on which defect.
type matrix struct {
	defects   []lab.Defect
	scenarios []string                   // by location
	failed    map[string]map[string]bool // by defect, by scenario
	of        map[string]report.Scenario // what else is known of a scenario
}

// lifecycleDefects are those that the stories have to notice.
func lifecycleDefects() []lab.Defect {
	return slices.DeleteFunc(lab.Defects(), func(d lab.Defect) bool { return strings.HasPrefix(d.Area, "protocol/") || d.Area == entraArea })
}

// noticed lists the scenarios that fail on a defect.
func (m *matrix) noticed(defect string) []string {
	return slices.DeleteFunc(slices.Clone(m.scenarios), func(s string) bool { return !m.failed[defect][s] })
}

// caught lists the defects on which a scenario fails.
func (m *matrix) caught(scenario string) []string {
	var names []string
	for _, d := range m.defects {
		if m.failed[d.Name][scenario] {
			names = append(names, d.Name)
		}
	}
	return names
}

func TestEveryStoryCanFailAndEveryDefectIsNoticed(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("runs the suite once for each defect: not with -short")
	}
	m := tried(t, lifecycleDefects(), benches)
	uncaught, unnoticed := readReasons(t, "testdata/uncaught.tsv"), readReasons(t, "testdata/unnoticed.tsv")
	for _, scenario := range m.scenarios {
		_, excused := uncaught[scenario]
		switch caught := m.caught(scenario); {
		case len(caught) == 0 && !excused:
			t.Errorf("no defect makes %q fail; strengthen it, write a defect that it must notice, or drop it", scenario)
		case len(caught) > 0 && excused:
			t.Errorf("uncaught.tsv: %q fails on %s; remove the line", scenario, caught[0])
		}
	}
	var defects []string
	for _, d := range m.defects {
		defects = append(defects, d.Name)
		_, excused := unnoticed[d.Name]
		switch noticed := m.noticed(d.Name); {
		case len(noticed) == 0 && !excused:
			t.Errorf("no scenario notices the defect %s; write one that does, or the reason into unnoticed.tsv", d)
		case len(noticed) > 0 && excused:
			t.Errorf("unnoticed.tsv: %s is noticed by %q; remove the line", d, noticed[0])
		}
	}
	allIn(t, "uncaught.tsv", uncaught, m.scenarios)
	allIn(t, "unnoticed.tsv", unnoticed, defects)
	matchesPage(t, lifecyclePart, m.page(uncaught, unnoticed))
}

// tried runs the suite without a defect, which it has to pass, and with each one.
func tried(t *testing.T, defects []lab.Defect, on []steps.Config) *matrix {
	t.Helper()
	m := &matrix{defects: defects, failed: map[string]map[string]bool{}, of: map[string]report.Scenario{}}
	var mu sync.Mutex
	var all sync.WaitGroup
	seats := make(chan struct{}, 2*runtime.GOMAXPROCS(0))
	for _, defect := range append([]lab.Defect{{}}, defects...) {
		all.Go(func() {
			seats <- struct{}{}
			defer func() { <-seats }()
			judged := tryOn(t, defect.Name, on)
			mu.Lock()
			defer mu.Unlock()
			m.add(defect.Name, judged)
		})
	}
	all.Wait()
	if sound := m.noticed(""); len(sound) > 0 || t.Failed() {
		t.Fatalf("without a defect these fail, so that nothing can be told: %q", sound)
	}
	return m
}

// tryOn runs the suite with one defect, on each bench. Scenarios run one after the
// other, so that each run is the same.
func tryOn(t *testing.T, defect string, on []steps.Config) (judged [][]report.Scenario) {
	t.Helper()
	for _, cfg := range on {
		cfg.Runtime, cfg.Defect, cfg.Settle, cfg.Parallel = lab.Embedded, defect, time.Millisecond, 1
		run, err := steps.Run(t.Context(), cfg)
		if err != nil {
			t.Errorf("%s with the defect %q: %v", cfg.Bridge, defect, err)
			return nil
		}
		judged = append(judged, run.Scenarios)
	}
	return judged
}

// add keeps what failed of what there is, a SHOULD with a warning too; the first
// bench holds all scenarios. Blocked is not failed: then the scenario was not about this.
func (m *matrix) add(defect string, judged [][]report.Scenario) {
	failed := map[string]bool{}
	for i, scenarios := range judged {
		if i == 0 {
			m.scenarios = nil
		}
		for _, s := range scenarios {
			if i == 0 {
				m.scenarios, m.of[s.Name] = append(m.scenarios, s.Name), s
			}
			failed[s.Name] = failed[s.Name] || noticed(s)
		}
	}
	m.failed[defect] = failed
}

// readReasons reads lines of a name and a reason, under a line of headings.
func readReasons(t *testing.T, file string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		name, reason, _ := strings.Cut(line, "\t")
		if reasons[name] != "" || strings.TrimSpace(reason) == "" {
			t.Errorf("%s: %q stands there twice or has no reason", file, name)
		}
		reasons[name] = reason
	}
	return reasons
}

// allIn finds lines about what does not exist.
func allIn(t *testing.T, file string, reasons map[string]string, known []string) {
	t.Helper()
	for name := range reasons {
		if !slices.Contains(known, name) {
			t.Errorf("%s: there is no %q; remove the line", file, name)
		}
	}
}
