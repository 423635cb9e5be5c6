package provisioning_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

func TestClauses(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		attribute, operator, value string
		in                         bool // whether Ada, Lead number 6 without a department, is in scope
	}{
		"equal":               {"jobTitle", "EQUALS", "Lead", true},
		"case matters":        {"jobTitle", "EQUALS", "lead", false},
		"not equal":           {"jobTitle", "NOT EQUALS", "Lead", false},
		"null not equal":      {"department", "NOT EQUALS", "x", false},
		"null":                {"department", "IS NULL", "", true},
		"not null":            {"jobTitle", "IS NOT NULL", "", true},
		"null is not null":    {"department", "IS NOT NULL", "", false},
		"something is null":   {"jobTitle", "IS NULL", "", false},
		"pattern":             {"jobTitle", "REGEX MATCH", "^L.*d$", true},
		"pattern of null":     {"department", "REGEX MATCH", ".*", false},
		"not pattern":         {"jobTitle", "NOT REGEX MATCH", "^L", false},
		"not pattern, null":   {"department", "NOT REGEX MATCH", "^L", false},
		"ends":                {"userPrincipalName", "ENDS_WITH", "@corp.example", true},
		"ends, other name":    {"userPrincipalName", "ends with", "@corp.example", true},
		"ends otherwise":      {"userPrincipalName", "ENDS_WITH", "@other.example", false},
		"includes":            {"jobTitle", "Includes", "ea", true},
		"includes in case":    {"jobTitle", "INCLUDES", "EA", false},
		"true":                {"accountEnabled", "IS TRUE", "", true},
		"false":               {"accountEnabled", "IS FALSE", "", false},
		"text is not true":    {"jobTitle", "IS TRUE", "", false},
		"text is not false":   {"jobTitle", "IS FALSE", "", false},
		"null is not false":   {"department", "IS FALSE", "", false},
		"greater":             {"employeeId", "Greater_Than", "5", true},
		"not greater":         {"employeeId", "GREATER_THAN", "6", false},
		"greater or equal":    {"employeeId", "GREATER_THAN_OR_EQUALS", "6", true},
		"not even equal":      {"employeeId", "GREATER_THAN_OR_EQUALS", "7", false},
		"text is no number":   {"jobTitle", "GREATER_THAN", "1", false},
		"not as text":         {"employeeId", "GREATER_THAN", "10", false},
		"null is no number":   {"department", "GREATER_THAN", "-1", false},
		"both bits":           {"employeeId", "&", "6", true},
		"one bit missing":     {"employeeId", "&", "3", false},
		"neither bit":         {"employeeId", "!&", "9", true},
		"one bit there":       {"employeeId", "!&", "3", false},
		"null has no bit":     {"department", "!&", "1", false},
		"the person's own id": {"objectId", "REGEX MATCH", "^00000000-", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clause := provisioning.Clause{Attribute: test.attribute, Operator: test.operator, Value: test.value}
			l := newLab(t, func(s *provisioning.Settings) { s.Filter = provisioning.AllOf(clause) })
			l.assigned("ada", "jobTitle", "Lead", "employeeId", "6")
			want := "other/skipped:1"
			if test.in {
				want = "create/success:1"
			}
			l.expectCounts(l.run(), want)
		})
	}
}

func TestClausesAreJoinedByAndAndFiltersByOr(t *testing.T) {
	t.Parallel()
	title := func(value string) provisioning.Clause {
		return provisioning.Clause{Attribute: "jobTitle", Operator: "EQUALS", Value: value}
	}
	city := provisioning.Clause{Attribute: "city", Operator: "EQUALS", Value: "Bonn"}
	l := newLab(t, func(s *provisioning.Settings) { s.Filter = provisioning.Filter{{title("Lead"), city}, {title("Boss")}} })
	l.assigned("ada", "jobTitle", "Lead", "city", "Bonn")
	l.assigned("bob", "jobTitle", "Lead", "city", "Rome")
	l.assigned("eve", "jobTitle", "Boss", "city", "Rome")
	l.assigned("joe", "jobTitle", "Cook", "city", "Bonn")
	l.run()
	names := ""
	for _, record := range l.job.Log(0) {
		names += record.Name + " " + record.Action + ", "
	}
	if want := "ada@corp.example create, bob@corp.example other, eve@corp.example create, joe@corp.example other, "; names != want {
		t.Errorf("the cycle did %s, want %s", names, want)
	}
}

func TestAGroupOutOfItsFilterIsDeletedAndItsPeopleStay(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) {
		s.GroupFilter = provisioning.AllOf(provisioning.Clause{Attribute: "displayName", Operator: "INCLUDES", Value: "Eng"})
	})
	l.group("Sales", l.person("bob"))
	g := l.group("Engineering", l.person("ada"))
	l.expectCounts(l.run(), "create/success:3 other/skipped:1 update/success:1")
	name := "Marketing"
	_, err := l.directory.ChangeGroup(g.ID, directory.GroupChange{DisplayName: &name})
	l.must(err)
	l.expectCounts(l.run(), "delete/success:1")
}

func TestFilterReadsWhatItUsedToBe(t *testing.T) {
	t.Parallel()
	a, b := provisioning.Clause{Attribute: "a", Operator: "IS NULL"}, provisioning.Clause{Attribute: "b", Operator: "EQUALS", Value: "c"}
	for text, want := range map[string]provisioning.Filter{
		`null`: nil,
		`[]`:   nil,
		`[{"attribute":"a","operator":"IS NULL"},{"attribute":"b","operator":"EQUALS","value":"c"}]`:     {{a, b}},
		`[[{"attribute":"a","operator":"IS NULL"}],[{"attribute":"b","operator":"EQUALS","value":"c"}]]`: {{a}, {b}},
	} {
		var got provisioning.Filter
		if err := json.Unmarshal([]byte(text), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s reads as %+v, %v, want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{`{}`, `[1]`, `[{"atribute":"a"}]`, `[[{"attribute":1}]]`, `[[[]]]`} {
		var got provisioning.Filter
		if err := json.Unmarshal([]byte(text), &got); err == nil {
			t.Errorf("%s reads as %+v, want an error", text, got)
		}
	}
}
