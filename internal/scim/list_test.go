package scim_test

import (
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/scim"
)

func TestParsePage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		startIndex, count string
		want              scim.Page
	}{
		{"", "", scim.Page{StartIndex: 1, Count: 100}},
		{"11", "10", scim.Page{StartIndex: 11, Count: 10}},
		{"0", "0", scim.Page{StartIndex: 1, Count: 0}},
		{"-5", "-1", scim.Page{StartIndex: 1, Count: 0}},
		{"1", "1000", scim.Page{StartIndex: 1, Count: 100}},
	} {
		if got, err := scim.ParsePage(c.startIndex, c.count, 100); err != nil || got != c.want {
			t.Errorf("%q %q: got %+v %v", c.startIndex, c.count, got, err)
		}
	}
	_, err := scim.ParsePage("one", "", 100)
	refused(t, err, `400 invalidValue: startIndex has to be a whole number, not "one"`)
	_, err = scim.ParsePage("", "1.5", 100)
	refused(t, err, `400 invalidValue: count has to be a whole number, not "1.5"`)
	_, err = scim.ParsePage("", "99999999999999999999", 100)
	refused(t, err, `400 invalidValue: count has to be a whole number, not "99999999999999999999"`)
}

func TestPageAndListResponse(t *testing.T) {
	t.Parallel()
	all := []scim.Resource{{"id": "a"}, {"id": "b"}, {"id": "c"}}
	const head = `{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 3, `
	for _, c := range []struct {
		page scim.Page
		want string
	}{
		{scim.Page{StartIndex: 1, Count: 100}, head + `"startIndex": 1, "itemsPerPage": 3, "Resources": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}`},
		{scim.Page{StartIndex: 2, Count: 1}, head + `"startIndex": 2, "itemsPerPage": 1, "Resources": [{"id": "b"}]}`},
		{scim.Page{StartIndex: 3, Count: 5}, head + `"startIndex": 3, "itemsPerPage": 1, "Resources": [{"id": "c"}]}`},
		{scim.Page{StartIndex: 1, Count: 0}, head + `"startIndex": 1, "itemsPerPage": 0, "Resources": []}`},
		{scim.Page{StartIndex: 4, Count: 2}, head + `"startIndex": 4, "itemsPerPage": 0, "Resources": []}`},
		{scim.Page{StartIndex: 100000, Count: 2}, head + `"startIndex": 100000, "itemsPerPage": 0, "Resources": []}`},
	} {
		expect(t, scim.NewListResponse(c.page, len(all), c.page.Of(all)), c.want)
	}
	expect(t, scim.NewListResponse(scim.Page{StartIndex: 1, Count: 1}, 0, nil),
		`{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 0, "startIndex": 1, "itemsPerPage": 0, "Resources": []}`)
}

func TestSort(t *testing.T) {
	t.Parallel()
	users := func() []scim.Resource {
		return []scim.Resource{
			decode(t, `{"id": "1", "userName": "b", "externalId": "b", "active": true, "meta": {"created": "2026-01-01T01:00:00+02:00"}, "emails": [{"value": "z"}, {"value": "a", "primary": true}]}`),
			decode(t, `{"id": "2", "userName": "A", "externalId": "B", "active": false, "meta": {"created": "2025-12-31T23:30:00Z"}, "emails": [{"value": "m"}], "nickName": "x"}`),
			decode(t, `{"id": "3", "userName": "C", "externalId": "a", "meta": {"created": "soon"}, "nickName": "X", "`+enterprise+`": {"department": "D"}}`),
		}
	}
	for _, c := range []struct{ by, order, want string }{
		{"", "", "123"},
		{"userName", "", "213"},
		{"USERNAME", "Ascending", "213"},
		{"userName", "descending", "312"},
		{"externalId", "", "231"},
		{"urn:ietf:params:scim:schemas:core:2.0:User:userName", "", "213"},
		{"meta.created", "ascending", "123"},
		{"meta.created", "descending", "321"},
		{"nickName", "", "231"},
		{"nickName", "descending", "123"},
		{"emails.value", "", "123"},
		{"emails", "", "123"},
		{"emails", "descending", "321"},
		{"active", "", "213"},
		{enterprise + ":department", "", "312"},
		{"name.givenName", "", "123"},
	} {
		sorted := users()
		if err := scim.Sort(sorted, scim.UserType(), c.by, c.order); err != nil {
			t.Errorf("%s: %v", c.by, err)
			continue
		}
		var got strings.Builder
		for _, user := range sorted {
			got.WriteString(user.Text("id"))
		}
		if got.String() != c.want {
			t.Errorf("by %s %s: got %s, want %s", c.by, c.order, got.String(), c.want)
		}
	}
	rooms := []scim.Resource{{"id": "1", "seats": 10}, {"id": "2", "seats": 9}}
	room := &scim.ResourceType{Name: "Room", Schema: &scim.Schema{ID: "urn:example:room", Attributes: []scim.Attribute{{Name: "seats", Type: "integer"}}}}
	if err := scim.Sort(rooms, room, "seats", ""); err != nil || rooms[0]["id"] != "2" {
		t.Errorf("numbers: got %v %v", rooms, err)
	}
}

func TestSortRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ by, order, want string }{
		{"shoeSize", "", `400 invalidValue: sortBy: there is no attribute "shoeSize" in User`},
		{"a b", "", `400 invalidValue: sortBy: there is no attribute "a b" in User`},
		{"password", "", `400 invalidValue: sortBy: there is no attribute "password" in User`},
		{enterprise, "", `400 invalidValue: sortBy: there is no attribute "` + enterprise + `" in User`},
		{"name", "", `400 invalidValue: sortBy: name is complex; name one of its sub-attributes`},
		{"userName", "sideways", `400 invalidValue: sortOrder has to be ascending or descending, not "sideways"`},
	} {
		refused(t, scim.Sort(nil, scim.UserType(), c.by, c.order), c.want)
	}
}
