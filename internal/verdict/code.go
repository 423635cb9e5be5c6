package verdict

// The exit codes of a run.
const (
	Conformant    = 0
	NotConformant = 1
	NoJudgement   = 2
)

// Summary counts scenarios by verdict.
type Summary map[Verdict]int

// Count counts the verdicts. Every verdict is a key, also those that never occur.
func Count(verdicts ...Verdict) Summary {
	s := make(Summary, len(All()))
	for _, v := range All() {
		s[v] = 0
	}
	for _, v := range verdicts {
		s[v]++
	}
	return s
}

// Total is the number of scenarios with any verdict.
func (s Summary) Total() int {
	total := 0
	for _, n := range s {
		total += n
	}
	return total
}

// Judged is the number of scenarios that ran and said something about the bridge.
func (s Summary) Judged() int {
	return s[Passed] + s[Failed] + s[Warned] + s[KnownFailing] + s[UnexpectedPass]
}

// Code is the exit code of a run of which selected scenarios were expected.
//
// One violation proves that a bridge does not conform, whatever else could not
// be judged, so NotConformant wins over NoJudgement. Conformant on the other hand
// needs the whole selection: every scenario judged or unsupported, and at least
// one judged. With strict, a warning is a violation.
func Code(s Summary, selected int, strict bool) int {
	switch {
	case s[Failed] > 0, s[UnexpectedPass] > 0, strict && s[Warned] > 0:
		return NotConformant
	case s[Blocked] > 0, s[NotRun] > 0, s.Total() < selected, s.Judged() == 0:
		return NoJudgement
	default:
		return Conformant
	}
}
