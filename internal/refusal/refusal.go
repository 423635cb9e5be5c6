// Package refusal says why a mock did not do what it was asked. The state
// machines return refusals without knowing HTTP; the servers turn them into
// status codes and the clients turn those back, so that a caller sees the same
// error whether or not a network lies in between.
package refusal

import (
	"errors"
	"fmt"
)

// Kind of refusal: what the caller can do about it.
type Kind string

// The kinds of refusal.
const (
	Invalid      Kind = "invalid"      // the request itself is wrong
	Unauthorized Kind = "unauthorized" // no token, or an unknown one
	Forbidden    Kind = "forbidden"    // known caller, but never allowed
	NotFound     Kind = "not-found"    // no such object
	Conflict     Kind = "conflict"     // clashes with the present state; may succeed in another state
	Stale        Kind = "stale"        // the object changed since the caller read it
	Locked       Kind = "locked"       // provisioning owns the field while it is on
	Unavailable  Kind = "unavailable"  // try again later
)

// Error is one refusal. Code names the rule that was met ("address-taken"),
// Message says what was attempted, Hint what to do about it.
type Error struct {
	Kind    Kind   `json:"kind"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

// Error implements error.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + "; " + e.Hint
}

// New returns a refusal whose message is formatted like fmt.Sprintf.
func New(kind Kind, code, format string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Message: fmt.Sprintf(format, args...)}
}

// WithHint returns a copy of the refusal that says what to do.
func (e *Error) WithHint(format string, args ...any) *Error {
	hinted := *e
	hinted.Hint = fmt.Sprintf(format, args...)
	return &hinted
}

// Of returns the refusal inside err, if there is one.
func Of(err error) (*Error, bool) {
	var refused *Error
	ok := errors.As(err, &refused)
	return refused, ok
}

// Is reports whether err is a refusal with this code.
func Is(err error, code string) bool {
	refused, ok := Of(err)
	return ok && refused.Code == code
}
