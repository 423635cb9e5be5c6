package provisioning

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/tidwall/gjson"

	"github.com/scimproof/scimproof/internal/journal"
)

// credentials are what one set of settings proves itself with: got when they
// are needed and kept until they expire, across cycles.
type credentials struct {
	job      *Job
	settings Settings
	kind     AuthKind

	mu      sync.Mutex
	token   string    // "": none yet
	expires time.Time // by the virtual clock; zero: never
	wall    time.Time // by the bridge's clock; zero: never
}

func newCredentials(j *Job, s Settings) *credentials {
	c := &credentials{job: j, settings: s, kind: s.kind(j.signer != nil)}
	switch {
	case c.kind == SecretToken:
		c.token = s.Token
	case s.Auth.AccessToken != "" && c.kind != EntraJWT:
		c.token, c.expires = s.Auth.AccessToken, s.Auth.AccessTokenCreated.Add(tokenLifetime)
	}
	return c
}

// current is the token to send now, "" if none is.
func (c *credentials) current(ctx context.Context) (string, error) {
	if c.kind == SecretToken {
		return c.token, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now, wall := c.job.now(), c.job.wall()
	if c.token != "" && (c.expires.IsZero() || now.Before(c.expires)) && (c.wall.IsZero() || wall.Before(c.wall)) {
		return c.token, nil
	}
	if c.kind == EntraJWT {
		signed, err := c.sign(issuerRoot+c.job.tenant+"/", syncFabric, customApps)
		if err != nil {
			return "", err
		}
		c.token, c.wall = signed, wall.Add(tokenLifetime)
		return c.token, nil
	}
	token, life, err := c.ask(ctx)
	if err != nil {
		return "", err
	}
	c.token, c.expires, c.wall = token, now.Add(life), wall.Add(life)
	return c.token, nil
}

// sign makes a token of the directory's own. Its times are those of the
// bridge's clock: the bridge knows no other.
func (c *credentials) sign(issuer, subject, audience string) (string, error) {
	if c.settings.Auth.Audience != "" {
		audience = c.settings.Auth.Audience
	}
	now := c.job.wall()
	claims := map[string]any{
		"iss": issuer, "sub": subject, "aud": audience, "tid": c.job.tenant, "ver": "1.0", "jti": c.job.newID(),
		"iat": now.Unix(), "nbf": now.Unix(), "exp": now.Add(tokenLifetime).Unix(),
	}
	if c.kind == EntraJWT {
		claims["appid"] = syncFabric
	}
	signed, err := c.job.signer.Sign(claims)
	if err != nil {
		return "", fmt.Errorf("sign a token for the bridge: %w", err)
	}
	c.job.hide(signed)
	return signed, nil
}

// ask gets an access token from the bridge's token endpoint.
func (c *credentials) ask(ctx context.Context) (token string, life time.Duration, err error) {
	auth := c.settings.Auth
	form := url.Values{"grant_type": {"client_credentials"}}
	if auth.Scope != "" {
		form.Set("scope", auth.Scope)
	}
	header := http.Header{"User-Agent": nil, "Content-Type": {"application/x-www-form-urlencoded"}, "Accept": {"application/json"}}
	switch {
	case c.kind == Federated:
		assertion, err := c.sign(issuerRoot+c.job.tenant+"/", auth.ClientID, auth.TokenURL)
		if err != nil {
			return "", 0, err
		}
		form.Set("client_id", auth.ClientID)
		form.Set("client_assertion", assertion)
		form.Set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
	case auth.CredentialsIn == InBody:
		form.Set("client_id", auth.ClientID)
		form.Set("client_secret", auth.ClientSecret)
	default: // RFC 6749 2.3.1: both are form-encoded first
		pair := url.QueryEscape(auth.ClientID) + ":" + url.QueryEscape(auth.ClientSecret)
		header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(pair)))
	}
	status, body, err := c.post(ctx, header, form)
	if err != nil {
		return "", 0, fmt.Errorf("ask the token endpoint %s: %w", auth.TokenURL, err)
	}
	return c.read(status, body)
}

func (c *credentials) post(ctx context.Context, header http.Header, form url.Values) (int, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, c.job.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.settings.Auth.TokenURL, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, nil, err //nolint:wrapcheck // ask says what was attempted
	}
	req.Header = header
	resp, err := c.job.transport.RoundTrip(req)
	if err != nil {
		return 0, nil, err //nolint:wrapcheck // ask says what was attempted
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := journal.ReadAll(io.LimitReader(resp.Body, answerLimit), resp.ContentLength)
	return resp.StatusCode, body, err //nolint:wrapcheck // ask says what was attempted
}

// read takes the token out of an answer (RFC 6749 5.1). One without a lifetime
// is taken to last an hour.
func (c *credentials) read(status int, body []byte) (string, time.Duration, error) {
	answer := gjson.ParseBytes(body)
	token := answer.Get("access_token")
	switch {
	case !gjson.ValidBytes(body):
		return "", 0, fmt.Errorf("the token endpoint answered %d without JSON", status)
	case status != http.StatusOK:
		why := strings.TrimSpace(answer.Get("error").String() + " " + answer.Get("error_description").String())
		return "", 0, fmt.Errorf("the token endpoint answered %d: %s", status, cutAt(why, 200))
	case token.Type != gjson.String || token.Str == "" || strings.ContainsAny(token.Str, "\r\n"):
		return "", 0, errors.New("the token endpoint answered 200 without an access_token")
	case !strings.EqualFold(answer.Get("token_type").String(), "bearer"):
		return "", 0, fmt.Errorf("the token endpoint issues tokens of type %q, not Bearer", cutAt(answer.Get("token_type").String(), 40))
	}
	life := tokenLifetime
	if seconds := answer.Get("expires_in"); seconds.Exists() {
		life = time.Duration(min(max(seconds.Int(), 0), int64(365*24*time.Hour/time.Second))) * time.Second
	}
	c.job.hide(token.Str)
	return token.Str, life, nil
}

func cutAt(text string, most int) string {
	if len(text) > most {
		return strings.ToValidUTF8(text[:most], "") + "..."
	}
	return text
}
