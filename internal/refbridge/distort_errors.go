package refbridge

import (
	"bytes"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/scimproof/scimproof/internal/scim"
)

// Distortions of refusals.

// refusal is an answer in the place of the bridge's.
func failing(w where, status int) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if !w(r) {
				next.ServeHTTP(rw, r)
				return
			}
			a := newRecorded()
			restatus(status)(a)
			a.send(rw)
		})
	}
}

// refusingBody refuses bodies that look so.
func refusingBody(expression string, status int) distortion {
	odd := regexp.MustCompile(expression)
	return failing(func(r *http.Request) bool { return odd.Match(kept(r)) }, status)
}

// crashing answers 500 to bodies that look so.
func crashing(expression string) distortion {
	return refusingBody(expression, http.StatusInternalServerError)
}

// crashingEmpty answers 500 to bodies that are not there.
func crashingEmpty(next http.Handler) http.Handler {
	return failing(func(r *http.Request) bool {
		return on("POST PUT PATCH", anywhere)(r) && len(kept(r)) == 0
	}, http.StatusInternalServerError)(next)
}

// crashingSelf answers 500 to a group that joins itself.
func crashingSelf(next http.Handler) http.Handler {
	return failing(func(r *http.Request) bool {
		id := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
		return on("PUT PATCH", oneGroup)(r) && bytes.Contains(kept(r), []byte(`"`+id+`"`))
	}, http.StatusInternalServerError)(next)
}

// repeating says in each error what was sent.
func repeating(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, raw := newRecorded(), kept(r)
		next.ServeHTTP(a, r)
		if a.status >= http.StatusBadRequest {
			a.edit(func(m map[string]any) { m["detail"] = "cannot read " + string(raw) })
		}
		a.send(w)
	})
}

// notUTF8 repeats bytes that are no UTF-8.
func notUTF8(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw := kept(r)
		if !utf8.Valid(raw) {
			a := newRecorded()
			a.put(http.StatusBadRequest, scim.MediaType, raw)
			a.send(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// asPage answers people who do not say what they accept.
func asPage(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := newRecorded()
		next.ServeHTTP(a, r)
		if accepted := r.Header.Get("Accept"); accepted == "" || strings.Contains(accepted, "*/*") {
			a.header.Set("Content-Type", "text/html")
		}
		a.send(w)
	})
}
