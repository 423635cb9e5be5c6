package refbridge_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/refbridge/oauth"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// TestADirectoryProvesItself lets a real job carry somebody under every kind of proof.
func TestADirectoryProvesItself(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]func(l *openLab) provisioning.Settings{
		"secret token": func(l *openLab) provisioning.Settings {
			return provisioning.Settings{BaseURL: root, Token: l.token}
		},
		"client credentials in the header": func(l *openLab) provisioning.Settings {
			c := l.register(`{}`)
			return provisioning.Settings{BaseURL: root, Auth: provisioning.Auth{
				Kind: provisioning.ClientCredentials, ClientID: c.ID, ClientSecret: c.Secret, TokenURL: c.TokenURL,
			}}
		},
		"client credentials in the body": func(l *openLab) provisioning.Settings {
			c := l.register(`{}`)
			return provisioning.Settings{BaseURL: root, Auth: provisioning.Auth{
				Kind: provisioning.ClientCredentials, ClientID: c.ID, ClientSecret: c.Secret, TokenURL: c.TokenURL, CredentialsIn: provisioning.InBody,
			}}
		},
		"federated assertion": func(l *openLab) provisioning.Settings {
			c := l.register(trusting)
			return provisioning.Settings{BaseURL: root, Auth: provisioning.Auth{Kind: provisioning.Federated, ClientID: c.ID, TokenURL: c.TokenURL}}
		},
		"a token of the directory's own": func(l *openLab) provisioning.Settings {
			return provisioning.Settings{BaseURL: l.register(trusting).SCIMURL}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newOpenLab(t)
			ids := 0
			newID := func() string { ids++; return fmt.Sprintf("00000000-0000-4000-8000-%012d", ids) }
			people := directory.New(clock.Epoch, newID)
			ada, err := people.AddPerson(directory.Person{Enabled: true, Attributes: map[string]string{
				"userPrincipalName": "ada@corp.example", "mail": "ada@corp.example", "givenName": "Ada", "surname": "Byron",
			}})
			l.must(err)
			l.must(people.Assign(ada.ID))
			job := provisioning.New(provisioning.Options{
				Directory: people, Transport: l.hosts, Now: clock.Epoch, NewID: newID, Tenant: tid, Signer: newKeys(),
				Wall: func() time.Time { return l.now },
			})
			l.must(job.Configure(settings(l)))
			l.must(job.Start())
			cycle, err := job.RunCycle(t.Context())
			if err != nil || cycle.State != "Succeeded" || cycle.Counts["create/success"] != 1 {
				t.Fatalf("the cycle ended %s: %s, %+v, %v", cycle.State, cycle.Error, cycle.Records, err)
			}
			members, err := l.account.Members(t.Context())
			if err != nil || len(members) != 2 || members[1].Email != "ada@corp.example" { // the first is the account's owner
				t.Errorf("members %+v, %v", members, err)
			}
		})
	}
}

func TestTokensThatProveNothing(t *testing.T) {
	t.Parallel()
	l := newOpenLab(t)
	c := l.register(`{"issuer":"` + issuer + `","jwks_uri":"http://issuer/keys","audience":"bridge"}`)
	now := l.now.Unix()
	for name, test := range map[string]struct {
		algorithm string
		change    map[string]any
		status    int
	}{
		"good":             {"RS256", nil, 200},
		"several, one fit": {"RS256", map[string]any{"aud": []string{"other", "bridge"}}, 200},
		"no signature":     {"none", nil, 401},
		"other algorithm":  {"HS256", nil, 401},
		"other issuer":     {"RS256", map[string]any{"iss": "https://sts.windows.net/other/"}, 401},
		"other audience":   {"RS256", map[string]any{"aud": "other"}, 401},
		"no audience":      {"RS256", map[string]any{"aud": nil}, 401},
		"expired":          {"RS256", map[string]any{"exp": now - 301}, 401},
		"within leeway":    {"RS256", map[string]any{"exp": now - 299}, 200},
		"never expires":    {"RS256", map[string]any{"exp": nil}, 401},
		"not yet":          {"RS256", map[string]any{"nbf": now + 301}, 401},
	} {
		claims := map[string]any{"iss": issuer, "aud": "bridge", "exp": now + 60, "nbf": now}
		for claim, value := range test.change {
			claims[claim] = value
		}
		token, err := newKeys().sign(test.algorithm, claims)
		l.must(err)
		if status, body := l.send(http.MethodGet, c.SCIMURL+"/Users", "Bearer "+token, ""); status != test.status {
			t.Errorf("%s: %d %s, want %d", name, status, body, test.status)
		}
		broken := token[:len(token)-8] + "AAAAAAAA"
		if status, _ := l.send(http.MethodGet, c.SCIMURL+"/Users", "Bearer "+broken, ""); status != 401 {
			t.Errorf("%s with another signature: %d, want 401", name, status)
		}
	}
	for _, token := range []string{"", "Bearer", "Bearer x", "Bearer a.b.c", "Bearer " + l.token, "Basic eDp5"} {
		if status, _ := l.send(http.MethodGet, c.SCIMURL+"/Users", token, ""); status != 401 {
			t.Errorf("authorization %q: %d, want 401", token, status)
		}
	}
}

