package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/scimproof/scimproof/features"
	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/steps"
)

const (
	// generation of the bridge that all are compared on: the one that keeps to the RFCs.
	generation = "rfc"
	// protocol is the part of the suite that is about SCIM alone, as the rivals are.
	protocol = "features/protocol"
	// once lets a step look at a state once, as the rivals do, and not until it comes about.
	once = time.Millisecond
)

// contender is one of those compared.
type contender struct {
	name, version, about string
	perform              func(ctx context.Context, at target) (performance, error) // a run that is timed, as a program of its own
	judge                judge
	repeats              bool // asks the same again if it gets the same answers
}

// judge is a run that is not timed, on a server with a defect of this area.
type judge func(ctx context.Context, at target, area string) (opinion, error)

// performance is one run.
type performance struct {
	results   int // that say yes or no
	kinds     int // of check, or requirements
	opinion   opinion
	took, cpu time.Duration
}

// opinion is what a contender finds fault with. One that breaks off says why.
type opinion struct {
	faults []string
	broken string
}

// noticed tells whether there is anything.
func (o opinion) noticed() bool { return len(o.faults) > 0 || o.broken != "" }

// contender makes one of a rival that was installed into dir.
func (r rival) contender(dir string, drivers forks) contender {
	c := contender{name: r.name, version: r.version(), about: r.about, repeats: true}
	c.perform = func(ctx context.Context, at target) (performance, error) {
		o, err := r.run(ctx, dir, at)
		return performanceOf(r.findings(o), o), err
	}
	c.judge = func(ctx context.Context, at target, _ string) (opinion, error) {
		run := func() (output, error) { return r.run(ctx, dir, at) }
		if r.many {
			run = func() (output, error) { return drivers.run(at) }
		}
		o, err := run()
		return opinionOf(r.findings(o)), err
	}
	return c
}

func performanceOf(found []finding, o output) performance {
	kinds := map[string]bool{}
	for _, f := range found {
		kinds[f.kind] = true
	}
	return performance{results: len(found), kinds: len(kinds), opinion: opinionOf(found), took: o.took, cpu: o.cpu}
}

func opinionOf(found []finding) opinion {
	var o opinion
	for _, f := range found {
		switch {
		case f.check == theRun:
			o.broken = f.says
		case f.flagged:
			o.faults = append(o.faults, f.check+": "+f.says)
		}
	}
	return o
}

// ourselves are the scenarios about SCIM, judged as a vendor does who has nothing
// but a URL and a token.
func ourselves(program string) contender {
	return contender{
		name: "scimproof", about: "`scimproof test --bridge-url URL --settle " + once.String() + " --parallel 1 " + protocol + "`",
		perform: func(ctx context.Context, at target) (performance, error) { return runOurselves(ctx, program, at) },
		judge:   noticing,
	}
}

// noticing ends the run where the first scenario finds fault: to notice a defect,
// one is enough, and `make mutation` tells of the others. It is soonest found by the
// features that are called like the defect's area; only if those find none, all
// the others are asked.
func noticing(ctx context.Context, at target, area string) (opinion, error) {
	for _, paths := range [][]string{calledLike(area), {protocol}} {
		if len(paths) == 0 {
			continue
		}
		if o, err := firstFault(ctx, at, paths); err != nil || o.noticed() {
			return o, err
		}
	}
	return opinion{}, nil
}

// calledLike are the features of the protocol about an area such as protocol/patch.
func calledLike(area string) []string {
	subject, found := strings.CutPrefix(area, "protocol/")
	if !found {
		return nil
	}
	names, _ := fs.Glob(features.FS, "protocol/"+subject+"*.feature") // a constant pattern
	for i, name := range names {
		names[i] = "features/" + name
	}
	return names
}

func firstFault(ctx context.Context, at target, paths []string) (opinion, error) {
	judging, end := context.WithCancel(ctx)
	defer end()
	report, err := steps.Run(judging, steps.Config{
		BridgeURL: at.url, BridgeToken: at.token, Paths: paths, Settle: once, Parallel: 1,
		Progress: func(p steps.Progress) {
			if isFault(p.Last.Verdict) {
				end()
			}
		},
	})
	switch {
	case ctx.Err() != nil:
		return opinion{}, context.Cause(ctx)
	case err != nil:
		return opinion{broken: steady(err.Error())}, nil // no judgement is possible
	}
	o := ourPerformance(report).opinion
	o.faults = o.faults[:min(1, len(o.faults))]
	return o, nil
}

func runOurselves(ctx context.Context, program string, at target) (performance, error) {
	folder, err := os.MkdirTemp("", "rivals")
	if err != nil {
		return performance{}, err //nolint:wrapcheck // says enough
	}
	defer func() { _ = os.RemoveAll(folder) }()
	cmd := exec.CommandContext(ctx, program, "test", "--bridge-url", at.url, "--settle", once.String(), "--parallel", "1", "--report", folder, protocol) //nolint:gosec // our own program
	cmd.Env = append(os.Environ(), "SCIMPROOF_BRIDGE_TOKEN="+at.token)
	began := time.Now()
	printed, ended := cmd.CombinedOutput() // its exit code is a judgement; the report says whether there is one
	took := time.Since(began)
	text, err := os.ReadFile(filepath.Join(folder, "report.json")) //nolint:gosec // just written
	if err != nil {
		return performance{}, fmt.Errorf("run %s: %w, %s", program, ended, printed)
	}
	var report steps.Report
	if err := json.Unmarshal(text, &report); err != nil {
		return performance{}, fmt.Errorf("read the report of %s: %w", program, err)
	}
	p := ourPerformance(&report)
	p.took, p.cpu = took, cpu(cmd)
	return p, nil
}

func ourPerformance(report *steps.Report) performance {
	var p performance
	requirements := map[string]bool{}
	for _, s := range report.Scenarios {
		wrong := isFault(s.Verdict)
		if !wrong && s.Verdict != verdict.Passed {
			continue
		}
		p.results++
		for _, id := range s.Requirements {
			requirements[id] = true
		}
		if wrong {
			p.opinion.faults = append(p.opinion.faults, s.Name)
		}
	}
	p.kinds = len(requirements)
	return p
}

func isFault(v verdict.Verdict) bool { return v == verdict.Failed || v == verdict.Warned }
