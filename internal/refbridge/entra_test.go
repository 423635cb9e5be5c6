package refbridge_test

import (
	"strings"
	"testing"

	"github.com/tidwall/gjson"
)

// The bodies of this file are those of docs/entra.md, letter by letter.

func TestEntraProbe(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for _, path := range []string{
		"/Users?filter=userName+eq+%227d420df3-9995-4831-a406-ecf8166f5f6a%22",
		"/Users?aadOptscim062020&filter=userName+eq+%22x%22",
		"/Groups?excludedAttributes=members&filter=displayName+eq+%22" + "7d420df3-9995-4831-a406-ecf8166f5f6a%22",
		"/Users?filter=userName+eq+%22onelogin-test-user01%22&",
	} {
		a := l.want(200, "GET", path, "", "Accept", "")
		equal(t, path, a.get("totalResults"), "0")
		equal(t, "schemas", a.get("schemas.0"), "urn:ietf:params:scim:api:messages:2.0:ListResponse")
		equal(t, "Resources", a.get("Resources"), "[]")
	}
}

func TestEntraCreate(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	a := l.want(201, "POST", "/Users", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
		"externalId":"0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef","userName":"Test_User_00aa00aa@testuser.com","active":true,"addresses":null,
		"emails":[{"primary":true,"type":"work","value":"Test_User_11bb11bb@testuser.com"}],"meta":{"resourceType":"User"},
		"name":{"formatted":"givenName familyName","familyName":"familyName","givenName":"givenName"},"roles":[]}`,
		"Content-Type", "application/scim+json; charset=utf-8")
	equal(t, "schemas", a.get("schemas"), `["urn:ietf:params:scim:schemas:core:2.0:User"]`)
	equal(t, "externalId", a.get("externalId"), "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef")
	equal(t, "emails", gjson.Get(a.body, "emails.#").Int(), 1)
	equal(t, "roles", a.get("roles"), "")
	for _, filter := range []string{
		`externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"`, `userName eq "TEST_USER_00AA00AA@TESTUSER.COM"`,
		`emails[type eq "work"].value eq "Test_User_11bb11bb@testuser.com"`, `emails[type eq "work" and value eq "test_user_11bb11bb@testuser.com"]`,
		`urn:ietf:params:scim:schemas:core:2.0:User:userName eq "test_user_00aa00aa@testuser.com"`,
		`id eq "` + a.get("id") + `" and active eq true`, `id eq "` + a.get("id") + `"`,
	} {
		equal(t, filter, l.want(200, "GET", filtered("/Users", filter), "").get("Resources.#.id"), `["`+a.get("id")+`"]`)
	}
}

