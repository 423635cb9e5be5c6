package scim

// Validate checks the body of a POST (forCreate) or PUT and returns what may be
// stored; the body itself is left alone. Names take the schema's letter case;
// readOnly and unknown attributes are dropped, unknown schemas too; null, [] and
// {} mean unassigned and are left out; schemas becomes the base schema and the
// extensions that have data.
//
// It fails with an *Error: invalidSyntax (no schemas, or not the base schema
// among them), invalidValue (a required attribute missing or empty, a value of
// the wrong type, primary set more than once).
func Validate(rt *ResourceType, r Resource, forCreate bool) (Resource, error) { return nil, nil }
