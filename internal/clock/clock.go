// Package clock is the virtual time of the mocks: it stands still until it is
// advanced, so that a test can let a month pass in a microsecond.
package clock

import (
	"sync"
	"time"
)

// Epoch is where virtual time begins when nobody says otherwise: a Monday
// morning, fixed so that two runs write the same times.
func Epoch() time.Time { return time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC) }

// Virtual time, safe for concurrent use. Call New.
type Virtual struct {
	mu  sync.RWMutex
	now time.Time
}

// New returns a clock that shows start.
func New(start time.Time) *Virtual { return &Virtual{now: start} }

// Now is what the clock shows.
func (v *Virtual) Now() time.Time {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.now
}

// AdvanceTo moves the clock forward to t and never back.
func (v *Virtual) AdvanceTo(t time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if t.After(v.now) {
		v.now = t
	}
}
