package scim_test

import (
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/scim"
)

func TestResolve(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ path, name, kind string }{
		{"userName", "userName", "string"},
		{"USERNAME", "userName", "string"},
		{"name.givenName", "givenName", "string"},
		{"emails", "emails", "complex"},
		{"emails.primary", "primary", "boolean"},
		{"members.$ref", "", ""},
		{"groups.$ref", "$ref", "reference"},
		{"id", "id", "string"},
		{"externalId", "externalId", "string"},
		{"schemas", "schemas", "string"},
		{"meta.lastModified", "lastModified", "dateTime"},
		{"urn:ietf:params:scim:schemas:core:2.0:User:userName", "userName", "string"},
		{"urn:ietf:params:scim:schemas:core:2.0:user:NAME.formatted", "formatted", "string"},
		{"urn:ietf:params:scim:schemas:core:2.0:User:id", "id", "string"},
		{enterprise + ":department", "department", "string"},
		{enterprise + ":manager.$ref", "$ref", "reference"},
		{"department", "department", "string"},
		{enterprise, "", ""},
		{enterprise + ":userName", "", ""},
		{"urn:ietf:params:scim:schemas:core:2.0:Group:displayName", "", ""},
		{"shoeSize", "", ""},
		{"name.shoe", "", ""},
		{"userName.x", "", ""},
		{"emails[type eq \"work\"]", "", ""},
		{"", "", ""},
	} {
		attr, ok := scim.UserType().Resolve(c.path)
		if attr.Name != c.name || attr.Type != c.kind || ok != (c.name != "") {
			t.Errorf("%s: got %q %q %t", c.path, attr.Name, attr.Type, ok)
		}
	}
}

// TestTableIsSound keeps typing errors out of characteristics.tsv.
func TestTableIsSound(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("characteristics.tsv")
	if err != nil {
		t.Fatal(err)
	}
	allowed := [][]string{
		2: {"string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"},
		3: {"true", "false"},
		4: {"true", "false"},
		5: {"true", "false", "-"},
		6: {"readOnly", "readWrite", "immutable", "writeOnly", "-"},
		7: {"always", "never", "default", "request", "-"},
		8: {"none", "server", "global", "-"},
	}
	seen := map[string]string{}
	lines := strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
	for i, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != 13 {
			t.Fatalf("line %d has %d cells", i+2, len(cells))
		}
		for column, values := range allowed {
			if values != nil && !slices.Contains(values, cells[column]) {
				t.Errorf("line %d, column %d: %q", i+2, column+1, cells[column])
			}
		}
		id := cells[0] + ":" + cells[1]
		if seen[id] != "" {
			t.Errorf("line %d: %s is there twice", i+2, id)
		}
		seen[id] = cells[2]
		if dot := strings.LastIndex(id, "."); strings.Contains(cells[1], ".") && seen[id[:dot]] != "complex" {
			t.Errorf("line %d: %s has no complex parent above it", i+2, id)
		}
		if (cells[2] == "reference" || cells[2] == "binary") && cells[5] != "true" {
			t.Errorf("line %d: %s has to be case exact", i+2, id)
		}
	}
	if len(seen) != 149 {
		t.Errorf("%d rows, want the 149 of RFC 7643 and its errata", len(seen))
	}
}

func TestSchemaDocument(t *testing.T) {
	t.Parallel()
	document := scim.GroupSchema().Document("https://bridge.example")
	expect(t, document, `{
		"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
		"id": "urn:ietf:params:scim:schemas:core:2.0:Group", "name": "Group", "description": "A group of people",
		"meta": {"resourceType": "Schema", "location": "https://bridge.example/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group"},
		"attributes": [
			{"name": "displayName", "type": "string", "multiValued": false, "description": "name to show", "required": true,
				"caseExact": false, "mutability": "readWrite", "returned": "default", "uniqueness": "none"},
			{"name": "members", "type": "complex", "multiValued": true, "description": "who belongs to the group", "required": false,
				"caseExact": false, "mutability": "readWrite", "returned": "default", "subAttributes": [
				{"name": "value", "type": "string", "multiValued": false, "description": "id of the member", "required": false,
					"caseExact": true, "mutability": "immutable", "returned": "default", "uniqueness": "none"},
				{"name": "$ref", "type": "reference", "multiValued": false, "description": "URI of the resource", "required": false,
					"caseExact": true, "mutability": "immutable", "returned": "default", "uniqueness": "none", "referenceTypes": ["User", "Group"]},
				{"name": "type", "type": "string", "multiValued": false, "description": "User or Group", "required": false, "canonicalValues": ["User", "Group"],
					"caseExact": false, "mutability": "immutable", "returned": "default", "uniqueness": "none"},
				{"name": "display", "type": "string", "multiValued": false, "description": "text to show", "required": false,
					"caseExact": false, "mutability": "readOnly", "returned": "default", "uniqueness": "none"}
			]}
		]}`)
}

