package dialect_test

import (
	"strings"
	"testing"

	"github.com/scimproof/scimproof/mockidp/dialect"
)

var ada = map[string]string{"givenName": "Ada", "surname": "Lovelace", "IsSoftDeleted": "False", "odd (name)": "x"}

func lookup(name string) string { return ada[name] }

func TestExpressions(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`[givenName]`:                               "Ada",
		`[odd (name)]`:                              "x",
		`[nothing]`:                                 "",
		`"constant"`:                                "constant",
		`"a ] b, (c"`:                               "a ] b, (c",
		`Join(" ", [givenName], [surname])`:         "Ada Lovelace",
		`Join(" ", [nothing], [surname])`:           "Lovelace",
		`Join("-",[nothing],[nothing])`:             "",
		` Join ( ", " , [surname] , [givenName] ) `: "Lovelace, Ada",
		`Join("", "x", Join(".", [givenName], [surname]))`:            "xAda.Lovelace",
		`Switch([IsSoftDeleted], , "False", "True", "True", "False")`: "True",
		`Switch([givenName], "other", "ada", "no")`:                   "other",
		`Switch([nothing], "other", "", "null")`:                      "null",
	} {
		expression, err := dialect.ParseExpression(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := expression.Eval(lookup); got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}

func TestExpressionsRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		``:                                      "an expression is missing",
		`[]`:                                    "needs a name",
		`[givenName`:                            "not closed",
		`"x`:                                    "not closed",
		`givenName`:                             "want [attribute]",
		`Upper([givenName])`:                    "want [attribute]",
		`Join`:                                  "want [attribute]",
		`Join()`:                                "wants a separator",
		`Join(" ", [a]`:                         "want a comma or a closing bracket",
		`Join(" ", [a] [b])`:                    "want a comma or a closing bracket",
		`Join(" ", [a]) x`:                      "unexpected",
		`Switch([a], "b")`:                      "pairs of key and value",
		`Switch([a], "b", "c")`:                 "pairs of key and value",
		strings.Repeat(`Join("",`, 60):          "nested more than 50 deep",
		`"` + strings.Repeat("x", 10_000) + `"`: "at most 10000",
	} {
		if _, err := dialect.ParseExpression(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: error %v, want %q", text, err, want)
		}
	}
}

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

func FuzzParseExpression(f *testing.F) {
	f.Add(`Join(" ", [givenName], [surname])`)
	f.Add(`Switch([IsSoftDeleted], , "False", "True", "True", "False")`)
	f.Add(`Join(((`)
	f.Fuzz(func(t *testing.T, text string) {
		expression, err := dialect.ParseExpression(text)
		if err != nil {
			return
		}
		// What is understood means the same with blanks around it, and can be computed.
		again, err := dialect.ParseExpression(" " + text + " ")
		if err != nil && len(text) < 9_000 {
			t.Fatalf("%q is understood, with blanks it is not: %v", text, err)
		}
		if err == nil && again.Eval(lookup) != expression.Eval(lookup) {
			t.Errorf("%q has two values", text)
		}
	})
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
