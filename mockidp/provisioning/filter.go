package provisioning

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
)

// Filter is a set of scoping filters: an object is in scope if all clauses of
// any one of them hold, or if there is none (docs/entra.md, scope). In JSON a
// list of clauses is read as one filter.
type Filter [][]Clause

// AllOf is the filter of these clauses alone.
func AllOf(clauses ...Clause) Filter { return Filter{clauses} }

// UnmarshalJSON implements json.Unmarshaler.
func (f *Filter) UnmarshalJSON(raw []byte) error {
	var one []Clause
	if err := strictly(raw, &one); err == nil {
		if *f = nil; len(one) > 0 {
			*f = Filter{one}
		}
		return nil
	}
	var many [][]Clause
	if err := strictly(raw, &many); err != nil {
		return fmt.Errorf("scoping filter: want a list of clauses or a list of such lists: %w", err)
	}
	*f = many
	return nil
}

// strictly refuses unknown names, which a decoder's own setting does not hand on.
func strictly(raw []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into) //nolint:wrapcheck // UnmarshalJSON says where
}

func (f Filter) clone() Filter {
	if f == nil {
		return nil
	}
	out := make(Filter, 0, len(f))
	for _, clauses := range f {
		out = append(out, slices.Clone(clauses))
	}
	return out
}

func (f Filter) equal(other Filter) bool {
	return slices.EqualFunc(f, other, slices.Equal[[]Clause])
}

// scoping is a filter made ready.
type scoping [][]func(value func(attribute string) string) bool

func (s scoping) holds(value func(string) string) bool {
	if len(s) == 0 {
		return true
	}
	return slices.ContainsFunc(s, func(clauses []func(func(string) string) bool) bool {
		return !slices.ContainsFunc(clauses, func(clause func(func(string) string) bool) bool { return !clause(value) })
	})
}

// FilterOperator is one of the operators a clause may have.
type FilterOperator struct {
	Name  string   `json:"name"`
	Unary bool     `json:"unary"` // takes no value
	Types []string `json:"types"` // of attributes: String, Boolean, Integer
}

// FilterOperators lists the operators by the names of the service's own list.
func FilterOperators() []FilterOperator {
	texts, numbers, truths := []string{"String"}, []string{"Integer"}, []string{"Boolean"}
	every := []string{"String", "Boolean", "Integer"}
	return []FilterOperator{
		{"EQUALS", false, every}, {"NOT EQUALS", false, every},
		{"IS TRUE", true, truths}, {"IS FALSE", true, truths},
		{"IS NULL", true, every}, {"IS NOT NULL", true, every},
		{"REGEX MATCH", false, texts}, {"NOT REGEX MATCH", false, texts},
		{"GREATER_THAN", false, numbers}, {"GREATER_THAN_OR_EQUALS", false, numbers},
		{"INCLUDES", false, texts}, {"ENDS_WITH", false, texts},
		{"&", false, numbers}, {"!&", false, numbers},
	}
}

// spelt is an operator's name as names are compared: in any case, with a blank
// or an underscore, because the service's pages write them either way.
func spelt(operator string) string {
	return strings.ReplaceAll(strings.ToUpper(strings.TrimSpace(operator)), "_", " ")
}

// unfilterable are attributes that no clause can be about: references, lists
// and what the service keeps to itself (docs/entra.md, scope).
var unfilterable = []string{ //nolint:gochecknoglobals // constant table
	"members", "memberof", "ismemberof", "owners", "manager", "directreports", "approleassignments", "usertype",
	"proxyaddresses", "othermails", "businessphones", "imaddresses", "assignedlicenses", "assignedplans",
	"provisionedplans", "licenseassignmentstates", "identities", "grouptypes",
}

func (f Filter) compile() (scoping, error) {
	var out scoping
	for i, clauses := range f {
		if len(clauses) == 0 {
			return nil, refusal.New(refusal.Invalid, "clause-malformed", "scoping filter %d has no clause and would hold for everybody", i+1)
		}
		var ready []func(func(string) string) bool
		for _, clause := range clauses {
			holds, err := clause.compile()
			if err != nil {
				return nil, err
			}
			ready = append(ready, holds)
		}
		out = append(out, ready)
	}
	return out, nil
}

