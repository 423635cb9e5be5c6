package provisioning_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// signer writes the claims instead of signing them.
type signer struct{ err error }

func (s signer) Sign(claims map[string]any) (string, error) {
	raw, err := json.Marshal(claims)
	return "jws." + base64.RawURLEncoding.EncodeToString(raw), errors.Join(err, s.err)
}

// issuer is a token endpoint beside a bridge; the nth token is "at-n".
type issuer struct {
	mu      sync.Mutex
	forms   []url.Values
	headers []http.Header
	answer  func(n int) (status int, body string) // nil: a token for an hour
	bearers []string
	bridge  http.Handler
}

func (i *issuer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if r.URL.Path != "/token" {
		i.bearers = append(i.bearers, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
		i.bridge.ServeHTTP(w, r)
		return
	}
	raw, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(raw))
	i.forms, i.headers = append(i.forms, form), append(i.headers, r.Header.Clone())
	status, body := http.StatusOK, fmt.Sprintf(`{"access_token":"at-%d","token_type":"Bearer","expires_in":3600}`, len(i.forms))
	if i.answer != nil {
		status, body = i.answer(len(i.forms))
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

// proving is a lab whose job proves itself by auth to a bridge with a token endpoint.
func proving(t *testing.T, auth provisioning.Auth) (*lab, *issuer, *[]string) {
	t.Helper()
	l := newLab(t)
	issues, told := &issuer{bridge: l.bridge}, &[]string{}
	l.job = provisioning.New(provisioning.Options{
		Directory: l.directory, Now: l.clock.Now, NewID: newIDs(), Transport: loop(issues), Signer: signer{},
		Tenant: "74beb175-3b80-4b63-b9d5-6f0b76082b16", Wall: func() time.Time { return time.Unix(1_800_000_000, 0) },
		Hide: func(secrets ...string) { *told = append(*told, secrets...) },
	})
	if auth.Kind != provisioning.EntraJWT && auth.Kind != "" {
		auth.TokenURL = "https://bridge.example/token"
	}
	l.must(l.job.Configure(provisioning.Settings{BaseURL: "https://bridge.example/scim", Auth: auth}))
	l.must(l.job.Start())
	return l, issues, told
}

func TestClientCredentials(t *testing.T) {
	t.Parallel()
	auth := provisioning.Auth{Kind: provisioning.ClientCredentials, ClientID: "id:1", ClientSecret: "s3 cret", Scope: "scim"}
	for in, want := range map[provisioning.CredentialsIn]struct {
		form  string
		basic string
	}{
		"":       {"grant_type=client_credentials&scope=scim", "Basic aWQlM0ExOnMzK2NyZXQ="}, // id%3A1:s3+cret
		"header": {"grant_type=client_credentials&scope=scim", "Basic aWQlM0ExOnMzK2NyZXQ="},
		"body":   {"client_id=id%3A1&client_secret=s3+cret&grant_type=client_credentials&scope=scim", ""},
	} {
		auth.CredentialsIn = in
		l, issues, told := proving(t, auth)
		l.assigned("ada")
		l.expectCounts(l.run(), "create/success:1")
		if len(issues.forms) != 1 || issues.forms[0].Encode() != want.form || issues.headers[0].Get("Authorization") != want.basic {
			t.Errorf("%s: asked with %v and %v", in, issues.forms, issues.headers)
		}
		if got := issues.headers[0].Get("Content-Type"); got != "application/x-www-form-urlencoded" {
			t.Errorf("content type %q", got)
		}
		if want := []string{"at-1", "at-1", "at-1"}; !reflect.DeepEqual(issues.bearers, want) {
			t.Errorf("%s: bearers %v, want %v", in, issues.bearers, want)
		}
		if !reflect.DeepEqual(*told, []string{"at-1"}) {
			t.Errorf("%s: hidden are %v", in, *told)
		}
	}
}

func TestAccessTokenIsKeptUntilItExpires(t *testing.T) {
	t.Parallel()
	l, issues, _ := proving(t, provisioning.Auth{Kind: provisioning.ClientCredentials, ClientID: "id", ClientSecret: "s3cret"})
	l.run() // at 9:00
	l.run() // at 9:40
	l.run() // at 10:20
	if want := []string{"at-1", "at-1", "at-2"}; !reflect.DeepEqual(issues.bearers, want) {
		t.Errorf("bearers %v, want %v", issues.bearers, want)
	}
	l.must(l.job.Configure(l.job.Status().Settings)) // the same settings keep it
	l.run()
	if len(issues.forms) != 2 {
		t.Errorf("%d tokens were asked for, want 2", len(issues.forms))
	}
	other := l.job.Status().Settings
	other.Auth.ClientSecret = "other"
	l.must(l.job.Configure(other))
	l.run()
	if want := "at-3"; issues.bearers[4] != want {
		t.Errorf("with another secret %v, want %s at last", issues.bearers, want)
	}
}

func TestAStoredAccessTokenIsUsedFirst(t *testing.T) {
	t.Parallel()
	l, issues, _ := proving(t, provisioning.Auth{
		Kind: provisioning.ClientCredentials, ClientID: "id", ClientSecret: "s3cret",
		AccessToken: "stored", AccessTokenCreated: clock.Epoch().Add(-10 * time.Minute),
	})
	l.run()
	l.run()
	l.run()
	if want := []string{"stored", "stored", "at-1"}; !reflect.DeepEqual(issues.bearers, want) {
		t.Errorf("bearers %v, want %v", issues.bearers, want)
	}
}

func claimsOf(t *testing.T, token string) string {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(token, "jws."))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestEntraJWT(t *testing.T) {
	t.Parallel()
	for _, kind := range []provisioning.AuthKind{"", provisioning.EntraJWT} {
		l, issues, told := proving(t, provisioning.Auth{Kind: kind})
		l.run()
		l.run()
		if len(issues.bearers) != 2 || issues.bearers[0] != issues.bearers[1] || !reflect.DeepEqual(*told, issues.bearers[:1]) {
			t.Fatalf("bearers %v, hidden %v", issues.bearers, *told)
		}
		want := `{"appid":"00000014-0000-0000-c000-000000000000","aud":"8adf8e6e-67b2-4cf2-a259-e3dc5476c621","exp":1800003600,"iat":1800000000,` +
			`"iss":"https://sts.windows.net/74beb175-3b80-4b63-b9d5-6f0b76082b16/","jti":"00000000-0000-4000-8000-000000000003","nbf":1800000000,` +
			`"sub":"00000014-0000-0000-c000-000000000000","tid":"74beb175-3b80-4b63-b9d5-6f0b76082b16","ver":"1.0"}`
		if got := claimsOf(t, issues.bearers[0]); got != want {
			t.Errorf("claims\n%s, want\n%s", got, want)
		}
	}
}

func TestFederatedAssertion(t *testing.T) {
	t.Parallel()
	l, issues, told := proving(t, provisioning.Auth{Kind: provisioning.Federated, ClientID: "id"})
	l.run()
	form := issues.forms[0]
	if form.Get("grant_type") != "client_credentials" || form.Get("client_id") != "id" || form.Has("client_secret") ||
		form.Get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" {
		t.Errorf("asked with %v", form)
	}
	claims := claimsOf(t, form.Get("client_assertion"))
	for _, want := range []string{`"sub":"id"`, `"aud":"https://bridge.example/token"`, `"iss":"https://sts.windows.net/74beb175-3b80-4b63-b9d5-6f0b76082b16/"`} {
		if !strings.Contains(claims, want) {
			t.Errorf("claims %s lack %s", claims, want)
		}
	}
	if strings.Contains(claims, "appid") || issues.bearers[0] != "at-1" || len(*told) != 2 {
		t.Errorf("claims %s, bearer %s, hidden %v", claims, issues.bearers[0], *told)
	}
}

func TestNoTokenIsAFailureOfTheCredentials(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		status int
		body   string
		reason string
	}{
		"refused":    {401, `{"error":"invalid_client","error_description":"wrong secret s3cret"}`, "answered 401: invalid_client wrong secret *"},
		"HTML":       {200, `<html>`, "answered 200 without JSON"},
		"nothing":    {200, `{}`, "without an access_token"},
		"a number":   {200, `{"access_token":7,"token_type":"Bearer"}`, "without an access_token"},
		"two lines":  {200, `{"access_token":"a\nb","token_type":"Bearer"}`, "without an access_token"},
		"other type": {200, `{"access_token":"a","token_type":"mac"}`, `tokens of type "mac", not Bearer`},
		"415":        {415, `{}`, "answered 415: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, issues, _ := proving(t, provisioning.Auth{Kind: provisioning.ClientCredentials, ClientID: "id", ClientSecret: "s3cret"})
			issues.answer = func(int) (int, string) { return test.status, test.body }
			cycle := l.run()
			q := l.job.Status().Quarantine
			if cycle.ErrorCode != scimCode+"CredentialValidationFailure" || q == nil || q.Reason != "EncounteredQuarantineException" {
				t.Errorf("the cycle ended %s, quarantine %+v", cycle.ErrorCode, q)
			}
			if !strings.Contains(cycle.Error, test.reason) || strings.Contains(cycle.Error, "s3cret") || len(issues.bearers) != 0 {
				t.Errorf("error %q, bearers %v", cycle.Error, issues.bearers)
			}
			issues.answer = nil
			if cycle := l.run(); cycle.State != "Succeeded" {
				t.Errorf("the next cycle ended %s: %s", cycle.State, cycle.Error)
			}
		})
	}
}

