package scim_test

import (
	"strings"
	"testing"

	second "github.com/scim2/filter-parser/v2"

	"github.com/scimproof/scimproof/internal/scim"
)

// goodFilters are RFC 7644's own examples (3.4.2.1 with quotes, figure 2) and the
// corners of its grammar, with the form they print in.
var goodFilters = []struct{ text, printed string }{ //nolint:gochecknoglobals // a constant table
	{`userName eq "bjensen"`, ``},
	{`userName Eq "john"`, `userName eq "john"`},
	{`Username eq "john"`, ``},
	{`name.familyName co "O'Malley"`, ``},
	{`userName sw "J"`, ``},
	{`urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"`, ``},
	{`title pr`, ``},
	{`meta.lastModified gt "2011-05-13T04:42:34Z"`, ``},
	{`meta.lastModified ge "2011-05-13T04:42:34Z"`, ``},
	{`meta.lastModified lt "2011-05-13T04:42:34Z"`, ``},
	{`meta.lastModified le "2011-05-13T04:42:34Z"`, ``},
	{`title pr and userType eq "Employee"`, ``},
	{`title pr or userType eq "Intern"`, ``},
	{`schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"`, ``},
	{`userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")`, ``},
	{`userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")`, ``},
	{`userType eq "Employee" and (emails.type eq "work")`, `userType eq "Employee" and emails.type eq "work"`},
	{`userType eq "Employee" and emails[type eq "work" and value co "@example.com"]`, ``},
	{`emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]`, ``},
	{`(meta.resourceType eq "User") or (meta.resourceType eq "Group")`, `meta.resourceType eq "User" or meta.resourceType eq "Group"`},
	{`not(title pr)`, `not (title pr)`},
	{`NOT (title pr)`, `not (title pr)`},
	{`not eq "x"`, ``},
	{`a pr and b pr or c pr`, ``},
	{`a pr and (b pr or c pr)`, ``},
	{`a pr AND b pr OR c pr and d pr`, `a pr and b pr or c pr and d pr`},
	{`a pr and (b pr and c pr)`, ``},
	{`a eq true and b eq false and c eq null`, ``},
	{`a eq 5 and b eq -1.5e3`, ``},
	{`a eq ""`, ``},
	{`a eq "say \"hi\" \\ \/ \u00e9 \ud83d\ude00"`, `a eq "say \"hi\" \\ / é 😀"`},
	{`a eq "with ) ] and blanks"`, ``},
	{`emails[not (type eq "work") and (primary eq true or value pr)]`, ``},
	{`members[value eq"x"]`, `members[value eq "x"]`},
	{`  a   pr   and   b pr  `, `a pr and b pr`},
	{`members.$ref sw "https:"`, ``},
	{`emails[type eq "work"].value eq "x"`, `emails[type eq "work" and value eq "x"]`},
	{`emails[type eq "work" or primary eq true].value pr`, `emails[(type eq "work" or primary eq true) and value pr]`},
}

