package graph_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tidwall/gjson"
	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/internal/wait"
	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockidp/graph"
	"github.com/scimproof/scimproof/mockidp/provisioning"
	"github.com/scimproof/scimproof/mockvault"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// directoryURL is where the directory of an embedded lab answers.
const directoryURL = "http://directory.lab"

// desk is where somebody works with the Graph API of one tenant, in front of the
// reference bridge and an account.
type desk struct {
	*testing.T
	lab     *lab.Lab
	tenant  *mockidp.TenantClient
	id      string
	client  graph.Client
	token   string
	account *mockvault.AccountClient
	secret  string // opens the bridge
	header  http.Header

	described *description
	mu        sync.Mutex
	walked    map[string]bool // what was described and answered with success
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	profile, err := bridge.LoadProfile("refbridge")
	must(t, err)
	up, err := lab.Up(t.Context(), lab.Options{Profile: profile, Runtime: lab.Embedded})
	must(t, err)
	t.Cleanup(func() { _ = up.Close(context.WithoutCancel(t.Context())) })
	made, err := up.Directory.CreateTenant(t.Context(), mockidp.TenantSpec{Name: "Corp", Seed: 7})
	must(t, err)
	d := &desk{T: t, lab: up, tenant: up.Directory.Tenant(made.ID), id: made.ID, header: http.Header{}, walked: map[string]bool{}}
	_, raw := d.exchange("GET", "/openapi.json", "", nil)
	var described description
	must(t, json.Unmarshal([]byte(raw), &described))
	d.described = &described
	must(t, d.tenant.SetGraphSwitches(t.Context(), graph.Switches{HoldStart: true}))
	d.client, err = d.tenant.AddGraphClient(t.Context())
	must(t, err)
	account, err := up.Vault.CreateAccount(t.Context(), mockvault.AccountSpec{})
	must(t, err)
	d.account = up.Vault.Account(account.ID)
	d.secret, err = d.account.EnableProvisioning(t.Context())
	must(t, err)
	status, body := d.ask(url.Values{"grant_type": {"client_credentials"}, "client_id": {d.client.ID}, "client_secret": {d.client.Secret}, "scope": {"https://graph.microsoft.com/.default"}})
	if d.token = body.Get("access_token").String(); status != http.StatusOK || d.token == "" {
		t.Fatalf("no token: %d %s", status, body.Raw)
	}
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ask asks for a token.
func (d *desk) ask(form url.Values) (int, gjson.Result) {
	d.Helper()
	return d.send("POST", "/"+d.id+"/oauth2/v2.0/token", form.Encode(), http.Header{"Content-Type": {"application/x-www-form-urlencoded"}})
}

// send sends a request as it is.
func (d *desk) send(method, path, body string, header http.Header) (int, gjson.Result) {
	d.Helper()
	answer, read := d.exchange(method, path, body, header)
	return answer.StatusCode, gjson.Parse(read)
}

func (d *desk) exchange(method, path, body string, header http.Header) (*http.Response, string) {
	d.Helper()
	if !strings.HasPrefix(path, "http") {
		path = directoryURL + path
	}
	req, err := http.NewRequestWithContext(d.Context(), method, path, strings.NewReader(body))
	must(d.T, err)
	req.Header = header
	answer, err := d.lab.HTTP.Do(req)
	must(d.T, err)
	defer func() { _ = answer.Body.Close() }()
	read, err := io.ReadAll(answer.Body)
	must(d.T, err)
	if d.described != nil {
		name, err := d.described.check(method, req.URL.Path, answer.StatusCode, string(read))
		if err != nil {
			d.Error(err)
		}
		d.mu.Lock()
		d.walked[name] = true
		d.mu.Unlock()
	}
	return answer, string(read)
}

// try is a request to the API with the desk's token.
func (d *desk) try(method, path, body string) (int, gjson.Result) {
	d.Helper()
	header := d.header.Clone()
	header.Set("Authorization", "Bearer "+d.token)
	header.Set("Content-Type", "application/json")
	if !strings.HasPrefix(path, "http") {
		path = "/v1.0" + path
	}
	return d.send(method, path, body, header)
}

// do is a request that must be answered with the status.
func (d *desk) do(want int, method, path, body string) gjson.Result {
	d.Helper()
	status, answer := d.try(method, path, body)
	if status != want {
		d.Fatalf("%s %s %s: %d %s, want %d", method, path, body, status, answer.Raw, want)
	}
	return answer
}

// person makes a person and returns the id.
func (d *desk) person(name string) string {
	d.Helper()
	body := `{"accountEnabled":true,"displayName":"` + strings.ToUpper(name[:1]) + name[1:] + `","mailNickname":"` + name + `","userPrincipalName":"` + name +
		`@contoso.example","mail":"` + name + `@contoso.example","passwordProfile":{"forceChangePasswordNextSignIn":true,"password":"xWwvJ]6NMw+bWH-d"}}`
	return d.do(http.StatusCreated, "POST", "/users", body).Get("id").String()
}

func (d *desk) group(name string) string {
	d.Helper()
	body := `{"displayName":"` + name + `","mailEnabled":false,"mailNickname":"` + strings.ToLower(name) + `","securityEnabled":true,"groupTypes":[]}`
	return d.do(http.StatusCreated, "POST", "/groups", body).Get("id").String()
}

// app makes an app with a job that reaches the bridge, and returns the service
// principal's path and the job's.
func (d *desk) app() (principal, job string) {
	d.Helper()
	made := d.do(http.StatusCreated, "POST", "/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate", `{"displayName":"Vault"}`)
	principal = "/servicePrincipals/" + made.Get("servicePrincipal.id").String()
	job = principal + "/synchronization/jobs/" + d.do(http.StatusCreated, "POST", principal+"/synchronization/jobs", `{"templateId":"scim"}`).Get("id").String()
	d.do(http.StatusNoContent, "PUT", principal+"/synchronization/secrets", d.secrets())
	return principal, job
}

func (d *desk) secrets() string {
	return `{"value":[{"key":"BaseAddress","value":"` + d.lab.Bridge.URL() + `"},{"key":"SecretToken","value":"` + d.secret + `"},{"key":"SyncAll","value":"false"}]}`
}

func (d *desk) assign(principal, object string) gjson.Result {
	d.Helper()
	return d.do(http.StatusCreated, "POST", principal+"/appRoleAssignedTo",
		`{"principalId":"`+object+`","resourceId":"`+strings.TrimPrefix(principal, "/servicePrincipals/")+`","appRoleId":"18d14569-c3bd-439b-9a66-3a2aee01d14f"}`)
}

// same compares JSON with what it should be, whatever the order of members.
func (d *desk) same(what string, got gjson.Result, want string) {
	d.Helper()
	var x, y any
	must(d.T, json.Unmarshal([]byte(got.Raw), &x))
	must(d.T, json.Unmarshal([]byte(want), &y))
	have, err := json.Marshal(x)
	must(d.T, err)
	expected, err := json.Marshal(y)
	must(d.T, err)
	if string(have) != string(expected) {
		d.Errorf("%s:\n got %s\nwant %s", what, have, expected)
	}
}

// await looks until something is so.
func (d *desk) await(what string, look func() bool) {
	d.Helper()
	ctx, cancel := context.WithTimeout(d.Context(), 20*time.Second)
	defer cancel()
	err := wait.Until(ctx, what, func(context.Context) error {
		if !look() {
			return errors.New("not yet")
		}
		return nil
	})
	must(d.T, err)
}

// settings lead a job to the bridge.
func (d *desk) settings() provisioning.Settings {
	return provisioning.Settings{BaseURL: d.lab.Bridge.URL(), Token: d.secret, Groups: true}
}
