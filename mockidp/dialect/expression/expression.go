// Package expression is the language of attribute mappings: an [attribute], a
// "text", a number or a function of these, as the Entra provisioning service
// documents it (docs/entra.md, expressions). An expression is understood once
// and computed for every person.
package expression

import (
	"errors"
	"fmt"
)

// Expression computes a target value from a source object. It is safe for concurrent use.
type Expression struct {
	root *Node
	eval evaluation
}

// Lookup is a source object: the value of an attribute, "" if it is null.
type Lookup func(attribute string) string

// Value of an expression. Null is not the same as an empty text, but neither is ever written.
type Value struct {
	Text string
	List []string // of a multi-valued result, else nil
	Null bool
}

// Empty reports whether nothing would be written.
func (v Value) Empty() bool { return v.Text == "" && len(v.List) == 0 }

type evaluation func(Lookup) (Value, error)

// Limits. The service refuses longer expressions [KNOWN; A]; the depth is ours, against hostile input.
const (
	maxLength = 10_000  // characters
	maxDepth  = 50      // functions inside functions
	maxValue  = 1 << 16 // bytes of one value
	maxWork   = 1 << 24 // bytes that one function may make on the way
)

var errTooLong = errors.New("the value grows too long")

// Parse understands an expression such as Join(" ", [givenName], [surname]). A
// refusal names the function and the character, counted from 1.
func Parse(text string) (*Expression, error) {
	root, err := parse(text)
	if err != nil {
		return nil, err
	}
	eval, err := root.compile(text)
	if err != nil {
		return nil, err
	}
	return &Expression{root: root, eval: eval}, nil
}

// Eval computes the value for one source object. It fails on a value that a
// function cannot take, such as a malformed date.
func (e *Expression) Eval(source Lookup) (Value, error) { return e.eval(source) }

// Tree is the expression's structure; read it, don't change it.
func (e *Expression) Tree() *Node { return e.root }

// String writes the expression; understood again it means the same.
func (e *Expression) String() string { return e.root.String() }

// Redacted reports whether the value must not be logged.
func (e *Expression) Redacted() bool { return e.root.calls("Redact") }

// Roles says in what form app roles are written, "" if the expression yields none.
func (e *Expression) Roles() string {
	switch e.root.Text {
	case Single, Complex, Assertive:
		if e.root.Kind == Call {
			return e.root.Text
		}
	}
	return ""
}

func text(s string) Value { return Value{Text: s} }

var null = Value{Null: true} //nolint:gochecknoglobals // constant

func truth(b bool) Value {
	if b {
		return text("True")
	}
	return text("False")
}

// compile makes a node ready; its arguments come first, so that the innermost mistake is named.
func (n *Node) compile(whole string) (evaluation, error) {
	for _, arg := range n.Args {
		var err error
		if arg.eval, err = arg.compile(whole); err != nil {
			return nil, err
		}
	}
	switch n.Kind {
	case Absent:
		return func(Lookup) (Value, error) { return null, nil }, nil
	case Attribute:
		name := n.Text
		return func(source Lookup) (Value, error) {
			found := source(name)
			return Value{Text: found, Null: found == ""}, nil
		}, nil
	case Literal, Number, Constant:
		constant := text(n.Text)
		return func(Lookup) (Value, error) { return constant, nil }, nil
	case Comparison:
		return compare(n), nil
	default:
		eval, err := n.build(whole)
		if err != nil {
			return nil, err
		}
		return func(source Lookup) (Value, error) {
			value, err := eval(source)
			if len(value.Text) > maxValue {
				err = errTooLong
			}
			if err != nil {
				return null, fmt.Errorf("function %s: %w", n.Text, err)
			}
			return value, nil
		}, nil
	}
}

// build finds a call's function and gives it its arguments.
func (n *Node) build(whole string) (evaluation, error) {
	f, known := functions[n.Text]
	switch {
	case !known:
		return nil, malformed(whole, n.at, "there is no function %s", n.Text).WithHint("the functions are %s", names())
	case f.build == nil:
		return nil, malformed(whole, n.at, "the function %s is not imitated: %s", n.Text, f.note)
	case len(n.Args) < f.min || f.max >= 0 && len(n.Args) > f.max || f.pairs && len(n.Args)%2 != 0:
		return nil, malformed(whole, n.at, "the function %s has %d arguments", n.Text, len(n.Args)).
			WithHint("it is written %s", f.signature(n.Text))
	}
	eval, err := f.build(n.Args)
	if err != nil {
		return nil, malformed(whole, n.at, "the function %s: %v", n.Text, err)
	}
	return eval, nil
}
