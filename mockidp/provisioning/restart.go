package provisioning

import (
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
)

// Restart forgets what the scopes say and starts the job, whatever its state. No
// scope means what the portal's button does: quarantine, watermark and escrows.
// Forgetting the watermark makes the next cycle an initial one; only Full
// forgets the links (docs/entra.md, restart).
func (j *Job) Restart(scopes ...ResetScope) error {
	if len(scopes) == 0 {
		scopes = []ResetScope{ResetQuarantine, ResetWatermark, ResetEscrows}
	}
	for _, scope := range scopes {
		if !slices.Contains(resetScopes, scope) {
			return refusal.New(refusal.Invalid, "no-such-reset-scope", "restart the job: there is no reset scope %q", scope).
				WithHint("choose among %s", join(resetScopes))
		}
	}
	if !j.cycle.TryLock() {
		return cycleRunning("restart the job")
	}
	defer j.cycle.Unlock()
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.state == NotConfigured {
		return notConfigured("restart the job")
	}
	j.state, j.due = Active, j.now()
	j.audit(restarted, byUser, join(scopes))
	j.reset(scopes)
	return nil
}

var resetScopes = []ResetScope{ //nolint:gochecknoglobals // constant table
	ResetNone, ResetStore, ResetEscrows, ResetWatermark, ResetQuarantine, ResetFull, ForceDeletes,
}

func join(scopes []ResetScope) string {
	var out strings.Builder
	for i, scope := range scopes {
		if i > 0 {
			out.WriteString(", ")
		}
		out.WriteString(string(scope))
	}
	return out.String()
}

// reset forgets what the scopes say; the caller holds both locks.
func (j *Job) reset(scopes []ResetScope) {
	resets := func(scope ResetScope) bool {
		return slices.Contains(scopes, scope) || slices.Contains(scopes, ResetFull)
	}
	if resets(ResetFull) {
		j.links = map[string]*link{}
		j.history.SynchronizedUsers, j.history.SynchronizedGroups = 0, 0
	}
	if resets(ResetStore) {
		for _, l := range j.links {
			*l = link{kind: l.kind, name: l.name, target: l.target, inScope: l.inScope, active: l.active, binned: l.binned}
			if l.kind == kindGroup {
				l.members = map[string]bool{}
			}
		}
	}
	if resets(ResetWatermark) {
		j.initial, j.watermark = true, 0
	}
	if resets(ResetEscrows) {
		j.escrows, j.history.EscrowsPruned = map[escrowKey]*escrow{}, false
	}
	switch {
	case resets(ResetQuarantine):
		j.quarantine = nil
	case j.quarantine != nil:
		j.quarantine.NextAttempt = j.due
	}
	j.force = j.force || slices.Contains(scopes, ForceDeletes)
}
