package scim

import "maps"

// Validate checks the body of a POST or PUT and returns what may be stored; the
// body itself is left alone. Names take the schema's letter case; readOnly and
// unknown attributes are dropped, unknown schemas too (Entra names one of its own
// for groups, docs/entra.md 3); null, [] and {} mean unassigned and are left out,
// elements that are listed twice become one; schemas becomes what SchemasOf says.
//
// It fails with an *Error: invalidSyntax (no schemas, or not the type's own schema
// among them), invalidValue (a required attribute missing or empty, a value of
// the wrong type, primary set more than once).
func Validate(rt *ResourceType, r Resource) (Resource, error) {
	if err := checkSchemas(rt, r); err != nil {
		return nil, err
	}
	n := normaliser{}
	out, err := n.fields(rt.Schema.Attributes, r)
	if err != nil {
		return nil, err
	}
	common, err := n.fields(commonAttributes(), r)
	if err != nil {
		return nil, err
	}
	maps.Copy(out, common)
	for _, extension := range rt.Extensions {
		fields, err := n.extension(extension, r)
		if err != nil {
			return nil, within(extension.Schema.ID+":", err)
		}
		if len(fields) > 0 {
			out[extension.Schema.ID] = fields
		}
	}
	out["schemas"] = rt.SchemasOf(out)
	return out, nil
}

// Replace is Validate for a PUT on a stored resource: readOnly attributes keep
// their stored values, and an immutable one that is set must be given as it is
// (RFC 7644 3.5.1). It fails as Validate does, and with mutability.
func Replace(rt *ResourceType, stored, body Resource) (Resource, error) {
	out, err := Validate(rt, body)
	if err != nil {
		return nil, err
	}
	for _, rows := range [][]Attribute{rt.Schema.Attributes, commonAttributes()} {
		for _, row := range rows {
			held := child(map[string]any(stored), row.Name)
			switch {
			case held == nil:
			case row.Mutability == "readOnly":
				out[row.Name] = held
			case row.Mutability == "immutable" && !equal(held, out[row.Name]):
				return nil, Mutability("%s cannot be changed once it is set", row.Name)
			}
		}
	}
	return out, nil
}

// SchemasOf is the schemas attribute that fits a resource: the type's own schema
// and the extensions that have data, in the type's order.
func (t *ResourceType) SchemasOf(r Resource) []any {
	schemas := []any{t.Schema.ID}
	for _, extension := range t.Extensions {
		if _, fields, _ := r.Lookup(extension.Schema.ID); isPresent(fields) {
			schemas = append(schemas, extension.Schema.ID)
		}
	}
	return schemas
}

// checkSchemas wants the type's own schema among the named ones.
func checkSchemas(rt *ResourceType, r Resource) error {
	_, given, _ := r.Lookup("schemas")
	named, ok := given.([]any)
	if !ok || len(named) == 0 {
		return InvalidSyntax("schemas has to be an array that holds %q", rt.Schema.ID)
	}
	for _, name := range named {
		if text, ok := name.(string); ok && sameName(text, rt.Schema.ID) {
			return nil
		}
	}
	return InvalidSyntax("schemas does not hold %q, the schema of %s", rt.Schema.ID, rt.Endpoint)
}

func (n normaliser) extension(extension Extension, r Resource) (map[string]any, error) {
	_, given, _ := r.Lookup(extension.Schema.ID)
	object, ok := given.(map[string]any)
	switch {
	case given != nil && !ok:
		return nil, InvalidValue("the extension has to be an object")
	case len(object) > 0:
		return n.fields(extension.Schema.Attributes, object)
	case extension.Required:
		return nil, InvalidValue("the extension is required")
	default:
		return object, nil
	}
}
