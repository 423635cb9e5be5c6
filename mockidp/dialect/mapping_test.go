package dialect_test

import (
	"testing"

	"github.com/scimproof/scimproof/mockidp/dialect"
)

func TestPaths(t *testing.T) {
	t.Parallel()
	type path struct{ urn, attribute, by, equal, sub string }
	const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	for text, want := range map[string]path{
		"userName":                                            {"", "userName", "", "", ""},
		"name.givenName":                                      {"", "name", "", "", "givenName"},
		`emails[type eq "work"].value`:                        {"", "emails", "type", "work", "value"},
		`emails[type eq "a:b.c]d"]`:                           {"", "emails", "type", "a:b.c]d", ""},
		enterprise + ":department":                            {enterprise, "department", "", "", ""},
		enterprise + ":manager.value":                         {enterprise, "manager", "", "", "value"},
		"urn:ietf:params:scim:schemas:core:2.0:User:userName": {"urn:ietf:params:scim:schemas:core:2.0:User", "userName", "", "", ""},
	} {
		got, err := dialect.ParsePath(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if (path{got.URN, got.Attribute, got.By, got.Equal, got.Sub}) != want || got.String() != text {
			t.Errorf("%s reads %+v", text, got)
		}
	}
	for _, text := range []string{"", ".", "a.", ".b", "a.b.c", "a[", `a[b eq "c"`, `a[b eq c]`, `a[b ne "c"]`, "urn:x", "a b", `a[b eq "c"].d.e`, "1a", "a\n"} {
		if got, err := dialect.ParsePath(text); err == nil {
			t.Errorf("%q reads %+v", text, got)
		}
	}
}

func FuzzParsePath(f *testing.F) {
	f.Add(`emails[type eq "work"].value`)
	f.Add("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager")
	f.Fuzz(func(t *testing.T, text string) {
		path, err := dialect.ParsePath(text)
		if err != nil {
			return
		}
		rebuilt := path.Attribute
		if path.URN != "" {
			rebuilt = path.URN + ":" + rebuilt
		}
		if path.By != "" {
			rebuilt += "[" + path.By + ` eq "` + path.Equal + `"]`
		}
		if path.Sub != "" {
			rebuilt += "." + path.Sub
		}
		if rebuilt != text {
			t.Errorf("%q reads as %q", text, rebuilt)
		}
	})
}
