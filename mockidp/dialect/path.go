package dialect

import (
	"fmt"
	"regexp"
	"strings"
)

// Path of an attribute as a mapping names it: an optional schema URN, the
// attribute, an optional filter that picks one element, an optional
// sub-attribute. It is the part of RFC 7644 3.5.2 that mappings use.
type Path struct {
	URN       string // "" for a core attribute
	Attribute string
	By, Equal string // the element whose sub-attribute By is Equal; By is "" without a filter
	Sub       string // "" for the attribute itself
	text      string
}

var attributePath = regexp.MustCompile(`^(?:(urn:[A-Za-z0-9][A-Za-z0-9:._-]*):)?` + // schema
	`([A-Za-z][A-Za-z0-9_-]*)` + // attribute
	`(?:\[([A-Za-z][A-Za-z0-9_-]*) eq "([^"\\]*)"\])?` + // filter
	`(?:\.([A-Za-z$][A-Za-z0-9_-]*))?$`) // sub-attribute

// ParsePath reads a path such as name.givenName or emails[type eq "work"].value.
func ParsePath(text string) (Path, error) {
	part := attributePath.FindStringSubmatch(text)
	if part == nil {
		return Path{}, fmt.Errorf(`attribute path %q: want [urn:schema:]attribute[[sub eq "text"]][.sub]`, text)
	}
	return Path{URN: part[1], Attribute: part[2], By: part[3], Equal: part[4], Sub: part[5], text: text}, nil
}

// String is the path as it was written.
func (p Path) String() string { return p.text }

// Filtered reports whether the path picks an element of a list.
func (p Path) Filtered() bool { return p.By != "" }

// same compares names as SCIM does (RFC 7643 2.1): without case.
func same(a, b string) bool { return strings.EqualFold(a, b) }
