package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/requirement"
	"github.com/scimproof/scimproof/internal/verdict"
)

// Finish brings a report whose scenarios are complete into its canonical form:
// scenarios by location, exchanges by the time they began, every verdict counted,
// the requirements rolled up, lists never null. Texts and levels come from the registry; without one, or for ids it does not
// know, those already in the report stay. Finishing twice changes nothing.
func (r *Report) Finish(registry *requirement.Registry) {
	r.Schema = Schema
	verdicts := make([]verdict.Verdict, 0, len(r.Scenarios))
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		s.Requirements = list(s.Requirements)
		s.Tags = list(s.Tags)
		if s.Exchanges == nil {
			s.Exchanges = []journal.Entry{}
		}
		// Virtual clocks stand still within a cycle; the real time shows what happened inside of what.
		slices.SortStableFunc(s.Exchanges, func(a, b journal.Entry) int { return a.Began.Compare(b.Began) })
		verdicts = append(verdicts, s.Verdict)
	}
	slices.SortStableFunc(r.Scenarios, func(a, b Scenario) int {
		return cmp.Or(natural(a.Location, b.Location), natural(a.Name, b.Name))
	})
	if r.Scenarios == nil {
		r.Scenarios = []Scenario{}
	}
	r.Summary = verdict.Count(verdicts...)
	r.Selected = max(r.Selected, len(r.Scenarios))
	r.Requirements = rollUp(r.Scenarios, r.Requirements, registry)
}

// rollUp gives each requirement the worst verdict over its scenarios.
func rollUp(scenarios []Scenario, known []Requirement, registry *requirement.Registry) []Requirement {
	byID := map[string]*Requirement{}
	for _, s := range scenarios {
		for _, id := range s.Requirements {
			q := byID[id]
			if q == nil {
				q = describe(id, s.Level, known, registry)
				byID[id] = q
				q.Verdict = s.Verdict
			}
			q.Verdict = verdict.Worst(q.Verdict, s.Verdict)
			if !slices.Contains(q.Scenarios, s.Location) {
				q.Scenarios = append(q.Scenarios, s.Location)
			}
		}
	}
	out := make([]Requirement, 0, len(byID))
	for _, q := range byID {
		out = append(out, *q)
	}
	slices.SortFunc(out, func(a, b Requirement) int { return cmp.Or(natural(a.ID, b.ID), cmp.Compare(a.ID, b.ID)) })
	return out
}

func describe(id, level string, known []Requirement, registry *requirement.Registry) *Requirement {
	if registry != nil {
		if q, ok := registry.Lookup(id); ok {
			return &Requirement{ID: id, Level: string(q.Level), Area: q.Area, Text: q.Text, Why: q.Why}
		}
	}
	if i := slices.IndexFunc(known, func(q Requirement) bool { return q.ID == id }); i >= 0 {
		return &Requirement{ID: id, Level: known[i].Level, Area: known[i].Area, Text: known[i].Text, Why: known[i].Why}
	}
	return &Requirement{ID: id, Level: level}
}

// Code is the exit code of the run: verdict.Code, except that a problem of the
// whole run keeps it from being conformant.
func (r *Report) Code() int {
	code := verdict.Code(r.Summary, r.Selected, r.Strict)
	if code == verdict.Conformant && len(r.Problems) > 0 {
		return verdict.NoJudgement
	}
	return code
}

// Conclusion is the exit code in words.
func (r *Report) Conclusion() string {
	switch r.Code() {
	case verdict.Conformant:
		return "conformant"
	case verdict.NotConformant:
		return "not conformant"
	default:
		return "no judgement"
	}
}

// Tally counts what happened in words: "51 passed, 3 failed, 2 missing".
func (r *Report) Tally() string {
	var parts []string
	for _, v := range verdict.All() {
		if n := r.Summary[v]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, v))
		}
	}
	if missing := r.Selected - len(r.Scenarios); missing > 0 {
		parts = append(parts, fmt.Sprintf("%d missing", missing))
	}
	if len(parts) == 0 {
		return "no scenario was selected"
	}
	return strings.Join(parts, ", ")
}

// requirement finds a requirement of the report; unknown ids come back bare.
func (r *Report) requirement(id string) Requirement {
	if i := slices.IndexFunc(r.Requirements, func(q Requirement) bool { return q.ID == id }); i >= 0 {
		return r.Requirements[i]
	}
	return Requirement{ID: id}
}

func list(values []string) []string {
	if values == nil {
		return []string{}
	}
	return values
}

// natural compares texts as a reader does: runs of digits by their value, so that
// line 9 comes before line 13 and section 3.5 before 3.12.
func natural(a, b string) int {
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if x == "" || y == "" {
			if c := cmp.Compare(a[0], b[0]); c != 0 {
				return c
			}
			a, b = a[1:], b[1:]
			continue
		}
		p, q := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
		if c := cmp.Or(cmp.Compare(len(p), len(q)), cmp.Compare(p, q)); c != 0 {
			return c
		}
		a, b = a[len(x):], b[len(y):]
	}
	return cmp.Compare(len(a), len(b))
}

func digits(text string) string {
	end := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		return text
	}
	return text[:end]
}
