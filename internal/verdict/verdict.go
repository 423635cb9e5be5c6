// Package verdict names what can be said of a scenario and what that means for
// the whole run.
package verdict

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
