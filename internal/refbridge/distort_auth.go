package refbridge

import (
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/scim"
)

// Distortions of who is let in.

// strangersLearn answers 404 for ids that are not there before it looks at the token.
func strangersLearn(next http.Handler) http.Handler {
	var good atomic.Value
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := newRecorded()
		next.ServeHTTP(a, r)
		known, _ := good.Load().(string)
		switch {
		case a.status != http.StatusUnauthorized && api.Bearer(r) != "":
			good.Store(r.Header.Get("Authorization"))
		case a.status == http.StatusUnauthorized && known != "" && on("", one)(r):
			read, there := r.Clone(r.Context()), newRecorded()
			read.Method, read.Body = http.MethodGet, http.NoBody
			read.Header.Set("Authorization", known)
			next.ServeHTTP(there, read)
			if there.status == http.StatusNotFound {
				a = there
			}
		}
		a.send(w)
	})
}

// acrossAccounts tries every token that was ever good on what is not there.
func acrossAccounts(next http.Handler) http.Handler {
	var tokens sync.Map
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, raw, own := newRecorded(), kept(r), r.Header.Get("Authorization")
		next.ServeHTTP(a, r)
		if a.status != http.StatusUnauthorized && api.Bearer(r) != "" {
			tokens.Store(own, true)
		}
		empty := a.member("totalResults") == float64(0)
		tokens.Range(func(token, _ any) bool {
			if token == own || !(a.status == http.StatusNotFound && on("", one)(r) || empty) {
				return true
			}
			a = newRecorded()
			again := withBody(r, raw)
			again.Header.Set("Authorization", token.(string)) //nolint:forcetypeassert // nothing else is stored
			next.ServeHTTP(a, again)
			return false
		})
		a.send(w)
	})
}

// closed shows nothing of the configuration without a token.
func closed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if on("GET", `/ServiceProviderConfig$`)(r) && api.Bearer(r) == "" {
			a := newRecorded()
			a.respond(http.StatusUnauthorized, scim.Unauthorized("a token is needed"))
			a.send(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}
