package scim_test

import (
	"strings"
	"testing"

	second "github.com/scim2/filter-parser/v2"

	"github.com/scimproof/scimproof/internal/scim"
)

const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

// goodPaths are RFC 7644's figure 8 and what clients really send.
var goodPaths = []struct{ text, uri, name, filter, sub string }{ //nolint:gochecknoglobals // a constant table
	{`members`, ``, `members`, ``, ``},
	{`name.familyName`, ``, `name`, ``, `familyName`},
	{`addresses[type eq "work"]`, ``, `addresses`, `type eq "work"`, ``},
	{`members[value eq "2819c223"]`, ``, `members`, `value eq "2819c223"`, ``},
	{`members[value eq "2819c223"].displayName`, ``, `members`, `value eq "2819c223"`, `displayName`},
	{`emails[type eq "work" and value ew "example.com"].primary`, ``, `emails`, `type eq "work" and value ew "example.com"`, `primary`},
	{`emails[not (type eq "]")]`, ``, `emails`, `not (type eq "]")`, ``},
	{`roles[primary eq "True"].value`, ``, `roles`, `primary eq "True"`, `value`},
	{enterprise + `:department`, enterprise, `department`, ``, ``},
	{enterprise + `:manager.value`, enterprise, `manager`, ``, `value`},
	{`urn:ietf:params:scim:schemas:core:2.0:User:name.givenName`, `urn:ietf:params:scim:schemas:core:2.0:User`, `name`, ``, `givenName`},
	{`urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq "work"].value`, `urn:ietf:params:scim:schemas:core:2.0:User`, `emails`, `type eq "work"`, `value`},
	{`http://schemas.example/2006/ADSCIM/2.0/Group:kind`, `http://schemas.example/2006/ADSCIM/2.0/Group`, `kind`, ``, ``},
	{`members.$ref`, ``, `members`, ``, `$ref`},
	{enterprise, `urn:ietf:params:scim:schemas:extension:enterprise:2.0`, `User`, ``, ``},
}

func TestParsePath(t *testing.T) {
	t.Parallel()
	for _, c := range goodPaths {
		path, err := scim.ParsePath(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if path.URI != c.uri || path.Name != c.name || path.Sub != c.sub || path.Filter.String() != c.filter {
			t.Errorf("%s: got %q %q %q %q", c.text, path.URI, path.Name, path.Filter, path.Sub)
		}
		if path.String() != c.text {
			t.Errorf("%s prints %s", c.text, path)
		}
		known := c.filter == `not (type eq "]")` || strings.HasPrefix(c.uri, "http:") // what the other parser cannot
		if _, err := second.ParsePath([]byte(c.text)); err != nil && !known {
			t.Errorf("%s: the other parser refuses: %v", c.text, err)
		}
	}
}

var badPaths = []struct{ text, want string }{ //nolint:gochecknoglobals // a constant table
	{``, `400 invalidPath: position 1: expected an attribute name, found the end`},
	{`..`, `400 invalidPath: position 1: ".." is not an attribute name`},
	{`name..x`, `400 invalidPath: position 1: "name..x" is not an attribute name`},
	{`/emails/0`, `400 invalidPath: position 1: "/emails/0" is not an attribute name`},
	{`emails[0]`, `400 invalidPath: position 7: array positions are not SCIM; select by a filter such as [type eq "work"]`},
	{`emails[type eq`, `400 invalidFilter: position 15: expected a value after "eq", found the end`},
	{`emails[type zz "x"]`, `400 invalidFilter: position 13: "zz" is not an operator; there are eq ne co sw ew gt ge lt le pr`},
	{`emails[]`, `400 invalidFilter: position 8: expected an attribute name, found "]"`},
	{`emails[type pr] `, `400 invalidPath: position 16: expected the end, found " "`},
	{`emails[type pr]value`, `400 invalidPath: position 16: expected the end, found "value"`},
	{`emails[type pr].`, `400 invalidPath: position 17: expected an attribute name, found the end`},
	{`emails[type pr].a.b`, `400 invalidPath: position 17: "a.b" is not the name of a sub-attribute`},
	{`name.formatted[type pr]`, `400 invalidPath: position 15: a sub-attribute cannot have a value filter`},
	{`userName eq "x"`, `400 invalidPath: position 9: expected the end, found " "`},
	{"a\xff", `400 invalidPath: the path is not UTF-8`},
}

func TestParsePathSaysWhereItFailed(t *testing.T) {
	t.Parallel()
	for _, c := range badPaths {
		_, err := scim.ParsePath(c.text)
		if err == nil {
			t.Errorf("%q was read", c.text)
			continue
		}
		refused(t, err, c.want)
	}
}

func FuzzParsePath(f *testing.F) {
	for _, c := range goodPaths {
		f.Add(c.text)
	}
	for _, c := range badPaths {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		path, err := scim.ParsePath(text)
		if err != nil {
			return
		}
		printed := path.String()
		again, err := scim.ParsePath(printed)
		if err != nil {
			t.Fatalf("%q prints as %q, which fails: %v", text, printed, err)
		}
		if again.String() != printed || again.AttrPath != path.AttrPath {
			t.Fatalf("%q prints as %q and then as %q", text, printed, again)
		}
	})
}
