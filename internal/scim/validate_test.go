package scim_test

import (
	"testing"

	"github.com/scimproof/scimproof/internal/scim"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	const user = `"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]`
	for _, c := range []struct{ name, body, want string }{
		{
			"minimal", `{` + user + `, "userName": "ada"}`,
			`{` + user + `, "userName": "ada"}`,
		},
		{
			"names take the schema's letter case",
			`{"SCHEMAS": ["URN:ietf:params:scim:schemas:core:2.0:user"], "USERNAME": "ada", "Name": {"GIVENNAME": "Ada"}, "EMAILS": [{"VALUE": "a@x.example"}]}`,
			`{` + user + `, "userName": "ada", "name": {"givenName": "Ada"}, "emails": [{"value": "a@x.example"}]}`,
		},
		{
			"readOnly, unknown and unassigned are dropped",
			`{` + user + `, "id": "mine", "meta": {"resourceType": "Robot"}, "groups": [{"value": "g"}], "userName": "ada", "shoeSize": 39,
				"nickName": null, "emails": [], "name": {"givenName": null}, "phoneNumbers": [{}], "roles": [null]}`,
			`{` + user + `, "userName": "ada"}`,
		},
		{
			"externalId, booleans, and what else a create by Entra has",
			`{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
				"externalId": "0a21f0f2", "userName": "ada", "active": true, "emails": [{"primary": true, "type": "work", "value": "ada@x.example"}],
				"meta": {"resourceType": "User"}, "name": {"formatted": "Ada L", "familyName": "L", "givenName": "Ada"}, "roles": []}`,
			`{` + user + `, "externalId": "0a21f0f2", "userName": "ada", "active": true,
				"emails": [{"primary": true, "type": "work", "value": "ada@x.example"}],
				"name": {"formatted": "Ada L", "familyName": "L", "givenName": "Ada"}}`,
		},
		{
			"an extension with data is listed in schemas, even if it was not",
			`{` + user + `, "userName": "ada", "urn:IETF:params:scim:schemas:extension:enterprise:2.0:User": {"Department": "D", "manager": {"value": "7", "displayName": "ignored"}}}`,
			`{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "ada",
				"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "D", "manager": {"value": "7"}}}`,
		},
		{
			"extension attributes count only inside their object",
			`{` + user + `, "userName": "ada", "department": "D"}`,
			`{` + user + `, "userName": "ada"}`,
		},
		{
			"elements that are listed twice become one; other types stay",
			`{` + user + `, "userName": "ada", "emails": [{"value": "a@x.example", "type": "work"}, {"value": "A@x.example", "type": "Work", "primary": true},
				{"value": "a@x.example", "type": "home"}], "addresses": [{"country": "DE"}, {"country": "DE"}, {"country": "AT"}]}`,
			`{` + user + `, "userName": "ada", "emails": [{"value": "A@x.example", "type": "Work", "primary": true}, {"value": "a@x.example", "type": "home"}],
				"addresses": [{"country": "DE"}, {"country": "AT"}]}`,
		},
		{
			"binary without padding, references, password",
			`{` + user + `, "userName": "ada", "password": "pw", "profileUrl": "/relative", "x509Certificates": [{"value": "QUI"}]}`,
			`{` + user + `, "userName": "ada", "password": "pw", "profileUrl": "/relative", "x509Certificates": [{"value": "QUI"}]}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := scim.Validate(scim.UserType(), decode(t, c.body))
			if err != nil {
				t.Fatal(err)
			}
			expect(t, got, c.want)
		})
	}
}

func TestValidateTakesTheGroupsOfEntra(t *testing.T) {
	t.Parallel()
	got, err := scim.Validate(scim.GroupType(), decode(t, `{
		"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group", "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
		"externalId": "8aa1a0c0", "displayName": "Guides", "meta": {"resourceType": "Group"},
		"members": [{"$ref": null, "value": "1", "display": "ignored"}, {"value": "1", "type": "User"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	expect(t, got, `{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "externalId": "8aa1a0c0", "displayName": "Guides",
		"members": [{"value": "1", "type": "User"}]}`)
}

func TestValidateRefuses(t *testing.T) {
	t.Parallel()
	const user = `"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]`
	for _, c := range []struct{ body, want string }{
		{`{"userName": "ada"}`, `400 invalidSyntax: schemas has to be an array that holds "urn:ietf:params:scim:schemas:core:2.0:User"`},
		{`{"schemas": [], "userName": "ada"}`, `400 invalidSyntax: schemas has to be an array that holds "urn:ietf:params:scim:schemas:core:2.0:User"`},
		{`{"schemas": "urn:ietf:params:scim:schemas:core:2.0:User", "userName": "ada"}`, `400 invalidSyntax: schemas has to be an array that holds "urn:ietf:params:scim:schemas:core:2.0:User"`},
		{`{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "userName": "ada"}`, `400 invalidSyntax: schemas does not hold "urn:ietf:params:scim:schemas:core:2.0:User", the schema of /Users`},
		{`{` + user + `}`, `400 invalidValue: userName is required`},
		{`{` + user + `, "userName": "ada", "externalId": 7}`, `400 invalidValue: externalId has to be a string`},
		{`{` + user + `, "userName": null}`, `400 invalidValue: userName is required`},
		{`{` + user + `, "userName": " "}`, `400 invalidValue: userName is required`},
		{`{` + user + `, "userName": 42}`, `400 invalidValue: userName has to be a string`},
		{`{` + user + `, "userName": ["a"]}`, `400 invalidValue: userName has to be a string`},
		{`{` + user + `, "userName": "ada", "active": "yes"}`, `400 invalidValue: active has to be true or false`},
		{`{` + user + `, "userName": "ada", "active": "True"}`, `400 invalidValue: active has to be true or false`},
		{`{` + user + `, "userName": "ada", "emails": "a@x.example"}`, `400 invalidValue: emails has to be an array`},
		{`{` + user + `, "userName": "ada", "emails": {"value": "a@x.example"}}`, `400 invalidValue: emails has to be an array`},
		{`{` + user + `, "userName": "ada", "emails": ["a@x.example"]}`, `400 invalidValue: emails has to be an object with sub-attributes`},
		{`{` + user + `, "userName": "ada", "emails": [{"value": 1}]}`, `400 invalidValue: emails.value has to be a string`},
		{`{` + user + `, "userName": "ada", "emails": [{"value": "a", "primary": true}, {"value": "b", "primary": true}]}`, `400 invalidValue: emails would have more than one primary value`},
		{`{` + user + `, "userName": "ada", "name": "Ada"}`, `400 invalidValue: name has to be an object with sub-attributes`},
		{`{` + user + `, "userName": "ada", "profileUrl": "http://[broken"}`, `400 invalidValue: profileUrl has to be a URI`},
		{`{` + user + `, "userName": "ada", "x509Certificates": [{"value": "not base64!"}]}`, `400 invalidValue: x509Certificates.value has to be base64`},
		{`{` + user + `, "userName": "ada", "` + enterprise + `": "x"}`, `400 invalidValue: ` + enterprise + `:the extension has to be an object`},
		{`{` + user + `, "userName": "ada", "` + enterprise + `": {"manager": "7"}}`, `400 invalidValue: ` + enterprise + `:manager has to be an object with sub-attributes`},
	} {
		_, err := scim.Validate(scim.UserType(), decode(t, c.body))
		refused(t, err, c.want)
	}
	_, err := scim.Validate(scim.GroupType(), decode(t, `{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"]}`))
	refused(t, err, `400 invalidValue: displayName is required`)
}

// rooms is a type with what the core schemas do not have.
func rooms() *scim.ResourceType {
	return &scim.ResourceType{
		Name: "Room", Endpoint: "/Rooms",
		Schema: &scim.Schema{ID: "urn:example:room", Attributes: []scim.Attribute{
			{Name: "number", Type: "string", Mutability: "immutable"},
			{Name: "seats", Type: "integer"},
			{Name: "area", Type: "decimal"},
			{Name: "built", Type: "dateTime"},
			{Name: "tags", Type: "string", MultiValued: true},
		}},
		Extensions: []scim.Extension{{Required: true, Schema: &scim.Schema{ID: "urn:example:owner:1.0:Room", Attributes: []scim.Attribute{
			{Name: "owner", Type: "string", Required: true},
		}}}},
	}
}

func TestValidateOtherTypes(t *testing.T) {
	t.Parallel()
	const head = `{"schemas": ["urn:example:room"], "urn:example:owner:1.0:Room": {"owner": "ada"}, `
	got, err := scim.Validate(rooms(), decode(t, head+`"number": "4b", "seats": 12, "area": 1.25e1, "built": "1999-12-31T23:59:59", "tags": ["a", "A", "b"]}`))
	if err != nil {
		t.Fatal(err)
	}
	expect(t, got, `{"schemas": ["urn:example:room", "urn:example:owner:1.0:Room"], "urn:example:owner:1.0:Room": {"owner": "ada"},
		"number": "4b", "seats": 12, "area": 12.5, "built": "1999-12-31T23:59:59", "tags": ["a", "b"]}`)
	for _, c := range []struct{ body, want string }{
		{head + `"seats": 1.0}`, `400 invalidValue: seats has to be a whole number`},
		{head + `"seats": 1e3}`, `400 invalidValue: seats has to be a whole number`},
		{head + `"seats": "12"}`, `400 invalidValue: seats has to be a whole number`},
		{head + `"area": true}`, `400 invalidValue: area has to be a number`},
		{head + `"built": "1999-12-31"}`, `400 invalidValue: built has to be a date and time such as 2026-05-13T04:42:34Z`},
		{head + `"tags": [{"value": "a"}]}`, `400 invalidValue: tags has to be a string`},
		{`{"schemas": ["urn:example:room"]}`, `400 invalidValue: urn:example:owner:1.0:Room:the extension is required`},
		{`{"schemas": ["urn:example:room"], "urn:example:owner:1.0:Room": {}}`, `400 invalidValue: urn:example:owner:1.0:Room:the extension is required`},
		{`{"schemas": ["urn:example:room"], "urn:example:owner:1.0:Room": {"colour": "red"}}`, `400 invalidValue: urn:example:owner:1.0:Room:owner is required`},
	} {
		_, err := scim.Validate(rooms(), decode(t, c.body))
		refused(t, err, c.want)
	}
}

func TestReplaceKeepsWhatClientsCannotSet(t *testing.T) {
	t.Parallel()
	got, err := scim.Replace(scim.UserType(), barbara(t), decode(t, `{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
		"id": "other", "meta": {"created": "1999-01-01T00:00:00Z"}, "userName": "babs", "groups": []}`))
	if err != nil {
		t.Fatal(err)
	}
	expect(t, got, `{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "2819c223", "userName": "babs",
		"meta": {"resourceType": "User", "created": "2026-01-23T04:56:22Z", "lastModified": "2026-05-13T04:42:34.5Z",
			"location": "https://bridge.example/Users/2819c223", "version": "W/\"1\""},
		"groups": [{"value": "g1", "display": "Tour Guides"}]}`)
}

func TestReplaceChecksImmutableAttributes(t *testing.T) {
	t.Parallel()
	const tail = `"urn:example:owner:1.0:Room": {"owner": "ada"}, "schemas": ["urn:example:room"]}`
	stored := decode(t, `{"number": "4b", `+tail)
	for _, c := range []struct{ body, want string }{
		{`{"number": "5", ` + tail, `400 mutability: number cannot be changed once it is set`},
		{`{` + tail, `400 mutability: number cannot be changed once it is set`},
	} {
		_, err := scim.Replace(rooms(), stored, decode(t, c.body))
		refused(t, err, c.want)
	}
	_, err := scim.Replace(rooms(), stored, scim.Resource{})
	refused(t, err, `400 invalidSyntax: schemas has to be an array that holds "urn:example:room"`)
	for _, before := range []string{`{"number": "4b", ` + tail, `{` + tail} {
		got, err := scim.Replace(rooms(), decode(t, before), stored)
		if err != nil || got["number"] != "4b" {
			t.Errorf("over %s: got %v %v", before, got, err)
		}
	}
}
