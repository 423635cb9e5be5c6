package scim_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimproof/scimproof/internal/scim"
)

const barbaraText = `{
	"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
	"id": "2819c223",
	"externalId": "Ext-701",
	"meta": {"resourceType": "User", "created": "2026-01-23T04:56:22Z", "lastModified": "2026-05-13T04:42:34.5Z",
		"location": "https://bridge.example/Users/2819c223", "version": "W/\"1\""},
	"userName": "Barbara@Contoso.example",
	"name": {"familyName": "Jensen", "givenName": "Barbara"},
	"displayName": "Babs Jensen",
	"title": "",
	"userType": "Employee",
	"profileUrl": "https://contoso.example/Barbara",
	"active": true,
	"password": "t1meMa$heen",
	"emails": [
		{"value": "barbara@contoso.example", "type": "work", "primary": true},
		{"value": "babs@home.example", "type": "home"}
	],
	"addresses": [{"type": "work", "streetAddress": "100 Universal City Plaza", "country": "US"}],
	"x509Certificates": [{"value": "QUJD"}],
	"groups": [{"value": "g1", "display": "Tour Guides"}],
	"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
		"employeeNumber": "701984",
		"department": "Tour Operations",
		"manager": {"value": "26118915", "displayName": "John Smith"}
	}
}`

// barbara is a stored user with every kind of attribute.
func barbara(t testing.TB) scim.Resource {
	t.Helper()
	return decode(t, barbaraText)
}

// decode reads a resource that is known to be sound.
func decode(t testing.TB, text string) scim.Resource {
	t.Helper()
	r, err := scim.DecodeResource([]byte(text))
	if err != nil {
		t.Fatalf("decode %s: %v", text, err)
	}
	return r
}

// expect compares a result with JSON text.
func expect(t *testing.T, got any, want string) {
	t.Helper()
	raw, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var left, right any
	if err := json.Unmarshal(raw, &left); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(want), &right); err != nil {
		t.Fatalf("%s: %v", want, err)
	}
	if diff := cmp.Diff(right, left); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// refused checks an error against "status scimType: detail".
func refused(t *testing.T, err error, want string) {
	t.Helper()
	var fault *scim.Error
	if !errors.As(err, &fault) {
		t.Fatalf("got %v, want %s", err, want)
	}
	if fault.Error() != want {
		t.Errorf("got  %s\nwant %s", fault, want)
	}
}
