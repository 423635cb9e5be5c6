package refbridge_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/refbridge"
)

// walk follows a link of each page until there is none, and says who was on each.
func walk(l *lab, query, cursor, link string) string {
	l.t.Helper()
	var pages []string
	for range 20 {
		a := l.want(200, "GET", query+"&cursor="+cursor, "")
		pages = append(pages, strings.NewReplacer(`"`, "", "@example.com", "", "[", "", "]", "").Replace(a.get("Resources.#.userName")))
		if cursor = a.get(link); cursor == "" {
			return strings.Join(pages, " | ")
		}
	}
	return "no end"
}

func TestCursors(t *testing.T) {
	t.Parallel()
	l := people(t)
	cases := map[string]string{
		"/Users?count=2": "owner@vault.example,a | b,c | d,e",
		"/Users?count=4": "owner@vault.example,a,b,c | d,e",
		"/Users?count=2&sortBy=userName&sortOrder=descending&attributes=userName": "owner@vault.example,e | d,c | b,a",
		filtered("/Users", `title pr`) + "&count=3":                               "a,b,c | d,e",
		filtered("/Users", `title eq "none"`) + "&count=3":                        "",
		filtered("/", `userName sw "a" or displayName eq "Engines"`) + "&count=1": "a | ",
	}
	for query, want := range cases {
		equal(t, query, walk(l, query, "", "nextCursor"), want)
	}
	first := l.want(200, "GET", "/Users?cursor&count=2", "")
	equal(t, "total", first.get("totalResults"), "6")
	equal(t, "startIndex", first.get("startIndex"), "")
	equal(t, "first page has no way back", first.get("previousCursor"), "")
	second := l.want(200, "GET", "/Users?count=2&cursor="+first.get("nextCursor"), "")
	equal(t, "back", walk(l, "/Users?count=2", second.get("previousCursor"), "previousCursor"), "owner@vault.example,a")
	equal(t, "unreserved", regexp.MustCompile(`^[A-Za-z0-9._~-]+$`).MatchString(first.get("nextCursor")), true)
	for _, count := range []string{"0", "-3"} {
		a := l.want(200, "GET", "/Users?cursor=&count="+count, "")
		equal(t, "count "+count, a.get("totalResults")+a.get("Resources")+a.get("nextCursor"), "6[]")
	}
	search := `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"TITLE pr","count":2,"cursor":%q}`
	found := l.want(200, "POST", "/Users/.search", fmt.Sprintf(search, ""))
	found = l.want(200, "POST", "/Users/.search", fmt.Sprintf(search, found.get("nextCursor")))
	same(t, "second page of a search", found.get("Resources.#.userName"), `["c@example.com","d@example.com"]`)
	equal(t, "a cursor of a search in a URL", walk(l, filtered("/Users", "title pr")+"&count=2", found.get("nextCursor"), "nextCursor"), "e")
	equal(t, "without cursor", l.want(200, "GET", "/Users?count=2", "").get("nextCursor"), "")
}

// TestCursorsGoOnWhereTheyWere: whoever goes, comes or is renamed during a walk,
// the others are met once. The walk has shown two when something happens.
func TestCursorsGoOnWhereTheyWere(t *testing.T) {
	t.Parallel()
	remove := func(who ...string) func(*lab, map[string]string) {
		return func(l *lab, ids map[string]string) {
			for _, name := range who {
				l.want(204, "DELETE", "/Users/"+ids[name], "")
			}
		}
	}
	const byName = "&sortBy=userName"
	few := filtered("/Users", `title pr`) + "&count=2"
	for _, tc := range []struct {
		name, query string
		then        func(*lab, map[string]string)
		want        string
	}{
		{"nothing", few, remove(), "c,d | e"},
		{"one who was shown goes", few, remove("a"), "c,d | e"},
		{"all who were shown go", few, remove("a", "b"), "c,d | e"},
		{"the next goes", few, remove("c"), "d,e"},
		{"the last shown and the next go", few, remove("b", "c"), "d,e"},
		{"all others go", few, remove("c", "d", "e"), ""},
		{"somebody comes", few, func(l *lab, _ map[string]string) {
			l.want(201, "POST", "/Users", user("0@example.com", `,"title":"Dr"`))
		}, "c,d | e,0"},
		{"sorted, somebody comes before", few + byName, func(l *lab, _ map[string]string) {
			l.want(201, "POST", "/Users", user("0@example.com", `,"title":"Dr"`))
		}, "c,d | e"},
		{"sorted, the last shown moves to the end", few + byName, func(l *lab, ids map[string]string) {
			l.want(200, "PATCH", "/Users/"+ids["b"], patch(`{"op":"replace","path":"userName","value":"x@example.com"}`))
		}, "c,d | e,x"},
		{"sorted downwards, the last shown goes", few + byName + "&sortOrder=descending", remove("d"), "c,b | a"},
		{"sorted by what all have alike, the last shown goes", few + "&sortBy=title", remove("b"), "c,d | e"},
		{"without a filter, all who were shown go", "/Users?count=3", remove("a", "b"), "c,d,e"},
		{"everything, the last shown and the next go", "/?count=3", remove("b", "c"), "d,e | "}, // and a group with the two, and one by itself
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, version("rfc"))
			ids := map[string]string{}
			for _, name := range []string{"a", "b", "c", "d", "e"} {
				ids[name] = l.want(201, "POST", "/Users", user(name+"@example.com", `,"title":"Dr"`)).get("id")
			}
			l.want(201, "POST", "/Groups", group("Engines", ""))
			l.want(201, "POST", "/Groups", group("Looms", ""))
			first := l.want(200, "GET", tc.query+"&cursor=", "")
			tc.then(l, ids)
			equal(t, "rest", walk(l, tc.query, first.get("nextCursor"), "nextCursor"), tc.want)
		})
	}
}

