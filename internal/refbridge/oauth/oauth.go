// Package oauth lets directories prove themselves to the reference bridge by
// other means than the vault's token: by an access token of a token endpoint
// (RFC 6749 4.4, RFC 7523 2.2), or by a token that the directory itself issues.
//
// It keeps no list of clients. A client is registered with the vault's token,
// which is sealed into the client's id; whoever proves to be the client acts
// under that token. What is sealed is good for as long as the process lives.
package oauth

import (
	"context"
	"crypto/hmac"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The paths of this package, beside those of the bridge.
const (
	ClientsPath  = "/oauth2/clients"
	TokenPath    = "/oauth2/token" //nolint:gosec // a path
	AccountsPath = "/accounts/"    // followed by a client's id and the bridge's own path
)

const (
	lifetime  = time.Hour // of an access token
	bodyLimit = 64 << 10  // bytes
	assertion = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
)

// Options of a Handler. Next and HTTP are needed.
type Options struct {
	Next http.Handler     // the bridge, which knows the vault's tokens only
	HTTP *http.Client     // reaches the keys of a directory
	Now  func() time.Time // nil: time.Now

	Gullible bool // a defect: whoever names a client is taken for it, and any token for its issuer's
}

// Registration of a client; all may be empty. A client that trusts no issuer
// proves itself by its secret.
type Registration struct {
	Issuer   string `json:"issuer,omitempty"`
	KeysURL  string `json:"jwks_uri,omitempty"`
	Audience string `json:"audience,omitempty"` // "": anything
}

// Client as it was registered.
type Client struct {
	ID       string `json:"client_id"`
	Secret   string `json:"client_secret"`
	TokenURL string `json:"token_url"`
	SCIMURL  string `json:"scim_url"` // takes tokens of the issuer itself
}

// client is what a client's id holds.
type client struct {
	Registration
	Token string `json:"token"` // of the vault
}

// access is what an access token holds.
type access struct {
	Token   string    `json:"token"`
	Expires time.Time `json:"expires"`
}

// Handler is the bridge with the routes of this package; what it does not know it hands on.
type Handler struct {
	Options
	seal *seal
	keys *keyring
}

// New returns a handler with a key of its own.
func New(o Options) *Handler {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Handler{o, newSeal(), newKeyring(o.HTTP, o.Now)}
}

// ServeHTTP implements http.Handler.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	switch {
	case path == ClientsPath && r.Method == http.MethodPost:
		h.register(w, r)
	case path == TokenPath && r.Method == http.MethodPost:
		h.issue(w, r)
	case strings.HasPrefix(path, AccountsPath):
		h.trusted(w, r)
	default:
		h.exchange(w, r)
	}
}

func (h *Handler) register(w http.ResponseWriter, r *http.Request) {
	made := client{Token: bearer(r)}
	decoder := json.NewDecoder(io.LimitReader(r.Body, bodyLimit))
	decoder.DisallowUnknownFields()
	switch err := decoder.Decode(&made.Registration); {
	case made.Token == "":
		refuse(w, http.StatusUnauthorized, "invalid_token", "show the vault's token")
		return
	case err != nil:
		refuse(w, http.StatusBadRequest, "invalid_request", "the registration is no JSON of issuer, jwks_uri and audience")
		return
	case (made.Issuer == "") != (made.KeysURL == ""):
		refuse(w, http.StatusBadRequest, "invalid_request", "an issuer needs a jwks_uri, and the other way round")
		return
	}
	root := "http://" + r.Host
	if r.TLS != nil {
		root = "https://" + r.Host
	}
	id := h.seal.close("client", made)
	respond(w, http.StatusCreated, Client{
		ID: id, Secret: h.secret(id), TokenURL: root + TokenPath, SCIMURL: root + AccountsPath + id + "/scim/v2",
	})
}

// secret of a client follows from its id: there is no list to look it up in.
func (h *Handler) secret(id string) string {
	return base64.RawURLEncoding.EncodeToString(h.seal.mark("secret", id))
}

