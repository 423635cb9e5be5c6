package steps

import (
	"fmt"
	"slices"
	"strings"
)

// TagExpression is a cucumber tag expression: "@rename and not (@slow or @fresh)".
// The zero value selects everything.
type TagExpression struct {
	matches func(tags []string) bool
	names   []string
}

// ParseTags reads a tag expression; "" selects everything.
func ParseTags(text string) (TagExpression, error) {
	if strings.TrimSpace(text) == "" {
		return TagExpression{}, nil
	}
	p := &tagParser{tokens: tagTokens(text)}
	matches, err := p.or()
	if err == nil && p.peek() != "" {
		err = fmt.Errorf("did not expect %q", p.peek())
	}
	if err != nil {
		return TagExpression{}, fmt.Errorf("tag expression %q: %w; write it like \"@rename and not @groups\"", text, err)
	}
	return TagExpression{matches: matches, names: p.names}, nil
}

// Matches reports whether a scenario with these tags is selected.
func (e TagExpression) Matches(tags []string) bool { return e.matches == nil || e.matches(tags) }

// Names lists the tags that the expression speaks of.
func (e TagExpression) Names() []string { return e.names }

func tagTokens(text string) []string {
	return strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(text))
}

type tagParser struct {
	tokens []string
	names  []string
}

type tagTest = func(tags []string) bool

func (p *tagParser) peek() string {
	if len(p.tokens) == 0 {
		return ""
	}
	return p.tokens[0]
}

func (p *tagParser) next() string {
	token := p.peek()
	if token != "" {
		p.tokens = p.tokens[1:]
	}
	return token
}

func (p *tagParser) or() (tagTest, error) {
	return p.chain("or", p.and, func(a, b tagTest) tagTest {
		return func(tags []string) bool { return a(tags) || b(tags) }
	})
}

func (p *tagParser) and() (tagTest, error) {
	return p.chain("and", p.term, func(a, b tagTest) tagTest {
		return func(tags []string) bool { return a(tags) && b(tags) }
	})
}

func (p *tagParser) chain(word string, part func() (tagTest, error), join func(a, b tagTest) tagTest) (tagTest, error) {
	left, err := part()
	for err == nil && p.peek() == word {
		p.next()
		var right tagTest
		if right, err = part(); err == nil {
			left = join(left, right)
		}
	}
	return left, err
}

func (p *tagParser) term() (tagTest, error) {
	switch token := p.next(); {
	case token == "not":
		inner, err := p.term()
		return func(tags []string) bool { return !inner(tags) }, err
	case token == "(":
		inner, err := p.or()
		if err == nil && p.next() != ")" {
			err = fmt.Errorf("a bracket is not closed")
		}
		return inner, err
	case strings.HasPrefix(token, "@"):
		p.names = append(p.names, token)
		return func(tags []string) bool { return slices.Contains(tags, token) }, nil
	case token == "":
		return nil, fmt.Errorf("ends too early")
	default:
		return nil, fmt.Errorf("%q is no tag; tags begin with @", token)
	}
}
