package report

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

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
	Also        []string        // ids of further requirements that the same cause violates
}

// common are causes that many requirements see: sentences about what one piece of code
// does for every answer. A bridge that does it wrong has one thing to mend.
var common = []struct { //nolint:gochecknoglobals // constant table
	step *regexp.Regexp // without its keyword
	fix  string
}{
	{regexp.MustCompile(`^(the answer is a SCIM error|an? \d+ answer has "status" as "\d+"|any "status" of the answer is a string|the answer has "schemas" as \["urn:ietf:params:scim:api:messages:2\.0:Error"\])$`),
		"Make every error body in one place: schemas with urn:ietf:params:scim:api:messages:2.0:Error, status as a text (\"404\"), detail. What the framework answers by itself (401, 404, 405) has to go through it, too."},
	{regexp.MustCompile(`^the answer's media type is "application/scim\+json"$`),
		"Send Content-Type: application/scim+json with every body, errors included: in the place where all answers are written."},
	{regexp.MustCompile(`"WWW-Authenticate"`),
		"Let the code that answers 401 also send WWW-Authenticate: Bearer realm=\"...\", whatever the address and method."},
}

// commonCause finds the cause by the step that failed; -1: it is the requirement's own.
func commonCause(s Scenario) int {
	_, text, _ := strings.Cut(s.Step, " ")
	for i, cause := range common {
		if cause.step.MatchString(text) {
			return i
		}
	}
	return -1
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

// findings groups what went wrong by requirement, or by cause, the most important first: by
// verdict, by level, by how many scenarios see it, by area.
func findings(r *Report) []finding {
	byKey := map[string]*finding{}
	for _, s := range r.Scenarios {
		if !slices.Contains(alarming, s.Verdict) {
			continue
		}
		key, q := s.Location, Requirement{} // a scenario that names no requirement stands for itself
		if len(s.Requirements) > 0 {
			key, q = s.Requirements[0], r.requirement(s.Requirements[0])
		}
		q.Level = cmp.Or(q.Level, s.Level)
		if cause := commonCause(s); cause >= 0 && s.Verdict != verdict.UnexpectedPass {
			key = fmt.Sprint(s.Verdict, cause)
		}
		if byKey[key] == nil {
			byKey[key] = &finding{Requirement: q, Verdict: s.Verdict}
		}
		byKey[key].add(s, q)
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

// add puts a scenario to a finding. What binds most gives the finding its name.
func (f *finding) add(s Scenario, q Requirement) {
	f.Scenarios = append(f.Scenarios, s)
	if q.ID == f.Requirement.ID || slices.Contains(f.Also, q.ID) {
		return
	}
	other := finding{Requirement: q}
	if cmp.Or(other.urgency()-f.urgency(), natural(q.ID, f.Requirement.ID)) < 0 {
		q, f.Requirement = f.Requirement, q
	}
	f.Also = append(f.Also, q.ID)
	slices.SortFunc(f.Also, natural)
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