func TestTokenEndpoint(t *testing.T) {
	t.Parallel()
	l := newOpenLab(t)
	c, other := l.register(`{}`), l.register(`{}`)
	form := func(pairs ...string) string {
		values := url.Values{}
		for i := 0; i+1 < len(pairs); i += 2 {
			values.Set(pairs[i], pairs[i+1])
		}
		return values.Encode()
	}
	const grant = "client_credentials"
	for name, test := range map[string]struct {
		body   string
		status int
		code   string
	}{
		"good":           {form("grant_type", grant, "client_id", c.ID, "client_secret", c.Secret), 200, ""},
		"other grant":    {form("grant_type", "password", "client_id", c.ID, "client_secret", c.Secret), 400, "unsupported_grant_type"},
		"no grant":       {"", 400, "unsupported_grant_type"},
		"other secret":   {form("grant_type", grant, "client_id", c.ID, "client_secret", other.Secret), 401, "invalid_client"},
		"no secret":      {form("grant_type", grant, "client_id", c.ID), 401, "invalid_client"},
		"unknown client": {form("grant_type", grant, "client_id", "x", "client_secret", c.Secret), 401, "invalid_client"},
		"assertion, trusts nobody": {form("grant_type", grant, "client_id", c.ID, "client_assertion", "a.b.c",
			"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), 401, "invalid_client"},
	} {
		status, body := l.send(http.MethodPost, c.TokenURL, "", test.body)
		var answer struct {
			Error  string `json:"error"`
			Token  string `json:"access_token"`
			Type   string `json:"token_type"`
			Expiry int    `json:"expires_in"`
		}
		l.must(json.Unmarshal([]byte(body), &answer))
		if status != test.status || answer.Error != test.code {
			t.Errorf("%s: %d %s, want %d %s", name, status, body, test.status, test.code)
		}
		if status == 200 && (answer.Token == "" || answer.Type != "Bearer" || answer.Expiry != 3600 || strings.Contains(body, l.token)) {
			t.Errorf("%s: %s", name, body)
		}
	}
}

func TestAccessTokenExpires(t *testing.T) {
	t.Parallel()
	l := newOpenLab(t)
	c := l.register(`{}`)
	_, body := l.send(http.MethodPost, c.TokenURL, "", url.Values{"grant_type": {"client_credentials"}, "client_id": {c.ID}, "client_secret": {c.Secret}}.Encode())
	var got struct {
		Token string `json:"access_token"`
	}
	l.must(json.Unmarshal([]byte(body), &got))
	for _, step := range []struct {
		after  time.Duration
		status int
	}{{0, 200}, {time.Hour - time.Second, 200}, {time.Second, 401}} {
		l.now = l.now.Add(step.after)
		if status, body := l.send(http.MethodGet, root+"/Users", "Bearer "+got.Token, ""); status != step.status {
			t.Errorf("%s later: %d %s, want %d", step.after, status, body, step.status)
		}
	}
	if status, _ := l.send(http.MethodGet, root+"/Users", "Bearer "+got.Token+"A", ""); status != 401 {
		t.Errorf("a token with a letter too many: %d, want 401", status)
	}
	if status, _ := l.send(http.MethodGet, root+"/Users", "Bearer "+c.ID, ""); status != 401 {
		t.Errorf("a client's id for a token: %d, want 401", status)
	}
}

func TestRegistrationsRefused(t *testing.T) {
	t.Parallel()
	l := newOpenLab(t)
	for _, test := range []struct {
		authorization, body string
		status              int
	}{
		{"", `{}`, 401}, {"Basic eDp5", `{}`, 401}, {"Bearer " + l.token, ``, 400}, {"Bearer " + l.token, `[]`, 400},
		{"Bearer " + l.token, `{"isuer":"x"}`, 400}, {"Bearer " + l.token, `{"issuer":"x"}`, 400}, {"Bearer " + l.token, `{"jwks_uri":"http://issuer"}`, 400},
	} {
		if status, body := l.send(http.MethodPost, "http://bridge"+oauth.ClientsPath, test.authorization, test.body); status != test.status {
			t.Errorf("%s: %d %s, want %d", test.body, status, body, test.status)
		}
	}
}

func TestOAuthIsOffByDefault(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for _, path := range []string{oauth.ClientsPath, oauth.TokenPath, oauth.AccountsPath + "x/scim/v2/Users"} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://bridge"+path, strings.NewReader("{}"))
		l.must(err)
		resp, err := l.http.Do(req)
		l.must(err)
		if _ = resp.Body.Close(); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", path, resp.StatusCode)
		}
	}
}
