package refbridge_test

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

func TestEntityTags(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	id := l.join("ada@example.com")
	title := patch(`{"op":"replace","path":"title","value":"Countess"}`)
	first := l.want(200, "GET", "/Users/"+id, "").header.Get("ETag")
	same := l.want(304, "GET", "/Users/"+id, "", "If-None-Match", first)
	equal(t, "body of a 304", same.body, "")
	equal(t, "ETag of a 304", same.header.Get("ETag"), first)
	l.want(304, "GET", "/Users/"+id, "", "If-None-Match", strings.TrimPrefix(first, "W/"))

	changed := l.want(200, "PATCH", "/Users/"+id, title, "If-Match", first)
	second := changed.header.Get("ETag")
	if second == first {
		t.Error("a change leaves the ETag as it was")
	}
	equal(t, "a change without effect", l.want(200, "PATCH", "/Users/"+id, title).header.Get("ETag"), second)
	l.want(200, "GET", "/Users/"+id, "", "If-None-Match", first)
	for _, r := range []struct{ method, body string }{{"PATCH", title}, {"PUT", user("x@example.com", "")}, {"DELETE", ""}} {
		isSCIMError(t, r.method, l.want(412, r.method, "/Users/"+id, r.body, "If-Match", first), "412", "")
		l.want(412, r.method, "/Users/"+id, r.body, "If-None-Match", "*")
		l.want(412, r.method, "/Users/"+id, r.body, "If-Match", `"nonsense"`)
	}
	equal(t, "account", l.members(), "ada@example.com Ada Byron TRANSFER_STARTED")
	l.want(200, "PUT", "/Users/"+id, user("ada@example.com", ""), "If-Match", `"x", `+second)
	l.want(204, "DELETE", "/Users/"+id, "", "If-Match", "*")

	group := l.want(201, "POST", "/Groups", group("Engines", "")).get("id")
	join := patch(`{"op":"add","path":"members","value":[{"value":"` + id + `"}]}`)
	l.want(412, "PATCH", "/Groups/"+group, join, "If-Match", `W/"99"`)
	equal(t, "members", len(l.inGroup("Engines")), 0)
	l.want(204, "PATCH", "/Groups/"+group, join, "If-Match", "*")
}

// TestChangesAtTheSameTime: of many PATCHes at once none gets lost.
func TestChangesAtTheSameTime(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	id := l.join("ada@example.com")
	groupID := l.want(201, "POST", "/Groups", group("Engines", "")).get("id")
	attributes := []string{"title", "nickName", "userType", "locale"}
	var wg sync.WaitGroup
	for i, attribute := range attributes {
		wg.Go(func() {
			equal(t, "PATCH", l.do("PATCH", "/Users/"+id, patch(fmt.Sprintf(`{"op":"replace","path":"%s","value":"v%d"}`, attribute, i))).status, 200)
			equal(t, "join", l.do("PATCH", "/Groups/"+groupID, patch(`{"op":"add","path":"members","value":[{"value":"`+id+`"}]}`)).status, 204)
			equal(t, "POST", l.do("POST", "/Users", user(attribute+"@example.com", "")).status, 201)
		})
	}
	wg.Wait()
	a := l.want(200, "GET", "/Users/"+id, "")
	for i, attribute := range attributes {
		equal(t, attribute, a.get(attribute), fmt.Sprintf("v%d", i))
	}
	equal(t, "members", len(l.inGroup("Engines")), 1)
}