func (c Clause) compile() (func(func(string) string) bool, error) {
	name := spelt(c.Operator)
	operators := FilterOperators()
	known := slices.IndexFunc(operators, func(o FilterOperator) bool { return spelt(o.Name) == name })
	attribute := strings.ToLower(strings.TrimSpace(c.Attribute))
	switch {
	case attribute == "":
		return nil, malformed("a clause of the scoping filter names no attribute")
	case slices.Contains(unfilterable, attribute) || strings.HasSuffix(attribute, "date") || strings.HasSuffix(attribute, "datetime"):
		return nil, refusal.New(refusal.Invalid, "attribute-not-filterable", "the scoping filter cannot be about %s", c.Attribute).
			WithHint("references, lists and dates are no attributes to filter by")
	case known < 0:
		return nil, refusal.New(refusal.Invalid, "no-such-operator", "the clause on %s has an unknown operator %q", c.Attribute, c.Operator).
			WithHint("choose among %s", operatorNames(operators))
	case !operators[known].Unary && c.Value == "":
		return nil, malformed("the clause on %s compares with nothing: %s needs a value", c.Attribute, operators[known].Name)
	}
	compare, err := comparison(name, c)
	if err != nil {
		return nil, err
	}
	return func(value func(string) string) bool {
		have := value(c.Attribute)
		return have != "" && compare(have) || have == "" && name == "IS NULL"
	}, nil
}

// comparison of a value that is not null.
func comparison(name string, c Clause) (func(have string) bool, error) {
	switch name {
	case "EQUALS":
		return func(have string) bool { return have == c.Value }, nil
	case "NOT EQUALS":
		return func(have string) bool { return have != c.Value }, nil
	case "IS TRUE":
		return func(have string) bool { return strings.EqualFold(have, "true") }, nil
	case "IS FALSE":
		return func(have string) bool { return strings.EqualFold(have, "false") }, nil
	case "IS NULL":
		return func(string) bool { return false }, nil
	case "IS NOT NULL":
		return func(string) bool { return true }, nil
	case "INCLUDES":
		return func(have string) bool { return strings.Contains(have, c.Value) }, nil
	case "ENDS WITH":
		return func(have string) bool { return strings.HasSuffix(have, c.Value) }, nil
	case "REGEX MATCH", "NOT REGEX MATCH":
		pattern, err := regexp.Compile(c.Value)
		if err != nil {
			return nil, malformed("the clause on %s has no regular expression: %v", c.Attribute, err)
		}
		return func(have string) bool { return pattern.MatchString(have) == (name == "REGEX MATCH") }, nil
	default:
		return numeric(name, c)
	}
}

// numeric compares whole numbers; a value that is none never holds.
func numeric(name string, c Clause) (func(have string) bool, error) {
	want, err := strconv.ParseInt(c.Value, 10, 64)
	if err != nil {
		return nil, malformed("the clause on %s compares with %q: %s needs a whole number", c.Attribute, c.Value, c.Operator)
	}
	compare := map[string]func(have int64) bool{
		"GREATER THAN":           func(have int64) bool { return have > want },
		"GREATER THAN OR EQUALS": func(have int64) bool { return have >= want },
		"&":                      func(have int64) bool { return have&want == want },
		"!&":                     func(have int64) bool { return have&want == 0 },
	}[name]
	return func(text string) bool {
		have, err := strconv.ParseInt(text, 10, 64)
		return err == nil && compare(have)
	}, nil
}

func malformed(format string, args ...any) *refusal.Error {
	return refusal.New(refusal.Invalid, "clause-malformed", format, args...)
}

func operatorNames(operators []FilterOperator) string {
	names := make([]string, 0, len(operators))
	for _, o := range operators {
		names = append(names, o.Name)
	}
	return strings.Join(names, ", ")
}
