package refbridge_test

import (
	"testing"

	"github.com/tidwall/gjson"

	"github.com/scimproof/scimproof/internal/refbridge"
	"github.com/scimproof/scimproof/mockvault"
)

// TestVersions: what each generation makes of one PATCH that renames, changes the
// e-mail and the display name of a settled member.
func TestVersions(t *testing.T) {
	t.Parallel()
	cases := []struct {
		version, release, build            string
		userName, email, pending, notified string
	}{
		{"1.4", "1.4.4", "104041", "ada@example.com", "ada@example.com", "", ""},
		{"1.6", "1.6.2", "106021", "king@example.com", "king@example.com", "king@example.com", "ada@example.com"},
		{"2.x", "2.9.16", "209163", "king@example.com", "king@example.com", "king@example.com", "king@example.com"},
		{"hosted", "hosted", "hosted", "king@example.com", "king@example.com", "king@example.com", "king@example.com"},
		{"rfc", "rfc", "rfc", "king@example.com", "king@example.com", "king@example.com", "king@example.com"},
	}
	equal(t, "generations", len(refbridge.Versions()), len(cases))
	for _, tc := range cases {
		t.Run(tc.version, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, version(tc.version))
			health := l.want(200, "GET", "http://bridge/health", "")
			equal(t, "release", health.get("version"), tc.release)
			equal(t, "build", health.get("build"), tc.build)
			id := l.want(201, "POST", "/Users", user("ada@example.com", `,"emails":[{"type":"work","value":"ada@example.com"}]`)).get("id")
			_, err := l.account.Act(l.ctx(), id, mockvault.Accept, "")
			l.must(err)

			a := l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"Replace","path":"displayName","value":"Ada King"}`,
				`{"op":"Replace","path":"userName","value":"king@example.com"}`, `{"op":"Replace","path":"emails[type eq \"work\"].value","value":"king@example.com"}`))
			equal(t, "displayName", a.get("displayName"), "Ada King")
			equal(t, "userName", a.get("userName"), tc.userName)
			equal(t, "email", a.get("emails.0.value"), tc.email)

			m := l.member(id)
			equal(t, "name in the account", m.Name, "Ada King")
			equal(t, "address in force", m.Email, "ada@example.com")
			pending, notified := "", ""
			if m.PendingEmail != nil {
				pending, notified = m.PendingEmail.Email, m.PendingEmail.Notified
			}
			equal(t, "pending address", pending, tc.pending)
			equal(t, "notified address", notified, tc.notified)
		})
	}
}

// TestOldBridgeSendsNothing: where nothing but the address changes, 1.4 does not even ask the vault.
func TestOldBridgeSendsNothing(t *testing.T) {
	t.Parallel()
	l := newLab(t, version("1.4"))
	id := l.settled("ada@example.com")
	before := l.member(id).Version
	a := l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"Replace","path":"userName","value":"king@example.com"}`))
	equal(t, "answered", a.get("userName"), "ada@example.com")
	equal(t, "version", l.member(id).Version, before)
}

func TestDiscovery(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	config := l.want(200, "GET", "/ServiceProviderConfig", "", "Authorization", "")
	for path, want := range map[string]string{
		"patch.supported": "true", "bulk.supported": "true", "bulk.maxOperations": "100", "bulk.maxPayloadSize": "1048576", "filter.supported": "true",
		"changePassword.supported": "false", "sort.supported": "true", "etag.supported": "true",
		"authenticationSchemes.0.type": "oauthbearertoken", "meta.location": root + "/ServiceProviderConfig",
		"schemas": `["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"]`,
	} {
		equal(t, path, config.get(path), want)
	}
	types := l.want(200, "GET", "/ResourceTypes?count=1&startIndex=2", "")
	equal(t, "types", types.get("Resources.#.name"), `["User","Group"]`)
	for _, resource := range gjson.Get(types.body, "Resources").Array() {
		equal(t, "type by id", l.want(200, "GET", "/ResourceTypes/"+resource.Get("id").String(), "").body, resource.Raw)
		l.want(200, "GET", resource.Get("endpoint").String(), "")
		l.want(200, "GET", "/Schemas/"+resource.Get("schema").String(), "")
	}
	schemas := l.want(200, "GET", "/Schemas", "")
	equal(t, "schemas", schemas.get("Resources.#.id"), `["`+userURN+`","`+entURN+`","`+groupURN+`"]`)
	equal(t, "location", l.want(200, "GET", "/Schemas/"+entURN, "").get("meta.location"), root+"/Schemas/"+entURN)
}

// TestRoots: both base paths work, and an answer's addresses are under the one that was asked.
func TestRoots(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	id := l.join("ada@example.com")
	equal(t, "/scim", l.want(200, "GET", "http://bridge/scim/Users/"+id, "").get("meta.location"), "http://bridge/scim/Users/"+id)
	equal(t, "/scim/v2", l.want(200, "GET", "http://bridge/scim/v2/Users/"+id, "").get("meta.location"), "http://bridge/scim/v2/Users/"+id)
	equal(t, "behind TLS", l.want(200, "GET", "/Users/"+id, "", "X-Forwarded-Proto", "https").get("meta.location"), "https://bridge/scim/v2/Users/"+id)
}

// TestDeletedUser: releases suspend, and only the generation rfc removes.
func TestDeletedUser(t *testing.T) {
	t.Parallel()
	for generation, status := range map[string]int{"2.x": 200, "rfc": 404} {
		t.Run(generation, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, version(generation))
			id := l.settled("ada@example.com")
			l.want(204, "DELETE", "/Users/"+id, "")
			l.want(status, "GET", "/Users/"+id, "")
			l.want(status, "PATCH", "/Users/"+id, patch(`{"op":"Replace","path":"displayName","value":"Ada"}`))
		})
	}
}
