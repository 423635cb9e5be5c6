package graph

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// An object can be named by another key than its id: servicePrincipals(appId='X').
var alternateKey = regexp.MustCompile(`/(servicePrincipals|applications|users|groups|objectConnections)\((?:appId=|id=)?(?:'|%27)([^/()']*?)(?:'|%27)\)`)

// keyInPath writes such a key as the path segment that the routes know; all
// objects are found by any of their ids.
func keyInPath(u *url.URL) {
	if !strings.ContainsRune(u.Path, '(') {
		return
	}
	escaped := alternateKey.ReplaceAllString(u.EscapedPath(), "/$1/$2")
	if path, err := url.PathUnescape(escaped); err == nil {
		u.Path, u.RawPath = path, escaped
	}
}

// tenantKey marks the tenant that a request names in its path.
type tenantKey struct{}

var tenantSegment = regexp.MustCompile(`^(/(?:v1\.0|beta))/(?i:(myorganization|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))(/.*)$`)

// tenantInPath takes the tenant out of a path like /v1.0/TENANT/users, which older
// clients send; authenticate holds it against the token. It stands for the token's
// own where it is "myorganization".
func tenantInPath(r *http.Request) *http.Request {
	parts := tenantSegment.FindStringSubmatch(r.URL.EscapedPath())
	if parts == nil {
		return r
	}
	escaped := parts[1] + parts[3]
	if path, err := url.PathUnescape(escaped); err == nil {
		r.URL.Path, r.URL.RawPath = path, escaped
	}
	if strings.EqualFold(parts[2], "myorganization") {
		return r
	}
	return r.WithContext(context.WithValue(r.Context(), tenantKey{}, parts[2]))
}
