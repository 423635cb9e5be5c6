// Package wait is the one way scimproof waits for somebody else's real time.
package wait

import (
	"context"
	"fmt"
	"time"
)

// Poll is the pause between two looks. A bridge answers in milliseconds, so a
// longer pause would only make the suite slower without being kinder.
const Poll = 5 * time.Millisecond

// Until looks again and again until check returns nil or ctx ends. what says
// what is awaited ("member ada@contoso.example suspended"). The error reports
// how long it waited, how many looks it took and what the last look saw; it
// wraps the last error of check.
func Until(ctx context.Context, what string, check func(context.Context) error) error {
	began := time.Now()
	var last error
	for looks := 1; ; looks++ {
		err := check(ctx)
		if err == nil {
			return nil
		}
		if last == nil || ctx.Err() == nil {
			last = err
		}
		timer := time.NewTimer(Poll)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			waited := time.Since(began).Round(time.Millisecond)
			return fmt.Errorf("%s: not within %s (%d looks); last: %w", what, waited, looks, last)
		}
	}
}
