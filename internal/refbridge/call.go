package refbridge

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/refbridge/oauth"
	"github.com/scimproof/scimproof/internal/scim"
)

const (
	// bodyLimit is the largest request body in bytes.
	bodyLimit = 1 << 20
	// retryAfter is how many seconds a directory should wait after a 503.
	retryAfter = "5"
)

// call is one request on its way through the bridge. It holds all the bridge
// knows: nothing outlives it.
type call struct {
	*bridge
	*gin.Context
	vault vault
	root  string // base URL of the SCIM endpoints as the directory reaches them, without a slash at the end
}

// handle runs a request that needs an account.
func (b *bridge) handle(do func(*call) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		token := api.Bearer(c.Request)
		k := &call{bridge: b, Context: c, vault: b.dial(token), root: rootOf(c.Request)}
		if token == "" {
			k.fail(scim.Unauthorized("the request has no bearer token"))
			return
		}
		if err := do(k); err != nil {
			k.fail(k.unlessStranger(err))
		}
	}
}

// unlessStranger hides a complaint about the request from somebody whose token
// the vault does not know. It asks only then: every good request shows its
// token to the vault anyway.
func (k *call) unlessStranger(complaint error) error {
	if _, own := errors.AsType[*scim.Error](complaint); !own {
		return complaint // the vault has spoken
	}
	if _, err := k.vault.Account(k.ctx()); err != nil {
		return err
	}
	return complaint
}

func (k *call) ctx() context.Context { return k.Request.Context() }

// fail answers a SCIM error (RFC 7644 3.12).
func (k *call) fail(err error) { refuse(k.Context, k.errorOf(err)) }

func refuse(c *gin.Context, e *scim.Error) {
	switch e.Status {
	case http.StatusUnauthorized:
		c.Header("WWW-Authenticate", challenge(c.Request))
	case http.StatusServiceUnavailable:
		c.Header("Retry-After", retryAfter)
	}
	answer(c, e.Status, e)
	c.Abort()
}

// challenge names an error only to those who brought a token (RFC 6750 3).
func challenge(r *http.Request) string {
	if api.Bearer(r) == "" {
		return `Bearer realm="scim"`
	}
	return `Bearer realm="scim", error="invalid_token"`
}

// answer writes a SCIM message.
func answer(c *gin.Context, status int, message any) {
	raw, err := json.Marshal(message)
	if err != nil { // values decoded from JSON always have a JSON form
		_ = c.AbortWithError(http.StatusInternalServerError, err)
		return
	}
	c.Data(status, scim.MediaType, raw)
}

// rootOf is the base URL by which the directory reached this bridge.
func rootOf(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https") {
		scheme = "https"
	}
	path := roots[0]
	if !strings.HasPrefix(r.URL.Path, path+"/") {
		path = roots[1]
	}
	return scheme + "://" + r.Host + oauth.Prefix(r) + path
}

// mediaTypes a body may carry. JSON under the plain types is what Google,
// PingFederate and DummyIDP send (docs/dialects.md, media types).
//
//nolint:gochecknoglobals // a constant table
var mediaTypes = []string{"", scim.MediaType, "application/json", "text/plain"}

// body reads the request's body.
func (k *call) body() ([]byte, error) {
	declared := k.Request.Header.Get("Content-Type")
	mediaType, parameters, err := mime.ParseMediaType(declared)
	if declared != "" && err != nil || !slices.Contains(mediaTypes, mediaType) {
		return nil, scim.UnsupportedMediaType("a body of type %q is not read here; send %s", declared, scim.MediaType)
	}
	if charset := parameters["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return nil, scim.UnsupportedMediaType("a body in %q is not read here; send UTF-8", charset)
	}
	raw, err := io.ReadAll(http.MaxBytesReader(k.Writer, k.Request.Body, bodyLimit))
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, scim.TooLarge("the body is longer than %d bytes", tooLarge.Limit)
	}
	if err != nil {
		return nil, scim.InvalidSyntax("read the body: %v", err)
	}
	return raw, nil
}

// resource reads the body of a POST, PUT or search.
func (k *call) resource() (scim.Resource, error) {
	raw, err := k.body()
	if err != nil {
		return nil, err
	}
	return scim.DecodeResource(raw) //nolint:wrapcheck // a SCIM error is the answer itself
}
