package graph

import (
	"net/http"
	"time"

	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/refusal"
)

// Switches let the API be as unkind as the real one can be. All are off by default.
type Switches struct {
	// HoldStart keeps start and restart from running the cycle that is due: time
	// then goes on only by the administrator's API.
	HoldStart bool `json:"hold_start,omitempty"`

	// So many of the next requests are answered 429, with Retry-After.
	Throttle   int               `json:"throttle,omitempty"`
	RetryAfter duration.Duration `json:"retry_after,omitempty"` // 1 s by default

	// The first so many requests about the synchronization of each new service
	// principal are answered with this status, 403 or 409.
	FreshRefusals int `json:"fresh_refusals,omitempty"`
	FreshStatus   int `json:"fresh_status,omitempty"` // 403 by default
}

// Switches are as they were last set; Throttle counts down.
func (t *Tenant) Switches() Switches {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.switches
}

// SetSwitches replaces them. Service principals that are there already are not new.
func (t *Tenant) SetSwitches(s Switches) error {
	switch {
	case s.Throttle < 0 || s.FreshRefusals < 0 || s.RetryAfter < 0:
		return refusal.New(refusal.Invalid, "switch-negative", "a switch of the Graph API is negative")
	case s.FreshStatus != 0 && s.FreshStatus != http.StatusForbidden && s.FreshStatus != http.StatusConflict:
		return refusal.New(refusal.Invalid, "switch-status", "new service principals cannot be refused by status %d", s.FreshStatus).WithHint("choose 403 or 409")
	}
	old := map[string]int{}
	for _, a := range t.Directory.Apps() {
		old[a.ID] = s.FreshRefusals
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.switches, t.fresh = s, old
	return nil
}

// throttled refuses a request that is one of those to be answered 429.
func (t *Tenant) throttled() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.switches.Throttle == 0 {
		return nil
	}
	t.switches.Throttle--
	wait := time.Duration(t.switches.RetryAfter)
	if wait == 0 {
		wait = time.Second
	}
	return &problem{status: http.StatusTooManyRequests, code: "TooManyRequests", message: "Too many requests.", retry: wait}
}

// stillNew refuses requests about a service principal that was made a moment ago.
func (t *Tenant) stillNew(principal string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.fresh[principal] >= t.switches.FreshRefusals {
		return nil
	}
	t.fresh[principal]++
	if t.switches.FreshStatus == http.StatusConflict {
		return &problem{status: http.StatusConflict, code: "Conflict", message: "The service principal is still being made."}
	}
	return &problem{status: http.StatusForbidden, code: "Authorization_RequestDenied", message: "Insufficient privileges to complete the operation."}
}
