package refbridge_test

import (
	"fmt"
	"strconv"
	"testing"
)

// people makes users a to e with titles, of whom e is inactive; b is in a group.
func people(t testing.TB) *lab {
	l := newLab(t)
	for i, name := range []string{"a", "b", "c", "d", "e"} {
		id := l.want(201, "POST", "/Users", user(name+"@example.com", fmt.Sprintf(`,"title":"T%d","externalId":"X%s","emails":[{"type":"work","value":"%s@example.com"}]`, 9-i, name, name))).get("id")
		switch name {
		case "b":
			l.want(201, "POST", "/Groups", group("Engines", `,"members":[{"value":"`+id+`"}]`))
		case "e":
			l.want(204, "DELETE", "/Users/"+id, "")
		}
	}
	return l
}

func TestFilters(t *testing.T) {
	t.Parallel()
	l := people(t)
	cases := []struct{ filter, want string }{
		{`userName eq "c@example.com"`, `["c@example.com"]`},
		{`username EQ "C@EXAMPLE.COM"`, `["c@example.com"]`},
		{`userName eq ""`, `[]`},
		{`externalId eq "Xd"`, `["d@example.com"]`},
		{`externalId eq "xd"`, `[]`},
		{`id eq "NOBODY"`, `[]`},
		{`active eq false`, `["e@example.com"]`},
		{`title gt "T7"`, `["a@example.com","b@example.com"]`},
		{`userName sw "a" or userName sw "b" and active eq false`, `["a@example.com"]`},
		{`not (userName co "a@" or active eq false) and title pr`, `["b@example.com","c@example.com","d@example.com"]`},
		{`emails[type eq "work" and value sw "d"]`, `["d@example.com"]`},
		{`groups.display eq "engines"`, `["b@example.com"]`},
		{`groups pr`, `["b@example.com"]`},
		{`meta.resourceType eq "User" and title eq "T5"`, `["e@example.com"]`},
	}
	for _, tc := range cases {
		a := l.want(200, "GET", filtered("/Users", tc.filter)+"&attributes=userName", "")
		same(t, tc.filter, a.get("Resources.#.userName"), tc.want)
		body := fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":%s,"attributes":["userName"]}`, strconv.Quote(tc.filter))
		same(t, ".search: "+tc.filter, l.want(200, "POST", "/Users/.search", body).get("Resources.#.userName"), tc.want)
	}
}

