package scim

import (
	"strings"
	"unicode/utf8"
)

// AttrPath names an attribute in standard notation (RFC 7644 3.10):
// [URI:]Name[.Sub].
type AttrPath struct {
	URI, Name, Sub string
}

// String is the path in standard notation.
func (p AttrPath) String() string {
	text := p.Name
	if p.URI != "" {
		text = p.URI + ":" + text
	}
	if p.Sub != "" {
		text += "." + p.Sub
	}
	return text
}

// Path is the target of a PATCH operation (RFC 7644 3.5.2 figure 7). With a
// filter, Sub stands behind the bracket: emails[type eq "work"].value.
type Path struct {
	AttrPath
	Filter Filter // IsZero when the path has no brackets
}

// ParsePath reads a PATCH path. It fails with an *Error: invalidFilter when the
// fault lies inside the brackets, else invalidPath.
func ParsePath(text string) (Path, error) {
	if !utf8.ValidString(text) {
		return Path{}, InvalidPath("the path is not UTF-8")
	}
	p := &parser{text: text, invalid: InvalidPath}
	attr, err := p.attrPath()
	if err != nil {
		return Path{}, err
	}
	path := Path{AttrPath: attr}
	if p.at < len(text) && text[p.at] == '[' {
		if path, err = p.selection(path); err != nil {
			return Path{}, err
		}
	}
	if p.at < len(text) {
		return Path{}, p.fail(p.at, "expected the end, found %s", p.found())
	}
	return path, nil
}

// selection reads "[" filter "]" ["." name] behind the attribute of a path.
func (p *parser) selection(path Path) (Path, error) {
	if path.Sub != "" {
		return path, p.fail(p.at, "a sub-attribute cannot have a value filter")
	}
	if index := p.text[p.at+1:]; strings.Trim(index, "0123456789]") == "" && index != "]" {
		return path, p.fail(p.at, `array positions are not SCIM; select by a filter such as [type eq "work"]`)
	}
	p.invalid = InvalidFilter
	selected, err := p.bracket()
	if err != nil {
		return path, err
	}
	p.invalid = InvalidPath
	path.Filter = Filter{root: &selected}
	if !p.take('.') {
		return path, nil
	}
	at := p.at
	sub, err := p.attrPath()
	if err != nil {
		return path, err
	}
	if sub.URI != "" || sub.Sub != "" {
		return path, p.fail(at, "%q is not the name of a sub-attribute", sub)
	}
	path.Sub = sub.Name
	return path, nil
}

// String is the path in the notation that ParsePath reads.
func (p Path) String() string {
	if p.Filter.IsZero() {
		return p.AttrPath.String()
	}
	text := AttrPath{URI: p.URI, Name: p.Name}.String() + "[" + p.Filter.String() + "]"
	if p.Sub != "" {
		text += "." + p.Sub
	}
	return text
}

// parseAttrPath reads a name in standard notation, as the query parameters
// attributes, excludedAttributes and sortBy have it.
func parseAttrPath(text string) (AttrPath, bool) {
	return splitAttrPath(strings.TrimSpace(text))
}

// splitAttrPath takes [URI:]name[.sub] apart. The URI ends at the last colon, so
// that the dots and colons of a URN stay in it.
func splitAttrPath(word string) (AttrPath, bool) {
	var path AttrPath
	if colon := strings.LastIndexByte(word, ':'); colon >= 0 {
		path.URI, word = word[:colon], word[colon+1:]
		if !isURI(path.URI) {
			return path, false
		}
	}
	dotted := false
	path.Name, path.Sub, dotted = strings.Cut(word, ".")
	return path, isName(path.Name) && (!dotted || isName(path.Sub))
}

// isURI checks the outline of an absolute URI: a scheme, a colon, and characters
// that RFC 3986 allows.
func isURI(text string) bool {
	scheme, rest, ok := strings.Cut(text, ":")
	if !ok || rest == "" || !isName(scheme) {
		return false
	}
	return strings.IndexFunc(rest, func(char rune) bool {
		return char <= ' ' || char > '~' || strings.ContainsRune("\"<>\\^`{|}", char)
	}) < 0
}

// isName checks ATTRNAME, with the "$" that $ref needs (RFC 7643 2.1).
func isName(word string) bool {
	word = strings.TrimPrefix(word, "$")
	for i, char := range word {
		letter := char >= 'a' && char <= 'z' || char >= 'A' && char <= 'Z'
		if !letter && (i == 0 || (char < '0' || char > '9') && char != '-' && char != '_' && char != '$') {
			return false
		}
	}
	return word != ""
}
