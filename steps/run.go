package steps

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"
	"strconv"
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
	seed        int64
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

	patience time.Duration   // how long one answer may take
	ended    <-chan struct{} // closed when the run is interrupted, or takes too long

	mu         sync.Mutex
	results    map[string]report.Scenario // by name
	notes      []string
	pulse      pulse
	left       []report.Leftover
	keptBodies int             // bytes of them, in the results
	keeping    map[string]bool // endpoints by whether the bridge keeps what it says to have removed
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

// chooseSeed takes a new seed where the account outlives the run: the names must
// not meet what an earlier run left, such as members that a deletion only suspends.
func (r *run) chooseSeed() {
	usual := int64(1)
	if r.profile.Accounts == 1 {
		usual += r.now().UnixMilli() % seeds
	}
	r.seed = cmp.Or(r.cfg.Seed, usual)
}

// seeds is how many there are to choose from, few enough for a command line.
const seeds = 1_000_000_000

// seedOf makes a seed for one scenario out of the run's, so that a scenario has
// the same names and ids whether it runs alone or among others.
func (r *run) seedOf(name string) int64 {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%d %s", r.seed, name)
	return int64(h.Sum64()>>1) | 1 //nolint:gosec // shifted into range
}

// unsupported says why a scenario cannot be judged on this bridge, or "".
func (r *run) unsupported(s Scenario) string {
	for _, need := range s.Needs {
		if has, who := r.has(need); !has {
			return fmt.Sprintf("%s has no capability %q", who, need)
		}
	}
	if name := r.about(s); name != "" {
		return fmt.Sprintf("the profile %s asks for %q of every user, and the scenario is about it", r.profile.Name, name)
	}
	for _, tag := range s.Tags {
		if name, ok := strings.CutPrefix(tag, "@dialect:"); ok && name != r.dialect {
			return fmt.Sprintf("the scenario is about the dialect %q, the run about %q", name, r.dialect)
		}
		if name, ok := strings.CutPrefix(tag, "@attribute:"); ok && r.promises.lacks(name) {
			return fmt.Sprintf("the bridge's schemas have no attribute %q", name)
		}
	}
	if i := slices.IndexFunc(s.Attributes, r.promises.lacks); i >= 0 {
		return fmt.Sprintf("the bridge's schemas have no attribute %q", s.Attributes[i])
	}
	return ""
}

// record keeps the verdict of a scenario and tells of the progress.
func (r *run) record(s report.Scenario) {
	s.Verdict, s.Reason = r.applyKnown(s)
	s.LeftToChance = (s.Verdict == verdict.Passed || s.Verdict == verdict.KnownFailing) && r.known.LeavesToChance(s.Name, s.Requirements)
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
		Verdict: verdict.NotRun, Reason: "the run ended before it", Reproduce: r.reproduce(s.Location),
	}
}

// reproduce is the command that judges these places, as this run did; without
// any, the whole suite. The bridge's token is a secret and is left to the environment.
func (r *run) reproduce(places ...string) string {
	cfg := r.cfg
	if cfg.BridgeURL != "" {
		cfg.Bridge = ""
	}
	if cfg.Runtime == lab.Auto {
		cfg.Runtime = ""
	}
	words := []string{cfg.Command}
	for _, flag := range []struct{ name, value string }{
		{"--bridge", cfg.Bridge}, {"--bridge-url", cfg.BridgeURL}, {"--bridge-image", cfg.BridgeImage},
		{"--version-profile", cfg.Version}, {"--defect", cfg.Defect}, {"--runtime", cfg.Runtime}, {"--reader", cfg.Reader},
		{"--dialect", cfg.Dialect}, {"--known-failing", cfg.KnownFailing}, {"--seed", r.givenSeed()},
		{"--settle", given(cfg.Settle)}, {"--patience", given(cfg.Patience)},
	} {
		if flag.value != "" {
			words = append(words, flag.name, quoted(flag.value))
		}
	}
	if cfg.Strict {
		words = append(words, "--strict")
	}
	for _, place := range places {
		words = append(words, quoted(place))
	}
	return strings.Join(words, " ")
}

// selection is what the user chose, as the command line says it; empty: the whole suite.
func (r *run) selection() string {
	var words []string
	if r.cfg.Tags != "" {
		words = append(words, "--tags", quoted(r.cfg.Tags))
	}
	for _, path := range r.cfg.Paths {
		words = append(words, quoted(path))
	}
	return strings.Join(words, " ")
}

// givenSeed is the seed that the user chose, if any: another one would be chosen again.
func (r *run) givenSeed() string {
	if r.cfg.Seed == 0 {
		return ""
	}
	return strconv.FormatInt(r.cfg.Seed, 10)
}

// given is a time that the user chose, if any: it may decide a verdict.
func given(chosen time.Duration) string {
	if chosen == 0 {
		return ""
	}
	return chosen.String()
}

var plainWord = regexp.MustCompile(`^[\w@%+=:,./-]+$`)

// quoted is a word as a shell has to read it.
func quoted(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// report puts the verdicts together. A selected scenario without one was not run.
func (r *run) report(started time.Time) Report {
	info := r.lab.Bridge.Info()
	result := Report{
		Suite:   report.Suite{Name: "scimproof", Version: r.cfg.SuiteVersion},
		Bridge:  report.Bridge{Name: info.Name, Version: info.Version, Image: info.Image, Digest: info.Digest},
		Profile: r.profile.Name, Selection: r.selection(), Reproduce: strings.TrimSpace(r.reproduce() + " " + r.selection()),
		Runtime: r.lab.Runtime, Dialect: r.dialect, Seed: r.seed, Started: started, Ended: r.now(),
		Selected: len(r.selected), Strict: r.cfg.Strict,
		Notes: slices.Concat(r.lab.Notes, r.said()), Problems: r.staleDeviations(), Left: r.left,
	}
	for _, s := range r.selected {
		line, ran := r.results[s.Name]
		if !ran {
			line = r.entry(s)
			line.Reason = cmp.Or(r.pulse.why, line.Reason)
		}
		result.Scenarios = append(result.Scenarios, line)
	}
	result.Finish(r.registry)
	return result
}

// staleDeviations names the entries of the deviations file that no scenario has,
// whether it was selected now, lies beside the selected ones or is built in.
func (r *run) staleDeviations() []string {
	everything := r.catalog.Scenarios
	if builtIn, err := ReadCatalog(Embedded()); r.known != nil && err == nil {
		everything = slices.Concat(everything, builtIn.Scenarios)
	}
	for _, s := range everything {
		r.known.Match(s.Name, s.Requirements)
	}
	var lines []string
	for _, err := range r.known.Unmatched() {
		lines = append(lines, err.Error())
	}
	return lines
}
