package provisioning

import (
	"fmt"
	"time"
)

// The reasons for quarantine (docs/entra.md, quarantine).
const (
	encounteredQuarantine = "EncounteredQuarantineException"
	encounteredShare      = "EncounteredEscrowProportionThreshold"
	encounteredBase       = "EncounteredBaseEscrowThreshold"
	encounteredTotal      = "EncounteredTotalEscrowThreshold"
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
	j, now := r.job, r.job.now()
	j.mu.Lock()
	defer j.mu.Unlock()
	info := QuarantineInfo{Reason: reason, ErrorCode: code, Message: message, Began: now, Count: 1}
	if j.quarantine != nil {
		info.Began, info.Count = j.quarantine.Began, j.quarantine.Count+1
	}
	wait := firstAttempt
	for range info.Count - 1 {
		if wait = min(2*wait, rarestAttempt); wait == rarestAttempt {
			break
		}
	}
	info.NextAttempt = now.Add(wait)
	j.quarantine = &info
}

// judge puts the job into quarantine if too much failed, and lets it out otherwise.
func (r *run) judge() {
	j, limits := r.job, r.settings.Limits
	total := len(j.escrows)
	base := 0
	for key := range j.escrows {
		if !key.reference {
			base++
		}
	}
	switch {
	case r.failures >= limits.FailuresFrom && float64(r.failures) > limits.FailureShare*float64(r.events):
		r.quarantine(encounteredShare, encounteredShare, fmt.Sprintf("%d of %d objects of a cycle failed", r.failures, r.events))
	case base > limits.FailuresBase:
		r.quarantine(encounteredBase, encounteredBase, fmt.Sprintf("%d objects are in escrow", base))
	case total > limits.FailuresTotal:
		r.quarantine(encounteredTotal, encounteredTotal, fmt.Sprintf("%d operations are in escrow", total))
	default:
		j.mu.Lock()
		defer j.mu.Unlock()
		j.quarantine = nil
	}
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
		v.step("EntrySynchronizationSkip", "processing", skipped, "kept back: more deletes than the limit allows")
		r.emit(v, actionStaged, skipped)
		r.commit(v)
	}
	message := fmt.Sprintf("%d objects would be disabled or deleted, %d are allowed", len(staged), r.settings.Limits.Deletes)
	r.quarantine(tooManyDeletes, tooManyDeletes, message)
	r.cycle.Error = tooManyDeletes + ": " + message
	return true
}