// TestEntraPatches: body -> what the user becomes (gjson path and value).
func TestEntraPatches(t *testing.T) {
	t.Parallel()
	const ent = `urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User`
	cases := []struct {
		name, body string
		want       map[string]string
	}{
		{"disable", patch(`{"op":"Replace","path":"active","value":"False"}`), map[string]string{"active": "false"}},
		{"disable in lower case", patch(`{"op":"Replace","path":"active","value":"false"}`), map[string]string{"active": "false"}},
		{"disable by add", patch(`{"op":"Add","path":"active","value":"False"}`), map[string]string{"active": "false"}},
		{"disable, compliant", patch(`{"op":"replace","path":"active","value":false}`), map[string]string{"active": "false"}},
		{"disable, Okta", patch(`{"op":"replace","value":{"active":false}}`), map[string]string{"active": "false", "userName": "ada@example.com"}},
		{"several attributes", patch(`{"op":"Replace","path":"displayName","value":"Pvlo"}`,
			`{"op":"Replace","path":"emails[type eq \"work\"].value","value":"TestBcwqnm@test.microsoft.com"}`,
			`{"op":"Replace","path":"name.givenName","value":"Gtfd"}`, `{"op":"Replace","path":"name.familyName","value":"Pkqf"}`,
			`{"op":"Replace","path":"externalId","value":"Eqpj"}`,
			`{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber","value":"Eqpj"}`),
			map[string]string{"displayName": "Pvlo", "emails.0.value": "TestBcwqnm@test.microsoft.com", "emails.0.type": "work", "name.givenName": "Gtfd",
				"name.familyName": "Pkqf", "externalId": "Eqpj", ent + ".employeeNumber": "Eqpj"}},
		{"mixed add and replace", patch(`{"op":"Replace","path":"emails[type eq \"work\"].value","value":"a@test.com"}`,
			`{"op":"Replace","path":"addresses[type eq \"work\"].formatted","value":"Here"}`,
			`{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Engines"}`),
			map[string]string{"emails.0.value": "a@test.com", "addresses.0.formatted": "Here", "addresses.0.type": "work", ent + ".department": "Engines"}},
		{"add", patch(`{"op":"Add","path":"nickName","value":"Babs"}`), map[string]string{"nickName": "Babs"}},
		{"qualified path", patch(`{"op":"Replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:title","value":"T"}`), map[string]string{"title": "T"}},
		{"remove with value", patch(`{"op":"Remove","path":"emails[type eq \"home\"].value","value":"x"}`), map[string]string{"emails": ""}},
		{"manager", patch(`{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"2c2f6fb8-254f-492e-b7fe-c09c5a61c8a2"}`),
			map[string]string{ent + ".manager.value": "2c2f6fb8-254f-492e-b7fe-c09c5a61c8a2", ent + ".manager.$ref": root + "/Users/2c2f6fb8-254f-492e-b7fe-c09c5a61c8a2", "schemas.1": entURN}},
		{"manager as in 2017", patch(`{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"$ref":null,"value":"m"}}`),
			map[string]string{ent + ".manager.value": "m"}},
		{"manager removed", patch(`{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"m"}`,
			`{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":""}`),
			map[string]string{ent: "", "schemas.#": "1"}},
		{"roles as JSON text", patch(`{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"06b0\",\"value\":\"Admin\"}"}]}`),
			map[string]string{"roles.0.value": `{"id":"06b0","value":"Admin"}`}},
		{"roles", patch(`{"op":"replace","path":"roles","value":[{"primary":false,"type":"WindowsAzureActiveDirectoryRole","display":"User","value":"User"}]}`),
			map[string]string{"roles.0.value": "User"}},
		{"quoted boolean in a path", patch(`{"op":"Add","path":"roles[primary eq \"True\"].value","value":"Admin"}`),
			map[string]string{"roles.0.value": "Admin", "roles.0.primary": "true"}},
		{"dotted keys", patch(`{"op":"replace","path":"emails[type eq \"work\"].value","value":"TestMhvaes@test.microsoft.com"}`,
			`{"op":"replace","value":{"displayName":"Bjfe","name.givenName":"Kkom","name.familyName":"Unua","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber":"Aklq"}}`),
			map[string]string{"displayName": "Bjfe", "name.givenName": "Kkom", "name.familyName": "Unua", ent + ".employeeNumber": "Aklq", `name\.givenName`: ""}},
		{"dotted keys added", patch(`{"op":"add","value":{"name.givenName":"Kkom","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"}}}`),
			map[string]string{"name.givenName": "Kkom", ent + ".department": "D"}},
		{"soft delete", patch(`{"op":"Replace","path":"userName","value":"0a21f0f28d2a4f8ebf987363c4aed4efada@example.com"}`, `{"op":"Replace","path":"active","value":"False"}`),
			map[string]string{"userName": "ada@example.com", "active": "false"}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			id := l.join("ada@example.com")
			a := l.want(200, "PATCH", "/Users/"+id, tc.body)
			for path, want := range tc.want {
				equal(t, path, a.get(path), want)
			}
			same(t, "read afterwards", l.want(200, "GET", "/Users/"+id, "").body, a.body)
		})
	}
}

// TestValidatorCreate is a create with the quirks of Entra's own validator.
func TestValidatorCreate(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	a := l.want(201, "POST", "/Users", user("ada@example.com", `,"roles":[{"primary":"True","value":"r","display":"d"}],"emails":[{"value":"x","display":"y","type":"work"}],
		"urn:ietf:params:scim:schemas:extension:Custom:2.0:User":{"shoe":"42"},"`+entURN+`":{"manager":"m-1"}`))
	equal(t, "primary", gjson.Get(a.body, "roles.0.primary").Raw, "true")
	equal(t, "manager", a.get(`urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User.manager.value`), "m-1")
	if strings.Contains(a.body, "shoe") {
		t.Error("an unknown extension is answered")
	}
}

// TestOtherDialects: the creates of clients that leave schemas out, or call JSON something else.
func TestOtherDialects(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, mediaType, body string }{
		{"DummyIDP", "text/plain;charset=UTF-8", `{"userName":"ada@example.com","name":{"givenName":"A"}}`},
		{"Google", "application/json", user("ada@example.com", "")},
		{"nothing declared", "", user("ada@example.com", "")},
		{"OneLogin", "application/json", `{"schemas":["urn:scim:schemas:core:2.0","urn:scim:schemas:extension:enterprise:2.0"],"userName":"ada@example.com"}`},
		{"Okta", "application/scim+json; charset=utf-8", `{"schemas":["` + userURN + `"],"userName":"ada@example.com","name":{"givenName":"Test","familyName":"User"},
			"emails":[{"primary":true,"value":"ada@example.com","type":"work"}],"displayName":"Test User","locale":"en-US","externalId":"00ujl29u0le5T6Aj10h7","groups":[],"password":"1mz050nq","active":true}`},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			l.want(201, "POST", "/Users", tc.body, "Content-Type", tc.mediaType)
		})
	}
	l := newLab(t)
	l.want(415, "POST", "/Users", user("a@example.com", ""), "Content-Type", "text/xml")
	l.want(415, "POST", "/Users", user("a@example.com", ""), "Content-Type", "application/json; charset=latin1")
	l.want(400, "POST", "/Users", `{"schemas":[],"userName":"a@example.com"}`)
}