// TestCursorsLeadBack: the page before holds those who stand before, whoever went.
func TestCursorsLeadBack(t *testing.T) {
	t.Parallel()
	for _, query := range []string{"/Users?count=2", "/Users?count=2&sortBy=meta.created"} {
		l := newLab(t, version("rfc"))
		ids := map[string]string{}
		for _, name := range []string{"a", "b", "c", "d", "e"} {
			ids[name] = l.join(name + "@example.com")
		}
		a := l.want(200, "GET", query+"&cursor=", "") // the owner and a
		a = l.want(200, "GET", query+"&cursor="+a.get("nextCursor"), "")
		a = l.want(200, "GET", query+"&cursor="+a.get("nextCursor"), "")
		same(t, query, a.get("Resources.#.userName"), `["d@example.com","e@example.com"]`)
		for _, gone := range []string{"b", "d"} {
			l.want(204, "DELETE", "/Users/"+ids[gone], "")
		}
		equal(t, query, walk(l, query, a.get("previousCursor"), "previousCursor"), "a,c | owner@vault.example")
	}
}

func TestCursorsThatAreRefused(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	l := newLab(t, func(o *refbridge.Options) { o.Now = func() time.Time { return now } })
	l.join("ada@example.com")
	l.want(201, "POST", "/Groups", group("G", ""))
	l.want(201, "POST", "/Groups", group("H", ""))
	cursor := l.want(200, "GET", "/Users?cursor=&count=1", "").get("nextCursor")
	flipped := "A" + cursor[1:]
	if flipped == cursor {
		flipped = "B" + cursor[1:]
	}
	forged := l.want(400, "GET", "/Users?count=1&cursor="+flipped, "")
	cases := map[string]string{
		"/Users?count=1&cursor=x":                             "invalidCursor",
		"/Users?count=1&cursor=" + cursor + "A":               "invalidCursor",
		"/Users?count=1&cursor=" + strings.Repeat("A", 54):    "invalidCursor",
		"/Groups?count=1&cursor=" + cursor:                    "invalidCursor",
		"/Users?count=1&sortBy=userName&cursor=" + cursor:     "invalidCursor",
		filtered("/Users", "title pr&") + "&cursor=" + cursor: "invalidFilter",
		"/Users?count=2&cursor=" + cursor:                     "invalidCount",
		"/Users?cursor=" + cursor:                             "invalidCount",
		"/Users?count=x&cursor=":                              "invalidCount",
		"/Users?count=1&startIndex=1&cursor=":                 "invalidValue",
	}
	for path, scimType := range cases {
		equal(t, path, l.want(400, "GET", path, "").get("scimType"), scimType)
	}
	now = now.Add(time.Hour)
	l.want(200, "GET", "/Users?count=1&cursor="+cursor, "")
	now = now.Add(time.Second)
	equal(t, "late", l.want(400, "GET", "/Users?count=1&cursor="+cursor, "").get("scimType"), "expiredCursor")
	_, l.token = l.newAccount()
	l.join("bob@example.com")
	equal(t, "somebody else's", l.want(400, "GET", "/Users?count=1&cursor="+cursor, "").body, forged.body)
	l.token = "stranger"
	l.want(401, "GET", "/Users?count=1&cursor="+cursor, "")
}

func TestPaginationIsAnnounced(t *testing.T) {
	t.Parallel()
	same(t, "pagination", newLab(t).want(200, "GET", "/ServiceProviderConfig", "").get("pagination"),
		`{"cursor":true,"index":true,"defaultPaginationMethod":"index","defaultPageSize":100,"maxPageSize":100,"cursorTimeout":3600}`)
}
