package scim_test

import (
	"encoding/json"
	"testing"

	"github.com/scimproof/scimproof/internal/scim"
)

func TestProject(t *testing.T) {
	t.Parallel()
	const (
		schemas = `"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]`
		head    = `{` + schemas + `, "id": "2819c223"`
	)
	for _, c := range []struct {
		name                 string
		attributes, excluded []string
		want                 string
	}{
		{"one", []string{"userName"}, nil, head + `, "userName": "Barbara@Contoso.example"}`},
		{"in any letter case, with blanks", []string{" USERNAME ", ""}, nil, head + `, "userName": "Barbara@Contoso.example"}`},
		{"qualified", []string{"urn:ietf:params:scim:schemas:core:2.0:User:userName"}, nil, head + `, "userName": "Barbara@Contoso.example"}`},
		{"a whole complex one", []string{"name"}, nil, head + `, "name": {"familyName": "Jensen", "givenName": "Barbara"}}`},
		{"a sub-attribute", []string{"name.givenName"}, nil, head + `, "name": {"givenName": "Barbara"}}`},
		{"a sub-attribute of each element", []string{"emails.value"}, nil, head + `, "emails": [{"value": "barbara@contoso.example"}, {"value": "babs@home.example"}]}`},
		{"elements without it are left out", []string{"emails.primary"}, nil, head + `, "emails": [{"primary": true}]}`},
		{"both the attribute and a part", []string{"name", "name.givenName"}, nil, head + `, "name": {"familyName": "Jensen", "givenName": "Barbara"}}`},
		{"of an extension", []string{enterprise + ":department"}, nil, head + `, "` + enterprise + `": {"department": "Tour Operations"}}`},
		{"a part of an extension's", []string{enterprise + ":manager.value"}, nil, head + `, "` + enterprise + `": {"manager": {"value": "26118915"}}}`},
		{"a whole extension", []string{enterprise}, nil, head + `, "` + enterprise + `": {"employeeNumber": "701984", "department": "Tour Operations", "manager": {"value": "26118915", "displayName": "John Smith"}}}`},
		{"meta only when named", []string{"meta.version"}, nil, head + `, "meta": {"version": "W/\"1\""}}`},
		{"unknown names", []string{"shoeSize", "a b", "name.shoe"}, nil, head + `}`},
		{"never returned", []string{"password", "id"}, nil, head + `}`},
		{"attributes win", []string{"userName"}, []string{"userName"}, head + `, "userName": "Barbara@Contoso.example"}`},
		{
			"excluded",
			nil, []string{"meta", "NAME", "emails", "addresses", "x509Certificates", "groups", enterprise, "title", "displayName"},
			head + `, "externalId": "Ext-701", "userName": "Barbara@Contoso.example", "userType": "Employee", "profileUrl": "https://contoso.example/Barbara", "active": true}`,
		},
		{
			"excluded parts; always stays",
			nil, []string{"meta", "emails.value", "name.familyName", enterprise + ":manager", "id", "schemas", "addresses", "x509Certificates", "groups", "title", "displayName", "externalId", "profileUrl", "shoeSize"},
			head + `, "userName": "Barbara@Contoso.example", "userType": "Employee", "active": true, "name": {"givenName": "Barbara"},
				"emails": [{"type": "work", "primary": true}, {"type": "home"}],
				"` + enterprise + `": {"employeeNumber": "701984", "department": "Tour Operations"}}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := barbara(t)
			expect(t, scim.Project(scim.UserType(), r, c.attributes, c.excluded), c.want)
			expect(t, r, barbaraText)
		})
	}
}

func TestProjectDefaultSet(t *testing.T) {
	t.Parallel()
	want := barbara(t)
	delete(want, "password")
	raw, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	r := barbara(t)
	r["shoeSize"] = 39
	expect(t, scim.Project(scim.UserType(), r, nil, nil), string(raw))
}

func TestProjectReturnedOnRequest(t *testing.T) {
	t.Parallel()
	rt := &scim.ResourceType{Name: "Room", Endpoint: "/Rooms", Schema: &scim.Schema{ID: "urn:example:room", Attributes: []scim.Attribute{
		{Name: "plan", Type: "string", Returned: "request"},
		{Name: "door", Type: "complex", Returned: "default", SubAttributes: []scim.Attribute{
			{Name: "code", Type: "string", Returned: "never"},
			{Name: "width", Type: "integer", Returned: "request"},
			{Name: "colour", Type: "string", Returned: "default"},
			{Name: "number", Type: "string", Returned: "always"},
		}},
	}}}
	room := decode(t, `{"id": "1", "plan": "p", "door": {"code": "7", "width": 90, "colour": "red", "number": "4b"}}`)
	for _, c := range []struct {
		attributes, excluded []string
		want                 string
	}{
		{nil, nil, `{"id": "1", "door": {"colour": "red", "number": "4b"}}`},
		{[]string{"plan"}, nil, `{"id": "1", "plan": "p", "door": {"number": "4b"}}`},
		{[]string{"door"}, nil, `{"id": "1", "door": {"colour": "red", "number": "4b"}}`},
		{[]string{"door.width"}, nil, `{"id": "1", "door": {"width": 90, "number": "4b"}}`},
		{[]string{"door.code"}, nil, `{"id": "1", "door": {"number": "4b"}}`},
		{nil, []string{"door.colour"}, `{"id": "1", "door": {"number": "4b"}}`},
		{nil, []string{"door.number"}, `{"id": "1", "door": {"colour": "red", "number": "4b"}}`},
	} {
		expect(t, scim.Project(rt, room, c.attributes, c.excluded), c.want)
	}
}
