package refbridge

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/scimproof/scimproof/internal/refbridge/oauth"
)

// oauthDefects are about token endpoints and tokens that a directory signs.
//
//nolint:gochecknoglobals // a constant table
var oauthDefects = []Defect{
	{
		Name: "token-form-415", Source: "pranems/SCIMServer (authentication guide)", Summary: "The token endpoint takes SCIM's media type only, and no form.",
		door: turningAway(http.StatusUnsupportedMediaType, atTokens),
	},
	{
		Name: "token-header-ignored", Source: "invented", Summary: "A client that shows its secret in the header is not known.",
		door: turningAway(http.StatusUnauthorized, func(r *http.Request) bool { return atTokens(r) && r.Header.Get("Authorization") != "" }),
	},
	{
		Name: "token-body-ignored", Source: "invented", Summary: "A client that shows its secret in the body is not known.",
		door: turningAway(http.StatusUnauthorized, func(r *http.Request) bool { return atTokens(r) && strings.Contains(string(kept(r)), "client_secret=") }),
	},
	{
		Name: "token-assertion-ignored", Source: "invented", Summary: "A client that shows an assertion for a secret is not known.",
		door: turningAway(http.StatusUnauthorized, func(r *http.Request) bool {
			return atTokens(r) && strings.Contains(string(kept(r)), "client_assertion=")
		}),
	},
	{
		Name: "directory-token-401", Source: "invented", Summary: "Tokens that the directory itself issues are refused.",
		door: turningAway(http.StatusUnauthorized, func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, oauth.AccountsPath) }),
	},
	{
		Name: "second-token-401", Source: "invented", Summary: "A client that got a token is not known when it asks for the next one.",
		door: onceForEach,
	},
	{
		Name: "token-proves-nothing", Source: "invented", Summary: "Secrets, signatures and issuers are not looked at.", gullible: true,
	},
	{
		Name: "access-token-401", Source: "invented", Summary: "The bridge does not take the tokens that its own endpoint gives.",
		door: turningAway(http.StatusUnauthorized, func(r *http.Request) bool {
			return strings.HasPrefix(r.Header.Get("Authorization"), "Bearer rb1.access.")
		}),
	},
}

func atTokens(r *http.Request) bool { return r.URL.Path == oauth.TokenPath }

// onceForEach lets each client have one token.
func onceForEach(next http.Handler) http.Handler {
	var mu sync.Mutex
	had := map[string]bool{}
	return turningAway(http.StatusUnauthorized, func(r *http.Request) bool {
		if !atTokens(r) {
			return false
		}
		form, _ := url.ParseQuery(string(kept(r)))
		id, _, _ := r.BasicAuth()
		who := cmp.Or(id, form.Get("client_id"))
		mu.Lock()
		defer mu.Unlock()
		again := had[who]
		had[who] = true
		return again
	})(next)
}

// turningAway answers such requests with a status and nothing else.
func turningAway(status int, such func(*http.Request) bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if such(r) {
				w.WriteHeader(status)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}
