package scim

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Filter is a parsed filter expression (RFC 7644 3.4.2.2). The zero value is
// no filter: it matches everything.
type Filter struct {
	root *node
}

// node is one expression of a filter.
type node struct {
	op    string   // and, or, not, [] (value filter), pr, eq, ne, co, sw, ew, gt, ge, lt, le
	path  AttrPath // of value filters and comparisons
	value any      // operand of comparisons: nil, bool, string or json.Number
	terms []node   // of and, or; a single one of not and value filters
}

// ParseFilter reads a filter. It fails with an *Error invalidFilter that tells
// the position (counted in bytes from 1) and what was expected there.
//
// Beyond the grammar it takes a comparison behind brackets, as Entra sends it:
// emails[type eq "work"].value eq "x" means emails[type eq "work" and value eq "x"].
func ParseFilter(text string) (Filter, error) {
	if !utf8.ValidString(text) {
		return Filter{}, InvalidFilter("the filter is not UTF-8")
	}
	p := &parser{text: text, invalid: InvalidFilter}
	p.skip()
	root, err := p.or()
	if err != nil {
		return Filter{}, err
	}
	if err := p.end(); err != nil {
		return Filter{}, err
	}
	return Filter{root: &root}, nil
}

// IsZero reports whether there is no filter.
func (f Filter) IsZero() bool { return f.root == nil }

// String is the filter in the notation that ParseFilter reads.
func (f Filter) String() string {
	if f.root == nil {
		return ""
	}
	return f.root.String()
}

func (n node) String() string {
	switch n.op {
	case "and", "or":
		terms := make([]string, len(n.terms))
		for i, term := range n.terms {
			terms[i] = term.String()
			if term.op == n.op || term.op == "or" {
				terms[i] = "(" + terms[i] + ")"
			}
		}
		return strings.Join(terms, " "+n.op+" ")
	case "not":
		return "not (" + n.terms[0].String() + ")"
	case "[]":
		return n.path.String() + "[" + n.terms[0].String() + "]"
	case "pr":
		return n.path.String() + " pr"
	default:
		return n.path.String() + " " + n.op + " " + literal(n.value)
	}
}

// literal is an operand as a filter spells it.
func literal(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case string:
		return quote(value)
	case json.Number:
		return value.String()
	default:
		return fmt.Sprint(value)
	}
}

// quote is text as a JSON string.
func quote(text string) string {
	raw, _ := json.Marshal(text) // a string cannot fail
	return string(raw)
}

// Equality reports whether the whole filter is one comparison `attr eq "value"`,
// which a server can answer from an index. attr is as the client wrote it;
// ResourceType.Resolve tells which attribute it is.
func (f Filter) Equality() (attr, value string, ok bool) {
	if f.root == nil || f.root.op != "eq" {
		return "", "", false
	}
	value, ok = f.root.value.(string)
	if !ok {
		return "", "", false
	}
	return f.root.path.String(), value, true
}

// equalities collects the values that an element must have to pass a value
// filter of the form a eq x and b eq y; ok is false for any other form.
func (n node) equalities() (values map[string]any, ok bool) {
	values = map[string]any{}
	return values, n.collect(values)
}

func (n node) collect(values map[string]any) bool {
	switch n.op {
	case "and":
		for _, term := range n.terms {
			if !term.collect(values) {
				return false
			}
		}
		return true
	case "eq":
		_, taken := values[n.path.Name]
		values[n.path.Name] = n.value
		return !taken && n.path.URI == "" && n.path.Sub == ""
	default:
		return false
	}
}
