package scim

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
		if extension := rt.extension(name); extension != nil {
			p.showExtension(out, extension, value)
			continue
		}
		row := findAttribute(rt.Schema.Attributes, name)
		if row == nil {
			row = findAttribute(commonAttributes(), name)
		}
		if shown := p.show(row, value); shown != nil {
			out[name] = shown
		}
	}
	return out
}

// projection is what the parameters name, as rows of the schemas.
type projection struct {
	only       bool // show what is named; else hide it
	attributes []*Attribute
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
		p.attributes = append(p.attributes, found.leaf())
	}
}

func (p *projection) names(row *Attribute) bool {
	for _, named := range p.attributes {
		if named == row {
			return true
		}
	}
	return false
}

func (p *projection) showExtension(out Resource, extension *Schema, value any) {
	inner := projection{only: p.only, attributes: p.attributes}
	for _, named := range p.extensions {
		if named == extension && !p.only {
			return
		}
		if named == extension {
			inner = projection{} // all of it: the default set
		}
	}
	fields, _ := value.(map[string]any)
	shown := make(map[string]any, len(fields))
	for name, value := range fields {
		if value := inner.show(findAttribute(extension.Attributes, name), value); value != nil {
			shown[name] = value
		}
	}
	if len(shown) > 0 {
		out[extension.ID] = shown
	}
}

// show is the part of an attribute's value that is shown; nil: none.
func (p *projection) show(row *Attribute, value any) any {
	if row == nil || row.Returned == "never" {
		return nil
	}
	named := p.names(row)
	hidden := !p.only && (named || row.Returned == "request")
	if row.Returned != "always" && hidden {
		return nil
	}
	all := !p.only || named || row.Returned == "always"
	hides := func(sub *Attribute) bool {
		switch {
		case sub.Returned == "never":
			return true
		case sub.Returned == "always":
			return false
		case p.only:
			return !p.names(sub) && (!all || sub.Returned == "request")
		default:
			return p.names(sub) || sub.Returned == "request"
		}
	}
	if len(row.SubAttributes) == 0 {
		if !all {
			return nil
		}
		return value
	}
	return part(row, value, hides)
}

// part is a complex value without the sub-attributes that are hidden; nil when
// nothing is left. A value of which nothing is hidden is given as it is.
func part(row *Attribute, value any, hides func(*Attribute) bool) any {
	hidden := map[string]bool{}
	for i := range row.SubAttributes {
		if sub := &row.SubAttributes[i]; hides(sub) {
			hidden[sub.Name] = true
		}
	}
	switch {
	case len(hidden) == 0:
		return value
	case len(hidden) == len(row.SubAttributes):
		return nil
	}
	strip := func(element any) map[string]any {
		fields, _ := element.(map[string]any)
		left := make(map[string]any, len(fields))
		for name, value := range fields {
			if sub := findAttribute(row.SubAttributes, name); sub != nil && !hidden[sub.Name] {
				left[name] = value
			}
		}
		return left
	}
	elements, ok := value.([]any)
	if !ok {
		if left := strip(value); len(left) > 0 {
			return left
		}
		return nil
	}
	list := make([]any, 0, len(elements))
	for _, element := range elements {
		if left := strip(element); len(left) > 0 {
			list = append(list, left)
		}
	}
	return orUnassigned(list)
}
