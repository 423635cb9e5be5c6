package provisioning

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"
)

// escrowLife is how long a failed operation is retried; then the job is disabled.
const escrowLife = 28 * 24 * time.Hour

// escrowKey names an escrow: an object can fail by itself and by its references.
type escrowKey struct {
	object    string
	reference bool
}

// escrow is a failed operation with what a retry needs.
type escrow struct {
	Escrow
	retry   retry
	members map[string]struct{} // of a group: still to be looked at
}

// nextRetry is the first of 6, 12, 24, 48, 72, ... hours after the first failure
// that lies ahead; false once the escrow has come to its end.
func nextRetry(first, now time.Time) (time.Time, bool) {
	age := now.Sub(first)
	switch {
	case age >= escrowLife:
		return time.Time{}, false
	case age < 6*time.Hour:
		return first.Add(6 * time.Hour), true
	case age < 12*time.Hour:
		return first.Add(12 * time.Hour), true
	default:
		days := age/(24*time.Hour) + 1
		return first.Add(days * 24 * time.Hour), true
	}
}

// hold puts a failure into escrow and returns the words the log adds to its reason.
func (r *run) hold(v *visit, f *failure, reference bool) string {
	j, key, now := r.job, escrowKey{v.item.id, reference}, r.job.now()
	held := &escrow{Escrow: Escrow{
		Object: v.item.id, Kind: v.item.kind, Reference: reference, First: now, ErrorCode: f.code, Reason: f.reason,
	}, retry: f.retry, members: maps.Clone(v.item.members)}
	j.mu.Lock()
	defer j.mu.Unlock()
	if before, again := j.escrows[key]; again {
		held.First, held.Retries = before.First, before.Retries+1
	}
	next, more := nextRetry(held.First, now)
	switch {
	case f.retry == afterRematch:
		delete(j.escrows, key)
		return ". It will not be retried: restart the job with reset scope Full to match it again"
	case !more:
		delete(j.escrows, key)
		v.outcome.expired = true
		return fmt.Sprintf(". This operation was retried %d times. It will not be retried again", held.Retries)
	case f.retry == nextCycle:
		next = now.Add(time.Duration(r.settings.Interval))
	}
	held.Next = next
	j.escrows[key] = held
	return fmt.Sprintf(". This operation was retried %d times. It will be retried again after this date: %s UTC",
		held.Retries, next.UTC().Format("2006-01-02T15:04:05.0000000Z"))
}

// settle ends an escrow whose operation succeeded or is no longer wanted.
func (r *run) settle(v *visit, reference bool) {
	r.job.mu.Lock()
	defer r.job.mu.Unlock()
	delete(r.job.escrows, escrowKey{v.item.id, reference})
}

// importEscrows queues what is due for a retry.
func (r *run) importEscrows() {
	due := []*escrow{}
	for _, held := range r.job.escrows {
		if r.retryAll || held.retry == nextCycle || !held.Next.After(r.job.now()) {
			due = append(due, held)
		}
	}
	slices.SortFunc(due, func(a, b *escrow) int {
		return cmp.Or(a.First.Compare(b.First), cmp.Compare(a.Object, b.Object))
	})
	for _, held := range due {
		maps.Copy(r.job.todo.add(held.Object, held.Kind).members, held.members)
	}
}
