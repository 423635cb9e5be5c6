package refbridge_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/refbridge"
	"github.com/scimproof/scimproof/mockvault/account"
)

// isSCIMError fails the test unless the answer is an error of RFC 7644 3.12.
func isSCIMError(t *testing.T, what string, a answer, status, scimType string) {
	t.Helper()
	equal(t, what+": Content-Type", a.header.Get("Content-Type"), "application/scim+json")
	equal(t, what+": schemas", a.get("schemas"), `["urn:ietf:params:scim:api:messages:2.0:Error"]`)
	equal(t, what+": status", a.get("status"), status)
	equal(t, what+": scimType", a.get("scimType"), scimType)
	if a.get("detail") == "" {
		t.Errorf("%s: no detail", what)
	}
}

func TestStrangers(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	id := l.join("ada@example.com")
	requests := []struct{ method, path, body string }{
		{"GET", "/Users", ""},
		{"GET", "/Users/" + id, ""},
		{"GET", filtered("/Users", "no filter at all"), ""},
		{"POST", "/Users", user("x@example.com", "")},
		{"POST", "/Users", "no JSON"},
		{"POST", "/Users", strings.Repeat(" ", 2<<20)},
		{"PUT", "/Users/" + id, user("x@example.com", "")},
		{"PATCH", "/Users/" + id, patch(`{"op":"replace","path":"active","value":false}`)},
		{"PATCH", "/Users/" + id, "{}"},
		{"DELETE", "/Users/" + id, ""},
		{"POST", "/.search", "{}"},
		{"GET", "/Me", ""},
		{"POST", "/Bulk", "{}"},
		{"GET", "/Groups", ""},
	}
	for _, r := range requests {
		a := l.want(401, r.method, r.path, r.body, "Authorization", "Bearer wrong")
		isSCIMError(t, r.method+" "+r.path, a, "401", "")
		equal(t, "challenge to a wrong token", a.header.Get("WWW-Authenticate"), `Bearer realm="scim", error="invalid_token"`)
		a = l.want(401, r.method, r.path, r.body, "Authorization", "")
		equal(t, "challenge to no token", a.header.Get("WWW-Authenticate"), `Bearer realm="scim"`)
	}
	equal(t, "account", l.members(), "ada@example.com Ada Byron TRANSFER_STARTED")
	l.want(200, "GET", "/Users", "", "Authorization", "bearer "+l.token)
	l.want(401, "GET", "/Users", "", "Authorization", "Basic "+l.token)
}

func TestRoutes(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	cases := []struct {
		status       int
		method, path string
		allow        string
	}{
		{404, "GET", "/Nothing", ""},
		{404, "GET", "http://bridge/elsewhere", ""},
		{404, "GET", "http://bridge/scim/v9/Users", ""},
		{404, "GET", "/Users/", ""},
		{405, "PUT", "/Users", "GET, POST"},
		{405, "DELETE", "/Groups", "GET, POST"},
		{405, "POST", "/ServiceProviderConfig", "GET"},
		{405, "PATCH", "/Schemas/x", "GET"},
		{403, "GET", "/Schemas?filter=id+pr", ""},
		{403, "GET", "/ResourceTypes?filter=name+eq+%22User%22", ""},
		{404, "GET", "/Schemas/urn:ietf:params:scim:api:messages:2.0:Error", ""},
		{501, "GET", "/Me", ""},
		{405, "GET", "/Bulk", "POST"},
	}
	for _, tc := range cases {
		a := l.want(tc.status, tc.method, tc.path, "")
		isSCIMError(t, tc.method+" "+tc.path, a, map[int]string{403: "403", 404: "404", 405: "405", 501: "501"}[tc.status], "")
		equal(t, "Allow", a.header.Get("Allow"), tc.allow)
	}
}

// TestRefusals: what the account refuses -> what the directory is told.
func TestRefusals(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	_, err := l.account.ChangeSettings(l.ctx(), account.SettingsChange{AllowedDomains: &[]string{"example.com", "vault.example"}})
	l.must(err)
	ada, bob := l.settled("ada@example.com"), l.join("bob@example.com")
	owner := l.want(200, "GET", filtered("/Users", `userName eq "owner@vault.example"`), "").get("Resources.0.id")
	foreign, err := l.account.AddGroup(l.ctx(), account.NewGroup{Name: "Foreign"})
	l.must(err)
	cases := []struct {
		name, method, path, body string
		status                   int
		text, scimType, detail   string
	}{
		{"taken", "POST", "/Users", user("ADA@example.com", ""), 409, "409", "uniqueness", "ADA@example.com"},
		{"rename to a taken one", "PATCH", "/Users/" + bob, patch(`{"op":"replace","path":"userName","value":"ada@example.com"}`), 409, "409", "uniqueness", "ada@example.com"},
		{"domain", "POST", "/Users", user("x@elsewhere.example", ""), 400, "400", "invalidValue", "domain"},
		{"rename to a domain", "PATCH", "/Users/" + ada, patch(`{"op":"replace","path":"userName","value":"ada@elsewhere.example"}`), 400, "400", "invalidValue", "domain"},
		{"last owner", "PATCH", "/Users/" + owner, patch(`{"op":"replace","path":"active","value":false}`), 409, "409", "", "owns"},
		{"last owner deleted", "DELETE", "/Users/" + owner, "", 409, "409", "", "owns"},
		{"group that is not managed", "DELETE", "/Groups/" + foreign.ID, "", 403, "403", "", "manage"},
		{"nobody", "GET", "/Users/NOBODY", "", 404, "404", "", "NOBODY"},
	}
	for _, tc := range cases {
		a := l.want(tc.status, tc.method, tc.path, tc.body)
		isSCIMError(t, tc.name, a, tc.text, tc.scimType)
		if !strings.Contains(a.get("detail"), tc.detail) {
			t.Errorf("%s: the detail does not say %q: %s", tc.name, tc.detail, a.body)
		}
	}
	equal(t, "account", l.members(), "ada@example.com Ada Byron ACTIVE; bob@example.com Ada Byron TRANSFER_STARTED")
}

