package refbridge

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// The handlers that defects put between directory and bridge.

// refusing answers one kind of request with an error.
func refusing(method, path string, with *scim.Error) func(http.Handler) http.Handler {
	return instead(method, path, func(a *recorded) { a.respond(with.Status, with) })
}

// pretending answers one kind of request with 204 and does nothing.
func pretending(method, path string) func(http.Handler) http.Handler {
	return instead(method, path, func(a *recorded) { a.status = http.StatusNoContent })
}

func instead(method, path string, do func(*recorded)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != method || !strings.Contains(r.URL.Path, path) || strings.HasSuffix(r.URL.Path, "/.search") {
				next.ServeHTTP(w, r)
				return
			}
			a := newRecorded()
			do(a)
			a.send(w)
		})
	}
}

// withoutParameter takes a parameter out of the URL.
func withoutParameter(name string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			query := r.URL.Query()
			query.Del(name)
			r = r.Clone(r.Context())
			r.URL.RawQuery = query.Encode()
			next.ServeHTTP(w, r)
		})
	}
}

// editing changes answers before they are sent.
func editing(edit func(*recorded)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			a := newRecorded()
			next.ServeHTTP(a, r)
			edit(a)
			a.send(w)
		})
	}
}

// onebyone sends each operation of a PATCH as a request of its own and stops at
// the first that fails.
func onebyone(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, ops := operations(r)
		if len(ops) < 2 {
			next.ServeHTTP(w, r)
			return
		}
		var a *recorded
		for _, op := range ops {
			single, err := json.Marshal(map[string]any{"schemas": []string{scim.PatchOpURN}, "Operations": []any{op}})
			if err != nil {
				single = raw
			}
			a = newRecorded()
			next.ServeHTTP(a, withBody(r, single))
			if a.status >= http.StatusBadRequest {
				break
			}
		}
		a.send(w)
	})
}

// lowerCaseOnly refuses operations that are not in lower case.
func lowerCaseOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, ops := operations(r)
		for _, op := range ops {
			if name, _ := op["op"].(string); name != strings.ToLower(name) {
				a := newRecorded()
				a.respond(http.StatusBadRequest, scim.InvalidSyntax("op %q is unknown", name))
				a.send(w)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// operations reads those of a PATCH and leaves the body to be read again.
func operations(r *http.Request) ([]byte, []map[string]any) {
	if r.Method != http.MethodPatch {
		return nil, nil
	}
	raw, err := io.ReadAll(io.LimitReader(r.Body, bodyLimit+1))
	r.Body = io.NopCloser(bytes.NewReader(raw))
	var message struct{ Operations []map[string]any }
	if err != nil || json.Unmarshal(raw, &message) != nil {
		return raw, nil
	}
	return raw, message.Operations
}

func withBody(r *http.Request, body []byte) *http.Request {
	r = r.Clone(r.Context())
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return r
}
