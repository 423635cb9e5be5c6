package main

import (
	"maps"
	"reflect"
	"slices"

	"github.com/elimity-com/scim"
	"github.com/elimity-com/scim/errors"
	"github.com/elimity-com/scim/filter"
	"github.com/elimity-com/scim/schema"
	parser "github.com/scim2/filter-parser/v2"
)

// target is where an operation writes: an attribute of in.
type target struct {
	in        map[string]any
	attribute schema.CoreAttribute
}

// apply carries one operation out (RFC 7644, 3.5.2). The library has parsed it
// and checked it against the schemas; the rest is left to whoever uses it.
func (s *store) apply(attributes map[string]any, op scim.PatchOperation) error {
	if op.Path == nil {
		return s.applyEach(attributes, "", op)
	}
	to, ok := s.locate(attributes, op.Path.AttributePath)
	switch {
	case !ok:
		return errors.ScimErrorInvalidPath
	case op.Path.ValueExpression != nil:
		return to.changeSome(op)
	default:
		to.change(op.Op, op.Value)
		return nil
	}
}

// applyEach carries out an operation without a path: every key of its value is
// one, or the name of an extension whose attributes follow.
func (s *store) applyEach(attributes map[string]any, prefix string, op scim.PatchOperation) error {
	values, _ := op.Value.(map[string]any)
	for key, value := range values {
		each := scim.PatchOperation{Op: op.Op, Value: value}
		var err error
		if slices.ContainsFunc(s.schemas, func(known schema.Schema) bool { return known.ID == key }) {
			err = s.applyEach(attributes, key+":", each)
		} else if path, parseErr := parser.ParsePath([]byte(prefix + key)); parseErr != nil {
			err = errors.ScimErrorInvalidPath
		} else {
			each.Path = &path
			err = s.apply(attributes, each)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// locate finds what a path names and makes the objects on the way there.
func (s *store) locate(attributes map[string]any, path parser.AttributePath) (target, bool) {
	for i, known := range s.schemas {
		attribute, ok := known.Attributes.ContainsAttribute(path.AttributeName)
		if !ok || path.URI() != "" && path.URI() != known.ID {
			continue
		}
		to := target{attributes, attribute}
		if i > 0 {
			to.in = object(attributes, known.ID)
		}
		if sub := path.SubAttributeName(); sub != "" {
			to.in = object(to.in, attribute.Name())
			to.attribute, ok = attribute.SubAttributes().ContainsAttribute(sub)
		}
		return to, ok
	}
	return target{}, false
}

func object(in map[string]any, name string) map[string]any {
	found, ok := in[name].(map[string]any)
	if !ok {
		found = map[string]any{}
		in[name] = found
	}
	return found
}

// change writes to the whole attribute. The library also lets a list of values
// through that are to be removed.
func (t target) change(op string, value any) {
	name := t.attribute.Name()
	before, _ := t.in[name].([]any)
	given, isList := value.([]any)
	switch {
	case op == scim.PatchOperationRemove && isList:
		t.in[name] = without(before, given)
	case op == scim.PatchOperationRemove:
		delete(t.in, name)
	case op == scim.PatchOperationAdd && isList:
		t.in[name] = slices.Concat(before, without(given, before))
	default:
		t.in[name] = merged(t.in[name], value)
	}
}

// changeSome writes to those values of the attribute that the path's filter selects.
func (t target) changeSome(op scim.PatchOperation) error {
	selects := filter.NewFilterValidator(op.Path.ValueExpression, schema.Schema{Attributes: t.attribute.SubAttributes()})
	sub, hasSub := t.attribute.SubAttributes().ContainsAttribute(op.Path.SubAttributeName())
	values, _ := t.in[t.attribute.Name()].([]any)
	found, kept := false, []any{}
	for _, value := range values {
		element, ok := value.(map[string]any)
		switch {
		case !ok || selects.PassesFilter(element) != nil:
			kept = append(kept, value)
			continue
		case hasSub:
			target{element, sub}.change(op.Op, op.Value)
			kept = append(kept, element)
		case op.Op != scim.PatchOperationRemove:
			kept = append(kept, merged(element, op.Value))
		}
		found = true
	}
	if !found && op.Op != scim.PatchOperationRemove {
		return errors.ScimErrorNoTarget
	}
	t.in[t.attribute.Name()] = kept
	return nil
}

// merged is after, with what it does not mention taken from before.
func merged(before, after any) any {
	old, wasObject := before.(map[string]any)
	update, isObject := after.(map[string]any)
	if !wasObject || !isObject {
		return after
	}
	out := maps.Clone(old)
	maps.Copy(out, update)
	return out
}

func without(list, others []any) []any {
	return slices.DeleteFunc(slices.Clone(list), func(v any) bool {
		return slices.ContainsFunc(others, func(other any) bool { return reflect.DeepEqual(v, other) })
	})
}
