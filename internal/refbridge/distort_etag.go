package refbridge

import (
	"fmt"
	"net/http"
	"regexp"
	"sync/atomic"

	"github.com/scimproof/scimproof/internal/scim"
)

// Distortions of versions.

// tagged changes the ETag.
func tagged(change func(string) string) func(*recorded) {
	return func(a *recorded) {
		if tag := a.header.Get("Etag"); tag != "" {
			a.header.Set("Etag", change(tag))
		}
	}
}

// versioned shows another version in header and meta.
func versioned(version func(*http.Request) string) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			a := newRecorded()
			next.ServeHTTP(a, r)
			now := version(r)
			tagged(func(string) string { return now })(a)
			a.edit(at("meta/version", always(now)))
			a.send(w)
		})
	}
}

func fixed(next http.Handler) http.Handler {
	return versioned(func(*http.Request) string { return `W/"1"` })(next)
}

// counting counts answers, and common counts changes of whatever it is.
func counting() distortion {
	return func(next http.Handler) http.Handler {
		var answers atomic.Int64
		return versioned(func(*http.Request) string { return fmt.Sprintf(`W/"%d"`, answers.Add(1)) })(next)
	}
}

func common() distortion {
	return func(next http.Handler) http.Handler {
		var changes atomic.Int64
		return versioned(func(r *http.Request) string {
			if r.Method != http.MethodGet {
				changes.Add(1)
			}
			return fmt.Sprintf(`W/"%d"`, changes.Load())
		})(next)
	}
}

// without ignores a header that looks so.
func without(methods, expression, name string) distortion {
	odd, selected := regexp.MustCompile(expression), on(methods, one)
	return asked(func(r *http.Request) bool { return selected(r) && odd.MatchString(r.Header.Get(name)) }, func(r *http.Request) { r.Header.Del(name) })
}

// doneAllTheSame makes a change of an old version and says that it did not.
func doneAllTheSame(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, raw := newRecorded(), kept(r)
		next.ServeHTTP(a, r)
		if a.status == http.StatusPreconditionFailed {
			again := withBody(r, raw)
			again.Header.Del("If-Match")
			again.Header.Del("If-None-Match")
			next.ServeHTTP(newRecorded(), again)
		}
		a.send(w)
	})
}

// touchingWhenRefused changes something when a PATCH is refused.
func touchingWhenRefused(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := newRecorded()
		next.ServeHTTP(a, r)
		if a.status == http.StatusBadRequest && on("PATCH", oneUser)(r) {
			again := withBody(r, []byte(`{"schemas":["`+scim.PatchOpURN+`"],"Operations":[{"op":"add","path":"timezone","value":"Etc/UTC"}]}`))
			next.ServeHTTP(newRecorded(), again)
		}
		a.send(w)
	})
}
