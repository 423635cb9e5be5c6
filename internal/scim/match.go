package scim

import "slices"

// Matcher tells whether a resource passes a filter.
type Matcher func(Resource) bool

// Compile binds a filter to a resource type: names are resolved and types
// checked once, so that the Matcher is cheap for many resources. It fails with
// an *Error invalidFilter: unknown attribute, one that is never returned,
// operator that does not go with the type, operand of another type.
//
// Where RFC 7644 is silent: ne also matches when there is no value; eq null
// matches when there is none, ne null when there is one; a complex attribute
// stands for its value sub-attribute; a missing primary is false (RFC 7643 2.4);
// "True" and "False" are taken for booleans, since Entra quotes them.
func (f Filter) Compile(rt *ResourceType) (Matcher, error) {
	return f.compile(&binder{rt: rt})
}

// CompileMixed is Compile for endpoints that hold several resource types: an
// attribute that this type does not have counts as one without a value
// (RFC 7644 3.4.2.1).
func (f Filter) CompileMixed(rt *ResourceType) (Matcher, error) {
	return f.compile(&binder{rt: rt, mixed: true})
}

// Matches is Compile for one resource.
func (f Filter) Matches(r Resource, rt *ResourceType) (bool, error) {
	matches, err := f.Compile(rt)
	if err != nil {
		return false, err
	}
	return matches(r), nil
}

func (f Filter) compile(b *binder) (Matcher, error) {
	if f.root == nil {
		return func(Resource) bool { return true }, nil
	}
	test, err := b.bind(*f.root)
	if err != nil {
		return nil, err
	}
	return func(r Resource) bool { return test(r) }, nil
}

// test looks at a resource, or at one element inside brackets.
type test func(object map[string]any) bool

// binder turns the nodes of a filter into tests.
type binder struct {
	rt     *ResourceType
	mixed  bool       // unknown attributes have no value
	parent *Attribute // inside the brackets of this attribute
}

func (b *binder) bind(n node) (test, error) {
	switch n.op {
	case "and", "or":
		return b.bindAll(n)
	case "not":
		inner, err := b.bind(n.terms[0])
		return func(object map[string]any) bool { return !inner(object) }, err
	case "[]":
		return b.bindElements(n)
	default:
		return b.bindComparison(n)
	}
}

func (b *binder) bindAll(n node) (test, error) {
	tests := make([]test, len(n.terms))
	for i, term := range n.terms {
		var err error
		if tests[i], err = b.bind(term); err != nil {
			return nil, err
		}
	}
	decided := n.op == "or" // what a single term can settle
	return func(object map[string]any) bool {
		for _, test := range tests {
			if test(object) == decided {
				return decided
			}
		}
		return !decided
	}, nil
}

// bindElements binds a value filter: one element has to pass all of it.
func (b *binder) bindElements(n node) (test, error) {
	found, ok, err := b.resolve(n.path)
	if err != nil {
		return nil, err
	}
	if !ok {
		return never, nil
	}
	if found.attr.Type != "complex" {
		return nil, InvalidFilter("%s has no sub-attributes to filter by", found.attr.Name)
	}
	passes, err := bindElement(found.attr, n.terms[0])
	if err != nil {
		return nil, err
	}
	return func(object map[string]any) bool {
		return found.each(object, func(element any) bool {
			fields, ok := element.(map[string]any)
			return ok && passes(fields)
		})
	}, nil
}

// bindElement binds the filter inside the brackets of attr.
func bindElement(attr *Attribute, n node) (test, error) {
	return (&binder{parent: attr}).bind(n)
}

func never(map[string]any) bool { return false }

func (b *binder) bindComparison(n node) (test, error) {
	found, ok, err := b.resolve(n.path)
	if err != nil {
		return nil, err
	}
	absent := n.op == "ne" && n.value != nil || n.op == "eq" && n.value == nil
	if !ok {
		return func(map[string]any) bool { return absent }, nil
	}
	if n.op == "pr" || n.value == nil {
		return bindPresence(n, found)
	}
	if found, ok = found.simple(); !ok {
		return nil, InvalidFilter("%s is complex; compare one of its sub-attributes, such as %[1]s.%[2]s",
			n.path, found.attr.SubAttributes[0].Name)
	}
	compare, err := comparator(n, found.leaf())
	if err != nil {
		return nil, err
	}
	lacking := found.leaf().Name == "primary" && compare(false)
	if b.parent != nil {
		absent = absent || lacking
	}
	return func(object map[string]any) bool {
		seen := false
		return found.each(object, func(value any) bool {
			if value == nil {
				return lacking
			}
			seen = true
			return compare(value)
		}) || !seen && absent
	}, nil
}

// simple is the target that a complex attribute stands for when it is compared
// or sorted by its own name: its value. ok is false if it has none.
func (t target) simple() (stand target, ok bool) {
	if t.leaf().Type == "complex" {
		t.sub = findAttribute(t.attr.SubAttributes, "value")
		return t, t.sub != nil
	}
	return t, true
}

func bindPresence(n node, found target) (test, error) {
	if n.op != "pr" && n.op != "eq" && n.op != "ne" {
		return nil, InvalidFilter("null cannot be compared by %q", n.op)
	}
	wanted := n.op != "eq"
	return func(object map[string]any) bool { return found.each(object, isPresent) == wanted }, nil
}

// resolve finds the attribute; ok is false only on mixed endpoints.
func (b *binder) resolve(path AttrPath) (found target, ok bool, err error) {
	switch {
	case b.parent == nil:
		found, ok = b.rt.resolve(path)
		ok = ok && found.attr != nil
	case path.URI == "" && path.Sub == "":
		found, ok = resolveIn(nil, b.parent.SubAttributes, path)
	}
	if !ok && !b.mixed {
		return target{}, false, InvalidFilter("there is no attribute %q in %s", path, b.place())
	}
	if ok && found.leaf().Returned == "never" {
		return target{}, false, InvalidFilter("%s is never returned, so it cannot be searched by", path)
	}
	return found, ok, nil
}

func (b *binder) place() string {
	if b.parent != nil {
		return b.parent.Name
	}
	return b.rt.Name
}

// held is the value of the attribute in a resource.
func (t target) held(object map[string]any) any {
	if t.extension != nil {
		return child(child(object, t.extension.ID), t.attr.Name)
	}
	return child(object, t.attr.Name)
}

// each visits the values at the target until visit says true: those of an array
// one by one, nothing when the attribute has no value, nil for an element that
// lacks the sub-attribute.
func (t target) each(object map[string]any, visit func(any) bool) bool {
	value := t.held(object)
	if t.sub == nil {
		return anyValue(value, visit)
	}
	return anyValue(value, func(element any) bool { return visit(child(element, t.sub.Name)) })
}

func anyValue(value any, visit func(any) bool) bool {
	elements, ok := value.([]any)
	if !ok {
		return value != nil && visit(value)
	}
	return slices.ContainsFunc(elements, visit)
}