func TestProvisioningOff(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	id := l.join("ada@example.com")
	l.must(l.account.DisableProvisioning(l.ctx()))
	for _, r := range []struct{ method, path, body string }{
		{"GET", "/Users", ""},
		{"GET", filtered("/Users", `userName eq "x"`), ""},
		{"POST", "/Users", user("x@example.com", "")},
		{"PATCH", "/Users/" + id, patch(`{"op":"Replace","path":"active","value":"False"}`)},
		{"DELETE", "/Users/" + id, ""},
	} {
		a := l.want(500, r.method, r.path, r.body)
		isSCIMError(t, r.method+" "+r.path, a, "500", "")
		if !strings.Contains(a.get("detail"), "provisioning is off") {
			t.Errorf("the detail does not say why: %s", a.body)
		}
	}
	l.want(200, "GET", "/ServiceProviderConfig", "")
}

// TestVaultFaults: whatever happens to the vault, a write that may not have
// happened is never answered with success.
func TestVaultFaults(t *testing.T) {
	t.Parallel()
	faults := map[string]fault.Action{
		"down": {Status: 503}, "error": {Status: 500, Body: "oops"}, "page": {Status: 404, Body: "<html>"}, "dropped": {Drop: true}, "lost": {Lose: true}, "garbled": {Garble: true},
	}
	for name, action := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			ada := l.join("ada@example.com")
			engines := l.want(201, "POST", "/Groups", group("Engines", "")).get("id")
			for _, r := range []struct{ method, path, body, match string }{
				{"POST", "/Users", user("bob@example.com", ""), "/members"},
				{"PATCH", "/Users/" + ada, patch(`{"op":"replace","path":"title","value":"x"}`), "/members"},
				{"DELETE", "/Users/" + ada, "", "/members"},
				{"POST", "/Groups", group("Others", ""), "/groups"},
				{"PATCH", "/Groups/" + engines, patch(`{"op":"add","path":"members","value":[{"value":"` + ada + `"}]}`), "/groups"},
				{"DELETE", "/Groups/" + engines, "", "/groups"},
			} {
				method := r.method
				if r.path == "/Users/"+ada && method == "DELETE" {
					method = "PATCH" // DELETE suspends
				}
				l.must(l.account.SetFaults(l.ctx(), fault.Rule{Name: name, Match: fault.Match{Method: method, Path: r.match}, Do: action}))
				a := l.do(r.method, r.path, r.body)
				equal(t, r.method+" "+r.path, a.status, 503)
				isSCIMError(t, r.method+" "+r.path, a, "503", "")
				equal(t, "Retry-After", a.header.Get("Retry-After"), "5")
				l.must(l.account.SetFaults(l.ctx()))
			}
		})
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC)
	l := newLab(t, func(o *refbridge.Options) { o.Now = func() time.Time { return at } })
	for _, path := range []string{"/ping", "/healthz"} {
		equal(t, path, l.want(200, "GET", "http://bridge"+path, "", "Authorization", "").get("status"), "ok")
	}
	same(t, "/health", l.want(200, "GET", "http://bridge/health", "", "Authorization", "").body, `{"status":"ok","version":"2.9.16","build":"209163",
		"retrievedAt":"2026-05-04T03:02:01Z","reports":[
			{"source":"SCIMServer","time":"2026-05-04T03:02:01Z","expires":"2026-05-04T03:12:01Z","state":"healthy"},
			{"source":"Vault","time":"2026-05-04T03:02:01Z","expires":"2026-05-04T03:12:01Z","state":"healthy"}]}`)

	alone := newLab(t, func(o *refbridge.Options) { o.VaultURL = "http://nowhere"; o.Version = "1.6" })
	down := alone.want(503, "GET", "http://bridge/health", "")
	equal(t, "status", down.get("status"), "unavailable")
	equal(t, "vault", down.get("reports.1.state"), "unreachable")
	equal(t, "version", down.get("version"), "1.6.2")
	alone.want(200, "GET", "http://bridge/ping", "")
	isSCIMError(t, "no vault", alone.want(503, "GET", "/Users", ""), "503", "")
}

func TestOptions(t *testing.T) {
	t.Parallel()
	_, err := refbridge.New(refbridge.Options{VaultURL: "http://vault", HTTP: http.DefaultClient, Version: "9"})
	if err == nil || err.Error() != `version profile "9" is unknown; there are 1.4, 1.6, 2.x, hosted, rfc` {
		t.Errorf("unknown version: %v", err)
	}
	_, err = refbridge.New(refbridge.Options{VaultURL: "http://vault", HTTP: http.DefaultClient, Defect: "nosuch"})
	if err == nil || err.Error() != `there is no defect "nosuch"; scimproof list defects shows all` {
		t.Errorf("unknown defect: %v", err)
	}
}
