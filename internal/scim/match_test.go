package scim_test

import (
	"testing"

	"github.com/scimproof/scimproof/internal/scim"
)

// TestMatches asks barbara (fixtures_test.go). "error" stands for invalidFilter.
func TestMatches(t *testing.T) {
	t.Parallel()
	const yes, no, fails = "yes", "no", "error"
	for _, c := range []struct{ filter, want string }{
		// Strings, letter case disregarded.
		{`userName eq "barbara@contoso.example"`, yes},
		{`USERNAME eq "barbara@contoso.example"`, yes},
		{`userName eq "barbara"`, no},
		{`userName ne "barbara@contoso.EXAMPLE"`, no},
		{`userName ne "barbara"`, yes},
		{`userName co "@CONTOSO"`, yes},
		{`userName co "fabrikam"`, no},
		{`userName sw "barbara@"`, yes},
		{`userName sw "contoso"`, no},
		{`userName ew ".EXAMPLE"`, yes},
		{`userName ew "barbara"`, no},
		{`userName gt "barbara"`, yes},
		{`userName ge "BARBARA@contoso.example"`, yes},
		{`userName gt "BARBARA@contoso.example"`, no},
		{`userName lt "c"`, yes},
		{`userName le "b"`, no},
		{`userName pr`, yes},
		{`title pr`, no},
		{`title eq ""`, yes},
		{`nickName pr`, no},
		{`userName eq 5`, fails},
		{`userName eq true`, fails},
		// Strings that are case exact.
		{`id eq "2819c223"`, yes},
		{`id eq "2819C223"`, no},
		{`externalId eq "Ext-701"`, yes},
		{`externalId eq "ext-701"`, no},
		{`externalId ne "ext-701"`, yes},
		{`externalId co "EXT"`, no},
		{`externalId gt "Ext"`, yes},
		{`externalId gt "ext"`, no},
		// References are case exact strings.
		{`profileUrl eq "https://contoso.example/Barbara"`, yes},
		{`profileUrl eq "https://contoso.example/barbara"`, no},
		{`profileUrl sw "https:"`, yes},
		// Booleans.
		{`active eq true`, yes},
		{`active eq false`, no},
		{`active ne false`, yes},
		{`active pr`, yes},
		{`active eq "True"`, yes},
		{`active eq "yes"`, fails},
		{`active eq 1`, fails},
		{`active gt false`, fails},
		{`active ge false`, fails},
		{`active lt false`, fails},
		{`active le false`, fails},
		{`active co "t"`, fails},
		// Binary.
		{`x509Certificates.value eq "QUJD"`, yes},
		{`x509Certificates.value eq "qujd"`, no},
		{`x509Certificates.value ne "QUJD"`, no},
		{`x509Certificates.value gt "AAAA"`, fails},
		{`x509Certificates.value sw "Q"`, fails},
		{`x509Certificates.value pr`, yes},
		// Points in time, in whatever notation.
		{`meta.created eq "2026-01-23T04:56:22Z"`, yes},
		{`meta.created eq "2026-01-23T05:56:22.000+01:00"`, yes},
		{`meta.created eq "2026-01-23T04:56:22"`, yes},
		{`meta.created ne "2026-01-23T04:56:22Z"`, no},
		{`meta.lastModified gt "2026-05-13T04:42:34Z"`, yes},
		{`meta.lastModified gt "2026-05-13T04:42:34.50Z"`, no},
		{`meta.lastModified ge "2026-05-13T04:42:34.500Z"`, yes},
		{`meta.lastModified lt "2026-05-13T06:00:00+02:00"`, no},
		{`meta.lastModified le "2026-05-13T04:42:34.5Z"`, yes},
		{`meta.lastModified gt "yesterday"`, fails},
		{`meta.lastModified gt 5`, fails},
		{`meta.lastModified co "2026"`, fails},
		{`meta.created pr`, yes},
		// null is the missing value.
		{`nickName eq null`, yes},
		{`nickName ne null`, no},
		{`userName eq null`, no},
		{`userName ne null`, yes},
		{`userName gt null`, fails},
		// ne also matches what has no value.
		{`nickName ne "Babs"`, yes},
		{`nickName eq "Babs"`, no},
		{`ims.value ne "x"`, yes},
		// Complex ones.
		{`name.familyName eq "jensen"`, yes},
		{`name pr`, yes},
		{`name eq "Jensen"`, fails},
		{`addresses co "Plaza"`, fails},
		{`name.nosuch eq "x"`, fails},
		// Any value of a multi-valued one will do.
		{`emails.value eq "babs@home.example"`, yes},
		{`emails.value ne "babs@home.example"`, yes},
		{`emails.type eq "other"`, no},
		{`emails co "home.example"`, yes},
		{`emails pr`, yes},
		{`ims pr`, no},
		{`groups eq "g1"`, yes},
		{`emails.type eq "work" and emails.value eq "babs@home.example"`, yes},
		// Inside brackets one and the same has to pass.
		{`emails[type eq "work" and value eq "babs@home.example"]`, no},
		{`emails[type eq "work" and value eq "barbara@contoso.example"]`, yes},
		{`emails[type eq "WORK"].value eq "barbara@contoso.example"`, yes},
		{`emails[type eq "home"].value eq "barbara@contoso.example"`, no},
		{`emails[not (type eq "work")]`, yes},
		{`emails[(type eq "work" or type eq "home") and value ew "home.example"]`, yes},
		{`emails[display pr]`, no},
		{`emails[display ne "x"]`, yes},
		{`ims[value pr]`, no},
		{`ims[value ne "x"]`, no},
		{`emails[nosuch eq "x"]`, fails},
		{`emails[name.value eq "x"]`, fails},
		{`userName[value eq "x"]`, fails},
		{`name[givenName eq "Barbara"]`, yes},
		// primary is false unless it is true.
		{`emails[primary eq true]`, yes},
		{`emails[type eq "home" and primary eq false]`, yes},
		{`emails[type eq "home" and primary ne true]`, yes},
		{`emails[type eq "home" and primary eq true]`, no},
		{`emails[type eq "work" and primary eq false]`, no},
		{`emails[type eq "home" and primary pr]`, no},
		{`emails.primary eq false`, yes},
		{`ims.primary eq false`, no},
		{`emails[primary eq "True"]`, yes},
		// Names with a schema.
		{`urn:ietf:params:scim:schemas:core:2.0:User:userName sw "barbara"`, yes},
		{`URN:IETF:params:scim:schemas:core:2.0:user:USERNAME sw "barbara"`, yes},
		{`urn:ietf:params:scim:schemas:core:2.0:User:name.givenName eq "Barbara"`, yes},
		{`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "701984"`, yes},
		{`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "26118915"`, yes},
		{`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq "26118915"`, yes},
		{`department eq "tour operations"`, yes},
		{`id eq "2819c223" and manager eq "26118915"`, yes},
		{`urn:ietf:params:scim:schemas:core:2.0:Group:displayName eq "x"`, fails},
		{`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr`, fails},
		{`schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"`, yes},
		{`schemas eq "urn:ietf:params:scim:schemas:core:2.0:Group"`, no},
		{`meta.resourceType eq "User"`, yes},
		{`meta.resourceType eq "user"`, no},
		// Logic: not before and before or.
		{`userName pr and active eq true`, yes},
		{`userName pr and active eq false`, no},
		{`nickName pr or active eq true`, yes},
		{`nickName pr or active eq false`, no},
		{`not (nickName pr)`, yes},
		{`not (userName pr)`, no},
		{`userName pr or nickName pr and active eq false`, yes},
		{`(userName pr or nickName pr) and active eq false`, no},
		{`not (nickName pr) and userName pr`, yes},
		{`not (nickName pr and nosuch pr)`, fails},
		{`userName pr or nosuch pr`, fails},
		{`nosuch pr`, fails},
		{`password eq "t1meMa$heen"`, fails},
		{`password pr`, fails},
	} {
		filter, err := scim.ParseFilter(c.filter)
		if err != nil {
			t.Errorf("%s: %v", c.filter, err)
			continue
		}
		matches, err := filter.Matches(barbara(t), scim.UserType())
		got := map[bool]string{true: yes, false: no}[matches]
		if err != nil {
			got = fails
		}
		if got != c.want {
			t.Errorf("%s: got %s (%v), want %s", c.filter, got, err, c.want)
		}
	}
}

