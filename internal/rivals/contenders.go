package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/steps"
)

const (
	// generation of the bridge that all are compared on: the one that keeps to the RFCs.
	generation = "rfc"
	// protocol is the part of the suite that is about SCIM alone, as the rivals are.
	protocol = "features/protocol"
)

// contender is one of those compared.
type contender struct {
	name, version, about string
	perform              func(ctx context.Context) (performance, error)             // a run on the sound bridge
	faults               func(ctx context.Context, defect string) ([]string, error) // what it finds fault with
}

// performance is one run.
type performance struct {
	results int // that say yes or no
	kinds   int // of check, or requirements
	faults  []string
	took    time.Duration
}

// contender makes one of a rival that was installed into dir.
func (r rival) contender(dir string) contender {
	perform := func(ctx context.Context, defect string) (performance, error) {
		found, took, err := r.tryOn(ctx, dir, generation, defect)
		p := performance{results: len(found), took: took}
		kinds := map[string]bool{}
		for _, f := range found {
			kinds[f.kind] = true
			if f.flagged {
				p.faults = append(p.faults, f.check+": "+f.says)
			}
		}
		p.kinds = len(kinds)
		return p, err
	}
	return contender{
		name: r.name, version: r.version(), about: r.about,
		perform: func(ctx context.Context) (performance, error) { return perform(ctx, "") },
		faults: func(ctx context.Context, defect string) ([]string, error) {
			p, err := perform(ctx, defect)
			return p.faults, err
		},
	}
}

// ourselves are the scenarios about SCIM. For the comparison of time, the program
// is run as a vendor runs it who has nothing but a URL and a token.
func ourselves(program string) contender {
	return contender{
		name: "scimproof", about: "`scimproof test --bridge-url URL --parallel 1 " + protocol + "`",
		perform: func(ctx context.Context) (p performance, err error) {
			err = on(ctx, generation, "", func(at target) error {
				p, err = runOurselves(ctx, program, at)
				return err
			})
			return p, err
		},
		faults: firstFault,
	}
}

// firstFault ends the run where the first scenario finds fault: to notice a
// defect, one is enough, and `make mutation` tells of the others.
func firstFault(ctx context.Context, defect string) ([]string, error) {
	judging, end := context.WithCancel(ctx)
	defer end()
	report, err := steps.Run(judging, steps.Config{
		Version: generation, Defect: defect, Runtime: lab.Embedded, Paths: []string{protocol}, Settle: time.Millisecond, Parallel: 1,
		Progress: func(p steps.Progress) {
			if isFault(p.Last.Verdict) {
				end()
			}
		},
	})
	switch {
	case err != nil:
		return nil, err //nolint:wrapcheck // says why nothing was judged
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	}
	faults := performanceOf(report).faults
	return faults[:min(1, len(faults))], nil
}

func runOurselves(ctx context.Context, program string, at target) (performance, error) {
	folder, err := os.MkdirTemp("", "rivals")
	if err != nil {
		return performance{}, err //nolint:wrapcheck // says enough
	}
	defer func() { _ = os.RemoveAll(folder) }()
	cmd := exec.CommandContext(ctx, program, "test", "--bridge-url", at.url, "--parallel", "1", "--report", folder, protocol) //nolint:gosec // our own program
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
	p := performanceOf(&report)
	p.took = took
	return p, nil
}

func performanceOf(report *steps.Report) performance {
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
			p.faults = append(p.faults, s.Name)
		}
	}
	p.kinds = len(requirements)
	return p
}

func isFault(v verdict.Verdict) bool { return v == verdict.Failed || v == verdict.Warned }
