package refbridge_test

import (
	"strings"
	"testing"

	"github.com/tidwall/sjson"
)

// TestUserStory walks one user through everything that a directory does.
func TestUserStory(t *testing.T) {
	t.Parallel()
	l := newLab(t)

	created := l.want(201, "POST", "/Users", user("ada@example.com", `,"externalId":"x-1","name":{"givenName":"Ada","familyName":"Byron"},
		"emails":[{"type":"work","value":"ada@example.com","primary":true}],"password":"never kept",
		"`+entURN+`":{"department":"Engines"}`))
	id := created.get("id")
	equal(t, "Location", created.header.Get("Location"), root+"/Users/"+id)
	equal(t, "Content-Type", created.header.Get("Content-Type"), "application/scim+json")
	equal(t, "ETag", created.header.Get("ETag"), created.get("meta.version"))
	body, _ := sjson.Delete(created.body, "meta")
	same(t, "created", body, `{"schemas":["`+userURN+`","`+entURN+`"],"id":"`+id+`","externalId":"x-1","userName":"ada@example.com",
		"displayName":"Ada Byron","active":true,"name":{"givenName":"Ada","familyName":"Byron"},
		"emails":[{"type":"work","value":"ada@example.com","primary":true}],"`+entURN+`":{"department":"Engines"}}`)
	equal(t, "meta.resourceType", created.get("meta.resourceType"), "User")
	equal(t, "meta.location", created.get("meta.location"), root+"/Users/"+id)
	equal(t, "meta.created", created.get("meta.created"), created.get("meta.lastModified"))
	same(t, "read", l.want(200, "GET", "/Users/"+id, "").body, created.body)
	equal(t, "account", l.members(), "ada@example.com Ada Byron TRANSFER_STARTED")
	if strings.Contains(string(l.member(id).Attributes), "never kept") {
		t.Error("the password is kept with the member")
	}

	l.want(409, "POST", "/Users", user("ADA@example.com", ""))
	changed := l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"title","value":"Countess"}`))
	equal(t, "title", changed.get("title"), "Countess")
	equal(t, "department", changed.get(`urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User.department`), "Engines")

	l.want(204, "DELETE", "/Users/"+id, "")
	gone := l.want(200, "GET", "/Users/"+id, "")
	equal(t, "active after DELETE", gone.get("active"), "false")
	equal(t, "account after DELETE", l.members(), "ada@example.com Ada Byron TRANSFER_SUSPENDED")
	l.want(204, "DELETE", "/Users/"+id, "")

	back := l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"replace","value":{"active":true}}`))
	equal(t, "active again", back.get("active"), "true")
	equal(t, "title kept", back.get("title"), "Countess")
}

// TestLastAttributeGoes: a user of whom nothing is left but what every member has.
func TestLastAttributeGoes(t *testing.T) {
	t.Parallel()
	for _, path := range []string{entURN + ":department", entURN} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			id := l.want(201, "POST", "/Users", `{"schemas":["`+userURN+`"],"userName":"ada@example.com","`+entURN+`":{"department":"Engines"}}`).get("id")
			removed := l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"remove","path":"`+path+`"}`))
			same(t, "schemas", removed.get("schemas"), `["`+userURN+`"]`)
			if strings.Contains(removed.body, "Engines") {
				t.Errorf("the department is still there: %s", removed.body)
			}
			same(t, "read", l.want(200, "GET", "/Users/"+id, "").body, removed.body)
		})
	}
}

func TestPutReplaces(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	id := l.want(201, "POST", "/Users", user("ada@example.com", `,"externalId":"x-1","title":"Countess","nickName":"Ace"`)).get("id")
	l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"active","value":false}`))

	put := l.want(200, "PUT", "/Users/"+id, `{"schemas":["`+userURN+`"],"id":"other","userName":"ada@example.com","nickName":"A","groups":[{"value":"x"}],"meta":{"version":"y"}}`)
	equal(t, "id", put.get("id"), id)
	equal(t, "nickName", put.get("nickName"), "A")
	equal(t, "title", put.get("title"), "")
	equal(t, "externalId", put.get("externalId"), "")
	equal(t, "displayName falls back to the address", put.get("displayName"), "ada@example.com")
	equal(t, "active is left alone", put.get("active"), "false")
	l.want(404, "PUT", "/Users/NOBODY", user("x@example.com", ""))
	l.want(400, "PUT", "/Users/"+id, `{"schemas":["`+userURN+`"]}`)
}

