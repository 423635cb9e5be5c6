// Package steps is the suite: the sentences that features are made of, and the
// run that drives a bridge through them and judges what became of the account.
//
// A vendor uses it in an ordinary Go test, with own features and sentences if
// need be:
//
//	report, err := steps.Run(ctx, steps.Config{Bridge: "my-bridge.yaml"})
package steps

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/features"
	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/requirement"
	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/mockidp/dialect"
)

// Report is what a run returns; see docs for its JSON form.
type Report = report.Report

// Config of a run. The zero value judges the reference bridge with every scenario.
type Config struct {
	Paths     []string   // folders, files or FILE:LINE; empty: every built-in feature
	Tags      string     // a tag expression; empty: all
	Sentences []Sentence // further sentences, for features of your own

	Bridge      string // profile: name or yaml file; "refbridge" by default
	BridgeURL   string // a bridge that already runs
	BridgeToken string // its bearer token
	BridgeImage string // instead of the profile's image
	Reader      string // mockvault or scim, instead of the profile's
	Version     string // generation of the reference bridge, or a version of the profile
	Defect      string // of bridge, directory or account, on purpose; scimproof list defects names all
	Runtime     string // auto (default), docker, embedded, attach
	Dialect     string // what the directory speaks; the profile's, or entra-legacy, by default

	KnownFailing string        // file of known deviations; the profile's by default
	Strict       bool          // a violated SHOULD is not conformant
	Seed         int64         // of names and ids; 0: 1, or a new one where the account outlives the run
	Parallel     int           // scenarios at once; 0: as many as suit the runtime
	Settle       time.Duration // how long a step waits for a state; 0: as the profile says
	Patience     time.Duration // how long one answer of the bridge may take, and a sixth of how long 429 is waited out; 0: 10 s
	Limit        time.Duration // how long the whole run may take; what is left then is not run; 0: an hour

	ProvisioningLog string // folder for the directory's log of each scenario; "" keeps none

	SuiteVersion string           // for the report
	Command      string           // how the user began the command line, for "reproduce"; "scimproof test" by default
	Progress     func(Progress)   // told of every phase and every verdict; may be nil
	Log          *slog.Logger     // discarded when nil
	Now          func() time.Time // real time, for the report; time.Now when nil
}

// Progress of a run.
type Progress struct {
	Phase string // what is being done before the first scenario, e.g. "build image scimproof/refbridge"
	Done  int
	Total int
	Last  report.Scenario // the newest verdict; its Name is empty while Phase is set
}

// Embedded is the built-in tree of features.
func Embedded() Source { return Source{FS: features.FS, Prefix: "features"} }

// Run judges a bridge. The error says why no judgement was possible: wrong
// selection, unknown profile, a bridge that does not come up. Whatever the
// bridge does wrong is in the report. If ctx ends early, the report says what
// was not run.
func Run(ctx context.Context, cfg Config) (*Report, error) {
	r, err := prepare(cfg)
	if err != nil {
		return nil, err
	}
	started := r.now()
	if err := r.up(ctx); err != nil {
		return nil, err
	}
	running, cancel := context.WithTimeoutCause(ctx, cfg.limit(), errTooLong)
	defer cancel()
	r.ended = running.Done()
	r.listenForPromises(running)
	r.execute(running)
	if errors.Is(context.Cause(running), errTooLong) {
		r.tooLong()
	}
	result := r.report(started)
	closing, closed := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer closed()
	if err := r.lab.Close(closing); err != nil {
		result.Notes = append(result.Notes, fmt.Sprintf("closing the lab: %v", err))
	}
	return &result, nil
}

// closeTimeout bounds the clean-up after a run, in real time.
const closeTimeout = 30 * time.Second

// prepare reads everything that can be wrong before anything is started.
func prepare(cfg Config) (*run, error) {
	cfg.setDefaults()
	r := &run{
		cfg: cfg, now: cfg.Now, patience: cmp.Or(cfg.Patience, usualPatience),
		results: map[string]report.Scenario{}, keeping: map[string]bool{},
	}
	var err error
	if r.registry, err = requirement.Load(); err != nil {
		return nil, fmt.Errorf("load the requirements: %w", err)
	}
	if err := r.selectScenarios(); err != nil {
		return nil, err
	}
	if err := r.chooseBridge(); err != nil {
		return nil, err
	}
	r.chooseSeed()
	if _, err := dialect.Load(r.dialect); err != nil {
		return nil, err //nolint:wrapcheck // lists the dialects there are
	}
	return r, r.loadKnown()
}

