package dialect

import (
	"fmt"
	"strings"
)

// Expression computes a target value from a source object: an [attribute], a
// "literal", or a function of expressions. Null and "" are the same, as they
// are at the source. It is the start of Entra's expression language
// (docs/entra.md, mapping).
type Expression struct{ eval evaluation }

// Lookup is a source object: the value of an attribute, "" if it is null.
type Lookup func(attribute string) string

type evaluation func(Lookup) string

// The service refuses expressions that are longer; the depth is ours, against hostile input.
const (
	expressionLength = 10_000
	expressionDepth  = 50
)

// functions of the language. A function checks its arguments when it is parsed.
var functions = map[string]func([]evaluation) (evaluation, error){ //nolint:gochecknoglobals // constant table
	"Join":   join,
	"Switch": choose,
}

// ParseExpression reads an expression such as Join(" ", [givenName], [surname]).
func ParseExpression(text string) (Expression, error) {
	if len(text) > expressionLength {
		return Expression{}, fmt.Errorf("expression of %d characters: at most %d are allowed", len(text), expressionLength)
	}
	p := expressionParser{rest: text}
	eval, err := p.expression(0)
	if err == nil && p.peek() != 0 {
		err = fmt.Errorf("unexpected %q", p.rest)
	}
	if err != nil {
		return Expression{}, fmt.Errorf("expression %q: at character %d: %w", text, len(text)-len(p.rest)+1, err)
	}
	return Expression{eval}, nil
}

// Eval computes the value for one source object; "" is null.
func (e Expression) Eval(source Lookup) string { return e.eval(source) }

func null(Lookup) string { return "" }

// join puts the first argument between the others and leaves out nulls.
func join(args []evaluation) (evaluation, error) {
	if len(args) < 2 {
		return nil, fmt.Errorf("function Join wants a separator and at least one value")
	}
	return func(source Lookup) string {
		values := make([]string, 0, len(args)-1)
		for _, arg := range args[1:] {
			if value := arg(source); value != "" {
				values = append(values, value)
			}
		}
		return strings.Join(values, args[0](source))
	}, nil
}

// choose compares the first argument with every key and takes the value after
// the one that is equal, else the second argument.
func choose(args []evaluation) (evaluation, error) {
	if len(args) < 4 || len(args)%2 != 0 {
		return nil, fmt.Errorf("function Switch wants a source, a default and pairs of key and value")
	}
	return func(source Lookup) string {
		subject := args[0](source)
		for i := 2; i < len(args); i += 2 {
			if args[i](source) == subject {
				return args[i+1](source)
			}
		}
		return args[1](source)
	}, nil
}

type expressionParser struct{ rest string }

// peek skips blanks and returns the next byte, 0 at the end.
func (p *expressionParser) peek() byte {
	p.rest = strings.TrimLeft(p.rest, " \t\r\n")
	if p.rest == "" {
		return 0
	}
	return p.rest[0]
}

func (p *expressionParser) expression(depth int) (evaluation, error) {
	if depth > expressionDepth {
		return nil, fmt.Errorf("functions are nested more than %d deep", expressionDepth)
	}
	switch p.peek() {
	case 0:
		return nil, fmt.Errorf("an expression is missing")
	case '[':
		name, err := p.until(']')
		if err == nil && strings.TrimSpace(name) == "" {
			err = fmt.Errorf("an attribute needs a name")
		}
		return func(source Lookup) string { return source(name) }, err
	case '"':
		literal, err := p.until('"')
		return func(Lookup) string { return literal }, err
	default:
		return p.call(depth)
	}
}

// until reads a bracketed or quoted text; the language has no escapes inside.
func (p *expressionParser) until(end byte) (string, error) {
	text, rest, closed := strings.Cut(p.rest[1:], string(end))
	if !closed {
		return "", fmt.Errorf("%q is not closed by %q", p.rest, end)
	}
	p.rest = rest
	return text, nil
}

func (p *expressionParser) call(depth int) (evaluation, error) {
	name, _, called := strings.Cut(p.rest, "(")
	name = strings.TrimSpace(name)
	function, known := functions[name]
	if !called || !known {
		return nil, fmt.Errorf("want [attribute], \"literal\", Join(...) or Switch(...)")
	}
	p.rest = p.rest[strings.IndexByte(p.rest, '(')+1:]
	args, err := p.arguments(depth)
	if err != nil {
		return nil, err
	}
	return function(args)
}

// arguments reads up to and with the closing bracket; an argument left out is null.
func (p *expressionParser) arguments(depth int) ([]evaluation, error) {
	var args []evaluation
	for {
		arg := evaluation(null)
		if next := p.peek(); next != ',' && next != ')' {
			var err error
			if arg, err = p.expression(depth + 1); err != nil {
				return nil, err
			}
		}
		args = append(args, arg)
		switch next := p.peek(); next {
		case ',', ')':
			p.rest = p.rest[1:]
			if next == ')' {
				return args, nil
			}
		default:
			return nil, fmt.Errorf("want a comma or a closing bracket")
		}
	}
}
