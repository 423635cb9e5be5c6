package provisioning

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
)

// Auth is how the job proves itself to the bridge (docs/entra.md, authentication).
type Auth struct {
	Kind          AuthKind      `json:"kind,omitempty"` // "": the token, or without one a token of the directory's own if it can sign
	TokenURL      string        `json:"token_url,omitempty"`
	ClientID      string        `json:"client_id,omitempty"`
	ClientSecret  string        `json:"client_secret,omitempty"`  // written, never read back
	CredentialsIn CredentialsIn `json:"credentials_in,omitempty"` // of the token request; header by default
	Scope         string        `json:"scope,omitempty"`          // asked for at the token endpoint; "": none
	Audience      string        `json:"audience,omitempty"`       // of what the directory signs; "": what the kind has by default

	// AccessToken is one that somebody else has got, good for an hour from its
	// creation; the token endpoint is asked after that. Written, never read back.
	AccessToken        string    `json:"access_token,omitempty"`
	AccessTokenCreated time.Time `json:"access_token_created,omitzero"`
}

// AuthKind is a kind of proof.
type AuthKind string

// The kinds of proof.
const (
	SecretToken       AuthKind = "token"
	EntraJWT          AuthKind = "entra-jwt"          // a token that the directory issues
	ClientCredentials AuthKind = "client-credentials" // OAuth 2.0 (RFC 6749 4.4)
	Federated         AuthKind = "federated"          // the same with a signed assertion for a secret (RFC 7523 2.2)
)

// CredentialsIn says where a token request carries the client's credentials.
type CredentialsIn string

// The places.
const (
	InHeader CredentialsIn = "header"
	InBody   CredentialsIn = "body"
)

// Signer signs what a directory issues, with a key whose public half it publishes.
type Signer interface {
	// Sign returns the claims as a compact JWS (RS256).
	Sign(claims map[string]any) (string, error)
}

// What a token of the directory's own says: one audience for all custom apps,
// and the provisioning service as the one who asks.
const (
	issuerRoot    = "https://sts.windows.net/"
	customApps    = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"
	syncFabric    = "00000014-0000-0000-c000-000000000000"
	tokenLifetime = time.Hour
)

// secrets lists what must never be told.
func (s Settings) secrets() []string {
	return slices.DeleteFunc([]string{s.Token, s.Auth.ClientSecret, s.Auth.AccessToken}, func(text string) bool { return text == "" || text == hidden })
}

// Secrets are what a journal must not show of requests under these settings.
func (s Settings) Secrets() []string {
	var out []string
	for _, secret := range s.secrets() {
		out = append(out, secret, url.QueryEscape(secret))
	}
	return out
}

// masked has a star for every secret.
func (s Settings) masked() Settings {
	for _, secret := range []*string{&s.Token, &s.Auth.ClientSecret, &s.Auth.AccessToken} {
		if *secret != "" {
			*secret = hidden
		}
	}
	return s
}

// unmasked puts the secrets from before where a star stands.
func (s Settings) unmasked(before Settings) Settings {
	for secret, old := range map[*string]string{
		&s.Token: before.Token, &s.Auth.ClientSecret: before.Auth.ClientSecret, &s.Auth.AccessToken: before.Auth.AccessToken,
	} {
		if *secret == hidden {
			*secret = old
		}
	}
	return s
}

// kind that holds for these settings.
func (s Settings) kind(signs bool) AuthKind {
	if s.Auth.Kind == "" && s.Token == "" && signs {
		return EntraJWT
	}
	return cmp.Or(s.Auth.Kind, SecretToken)
}

func (a Auth) check(signs bool) error {
	malformed := func(format string, args ...any) error {
		return refusal.New(refusal.Invalid, "auth-malformed", format, args...)
	}
	endpoint, err := url.Parse(a.TokenURL)
	oauth := a.Kind == ClientCredentials || a.Kind == Federated
	switch {
	case !slices.Contains([]AuthKind{"", SecretToken, EntraJWT, ClientCredentials, Federated}, a.Kind):
		return malformed("there is no kind of authentication %q: choose among token, entra-jwt, client-credentials, federated", a.Kind)
	case !slices.Contains([]CredentialsIn{"", InHeader, InBody}, a.CredentialsIn):
		return malformed("credentials go in the header or in the body, not in %q", a.CredentialsIn)
	case oauth && (err != nil || endpoint.Host == "" || endpoint.User != nil || endpoint.Scheme != "http" && endpoint.Scheme != "https"):
		return malformed("the token URL %q is none", a.TokenURL)
	case oauth && a.ClientID == "":
		return malformed("a client id is needed")
	case a.Kind == ClientCredentials && a.ClientSecret == "":
		return malformed("a client secret is needed")
	case strings.ContainsAny(a.AccessToken, "\r\n"):
		return malformed("the access token contains a line break")
	case (a.Kind == EntraJWT || a.Kind == Federated) && !signs:
		return refusal.New(refusal.Conflict, "no-signer", "this directory has no key to sign with")
	}
	return nil
}
