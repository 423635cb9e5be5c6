package graph_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"github.com/tidwall/gjson"
)

func TestTokensAreRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	right := url.Values{"grant_type": {"client_credentials"}, "client_id": {d.client.ID}, "client_secret": {d.client.Secret}, "scope": {"https://graph.microsoft.com/.default"}}
	for name, tc := range map[string]struct {
		change, to string // "": leave it out
		status     int
		code       string
		number     int64
	}{
		"no grant":       {"grant_type", "", 400, "invalid_request", 900144},
		"another grant":  {"grant_type", "password", 400, "unsupported_grant_type", 70003},
		"no client":      {"client_id", "", 400, "invalid_request", 900144},
		"unknown client": {"client_id", "00000000-0000-4000-8000-000000000000", 400, "unauthorized_client", 700016},
		"no secret":      {"client_secret", "", 401, "invalid_client", 7000218},
		"wrong secret":   {"client_secret", "guess", 401, "invalid_client", 7000215},
		"no scope":       {"scope", "", 400, "invalid_request", 900144},
		"single scope":   {"scope", "https://graph.microsoft.com/User.Read", 400, "invalid_scope", 1002012},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			form := url.Values{}
			for key := range right {
				form.Set(key, right.Get(key))
			}
			if form.Set(tc.change, tc.to); tc.to == "" {
				form.Del(tc.change)
			}
			status, body := d.ask(form)
			if status != tc.status || body.Get("error").String() != tc.code || body.Get("error_codes.0").Int() != tc.number {
				t.Errorf("%d %s, want %d %s %d", status, body.Raw, tc.status, tc.code, tc.number)
			}
			if strings.Contains(body.Raw, "guess") || strings.Contains(body.Raw, d.client.Secret) {
				t.Errorf("the answer tells the secret: %s", body.Raw)
			}
		})
	}
	if status, body := d.send("POST", "/00000000-0000-4000-8000-000000000000/oauth2/v2.0/token", right.Encode(), http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}); status != 400 || body.Get("error_codes.0").Int() != 90002 {
		t.Errorf("unknown tenant: %d %s", status, body.Raw)
	}
}

// TestTokensAreWhatTheySay verifies one with the published keys, as a stranger would.
func TestTokensAreWhatTheySay(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	basic := base64.StdEncoding.EncodeToString([]byte(d.client.ID + ":" + d.client.Secret))
	form := url.Values{"grant_type": {"client_credentials"}, "scope": {directoryURL + "//.default"}}
	status, body := d.send("POST", "/"+d.id+"/oauth2/v2.0/token", form.Encode(), http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Authorization": {"Basic " + basic}})
	if status != http.StatusOK || body.Get("token_type").String() != "Bearer" || body.Get("expires_in").Int() != 3599 || body.Get("ext_expires_in").Int() != 3599 {
		t.Fatalf("by Basic header: %d %s", status, body.Raw)
	}
	_, discovered := d.send("GET", "/"+d.id+"/v2.0/.well-known/openid-configuration", "", nil)
	if got := discovered.Get("issuer").String(); got != directoryURL+"/"+d.id+"/v2.0" {
		t.Errorf("issuer %q", got)
	}
	if got := discovered.Get("token_endpoint").String(); got != directoryURL+"/"+d.id+"/oauth2/v2.0/token" {
		t.Errorf("token endpoint %q", got)
	}
	_, keys := d.send("GET", discovered.Get("jwks_uri").String(), "", nil)
	if keys.Get("keys.0.d").Exists() {
		t.Fatal("the private key is published")
	}
	var set jose.JSONWebKeySet
	must(t, json.Unmarshal([]byte(keys.Raw), &set))
	parsed, err := jwt.ParseSigned(body.Get("access_token").String(), []jose.SignatureAlgorithm{jose.RS256})
	must(t, err)
	claims := map[string]any{}
	must(t, parsed.Claims(set.Keys[0], &claims))
	for name, want := range map[string]any{
		"iss": "https://sts.windows.net/" + d.id + "/", "tid": d.id, "aud": directoryURL + "/", "appid": d.client.ID, "idtyp": "app", "ver": "1.0",
	} {
		if claims[name] != want {
			t.Errorf("claim %s is %v, want %v", name, claims[name], want)
		}
	}
	d.token = body.Get("access_token").String()
	d.do(http.StatusOK, "GET", "/users", "")
}

func TestRequestsNeedAToken(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, other := d.ask(url.Values{"grant_type": {"client_credentials"}, "client_id": {d.client.ID}, "client_secret": {d.client.Secret}, "scope": {"https://vault.azure.net/.default"}})
	parts := strings.Split(d.token, ".")
	unsigned := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + parts[1] + "."
	forged := parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(`{"tid":"`+d.id+`","aud":"https://graph.microsoft.com"}`)) + "." + parts[2]
	for name, token := range map[string]string{
		"none": "", "of no form": "abc", "unsigned": unsigned, "forged": forged, "for somebody else": other.Get("access_token").String(),
	} {
		answer, body := d.exchange("GET", "/v1.0/users", "", http.Header{"Authorization": {"Bearer " + token}, "Client-Request-Id": {"mine"}})
		if answer.StatusCode != http.StatusUnauthorized || gjson.Get(body, "error.code").String() != "InvalidAuthenticationToken" || gjson.Get(body, "error.innerError.client-request-id").String() != "mine" {
			t.Errorf("%s: %d %s", name, answer.StatusCode, body)
		}
		if !strings.HasPrefix(answer.Header.Get("WWW-Authenticate"), "Bearer ") || answer.Header.Get("client-request-id") != "mine" || answer.Header.Get("request-id") == "" {
			t.Errorf("%s: headers %v", name, answer.Header)
		}
	}
	must(t, d.tenant.Delete(t.Context()))
	if status, body := d.try("GET", "/users", ""); status != http.StatusUnauthorized {
		t.Errorf("of a tenant that is gone: %d %s", status, body.Raw)
	}
}

