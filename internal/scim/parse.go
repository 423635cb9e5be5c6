package scim

import (
	"encoding/json"
	"strings"
)

// maxNesting bounds the parentheses of a filter, so that a hostile one cannot
// exhaust the stack.
const maxNesting = 50

// parser walks over a filter or a path by recursive descent (RFC 7644 figures 1
// and 7). Where the grammar wants one blank it takes any number of them.
type parser struct {
	text     string
	at       int  // the next byte
	nesting  int  // open parentheses
	brackets bool // inside a value filter
	invalid  func(format string, args ...any) *Error
}

// fail is the error for a fault at a byte of the text.
func (p *parser) fail(at int, format string, args ...any) error {
	return p.invalid("position %d: "+format, append([]any{at + 1}, args...)...)
}

// found tells what stands at the present place, for error texts.
func (p *parser) found() string {
	if p.at >= len(p.text) {
		return "the end"
	}
	if word := p.peek(); word != "" {
		return quote(word)
	}
	return quote(p.text[p.at : p.at+1])
}

const blanks = " \t\r\n"

// skip passes blanks and reports whether there were any.
func (p *parser) skip() bool {
	rest := strings.TrimLeft(p.text[p.at:], blanks)
	skipped := len(p.text) - len(rest) - p.at
	p.at += skipped
	return skipped > 0
}

// peek is the word at the present place: a name, an operator, a bare literal.
func (p *parser) peek() string {
	rest := p.text[p.at:]
	if end := strings.IndexAny(rest, blanks+`()[]"`); end >= 0 {
		return rest[:end]
	}
	return rest
}

// take passes one character if it is next.
func (p *parser) take(char byte) bool {
	if p.at < len(p.text) && p.text[p.at] == char {
		p.at++
		return true
	}
	return false
}

// end fails if anything but blanks is left.
func (p *parser) end() error {
	p.skip()
	if p.at < len(p.text) {
		return p.fail(p.at, "expected the end, found %s", p.found())
	}
	return nil
}

// or and and are the two levels of precedence; "and" binds tighter.
func (p *parser) or() (node, error)  { return p.chain("or", p.and) }
func (p *parser) and() (node, error) { return p.chain("and", p.term) }

func (p *parser) chain(op string, operand func() (node, error)) (node, error) {
	first, err := operand()
	if err != nil {
		return node{}, err
	}
	terms := []node{first}
	for {
		before := p.at
		if !p.skip() || !strings.EqualFold(p.peek(), op) {
			p.at = before
			break
		}
		p.at += len(op)
		if !p.skip() {
			return node{}, p.fail(p.at, "expected a blank and an expression after %q, found %s", op, p.found())
		}
		next, err := operand()
		if err != nil {
			return node{}, err
		}
		terms = append(terms, next)
	}
	if len(terms) == 1 {
		return first, nil
	}
	return node{op: op, terms: terms}, nil
}

// term is a group, a negated group, a value filter or a comparison.
func (p *parser) term() (node, error) {
	start := p.at
	if p.take('(') {
		return p.group()
	}
	word := p.peek()
	if strings.EqualFold(word, "not") {
		p.at += len(word)
		p.skip()
		if p.take('(') {
			inner, err := p.group()
			return node{op: "not", terms: []node{inner}}, err
		}
		p.at = start // an attribute of that name
	}
	path, err := p.attrPath()
	if err != nil {
		return node{}, err
	}
	if p.at < len(p.text) && p.text[p.at] == '[' {
		return p.valueFilter(path)
	}
	return p.comparison(path)
}

func (p *parser) group() (node, error) {
	if p.nesting++; p.nesting > maxNesting {
		return node{}, p.fail(p.at-1, "more than %d parentheses inside each other", maxNesting)
	}
	p.skip()
	inner, err := p.or()
	if err != nil {
		return node{}, err
	}
	p.skip()
	if !p.take(')') {
		return node{}, p.fail(p.at, `expected "and", "or" or ")", found %s`, p.found())
	}
	p.nesting--
	return inner, nil
}

func (p *parser) attrPath() (AttrPath, error) {
	word := p.peek()
	if word == "" {
		return AttrPath{}, p.fail(p.at, "expected an attribute name, found %s", p.found())
	}
	path, ok := splitAttrPath(word)
	if !ok {
		return AttrPath{}, p.fail(p.at, "%s is not an attribute name", quote(word))
	}
	p.at += len(word)
	return path, nil
}

// bracket reads "[" filter "]".
func (p *parser) bracket() (node, error) {
	if p.brackets {
		return node{}, p.fail(p.at, "a value filter cannot hold another one")
	}
	p.at++
	p.brackets = true
	p.skip()
	inner, err := p.or()
	if err != nil {
		return node{}, err
	}
	p.skip()
	if !p.take(']') {
		return node{}, p.fail(p.at, `expected "and", "or" or "]", found %s`, p.found())
	}
	p.brackets = false
	return inner, nil
}

// valueFilter reads the brackets behind path. A comparison that follows them
// (outside the grammar) goes into them.
func (p *parser) valueFilter(path AttrPath) (node, error) {
	if path.Sub != "" {
		return node{}, p.fail(p.at, "a sub-attribute cannot have a value filter")
	}
	inner, err := p.bracket()
	if err != nil {
		return node{}, err
	}
	if p.take('.') {
		sub, err := p.attrPath()
		if err != nil {
			return node{}, err
		}
		outer, err := p.comparison(sub)
		if err != nil {
			return node{}, err
		}
		inner = node{op: "and", terms: []node{inner, outer}}
	}
	return node{op: "[]", path: path, terms: []node{inner}}, nil
}

func (p *parser) comparison(path AttrPath) (node, error) {
	if !p.skip() {
		return node{}, p.fail(p.at, "expected a blank and an operator after %q, found %s", path, p.found())
	}
	at, word := p.at, p.peek()
	op := strings.ToLower(word)
	switch op {
	case "pr", "eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le":
	case "":
		return node{}, p.fail(at, "expected an operator after %q, found %s", path, p.found())
	default:
		return node{}, p.fail(at, "%s is not an operator; there are eq ne co sw ew gt ge lt le pr", quote(word))
	}
	p.at += len(word)
	if op == "pr" {
		return node{op: op, path: path}, nil
	}
	p.skip() // the RFC's own example has no blank between operator and string
	value, err := p.operand(op)
	return node{op: op, path: path, value: value}, err
}

// operand reads a JSON literal: the strings, numbers and names of RFC 8259.
func (p *parser) operand(op string) (any, error) {
	start := p.at
	if p.take('"') {
		return p.stringRest(start)
	}
	word := p.peek()
	p.at += len(word)
	switch word {
	case "":
		return nil, p.fail(start, "expected a value after %q, found %s", op, p.found())
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return unassigned()
	}
	number := json.Number(word)
	if word[0] != '-' && (word[0] < '0' || word[0] > '9') || !json.Valid([]byte(word)) {
		return nil, p.fail(start, "%s is not a JSON value; strings need double quotes", quote(word))
	}
	return number, nil
}

// stringRest reads the rest of a string whose quote at start is passed already.
func (p *parser) stringRest(start int) (any, error) {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case '\\':
			p.at++
		case '"':
			p.at++
			var text string
			if err := json.Unmarshal([]byte(p.text[start:p.at]), &text); err != nil {
				return nil, p.fail(start, "not a JSON string: %v", err)
			}
			return text, nil
		}
		p.at++
	}
	p.at = min(p.at, len(p.text))
	return nil, p.fail(start, "this string has no closing quote")
}
