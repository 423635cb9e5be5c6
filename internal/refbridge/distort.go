package refbridge

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/scim"
)

// A distortion stands between client and bridge and is wrong about one thing.
// Those here are the parts that most defects are made of.
type distortion = func(next http.Handler) http.Handler

// where says which requests a distortion is about.
type where func(*http.Request) bool

// on selects by method ("" is any, "PUT PATCH" either) and by a regular
// expression over the path.
func on(methods, path string) where {
	expression := regexp.MustCompile(path)
	return func(r *http.Request) bool {
		return (methods == "" || slices.Contains(strings.Fields(methods), r.Method)) && expression.MatchString(r.URL.Path)
	}
}

const (
	oneUser   = `/Users/[^/.]+$`
	oneGroup  = `/Groups/[^/.]+$`
	allUsers  = `/Users$`
	allGroups = `/Groups$`
	one       = `/(Users|Groups)/[^/.]+$`
	anywhere  = ``
)

// asked changes requests on their way in.
func asked(w where, edit func(*http.Request)) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if w(r) {
				r = r.Clone(r.Context())
				edit(r)
			}
			next.ServeHTTP(rw, r)
		})
	}
}

// answered changes answers on their way out.
func answered(w where, edit func(*recorded)) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if !w(r) {
				next.ServeHTTP(rw, r)
				return
			}
			a := newRecorded()
			next.ServeHTTP(a, r)
			edit(a)
			a.send(rw)
		})
	}
}

// sent changes the JSON objects that come in.
func sent(w where, edit func(map[string]any)) distortion {
	return asked(w, body(edit))
}

// shown changes every resource that an answer shows.
func shown(w where, edit func(resource map[string]any)) distortion {
	return answered(w, func(a *recorded) {
		if a.status >= http.StatusMultipleChoices {
			return
		}
		a.edit(func(message map[string]any) {
			if message["id"] != nil {
				edit(message)
			}
			for _, resource := range objectsIn(message["Resources"]) {
				edit(resource)
			}
		})
	})
}

// restatus is an error under another status.
func restatus(to int) func(*recorded) {
	return func(a *recorded) {
		a.respond(to, &scim.Error{Status: to, Detail: "the request was not understood"})
	}
}

// open lets requests without the right token do what the last one with a right
// token could do: the token is not looked at.
func open(w where) distortion {
	return func(next http.Handler) http.Handler {
		var token atomic.Value
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			a := newRecorded()
			raw := kept(r)
			next.ServeHTTP(a, r)
			good, _ := token.Load().(string)
			switch {
			case a.status != http.StatusUnauthorized && api.Bearer(r) != "":
				token.Store(r.Header.Get("Authorization"))
			case a.status == http.StatusUnauthorized && good != "" && w(r):
				a = newRecorded()
				r = withBody(r, raw)
				r.Header.Set("Authorization", good)
				next.ServeHTTP(a, r)
			}
			a.send(rw)
		})
	}
}

// onceMore does a refused request again, in another way that is not refused.
func onceMore(w where, refused func(*recorded) bool, edit func(*http.Request)) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			a := newRecorded()
			raw := kept(r)
			next.ServeHTTP(a, r)
			if w(r) && refused(a) {
				a = newRecorded()
				r = withBody(r, raw)
				edit(r)
				next.ServeHTTP(a, r)
			}
			a.send(rw)
		})
	}
}

// with tells answers of a status (and, if it is not "", a scimType).
func with(status int, scimType string) func(*recorded) bool {
	return func(a *recorded) bool { return a.status == status && (scimType == "" || a.scimType() == scimType) }
}

// then changes the answers that are so.
func then(is func(*recorded) bool, edit func(*recorded)) func(*recorded) {
	return func(a *recorded) {
		if is(a) {
			edit(a)
		}
	}
}

// swallowing answers a refusal with this scimType as if all had been done.
func swallowing(methods, scimType string) distortion {
	selected := on(methods, one)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			a := newRecorded()
			next.ServeHTTP(a, r)
			if selected(r) && a.scimType() == scimType {
				a = newRecorded()
				read := r.Clone(r.Context())
				read.Method, read.Body = http.MethodGet, http.NoBody
				next.ServeHTTP(a, read)
			}
			a.send(w)
		})
	}
}
