package expression

import (
	"slices"
	"strings"
)

// Kind of a node.
type Kind int

// The kinds of node.
const (
	Absent     Kind = iota // an argument left out: null
	Attribute              // [Text] of the source
	Literal                // "Text"
	Number                 // Text as it was written, hexadecimal turned into decimal
	Constant               // a bare word that only certain functions take
	Call                   // the function Text of Args
	Comparison             // the operator Text between two Args: "True" or "False"
)

// Node of an expression.
type Node struct {
	Kind Kind
	Text string
	Args []*Node

	at   int // byte at which it begins
	eval evaluation
}

var escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`) //nolint:gochecknoglobals // constant

// Quote writes a text as an expression.
func Quote(text string) string { return `"` + escapes.Replace(text) + `"` }

// String writes the node as an expression.
func (n *Node) String() string {
	switch n.Kind {
	case Attribute:
		return "[" + n.Text + "]"
	case Literal:
		return Quote(n.Text)
	case Comparison:
		return n.Args[0].String() + " " + n.Text + " " + n.Args[1].String()
	case Call:
		args := make([]string, 0, len(n.Args))
		for _, arg := range n.Args {
			args = append(args, arg.String())
		}
		return n.Text + "(" + strings.Join(args, ", ") + ")"
	default:
		return n.Text
	}
}

// calls reports whether the function is used anywhere in the node.
func (n *Node) calls(function string) bool {
	return n.Kind == Call && n.Text == function || slices.ContainsFunc(n.Args, func(arg *Node) bool { return arg.calls(function) })
}

// attributes lists the source attributes that the node reads.
func (n *Node) attributes() (out []string) {
	if n.Kind == Attribute {
		return []string{n.Text}
	}
	for _, arg := range n.Args {
		out = append(out, arg.attributes()...)
	}
	return out
}