func (c *Config) setDefaults() {
	if c.Bridge == "" {
		c.Bridge = "refbridge"
	}
	if c.Command == "" {
		c.Command = "scimproof test"
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Progress == nil {
		c.Progress = func(Progress) {}
	}
}

// usualLimit is far more than any bridge needs that answers at all.
const usualLimit = time.Hour

func (c Config) limit() time.Duration { return cmp.Or(c.Limit, usualLimit) }

func (r *run) selectScenarios() error {
	tags, err := ParseTags(r.cfg.Tags)
	if err != nil {
		return err
	}
	sources, err := SourcesFor(r.cfg.Paths, Embedded())
	if err != nil {
		return err
	}
	if r.catalog, err = ReadCatalog(sources...); err != nil {
		return err
	}
	if r.selected, err = r.catalog.Pick(Selection{Paths: r.cfg.Paths, Tags: tags}); err != nil {
		return err
	}
	if r.vocabulary, err = NewVocabulary(r.cfg.Sentences...); err != nil {
		return err
	}
	if err = r.vocabulary.Check(r.selected); err != nil {
		return err
	}
	return r.checkRequirements()
}

// checkRequirements finds requirements that do not exist, in features of a vendor's
// own or in a typing error: nobody could look up what they ask for.
func (r *run) checkRequirements() error {
	for _, s := range r.selected {
		for _, id := range s.Requirements {
			if _, known := r.registry.Lookup(id); !known {
				return fmt.Errorf("%s: there is no requirement %s; scimproof list requirements shows all", s.Location, id)
			}
		}
	}
	return nil
}

func (r *run) chooseBridge() error {
	var err error
	if r.cfg.BridgeURL != "" {
		r.profile = bridge.AttachProfile(r.cfg.BridgeURL, r.cfg.BridgeToken)
	} else if r.profile, err = bridge.LoadProfile(r.cfg.Bridge); err != nil {
		return err //nolint:wrapcheck // names the file and what is wrong in it
	}
	if r.profile, err = r.profile.At(r.cfg.Version); err != nil {
		return err //nolint:wrapcheck // lists the versions there are
	}
	r.dialect = cmp.Or(r.cfg.Dialect, r.profile.Sends, "entra-legacy")
	r.settle = cmp.Or(r.cfg.Settle, time.Duration(r.profile.Settle))
	return r.chooseReader()
}

func (r *run) chooseReader() error {
	switch reader := bridge.Reader(r.cfg.Reader); reader {
	case "":
	case bridge.ReaderExec:
		if len(r.profile.Exec) == 0 {
			return fmt.Errorf("profile %s has no command for the reader %s; give it an exec", r.profile.Name, reader)
		}
		r.profile.Reader = reader
	case bridge.ReaderMockVault, bridge.ReaderSCIM:
		r.profile.Reader = reader
	default:
		return fmt.Errorf("unknown reader %q; the readers are %s, %s and %s", reader, bridge.ReaderMockVault, bridge.ReaderSCIM, bridge.ReaderExec)
	}
	return nil
}

func (r *run) loadKnown() error {
	if r.cfg.KnownFailing != "" {
		var err error
		r.known, err = verdict.LoadKnown(r.cfg.KnownFailing)
		return err //nolint:wrapcheck // names file and line
	}
	files := make([]*verdict.Known, len(r.profile.KnownFailing))
	for i, file := range r.profile.KnownFailing {
		text, err := r.profile.ReadKnownFailing(file)
		if err != nil {
			return err //nolint:wrapcheck // names the profile
		}
		if files[i], err = verdict.ParseKnown(file, text); err != nil {
			return err //nolint:wrapcheck // names file and line
		}
	}
	r.known = verdict.Join(files...)
	return nil
}

func (r *run) labOptions() lab.Options {
	return lab.Options{
		Profile: r.profile, Runtime: r.cfg.Runtime, Version: r.cfg.Version, Defect: r.cfg.Defect,
		Image: r.cfg.BridgeImage, URL: r.cfg.BridgeURL, Token: r.cfg.BridgeToken, Log: r.cfg.Log,
		Progress: func(phase string) { r.cfg.Progress(Progress{Phase: phase, Total: len(r.selected)}) },
	}
}
