package scim

import "slices"

// Project is the part of a resource that an answer shows (RFC 7644 3.9):
// attributes and excluded are the names of the two query parameters, in standard
// notation; empty lists give the default set. If both are given, attributes
// wins. Unknown names are ignored. An extension's URN stands for all of it.
// r itself is left alone; the result shares values with it. What no schema of
// the type describes is not shown.
func Project(rt *ResourceType, r Resource, attributes, excluded []string) Resource {
	p := projection{only: len(attributes) > 0}
	names := excluded
	if p.only {
		names = attributes
	}
	for _, name := range names {
		p.add(rt, name)
	}
	out := make(Resource, len(r))
	for name, value := range r {
		if shown := p.showMember(rt, name, value); shown != nil {
			out[name] = shown
		}
	}
	return out
}

// projection is what the parameter names, as rows of the schemas.
type projection struct {
	only       bool // show what is named; else hide it
	rows       []*Attribute
	extensions []*Schema
}

func (p *projection) add(rt *ResourceType, name string) {
	path, ok := parseAttrPath(name)
	if !ok {
		return
	}
	found, ok := rt.resolve(path)
	switch {
	case !ok:
	case found.attr == nil:
		p.extensions = append(p.extensions, found.extension)
	default:
		p.rows = append(p.rows, found.leaf())
	}
}

// shows decides about one row. inDefault tells that it lies in something whose
// default set is shown.
func (p *projection) shows(row *Attribute, inDefault bool) bool {
	named := slices.Contains(p.rows, row)
	switch row.Returned {
	case "always":
		return true
	case "never":
		return false
	case "request":
		return p.only && named
	default:
		return p.only && (named || inDefault) || !p.only && !named
	}
}

// showMember is what is shown of a top-level member; nil: nothing.
func (p *projection) showMember(rt *ResourceType, name string, value any) any {
	if extension := rt.extension(name); extension != nil {
		return p.showExtension(extension, value)
	}
	row := findAttribute(rt.Schema.Attributes, name)
	if row == nil {
		row = findAttribute(commonAttributes(), name)
	}
	return p.show(row, value, false)
}

func (p *projection) showExtension(extension *Schema, value any) any {
	named := slices.Contains(p.extensions, extension)
	if named && !p.only {
		return nil
	}
	fields, _ := value.(map[string]any)
	shown := make(map[string]any, len(fields))
	for name, value := range fields {
		if value := p.show(findAttribute(extension.Attributes, name), value, named); value != nil {
			shown[name] = value
		}
	}
	return orNothing(shown)
}

// show is what is shown of an attribute's value; nil: nothing.
func (p *projection) show(row *Attribute, value any, inDefault bool) any {
	if row == nil || row.Returned == "never" {
		return nil
	}
	shown := p.shows(row, inDefault)
	if !shown && (!p.only || len(row.SubAttributes) == 0) {
		return nil
	}
	hidden := map[string]bool{}
	for i := range row.SubAttributes {
		if sub := &row.SubAttributes[i]; !p.shows(sub, shown) {
			hidden[sub.Name] = true
		}
	}
	if len(hidden) == 0 {
		return value // as it is, which spares a copy of a long list of members
	}
	elements, ok := value.([]any)
	if !ok {
		return strip(value, row, hidden)
	}
	list := make([]any, 0, len(elements))
	for _, element := range elements {
		if left := strip(element, row, hidden); left != nil {
			list = append(list, left)
		}
	}
	return orUnassigned(list)
}

// strip is a complex value without the hidden sub-attributes; nil when nothing
// is left.
func strip(value any, row *Attribute, hidden map[string]bool) any {
	fields, _ := value.(map[string]any)
	left := make(map[string]any, len(fields))
	for name, value := range fields {
		if sub := findAttribute(row.SubAttributes, name); sub != nil && !hidden[sub.Name] {
			left[name] = value
		}
	}
	return orNothing(left)
}

// orNothing is nil for an empty object.
func orNothing(fields map[string]any) any {
	if len(fields) == 0 {
		return nil
	}
	return fields
}
