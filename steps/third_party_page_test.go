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

// write makes the page anew when make third-party has judged them all.
func (r *thirdPartyResults) write(t *testing.T, bridges []string) {
	t.Helper()
	if !*update || t.Failed() || len(r.reports) < len(bridges) {
		return
	}
	if err := os.WriteFile(thirdPartyPage, r.page(bridges), 0o644); err != nil { //nolint:gosec // a page for everybody
		t.Fatal(err)
	}
}

func (r *thirdPartyResults) page(bridges []string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `# How the bridges from elsewhere did

`+"`make third-party`"+` writes this page, the last time on %d processors. What the servers are is in
[third-party.md](third-party.md); what each is known to get wrong, with its reason, in `+"`profiles/NAME.known-failing.yaml`"+`.
The time holds the start of the server, and its installation where it was not there yet.

| profile | version | passed | known failing | unsupported | scenarios | time |
|---|---|---|---|---|---|---|
`, runtime.NumCPU())
	for _, bridge := range bridges {
		got := r.reports[bridge]
		n := got.Summary
		fmt.Fprintf(&b, "| `%s` | %s | %d | %d | %d | %d | %s |\n", bridge, got.Bridge.Version, n[verdict.Passed], n[verdict.KnownFailing],
			n[verdict.Unsupported], len(got.Scenarios), got.Ended.Sub(got.Started).Round(time.Second))
	}
	fmt.Fprintf(&b, `
## By area

Scenarios that passed / are known to fail / are unsupported.

| area | %s |
|---%s|
`, strings.Join(bridges, " | "), strings.Repeat("|---", len(bridges)))
	for _, area := range r.areas() {
		cells := make([]string, len(bridges))
		for i, bridge := range bridges {
			n := inArea(r.reports[bridge], area)
			cells[i] = fmt.Sprintf("%d / %d / %d", n[verdict.Passed], n[verdict.KnownFailing], n[verdict.Unsupported])
		}
		fmt.Fprintf(&b, "| %s | %s |\n", area, strings.Join(cells, " | "))
	}
	return b.Bytes()
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

func inArea(got *report.Report, area string) verdict.Summary {
	n := verdict.Count()
	for _, s := range got.Scenarios {
		if areaOf(s) == area {
			n[s.Verdict]++
		}
	}
	return n
}

func TestThePageOfBridgesFromElsewhere(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	scenario := func(location string, v verdict.Verdict, tags ...string) report.Scenario {
		return report.Scenario{Location: location, Verdict: v, Tags: tags}
	}
	made := func(version string, took time.Duration, scenarios ...report.Scenario) *report.Report {
		got := &report.Report{Bridge: report.Bridge{Version: version}, Started: at, Ended: at.Add(took), Scenarios: scenarios, Summary: verdict.Count()}
		for _, s := range scenarios {
			got.Summary[s.Verdict]++
		}
		return got
	}
	patch, join := "features/protocol/patch.feature:3", "features/lifecycle/join.feature:7"
	results := &thirdPartyResults{reports: map[string]*report.Report{
		"one": made("1.2", 61*time.Second, scenario(patch, verdict.Passed, "@protocol", "@patch"), scenario(join, verdict.Passed, "@join")),
		"two": made("3", time.Second, scenario(patch, verdict.KnownFailing, "@protocol", "@patch"), scenario(join, verdict.Unsupported, "@join")),
	}}
	page := string(results.page([]string{"one", "two"}))
	for _, want := range []string{
		"| `one` | 1.2 | 2 | 0 | 0 | 2 | 1m1s |\n| `two` | 3 | 0 | 1 | 1 | 2 | 1s |\n",
		"| area | one | two |\n|---|---|---|\n| lifecycle | 1 / 0 / 0 | 0 / 0 / 1 |\n| patch | 1 / 0 / 0 | 0 / 1 / 0 |\n",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks\n%s\nin\n%s", want, page)
		}
	}
}