func TestNumbersCompareByValue(t *testing.T) {
	t.Parallel()
	rt := &scim.ResourceType{Name: "Room", Endpoint: "/Rooms", Schema: &scim.Schema{ID: "urn:example:room", Attributes: []scim.Attribute{
		{Name: "seats", Type: "integer"}, {Name: "area", Type: "decimal"}, {Name: "tags", Type: "string", MultiValued: true},
		{Name: "built", Type: "dateTime"}, {Name: "doors", Type: "complex", MultiValued: true, SubAttributes: []scim.Attribute{{Name: "codes", Type: "string", MultiValued: true}}},
	}}}
	room := decode(t, `{"seats": 9007199254740993, "area": 12.50, "tags": ["quiet", "Corner"]}`)
	made := scim.Resource{"seats": 12, "area": 12.5, "built": 1999, "doors": []any{map[string]any{"codes": []any{}}}}
	wide := scim.Resource{"seats": int64(12), "area": "wide", "doors": []any{map[string]any{"codes": []any{"", "7"}}}}
	for _, c := range []struct {
		resource scim.Resource
		filter   string
		want     bool
	}{
		{room, `seats eq 9007199254740993`, true},
		{room, `seats eq 9007199254740992`, false},
		{room, `seats gt 9`, true},
		{room, `seats lt 10.5`, false},
		{room, `area eq 12.5`, true},
		{room, `area ne 1.25e1`, false},
		{room, `area ge 13`, false},
		{room, `area le 12.5`, true},
		{room, `tags eq "corner"`, true},
		{room, `tags co "loud"`, false},
		{made, `seats eq 12`, true},
		{made, `area lt 12.6`, true},
		{wide, `seats eq 12`, true},
		{wide, `area gt 1`, false},
		{made, `built gt "1999-01-01T00:00:00Z"`, false},
		{made, `doors pr`, false},
		{wide, `doors pr`, true},
	} {
		filter, err := scim.ParseFilter(c.filter)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := filter.Matches(c.resource, rt); err != nil || got != c.want {
			t.Errorf("%s: got %t %v, want %t", c.filter, got, err, c.want)
		}
	}
	for _, text := range []string{`seats eq "12"`, `seats co 1`, `area sw 1`, `tags[value eq "quiet"]`} {
		filter, err := scim.ParseFilter(text)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := filter.Matches(room, rt); err == nil {
			t.Errorf("%s: got %t, want an error", text, got)
		}
	}
}

