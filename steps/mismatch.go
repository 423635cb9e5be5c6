package steps

import (
	"errors"
	"fmt"
)

// Mismatch is a Then that does not hold: what was expected and what was seen.
type Mismatch struct {
	Expected string
	Actual   string
	Hint     string // what is likely behind it; a guess, never a verdict
}

// Error implements error.
func (m *Mismatch) Error() string { return fmt.Sprintf("expected %s, got %s", m.Expected, m.Actual) }

// mismatch returns a Mismatch; the format is of what was seen.
func mismatch(expected, actual string, args ...any) *Mismatch {
	return &Mismatch{Expected: expected, Actual: fmt.Sprintf(actual, args...)}
}

// errNoMember is what a look at an address finds when nobody has it.
var errNoMember = errors.New("no such member")
