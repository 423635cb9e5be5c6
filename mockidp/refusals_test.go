package mockidp

import (
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// TestClientRefusals checks for every method of the client that a refusal
// arrives as such, and changes nothing.
func TestClientRefusals(t *testing.T) {
	t.Parallel()
	const nobody = "00000000-0000-4000-8000-999999999999"
	for name, tc := range map[string]struct {
		call func(t *testing.T, tenant *TenantClient) error
		code string
	}{
		"add person": {func(t *testing.T, c *TenantClient) error {
			_, err := c.AddPerson(t.Context(), directory.Person{Attributes: map[string]string{"userPrincipalName": "ADA@corp.example"}})
			return err
		}, "upn-taken"},
		"person":   {func(t *testing.T, c *TenantClient) error { _, err := c.Person(t.Context(), nobody); return err }, "no-such-person"},
		"nameless": {func(t *testing.T, c *TenantClient) error { _, err := c.Person(t.Context(), ""); return err }, "no-such-route"},
		"change person": {func(t *testing.T, c *TenantClient) error {
			_, err := c.ChangePerson(t.Context(), nobody, directory.PersonChange{})
			return err
		}, "no-such-person"},
		"delete person":   {func(t *testing.T, c *TenantClient) error { return c.DeletePerson(t.Context(), nobody) }, "no-such-person"},
		"delete nameless": {func(t *testing.T, c *TenantClient) error { return c.DeletePerson(t.Context(), "") }, "no-such-route"},
		"add group": {func(t *testing.T, c *TenantClient) error {
			_, err := c.AddGroup(t.Context(), directory.Group{})
			return err
		}, "name-empty"},
		"group": {func(t *testing.T, c *TenantClient) error { _, err := c.Group(t.Context(), nobody); return err }, "no-such-group"},
		"change group": {func(t *testing.T, c *TenantClient) error {
			_, err := c.ChangeGroup(t.Context(), nobody, directory.GroupChange{})
			return err
		}, "no-such-group"},
		"delete group":  {func(t *testing.T, c *TenantClient) error { return c.DeleteGroup(t.Context(), nobody) }, "no-such-group"},
		"add member":    {func(t *testing.T, c *TenantClient) error { return c.AddMember(t.Context(), nobody, nobody) }, "no-such-group"},
		"remove member": {func(t *testing.T, c *TenantClient) error { return c.RemoveMember(t.Context(), nobody, nobody) }, "no-such-group"},
		"restore":       {func(t *testing.T, c *TenantClient) error { return c.Restore(t.Context(), nobody) }, "not-in-recycle-bin"},
		"purge":         {func(t *testing.T, c *TenantClient) error { return c.Purge(t.Context(), nobody) }, "not-in-recycle-bin"},
		"assign":        {func(t *testing.T, c *TenantClient) error { return c.Assign(t.Context(), nobody) }, "no-such-object"},
		"unassign":      {func(t *testing.T, c *TenantClient) error { return c.Unassign(t.Context(), nobody) }, "no-such-object"},
		"changes":       {func(t *testing.T, c *TenantClient) error { _, err := c.Changes(t.Context(), -1); return err }, "bad-parameter"},
		"log":           {func(t *testing.T, c *TenantClient) error { _, err := c.Log(t.Context(), -1); return err }, "bad-parameter"},
		"journal":       {func(t *testing.T, c *TenantClient) error { _, err := c.Journal(t.Context(), -1); return err }, "bad-parameter"},
		"configure": {func(t *testing.T, c *TenantClient) error {
			_, err := c.ConfigureJob(t.Context(), provisioning.Settings{})
			return err
		}, "base-url-missing"},
		"advance back": {func(t *testing.T, c *TenantClient) error { _, err := c.Advance(t.Context(), -time.Second); return err }, "bad-advance"},
		"on demand": {func(t *testing.T, c *TenantClient) error {
			_, err := c.ProvisionOnDemand(t.Context())
			return err
		}, "nothing-named"},
		"faults": {func(t *testing.T, c *TenantClient) error { return c.SetFaults(t.Context(), fault.Rule{Name: "idle"}) }, "bad-fault-rule"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant, _ := newLab(t, nil).tenant(t)
			_, err := tenant.AddPerson(t.Context(), directory.Person{Attributes: map[string]string{"userPrincipalName": "ada@corp.example"}})
			must(t, err)
			before, err := tenant.Changes(t.Context(), 0)
			must(t, err)
			if err := tc.call(t, tenant); !refusal.Is(err, tc.code) {
				t.Errorf("got %v, want %s", err, tc.code)
			}
			if after, err := tenant.Changes(t.Context(), 0); err != nil || !reflect.DeepEqual(before, after) {
				t.Errorf("the change log is now %v (%v), want %v", after, err, before)
			}
		})
	}
}

