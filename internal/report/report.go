// Package report holds the one truth about a run and the views on it: JSON,
// console, JUnit, HTML and Markdown are functions of Report.
package report

import (
	"time"

	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/verdict"
)

// Schema is the version of the report's contract.
const Schema = 1

// Report is what report.json holds.
type Report struct {
	Schema       int                     `json:"schema"`
	Suite        Suite                   `json:"suite"`
	Bridge       Bridge                  `json:"bridge"`
	Profile      string                  `json:"profile,omitempty"` // of the bridge, as the command line names it
	Runtime      string                  `json:"runtime"`           // docker, embedded or attach
	Dialect      string                  `json:"dialect"`
	Seed         int64                   `json:"seed"`
	Started      time.Time               `json:"started"`
	Ended        time.Time               `json:"ended"`
	Selection    string                  `json:"selection,omitempty"` // tags and places that were asked for; empty: the whole suite
	Reproduce    string                  `json:"reproduce,omitempty"` // the command that judges all of it again
	Selected     int                     `json:"selected"`            // scenarios that should have been judged; at least len(Scenarios)
	Strict       bool                    `json:"strict,omitempty"`    // a warning is a violation
	Summary      map[verdict.Verdict]int `json:"summary"`             // every verdict, also those with 0
	Scenarios    []Scenario              `json:"scenarios"`
	Requirements []Requirement           `json:"requirements"`
	Notes        []string                `json:"notes,omitempty"`    // e.g. why the runtime is embedded
	Left         []Leftover              `json:"left,omitempty"`     // what the run put into an account that outlives it and could not remove
	Problems     []string                `json:"problems,omitempty"` // what keeps the run from a judgement: a deviation that matched nothing, a bridge that died
}

// Leftover is something that the run made and could not remove.
type Leftover struct {
	Path string `json:"path"` // below the SCIM root
	Why  string `json:"why"`
}

// Suite that judged.
type Suite struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Bridge that was judged.
type Bridge struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Image   string `json:"image"`
	Digest  string `json:"digest"`
}

// Scenario and what became of it.
type Scenario struct {
	Name         string          `json:"name"`
	Feature      string          `json:"feature"`
	Rule         string          `json:"rule"`
	Location     string          `json:"location"` // features/lifecycle/join.feature:13
	Requirements []string        `json:"requirements"`
	Level        string          `json:"level"` // of its requirement: MUST, SHOULD, MAY, OBSERVED
	Tags         []string        `json:"tags"`
	Verdict      verdict.Verdict `json:"verdict"`
	Step         string          `json:"step"`     // the step that failed, with its keyword
	Expected     string          `json:"expected"` // empty when the failure is not a comparison
	Actual       string          `json:"actual"`
	Hint         string          `json:"hint"`
	Reason       string          `json:"reason,omitempty"` // of unsupported, known-failing, not-run
	LeftToChance bool            `json:"chance,omitempty"` // by the bridge: it passes now and is known-failing then
	Exchanges    []journal.Entry `json:"exchanges"`        // by time, of directory and vault; kept of scenarios that did not pass
	Diff         []Change        `json:"diff,omitempty"`   // the account before and after
	Reproduce    string          `json:"reproduce"`
	Milliseconds float64         `json:"ms"`
	Requests     int             `json:"requests,omitempty"` // sent to the bridge by the suite itself, not by the directory
}

// Change is one difference of the account before and after a scenario.
type Change struct {
	Path   string `json:"path"` // members/ada@contoso.example/state
	Before string `json:"before"`
	After  string `json:"after"`
}

// Requirement and the worst verdict over its scenarios.
type Requirement struct {
	ID        string          `json:"id"`
	Level     string          `json:"level"`
	Area      string          `json:"area,omitempty"` // patch, filter, rename, ...: what the report groups by
	Text      string          `json:"text,omitempty"` // the sentence, so that a report can be read without the suite
	Why       string          `json:"why,omitempty"`  // why it matters, where that is known
	Verdict   verdict.Verdict `json:"verdict"`
	Scenarios []string        `json:"scenarios"` // locations
}
