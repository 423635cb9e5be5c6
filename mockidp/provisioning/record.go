package provisioning

import (
	"context"
	"strings"
)

// The actions, statuses and skip reasons of the log (docs/entra.md, log).
const (
	actionCreate  = "create"
	actionUpdate  = "update"
	actionDisable = "disable"
	actionDelete  = "delete"
	actionStaged  = "stagedDelete"
	actionOther   = "other"

	success = "success"
	failing = "failure"
	skipped = "skipped"

	redundant      = "RedundantExport"
	notEntitled    = "NotEffectivelyEntitled"
	actionExcluded = "ActionExcluded" // by the mapping's flow types; a word of ours
	tooManyDeletes = "TooManyDeletes"
)

// open begins the record of a visit.
func (r *run) open(v *visit) {
	v.record = &draft{Record: Record{Cycle: r.cycle.ID, Kind: v.item.kind, Object: v.item.id, Name: v.name()}}
	event := importedAdd
	if v.link != nil {
		event, v.record.Target = importedUpdate, v.link.target
	}
	if !v.source.exists || v.source.binned {
		event = importedDelete
	}
	v.step(event)
	v.step(scopedAs(v.source))
}

// modify notes a change; what was there before is part of an answer that the log must not keep whole.
func (v *visit) modify(name, before, after string) {
	v.record.Modified = append(v.record.Modified, Modified{Name: name, Old: strings.Clone(before), New: after})
}

// skip closes a visit that sent nothing.
func (r *run) skip(v *visit, reason string) {
	v.record.SkipReason = reason
	v.step(nothingSent)
	r.settle(v, false)
	r.emit(v, actionOther, skipped)
	v.outcome.done = true
}

// succeed logs an export that worked; the visit's references may follow.
func (r *run) succeed(v *visit, action string) {
	v.step(exportSteps[action][0])
	v.outcome.events++
	r.settle(v, false)
	r.emit(v, action, success)
	v.outcome.done = action == actionDelete
}

// fail logs what went wrong and puts the object into escrow. A cycle that was
// broken off blames nobody: its objects stay queued.
func (r *run) fail(ctx context.Context, v *visit, action string, f *failure, reference bool) {
	if ctx.Err() != nil {
		return
	}
	v.outcome.broken++
	if !reference {
		v.outcome.events++
		v.outcome.failures++
	}
	v.step(exportSteps[action][1])
	v.record.ErrorCode, v.record.Reason = f.code, f.reason
	if !r.demanded() {
		v.record.Reason += r.hold(v, f, reference)
	}
	r.emit(v, action, failing)
	v.outcome.done = true
}

// emit adds the visit's record to what commit writes down; what follows opens another.
func (r *run) emit(v *visit, action, status string) {
	v.record.Action, v.record.Status, v.record.At = action, status, r.job.now()
	v.outcome.records = append(v.outcome.records, v.record)
}

// commit writes down what a visit did. It is called in the order of the cycle's
// list, however many visits were under way at once.
func (r *run) commit(v *visit) {
	j, o := r.job, v.outcome
	v.outcome = outcome{}
	j.mu.Lock()
	for _, record := range o.records {
		if of := r.stamp; of == nil || !of.at.Equal(record.At) {
			r.stamp = &stamp{record.Cycle, record.At}
		}
		j.log = append(j.log, record.line(r.stamp))
		r.cycle.Counts[record.Action+"/"+record.Status]++
	}
	j.mu.Unlock()
	r.cycle.Execution.counted(v, o)
	r.events, r.failures, r.broken = r.events+o.events, r.failures+o.failures, r.broken+o.broken
	r.expired = r.expired || o.expired
	if o.waits {
		r.waiting = append(r.waiting, v)
	}
	if o.done && !r.demanded() {
		j.todo.done(v.item)
	}
}

func (r *run) demanded() bool { return r.cycle.Kind == onDemandCycle }
