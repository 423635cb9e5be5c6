package refbridge

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"

	"github.com/scimproof/scimproof/internal/scim"
)

// Distortions of creations.

// mended is a body as a lenient reader takes it: the first object that it finds.
func mended(r *http.Request) {
	raw := bytes.TrimLeft(kept(r), " \t\r\n[")
	var message map[string]any
	if json.NewDecoder(bytes.NewReader(raw)).Decode(&message) != nil || message == nil {
		message = map[string]any{}
	}
	message["schemas"] = []any{scim.UserURN}
	if textOf(message, "userName") == "" {
		message["userName"] = "user-" + rand.Text() + "@vault.example"
	}
	body, err := json.Marshal(message)
	if err != nil { // what came as JSON has a JSON form
		return
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
}

// holds reports whether one of the members is this.
func holds(object map[string]any, wanted any) bool {
	for _, value := range object {
		if value == wanted {
			return true
		}
	}
	return false
}

// overlaying shows an attribute as it was sent.
func overlaying(w where, name string) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if !w(r) {
				next.ServeHTTP(rw, r)
				return
			}
			a, given := newRecorded(), messageOf(r)[name]
			next.ServeHTTP(a, r)
			if given != nil && a.status < http.StatusMultipleChoices {
				a.edit(func(m map[string]any) { m[name] = given })
			}
			a.send(rw)
		})
	}
}

// adopting answers a creation of somebody who is there with that user.
func adopting(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !on("POST", allUsers)(r) {
			next.ServeHTTP(w, r)
			return
		}
		a, name := newRecorded(), textOf(messageOf(r), "userName")
		next.ServeHTTP(a, r)
		if a.status == http.StatusConflict {
			if found := lookedUp(next, r, `userName eq "`+name+`"`); len(found) > 0 {
				a.respond(http.StatusCreated, found[0])
			}
		}
		a.send(w)
	})
}

// uniquely refuses a creation whose attributes somebody has already.
func uniquely(attributes ...string) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for _, name := range attributes {
				value := textOf(messageOf(r), name)
				if on("POST", allUsers)(r) && value != "" && len(lookedUp(next, r, name+` eq "`+value+`"`)) > 0 {
					a := newRecorded()
					a.respond(http.StatusConflict, scim.Uniqueness("%s is taken", name))
					a.send(w)
					return
				}
			}
			next.ServeHTTP(w, r)
		})
	}
}

// lookedUp lists the users that a filter finds, with the token of the request.
func lookedUp(bridge http.Handler, r *http.Request, filter string) []map[string]any {
	list, a := r.Clone(r.Context()), newRecorded()
	list.Method, list.Body = http.MethodGet, http.NoBody
	list.URL.Path = regexp.MustCompile(`/(Users|Groups).*`).ReplaceAllString(list.URL.Path, "/Users")
	list.URL.RawQuery = url.Values{"filter": {filter}}.Encode()
	bridge.ServeHTTP(a, list)
	return objectsIn(a.member("Resources"))
}

// refusingHeader refuses requests with a header that looks so.
func refusingHeader(name, expression string, status int) distortion {
	odd := regexp.MustCompile(expression)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, given := r.Header[name]; !given || !odd.MatchString(r.Header.Get(name)) {
				next.ServeHTTP(w, r)
				return
			}
			a := newRecorded()
			restatus(status)(a)
			a.send(w)
		})
	}
}
