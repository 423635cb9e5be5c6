package report

import (
	"cmp"
	"regexp"
	"slices"

	"github.com/scimproof/scimproof/internal/requirement"
	"github.com/scimproof/scimproof/internal/verdict"
)

// foremost is how many findings a view tells in full; further ones get a line.
const foremost = 10

// finding is what is wrong with one requirement. However many scenarios see
// it, one root cause is one finding.
type finding struct {
	Requirement Requirement
	Verdict     verdict.Verdict // the worst of its scenarios
	Scenarios   []Scenario      // those that somebody has to look at, the worst first
}

// alarming are the verdicts somebody has to look at, the most urgent first.
var alarming = []verdict.Verdict{ //nolint:gochecknoglobals // constant table
	verdict.Failed, verdict.UnexpectedPass, verdict.Blocked, verdict.Warned,
}

// urgency says how strongly a level binds; the smaller, the stronger.
var urgency = map[requirement.Level]int{ //nolint:gochecknoglobals // constant table
	requirement.Must: 0, requirement.MustNot: 0,
	requirement.Defines: 1, requirement.Observed: 1,
	requirement.May:    2,
	requirement.Should: 3, requirement.ShouldNot: 3,
}

// harm says what a fault in an area costs, where level and number are alike: who
// gets in comes first, who stays in next, then what is written wrongly.
var harm = [][]string{ //nolint:gochecknoglobals // constant table
	{"security", "auth"},
	{"leave", "lock", "return", "delete"},
	{"join", "create", "patch", "replace", "bulk", "change", "rename", "groups", "group"},
}

// findings groups what went wrong by requirement, the most important first: by
// verdict, by level, by how many scenarios see it, by area.
func findings(r *Report) []finding {
	byKey := map[string]*finding{}
	for _, s := range r.Scenarios {
		if !slices.Contains(alarming, s.Verdict) {
			continue
		}
		key := s.Location // a scenario that names no requirement stands for itself
		if len(s.Requirements) > 0 {
			key = s.Requirements[0]
		}
		f := byKey[key]
		if f == nil {
			f = &finding{Verdict: s.Verdict}
			if len(s.Requirements) > 0 {
				f.Requirement = r.requirement(key)
			}
			f.Requirement.Level = cmp.Or(f.Requirement.Level, s.Level)
			byKey[key] = f
		}
		f.Scenarios = append(f.Scenarios, s)
	}
	out := make([]finding, 0, len(byKey))
	for _, f := range byKey {
		slices.SortStableFunc(f.Scenarios, func(a, b Scenario) int { return alarm(a.Verdict) - alarm(b.Verdict) })
		f.Verdict = f.Scenarios[0].Verdict
		out = append(out, *f)
	}
	slices.SortFunc(out, rank)
	return out
}

func alarm(v verdict.Verdict) int { return slices.Index(alarming, v) }

func rank(a, b finding) int {
	return cmp.Or(
		alarm(a.Verdict)-alarm(b.Verdict),
		a.urgency()-b.urgency(),
		len(b.Scenarios)-len(a.Scenarios),
		a.harm()-b.harm(),
		natural(a.Requirement.ID, b.Requirement.ID),
		natural(a.Scenarios[0].Location, b.Scenarios[0].Location),
	)
}

func (f finding) urgency() int {
	if n, known := urgency[requirement.Level(f.Requirement.Level)]; known {
		return n
	}
	return urgency[requirement.Observed] // a feature of one's own
}

func (f finding) harm() int {
	i := slices.IndexFunc(harm, func(names []string) bool { return slices.Contains(names, f.Requirement.Area) })
	if i < 0 {
		return len(harm)
	}
	return i
}

var stated = regexp.MustCompile(`^RFC(\d{4})-(\d[\d.]*)-\d{2}$`)

// source is the section of the RFC that an id is made of, in words and as an
// address; both are empty for requirements no RFC states.
func source(id string) (words, address string) {
	part := stated.FindStringSubmatch(id)
	if part == nil {
		return "", ""
	}
	return "RFC " + part[1] + ", section " + part[2], "https://www.rfc-editor.org/rfc/rfc" + part[1] + "#section-" + part[2]
}
