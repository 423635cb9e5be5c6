package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/scimproof/scimproof/internal/verdict"
)

// statement is what a bridge's makers publish: what was judged, with what
// outcome, what is known to deviate, and how anybody can see the same.
type statement struct {
	Schema     int         `json:"schema"`
	Conclusion string      `json:"conclusion"` // conformant, not conformant, no judgement
	Date       string      `json:"date"`       // 2026-03-14, UTC
	Profile    string      `json:"profile,omitempty"`
	Bridge     Bridge      `json:"bridge"`
	Suite      Suite       `json:"suite"`
	Dialect    string      `json:"dialect"`
	Runtime    string      `json:"runtime"`
	Seed       int64       `json:"seed"`
	Strict     bool        `json:"strict"`
	Selection  string      `json:"selection,omitempty"` // empty: the whole suite
	Scenarios  counts      `json:"scenarios"`
	Must       counts      `json:"must"` // requirements, of all areas
	Should     counts      `json:"should"`
	Areas      []areaCount `json:"areas"`

	Failures    []failure   `json:"failures"`    // the most important first
	Deviations  []deviation `json:"deviations"`  // declared in advance, with the reason
	Unsupported []absence   `json:"unsupported"` // what the bridge does not offer
	Problems    []string    `json:"problems"`
	Reproduce   string      `json:"reproduce,omitempty"`
}

// statementSchema is the version of the statement's contract.
const statementSchema = 1

// counts are numbers by verdict; a verdict that did not occur is left out.
type counts map[verdict.Verdict]int

type areaCount struct {
	Area   string `json:"area"`
	Must   counts `json:"must"`
	Should counts `json:"should"`
}

type failure struct {
	Requirement string          `json:"requirement"`
	Level       string          `json:"level"`
	Area        string          `json:"area,omitempty"`
	Source      string          `json:"source,omitempty"` // RFC 7644, section 3.5.2
	Verdict     verdict.Verdict `json:"verdict"`
	Scenarios   int             `json:"scenarios"`
	Also        []string        `json:"also,omitempty"` // further requirements that the same cause violates
}

type deviation struct {
	Requirement string `json:"requirement"`
	Level       string `json:"level"`
	Reason      string `json:"reason"`
	Scenarios   int    `json:"scenarios"`
}

type absence struct {
	Reason    string `json:"reason"`
	Scenarios int    `json:"scenarios"`
}

// state writes the statement of conformance, for people to publish and for
// machines to compare.
func state(r *Report) (string, error) {
	s := statement{
		Schema: statementSchema, Conclusion: r.Conclusion(), Date: r.Started.UTC().Format(time.DateOnly),
		Profile: r.Profile, Bridge: r.Bridge, Suite: r.Suite, Dialect: r.Dialect, Runtime: r.Runtime, Seed: r.Seed, Strict: r.Strict,
		Selection: r.Selection, Scenarios: some(r.Summary),
		Areas: []areaCount{}, Failures: []failure{}, Deviations: []deviation{}, Unsupported: []absence{},
		Problems: list(r.Problems), Reproduce: r.Reproduce,
	}
	all := areas(r)
	for _, a := range all {
		s.Areas = append(s.Areas, areaCount{a.Name, some(a.Must), some(a.Should)})
	}
	sum := total(all)
	s.Must, s.Should = some(sum.Must), some(sum.Should)
	for _, f := range findings(r) {
		q := f.Requirement
		words, _ := source(q.ID)
		s.Failures = append(s.Failures, failure{cmp.Or(q.ID, f.Scenarios[0].Location), q.Level, q.Area, words, f.Verdict, len(f.Scenarios), f.Also})
	}
	for _, x := range r.Scenarios {
		s.excuse(r, x)
	}
	text, err := json.MarshalIndent(s, "", "  ")
	return string(text) + "\n", err
}

// excuse notes why a scenario was not judged, or its failure is accepted.
func (s *statement) excuse(r *Report, x Scenario) {
	reason := cmp.Or(x.Reason, "no reason given")
	switch x.Verdict {
	case verdict.KnownFailing:
		q := Requirement{ID: x.Location, Level: x.Level}
		if len(x.Requirements) > 0 {
			q = r.requirement(x.Requirements[0])
		}
		for i, d := range s.Deviations {
			if d.Requirement == q.ID && d.Reason == reason {
				s.Deviations[i].Scenarios++
				return
			}
		}
		s.Deviations = append(s.Deviations, deviation{q.ID, q.Level, reason, 1})
	case verdict.Unsupported:
		for i, a := range s.Unsupported {
			if a.Reason == reason {
				s.Unsupported[i].Scenarios++
				return
			}
		}
		s.Unsupported = append(s.Unsupported, absence{reason, 1})
	}
}

func some(s verdict.Summary) counts {
	out := counts{}
	for v, n := range s {
		if n > 0 {
			out[v] = n
		}
	}
	return out
}

// badge writes what shields.io draws, when its endpoint badge is given the address of the file.
func badge(r *Report) (string, error) {
	message, color := r.Conclusion(), "lightgrey"
	switch r.Code() {
	case verdict.Conformant:
		color = "brightgreen"
		if known := r.Summary[verdict.KnownFailing]; known > 0 {
			message, color = message+", "+many(known, "known deviation"), "green"
		}
	case verdict.NotConformant:
		wrong := slices.DeleteFunc(findings(r), func(f finding) bool { return !violates(f.Verdict, r.Strict) })
		message, color = message+", "+many(len(wrong), "finding"), "red"
	}
	if r.Selection != "" {
		message += " (part of the suite)"
	}
	text, err := json.MarshalIndent(struct {
		SchemaVersion int    `json:"schemaVersion"`
		Label         string `json:"label"`
		Message       string `json:"message"`
		Color         string `json:"color"`
	}{1, "SCIM 2.0", message, color}, "", "  ")
	return string(text) + "\n", err
}

// violates tells the verdicts that alone keep a bridge from being conformant.
func violates(v verdict.Verdict, strict bool) bool {
	return verdict.Code(verdict.Count(v), 1, strict) == verdict.NotConformant
}

// many is a number with its noun: 1 finding, 3 findings.
func many(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
