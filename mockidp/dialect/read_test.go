package dialect_test

import (
	"errors"
	"testing"

	"github.com/scimproof/scimproof/mockidp/dialect"
)

const answered = `{"ID":"u1","USERNAME":"ada","Active":"TRUE","displayName":null,"title":"",
 "emails":[{"type":"home","value":"h@x.example"},{"Type":"WORK","Value":"w@x.example"}],
 "name":{"GivenName":"Ada"},"phoneNumbers":null,"preferredLanguage":5,
 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user":{"department":"Tours","manager":{"value":"m1","displayName":"Boss"}}}`

func TestRead(t *testing.T) {
	t.Parallel()
	const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	resource, err := dialect.ParseResource([]byte(answered))
	if err != nil || resource.ID != "u1" {
		t.Fatalf("%+v, %v", resource, err)
	}
	d := legacy(t)
	for target, want := range map[string]struct {
		value string
		had   bool
	}{
		"userName":                          {"ada", true},
		"active":                            {"True", true},
		"displayName":                       {"", false},
		"title":                             {"", true},
		"preferredLanguage":                 {"5", true},
		"externalId":                        {"", false},
		`emails[type eq "work"].value`:      {"w@x.example", true},
		`phoneNumbers[type eq "fax"].value`: {"", false},
		`addresses[type eq "work"].region`:  {"", false},
		"name.givenName":                    {"Ada", true},
		"name.familyName":                   {"", false},
		enterprise + ":department":          {"Tours", true},
		enterprise + ":employeeNumber":      {"", false},
		enterprise + ":manager":             {"m1", true},
	} {
		value, had, err := resource.Read(attribute(d, target))
		if err != nil || value != want.value || had != want.had {
			t.Errorf("%s reads %q, %t, %v", target, value, had, err)
		}
	}
}

func TestReadOfAnotherStructure(t *testing.T) {
	t.Parallel()
	d := legacy(t)
	for body, target := range map[string]string{
		`{"id":"u1","userName":{}}`:            "userName",
		`{"id":"u1","userName":["a"]}`:         "userName",
		`{"id":"u1","active":"yes"}`:           "active",
		`{"id":"u1","emails":{"type":"work"}}`: `emails[type eq "work"].value`,
		`{"id":"u1","name":[]}`:                "name.givenName",
		`{"id":"u1","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":"x"}`:               "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
		`{"id":"u1","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":["m"]}}`: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
	} {
		resource, err := dialect.ParseResource([]byte(body))
		if err != nil {
			t.Fatal(err)
		}
		if value, had, err := resource.Read(attribute(d, target)); err == nil {
			t.Errorf("%s: %s reads %q, %t", body, target, value, had)
		}
	}
}

func TestResourceWithoutID(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{}`, `{"id":null}`, `{"id":""}`, `{"id":7}`} {
		if _, err := dialect.ParseResource([]byte(body)); !errors.Is(err, dialect.ErrNoID) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(answered))
	f.Add([]byte(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"Resources":[{"id":"u1"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := dialect.Load("entra-legacy")
		if err != nil {
			t.Fatal(err)
		}
		resources, _ := dialect.ParseList(body)
		if resource, err := dialect.ParseResource(body); err == nil {
			resources = append(resources, resource)
		}
		for _, resource := range resources {
			if resource.ID == "" {
				t.Error("a resource without id passes")
			}
			for i := range d.Mapping.User.Attributes {
				if value, had, err := resource.Read(&d.Mapping.User.Attributes[i]); err != nil && (had || value != "") {
					t.Errorf("a value together with the error %v", err)
				}
			}
		}
	})
}
