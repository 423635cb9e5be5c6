package refbridge

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// Distortions of changes.

type operation = map[string]any

// patching changes the operations of a PATCH, one by one.
func patching(edit func(operation)) distortion {
	return rearranging(func(ops []operation) []operation {
		for _, op := range ops {
			edit(op)
		}
		return ops
	})
}

// rearranging changes the list of them.
func rearranging(edit func([]operation) []operation) distortion {
	return sent(on("PATCH", anywhere), func(message map[string]any) {
		if ops := objectsIn(message["Operations"]); len(ops) > 0 {
			message["Operations"] = edit(ops)
		}
	})
}

// op selects operations by name ("" is any) and by a regular expression over the path.
func op(names, path string) func(operation) bool {
	expression := regexp.MustCompile(path)
	return func(o operation) bool {
		name, _ := o["op"].(string)
		return (names == "" || slices.Contains(strings.Fields(names), strings.ToLower(name))) && expression.MatchString(textOf(o, "path"))
	}
}

func textOf(object map[string]any, name string) string {
	value, _ := object[name].(string)
	return value
}

// whenever edits the operations that are so.
func whenever(is func(operation) bool, edit func(operation)) distortion {
	return patching(func(o operation) {
		if is(o) {
			edit(o)
		}
	})
}

// repathed is a path that a server reads as another one.
func repathed(is func(operation) bool, expression, by string) distortion {
	return whenever(is, at("path", text(replaced(expression, by))))
}

// skipping passes over the operations that are so and answers as if they were done.
func skipping(is func(operation) bool) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, ops := operations(r)
			left := slices.DeleteFunc(slices.Clone(ops), is)
			switch {
			case len(left) == len(ops):
			case len(left) == 0:
				r = r.Clone(r.Context())
				r.Method, r.Body = http.MethodGet, http.NoBody
			default:
				body(func(message map[string]any) { message["Operations"] = left })(r)
			}
			next.ServeHTTP(w, r)
		})
	}
}

// rejecting refuses a PATCH with an operation that is so.
func rejecting(is func(operation) bool, with *scim.Error) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, ops := operations(r); !slices.ContainsFunc(ops, is) {
				next.ServeHTTP(w, r)
				return
			}
			a := newRecorded()
			a.respond(with.Status, with)
			a.send(w)
		})
	}
}

// knowing reads the resource before a change is made, so that the answer can be
// wrong about what it was.
func knowing(w where, edit func(before, now *recorded)) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if !w(r) {
				next.ServeHTTP(rw, r)
				return
			}
			before, now := newRecorded(), newRecorded()
			raw := kept(r)
			read := r.Clone(r.Context())
			read.Method, read.Body, read.URL.RawQuery = http.MethodGet, http.NoBody, ""
			next.ServeHTTP(before, read)
			next.ServeHTTP(now, withBody(r, raw))
			edit(before, now)
			now.send(rw)
		})
	}
}

// preceded lets another operation run before each one that is so.
func preceded(is func(operation) bool, by operation) distortion {
	return rearranging(func(ops []operation) []operation {
		var more []operation
		for _, o := range ops {
			if is(o) {
				more = append(more, by)
			}
			more = append(more, o)
		}
		return more
	})
}
