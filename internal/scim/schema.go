package scim

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
	return Attribute{}, false
}

// Document is the resource type as the /ResourceTypes endpoint shows it; root
// is the base URL for meta.location, without a slash at the end.
func (t *ResourceType) Document(root string) Resource { return nil }

// Document is the schema as the /Schemas endpoint shows it; root is the base
// URL for meta.location, without a slash at the end.
func (s *Schema) Document(root string) Resource { return nil }