func TestParseFilterPrintsWhatItRead(t *testing.T) {
	t.Parallel()
	for _, c := range goodFilters {
		want := c.printed
		if want == "" {
			want = c.text
		}
		filter, err := scim.ParseFilter(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if got := filter.String(); got != want {
			t.Errorf("%s\nprints %s\nwant   %s", c.text, got, want)
		}
	}
}

var badFilters = []struct{ text, detail string }{ //nolint:gochecknoglobals // a constant table
	{``, `position 1: expected an attribute name, found the end`},
	{`userName`, `position 9: expected a blank and an operator after "userName", found the end`},
	{`userName `, `position 10: expected an operator after "userName", found the end`},
	{`userName eq`, `position 12: expected a value after "eq", found the end`},
	{`userName regex "a"`, `position 10: "regex" is not an operator; there are eq ne co sw ew gt ge lt le pr`},
	{`userName eq bjensen`, `position 13: "bjensen" is not a JSON value; strings need double quotes`},
	{`userName eq 'bjensen'`, `position 13: "'bjensen'" is not a JSON value; strings need double quotes`},
	{`active eq True`, `position 11: "True" is not a JSON value; strings need double quotes`},
	{`a eq 01`, `position 6: "01" is not a JSON value; strings need double quotes`},
	{`a eq -`, `position 6: "-" is not a JSON value; strings need double quotes`},
	{`a eq "open`, `position 6: this string has no closing quote`},
	{`a eq "open\`, `position 6: this string has no closing quote`},
	{`a eq "\x"`, `position 6: not a JSON string: invalid character 'x' in string escape code`},
	{"a eq \"\x01\"", `position 6: not a JSON string: invalid character '\x01' in string literal`},
	{`a pr and`, `position 9: expected a blank and an expression after "and", found the end`},
	{`a pr and `, `position 10: expected an attribute name, found the end`},
	{`and a pr`, `position 5: "a" is not an operator; there are eq ne co sw ew gt ge lt le pr`},
	{`a pr b pr`, `position 6: expected the end, found "b"`},
	{`a prx`, `position 3: "prx" is not an operator; there are eq ne co sw ew gt ge lt le pr`},
	{`(a pr`, `position 6: expected "and", "or" or ")", found the end`},
	{`a pr)`, `position 5: expected the end, found ")"`},
	{`()`, `position 2: expected an attribute name, found ")"`},
	{`not a pr`, `position 5: "a" is not an operator; there are eq ne co sw ew gt ge lt le pr`},
	{`emails[]`, `position 8: expected an attribute name, found "]"`},
	{`emails[type eq "work"`, `position 22: expected "and", "or" or "]", found the end`},
	{`emails[a[b pr]]`, `position 9: a value filter cannot hold another one`},
	{`name.familyName[a pr]`, `position 16: a sub-attribute cannot have a value filter`},
	{`emails[type pr].value`, `position 22: expected a blank and an operator after "value", found the end`},
	{`emails[type pr].5 eq 1`, `position 17: "5" is not an attribute name`},
	{`a..b pr`, `position 1: "a..b" is not an attribute name`},
	{`a.b.c pr`, `position 1: "a.b.c" is not an attribute name`},
	{`1a pr`, `position 1: "1a" is not an attribute name`},
	{`a:b pr`, `position 1: "a:b" is not an attribute name`},
	{`"a" pr`, `position 1: expected an attribute name, found "\""`},
	{"a\xff pr", `the filter is not UTF-8`},
	{strings.Repeat("(", 51) + "a pr" + strings.Repeat(")", 51), `position 51: more than 50 parentheses inside each other`},
}

func TestParseFilterSaysWhereItFailed(t *testing.T) {
	t.Parallel()
	for _, c := range badFilters {
		filter, err := scim.ParseFilter(c.text)
		if err == nil {
			t.Errorf("%q was read as %s", c.text, filter)
			continue
		}
		if want := "400 invalidFilter: " + c.detail; err.Error() != want {
			t.Errorf("%q\nfails with %s\nwant       %s", c.text, err, want)
		}
	}
}

func TestEquality(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, attr, value string
		ok                bool
	}{
		{`userName eq "a"`, "userName", "a", true},
		{`(userName EQ "a")`, "userName", "a", true},
		{`urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a"`, "urn:ietf:params:scim:schemas:core:2.0:User:userName", "a", true},
		{`emails.value eq "a"`, "emails.value", "a", true},
		{`userName ne "a"`, "", "", false},
		{`active eq true`, "", "", false},
		{`userName eq null`, "", "", false},
		{`userName eq "a" and active eq true`, "", "", false},
		{`not (userName eq "a")`, "", "", false},
		{`emails[value eq "a"]`, "", "", false},
	} {
		filter, err := scim.ParseFilter(c.text)
		if err != nil {
			t.Fatalf("%s: %v", c.text, err)
		}
		if attr, value, ok := filter.Equality(); attr != c.attr || value != c.value || ok != c.ok {
			t.Errorf("%s: got %q %q %t", c.text, attr, value, ok)
		}
	}
	if _, _, ok := (scim.Filter{}).Equality(); ok {
		t.Error("no filter is an equality")
	}
}

// Another parser of the same grammar has to give the same verdict, except where
// a reason says why not.
func TestSecondOpinionOnFilters(t *testing.T) {
	t.Parallel()
	differs := map[string]string{
		`members[value eq"x"]`:                                           "the RFC's example lacks the blank",
		`  a   pr   and   b pr  `:                                        "blanks around the whole",
		`emails[type eq "work"].value eq "x"`:                            "Entra sends it",
		`emails[type eq "work" or primary eq true].value pr`:             "Entra sends it",
		`emails[not (type eq "work") and (primary eq true or value pr)]`: "the other parser has no groups in brackets",
		`a eq "say \"hi\" \\ \/ \u00e9 \ud83d\ude00"`:                    "the other parser has no surrogate pairs",
		`active eq True`:                                                 "JSON literals are lower case",
		`a:b pr`:                                                         "a URI has a colon of its own",
		`name.familyName[a pr]`:                                          "sub-attributes have no sub-attributes",
		strings.Repeat("(", 51) + "a pr" + strings.Repeat(")", 51):       "nesting is bounded here",
	}
	check := func(text string, accepted bool) {
		_, err := second.ParseFilter([]byte(text))
		_, knows := differs[text]
		if (err == nil) != accepted && !knows {
			t.Errorf("%q: accepted here %t, by the other parser: %v", text, accepted, err)
		}
		if (err == nil) == accepted && knows {
			t.Errorf("%q: the parsers agree, take it off the list", text)
		}
	}
	for _, c := range goodFilters {
		check(c.text, true)
	}
	for _, c := range badFilters {
		check(c.text, false)
	}
}

func FuzzParseFilter(f *testing.F) {
	for _, c := range goodFilters {
		f.Add(c.text)
	}
	for _, c := range badFilters {
		f.Add(c.text)
	}
	user := scim.UserType()
	f.Fuzz(func(t *testing.T, text string) {
		filter, err := scim.ParseFilter(text)
		if err != nil {
			return
		}
		printed := filter.String()
		again, err := scim.ParseFilter(printed)
		if err != nil {
			t.Fatalf("%q prints as %q, which fails: %v", text, printed, err)
		}
		if again.String() != printed {
			t.Fatalf("%q prints as %q and then as %q", text, printed, again)
		}
		if matches, err := filter.Compile(user); err == nil {
			matches(barbara(t))
		}
		if _, err := filter.CompileMixed(user); err == nil {
			_, _ = filter.Matches(barbara(t), user)
		}
		if beyondSecond(printed) {
			return
		}
		if _, err := second.ParseFilterNumber([]byte(printed)); err != nil {
			t.Fatalf("%q: the other parser refuses: %v", printed, err)
		}
	})
}

// beyondSecond tells what the other parser is known not to read (groups in
// brackets, escapes of a surrogate, some URIs, "$" inside a name), or not in
// reasonable time (many groups).
func beyondSecond(printed string) bool {
	return strings.ContainsAny(printed, `[\:$`) || strings.Count(printed, "(") > 3
}
