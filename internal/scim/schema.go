package scim

import "encoding/json"

// Attribute is one row of a schema (RFC 7643 2.2 and 7). The JSON form is that
// of the /Schemas endpoint.
type Attribute struct {
	Name            string      `json:"name"`
	Type            string      `json:"type"` // string, boolean, decimal, integer, dateTime, binary, reference, complex
	SubAttributes   []Attribute `json:"subAttributes,omitempty"`
	MultiValued     bool        `json:"multiValued"`
	Description     string      `json:"description,omitempty"`
	Required        bool        `json:"required"`
	CanonicalValues []string    `json:"canonicalValues,omitempty"`
	CaseExact       bool        `json:"caseExact"`
	Mutability      string      `json:"mutability"` // readOnly, readWrite, immutable, writeOnly
	Returned        string      `json:"returned"`   // always, never, default, request
	Uniqueness      string      `json:"uniqueness,omitempty"`
	ReferenceTypes  []string    `json:"referenceTypes,omitempty"`
}

// Schema is a named set of attributes (RFC 7643 7). Schemas are tables: nobody
// changes one after it is made.
type Schema struct {
	ID          string      `json:"id"`
	Name        string      `json:"name"`
	Description string      `json:"description,omitempty"`
	Attributes  []Attribute `json:"attributes"`
}

// ResourceType ties an endpoint to its schemas (RFC 7643 6).
type ResourceType struct {
	Name        string // "User"
	Endpoint    string // "/Users"
	Description string
	Schema      *Schema
	Extensions  []Extension
}

// Extension is a schema that adds to a resource type's own.
type Extension struct {
	Schema   *Schema
	Required bool
}

// Resolve finds the attribute that a name means for this type: short
// ("userName"), dotted ("name.givenName"), qualified by a schema's URN, in any
// letter case; the common attributes (id, externalId, schemas, meta) included.
// A short name that the core schema does not know is looked for in the
// extensions too.
func (t *ResourceType) Resolve(path string) (Attribute, bool) {
	parsed, ok := parseAttrPath(path)
	if !ok {
		return Attribute{}, false
	}
	found, ok := t.resolve(parsed)
	if !ok || found.attr == nil {
		return Attribute{}, false
	}
	return *found.leaf(), true
}

// target is a resolved name: where the attribute lies, and its rows.
type target struct {
	extension *Schema    // nil: at the top level
	attr      *Attribute // nil: the whole extension
	sub       *Attribute // nil: the whole attribute
}

// leaf is the row that says what the value must be.
func (t target) leaf() *Attribute {
	if t.sub != nil {
		return t.sub
	}
	return t.attr
}

func (t *ResourceType) resolve(path AttrPath) (target, bool) {
	if path.URI != "" {
		return t.resolveQualified(path)
	}
	if found, ok := resolveIn(nil, t.Schema.Attributes, path); ok {
		return found, true
	}
	if found, ok := resolveIn(nil, commonAttributes(), path); ok {
		return found, true
	}
	for _, extension := range t.Extensions {
		if found, ok := resolveIn(extension.Schema, extension.Schema.Attributes, path); ok {
			return found, true
		}
	}
	return target{}, false
}

func (t *ResourceType) resolveQualified(path AttrPath) (target, bool) {
	if extension := t.extension(path.String()); extension != nil {
		return target{extension: extension}, true
	}
	if extension := t.extension(path.URI); extension != nil {
		return resolveIn(extension, extension.Attributes, path)
	}
	if !sameName(path.URI, t.Schema.ID) {
		return target{}, false
	}
	if found, ok := resolveIn(nil, t.Schema.Attributes, path); ok {
		return found, true
	}
	return resolveIn(nil, commonAttributes(), path)
}

// extension is the extension with this URN, or nil.
func (t *ResourceType) extension(urn string) *Schema {
	for _, extension := range t.Extensions {
		if sameName(extension.Schema.ID, urn) {
			return extension.Schema
		}
	}
	return nil
}

func resolveIn(extension *Schema, rows []Attribute, path AttrPath) (target, bool) {
	found := target{extension: extension, attr: findAttribute(rows, path.Name)}
	if found.attr == nil {
		return target{}, false
	}
	if path.Sub == "" {
		return found, true
	}
	found.sub = findAttribute(found.attr.SubAttributes, path.Sub)
	return found, found.sub != nil
}

func findAttribute(rows []Attribute, name string) *Attribute {
	for i := range rows {
		if rows[i].Name == name {
			return &rows[i]
		}
	}
	for i := range rows {
		if sameName(rows[i].Name, name) {
			return &rows[i]
		}
	}
	return nil
}

// Document is the schema as the /Schemas endpoint shows it; root is the base
// URL for meta.location, without a slash at the end.
func (s *Schema) Document(root string) Resource {
	var document Resource
	raw, _ := json.Marshal(s)          // strings and booleans: cannot fail
	_ = json.Unmarshal(raw, &document) // its own output
	document["schemas"] = []any{SchemaURN}
	document["meta"] = map[string]any{"resourceType": "Schema", "location": root + "/Schemas/" + s.ID}
	return document
}

// Document is the resource type as the /ResourceTypes endpoint shows it; root
// is the base URL for meta.location, without a slash at the end.
func (t *ResourceType) Document(root string) Resource {
	extensions := make([]any, len(t.Extensions))
	for i, extension := range t.Extensions {
		extensions[i] = map[string]any{"schema": extension.Schema.ID, "required": extension.Required}
	}
	return Resource{
		"schemas":          []any{ResourceTypeURN},
		"id":               t.Name,
		"name":             t.Name,
		"endpoint":         t.Endpoint,
		"description":      t.Description,
		"schema":           t.Schema.ID,
		"schemaExtensions": extensions,
		"meta":             map[string]any{"resourceType": "ResourceType", "location": root + "/ResourceTypes/" + t.Name},
	}
}
