package provisioning

import (
	"context"
	"maps"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/dialect"
)

// The kinds of cycle and how they end.
const (
	initialCycle     = "initial"
	incrementalCycle = "incremental"
	onDemandCycle    = "on-demand"

	succeeded        = "Succeeded"
	failed           = "Failed"
	entryLevelErrors = "EntryLevelErrors"
)

// run is one cycle under way, under the settings it began with.
type run struct {
	job      *Job
	settings Settings
	dialect  *dialect.Dialect
	filter   map[string]scoping // by kind
	bridge   *bridge
	cycle    Cycle

	fresh    bool     // nothing was imported yet, or all of it must be again
	force    bool     // let deletes go
	retryAll bool     // in quarantine every escrow is tried, due or not
	stamp    *stamp   // of the newest line
	waiting  []*visit // objects whose references follow once all objects are there
	events   int      // objects, without references
	failures int      // of them
	broken   int      // failures, references included
	expired  bool     // an escrow came to its end
	pruned   bool     // escrows were dropped instead of a quarantine
}

// RunCycle is Run with the cycle's records.
func (j *Job) RunCycle(ctx context.Context) (Cycle, error) {
	cycle, err := j.Run(ctx)
	if err == nil {
		cycle.Records = j.Log(cycle.Before)
	}
	return cycle, err
}

// Run runs the next cycle now, whenever it is due. A job that is not running,
// and one whose cycle is under way, refuse. A cycle that fails is no error: it
// says so itself. Its records are those of the log after Before.
func (j *Job) Run(ctx context.Context) (Cycle, error) {
	if !j.cycle.TryLock() {
		return Cycle{}, cycleRunning("run a cycle")
	}
	defer j.cycle.Unlock()
	r, err := j.begin()
	if err != nil {
		return Cycle{}, err
	}
	r.scheduled(ctx)
	return r.end(), nil
}

// Validate sends the probe that every cycle begins with. The refusal's code is
// the service's error code, its message the bridge's answer.
func (j *Job) Validate(ctx context.Context) error {
	r, err := j.unscheduled("validate the job")
	if err != nil {
		return err
	}
	if f := r.probe(ctx); f != nil {
		return refusal.New(refusal.Invalid, f.code, "validate the job: %s", f.reason).
			WithHint("check the base URL and the token, and that a filter without a hit is answered by 200 and an empty list")
	}
	return nil
}

func (j *Job) begin() (*run, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	switch j.state {
	case Active:
	case NotConfigured:
		return nil, notConfigured("run a cycle")
	case Disabled:
		return nil, refusal.New(refusal.Conflict, "job-disabled", "run a cycle: the job is disabled").WithHint("mend the bridge, then restart the job")
	default:
		return nil, refusal.New(refusal.Conflict, "job-not-started", "run a cycle: the job is %s", j.state).WithHint("start the job first")
	}
	kind := incrementalCycle
	if j.initial {
		kind = initialCycle
	}
	r := j.newRun(kind)
	r.force, r.retryAll = j.force, j.quarantine != nil
	j.initial = false // Configure may set it while the cycle runs
	return r, nil
}

// unscheduled begins a run that the schedule knows nothing of.
func (j *Job) unscheduled(attempt string) (*run, error) {
	j.mu.RLock()
	defer j.mu.RUnlock()
	if j.state == NotConfigured {
		return nil, notConfigured(attempt)
	}
	return j.newRun(onDemandCycle), nil
}

func (j *Job) newRun(kind string) *run {
	r := &run{
		job: j, settings: j.settings, dialect: j.dialect, filter: j.filter, fresh: j.initial,
		cycle: Cycle{ID: j.newID(), Kind: kind, Began: j.now(), Counts: map[string]int{}, Before: len(j.log)},
	}
	r.settings.Groups, r.settings.BaseURL = r.settings.carriesGroups(), r.settings.root(j.dialect)
	r.bridge = newBridge(j, r.settings, j.dialect)
	return r
}

