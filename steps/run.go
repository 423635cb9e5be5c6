package steps

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/requirement"
	"github.com/scimproof/scimproof/internal/verdict"
)

// run is one judging of one bridge: what all its scenarios share.
type run struct {
	cfg         Config
	profile     bridge.Profile
	dialect     string
	settle      time.Duration // how long a step waits for a state to come about
	registry    *requirement.Registry
	known       *verdict.Known
	catalog     *Catalog
	selected    []Scenario
	vocabulary  *Vocabulary
	lab         *lab.Lab
	generations *generations
	promises    promises
	now         func() time.Time

	mu      sync.Mutex
	results map[string]report.Scenario // by name
	notes   []string
}

// generations keeps one bridge of each generation that scenarios ask for.
type generations struct {
	start func(ctx context.Context, version string) (bridge.Bridge, error)
	mu    sync.Mutex
	made  map[string]bridge.Bridge
}

func newGenerations(l *lab.Lab) *generations {
	return &generations{start: l.StartBridge, made: map[string]bridge.Bridge{}}
}

func (g *generations) get(ctx context.Context, version string) (bridge.Bridge, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if made, ok := g.made[version]; ok {
		return made, nil
	}
	made, err := g.start(ctx, version)
	if err != nil {
		return nil, fmt.Errorf("start generation %s of the bridge: %w", version, err)
	}
	g.made[version] = made
	return made, nil
}

// seedOf makes a seed for one scenario out of the run's, so that a scenario has
// the same names and ids whether it runs alone or among others.
func (r *run) seedOf(name string) int64 {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%d %s", r.cfg.Seed, name)
	return int64(h.Sum64()>>1) | 1 //nolint:gosec // shifted into range
}

// unsupported says why a scenario cannot be judged on this bridge, or "".
func (r *run) unsupported(s Scenario) string {
	for _, need := range s.Needs {
		if has, who := r.has(need); !has {
			return fmt.Sprintf("%s has no capability %q", who, need)
		}
	}
	for _, tag := range s.Tags {
		if name, ok := strings.CutPrefix(tag, "@dialect:"); ok && name != r.dialect {
			return fmt.Sprintf("the scenario is about the dialect %q, the run about %q", name, r.dialect)
		}
		if name, ok := strings.CutPrefix(tag, "@attribute:"); ok && r.promises.lacks(name) {
			return fmt.Sprintf("the bridge's schemas have no attribute %q", name)
		}
	}
	return ""
}

// record keeps the verdict of a scenario and tells of the progress.
func (r *run) record(s report.Scenario) {
	s.Verdict, s.Reason = r.applyKnown(s)
	r.mu.Lock()
	r.results[s.Name] = s
	progress := Progress{Done: len(r.results), Total: len(r.selected), Last: s}
	r.mu.Unlock()
	r.cfg.Progress(progress)
}

func (r *run) applyKnown(s report.Scenario) (verdict.Verdict, string) {
	applied, reason := r.known.Apply(s.Verdict, s.Name, s.Requirements)
	return applied, cmp.Or(reason, s.Reason)
}

// entry is a scenario's line in the report before anything is known of it.
func (r *run) entry(s Scenario) report.Scenario {
	level := ""
	if len(s.Requirements) > 0 {
		if req, ok := r.registry.Lookup(s.Requirements[0]); ok {
			level = string(req.Level)
		}
	}
	return report.Scenario{
		Name: s.Name, Feature: s.Feature, Rule: s.Rule, Location: s.Location,
		Requirements: slices.Clone(s.Requirements), Level: level, Tags: slices.Clone(s.Tags),
		Verdict: verdict.NotRun, Reason: "the run ended before it", Reproduce: r.reproduce(s),
	}
}

func (r *run) reproduce(s Scenario) string {
	parts := []string{r.cfg.Command}
	flag := func(name, value string) {
		if value != "" {
			parts = append(parts, "--"+name, value)
		}
	}
	if r.cfg.BridgeURL != "" {
		flag("bridge-url", r.cfg.BridgeURL)
		flag("bridge-token", "$TOKEN")
	} else {
		flag("bridge", r.cfg.Bridge)
	}
	flag("version-profile", r.cfg.Version)
	flag("defect", r.cfg.Defect)
	flag("dialect", r.cfg.Dialect)
	flag("seed", fmt.Sprint(r.cfg.Seed))
	return strings.Join(append(parts, s.Location), " ")
}

// report puts the verdicts together. A selected scenario without one was not run.
func (r *run) report(started time.Time) Report {
	info := r.lab.Bridge.Info()
	result := Report{
		Suite:   report.Suite{Name: "scimproof", Version: r.cfg.SuiteVersion},
		Bridge:  report.Bridge{Name: info.Name, Version: info.Version, Image: info.Image, Digest: info.Digest},
		Runtime: r.lab.Runtime, Dialect: r.dialect, Seed: r.cfg.Seed, Started: started, Ended: r.now(),
		Selected: len(r.selected), Strict: r.cfg.Strict,
		Notes: slices.Concat(r.lab.Notes, r.notes), Problems: r.staleDeviations(),
	}
	for _, s := range r.selected {
		line, ran := r.results[s.Name]
		if !ran {
			line = r.entry(s)
		}
		result.Scenarios = append(result.Scenarios, line)
	}
	result.Finish(r.registry)
	return result
}

// staleDeviations names the entries of the deviations file that no scenario has,
// neither of this run's features, selected or not, nor of the built-in ones, about
// which a profile's file speaks.
func (r *run) staleDeviations() []string {
	if r.known == nil {
		return nil
	}
	scenarios := r.catalog.Scenarios
	if builtIn, err := ReadCatalog(Embedded()); err == nil {
		scenarios = slices.Concat(scenarios, builtIn.Scenarios)
	}
	for _, s := range scenarios {
		r.known.Match(s.Name, s.Requirements)
	}
	var lines []string
	for _, err := range r.known.Unmatched() {
		lines = append(lines, err.Error())
	}
	return lines
}
