// Package requirement is the registry of what the suite judges: one sentence per
// requirement, with an id that is never renumbered and never reused.
//
// Three tables are embedded. requirements.tsv holds the sentences of RFC 7643,
// 7644 and their neighbours, observed.tsv those learnt from directories, accounts
// and support cases, ambiguities.tsv says how the suite judges where an RFC
// contradicts itself or stays silent.
package requirement

import "github.com/scimproof/scimproof/internal/verdict"

// Requirement is one sentence that binds.
type Requirement struct {
	ID        string // RFC7644-3.5.2-18, BRIDGE-RENAME-01
	Level     Level
	Area      string // patch, filter, rename, ...
	Actor     Actor
	Testable  Testable
	Text      string // the sentence
	How       string // how the suite finds out; empty where it cannot
	Ambiguity string // how the suite judges where the source is unclear, a line per note; may be empty

	// Of observed requirements only.
	Source string // where it is stated or was seen
	Grade  Grade
	Why    string // why it matters to an administrator, one sentence
}

// Level says how strongly a requirement binds.
type Level string

// The levels. Defines is a sentence of a specification that defines behaviour
// without a key word; Observed is behaviour no specification fixes, but users rely on.
const (
	Must      Level = "MUST"
	MustNot   Level = "MUST NOT"
	Should    Level = "SHOULD"
	ShouldNot Level = "SHOULD NOT"
	May       Level = "MAY"
	Defines   Level = "DEFINES"
	Observed  Level = "OBSERVED"
)

// Violation is the verdict on a scenario that finds the requirement violated. A
// MAY is judged only where the bridge's profile promises it, so breaking it is a
// failure like any other; only a SHOULD leaves room.
func (l Level) Violation() verdict.Verdict {
	if l == Should || l == ShouldNot {
		return verdict.Warned
	}
	return verdict.Failed
}

// Actor is who is bound.
type Actor string

// The actors: the roles of the RFCs, and the parties of the lab for observed behaviour.
const (
	Server    Actor = "server"
	Client    Actor = "client"
	Bridge    Actor = "bridge"
	Directory Actor = "directory"
	Vault     Actor = "vault"
)

// Testable says whether a scenario can find a violation from outside.
type Testable string

// How far requirements can be tested.
const (
	Yes    Testable = "yes"
	Partly Testable = "partly" // under conditions, or only some of it
	No     Testable = "no"
)

// Grade of the evidence for an observed requirement.
type Grade string

// The grades of evidence.
const (
	Documented Grade = "documented" // the vendor's or the specification's own words
	Seen       Grade = "observed"   // reported traffic, logs, code or support cases
	Inferred   Grade = "inferred"   // follows from the others; nobody stated it
)
