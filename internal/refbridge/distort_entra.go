package refbridge

import (
	"net/http"
	"regexp"

	"github.com/scimproof/scimproof/internal/scim"
)

// Distortions of what Entra alone sends.

// valued selects operations on active by the word they carry.
func valued(expression string) func(operation) bool {
	words := regexp.MustCompile(expression)
	return func(o operation) bool {
		word, isText := o["value"].(string)
		return isText && op("", `^active$`)(o) && words.MatchString(word)
	}
}

// listing selects operations on members by the elements they name.
func listing(names string, is func(elements []map[string]any) bool) func(operation) bool {
	return func(o operation) bool { return op(names, `^members$`)(o) && is(objectsIn(o["value"])) }
}

// refusingCreation refuses a POST with a body that looks so.
func refusingCreation(expression string) distortion { return refusingIn("POST", expression) }

// refusingChange refuses a PATCH with a body that looks so.
func refusingChange(expression string) distortion { return refusingIn("PATCH", expression) }

func refusingIn(method, expression string) distortion {
	odd := regexp.MustCompile(expression)
	return failing(func(r *http.Request) bool { return r.Method == method && odd.Match(kept(r)) }, http.StatusBadRequest)
}

// managerID is what is left of a manager where a server shows the id alone.
func managerID(manager any) any {
	if object, ok := manager.(map[string]any); ok {
		return object["value"]
	}
	return manager
}

// untilActive refuses a change of somebody who is disabled.
func untilActive(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if on("PATCH", oneUser)(r) {
			raw, before, read := kept(r), newRecorded(), r.Clone(r.Context())
			read.Method, read.Body = http.MethodGet, http.NoBody
			next.ServeHTTP(before, read)
			if before.member("active") == false {
				a := newRecorded()
				a.respond(http.StatusBadRequest, scim.InvalidValue("the user is not active"))
				a.send(w)
				return
			}
			r = withBody(r, raw)
		}
		next.ServeHTTP(w, r)
	})
}
