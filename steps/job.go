package steps

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// jobSentences are about the provisioning job: cycles, pauses, time and what it reports.
func jobSentences() []Sentence {
	return []Sentence{
		{
			Given: `a sync cycle completed`,
			When:  `a sync cycle completes`,
			Do:    func(w *World) any { return func(ctx context.Context) error { return w.runCycles(ctx, 1) } },
		},
		{
			Given: `{number} sync cycles completed`,
			When:  `{number} sync cycles complete`,
			Do:    func(w *World) any { return w.runCycles },
		},
		{
			Given: `{address} was provisioned on demand`,
			When:  `{address} is provisioned on demand`,
			Do:    func(w *World) any { return w.onDemand },
		},
		{
			Given: `{number} (minute|hour|day)s? passed in the directory`,
			When:  `{number} (minute|hour|day)s? pass(?:es)? in the directory`,
			Do:    func(w *World) any { return w.timePasses },
		},
		{
			Given: `the job was (paused|resumed)`,
			When:  `the job is (paused|resumed)`,
			Do:    func(w *World) any { return w.steerJob },
		},
		{
			Given: `the job was restarted from nothing`,
			When:  `the job is restarted from nothing`,
			Do:    func(w *World) any { return w.restartJob },
		},
		{
			Given: `the job came to carry everybody`,
			Do:    func(w *World) any { return w.carryEverybody },
		},
		{
			Given: `the directory speaks {text}`,
			Do:    func(w *World) any { return w.speak },
		},
		{
			Given: `the answer to the next creation is lost`,
			Do:    func(w *World) any { return w.loseNextAnswer },
		},
		{
			Given: `the bridge cannot be reached`,
			Do:    func(w *World) any { return w.cutOff },
		},
		{
			Given: `the bridge can be reached again`,
			When:  `the bridge can be reached again`,
			Do:    func(w *World) any { return w.reconnect },
		},
		{
			Given: `the job was in quarantine`,
			Do:    func(w *World) any { return func(ctx context.Context) error { return w.jobIs(ctx, "in quarantine") } },
		},
		{
			Then: `the job is (active|paused|in quarantine|disabled)`,
			Do:   func(w *World) any { return w.jobIs },
		},
		{
			Then: `the directory sent nothing to the bridge since then`,
			Do:   func(w *World) any { return w.sentNothing },
		},
		{
			Then: `the directory holds no failed change`,
			Do:   func(w *World) any { return w.holdsNoEscrow },
		},
	}
}

// runCycles runs n cycles. A cycle that fails is not this step's failure: what
// became of the account is for the Then to say.
func (w *World) runCycles(ctx context.Context, n int) error {
	for range n {
		cycle, err := w.directory.RunCycle(ctx)
		if err != nil {
			return fmt.Errorf("run a sync cycle: %w", err)
		}
		w.cycle = cycle
	}
	return nil
}

func (w *World) onDemand(ctx context.Context, address string) error {
	p, err := w.person(w.names.address(address))
	if err != nil {
		return err
	}
	w.cycle, err = w.directory.ProvisionOnDemand(ctx, p.id)
	if err != nil {
		return fmt.Errorf("provision %s on demand: %w", address, err)
	}
	return nil
}

// units are the words features have for spans of time.
//
//nolint:gochecknoglobals // a constant table
var units = map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}

func (w *World) timePasses(ctx context.Context, n int, unit string) error {
	cycles, err := w.directory.Advance(ctx, time.Duration(n)*units[unit])
	if err != nil {
		return fmt.Errorf("let %d %ss pass: %w", n, unit, err)
	}
	if len(cycles) > 0 {
		w.cycle = cycles[len(cycles)-1]
	}
	return nil
}

func (w *World) steerJob(ctx context.Context, what string) error {
	if what == "paused" {
		return w.directory.PauseJob(ctx)
	}
	return w.directory.StartJob(ctx)
}

func (w *World) restartJob(ctx context.Context) error {
	return w.directory.RestartJob(ctx, provisioning.ResetFull)
}

func (w *World) carryEverybody(ctx context.Context) error {
	w.settings.Scope = provisioning.All
	return w.configure(ctx)
}

func (w *World) speak(ctx context.Context, dialect string) error {
	w.settings.Dialect = dialect
	return w.configure(ctx)
}

func (w *World) loseNextAnswer(ctx context.Context) error {
	return w.directory.SetFaults(ctx, fault.Rule{
		Name: "the answer to a creation is lost", Match: fault.Match{Method: "POST", Path: "/Users"}, Do: fault.Action{Lose: true}, Times: 1,
	})
}

func (w *World) cutOff(ctx context.Context) error {
	return w.directory.SetFaults(ctx, fault.Rule{Name: "the bridge cannot be reached", Do: fault.Action{Drop: true}})
}

func (w *World) reconnect(ctx context.Context) error {
	rules, err := w.directory.Faults(ctx)
	if err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	if unused := unusedFaults(rules); unused != "" {
		return fmt.Errorf("nothing met the fault %q, so the scenario would prove nothing", unused)
	}
	return w.directory.SetFaults(ctx)
}

func (w *World) jobIs(ctx context.Context, state string) error {
	states := map[string]provisioning.JobState{"active": provisioning.Active, "paused": provisioning.Paused, "in quarantine": provisioning.Quarantine, "disabled": provisioning.Disabled}
	job, err := w.directory.Job(ctx)
	if err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	if job.State == states[state] {
		return nil
	}
	actual := fmt.Sprintf("job %s", job.State)
	if job.Quarantine != nil {
		actual += fmt.Sprintf(" because of %s (%s)", job.Quarantine.Reason, job.Quarantine.Message)
	}
	return &Mismatch{Expected: "job " + state, Actual: actual}
}

func (w *World) sentNothing(ctx context.Context) error {
	entries, err := w.directory.Journal(ctx, w.mark)
	if err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	if len(entries) == 0 {
		return nil
	}
	return mismatch("no request to the bridge", "%d requests, first %s %s", len(entries), entries[0].Method, entries[0].Path)
}

func (w *World) holdsNoEscrow(ctx context.Context) error {
	job, err := w.directory.Job(ctx)
	if err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	if len(job.Escrows) == 0 {
		return nil
	}
	return mismatch("no failed change", "%d failed changes, first %s: %s", len(job.Escrows), job.Escrows[0].ErrorCode, job.Escrows[0].Reason)
}

func unusedFaults(rules []fault.Rule) string {
	var names []string
	for _, rule := range rules {
		if rule.Used == 0 {
			names = append(names, rule.Name)
		}
	}
	return strings.Join(names, ", ")
}