// TestChangedInBetween: somebody else's change between reading and writing is kept.
func TestChangedInBetween(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	id := l.join("ada@example.com")
	l.between.once(func() { l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"nickName","value":"A"}`)) })
	a := l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"title","value":"T"}`))
	equal(t, "mine", a.get("title"), "T")
	equal(t, "the other's", a.get("nickName"), "A")

	always := func() {
		_, err := mockvault.NewBridgeClient("http://vault", l.token, l.http).ChangeMember(l.ctx(), id, 0, account.MemberChange{Name: new("N" + strconv.Itoa(l.member(id).Version))})
		l.must(err)
	}
	l.between.act.Store(&always)
	isSCIMError(t, "never still", l.want(503, "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"title","value":"U"}`)), "503", "")
	l.between.act.Store(nil)
	equal(t, "nothing half done", l.want(200, "GET", "/Users/"+id, "").get("title"), "T")
}

// TestTwoAccounts: one bridge serves both, and neither sees the other.
func TestTwoAccounts(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	here := l.join("ada@example.com")
	other, token := l.newAccount()
	first := l.token
	l.token = token
	l.want(404, "GET", "/Users/"+here, "")
	there := l.want(201, "POST", "/Users", user("ada@example.com", `,"externalId":"x"`)).get("id")
	equal(t, "list there", l.want(200, "GET", filtered("/Users", `externalId eq "x"`), "").get("totalResults"), "1")
	l.want(404, "DELETE", "/Users/"+here, "")
	l.token = first
	equal(t, "list here", l.want(200, "GET", filtered("/Users", `externalId eq "x"`), "").get("totalResults"), "0")
	m, err := other.Member(l.ctx(), there)
	l.must(err)
	equal(t, "member there", m.Email, "ada@example.com")
}

// TestHostileBodies are refused clearly and change nothing.
func TestHostileBodies(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	id := l.join("ada@example.com")
	bodies := []struct {
		name, body string
		status     int
	}{
		{"empty", "", 400},
		{"array", "[]", 400},
		{"number", "42", 400},
		{"cut off", `{"schemas":`, 400},
		{"two objects", user("x@example.com", "") + "{}", 400},
		{"a name twice", user("x@example.com", `,"userName":"y@example.com"`), 400},
		{"a name twice in another case", user("x@example.com", `,"USERNAME":"y@example.com"`), 400},
		{"no UTF-8", user("x@example.com", ",\"title\":\"\xff\xfe\""), 400},
		{"deep", user("x@example.com", `,"title":`+strings.Repeat("[", 100000)+strings.Repeat("]", 100000)), 400},
		{"2 MiB", user("x@example.com", `,"title":"`+strings.Repeat("x", 2<<20)+`"`), 413},
		{"wrong types", `{"schemas":["` + userURN + `"],"userName":["x@example.com"]}`, 400},
		{"control characters", user("x@example.com", `,"displayName":"a\u0000b"`), 400},
		{"a long name", `{"schemas":["` + userURN + `"],"userName":"x@example.com","displayName":"` + strings.Repeat("x", 100000) + `"}`, 400},
		{"prototype", `{"schemas":["` + userURN + `"],"__proto__":{"userName":"x@example.com"}}`, 400},
	}
	for _, tc := range bodies {
		isSCIMError(t, tc.name, l.want(tc.status, "POST", "/Users", tc.body), fmt.Sprint(tc.status), l.do("POST", "/Users", tc.body).get("scimType"))
		isSCIMError(t, tc.name, l.want(tc.status, "PUT", "/Users/"+id, tc.body), fmt.Sprint(tc.status), l.do("PUT", "/Users/"+id, tc.body).get("scimType"))
	}
	for _, body := range []string{
		"", "{}", `{"schemas":["x"],"Operations":[]}`, patch(), patch(`{"op":"frobnicate","path":"title","value":"x"}`), patch(`{"op":"replace","path":"title"}`),
		patch(`{"op":"replace","path":"nosuch","value":"x"}`), patch(`{"op":"replace","path":"/title","value":"x"}`), patch(`{"op":"replace","path":"emails[0].value","value":"x"}`),
		patch(`{"op":"remove"}`), patch(`{"op":"remove","path":"userName"}`), patch(`{"op":"replace","path":"id","value":"x"}`),
		patch(`{"op":"add","path":"groups","value":[{"value":"x"}]}`), patch(`{"op":"replace","path":"active","value":"maybe"}`), patch(`{"op":"replace","path":"userName","value":42}`),
		patch(`{"op":"replace","path":"displayName","value":"Changed"}`, `{"op":"replace","path":"meta.created","value":"x"}`),
		patch(`{"op":"replace","path":"userName","value":"no address"}`),
	} {
		isSCIMError(t, body, l.want(400, "PATCH", "/Users/"+id, body), "400", l.do("PATCH", "/Users/"+id, body).get("scimType"))
	}
	equal(t, "account", l.members(), "ada@example.com Ada Byron TRANSFER_STARTED")
}

// TestNoSecretsInLogs: neither token, nor addresses, nor bodies.
func TestNoSecretsInLogs(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.want(200, "GET", filtered("/Users", `userName eq "secret@example.com"`), "")
	l.want(201, "POST", "/Users", user("secret@example.com", `,"password":"secret-password"`))
	l.want(401, "GET", "/Users", "", "Authorization", "Bearer secret-token")
	l.want(400, "POST", "/Users", "secret body")
	logs := l.logs.String()
	equal(t, "lines", strings.Count(logs, "\n"), 4)
	if !strings.Contains(logs, `"method":"GET","path":"/scim/v2/Users","status":200`) {
		t.Errorf("the logs do not show the request: %s", logs)
	}
	for _, secret := range []string{l.token, "secret"} {
		if strings.Contains(logs, secret) {
			t.Errorf("the logs hold %q: %s", secret, logs)
		}
	}
}
