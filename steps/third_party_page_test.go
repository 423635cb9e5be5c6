package steps_test

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/verdict"
)

const thirdPartyPage = "../docs/third-party-results.md"

// thirdPartyResults are the reports of bridges from elsewhere, by profile.
type thirdPartyResults struct {
	mu      sync.Mutex
	reports map[string]*report.Report
}

func (r *thirdPartyResults) add(bridge string, got *report.Report) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reports[bridge] = got
}

// timesTitle begins what differs from machine to machine.
const timesTitle = "\n## Times\n"

// settle holds, when make third-party has judged them all, that the page says what came of
// it, but for the times; with -update it writes the page anew.
func (r *thirdPartyResults) settle(t *testing.T, bridges []string) {
	t.Helper()
	if t.Failed() || len(r.reports) < len(bridges) {
		return
	}
	page := r.page(bridges)
	if *update {
		if err := os.WriteFile(thirdPartyPage, page, 0o644); err != nil { //nolint:gosec // a page for everybody
			t.Fatal(err)
		}
		return
	}
	written, err := os.ReadFile(thirdPartyPage)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := beforeTimes(page), beforeTimes(written); got != want {
		t.Errorf("%s counts otherwise; if that is right, make third-party ARGS=-update\ngot:\n%s\nwritten:\n%s", thirdPartyPage, got, want)
	}
}

func beforeTimes(page []byte) string {
	counts, _, _ := strings.Cut(string(page), timesTitle)
	return counts
}

func (r *thirdPartyResults) page(bridges []string) []byte {
	var b, times bytes.Buffer
	b.WriteString(`# How the bridges from elsewhere did

` + "`make third-party ARGS=-update`" + ` writes this page, and ` + "`make third-party`" + ` compares what it counts. What the servers are is in
[third-party.md](third-party.md); what each is known to get wrong, with its reason, in ` + "`profiles/NAME.known-failing.yaml`" + `.
A scenario that a server leaves to chance ([why](adr/0005-deviations-left-to-chance.md)) passes or not, and is counted apart.

| profile | version | passed | known failing | left to chance | unsupported | scenarios |
|---|---|---|---|---|---|---|
`)
	for _, bridge := range bridges {
		got := r.reports[bridge]
		n := tallied(got.Scenarios)
		fmt.Fprintf(&b, "| `%s` | %s | %d | %d | %d | %d | %d |\n", bridge, got.Bridge.Version, n.passed, n.known, n.chance, n.unsupported, len(got.Scenarios))
		fmt.Fprintf(&times, "| `%s` | %s |\n", bridge, got.Ended.Sub(got.Started).Round(time.Second))
	}
	fmt.Fprintf(&b, `
## By area

Scenarios that passed / are known to fail / are left to chance / are unsupported.

| area | %s |
|---%s|
`, strings.Join(bridges, " | "), strings.Repeat("|---", len(bridges)))
	for _, area := range r.areas() {
		cells := make([]string, len(bridges))
		for i, bridge := range bridges {
			n := tallied(inArea(r.reports[bridge], area))
			cells[i] = fmt.Sprintf("%d / %d / %d / %d", n.passed, n.known, n.chance, n.unsupported)
		}
		fmt.Fprintf(&b, "| %s | %s |\n", area, strings.Join(cells, " | "))
	}
	fmt.Fprintf(&b, timesTitle+`
On %d processors, with the start of the server, and with its installation where it was not there yet.

| profile | time |
|---|---|
%s`, runtime.NumCPU(), times.String())
	return b.Bytes()
}

// tally of scenarios. What a bridge leaves to chance is in no other count.
type tally struct{ passed, known, chance, unsupported int }

func tallied(scenarios []report.Scenario) tally {
	var n tally
	for _, s := range scenarios {
		switch {
		case s.LeftToChance:
			n.chance++
		case s.Verdict == verdict.Passed:
			n.passed++
		case s.Verdict == verdict.KnownFailing:
			n.known++
		case s.Verdict == verdict.Unsupported:
			n.unsupported++
		}
	}
	return n
}

// areas of all reports, the lifecycle first.
func (r *thirdPartyResults) areas() []string {
	var names []string
	for _, got := range r.reports {
		for _, s := range got.Scenarios {
			if name := areaOf(s); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	if i := slices.Index(names, "lifecycle"); i > 0 {
		names = slices.Insert(slices.Delete(names, i, i+1), 0, "lifecycle")
	}
	return names
}

// areaOf is the tag that a feature of the protocol carries beside @protocol; the
// others are called by their folder.
func areaOf(s report.Scenario) string {
	if i := slices.Index(s.Tags, "@protocol"); i >= 0 && i+1 < len(s.Tags) {
		return strings.TrimPrefix(s.Tags[i+1], "@")
	}
	folder, _, _ := strings.Cut(strings.TrimPrefix(s.Location, "features/"), "/")
	return folder
}

func inArea(got *report.Report, area string) []report.Scenario {
	var some []report.Scenario
	for _, s := range got.Scenarios {
		if areaOf(s) == area {
			some = append(some, s)
		}
	}
	return some
}

func TestThePageOfBridgesFromElsewhere(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	scenario := func(location string, v verdict.Verdict, tags ...string) report.Scenario {
		return report.Scenario{Location: location, Verdict: v, Tags: tags}
	}
	made := func(version string, took time.Duration, scenarios ...report.Scenario) *report.Report {
		return &report.Report{Bridge: report.Bridge{Version: version}, Started: at, Ended: at.Add(took), Scenarios: scenarios}
	}
	mark := func(s report.Scenario) report.Scenario { s.LeftToChance = true; return s }
	patch, join := "features/protocol/patch.feature:3", "features/lifecycle/join.feature:7"
	results := &thirdPartyResults{reports: map[string]*report.Report{
		"one": made("1.2", 61*time.Second, scenario(patch, verdict.Passed, "@protocol", "@patch"), scenario(join, verdict.Passed, "@join")),
		"two": made("3", time.Second, scenario(patch, verdict.KnownFailing, "@protocol", "@patch"), scenario(join, verdict.Unsupported, "@join"),
			mark(scenario(join, verdict.Passed, "@join")), mark(scenario(join, verdict.KnownFailing, "@join"))),
	}}
	page := string(results.page([]string{"one", "two"}))
	for _, want := range []string{
		"| `one` | 1.2 | 2 | 0 | 0 | 0 | 2 |\n| `two` | 3 | 0 | 1 | 2 | 1 | 4 |\n",
		"| area | one | two |\n|---|---|---|\n| lifecycle | 1 / 0 / 0 / 0 | 0 / 0 / 2 / 1 |\n| patch | 1 / 0 / 0 / 0 | 0 / 1 / 0 / 0 |\n",
		"| `one` | 1m1s |\n| `two` | 1s |\n",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks\n%s\nin\n%s", want, page)
		}
	}
	if counts := beforeTimes([]byte(page)); !strings.Contains(counts, "| patch |") || strings.Contains(counts, "1m1s") {
		t.Errorf("what is compared holds no counts, or times:\n%s", counts)
	}
}
