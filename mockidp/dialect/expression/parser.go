package expression

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/scimproof/scimproof/internal/refusal"
)

// malformed is the refusal of an expression, at the given byte of it.
func malformed(whole string, at int, format string, args ...any) *refusal.Error {
	shown := whole
	if len(shown) > 200 {
		shown = strings.ToValidUTF8(shown[:200], "") + "..."
	}
	return refusal.New(refusal.Invalid, "expression-malformed", "the expression %q: at character %d: %s",
		shown, utf8.RuneCountInString(whole[:at])+1, fmt.Sprintf(format, args...))
}

type parser struct {
	text string
	at   int
}

func parse(text string) (*Node, error) {
	if count := utf8.RuneCountInString(text); count > maxLength {
		return nil, refusal.New(refusal.Invalid, "expression-malformed", "the expression has %d characters: at most %d are allowed", count, maxLength)
	}
	p := &parser{text: text}
	root, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	if p.peek() != 0 {
		return nil, p.wrong("the expression goes on after its end")
	}
	return root, nil
}

func (p *parser) wrong(format string, args ...any) error {
	return malformed(p.text, p.at, format, args...)
}

// peek skips blanks and returns the next byte, 0 at the end.
func (p *parser) peek() byte {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
	if p.at == len(p.text) {
		return 0
	}
	return p.text[p.at]
}

// expression is one term, or two with a comparison between them.
func (p *parser) expression(depth int) (*Node, error) {
	if depth > maxDepth {
		return nil, p.wrong("functions are nested more than %d deep", maxDepth)
	}
	left, err := p.term(depth)
	if err != nil {
		return nil, err
	}
	p.peek()
	for _, operator := range operators {
		if strings.HasPrefix(p.text[p.at:], operator) {
			at := p.at
			p.at += len(operator)
			right, err := p.term(depth)
			return &Node{Kind: Comparison, Text: operator, Args: []*Node{left, right}, at: at}, err
		}
	}
	return left, nil
}

var number = regexp.MustCompile(`^(?:-?[0-9]+|&[Hh][0-9A-Fa-f]+)`)

func (p *parser) term(depth int) (*Node, error) {
	begin := p.peek()
	at := p.at
	switch begin {
	case 0:
		return nil, p.wrong("an expression is missing")
	case '[':
		end := strings.IndexByte(p.text[at:], ']')
		if end < 0 {
			return nil, p.wrong("the name of an attribute is not closed by ]")
		}
		name := p.text[at+1 : at+end]
		if strings.TrimSpace(name) == "" {
			return nil, p.wrong("an attribute needs a name")
		}
		p.at += end + 1
		return &Node{Kind: Attribute, Text: name, at: at}, nil
	case '"':
		literal, err := p.literal()
		return &Node{Kind: Literal, Text: literal, at: at}, err
	}
	if digits := number.FindString(p.text[at:]); digits != "" {
		return p.number(digits)
	}
	return p.call(depth)
}

func (p *parser) number(digits string) (*Node, error) {
	written, base := digits, 10
	if digits[0] == '&' {
		digits, base = digits[2:], 16
	}
	value, err := strconv.ParseInt(digits, base, 64)
	if err != nil {
		return nil, p.wrong("the number %s is too big", written)
	}
	node := &Node{Kind: Number, Text: strconv.FormatInt(value, 10), at: p.at}
	p.at += len(written)
	return node, nil
}

// literal reads a quoted text. A backslash keeps a quotation mark or a
// backslash from meaning something; before anything else it stands for itself,
// because administrators write regular expressions with one backslash too [I].
func (p *parser) literal() (string, error) {
	var out strings.Builder
	for i := p.at + 1; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '"':
			p.at = i + 1
			return out.String(), nil
		case c == '\\' && i+1 < len(p.text) && strings.IndexByte(`"\`, p.text[i+1]) >= 0:
			i++
			out.WriteByte(p.text[i])
		default:
			out.WriteByte(c)
		}
	}
	return "", p.wrong(`a text is not closed by "`)
}

var word = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*`)

// constants are the bare words of the language.
const textCompare, binaryCompare = "vbTextCompare", "vbBinaryCompare"

func (p *parser) call(depth int) (*Node, error) {
	name := word.FindString(p.text[p.at:])
	if name == "" {
		return nil, p.wrong(`want [attribute], "text", a number or a function`)
	}
	node := &Node{Kind: Call, Text: name, at: p.at}
	p.at += len(name)
	if p.peek() != '(' {
		if name == textCompare || name == binaryCompare {
			node.Kind = Constant
			return node, nil
		}
		return nil, malformed(p.text, node.at, "%s is no function: a bracket must follow it", name).
			WithHint(`an attribute is written [%s], a text "%s"`, name, name)
	}
	p.at++
	var err error
	node.Args, err = p.arguments(name, depth)
	return node, err
}

// arguments reads up to and with the closing bracket; one left out is null, and nothing between the brackets is no argument.
func (p *parser) arguments(name string, depth int) ([]*Node, error) {
	var args []*Node
	for {
		next := p.peek()
		if next == ')' && args == nil {
			p.at++
			return nil, nil
		}
		arg := &Node{Kind: Absent, at: p.at}
		if next != ',' && next != ')' {
			var err error
			if arg, err = p.expression(depth + 1); err != nil {
				return nil, err
			}
		}
		args = append(args, arg)
		switch next = p.peek(); next {
		case ',', ')':
			p.at++
			if next == ')' {
				return args, nil
			}
		default:
			return nil, p.wrong("the function %s wants a comma or a closing bracket here", name)
		}
	}
}
