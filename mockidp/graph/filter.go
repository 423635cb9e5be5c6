package graph

import (
	"strings"
)

// condition is a $filter made ready.
type condition struct {
	holds    func(object) bool
	advanced bool // it uses what the directory offers only to clients that accept late results
}

var always = condition{holds: func(object) bool { return true }} //nolint:gochecknoglobals // a constant

const (
	filterLength = 8 << 10 // bytes
	filterDepth  = 32      // brackets and nots within each other
)

// parseFilter reads a $filter: comparisons (eq, ne, gt, ge, lt, le, in), functions
// (startswith, endswith, contains), and, or, not and brackets, over the
// properties of an entity. Lambdas and arithmetic are refused.
func parseFilter(e *entity, text string) (condition, error) {
	if len(text) > filterLength {
		return condition{}, badRequest("Invalid filter clause: it is too long.")
	}
	p := &filterParser{entity: e, words: words{rest: text}}
	p.words.next()
	c, err := p.or()
	if err == nil && !p.words.end() {
		err = p.unexpected()
	}
	return c, err
}

type filterParser struct {
	entity *entity
	words  words
	depth  int
}

func (p *filterParser) unexpected() error {
	if p.words.end() {
		return badRequest("Invalid filter clause: it ends too early.")
	}
	return badRequest("Invalid filter clause: there is a syntax error at '" + p.words.token + "'.")
}

func (p *filterParser) or() (condition, error) {
	return p.joined("or", p.and, func(a, b bool) bool { return a || b })
}

func (p *filterParser) and() (condition, error) {
	return p.joined("and", p.single, func(a, b bool) bool { return a && b })
}

func (p *filterParser) joined(by string, part func() (condition, error), join func(a, b bool) bool) (condition, error) {
	left, err := part()
	for err == nil && p.words.take(by) {
		var right condition
		if right, err = part(); err == nil {
			a, b := left.holds, right.holds
			left = condition{func(o object) bool { return join(a(o), b(o)) }, left.advanced || right.advanced}
		}
	}
	return left, err
}

func (p *filterParser) single() (condition, error) {
	if p.depth++; p.depth > filterDepth {
		return condition{}, badRequest("Invalid filter clause: it is nested too deeply.")
	}
	defer func() { p.depth-- }()
	switch {
	case p.words.take("not"):
		c, err := p.single()
		holds := c.holds
		return condition{func(o object) bool { return !holds(o) }, true}, err
	case p.words.take("("):
		c, err := p.or()
		if err == nil && !p.words.take(")") {
			err = p.unexpected()
		}
		return c, err
	}
	name := p.words.token
	if p.words.end() || p.words.quoted {
		return condition{}, p.unexpected()
	}
	p.words.next()
	if p.words.take("(") {
		return p.function(name)
	}
	return p.comparison(name)
}

func (p *filterParser) comparison(name string) (condition, error) {
	at, err := p.property(name)
	if err != nil {
		return condition{}, err
	}
	operator := p.words.token
	if p.words.take("in") {
		return p.in(at)
	}
	test, known := comparisons[operator]
	if !known || p.words.quoted {
		return condition{}, p.unexpected()
	}
	p.words.next()
	want, err := p.literal(at)
	if err != nil {
		return condition{}, err
	}
	if want == nil && operator != "eq" && operator != "ne" {
		return condition{}, badRequest("Invalid filter clause: null can only be compared with eq and ne.")
	}
	compare := p.comparer(at)
	return condition{func(o object) bool {
		have := at.of(o)
		if (have == nil || want == nil) && operator != "eq" && operator != "ne" {
			return false
		}
		return test(compare(have, want))
	}, operator == "ne"}, nil
}

var comparisons = map[string]func(int) bool{ //nolint:gochecknoglobals // constant table
	"eq": func(n int) bool { return n == 0 },
	"ne": func(n int) bool { return n != 0 },
	"gt": func(n int) bool { return n > 0 },
	"ge": func(n int) bool { return n >= 0 },
	"lt": func(n int) bool { return n < 0 },
	"le": func(n int) bool { return n <= 0 },
}

// in is a list of values of which one must be the property's.
func (p *filterParser) in(at path) (condition, error) {
	if !p.words.take("(") {
		return condition{}, p.unexpected()
	}
	wanted := []any{}
	for {
		want, err := p.literal(at)
		if err != nil {
			return condition{}, err
		}
		wanted = append(wanted, want)
		if p.words.take(")") {
			break
		}
		if !p.words.take(",") {
			return condition{}, p.unexpected()
		}
	}
	compare := p.comparer(at)
	return condition{holds: func(o object) bool {
		have := at.of(o)
		for _, want := range wanted {
			if compare(have, want) == 0 {
				return true
			}
		}
		return false
	}}, nil
}

// functions take a text property and a text.
var functions = map[string]struct { //nolint:gochecknoglobals // constant table
	holds    func(have, want string) bool
	advanced bool
}{
	"startswith": {strings.HasPrefix, false},
	"endswith":   {strings.HasSuffix, true},
	"contains":   {strings.Contains, true},
}

func (p *filterParser) function(name string) (condition, error) {
	f, known := functions[strings.ToLower(name)]
	if !known {
		return condition{}, badRequest("Invalid filter clause: the function '" + name + "' is not supported.")
	}
	at, err := p.property(p.words.token)
	if err != nil {
		return condition{}, err
	}
	p.words.next()
	if at.kind != aString && at.kind != aComplex || !p.words.take(",") || !p.words.quoted {
		return condition{}, p.unexpected()
	}
	want := p.fold(p.words.token)
	p.words.next()
	if !p.words.take(")") {
		return condition{}, p.unexpected()
	}
	return condition{func(o object) bool {
		have, ok := at.of(o).(string)
		return ok && f.holds(p.fold(have), want)
	}, f.advanced}, nil
}

func (p *filterParser) property(name string) (path, error) {
	at, ok := p.entity.path(name)
	if !ok || at.kind == aList {
		return at, badRequest("Invalid filter clause: could not find a property named '" + name + "' to filter by on type 'microsoft.graph." + p.entity.name + "'.")
	}
	return at, nil
}

func (p *filterParser) fold(text string) string {
	if p.entity.exact {
		return text
	}
	return strings.ToLower(text)
}

// comparer orders values as the entity does, texts with or without case.
func (p *filterParser) comparer(path) func(a, b any) int {
	return func(a, b any) int {
		x, isText := a.(string)
		y, too := b.(string)
		if isText && too {
			return strings.Compare(p.fold(x), p.fold(y))
		}
		return compareValues(a, b)
	}
}
