package graph

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// someone has a property of every kind.
func someone(property string) any {
	return map[string]any{
		"id": "0b1f5b8e-0000-4000-8000-000000000001", "displayName": "O'Neil", "department": "R&D", "accountEnabled": true, "jobTitle": nil,
		"deletedDateTime":               time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC),
		"onPremisesExtensionAttributes": map[string]any{"extensionAttribute1": "x"},
	}[property]
}

func TestFilter(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"displayName eq 'O''Neil'":                                            true,
		"displayName eq 'o''neil'":                                            true,
		"displayName ne 'O''Neil'":                                            false,
		"displayName gt 'A' and displayName lt 'P'":                           true,
		"accountEnabled eq true":                                              true,
		"accountEnabled ne true":                                              false,
		"jobTitle eq null":                                                    true,
		"jobTitle ne null":                                                    false,
		"jobTitle eq 'x'":                                                     false,
		"jobTitle lt 'x'":                                                     false,
		"id eq 0b1f5b8e-0000-4000-8000-000000000001":                          true,
		"startswith(displayName,'o''n')":                                      true,
		"endswith(displayName, 'EIL')":                                        true,
		"contains(displayName,'x')":                                           false,
		"startswith(jobTitle,'')":                                             false,
		"department in ('Sales', 'R&D')":                                      true,
		"department in ('Sales')":                                             false,
		"not(department eq 'R&D')":                                            false,
		"not department eq 'Sales'":                                           true,
		"deletedDateTime ge 2026-01-05T09:00:00Z":                             true,
		"deletedDateTime gt 2026-01-05T10:00:00+01:00":                        false,
		"deletedDateTime lt 2026-01-06":                                       true,
		"onPremisesExtensionAttributes/extensionAttribute1 eq 'x'":            true,
		"onPremisesExtensionAttributes/extensionAttribute2 eq 'x'":            false,
		"department eq 'x' and department eq 'y' or accountEnabled eq true":   true,
		"department eq 'x' and (department eq 'y' or accountEnabled eq true)": false,
		"  ( department eq 'R&D' )  ":                                         true,
	} {
		c, err := parseFilter(userEntity, text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := c.holds(someone); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func TestFilterMindsCaseWhereTheEntityDoes(t *testing.T) {
	t.Parallel()
	create := func(string) any { return "create" }
	for text, want := range map[string]bool{
		"provisioningAction eq 'create'": true, "provisioningAction eq 'Create'": false, "contains(provisioningAction,'REA')": false,
	} {
		c, err := parseFilter(logEntity, text)
		if err != nil || c.holds(create) != want {
			t.Errorf("%s: %v, want %v", text, err, want)
		}
	}
}

func TestFilterRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", " ", "displayName", "displayName eq", "displayName eq 'open", "displayName eq x", "displayName eq 'a' 'b'", "displayName eq ''''  ''", "nickName eq 'x'",
		"displayName like 'x'", "displayName eq 'x' and", "or displayName eq 'x'", "(displayName eq 'x'", "displayName eq 'x')", "accountEnabled eq 'true'", "accountEnabled eq 1",
		"deletedDateTime gt yesterday", "businessPhones eq 'x'", "businessPhones/any(p:p eq 'x')", "startswith(displayName)", "startswith(displayName,x)", "startswith(accountEnabled,'x')",
		"substring(displayName,1) eq 'x'", "department in ()", "department in ('a'", "department in 'a'", "onPremisesExtensionAttributes eq 'x'", "jobTitle gt null",
		"displayName/first eq 'x'", "'displayName' eq 'x'", "displayName 'eq' 'x'", "not", "not()", strings.Repeat("(", 1000), strings.Repeat("not ", 1000) + "accountEnabled eq true",
		"displayName eq '" + strings.Repeat("x", 9000) + "'",
	} {
		_, err := parseFilter(userEntity, text)
		var refused *problem
		if !errors.As(err, &refused) || refused.status != 400 || refused.code != "Request_BadRequest" {
			t.Errorf("%.60q: %v, want a bad request", text, err)
		}
	}
}

func TestFilterKnowsWhatIsAdvanced(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"displayName eq 'x'": false, "startswith(displayName,'x')": false, "department in ('x')": false,
		"displayName ne 'x'": true, "endswith(mail,'x')": true, "contains(mail,'x')": true, "not(mail eq 'x')": true, "mail eq 'x' or endswith(mail,'x')": true,
	} {
		if c, err := parseFilter(userEntity, text); err != nil || c.advanced != want {
			t.Errorf("%s: advanced %v, %v; want %v", text, c.advanced, err, want)
		}
	}
}

// FuzzFilter looks that any text is either refused or judges an object, and that
// not turns the judgement around.
func FuzzFilter(f *testing.F) {
	for _, seed := range []string{"displayName eq 'x'", "not(a in ('b',null))", "startswith(mail,'x') or (accountEnabled ne true)", "deletedDateTime gt 2026-01-05", "((", "''"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parseFilter(userEntity, text)
		if err != nil {
			return
		}
		turned, err := parseFilter(userEntity, "not("+text+")")
		if err != nil {
			if strings.Contains(err.Error(), "deeply") || strings.Contains(err.Error(), "too long") {
				return
			}
			t.Fatalf("%q is a filter and not(...) of it is none: %v", text, err)
		}
		if c.holds(someone) == turned.holds(someone) {
			t.Errorf("%q and its contrary both hold or both fail", text)
		}
	})
}

func TestISODuration(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		40 * time.Minute: "PT40M", 90 * time.Second: "PT1M30S", 24 * time.Hour: "P1D", 25*time.Hour + 500*time.Millisecond: "P1DT1H0.5S", 0: "P10675199DT2H48M5.4775807S",
	} {
		if got := isoDuration(d); got != want {
			t.Errorf("%s is %s, want %s", d, got, want)
		}
	}
}
