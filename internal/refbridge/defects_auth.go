package refbridge

import (
	"net/http"
	"strings"

	"github.com/scimproof/scimproof/internal/api"
)

// authDefects are about who is let in.
//
//nolint:gochecknoglobals // a constant table
var authDefects = []Defect{
	{
		Name: "challenge-bare", Source: "elimity-com/scim (seen)", Summary: "The challenge has no parameter.",
		handler: answered(on("", anywhere), then(with(401, ""), func(a *recorded) { a.header.Set("Www-Authenticate", "Bearer") })),
	},
	{
		Name: "challenge-basic", Source: "invented (proxies)", Summary: "The challenge names another scheme.",
		handler: answered(on("", anywhere), then(with(401, ""), func(a *recorded) { a.header.Set("Www-Authenticate", `Basic realm="scim"`) })),
	},
	{
		Name: "challenge-realm-twice", Source: "invented", Summary: "The challenge names the realm twice.",
		handler: answered(on("", anywhere), then(with(401, ""), func(a *recorded) {
			a.header.Set("Www-Authenticate", a.header.Get("Www-Authenticate")+`, realm="again"`)
		})),
	},
	{
		Name: "challenge-always-error", Source: "invented", Summary: "The challenge names an error although no token came.",
		handler: answered(on("", anywhere), then(with(401, ""), func(a *recorded) { a.header.Set("Www-Authenticate", `Bearer realm="scim", error="invalid_token"`) })),
	},
	{
		Name: "challenge-never-error", Source: "python-scim/scim2-server (seen)", Summary: "The challenge to a wrong token names no error.",
		handler: answered(on("", anywhere), then(with(401, ""), func(a *recorded) { a.header.Set("Www-Authenticate", `Bearer realm="scim"`) })),
	},
	{
		Name: "challenge-on-get-only", Source: "invented", Summary: "Nothing but a GET is challenged.",
		handler: answered(on("POST PUT PATCH DELETE", anywhere), then(with(401, ""), func(a *recorded) { a.header.Del("Www-Authenticate") })),
	},
	{
		Name: "wrong-token-403", Source: "invented", Summary: "A wrong token, or none, answers 403.",
		handler: answered(on("", anywhere), then(with(401, ""), func(a *recorded) { restatus(http.StatusForbidden)(a) })),
	},
	{
		Name: "wrong-token-500", Source: "keycloak/keycloak#49973", Summary: "A wrong token, or none, answers 500.",
		handler: answered(on("", anywhere), then(with(401, ""), func(a *recorded) { restatus(http.StatusInternalServerError)(a) })),
	},
	{
		Name: "wrong-token-404", Source: "invented", Summary: "A wrong token, or none, answers 404.",
		handler: answered(on("", anywhere), then(with(401, ""), func(a *recorded) { restatus(http.StatusNotFound)(a) })),
	},
	{
		Name: "any-token", Source: "invented", Summary: "Every token opens the account.",
		handler: open(func(r *http.Request) bool { return api.Bearer(r) != "" }),
	},
	{
		Name: "any-scheme", Source: "invented", Summary: "The scheme of the token is not looked at.",
		handler: asked(on("", anywhere), func(r *http.Request) {
			if _, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok {
				r.Header.Set("Authorization", "Bearer "+token)
			}
		}),
	},
	{
		Name: "scheme-case-sensitive", Source: "elimity-com/scim (seen)", Summary: "The scheme counts in one letter case.",
		handler: asked(on("", anywhere), func(r *http.Request) {
			if !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") {
				r.Header.Del("Authorization")
			}
		}),
	},
	{
		Name: "read-open", Source: "invented", Summary: "Reading one user needs no token.",
		handler: open(on("GET", oneUser)),
	},
	{
		Name: "list-open", Source: "invented", Summary: "Lists need no token.",
		handler: open(on("GET", `/(Users|Groups)$`)),
	},
	{
		Name: "search-open", Source: "invented", Summary: "Searches need no token.",
		handler: open(on("POST", `/\.search$`)),
	},
	{
		Name: "put-open", Source: "invented", Summary: "A replacement needs no token.",
		handler: open(on("PUT", anywhere)),
	},
	{
		Name: "patch-open", Source: "invented", Summary: "A change needs no token.",
		handler: open(on("PATCH", anywhere)),
	},
	{
		Name: "delete-open", Source: "invented", Summary: "A deletion needs no token.",
		handler: open(on("DELETE", anywhere)),
	},
	{
		Name: "bulk-open", Source: "invented", Summary: "A bulk request needs no token.",
		handler: open(on("POST", `/Bulk$`)),
	},
	{
		Name: "me-open", Source: "indigo-iam/iam#748", Summary: "The alias needs no token.",
		handler: open(on("", `/Me$`)),
	},
	{
		Name: "create-anonymous-500", Source: "invented", Summary: "A creation without a token answers 500.",
		handler: answered(on("POST", `/(Users|Groups)$`), then(with(401, ""), func(a *recorded) { restatus(http.StatusInternalServerError)(a) })),
	},
	{
		Name: "unknown-before-401", Source: "invented", Summary: "Who has no token learns which ids are there.",
		handler: strangersLearn,
	},
	{
		Name: "token-in-query", Source: "RFC 6750, 2.3", Summary: "Any token in the query opens the account, and answers may be kept by caches.",
		handler: open(func(r *http.Request) bool { return r.URL.Query().Has("access_token") }),
	},
	{
		Name: "two-tokens", Source: "invented", Summary: "Of two tokens the first one counts.",
		handler: asked(on("", anywhere), func(r *http.Request) {
			if fields := strings.Fields(r.Header.Get("Authorization")); len(fields) > 2 {
				r.Header.Set("Authorization", fields[0]+" "+fields[1])
			}
		}),
	},
	{
		Name: "token-missing-500", Source: "invented", Summary: "A scheme without a token answers 500.",
		handler: refusingHeader("Authorization", `^\w+ *$`, http.StatusInternalServerError),
	},
	{
		Name: "accounts-mixed", Source: "tale-project/tale#2036", Summary: "One account's token reads and changes another one's people.",
		handler: acrossAccounts,
	},
}