func TestATokenThatCannotBeRefreshedFailsTheObject(t *testing.T) {
	t.Parallel()
	l, issues, _ := proving(t, provisioning.Auth{Kind: provisioning.ClientCredentials, ClientID: "id", ClientSecret: "s3cret"})
	l.assigned("ada")
	issues.answer = func(n int) (int, string) {
		if n > 1 {
			return http.StatusServiceUnavailable, `{"error":"temporarily_unavailable"}`
		}
		return http.StatusOK, `{"access_token":"short","token_type":"bearer","expires_in":0}`
	}
	cycle := l.run()
	if len(cycle.Records) != 1 || cycle.Records[0].ErrorCode != "Unauthorized" || !strings.Contains(cycle.Records[0].Reason, "temporarily_unavailable") {
		t.Errorf("records %+v", cycle.Records)
	}
}

func TestASignerThatFails(t *testing.T) {
	t.Parallel()
	job := provisioning.New(provisioning.Options{
		Directory: crowd(t, 0), Now: clock.Epoch, NewID: newIDs(), Transport: loop(newScripted()), Signer: signer{errors.New("no key")},
	})
	if err := job.Configure(provisioning.Settings{BaseURL: "https://bridge.example/scim"}); err != nil {
		t.Fatal(err)
	}
	if err := job.Validate(t.Context()); !refusal.Is(err, scimCode+"CredentialValidationFailure") || !strings.Contains(err.Error(), "no key") {
		t.Errorf("validate: %v", err)
	}
}

