package report

import (
	"cmp"
	"slices"

	"github.com/scimproof/scimproof/internal/requirement"
	"github.com/scimproof/scimproof/internal/verdict"
)

// area counts the requirements of one subject by their verdict.
//
// Must counts all whose violation is a failure: MUST and MUST NOT, what an RFC
// DEFINES without a key word, what was OBSERVED, and a MAY, which is judged only
// where the bridge promises it. Should counts SHOULD and SHOULD NOT, whose
// violation is a warning.
type area struct {
	Name         string
	Must, Should verdict.Summary
	Requirements []Requirement
}

// elsewhere is the area of requirements the registry does not know, those of
// features of one's own.
const elsewhere = "other"

// areas groups the requirements of a report by subject, alphabetically.
func areas(r *Report) []area {
	var out []area
	for _, q := range r.Requirements {
		name := cmp.Or(q.Area, elsewhere)
		i := slices.IndexFunc(out, func(a area) bool { return a.Name == name })
		if i < 0 {
			i = len(out)
			out = append(out, area{Name: name, Must: verdict.Count(), Should: verdict.Count()})
		}
		out[i].add(q)
	}
	slices.SortFunc(out, func(a, b area) int {
		return cmp.Or(compareBool(a.Name == elsewhere, b.Name == elsewhere), cmp.Compare(a.Name, b.Name))
	})
	return out
}

func (a *area) add(q Requirement) {
	a.Requirements = append(a.Requirements, q)
	if requirement.Level(q.Level).Violation() == verdict.Warned {
		a.Should[q.Verdict]++
	} else {
		a.Must[q.Verdict]++
	}
}

// total is all areas as one.
func total(all []area) area {
	sum := area{Name: "all", Must: verdict.Count(), Should: verdict.Count()}
	for _, a := range all {
		for _, q := range a.Requirements {
			sum.add(q)
		}
	}
	return sum
}

// occurring lists the verdicts that any of the counts has.
func occurring(counts ...verdict.Summary) []verdict.Verdict {
	return slices.DeleteFunc(verdict.All(), func(v verdict.Verdict) bool {
		return !slices.ContainsFunc(counts, func(s verdict.Summary) bool { return s[v] > 0 })
	})
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}
