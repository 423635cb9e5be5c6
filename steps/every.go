package steps

import (
	"fmt"
	"regexp"
	"strings"
)

// spot is a place that a pattern of a path means: a value, or its absence.
type spot struct {
	at    string // as a reader finds it: Resources[2].attributes[0].name
	value any
	found bool
}

// everySpot finds all places that a path with lists in it means: Resources[].id is
// the id of each, attributes[type eq "complex"].name the name of the complex ones,
// [type ne "complex"] of the others. A place whose parent is not there does not count,
// so that "every" asks for nothing in an object that may be left out.
func everySpot(document any, pattern string) ([]spot, error) {
	steps, err := pathSteps(pattern)
	spots := []spot{{value: document, found: true}}
	for _, step := range steps {
		var next []spot
		for _, s := range spots {
			if s.found && s.value != nil {
				next = append(next, step.from(s)...)
			}
		}
		spots = next
	}
	return spots, err
}

// pathStep is a name, or a choice among the elements of a list.
type pathStep struct {
	name       string
	key, value string // [key eq "value"]; "" takes all
	unequal    bool   // [key ne "value"]
}

var (
	urnExpr      = regexp.MustCompile(`^(urn:[^\[\]]+:\d+\.\d+:[A-Za-z]+):?(.*)$`)
	pathStepExpr = regexp.MustCompile(`^(?:\[(?:([A-Za-z$]+) (eq|ne) "([^"]*)")?\]|([^.\[\]]+))\.?`)
)

// pathSteps reads a pattern. An extension's URN is one name, dots and all.
func pathSteps(pattern string) ([]pathStep, error) {
	var steps []pathStep
	if m := urnExpr.FindStringSubmatch(pattern); m != nil {
		steps, pattern = append(steps, pathStep{name: m[1]}), m[2]
	}
	for pattern != "" {
		m := pathStepExpr.FindStringSubmatch(pattern)
		if m == nil {
			return nil, fmt.Errorf("the feature's path breaks off at %q", pattern)
		}
		steps = append(steps, pathStep{name: m[4], key: m[1], value: m[3], unequal: m[2] == "ne"})
		pattern = pattern[len(m[0]):]
	}
	return steps, nil
}

func (p pathStep) from(s spot) []spot {
	if p.name != "" {
		object, isObject := s.value.(map[string]any)
		if !isObject {
			return nil
		}
		at := strings.TrimPrefix(s.at+"."+p.name, ".")
		for name, value := range object {
			if strings.EqualFold(name, p.name) {
				return []spot{{at: at, value: value, found: value != nil}}
			}
		}
		return []spot{{at: at}}
	}
	list, _ := s.value.([]any)
	var chosen []spot
	for i, element := range list {
		if p.takes(element) {
			chosen = append(chosen, spot{at: fmt.Sprintf("%s[%d]", s.at, i), value: element, found: true})
		}
	}
	return chosen
}

func (p pathStep) takes(element any) bool {
	if p.key == "" {
		return true
	}
	value, _ := member(element, p.key)
	return (fmt.Sprint(value) == p.value) != p.unequal
}
