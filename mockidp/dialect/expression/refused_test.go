package expression_test

import (
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/dialect/expression"
)

func TestRefused(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		``:                                    "at character 1: an expression is missing",
		`[]`:                                  "at character 1: an attribute needs a name",
		`[givenName`:                          "at character 1: the name of an attribute is not closed",
		`"x`:                                  "at character 1: a text is not closed",
		`"x\"`:                                "at character 1: a text is not closed",
		`givenName`:                           "at character 1: givenName is no function",
		`Join`:                                "at character 1: Join is no function",
		`=`:                                   "at character 1: want [attribute]",
		`Upper([givenName])`:                  "at character 1: there is no function Upper",
		`Join("ä", tolower([a]))`:             "at character 11: there is no function tolower",
		`Join()`:                              "at character 1: the function Join has 0 arguments",
		`Join(" ", [a]`:                       "at character 14: the function Join wants a comma or a closing bracket",
		`Join(" ", [a] [b])`:                  "at character 15: the function Join wants a comma or a closing bracket",
		`Join(" ", [a]) x`:                    "at character 16: the expression goes on after its end",
		`Switch([a], "b")`:                    "at character 1: the function Switch has 2 arguments",
		`Switch([a], "b", "c")`:               "at character 1: the function Switch has 3 arguments",
		`Append([a])`:                         "at character 1: the function Append has 1 arguments; it is written Append(source, suffix)",
		`Replace([a], "b", "c")`:              "at character 1: the function Replace has 3 arguments",
		`Replace([a],"b","c",,"d",,)`:         "the function Replace: oldValue and regexPattern exclude each other",
		`Replace([a],"b",,,,,)`:               "the function Replace: it wants oldValue",
		`Replace([a],,"(",,"d",,)`:            "at character 1: the function Replace: the regexPattern \"(\": error parsing regexp",
		`Replace([a],,"(?=x)",,"d",,)`:        "the function Replace: the regexPattern",
		`Replace([a],,[b],,"d",,)`:            "the function Replace: the regexPattern must be a text in quotation marks",
		`Replace([a],,"x","g","d",,)`:         "the function Replace: the regexPattern has no group \"g\"",
		`Replace([a],,"x",,,,)`:               "the function Replace: the regexPattern wants a replacementValue",
		`FormatDateTime([a],,"yyyyy","yyyy")`: "the function FormatDateTime: the inputFormat \"yyyyy\": 5 times y is no part of a date",
		`FormatDateTime([a],,"yyyy",[b])`:     "the function FormatDateTime: the outputFormat must be a text",
		`FormatDateTime([a],"Loose","yyyy","yyyy")`: "the function FormatDateTime: there are no dateTimeStyles \"Loose\"",
		`InStr([a], "b", 1, vbTextCompares)`:        "vbTextCompares is no function",
		`InStr([a], "b", 1, "text")`:                "the function InStr: the compareType \"text\"",
		`SingleAppRoleAssignment([a])`:              "the function SingleAppRoleAssignment: its argument is always [appRoleAssignments]",
		`Guid()`:                                    "at character 1: the function Guid is not imitated",
		`SelectUniqueValue([a], [b])`:               "at character 1: the function SelectUniqueValue is not imitated",
		`&HFFFFFFFFFFFFFFFFFF`:                      "at character 1: the number &HFFFFFFFFFFFFFFFFFF is too big",
		strings.Repeat(`Join("",`, 60):              "at character 406: functions are nested more than 50 deep",
		`"` + strings.Repeat("x", 10_000) + `"`:     "10002 characters: at most 10000 are allowed",
	} {
		_, err := expression.Parse(written)
		if !refusal.Is(err, "expression-malformed") || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s: %v\nwant %q", written, err, want)
		}
	}
}

