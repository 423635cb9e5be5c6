package refbridge

import (
	"fmt"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// declarationDefects are about the schemas that are published.
//
//nolint:gochecknoglobals // a constant table
var declarationDefects = []Defect{
	{
		Name: "schema-no-schemas", Source: "apache/directory-scimple#1012", Summary: "Schemas name no schema.",
		handler: documented(`/Schemas`, func(m map[string]any) { delete(m, "schemas") }),
	},
	{
		Name: "schema-nameless", Source: "invented", Summary: "Schemas have neither name nor description.",
		handler: documented(`/Schemas`, func(m map[string]any) { m["name"] = ""; delete(m, "description") }),
	},
	{
		Name: "schema-id-short", Source: "invented", Summary: "The id of a schema is its name.",
		handler: documented(`/Schemas`, func(m map[string]any) { m["id"] = m["name"] }),
	},
	{
		Name: "schema-id-odd", Source: "invented", Summary: "The id of a schema has a URN of its own.",
		handler: documented(`/Schemas`, func(m map[string]any) {
			at("id", text(replaced(`^urn:ietf:params:scim:schemas`, `urn:ietf:params:scim:own`)))(m)
		}),
	},
	{
		Name: "schema-without-attributes", Source: "invented", Summary: "Schemas have no attributes.",
		handler: documented(`/Schemas`, func(m map[string]any) { delete(m, "attributes") }),
	},
	{
		Name: "schema-messages-listed", Source: "invented", Summary: "The schemas of messages are listed.",
		handler: answered(on("GET", `/Schemas$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				if list, ok := m["Resources"].([]any); ok {
					m["Resources"] = append(list, map[string]any{"schemas": []any{scim.SchemaURN}, "id": scim.ErrorURN, "name": "Error", "description": "An error", "attributes": []any{}})
				}
			})
		}),
	},
	{
		Name: "schema-error-published", Source: "invented", Summary: "The schema of errors is found among the schemas.",
		handler: answered(on("GET", `/Schemas/.*:Error$`), func(a *recorded) { a.respond(200, map[string]any{"id": scim.ErrorURN}) }),
	},
	{
		Name: "schema-omits-false", Source: "common (Go libraries)", Summary: "What is false is left out of an attribute.",
		handler: declared(func(at map[string]any) {
			for name, v := range at {
				if v == false {
					delete(at, name)
				}
			}
		}),
	},
	{
		Name: "schema-omits-words", Source: "invented", Summary: "mutability, returned and uniqueness are left out.",
		handler: declared(func(at map[string]any) { delete(at, "mutability"); delete(at, "returned"); delete(at, "uniqueness") }),
	},
	{
		Name: "schema-omits-names", Source: "invented", Summary: "Attributes lack name, type or description.",
		handler: declared(func(at map[string]any) {
			delete(at, "description")
			if at["type"] == "string" {
				delete(at, "type")
			}
		}),
	},
	{
		Name: "schema-nameless-attributes", Source: "invented", Summary: "Attributes have a label and no name.",
		handler: declared(func(at map[string]any) { at["label"] = at["name"]; delete(at, "name") }),
	},
	{
		Name: "schema-odd-words", Source: "invented", Summary: "The words of an attribute have a case of their own.",
		handler: declared(func(at map[string]any) {
			for _, name := range []string{"mutability", "returned", "uniqueness", "type"} {
				if s := textOf(at, name); s != "" {
					at[name] = strings.ToUpper(s)
				}
			}
		}),
	},
	{
		Name: "schema-texts-for-booleans", Source: "invented", Summary: "The booleans of an attribute are texts.",
		handler: declared(func(at map[string]any) {
			for _, name := range []string{"multiValued", "required", "caseExact"} {
				if at[name] != nil {
					at[name] = fmt.Sprint(at[name])
				}
			}
		}),
	},
	{
		Name: "schema-odd-names", Source: "invented", Summary: "Attributes have names with blanks.",
		handler: declared(func(at map[string]any) { at["name"] = fmt.Sprint(at["name"], " 1") }),
	},
	{
		Name: "schema-reference-types-everywhere", Source: "invented", Summary: "Everything has types of references.",
		handler: declared(func(at map[string]any) {
			if at["type"] != "reference" {
				at["referenceTypes"] = []any{"external"}
			}
		}),
	},
	{
		Name: "schema-reference-types-missing", Source: "invented", Summary: "References have no types.",
		handler: declared(func(at map[string]any) { delete(at, "referenceTypes") }),
	},
	{
		Name: "schema-parts-everywhere", Source: "invented", Summary: "What is simple has parts, and so have parts.",
		handler: declared(func(at map[string]any) {
			if at["type"] != "complex" {
				at["subAttributes"] = []any{map[string]any{"name": "value", "type": "string", "multiValued": false, "description": "x", "required": false, "mutability": "readWrite", "returned": "default", "uniqueness": "none", "caseExact": false}}
			}
		}),
	},
	{
		Name: "schema-parts-missing", Source: "invented", Summary: "What is complex has no parts.",
		handler: declared(func(at map[string]any) { delete(at, "subAttributes") }),
	},
	{
		Name: "schema-parts-complex", Source: "invented", Summary: "Parts are complex.",
		handler: declaredParts(func(at map[string]any) { at["type"] = "complex" }),
	},
	{
		Name: "schema-unique-everywhere", Source: "invented", Summary: "Everything is unique, what is complex or binary, too.",
		handler: declared(func(at map[string]any) { at["uniqueness"] = "server" }),
	},
	{
		Name: "schema-suggestions-objects", Source: "invented", Summary: "Recommended words are objects.",
		handler: declared(func(at map[string]any) {
			if list, ok := at["canonicalValues"].([]any); ok {
				at["canonicalValues"] = []any{map[string]any{"value": list[0]}}
			}
		}),
	},
	{
		Name: "schema-all-text", Source: "invented", Summary: "Everything is told to be a text.",
		handler: declared(func(at map[string]any) {
			if at["type"] != "complex" {
				at["type"] = "string"
			}
		}),
	},
	{
		Name: "schema-all-writable", Source: "invented", Summary: "Everything is told to be readWrite and shown by default.",
		handler: declared(func(at map[string]any) {
			at["mutability"] = "readWrite"
			at["returned"] = "default"
			at["uniqueness"] = "none"
			at["required"] = false
		}),
	},
	{
		Name: "schema-all-single", Source: "invented", Summary: "Nothing is told to have several values.",
		handler: declared(func(at map[string]any) { at["multiValued"] = false }),
	},
	{
		Name: "schema-all-case-exact", Source: "invented", Summary: "Everything is told to be case exact.",
		handler: declared(func(at map[string]any) { at["caseExact"] = at["caseExact"] != true }),
	},
	{
		Name: "schema-common-declared", Source: "invented", Summary: "Schemas declare id as something to write.",
		handler: documented(`/Schemas`, func(m map[string]any) {
			if list, ok := m["attributes"].([]any); ok {
				m["attributes"] = append(list, map[string]any{"name": "id", "type": "integer", "multiValued": true, "description": "x", "required": false, "mutability": "readWrite", "returned": "request", "uniqueness": "none", "caseExact": false})
			}
		}),
	},
}
