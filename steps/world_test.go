package steps

import (
	"context"
	"testing"
	"time"
)

// A machine with much to do must not make a sound bridge fail.
func TestALookMayEndAfterTheTimeToSettle(t *testing.T) {
	t.Parallel()
	w := &World{run: &run{settle: time.Millisecond}}
	slow := func(ctx context.Context) error {
		timer := time.NewTimer(20 * time.Millisecond)
		defer timer.Stop()
		select {
		case <-timer.C:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if err := w.Settle(t.Context(), "a slow answer", slow); err != nil {
		t.Error(err)
	}
}
