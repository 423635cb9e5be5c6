package expression_test

import (
	"strings"
	"testing"

	"github.com/scimproof/scimproof/mockidp/dialect/expression"
)

var ada = map[string]string{
	"givenName": "Ada", "surname": "Lovelace", "IsSoftDeleted": "False", "odd (name)": "x", "userPrincipalName": "ada@corp.example",
	"mail": "ada.lovelace@corp.example", "mobile": "+44 (20) 555-0100", "state": "QLD", "employeeId": "0042", "accented": "Zoë Müller-Łukasz",
	"skills": "engines, poetry,engines", "phone": "+44 2055501000", "street": "12 Dorset Street", "hired": "2020-03-16-07:00",
	"appRoleAssignments": `[{"id":"r1","value":"Admin","displayName":"Administrator"},{"id":"r2","value":"Reader","displayName":"Reader"}]`,
}

func lookup(name string) string { return ada[name] }

// show writes a value so that null, an empty text and lists can be told apart.
func show(v expression.Value) string {
	switch {
	case v.Null:
		return "null"
	case v.List != nil:
		return "[" + strings.Join(v.List, "|") + "]"
	default:
		return v.Text
	}
}

// cases computes expressions and compares with what they shall be.
func cases(t *testing.T, wants map[string]string) {
	t.Helper()
	for written, want := range wants {
		e, err := expression.Parse(written)
		if err != nil {
			t.Errorf("%s: %v", written, err)
			continue
		}
		got, err := e.Eval(lookup)
		if err != nil || show(got) != want {
			t.Errorf("%s is %q, %v; want %q", written, show(got), err, want)
		}
	}
}

func TestTerms(t *testing.T) {
	t.Parallel()
	cases(t, map[string]string{
		`[givenName]`:           "Ada",
		`[odd (name)]`:          "x",
		`[nothing]`:             "null",
		`"constant"`:            "constant",
		`""`:                    "",
		`"a ] b, (c"`:           "a ] b, (c",
		`"say \"hi\" \\o/"`:     `say "hi" \o/`,
		`"\d"`:                  `\d`,
		`-12`:                   "-12",
		`&HF7`:                  "247",
		` Len ( "ä€" ) `:        "2",
		`CStr([IsSoftDeleted])`: "False",
	})
}

func TestLogic(t *testing.T) {
	t.Parallel()
	cases(t, map[string]string{
		`Switch([IsSoftDeleted], , "False", "True", "True", "False")`:   "True",
		`Switch([givenName], "other", "ada", "no")`:                     "other",
		`Switch([givenName], , "ada", "no")`:                            "null",
		`Switch([nothing], "other", "", "null")`:                        "null",
		`Switch([state], "Sydney", "NSW", "Sydney", "QLD", "Brisbane")`: "Brisbane",
		`Switch(IsPresent([nothing]), "none", "True", [nothing])`:       "none",
		`IIF([givenName]="Ada", "yes", "no")`:                           "yes",
		`IIF([givenName] = "ada", "yes", "no")`:                         "no",
		`IIF([givenName]<>"Bob", [surname], "no")`:                      "Lovelace",
		`IIF([employeeId]>41, "more", "less")`:                          "more",
		`IIF("10">="9", "as numbers", "as texts")`:                      "as numbers",
		`IIF("b"<"a", "yes", "no")`:                                     "no",
		`IIF([employeeId]<=42, "yes", "no")`:                            "yes",
		`IIF([nothing]="", "yes", "no")`:                                "no",
		`IIF(IsNullOrEmpty([nothing]), "yes", "no")`:                    "no",
		`IIF(IsPresent([givenName]), "yes", "no")`:                      "yes",
		`IIF("True", "yes", Mid("z", [givenName], 1))`:                  "yes",
		`Coalesce([nothing], [mail])`:                                   "ada.lovelace@corp.example",
		`Coalesce([nothing], [nix], "fallback")`:                        "fallback",
		`Coalesce([nothing])`:                                           "null",
		`IsNull([nothing])`:                                             "True",
		`IsNull("")`:                                                    "False",
		`IsNullOrEmpty("")`:                                             "True",
		`IsPresent([givenName])`:                                        "True",
		`IsPresent("")`:                                                 "False",
		`IsString([givenName])`:                                         "True",
		`IsString(Split("a,b", ","))`:                                   "False",
		`Not("True")`:                                                   "False",
		`Not("anything")`:                                               "True",
		`CBool([givenName] = "Ada")`:                                    "True",
		`CBool(0)`:                                                      "False",
		`CBool(-3)`:                                                     "True",
		`BitAnd(&HF, &HF7)`:                                             "7",
		`IgnoreFlowIfNullOrEmpty("")`:                                   "null",
		`IgnoreFlowIfNullOrEmpty([givenName])`:                          "Ada",
		`Count([nothing])`:                                              "0",
		`Count([givenName])`:                                            "1",
		`Count(Split([skills], ","))`:                                   "3",
		`Item(Split([skills], ","), 2)`:                                 "poetry",
		`Item(Split([skills], ","), 9)`:                                 "null",
		`Item([givenName], 1)`:                                          "Ada",
		`RemoveDuplicates(Split([skills], ","))`:                        "[engines|poetry]",
		`RemoveDuplicates([givenName])`:                                 "Ada",
	})
}
