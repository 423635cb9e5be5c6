package refbridge

import (
	"regexp"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// Tolerance is one thing that real clients send and RFC 7644 does not allow,
// and that the bridge understands.
type Tolerance struct {
	Name     string
	Evidence string // what is sent, and who was seen sending it

	option    func(*scim.PatchOptions)                // a leniency of scim.Apply
	attribute func(scim.Attribute, any) any           // rewrites a value in the body of a POST or PUT
	resource  func(*scim.ResourceType, scim.Resource) // rewrites such a body
	patch     func([]scim.Operation) []scim.Operation // rewrites the operations of a PATCH
}

type tolerances []Tolerance

// Tolerances lists what the bridge understands beyond the letter. Package scim
// does the rest without being asked: it reads op in any letter case, dotted keys
// in a value without a path and quoted booleans in filters, and it passes over
// nulls, empty lists, readOnly and unknown attributes and unknown schemas.
func Tolerances() []Tolerance {
	return []Tolerance{
		{
			Name: "string-booleans", Evidence: `Entra sends "active":"False", its validator posts roles with "primary":"True" (docs/entra.md, PATCH shapes)`,
			option: func(o *scim.PatchOptions) { o.StringBooleans = true }, attribute: booleanOf,
		},
		{
			Name: "bare-manager", Evidence: `Entra sends the manager as a bare id, and "" to remove it (docs/entra.md, manager)`,
			option: func(o *scim.PatchOptions) { o.BareValue = true }, attribute: objectOf,
		},
		{
			Name: "create-missing", Evidence: `Entra replaces emails[type eq "work"].value where there is none (docs/entra.md, PATCH shapes)`,
			option: func(o *scim.PatchOptions) { o.CreateMissing = true },
		},
		{
			Name: "remove-listed", Evidence: "Entra, JumpCloud and others remove members by path members and a value list (docs/dialects.md, four shapes of removal)",
			option: func(o *scim.PatchOptions) { o.RemoveListed = true },
		},
		{
			Name: "tombstone", Evidence: "Entra's soft delete prefixes the userName with 32 hex digits as it sends active false (docs/vault.md, cases)",
			patch: withoutTombstone,
		},
		{
			Name: "missing-schemas", Evidence: "DummyIDP and idp-scim-sync post without schemas, OneLogin with those of a draft (docs/dialects.md)",
			resource: addSchemas,
		},
	}
}

// without is the table without the named rows.
func (t tolerances) without(names []string) tolerances {
	return slices.DeleteFunc(slices.Clone(t), func(row Tolerance) bool { return slices.Contains(names, row.Name) })
}

func (t tolerances) options() scim.PatchOptions {
	var o scim.PatchOptions
	for _, row := range t {
		if row.option != nil {
			row.option(&o)
		}
	}
	return o
}

// body rewrites the body of a POST or PUT in place.
func (t tolerances) body(rt *scim.ResourceType, r scim.Resource) {
	for _, row := range t {
		if row.resource != nil {
			row.resource(rt, r)
		}
		if row.attribute == nil {
			continue
		}
		rewrite(rt.Schema.Attributes, r, row.attribute)
		for _, extension := range rt.Extensions {
			if _, object, ok := r.Lookup(extension.Schema.ID); ok {
				rewrite(extension.Schema.Attributes, object, row.attribute)
			}
		}
	}
}

func (t tolerances) operations(ops []scim.Operation) []scim.Operation {
	for _, row := range t {
		if row.patch != nil {
			ops = row.patch(ops)
		}
	}
	return ops
}

// rewrite hands every value that the schema knows to edit and keeps what it
// returns; value is an object or a list of objects.
func rewrite(attributes []scim.Attribute, value any, edit func(scim.Attribute, any) any) {
	switch value := value.(type) {
	case []any:
		for _, element := range value {
			rewrite(attributes, element, edit)
		}
	case scim.Resource:
		rewrite(attributes, map[string]any(value), edit)
	case map[string]any:
		for _, a := range attributes {
			if key, old, ok := scim.Resource(value).Lookup(a.Name); ok {
				value[key] = edit(a, old)
				rewrite(a.SubAttributes, value[key], edit)
			}
		}
	}
}

func booleanOf(a scim.Attribute, value any) any {
	text, isText := value.(string)
	switch {
	case !isText || a.Type != "boolean":
		return value
	case strings.EqualFold(text, "true"):
		return true
	case strings.EqualFold(text, "false"):
		return false
	default:
		return value
	}
}

// objectOf is for complex attributes that have a value: the manager.
func objectOf(a scim.Attribute, value any) any {
	text, isText := value.(string)
	hasValue := slices.ContainsFunc(a.SubAttributes, func(sub scim.Attribute) bool { return sub.Name == "value" })
	switch {
	case !isText || !hasValue || a.MultiValued:
		return value
	case text == "":
		return nil
	default:
		return map[string]any{"value": text}
	}
}

var tombstone = regexp.MustCompile(`^[0-9a-f]{32}[^@]+@`)

// withoutTombstone leaves the address alone when somebody who goes is renamed to
// a marker: the member would get a mail about an address that nobody has.
func withoutTombstone(ops []scim.Operation) []scim.Operation {
	leaves := slices.ContainsFunc(ops, func(op scim.Operation) bool {
		return strings.EqualFold(op.Path, "active") && booleanOf(scim.Attribute{Type: "boolean"}, op.Value) == false
	})
	if !leaves {
		return ops
	}
	return slices.DeleteFunc(ops, func(op scim.Operation) bool {
		name, _ := op.Value.(string)
		return strings.EqualFold(op.Path, "userName") && tombstone.MatchString(name)
	})
}

// addSchemas names the schema of the endpoint where a body names none, or only
// such as were never standardised.
func addSchemas(rt *scim.ResourceType, r scim.Resource) {
	key, value, given := r.Lookup("schemas")
	named, isList := value.([]any)
	if given && (!isList || len(named) == 0 || slices.ContainsFunc(named, isStandard)) {
		return
	}
	delete(r, key)
	r["schemas"] = []any{rt.Schema.ID}
}

func isStandard(schema any) bool {
	urn, _ := schema.(string)
	return !strings.HasPrefix(strings.ToLower(urn), "urn:scim:schemas:")
}
