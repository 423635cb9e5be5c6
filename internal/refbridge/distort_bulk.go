package refbridge

import (
	"net/http"
	"strings"
	"sync"

	"github.com/scimproof/scimproof/internal/scim"
)

// Distortions of bulk requests and cursors.

// inBulk tells the operations of a bulk request.
func inBulk(r *http.Request) bool { return strings.HasSuffix(r.RequestURI, "/Bulk") }

// listOf is a list, or what stands alone in one.
func listOf(value any) any {
	if object, ok := value.(map[string]any); ok {
		return []any{object}
	}
	return value
}

// bulkWithout answers the operations of one method with success.
func bulkWithout(method string) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if inBulk(r) && r.Method == method && on("", one)(r) {
				r = r.Clone(r.Context())
				r.Method, r.Body = http.MethodGet, http.NoBody
			}
			next.ServeHTTP(w, r)
		})
	}
}

// pretendedBulk answers every operation with success.
func pretendedBulk(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ops := objectsIn(messageOf(r)["Operations"])
		if !on("POST", `/Bulk$`)(r) || len(ops) == 0 {
			next.ServeHTTP(w, r)
			return
		}
		for _, o := range ops {
			delete(o, "data")
			o["status"], o["location"] = "200", "http://"+r.Host+r.URL.Path[:len(r.URL.Path)-len("/Bulk")]+textOf(o, "path")
		}
		a := newRecorded()
		a.respond(http.StatusOK, map[string]any{"schemas": []any{scim.BulkResponseURN}, "Operations": ops})
		a.send(w)
	})
}

// unlimited does as much as it can of what is too much, and says nothing of it.
func unlimited(next http.Handler) http.Handler {
	return onceMore(on("POST", `/Bulk$`), with(http.StatusRequestEntityTooLarge, ""), body(func(m map[string]any) {
		if ops, ok := m["Operations"].([]any); ok {
			m["Operations"] = ops[:min(len(ops), maxBulkOperations)]
		}
	}))(next)
}

// refusingEmptyCursor takes the first cursor for a forged one.
func refusingEmptyCursor(next http.Handler) http.Handler {
	return failing(func(r *http.Request) bool {
		given, there := messageOf(r)["cursor"]
		return r.URL.Query().Has("cursor") && r.URL.Query().Get("cursor") == "" || there && given == ""
	}, http.StatusBadRequest)(next)
}

// foreignCursors answers 403 to cursors that were made for another account.
func foreignCursors() distortion {
	return func(next http.Handler) http.Handler {
		var made sync.Map
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			a := newRecorded()
			next.ServeHTTP(a, r)
			made.Store(a.member("nextCursor"), true)
			if _, known := made.Load(r.URL.Query().Get("cursor")); known && a.status == http.StatusBadRequest {
				restatus(http.StatusForbidden)(a)
			}
			a.send(w)
		})
	}
}
