// Package verdict names what can be said of a scenario and what that means for
// the whole run.
package verdict

import "slices"

// Verdict on one scenario or one requirement.
type Verdict string

// The verdicts, from best to worst for a requirement (see Worst).
const (
	Passed         Verdict = "passed"
	KnownFailing   Verdict = "known-failing"   // failed, as the deviations file says
	Warned         Verdict = "warned"          // a SHOULD is violated
	Unsupported    Verdict = "unsupported"     // a capability is absent; decided before the run
	NotRun         Verdict = "not-run"         // the run ended before it
	Blocked        Verdict = "blocked"         // a Given failed: could not judge
	UnexpectedPass Verdict = "unexpected-pass" // the deviations file says it fails
	Failed         Verdict = "failed"
)

// All lists the verdicts in the order of the report's summary.
func All() []Verdict {
	return []Verdict{Passed, Failed, Warned, KnownFailing, UnexpectedPass, Unsupported, Blocked, NotRun}
}

// Known reports whether v is one of the verdicts; reports read from a file may hold anything.
func (v Verdict) Known() bool { return slices.Contains(All(), v) }

// Worst is the verdict on a requirement, given those on its scenarios: passed
// only if every one passed. A requirement without scenarios was not run.
func Worst(verdicts ...Verdict) Verdict {
	rising := []Verdict{Passed, KnownFailing, Warned, Unsupported, NotRun, Blocked, UnexpectedPass, Failed}
	if len(verdicts) == 0 {
		return NotRun
	}
	return slices.MaxFunc(verdicts, func(a, b Verdict) int {
		return slices.Index(rising, a) - slices.Index(rising, b)
	})
}