func TestRefusalsOfTheServer(t *testing.T) {
	t.Parallel()
	l := newLab(t, nil)
	made, err := l.CreateTenant(t.Context(), TenantSpec{})
	must(t, err)
	tenant := "/v1/tenants/" + made.ID
	for name, tc := range map[string]struct {
		method, path, body string
		status             int
		code               string
	}{
		"since is no number":     {"GET", tenant + "/changes?since=x", "", 400, "bad-parameter"},
		"since is too large":     {"GET", tenant + "/journal?since=99999999999999999999", "", 400, "bad-parameter"},
		"since is empty":         {"GET", tenant + "/job/log?since=", "", 400, "bad-parameter"},
		"broken JSON":            {"POST", tenant + "/people", `{"attributes":`, 400, "unreadable-body"},
		"wrong type":             {"POST", tenant + "/people", `{"attributes":["x"]}`, 400, "unreadable-body"},
		"unknown field":          {"POST", tenant + "/people", `{"upn":"ada@corp.example"}`, 400, "unreadable-body"},
		"broken change":          {"PATCH", tenant + "/people/x", `[]`, 400, "unreadable-body"},
		"broken group":           {"POST", tenant + "/groups", `[]`, 400, "unreadable-body"},
		"broken group change":    {"PATCH", tenant + "/groups/x", `[]`, 400, "unreadable-body"},
		"broken tenant":          {"POST", "/v1/tenants", `[]`, 400, "unreadable-body"},
		"broken settings":        {"PUT", tenant + "/job", `[]`, 400, "unreadable-body"},
		"broken restart":         {"POST", tenant + "/job/restart", `[]`, 400, "unreadable-body"},
		"broken demand":          {"POST", tenant + "/job/provision-on-demand", `[]`, 400, "unreadable-body"},
		"broken faults":          {"PUT", tenant + "/faults", `{}`, 400, "unreadable-body"},
		"duration without unit":  {"POST", tenant + "/clock/advance", `{"by":"40"}`, 400, "unreadable-body"},
		"advance by nothing":     {"POST", tenant + "/clock/advance", ``, 400, "bad-advance"},
		"no such tenant":         {"GET", "/v1/tenants/nobody/people", "", 404, "no-such-tenant"},
		"delete no tenant":       {"DELETE", "/v1/tenants/nobody", "", 404, "no-such-tenant"},
		"no such route":          {"GET", tenant + "/nothing", "", 404, "no-such-route"},
		"no such method":         {"PUT", tenant + "/people", "", 405, "no-such-method"},
		"body beyond the limit":  {"POST", tenant + "/people", `{"id":"` + strings.Repeat("x", 17<<20) + `"}`, 400, "unreadable-body"},
		"name with odd escaping": {"GET", tenant + "/people/%E0%A4", "", 404, "no-such-person"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := raw(t, l.server, tc.method, tc.path, tc.body)
			if got.status != tc.status || !strings.Contains(got.body, `"code":"`+tc.code+`"`) {
				t.Errorf("answered %d %.300s, want %d %s", got.status, got.body, tc.status, tc.code)
			}
		})
	}
}

func TestOnlyTheAdministratorGetsIn(t *testing.T) {
	t.Parallel()
	l := newLab(t, nil)
	made, err := l.CreateTenant(t.Context(), TenantSpec{})
	must(t, err)
	open := New(Options{}) // nobody chose a token
	t.Cleanup(open.Close)
	for name, tc := range map[string]struct {
		server        *Server
		authorization string
	}{
		"no token":                   {l.server, ""},
		"wrong token":                {l.server, "Bearer Admin"},
		"wrong scheme":               {l.server, "Basic admin"},
		"empty token":                {l.server, "Bearer "},
		"no token, none was chosen":  {open, ""},
		"empty token, none was set":  {open, "Bearer "},
		"some token, none was given": {open, "Bearer admin"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, r := range [][2]string{
				{http.MethodGet, "/v1/tenants"},
				{http.MethodPost, "/v1/tenants"},
				{http.MethodGet, "/v1/tenants/" + made.ID},
				{http.MethodDelete, "/v1/tenants/" + made.ID},
				{http.MethodGet, "/v1/tenants/" + made.ID + "/people"},
				{http.MethodGet, "/v1/tenants/" + made.ID + "/job"},
			} {
				got := raw(t, tc.server, r[0], r[1], "", "Authorization", tc.authorization)
				if got.status != http.StatusUnauthorized || !strings.Contains(got.body, `"code":"wrong-token"`) {
					t.Errorf("%s %s answered %d %s, want 401 wrong-token", r[0], r[1], got.status, got.body)
				}
			}
			got := raw(t, tc.server, http.MethodGet, "/healthz", "", "Authorization", tc.authorization)
			if want := (rawAnswer{http.StatusOK, `{"service":"mockidp","status":"ok"}`}); got != want {
				t.Errorf("health: %+v, want %+v", got, want)
			}
		})
	}
}