// TestTheTenantMayStandInThePath is how older clients ask: /v1.0/TENANT/users.
func TestTheTenantMayStandInThePath(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ada := d.person("ada")
	for _, before := range []string{"/v1.0/" + d.id, "/beta/" + strings.ToUpper(d.id), "/v1.0/myorganization"} {
		if got := d.do(http.StatusOK, "GET", directoryURL+before+"/users/"+ada, "").Get("displayName").String(); got != "Ada" {
			t.Errorf("below %s: %q, want Ada", before, got)
		}
	}
	got := d.do(http.StatusForbidden, "GET", directoryURL+"/v1.0/00000000-0000-4000-8000-000000000000/users", "")
	if got.Get("error.code").String() != "Authorization_RequestDenied" {
		t.Errorf("below another tenant: %s", got.Raw)
	}
	if got := d.do(http.StatusNotFound, "GET", directoryURL+"/v1.0/"+d.id+"/"+d.id+"/users", ""); got.Get("error.code").String() != "ResourceNotFound" {
		t.Errorf("twice below the tenant: %s", got.Raw)
	}
	made := d.do(http.StatusCreated, "POST", directoryURL+"/v1.0/"+d.id+"/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate",
		`{"id":"8adf8e6e-67b2-4cf2-a259-e3dc5476c621","displayName":"Vault"}`)
	if made.Get("servicePrincipal.displayName").String() != "Vault" {
		t.Errorf("made %s", made.Raw)
	}
}

func TestWhatClientsLookForFirst(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, cloud := d.send("GET", "/metadata/endpoints?api-version=2022-09-01", "", nil)
	for path, want := range map[string]string{
		"authentication.loginEndpoint": directoryURL, "microsoftGraphResourceId": directoryURL + "/", "authentication.identityProvider": "AAD", "authentication.tenant": "common",
	} {
		if got := cloud.Get(path).String(); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	asked := url.QueryEscape(directoryURL + "/" + d.id + "/oauth2/v2.0/authorize")
	_, instance := d.send("GET", "/common/discovery/instance?api-version=1.1&authorization_endpoint="+asked, "", nil)
	if got := instance.Get("tenant_discovery_endpoint").String(); got != directoryURL+"/"+d.id+"/v2.0/.well-known/openid-configuration" {
		t.Errorf("instance discovery leads to %q", got)
	}
	for _, path := range []string{"/common/discovery/instance", "/nobody/v2.0/.well-known/openid-configuration", "/nobody/discovery/v2.0/keys"} {
		if status, body := d.send("GET", path, "", nil); status != http.StatusBadRequest || body.Get("error.code").String() == "" {
			t.Errorf("%s: %d %s", path, status, body.Raw)
		}
	}
}
