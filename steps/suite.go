package steps

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/cucumber/godog"

	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/verdict"
)

// This file and no other knows godog. It hands over the feature files, binds the
// vocabulary to a world for each scenario, and listens; verdicts are made in
// outcome.go from what it heard (docs/adr/0001-godog.md).

// scenarioLimit bounds one scenario in real time, so that a hanging bridge
// costs one verdict and not the run.
const scenarioLimit = 2 * time.Minute

// execute runs every selected scenario that the bridge can be judged on.
func (r *run) execute(ctx context.Context) {
	wanted := map[string]Scenario{}
	for _, s := range r.selected {
		if reason := r.unsupported(s); reason != "" {
			line := r.entry(s)
			line.Verdict, line.Reason = verdict.Unsupported, reason
			r.record(line)
			continue
		}
		wanted[r.inDomain(s.Name)] = s
	}
	if len(wanted) == 0 {
		return
	}
	phrases := r.vocabulary.spoken(wanted)
	suite := godog.TestSuite{
		Name:                "scimproof",
		ScenarioInitializer: func(sc *godog.ScenarioContext) { r.bind(sc, wanted, phrases) },
		Options: &godog.Options{
			FeatureContents: r.contents(wanted), Strict: true, Concurrency: r.parallel(),
			Format: "progress", Output: io.Discard, NoColors: true, DefaultContext: ctx,
		},
	}
	suite.Run() // its exit code says less than the verdicts
}

// contents are the files that hold a wanted scenario.
func (r *run) contents(wanted map[string]Scenario) []godog.Feature {
	var files []godog.Feature
	for _, s := range wanted {
		if !slices.ContainsFunc(files, func(f godog.Feature) bool { return f.Name == s.File }) {
			files = append(files, godog.Feature{Name: s.File, Contents: []byte(r.inDomain(string(r.catalog.contents[s.File])))})
		}
	}
	slices.SortFunc(files, func(a, b godog.Feature) int { return cmp.Compare(a.Name, b.Name) })
	return files
}

// parallel is how many scenarios run at once. In one process they compute, over
// a network they mostly wait.
func (r *run) parallel() int {
	switch {
	case r.profile.Accounts == 1:
		return 1
	case r.cfg.Parallel > 0:
		return r.cfg.Parallel
	case r.lab.Runtime == "embedded":
		return 2 * runtime.GOMAXPROCS(0)
	default:
		return 8 * runtime.GOMAXPROCS(0)
	}
}

// bind gives one scenario its world. godog calls it once for each scenario, and
// hooks and steps registered here are that scenario's alone.
func (r *run) bind(sc *godog.ScenarioContext, wanted map[string]Scenario, phrases []phrase) {
	w := &World{run: r}
	var once sync.Once // godog may run After hooks for a scenario that Before skipped
	cancel := context.CancelFunc(func() {})
	began := time.Now()
	sc.Before(func(ctx context.Context, pickle *godog.Scenario) (context.Context, error) {
		s, ok := wanted[pickle.Name]
		if !ok || r.gaveUp() != "" {
			once.Do(func() {})
			return ctx, godog.ErrSkip
		}
		w.scenario = s
		ctx, cancel = context.WithTimeout(ctx, scenarioLimit)
		if err := w.open(ctx); err != nil {
			w.result.fail(Step{Kind: Given, Text: "the scenario has a tenant and an account"}, err)
			return ctx, err
		}
		return ctx, nil
	})
	sc.StepContext().Before(func(ctx context.Context, step *godog.Step) (context.Context, error) {
		if kindOf(step.Type) != When || w.result.err != nil {
			return ctx, nil
		}
		return ctx, w.beginAction(ctx)
	})
	sc.StepContext().After(func(ctx context.Context, step *godog.Step, status godog.StepResultStatus, err error) (context.Context, error) {
		if err == nil && status != godog.StepPassed && status != godog.StepSkipped {
			err = fmt.Errorf("the step is %s", status)
		}
		if err != nil && !errors.Is(err, godog.ErrSkip) {
			w.result.fail(Step{Kind: kindOf(step.Type), Text: step.Text}, err)
		}
		return ctx, nil
	})
	sc.After(func(ctx context.Context, _ *godog.Scenario, _ error) (context.Context, error) {
		once.Do(func() {
			w.finish(ctx, began)
			cancel()
		})
		return ctx, nil
	})
	w.speakTo(sc, phrases)
}

// speakTo registers the phrases, each with the keyword it belongs to.
func (w *World) speakTo(sc *godog.ScenarioContext, phrases []phrase) {
	for _, p := range phrases {
		switch do := p.do(w); p.kind {
		case Given:
			sc.Given(p.expr, do)
		case When:
			sc.When(p.expr, do)
		default:
			sc.Then(p.expr, do)
		}
	}
}

// finish makes the verdict and ends the world. A panic in here would end the
// process, for godog does not recover its After hooks.
func (w *World) finish(ctx context.Context, began time.Time) {
	ended := ctx.Err()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	line := w.run.entry(w.scenario)
	defer func() {
		if cause := recover(); cause != nil {
			line.Verdict, line.Reason = verdict.Blocked, fmt.Sprintf("judging it panicked: %v", cause)
		}
		w.run.record(line)
	}()
	line = w.judge(ctx, ended, line)
	line.Milliseconds = float64(time.Since(began).Microseconds()) / microsecondsPerMillisecond
	line.Requests = w.wire.Mark()
	if err := w.leaveLog(ctx); err != nil {
		w.run.note(fmt.Sprintf("%s: %v", w.scenario.Location, err))
	}
	if err := w.close(ctx); err != nil {
		w.run.note(fmt.Sprintf("%s: cleaning up: %v", w.scenario.Location, err))
	}
	*w = World{run: w.run} // godog keeps it to the end of the run, with every answer it has seen
}

const microsecondsPerMillisecond = 1000

func (r *run) note(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.notes = append(r.notes, text)
}

// judge turns what was heard into the scenario's line of the report.
func (w *World) judge(ctx context.Context, ended error, line report.Scenario) report.Scenario {
	if w.run.isOver() && ended != nil {
		return line // not run to its end
	}
	line.Verdict, line.Reason = verdict.Passed, ""
	if w.result.err == nil {
		w.checkJournals(ctx)
	}
	if w.result.err == nil {
		w.run.feel(false, nil)
		return line
	}
	w.result.fill(&line, w.run.severity(w.scenario))
	all := w.allExchanges(ctx)
	w.run.feel(true, all)
	w.excuse(&line, all)
	line.Exchanges = w.run.worthTelling(all)
	line.Diff = w.diff(ctx)
	line.Expected, line.Actual, line.Hint = w.hide(line.Expected), w.hide(line.Actual), w.hide(line.Hint)
	return line
}
