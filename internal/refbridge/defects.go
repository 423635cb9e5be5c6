package refbridge

import (
	"net/http"
	"slices"
)

// Defect is one way in which a bridge can be wrong: a mutant that the scenarios
// have to catch. It distorts the correct bridge at one of four places and
// leaves all code in between alone.
type Defect struct {
	Name    string
	Summary string // what breaks, in one sentence
	Area    string // join, change, rename, leave, return, groups, matching, paging, isolation or wire; or protocol/AREA: one that only features/protocol look for; or entra: one that features/cases and features/dialects look for
	Source  string // where such a bridge was seen, or "invented"

	profile    func(*Profile)                       // the generation differs in a point
	intolerant []string                             // tolerances that are missing
	patch      *Tolerance                           // a rewriting of requests that is one too many
	lens       lens                                 // between bridge and vault
	handler    func(next http.Handler) http.Handler // between directory and bridge; called once for each bridge
	door       func(next http.Handler) http.Handler // before the token endpoint and what it lets in
	gullible   bool                                 // whoever names a client is taken for it
}

// String is the name.
func (d Defect) String() string { return d.Name }

// Defects lists the known ones by area.
func Defects() []Defect {
	return slices.Concat(
		memberDefects, renameDefects, leaveDefects, groupDefects, matchingDefects, isolationDefects, wireDefects,
		about("protocol/patch", patchDefects), about("protocol/change", changeDefects), about("protocol/filter", filterDefects),
		about("protocol/paging", pagingDefects), about("protocol/sort", sortDefects),
		about("protocol/create", createDefects), about("protocol/read", readDefects),
		about("protocol/values", valueDefects), about("protocol/schema", schemaDefects),
		about("protocol/auth", authDefects), about("protocol/errors", errorDefects), about("protocol/media", mediaDefects),
		about("protocol/etag", etagDefects), about("protocol/bulk", bulkDefects), about("protocol/bulk", bulkLimitDefects), about("protocol/cursor", cursorDefects),
		about("protocol/discovery", discoveryDefects), about("protocol/discovery", declarationDefects),
		about("protocol/search", searchDefects), about("protocol/security", securityDefects), about("protocol/groups", membershipDefects), about("protocol/attributes", attributeDefects),
		about("entra", entraDefects), about("entra", oauthDefects),
	)
}

// about says for a whole table what it is about.
func about(area string, table []Defect) []Defect {
	table = slices.Clone(table)
	for i := range table {
		table[i].Area = area
	}
	return table
}

func (d Defect) generation(p Profile) Profile {
	if d.profile != nil {
		d.profile(&p)
	}
	return p
}

func (d Defect) tolerances() tolerances {
	kept := tolerances(Tolerances()).without(d.intolerant)
	if d.patch != nil {
		kept = append(kept, *d.patch)
	}
	return kept
}

func (d Defect) behind(reach dialer) dialer {
	return func(token string) vault { return distorted{reach(token), d.lens} }
}

func (d Defect) before(bridge http.Handler) http.Handler {
	if d.handler == nil {
		return bridge
	}
	return d.handler(bridge)
}

func (d Defect) at(door http.Handler) http.Handler {
	if d.door == nil {
		return door
	}
	return d.door(door)
}
