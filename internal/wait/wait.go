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

// Late is the error of a wait that was in vain.
type Late struct {
	What   string        // what was awaited
	Waited time.Duration // real time
	Looks  int
	Last   error // what the last look saw
}

// Error implements error.
func (l *Late) Error() string {
	return fmt.Sprintf("%s: not within %s (%d looks); last: %v", l.What, l.Waited, l.Looks, l.Last)
}

// Unwrap is what the last look saw.
func (l *Late) Unwrap() error { return l.Last }

// Until looks again and again until check returns nil or ctx ends. what says
// what is awaited ("member ada@contoso.example suspended"). The error is a *Late.
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
			return &Late{What: what, Waited: time.Since(began).Round(time.Millisecond), Looks: looks, Last: last}
		}
	}
}