// TestWrongFilters must never answer everybody.
func TestWrongFilters(t *testing.T) {
	t.Parallel()
	l := people(t)
	for _, filter := range []string{"", "userName", "userName eq", `userName regex "a"`, `nosuch eq "x"`, `active gt false`, `(userName pr`, `userName eq "a" and`, `userName eq 'a'`} {
		a := l.want(400, "GET", filtered("/Users", filter), "")
		equal(t, filter+": scimType", a.get("scimType"), "invalidFilter")
	}
	a := l.want(400, "POST", "/Users/.search", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName xx"}`)
	equal(t, "scimType", a.get("scimType"), "invalidFilter")
	equal(t, "no schema", l.want(400, "POST", "/Users/.search", `{"filter":"userName pr"}`).get("scimType"), "invalidSyntax")
	equal(t, "bad count", l.want(400, "POST", "/Users/.search", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"count":{}}`).get("scimType"), "invalidSyntax")
}

func TestPagingAndSorting(t *testing.T) {
	t.Parallel()
	l := people(t)
	cases := []struct{ query, names, total, start, items string }{
		{"", `["owner@vault.example","a@example.com","b@example.com","c@example.com","d@example.com","e@example.com"]`, "6", "1", "6"},
		{"?startIndex=2&count=2", `["a@example.com","b@example.com"]`, "6", "2", "2"},
		{"?startIndex=6&count=9", `["e@example.com"]`, "6", "6", "1"},
		{"?startIndex=9", `[]`, "6", "9", "0"},
		{"?startIndex=-3&count=1", `["owner@vault.example"]`, "6", "1", "1"},
		{"?count=0", `[]`, "6", "1", "0"},
		{"?count=-1", `[]`, "6", "1", "0"},
		{"?foo=bar&count=1", `["owner@vault.example"]`, "6", "1", "1"},
		{"?sortBy=title", `["e@example.com","d@example.com","c@example.com","b@example.com","a@example.com","owner@vault.example"]`, "6", "1", "6"},
		{"?sortBy=userName&sortOrder=descending&count=2", `["owner@vault.example","e@example.com"]`, "6", "1", "2"},
		{"?filter=active+eq+true&startIndex=3&count=1", `["b@example.com"]`, "5", "3", "1"},
	}
	for _, tc := range cases {
		a := l.want(200, "GET", "/Users"+tc.query, "")
		same(t, tc.query, a.get("Resources.#.userName"), tc.names)
		equal(t, tc.query+": totalResults", a.get("totalResults"), tc.total)
		equal(t, tc.query+": startIndex", a.get("startIndex"), tc.start)
		equal(t, tc.query+": itemsPerPage", a.get("itemsPerPage"), tc.items)
	}
	l.want(400, "GET", "/Users?count=x", "")
	l.want(400, "GET", "/Users?sortBy=nosuch", "")
}

// TestPageLimit: no page is longer than ServiceProviderConfig says, and a walk
// over all pages meets everybody once.
func TestPageLimit(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for i := range 110 {
		l.join(fmt.Sprintf("m%d@example.com", i))
	}
	equal(t, "said", l.want(200, "GET", "/ServiceProviderConfig", "").get("filter.maxResults"), "100")
	seen := map[string]bool{}
	for _, start := range []string{"1", "101"} {
		a := l.want(200, "GET", "/Users?count=1000&attributes=userName&startIndex="+start, "")
		equal(t, "totalResults", a.get("totalResults"), "111") // with the owner
		for i := range 100 {
			if name := a.get(fmt.Sprintf("Resources.%d.userName", i)); name != "" {
				if seen[name] {
					t.Errorf("%s is on two pages", name)
				}
				seen[name] = true
			}
		}
	}
	equal(t, "met", len(seen), 111)
}

func TestSelection(t *testing.T) {
	t.Parallel()
	l := people(t)
	one := filtered("/Users", `userName eq "b@example.com"`)
	id := l.want(200, "GET", one, "").get("Resources.0.id")
	same(t, "attributes", l.want(200, "GET", one+"&attributes=userName,emails.value", "").get("Resources.0"),
		`{"schemas":["`+userURN+`"],"id":"`+id+`","userName":"b@example.com","emails":[{"value":"b@example.com"}]}`)
	same(t, "groups alone", l.want(200, "GET", "/Users/"+id+"?attributes=groups.display", "").body,
		`{"schemas":["`+userURN+`"],"id":"`+id+`","groups":[{"display":"Engines"}]}`)
	same(t, "excluded", l.want(200, "GET", "/Users/"+id+"?excludedAttributes=id,emails,meta,groups,"+userURN+":displayName", "").body,
		`{"schemas":["`+userURN+`"],"id":"`+id+`","externalId":"Xb","userName":"b@example.com","active":true,"title":"T8"}`)
	same(t, "POST", l.want(201, "POST", "/Users?attributes=active", user("z@example.com", "")).get("active"), "true")
}

// TestExcludedIsNotLookedUp: what is not shown costs no request to the vault.
func TestExcludedIsNotLookedUp(t *testing.T) {
	t.Parallel()
	l := people(t)
	for _, path := range []string{"/Users?excludedAttributes=groups", "/Users?attributes=userName", "/Groups?excludedAttributes=members", "/Groups?attributes=members.value"} {
		before, err := l.account.Journal(l.ctx(), 0)
		l.must(err)
		l.want(200, "GET", path, "")
		after, err := l.account.Journal(l.ctx(), 0)
		l.must(err)
		equal(t, path+": requests to the vault", len(after)-len(before), 1)
	}
}

func TestSearchAtTheRoot(t *testing.T) {
	t.Parallel()
	l := people(t)
	search := func(rest string) answer {
		return l.want(200, "POST", "/.search", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]`+rest+`}`)
	}
	all := search("")
	equal(t, "totalResults", all.get("totalResults"), "7") // five, the owner and a group
	equal(t, "a group", all.get(`Resources.#(meta.resourceType=="Group").displayName`), "Engines")
	equal(t, "displayName", search(`,"filter":"displayName eq \"engines\""`).get("totalResults"), "1")
	equal(t, "an attribute of users alone", search(`,"filter":"userName sw \"a@\""`).get("totalResults"), "1")
	equal(t, "by GET", l.want(200, "GET", "/?filter=displayName+eq+%22engines%22", "").get("Resources.0.meta.resourceType"), "Group")
	equal(t, "a page", search(`,"startIndex":7,"count":5`).get("Resources.0.displayName"), "Engines")
}

func TestGroupQueries(t *testing.T) {
	t.Parallel()
	l := people(t)
	id := l.want(200, "GET", filtered("/Users", `userName eq "b@example.com"`), "").get("Resources.0.id")
	for _, filter := range []string{
		`displayName eq "ENGINES"`, `members eq "` + id + `"`, `members.value eq "` + id + `"`, `members[value eq "` + id + `"]`,
		`displayName sw "eng" and members eq "` + id + `"`, `members.display eq "ada byron"`,
	} {
		equal(t, filter, l.want(200, "GET", filtered("/Groups", filter), "").get("Resources.#.displayName"), `["Engines"]`)
	}
	equal(t, "somebody else's", l.want(200, "GET", filtered("/Groups", `members eq "NOBODY"`), "").get("totalResults"), "0")
}