func TestFilterErrorsSayWhatToDo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ filter, want string }{
		{`nosuch pr`, `400 invalidFilter: there is no attribute "nosuch" in User`},
		{`emails[nosuch pr]`, `400 invalidFilter: there is no attribute "nosuch" in emails`},
		{`name eq "x"`, `400 invalidFilter: name is complex; compare one of its sub-attributes, such as name.formatted`},
		{`active gt true`, `400 invalidFilter: "gt" does not go with active, which is a boolean`},
		{`active eq "maybe"`, `400 invalidFilter: active is compared with true or false, not with "maybe"`},
		{`userName eq 7`, `400 invalidFilter: userName is compared with a string in double quotes, not with 7`},
		{`meta.created gt "noon"`, `400 invalidFilter: meta.created is compared with a date and time, not with "noon"`},
		{`meta.created co "2026"`, `400 invalidFilter: "co" does not go with meta.created, which is a dateTime`},
		{`userName gt null`, `400 invalidFilter: null cannot be compared by "gt"`},
		{`password pr`, `400 invalidFilter: password is never returned, so it cannot be searched by`},
		{`userName[a pr]`, `400 invalidFilter: userName has no sub-attributes to filter by`},
	} {
		filter, err := scim.ParseFilter(c.filter)
		if err != nil {
			t.Fatal(err)
		}
		_, err = filter.Compile(scim.UserType())
		refused(t, err, c.want)
	}
}

func TestMixedEndpointsTakeUnknownAttributesForMissing(t *testing.T) {
	t.Parallel()
	group := decode(t, `{"displayName": "Guides", "members": [{"value": "2819c223"}]}`)
	for _, c := range []struct {
		filter string
		want   bool
	}{
		{`userName pr`, false},
		{`userName eq "x"`, false},
		{`not (userName pr)`, true},
		{`displayName eq "guides" or userName eq "x"`, true},
		{`emails[value eq "x"]`, false},
	} {
		filter, err := scim.ParseFilter(c.filter)
		if err != nil {
			t.Fatal(err)
		}
		matches, err := filter.CompileMixed(scim.GroupType())
		if err != nil {
			t.Fatalf("%s: %v", c.filter, err)
		}
		if got := matches(group); got != c.want {
			t.Errorf("%s: got %t, want %t", c.filter, got, c.want)
		}
	}
}

func TestNoFilterMatchesEverything(t *testing.T) {
	t.Parallel()
	if matches, err := (scim.Filter{}).Matches(barbara(t), scim.UserType()); err != nil || !matches {
		t.Errorf("got %t %v", matches, err)
	}
}