func TestSchemasAreComplete(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		schema *scim.Schema
		id     string
		top    int
	}{
		{scim.UserSchema(), "urn:ietf:params:scim:schemas:core:2.0:User", 21},
		{scim.GroupSchema(), "urn:ietf:params:scim:schemas:core:2.0:Group", 2},
		{scim.EnterpriseUserSchema(), "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", 6},
		{scim.ServiceProviderConfigSchema(), "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig", 8},
		{scim.ResourceTypeSchema(), "urn:ietf:params:scim:schemas:core:2.0:ResourceType", 6},
		{scim.SchemaSchema(), "urn:ietf:params:scim:schemas:core:2.0:Schema", 4},
	} {
		if c.schema.ID != c.id || len(c.schema.Attributes) != c.top || c.schema.Name == "" {
			t.Errorf("%s %q: %d attributes, want %d of %s", c.schema.ID, c.schema.Name, len(c.schema.Attributes), c.top, c.id)
		}
	}
}

func TestResourceTypeDocument(t *testing.T) {
	t.Parallel()
	expect(t, scim.UserType().Document("https://bridge.example"), `{
		"schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], "id": "User", "name": "User", "endpoint": "/Users", "description": "People",
		"schema": "urn:ietf:params:scim:schemas:core:2.0:User",
		"schemaExtensions": [{"schema": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "required": false}],
		"meta": {"resourceType": "ResourceType", "location": "https://bridge.example/ResourceTypes/User"}}`)
	expect(t, scim.GroupType().Document("https://bridge.example")["schemaExtensions"], `[]`)
}

func TestErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		make     func(string, ...any) *scim.Error
		status   int
		scimType string
	}{
		{scim.InvalidFilter, http.StatusBadRequest, "invalidFilter"},
		{scim.InvalidPath, http.StatusBadRequest, "invalidPath"},
		{scim.InvalidValue, http.StatusBadRequest, "invalidValue"},
		{scim.InvalidSyntax, http.StatusBadRequest, "invalidSyntax"},
		{scim.InvalidVersion, http.StatusBadRequest, "invalidVers"},
		{scim.NoTarget, http.StatusBadRequest, "noTarget"},
		{scim.Mutability, http.StatusBadRequest, "mutability"},
		{scim.TooMany, http.StatusBadRequest, "tooMany"},
		{scim.Sensitive, http.StatusForbidden, "sensitive"},
		{scim.Uniqueness, http.StatusConflict, "uniqueness"},
		{scim.Unauthorized, http.StatusUnauthorized, ""},
		{scim.Forbidden, http.StatusForbidden, ""},
		{scim.NotFound, http.StatusNotFound, ""},
		{scim.MethodNotAllowed, http.StatusMethodNotAllowed, ""},
		{scim.Conflict, http.StatusConflict, ""},
		{scim.PreconditionFailed, http.StatusPreconditionFailed, ""},
		{scim.TooLarge, http.StatusRequestEntityTooLarge, ""},
		{scim.UnsupportedMediaType, http.StatusUnsupportedMediaType, ""},
		{scim.Internal, http.StatusInternalServerError, ""},
		{scim.NotImplemented, http.StatusNotImplemented, ""},
		{scim.Unavailable, http.StatusServiceUnavailable, ""},
	} {
		if got := c.make("%d of %s", 2, "x"); got.Status != c.status || got.ScimType != c.scimType || got.Detail != "2 of x" {
			t.Errorf("got %+v, want %d %s", got, c.status, c.scimType)
		}
	}
	expect(t, scim.NotFound("no user %q", "7"), `{"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "404", "detail": "no user \"7\""}`)
	raw, err := json.Marshal(scim.Mutability("id is readOnly"))
	if err != nil {
		t.Fatal(err)
	}
	expect(t, json.RawMessage(raw), `{"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "400", "scimType": "mutability", "detail": "id is readOnly"}`)
}