func (h *Handler) issue(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, bodyLimit)
	if err := r.ParseForm(); err != nil {
		refuse(w, http.StatusBadRequest, "invalid_request", "the form cannot be read")
		return
	}
	if grant := r.PostForm.Get("grant_type"); grant != "client_credentials" {
		refuse(w, http.StatusBadRequest, "unsupported_grant_type", "the grant type is client_credentials")
		return
	}
	who, ok := h.proven(r)
	if !ok {
		w.Header().Set("WWW-Authenticate", `Basic realm="oauth2"`)
		refuse(w, http.StatusUnauthorized, "invalid_client", "unknown client, or no proof of it")
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	respond(w, http.StatusOK, map[string]any{
		"access_token": h.seal.close("access", access{who.Token, h.Now().Add(lifetime)}),
		"token_type":   "Bearer", "expires_in": int(lifetime.Seconds()),
	})
}

// proven is the client that the request proves to come from.
func (h *Handler) proven(r *http.Request) (client, bool) {
	var who client
	id, secret, basic := r.BasicAuth()
	if basic { // RFC 6749 2.3.1: both are form-encoded inside
		id, secret = unescaped(id), unescaped(secret)
	} else {
		id, secret = r.PostForm.Get("client_id"), r.PostForm.Get("client_secret")
	}
	if !h.seal.open("client", id, &who) {
		return who, false
	}
	if h.Gullible {
		return who, true
	}
	if r.PostForm.Get("client_assertion_type") == assertion && !basic {
		claims, err := h.verify(r.Context(), who.Registration, r.PostForm.Get("client_assertion"))
		return who, err == nil && claims.Subject == id
	}
	return who, hmac.Equal([]byte(secret), []byte(h.secret(id)))
}

func unescaped(text string) string {
	plain, err := url.QueryUnescape(text)
	if err != nil {
		return text
	}
	return plain
}

// exchange puts the vault's token in the place of an access token.
func (h *Handler) exchange(w http.ResponseWriter, r *http.Request) {
	var got access
	token := bearer(r)
	switch {
	case !strings.HasPrefix(token, sealed+"access."):
		h.Next.ServeHTTP(w, r)
	case !h.seal.open("access", token, &got) || !h.Now().Before(got.Expires):
		unauthorized(w, "the access token is unknown or has expired")
	default:
		h.Next.ServeHTTP(w, under(r, r.URL.Path, got.Token))
	}
}

// trusted serves a client's own path to whoever shows a token of its issuer.
func (h *Handler) trusted(w http.ResponseWriter, r *http.Request) {
	var who client
	id, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, AccountsPath), "/")
	if !h.seal.open("client", id, &who) || who.Issuer == "" {
		unauthorized(w, "no such client, or one that trusts nobody")
		return
	}
	if _, err := h.verify(r.Context(), who.Registration, bearer(r)); err != nil && !h.Gullible {
		unauthorized(w, err.Error())
		return
	}
	r = r.WithContext(context.WithValue(r.Context(), prefixKey{}, AccountsPath+id))
	h.Next.ServeHTTP(w, under(r, "/"+rest, who.Token))
}

type prefixKey struct{}

// Prefix is what of a request's path was taken away before Next, so that locations
// lead back to where the client is.
func Prefix(r *http.Request) string {
	prefix, _ := r.Context().Value(prefixKey{}).(string)
	return prefix
}

// under is the request to another path with another token.
func under(r *http.Request, path, token string) *http.Request {
	out := r.Clone(r.Context())
	out.URL.Path, out.URL.RawPath = path, ""
	out.RequestURI = out.URL.RequestURI()
	out.Header.Set("Authorization", "Bearer "+token)
	return out
}

func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

func refuse(w http.ResponseWriter, status int, code, description string) {
	respond(w, status, map[string]string{"error": code, "error_description": description})
}

// unauthorized answers as SCIM does (RFC 7644 3.12).
func unauthorized(w http.ResponseWriter, detail string) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="scim", error="invalid_token"`)
	w.Header().Set("Content-Type", "application/scim+json")
	w.WriteHeader(http.StatusUnauthorized)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"schemas": []string{"urn:ietf:params:scim:api:messages:2.0:Error"}, "status": "401", "detail": detail,
	})
}

func respond(w http.ResponseWriter, status int, message any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(message)
}
