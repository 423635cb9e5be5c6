package refbridge_test

import (
	"strings"
	"testing"
)

func TestMe(t *testing.T) {
	t.Parallel()
	l := newLab(t, version("rfc"))
	l.join("ada@example.com")
	me := l.want(200, "GET", "/Me?attributes=userName", "")
	equal(t, "user", me.get("userName"), "owner@vault.example")
	home := root + "/Users/" + me.get("id")
	equal(t, "location", me.header.Get("Location"), home)
	equal(t, "patched", l.want(200, "PATCH", "/Me", patch(`{"op":"replace","path":"title","value":"Dr"}`)).header.Get("Location"), home)
	equal(t, "title", l.want(200, "GET", home, "").get("title"), "Dr")
	equal(t, "replaced", l.want(200, "PUT", "/Me", user("owner@vault.example", "")).header.Get("Location"), home)
	equal(t, "title", l.want(200, "GET", home, "").get("title"), "")
	equal(t, "last owner", l.want(409, "DELETE", "/Me", "").header.Get("Location"), home)
	l.want(400, "PATCH", "/Me", patch(`{"op":"replace","path":"id","value":"x"}`))
	l.want(501, "POST", "/Me", user("bob@example.com", ""))
	l.token = "stranger"
	equal(t, "a stranger learns nothing", l.want(401, "GET", "/Me", "").header.Get("Location"), "")
}

func TestMeIsNotOfferedByReleases(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
		l.want(501, method, "/Me", "")
	}
	l.want(401, "GET", "/Me", "", "Authorization", "")
}

// TestPasswords: the generation rfc sets them, and shows none.
func TestPasswords(t *testing.T) {
	t.Parallel()
	l := newLab(t, version("rfc"))
	id := l.want(201, "POST", "/Users", user("ada@example.com", `,"password":"first"`)).get("id")
	equal(t, "promise", l.want(200, "GET", "/ServiceProviderConfig", "").get("changePassword.supported"), "true")
	good := func(password string) bool { return l.account.TryPassword(l.ctx(), id, password) == nil }
	equal(t, "the first", good("first"), true)
	for _, step := range []struct{ method, body, password string }{
		{"PATCH", patch(`{"op":"replace","path":"password","value":"second"}`), "second"},
		{"PATCH", patch(`{"op":"add","value":{"password":"third"}}`), "third"},
		{"PUT", user("ada@example.com", `,"password":"fourth"`), "fourth"},
		{"PUT", user("ada@example.com", ``), "fourth"},
		{"PATCH", patch(`{"op":"replace","path":"title","value":"Dr"}`), "fourth"},
	} {
		a := l.want(200, step.method, "/Users/"+id, step.body)
		equal(t, "shown", strings.Contains(a.body, "assword"), false)
		equal(t, step.method+" "+step.body, good(step.password), true)
	}
	equal(t, "the third", good("third"), false)
	refusal := l.want(400, "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"password","value":"`+strings.Repeat("long", 300)+`"}`))
	equal(t, "a refusal repeats it", strings.Contains(refusal.body, "longlong"), false)
	equal(t, "after a refusal", good("fourth"), true)
	equal(t, "kept with the member", string(l.member(id).Attributes), `{"displayName":"Ada Byron","title":"Dr"}`)
}

// TestPasswordsArePassedOverByReleases: their account has none that a bridge could set.
func TestPasswordsArePassedOverByReleases(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	id := l.want(201, "POST", "/Users", user("ada@example.com", `,"password":"s3cret"`)).get("id")
	equal(t, "promise", l.want(200, "GET", "/ServiceProviderConfig", "").get("changePassword.supported"), "false")
	for _, a := range []answer{
		l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"password","value":"s3cret"}`)),
		l.want(200, "PUT", "/Users/"+id, user("ada@example.com", `,"password":"s3cret"`)),
		l.want(200, "GET", "/Users/"+id+"?attributes=password", ""),
	} {
		equal(t, "password", a.get("password"), "")
	}
	equal(t, "kept", string(l.member(id).Attributes), `{"displayName":"Ada Byron"}`)
}
