package report

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/verdict"
)

// advice says how to mend what a scenario found, or "" where there is none.
// It is a guess from the outside; the first line of the tables that fits speaks:
// what broke down, what mends the requirement, how the bridge answered, what is
// customary in the area.
func advice(f finding) string {
	s := f.Scenarios[0]
	switch s.Verdict {
	case verdict.UnexpectedPass:
		return "The bridge does this now: take the entry out of the file of known deviations."
	case verdict.Blocked:
		return "Nothing was judged here. See why what the scenario begins with did not come about, and run it again."
	}
	asked, _ := telling(s)
	if asked == nil {
		return cmp.Or(remedies[f.Requirement.ID], customs[f.Requirement.Area])
	}
	if hint := firstFitting(breakdowns, *asked, s); hint != "" {
		return hint
	}
	if cause := commonCause(s); cause >= 0 {
		return common[cause].fix
	}
	return cmp.Or(remedies[f.Requirement.ID], firstFitting(answers, *asked, s), customs[f.Requirement.Area])
}

// reading is a hint for whoever sees such an exchange.
type reading struct {
	fits func(journal.Entry, Scenario) bool
	say  string
}

func firstFitting(readings []reading, asked journal.Entry, s Scenario) string {
	for _, row := range readings {
		if row.fits(asked, s) {
			return strings.NewReplacer("{method}", asked.Method, "{status}", outcome(asked)).Replace(row.say)
		}
	}
	return ""
}

// breakdowns are hints that hold whatever was asked: no answer, declined, broken, ignored.
var breakdowns = []reading{ //nolint:gochecknoglobals // constant table
	{func(e journal.Entry, _ Scenario) bool { return e.Status > 0 && e.Error != "" },
		"The bridge began to answer {method} and did not get to an end that makes sense. Compare the headers with what follows them: length, encoding, size."},
	{func(e journal.Entry, _ Scenario) bool { return e.Status == 0 },
		"The bridge did not answer {method}. Look for a crash, a deadlock or a timeout in its log at this request."},
	{func(e journal.Entry, _ Scenario) bool { return e.Status == http.StatusNotImplemented },
		"The bridge declines this with 501. Implement it, or stop promising it in ServiceProviderConfig."},
	{func(e journal.Entry, _ Scenario) bool { return e.Status >= http.StatusInternalServerError },
		"The bridge broke down with {status}. Its log has the cause; where the request is at fault, a 4xx with a SCIM error body is due."},
	{func(e journal.Entry, _ Scenario) bool { return e.Status == http.StatusMethodNotAllowed },
		"The bridge has no {method} at this address. Route it, or stop promising it in ServiceProviderConfig."},
	{ignored,
		"Ignored: the bridge answered {method} with {status} and changed nothing. Carry it out, or refuse what you don't support with a 4xx; a success that is none is the worst of the three."},
}

// answers are hints that follow from how the bridge answered the telling request.
var answers = []reading{ //nolint:gochecknoglobals // constant table
	{func(e journal.Entry, s Scenario) bool {
		return e.Status >= 400 && strings.Contains(s.Step, " nothing about ")
	},
		"The bridge refused {method} with {status} and changed something all the same. Check the whole request before storing anything, or store once at the end."},
	{func(e journal.Entry, s Scenario) bool {
		return e.Status < 300 && (strings.HasPrefix(s.Expected, "status 4") || strings.HasPrefix(s.Expected, "a status of 4"))
	},
		"The bridge answered {method} with {status} where it has to refuse. Check the request before anything of it takes effect."},
	{func(e journal.Entry, s Scenario) bool {
		return e.Status >= 400 && strings.HasPrefix(s.Expected, "status 2")
	},
		"The bridge refuses with {status} what a client may send. Its answer says what it objects to."},
	{func(e journal.Entry, s Scenario) bool { return e.Status < 300 && writes(e) && aboutState(s.Step) },
		"The bridge answered {method} with {status}, but what it holds afterwards is not what the request asks for. Answer from what was stored, not from what was sent."},
}

// customs are what implementations that get an area right do.
var customs = map[string]string{ //nolint:gochecknoglobals // constant table
	"attributes": "Put attributes and excludedAttributes into effect in one place, after every kind of answer is made; returned \"always\" and \"never\" win over both.",
	"auth":       "Check the token before anything else, for every address and method, and answer 401 with a WWW-Authenticate header.",
	"bulk":       "Run each operation through the same code as a single request; resolve bulkId references after the creates they name.",
	"create":     "Answer 201 with the stored resource, id, meta and Location; ignore what the client may not set.",
	"delete":     "Answer 204 and forget the resource: afterwards every address of it answers 404.",
	"discovery":  "Generate ServiceProviderConfig, ResourceTypes and Schemas from what the code does, so that they cannot promise anything else.",
	"enterprise": "Treat the extension's attributes as all others, below the key of its URN, in every request and answer.",
	"errors":     "Make every error in one place: schemas, status as a string, scimType where the standard names one, and application/scim+json.",
	"etag":       "Derive the version from the stored content; compare it before a write, and send it as header and as meta.version.",
	"filter":     "Parse filters by the grammar of RFC 7644, figure 1, and compare by type and caseExact of the attribute's schema; refuse what you do not evaluate with 400 invalidFilter.",
	"groups":     "Store members by id, once each, and let a change of one member leave the others alone.",
	"me":         "Let /Me answer for the person of the token as /Users/{id} would, or 501.",
	"media":      "Take application/scim+json and application/json, send application/scim+json, refuse others with 415.",
	"page":       "Order stably, count the whole result for totalResults, then cut startIndex and count out of it; clamp instead of failing.",
	"patch":      "Apply the operations in order to a copy of the resource, and store the copy only if all have succeeded.",
	"read":       "Answer with the stored resource and the same meta whichever way it is read; 404 for what is not there.",
	"replace":    "Replace all that the client may write: what the body leaves out is cleared, readOnly stays, immutable must match.",
	"schema":     "Hold stored and returned values to the schema: type, mutability, returned, uniqueness, caseExact.",
	"security":   "Keep secrets and tokens out of answers and addresses, and let nobody see or change what is not theirs.",
	"sort":       "Compare by the attribute's type and caseExact; put those without a value last when ascending, first when descending.",
}