// scheduled is the way of every cycle: probe, import, export, references, judgement.
func (r *run) scheduled(ctx context.Context) {
	if f := r.probe(ctx); f != nil {
		r.fault(f.code, f.reason)
		if ctx.Err() == nil {
			r.quarantine(encounteredQuarantine, f.code, f.reason)
		}
		return
	}
	if r.settings.Switches.IngestionInterrupted {
		const message = "the directory could not be read"
		r.fault(ingestionInterrupted, message)
		r.quarantine(ingestionInterrupted, ingestionInterrupted, message)
		return
	}
	if r.cycle.Kind == initialCycle {
		r.importAll()
	} else {
		r.importChanges()
	}
	r.importEscrows()
	if r.tooManyDeletes() {
		return
	}
	if err := r.export(ctx, r.job.todo.items()); err != nil {
		r.cycle.Error = "the cycle was broken off: " + err.Error()
		return
	}
	r.judge()
}

// probe asks for somebody who cannot exist; anything but an empty list is a failure.
func (r *run) probe(ctx context.Context) *failure {
	for _, kind := range []string{kindUser, kindGroup} {
		if !r.dialect.Probes(kind) || kind == kindGroup && !r.settings.Groups {
			continue
		}
		resource := r.dialect.Mapping.Of(kind)
		request := r.dialect.Match(resource, resource.Matching()[0], r.job.newID())
		hits, f := r.bridge.list(ctx, probing, request)
		if f != nil {
			return f
		}
		if len(hits) > 0 {
			return classify(probing, found, attempt(request), "Message: a filter that matches nobody was answered with somebody")
		}
	}
	return nil
}

// export carries the items to the bridge: people before groups, and references
// after both, because they point to ids that must be there by then. It is the
// one place that goes through objects. It fails only when the context ends.
func (r *run) export(ctx context.Context, items []*item) error {
	workers := r.settings.Concurrency
	if workers > 1 {
		workers *= 2 // while some wait for the bridge, others get the next request ready
	}
	for _, kind := range []string{kindUser, kindGroup} {
		err := inOrder(ctx, workers, ofKind(items, kind), func(it *item) *visit {
			v := r.visit(it)
			r.carryOut(ctx, v)
			return v
		}, r.commit)
		if err != nil {
			return err
		}
	}
	waiting := r.waiting
	for _, kind := range []string{kindUser, kindGroup} {
		err := inOrder(ctx, workers, ofKind(waiting, kind), func(v *visit) *visit {
			r.references(ctx, v)
			return v
		}, r.commit)
		if err != nil {
			return err
		}
	}
	return ctx.Err() //nolint:wrapcheck // scheduled says what broke off
}

// end closes a scheduled cycle and says when the next is due.
func (r *run) end() Cycle {
	j := r.job
	r.close()
	j.todo.tidy()
	j.mu.Lock()
	defer j.mu.Unlock()
	if r.cycle.State == failed {
		j.initial = j.initial || r.cycle.Kind == initialCycle
	} else {
		j.watermark, j.force = j.read, false
	}
	last := r.cycle.copy()
	j.last = &last
	j.history.remember(&last)
	if r.pruned && j.state == Active {
		j.state = Paused
		j.audit(paused, bySystem, "escrows were pruned in the initial cycle")
	}
	if r.expired || j.quarantine != nil && r.cycle.Ended.Sub(j.quarantine.Began) > quarantineLife {
		j.state = Disabled
		j.audit(paused, bySystem, "disabled after four weeks")
	}
	j.due = r.cycle.Ended.Add(time.Duration(r.settings.Interval))
	return r.cycle
}

// fault says why the whole cycle failed.
func (r *run) fault(code, message string) {
	r.cycle.ErrorCode, r.cycle.Error = code, code+": "+message
}

func (r *run) close() {
	r.cycle.Ended = r.job.now()
	switch {
	case r.cycle.Error != "":
		r.cycle.State = failed
	case r.broken > 0:
		r.cycle.State = entryLevelErrors
	default:
		r.cycle.State = succeeded
	}
}

func (c Cycle) copy() Cycle {
	c.Counts = maps.Clone(c.Counts)
	return c
}