// TestNotComputable holds what a function cannot take and finds out at the value.
func TestNotComputable(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		`Mid([givenName], "two", 1)`:                     `function Mid: the start "two" is no whole number`,
		`Left(Split([skills], ","), 1)`:                  "function Left: a list stands where one value is wanted",
		`Item([givenName], 0)`:                           "function Item: the index 0 is less than 1",
		`CDate("soon")`:                                  `function CDate: "soon" is no date`,
		`Join("", CDate("soon"))`:                        `function Join: function CDate: "soon" is no date`,
		`DateAdd("week", 1, "2020-01-01")`:               "function DateAdd: the interval",
		`DateAdd("d", 9999999999, "2020-01-01")`:         "function DateAdd: the value 9999999999 is too far away",
		`DateFromNum("x")`:                               `function DateFromNum: "x" is no number`,
		`FormatDateTime("31.02.2020",,"dd.MM.yyyy","s")`: "there is no such day or hour",
		`FormatDateTime("2020-1-01",,"yyyy-MM-dd","s")`:  "want 2 digits",
		`FormatDateTime("2020x",,"yyyy","s")`:            `"x" is left over`,
		`FormatDateTime("13 PM",,"hh tt","s")`:           "13 is no hour of twelve",
	} {
		e, err := expression.Parse(written)
		if err != nil {
			t.Errorf("%s: %v", written, err)
			continue
		}
		if value, err := e.Eval(lookup); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s is %+v, %v; want the error %q", written, value, err, want)
		}
	}
	doubled := `"` + strings.Repeat("x", 4000) + `"`
	for range 12 {
		doubled = `Replace(` + doubled + `, , "x", , "$&$&", , )`
	}
	e, err := expression.Parse(doubled)
	if err != nil {
		t.Fatal(err)
	}
	if value, err := e.Eval(lookup); err == nil || !strings.Contains(err.Error(), "the value grows too long") {
		t.Errorf("a text of %d bytes, %v", len(value.Text), err)
	}
	e, _ = expression.Parse(`AppRoleAssignmentsComplex([appRoleAssignments])`)
	if value, err := e.Eval(func(string) string { return "Admin" }); err == nil {
		t.Errorf("roles that are no JSON read %+v", value)
	}
}

func TestTreeAndText(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		`Mid( [userPrincipalName],1 , 8 )`:                 `Mid([userPrincipalName], 1, 8)`,
		`Switch([a], , "x\"", "y\\")`:                      `Switch([a], , "x\"", "y\\")`,
		`IIF([a]="b",&H10,InStr([a],"b",1,vbTextCompare))`: `IIF([a] = "b", 16, InStr([a], "b", 1, vbTextCompare))`,
	} {
		e, err := expression.Parse(written)
		if err != nil || e.String() != want {
			t.Errorf("%s is written %s, %v", written, e, err)
		}
	}
	e, _ := expression.Parse(`Append(Redact([a]), "b")`)
	if !e.Redacted() || e.Roles() != "" || e.Tree().Args[1].Text != "b" {
		t.Errorf("%+v", e.Tree())
	}
	e, _ = expression.Parse(`AssertiveAppRoleAssignmentsComplex([appRoleAssignments])`)
	if e.Redacted() || e.Roles() != expression.Assertive {
		t.Errorf("roles are written as %q", e.Roles())
	}
	for name, want := range map[string]string{"Mid": "source start length", "Switch": "source defaultValue key1", "Join": "separator source1 source2"} {
		if got := expression.Parameter(name, 0) + " " + expression.Parameter(name, 1) + " " + expression.Parameter(name, 2); got != want {
			t.Errorf("the parameters of %s are %s", name, got)
		}
	}
}

func TestEveryFunctionHasEvidence(t *testing.T) {
	t.Parallel()
	imitated := 0
	for _, f := range expression.Functions() {
		if f.Source == "" || !strings.Contains("ABCI", f.Grade) || f.Grade == "" {
			t.Errorf("%s has the evidence %q, %q", f.Name, f.Source, f.Grade)
		}
		if f.Imitated {
			imitated++
		} else if f.Note == "" {
			t.Errorf("%s is not imitated and nobody says why", f.Name)
		}
	}
	if imitated != 42 {
		t.Errorf("%d functions are imitated", imitated)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`Join(" ", [givenName], [surname])`, `Switch([IsSoftDeleted], , "False", "True", "True", "False")`, `Join(((`,
		`Replace([phone], , "\\+(?<code>\\d* )", , "${code}", , )`, `FormatDateTime([hired], , "yyyy-MM-ddzzz", "o")`,
		`IIF([a]="b",&H10,InStr([a],"b",1,vbTextCompare))`, `Item(Split([skills], ","), 2)`, `DateAdd("d", -1, CDate("2020-01-01"))`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, written string) {
		e, err := expression.Parse(written)
		if err != nil {
			return
		}
		again, err := expression.Parse(e.String())
		if err != nil {
			if len(e.String()) < 9_000 {
				t.Fatalf("%q is understood, but as %q it is not: %v", written, e, err)
			}
			return
		}
		one, errOne := e.Eval(lookup)
		other, errOther := again.Eval(lookup)
		if show(one) != show(other) || (errOne == nil) != (errOther == nil) {
			t.Errorf("%q is %s, %v; as %q it is %s, %v", written, show(one), errOne, e, show(other), errOther)
		}
	})
}