func TestSecretsAreNeverReadBack(t *testing.T) {
	t.Parallel()
	l, _, _ := proving(t, provisioning.Auth{Kind: provisioning.ClientCredentials, ClientID: "id", ClientSecret: "s3cret", AccessToken: "at"})
	if auth := l.job.Status().Settings.Auth; auth.ClientSecret != "*" || auth.AccessToken != "*" || auth.ClientID != "id" {
		t.Errorf("auth reads %+v", auth)
	}
	settings := provisioning.Settings{Token: "a b", Auth: provisioning.Auth{ClientSecret: "*", AccessToken: "c"}}
	if want := []string{"a b", "a+b", "c", "c"}; !reflect.DeepEqual(settings.Secrets(), want) {
		t.Errorf("secrets %q, want %q", settings.Secrets(), want)
	}
}

func TestAuthRefused(t *testing.T) {
	t.Parallel()
	oauth := provisioning.Auth{Kind: provisioning.ClientCredentials, TokenURL: "https://bridge.example/token", ClientID: "id", ClientSecret: "s"}
	for name, test := range map[string]struct {
		change func(*provisioning.Auth)
		code   string
	}{
		"kind":      {func(a *provisioning.Auth) { a.Kind = "kerberos" }, "auth-malformed"},
		"place":     {func(a *provisioning.Auth) { a.CredentialsIn = "query" }, "auth-malformed"},
		"URL":       {func(a *provisioning.Auth) { a.TokenURL = "bridge.example/token" }, "auth-malformed"},
		"user":      {func(a *provisioning.Auth) { a.TokenURL = "https://a:b@bridge.example/token" }, "auth-malformed"},
		"client":    {func(a *provisioning.Auth) { a.ClientID = "" }, "auth-malformed"},
		"secret":    {func(a *provisioning.Auth) { a.ClientSecret = "" }, "auth-malformed"},
		"two lines": {func(a *provisioning.Auth) { a.AccessToken = "a\r\nX: y" }, "auth-malformed"},
		"jwt":       {func(a *provisioning.Auth) { a.Kind = provisioning.EntraJWT }, "no-signer"},
		"assertion": {func(a *provisioning.Auth) { a.Kind = provisioning.Federated }, "no-signer"},
	} {
		auth := oauth
		test.change(&auth)
		l := newLab(t)
		if err := l.job.Configure(provisioning.Settings{BaseURL: "https://bridge.example/scim", Auth: auth}); !refusal.Is(err, test.code) {
			t.Errorf("%s: %v, want %s", name, err, test.code)
		}
	}
}
