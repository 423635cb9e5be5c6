package provisioning

import (
	"fmt"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
)

// The reasons for quarantine (docs/entra.md, quarantine).
const (
	encounteredQuarantine = "EncounteredQuarantineException"
	encounteredShare      = "EncounteredEscrowProportionThreshold"
	encounteredBase       = "EncounteredBaseEscrowThreshold"
	encounteredTotal      = "EncounteredTotalEscrowThreshold"
	quarantinedOnDemand   = "QuarantinedOnDemand"
	ingestionInterrupted  = "IngestionInterrupted"
)

// The service tries again five minutes after entry, then ever less often, at
// least once a day; after four weeks it gives up.
const (
	firstAttempt   = 5 * time.Minute
	rarestAttempt  = 24 * time.Hour
	quarantineLife = 28 * 24 * time.Hour
)

// quarantine puts the job into quarantine, or keeps it there for longer.
func (r *run) quarantine(reason, code, message string) {
	r.job.mu.Lock()
	defer r.job.mu.Unlock()
	r.job.impose(reason, code, message)
}

// impose a quarantine; the caller holds the lock.
func (j *Job) impose(reason, code, message string) {
	now, before := j.now(), j.quarantine
	info := QuarantineInfo{Reason: reason, ErrorCode: code, Message: message, Began: now, Current: now, Count: 1}
	if before != nil {
		info.Began, info.Count = before.Began, before.Count+1
	} else {
		j.audit(quarantined, bySystem, reason)
	}
	wait := firstAttempt
	for range info.Count - 1 {
		if wait = min(2*wait, rarestAttempt); wait == rarestAttempt {
			break
		}
	}
	info.NextAttempt = now.Add(wait)
	j.quarantine = &info
	j.notify(before, &info)
}

// Quarantine puts a job that is running into quarantine by hand, as the
// service's operators can; the next cycle that succeeds lets it out.
func (j *Job) Quarantine(message string) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.state != Active {
		return refusal.New(refusal.Conflict, "job-not-started", "put the job into quarantine: it is %s", j.state).WithHint("start the job first")
	}
	j.impose(quarantinedOnDemand, quarantinedOnDemand, message)
	return nil
}

// judge puts the job into quarantine if too much failed, and lets it out
// otherwise. An initial cycle drops its escrows instead and ends in a pause.
func (r *run) judge() {
	reason, message := r.exceeded()
	j := r.job
	switch {
	case reason == "":
		j.mu.Lock()
		defer j.mu.Unlock()
		j.quarantine = nil
	case r.cycle.Kind == initialCycle && !r.settings.Switches.KeepInitialEscrows:
		j.mu.Lock()
		defer j.mu.Unlock()
		j.escrows, j.history.EscrowsPruned, r.pruned, j.quarantine = map[escrowKey]*escrow{}, true, true, nil
	default:
		r.quarantine(reason, reason, message)
	}
}

// exceeded is the threshold that the cycle went over, "" if none.
func (r *run) exceeded() (reason, message string) {
	limits, base := r.settings.Limits, 0
	for key := range r.job.escrows {
		if !key.reference {
			base++
		}
	}
	switch total := len(r.job.escrows); {
	case r.failures >= limits.FailuresFrom && float64(r.failures) > limits.FailureShare*float64(r.events):
		return encounteredShare, fmt.Sprintf("%d of %d objects of a cycle failed", r.failures, r.events)
	case base > limits.FailuresBase:
		return encounteredBase, fmt.Sprintf("%d objects are in escrow", base)
	case total > limits.FailuresTotal:
		return encounteredTotal, fmt.Sprintf("%d operations are in escrow", total)
	}
	return "", ""
}

// tooManyDeletes stops a cycle that would disable or delete more than the limit
// before anything is sent: the deletes are logged as staged, and wait for a
// restart that forces them.
func (r *run) tooManyDeletes() bool {
	if r.settings.Limits.Deletes == 0 || r.force {
		return false
	}
	var staged []*visit
	for _, it := range r.job.todo.items() {
		if v := r.visit(it); v.plan == disable || v.plan == remove {
			staged = append(staged, v)
		}
	}
	if len(staged) <= r.settings.Limits.Deletes {
		return false
	}
	for _, v := range staged {
		v.record.SkipReason = tooManyDeletes
		v.step(keptBack)
		r.emit(v, actionStaged, skipped)
		r.commit(v)
	}
	message := fmt.Sprintf("%d objects would be disabled or deleted, %d are allowed", len(staged), r.settings.Limits.Deletes)
	r.quarantine(tooManyDeletes, tooManyDeletes, message)
	r.fault(tooManyDeletes, message)
	return true
}
