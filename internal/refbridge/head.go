package refbridge

import (
	"net/http"
	"strconv"
)

// headed answers HEAD as GET, without the content (RFC 9110 9.3.2).
func headed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		a, get := newRecorded(), r.Clone(r.Context())
		get.Method = http.MethodGet
		next.ServeHTTP(a, get)
		length := strconv.Itoa(a.body.Len())
		a.empty()
		a.header.Set("Content-Length", length)
		a.send(w)
	})
}
