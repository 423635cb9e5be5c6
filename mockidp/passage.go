package mockidp

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// inTurn runs f, which runs cycles, when nobody else of the tenant does. The
// context of f ends with the request, with the tenant and with the server.
func (t *tenant) inTurn(ctx context.Context, f func(context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(t.life, cancel)()
	var err error
	select {
	case t.turn <- struct{}{}:
		err = f(ctx)
		<-t.turn
	case <-ctx.Done():
	}
	if ctx.Err() != nil {
		return refusal.New(refusal.Unavailable, "interrupted", "cycles of tenant %s were broken off: the caller, the tenant or the server went away", t.id)
	}
	return err
}

// advance lets virtual time pass and runs the cycles that come due on the way,
// the first and the last moment included.
func (t *tenant) advance(ctx context.Context, by time.Duration) ([]provisioning.Cycle, error) {
	end := t.clock.Now().Add(by)
	cycles := []provisioning.Cycle{}
	for {
		first, due := t.apps.next()
		if first == nil || due.After(end) {
			t.passTo(end)
			return cycles, nil
		}
		t.passTo(due)
		cycle, err := first.Run(ctx)
		if err = cmp.Or(err, ctx.Err()); err != nil {
			return nil, fmt.Errorf("cycle at %s: %w", due.Format(time.RFC3339), err)
		}
		if again, ok := first.NextDue(); ok && !again.After(due) {
			return nil, fmt.Errorf("cycle at %s: the next one is due at %s, and time would stand still", due.Format(time.RFC3339), again.Format(time.RFC3339))
		}
		cycles = append(cycles, cycle)
	}
}

// passTo lets virtual time pass until then. What the recycle bin keeps no
// longer goes at its very hour, not when somebody looks.
func (t *tenant) passTo(then time.Time) {
	for {
		expiry, ok := t.directory.NextExpiry()
		if !ok || expiry.After(then) {
			break
		}
		t.clock.AdvanceTo(expiry)
		t.directory.PurgeExpired()
	}
	t.clock.AdvanceTo(then)
}
