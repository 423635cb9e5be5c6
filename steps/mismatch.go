package steps

import (
	"errors"
	"fmt"

	"github.com/scimproof/scimproof/internal/journal"
)

// Mismatch is a Then that does not hold: what was expected and what was seen.
type Mismatch struct {
	Expected string
	Actual   string
	Hint     string // what is likely behind it; a guess, never a verdict
}

// Error implements error.
func (m *Mismatch) Error() string { return fmt.Sprintf("expected %s, got %s", m.Expected, m.Actual) }

// textLimit is how much of what was expected or seen a Mismatch keeps, in bytes.
const textLimit = 16 << 10

// mismatch returns a Mismatch; the format is of what was seen.
func mismatch(expected, actual string, args ...any) *Mismatch {
	return &Mismatch{Expected: journal.Cut(expected, textLimit), Actual: journal.Cut(fmt.Sprintf(actual, args...), textLimit)}
}

// errNoMember is what a look at an address finds when nobody has it.
var errNoMember = errors.New("no such member")
