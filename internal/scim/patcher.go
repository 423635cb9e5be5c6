package scim

import (
	"maps"
	"slices"
	"strings"
)

// patcher holds a resource while operations change it. The top-level object is
// its own; everything below is shared with the original and copied on change.
type patcher struct {
	normaliser
	rt       *ResourceType
	options  PatchOptions
	resource Resource
}

// change is an operation on one attribute.
type change struct {
	target
	op     string
	filter Filter
	value  any
}

func (p *patcher) apply(op Operation) error {
	name := strings.ToLower(op.Op)
	if !isOp(name) {
		return InvalidSyntax("op has to be add, replace or remove, not %q", op.Op)
	}
	if op.Path == "" {
		return p.applyAll(name, op.Value)
	}
	path, err := ParsePath(op.Path)
	if err != nil {
		return err
	}
	found, ok := p.rt.resolve(path.AttrPath)
	if !ok {
		return InvalidPath("there is no attribute %q in %s", path.AttrPath, p.rt.Name)
	}
	c := change{target: found, op: name, filter: path.Filter, value: op.Value}
	switch {
	case found.attr == nil && !path.Filter.IsZero():
		return InvalidPath("an extension has no value filter")
	case found.attr == nil:
		return p.changeExtension(c)
	case found.isReadOnly():
		return Mutability("%s is readOnly", path.AttrPath)
	}
	return p.change(c)
}

func (t target) isReadOnly() bool {
	return t.attr.Mutability == "readOnly" || t.sub != nil && t.sub.Mutability == "readOnly"
}

// applyAll is an operation without a path: its value holds attributes.
func (p *patcher) applyAll(op string, value any) error {
	if op == "remove" {
		return NoTarget("remove needs a path")
	}
	object, ok := value.(map[string]any)
	if !ok {
		return InvalidValue("without a path the value has to be an object of attributes")
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		path, err := ParsePath(name)
		if err != nil {
			continue // an unknown attribute, as far as this type is concerned
		}
		found, ok := p.rt.resolve(path.AttrPath)
		c := change{target: found, op: op, filter: path.Filter, value: object[name]}
		switch {
		case !ok:
		case found.attr == nil:
			err = p.changeExtension(c)
		case !found.isReadOnly():
			err = p.change(c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// changeExtension is an operation on all of an extension.
func (p *patcher) changeExtension(c change) error {
	object, ok := c.value.(map[string]any)
	if !ok && c.op != "remove" && c.value != nil {
		return InvalidValue("the value of %s has to be an object", c.extension.ID)
	}
	unassign := c.op == "remove" || c.value == nil
	for i := range c.extension.Attributes {
		row := &c.extension.Attributes[i]
		_, value, given := lookup(object, row.Name)
		if row.Mutability == "readOnly" || !given && !unassign {
			continue
		}
		inner := change{target: target{extension: c.extension, attr: row}, op: c.op, value: value}
		if unassign {
			inner.op, inner.value = "remove", nil
		}
		if err := p.change(inner); err != nil {
			return err
		}
	}
	return nil
}

// change works out the attribute's new value and stores it.
func (p *patcher) change(c change) error {
	held := c.held(p.resource)
	next, err := p.next(c, held)
	if err != nil {
		return err
	}
	switch {
	case c.attr.Required && next == nil:
		return Mutability("%s is required and cannot be removed", c.attr.Name)
	case c.attr.Required && isBlank(next):
		return InvalidValue("%s is required and cannot be empty", c.attr.Name)
	case c.attr.Mutability == "immutable" && held != nil && !equal(held, next):
		return Mutability("%s cannot be changed once it is set", c.attr.Name)
	}
	p.store(c.target, next)
	return nil
}

// store puts a value into the resource; nil unassigns the attribute.
func (p *patcher) store(t target, value any) {
	if t.extension == nil {
		put(p.resource, t.attr.Name, value)
		return
	}
	fields, _ := child(map[string]any(p.resource), t.extension.ID).(map[string]any)
	fields = maps.Clone(fields)
	if fields == nil {
		fields = map[string]any{}
	}
	put(fields, t.attr.Name, value)
	if len(fields) == 0 {
		put(p.resource, t.extension.ID, nil)
		return
	}
	put(p.resource, t.extension.ID, fields)
}

// put sets a member, in whatever letter case the object has it; nil deletes it.
func put(object map[string]any, name string, value any) {
	if key, _, ok := lookup(object, name); ok && (key != name || value == nil) {
		delete(object, key)
	}
	if value != nil {
		object[name] = value
	}
}

// settleSchemas keeps schemas in step with the extensions that have data. What
// operations did to it counts no further, but has to be known.
func (p *patcher) settleSchemas(before Resource) error {
	if named := p.resource.Get("schemas"); !equal(named, before.Get("schemas")) {
		for _, name := range elementsOf(named) {
			urn, _ := name.(string)
			if !sameName(urn, p.rt.Schema.ID) && p.rt.extension(urn) == nil {
				return InvalidValue("%s has no schema %q", p.rt.Name, urn)
			}
		}
	}
	schemas := p.rt.SchemasOf(p.resource)
	if equal(schemas, p.rt.SchemasOf(before)) {
		put(p.resource, "schemas", before["schemas"])
		return nil
	}
	put(p.resource, "schemas", schemas)
	return nil
}
