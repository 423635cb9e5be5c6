package steps

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/internal/wait"
	"github.com/scimproof/scimproof/mockvault/account"
)

// outcome is the first thing that went wrong in a scenario.
type outcome struct {
	step Step
	err  error
}

// fail keeps the first failure: what follows it is its consequence.
func (o *outcome) fail(step Step, err error) {
	if o.err == nil {
		o.step, o.err = step, err
	}
}

// fill writes the failure into the report's line. What fails in a Given could
// not be judged; what fails later is the bridge's.
func (o *outcome) fill(line *report.Scenario, severity verdict.Verdict) {
	line.Step = fmt.Sprintf("%s %s", o.step.Kind, o.step.Text)
	line.Verdict = severity
	if o.step.Kind == Given {
		line.Verdict = verdict.Blocked
	}
	var (
		wrong  *Mismatch
		silent *noAnswer
		putOff *putOff
		late   *wait.Late
	)
	switch {
	case errors.As(o.err, &wrong):
		line.Expected, line.Actual, line.Hint = wrong.Expected, wrong.Actual, wrong.Hint
	case errors.As(o.err, &silent):
		line.Expected, line.Actual = "an answer to "+silent.request, "no answer: "+silent.reason()
	case errors.As(o.err, &putOff): // says nothing about any requirement
		line.Verdict, line.Actual = verdict.Blocked, putOff.Error()
	default:
		line.Actual = o.err.Error()
		return
	}
	if errors.As(o.err, &late) {
		line.Actual += fmt.Sprintf(" for %s (%d looks)", late.Waited, late.Looks)
	}
}

// severity is what a violation means: failed, or only a warning. Where the standard
// contradicts itself, @warn says so, whatever the requirement's level.
func (r *run) severity(s Scenario) verdict.Verdict {
	if slices.Contains(s.Tags, "@warn") {
		return verdict.Warned
	}
	worst := verdict.Passed
	for _, id := range s.Requirements {
		if req, known := r.registry.Lookup(id); known {
			worst = verdict.Worst(worst, req.Level.Violation())
		}
	}
	if worst == verdict.Passed {
		return verdict.Failed
	}
	return worst
}

// checkJournals fails a scenario in which somebody sent what nobody should, and
// blocks one whose faults nothing met.
func (w *World) checkJournals(ctx context.Context) {
	if w.account != nil {
		unexpected, err := w.account.Unexpected(ctx)
		if err != nil {
			w.result.fail(Step{Kind: Given, Text: "the journal of the account can be read"}, err)
			return
		}
		for _, e := range unexpected {
			w.result.fail(Step{Kind: Then, Text: "the bridge sends nothing unexpected"},
				mismatch("only requests that the account knows", "%s %s: %s", e.Method, e.Path, e.Unexpected))
		}
	}
	if unused := w.unmetFaults(ctx); unused != "" {
		w.result.fail(Step{Kind: Given, Text: "every fault is met"}, fmt.Errorf("nothing met the fault %q, so the scenario proves nothing", unused))
	}
}

func (w *World) unmetFaults(ctx context.Context) string {
	rules, err := w.directory.Faults(ctx)
	if w.account != nil && err == nil {
		more, accountErr := w.account.Faults(ctx)
		rules, err = append(rules, more...), accountErr
	}
	if err != nil {
		return err.Error()
	}
	return unusedFaults(rules)
}

// excuse takes a failure back that the bridge's rate limit may have caused, as far as
// it shows: a scenario that ran out of time over it, or a directory that was put off.
func (w *World) excuse(line *report.Scenario, all []journal.Entry) {
	putOff := func(e journal.Entry) bool { return e.From == "directory" && e.Status == http.StatusTooManyRequests }
	late := w.heldUp.Load() > 0 && errors.Is(w.result.err, context.DeadlineExceeded)
	if late || w.account == nil && slices.ContainsFunc(all, putOff) { // with an account of ours a 429 may be on purpose
		line.Verdict = verdict.Blocked
		line.Reason = "the bridge limits the rate of requests (429)"
	}
}

// diff is what the actions changed in the account.
func (w *World) diff(ctx context.Context) []report.Change {
	if w.account == nil || !w.acted {
		return nil
	}
	after, err := w.account.Snapshot(ctx)
	if err != nil {
		return nil
	}
	var changes []report.Change
	for _, c := range account.Diff(w.before, after) {
		changes = append(changes, report.Change(c))
	}
	return changes
}