func TestDisplayName(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, body, want string }{
		{"as sent", `,"displayName":"Countess"`, "Countess"},
		{"formatted", `,"name":{"formatted":"Ada King","givenName":"Ada","familyName":"Byron"}`, "Ada King"},
		{"composed", `,"name":{"givenName":"Ada","familyName":"Byron"}`, "Ada Byron"},
		{"family name alone", `,"name":{"familyName":"Byron"}`, "Byron"},
		{"address", ``, "ada@example.com"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			created := l.want(201, "POST", "/Users", `{"schemas":["`+userURN+`"],"userName":"ada@example.com"`+tc.body+`}`)
			equal(t, "displayName", created.get("displayName"), tc.want)
			equal(t, "name in the account", l.member(created.get("id")).Name, tc.want)
		})
	}
}

// TestComposedNameFollows: a name that nobody chose goes with its parts.
func TestComposedNameFollows(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	id := l.want(201, "POST", "/Users", `{"schemas":["`+userURN+`"],"userName":"ada@example.com","name":{"givenName":"Ada","familyName":"Byron"}}`).get("id")
	a := l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"name.familyName","value":"Lovelace"}`))
	equal(t, "displayName", a.get("displayName"), "Ada Lovelace")
	equal(t, "name in the account", l.member(id).Name, "Ada Lovelace")
	equal(t, "found by it", l.want(200, "GET", filtered("/Users", `displayName eq "ada lovelace"`), "").get("totalResults"), "1")
}

func TestUserNameIsAnAddress(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for _, name := range []string{"ada", "ada@", "@example.com", "Ada <ada@example.com>", "a da@example.com", "ada@example.com\\u0000"} {
		a := l.want(400, "POST", "/Users", user(name, ""))
		equal(t, name+": scimType", a.get("scimType"), "invalidValue")
		if !strings.Contains(a.get("detail"), "userName") {
			t.Errorf("%q: the detail does not name the attribute: %s", name, a.body)
		}
	}
	equal(t, "account", l.members(), "")
}

// TestRename: the directory finds the address it gave last, the account keeps
// the old one until the member confirms.
func TestRename(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	id := l.settled("ada@example.com")
	a := l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"Replace","path":"userName","value":"ada.king@example.com"}`))
	equal(t, "answered", a.get("userName"), "ada.king@example.com")
	equal(t, "in force", l.member(id).Email, "ada@example.com")
	equal(t, "found by the new one", l.want(200, "GET", filtered("/Users", `userName eq "Ada.King@example.com"`), "").get("Resources.0.id"), id)
	equal(t, "found by the old one", l.want(200, "GET", filtered("/Users", `userName eq "ada@example.com"`), "").get("totalResults"), "0")
	l.want(409, "POST", "/Users", user("ada.king@example.com", ""))

	back := l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"Replace","path":"userName","value":"ada@example.com"}`))
	equal(t, "renamed back", back.get("userName"), "ada@example.com")
	if l.member(id).PendingEmail != nil {
		t.Error("renaming back leaves the change pending")
	}
}

// TestUnknownIDs: only the id names a user, never the address.
func TestUnknownIDs(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.join("ada@example.com")
	for _, id := range []string{"NOBODY", "ada@example.com", "%00", ".search"} {
		for _, method := range []string{"GET", "PATCH", "PUT", "DELETE"} {
			body := map[string]string{"PATCH": patch(`{"op":"replace","path":"title","value":"x"}`), "PUT": user("b@example.com", "")}[method]
			a := l.want(404, method, "/Users/"+id, body)
			equal(t, "status in the body", a.get("status"), "404")
			equal(t, "schemas", a.get("schemas.0"), "urn:ietf:params:scim:api:messages:2.0:Error")
		}
	}
}
