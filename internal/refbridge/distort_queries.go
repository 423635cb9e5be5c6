package refbridge

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"

	"github.com/scimproof/scimproof/internal/scim"
)

// Distortions of queries and of what comes in.

// queried changes a parameter of a query, in the URL and in the body of a
// search; one that is empty then is left out.
func queried(name string, edit func(string) string) distortion {
	return asked(on("", anywhere), editQuery(name, edit))
}

func editQuery(name string, edit func(string) string) func(*http.Request) {
	return func(r *http.Request) {
		if query := r.URL.Query(); query.Has(name) {
			value := edit(query.Get(name))
			query.Set(name, value)
			if value == "" {
				query.Del(name)
			}
			r.URL.RawQuery = query.Encode()
		}
		if !on("POST", `/\.search$`)(r) {
			return
		}
		body(func(message map[string]any) {
			if value, ok := parameter(numbered(message[name])); ok {
				message[name] = edit(value)
			}
			if message[name] == "" {
				delete(message, name)
			}
		})(r)
	}
}

// numbered is a number as parameter knows it.
func numbered(value any) any {
	if number, ok := value.(float64); ok {
		return json.Number(strconv.FormatFloat(number, 'f', -1, 64))
	}
	return value
}

// jsonOf is an object as text.
func jsonOf(object map[string]any) string {
	raw, err := json.Marshal(object)
	if err != nil { // what came as JSON has a JSON form
		return ""
	}
	return string(raw)
}

// replaced is a filter in which a server reads one thing as another.
func replaced(expression, by string) func(string) string {
	re := regexp.MustCompile(expression)
	return func(filter string) string { return re.ReplaceAllString(filter, by) }
}

// listed changes lists, knowing what was asked for.
func listed(edit func(query url.Values, list map[string]any)) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			query := r.URL.Query()
			if r.Method == http.MethodPost {
				for name, value := range messageOf(r) {
					if value, ok := parameter(numbered(value)); ok {
						query.Set(name, value)
					}
				}
			}
			a := newRecorded()
			next.ServeHTTP(a, r)
			if a.status == http.StatusOK {
				a.edit(func(message map[string]any) {
					if message["totalResults"] != nil {
						edit(query, message)
					}
				})
			}
			a.send(w)
		})
	}
}

// dropping leaves resources out of lists.
func dropping(dropped func(query url.Values, resource map[string]any) bool) distortion {
	return listed(func(query url.Values, list map[string]any) {
		left := []any{}
		for _, resource := range objectsIn(list["Resources"]) {
			if !dropped(query, resource) {
				left = append(left, resource)
			}
		}
		total, _ := list["totalResults"].(float64)
		page, _ := list["itemsPerPage"].(float64)
		list["totalResults"] = total - page + float64(len(left))
		list["itemsPerPage"], list["Resources"] = len(left), left
	})
}

// kept is the body of a request, which can be read again.
func kept(r *http.Request) []byte {
	raw, err := io.ReadAll(io.LimitReader(r.Body, bodyLimit+1))
	if err != nil {
		raw = nil
	}
	r.Body = io.NopCloser(bytes.NewReader(raw))
	return raw
}

// messageOf is the JSON object in a body, which can be read again; nil if it holds none.
func messageOf(r *http.Request) map[string]any {
	var message map[string]any
	if json.Unmarshal(kept(r), &message) != nil {
		return nil
	}
	return message
}

// body changes the JSON object in a body.
func body(edit func(map[string]any)) func(*http.Request) {
	return func(r *http.Request) {
		message := messageOf(r)
		if message == nil {
			return
		}
		edit(message)
		if raw, err := json.Marshal(message); err == nil {
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
		}
	}
}

// rejectingBody refuses a request with a body that is so.
func rejectingBody(w where, is func(map[string]any) bool, with *scim.Error) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if !w(r) || !is(messageOf(r)) {
				next.ServeHTTP(rw, r)
				return
			}
			a := newRecorded()
			a.respond(with.Status, with)
			a.send(rw)
		})
	}
}

// echoing answers with the resource as it was sent.
func echoing(w where) distortion {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			a, raw := newRecorded(), kept(r)
			next.ServeHTTP(a, r)
			if w(r) && a.status < http.StatusMultipleChoices {
				a.put(a.status, scim.MediaType, raw)
			}
			a.send(rw)
		})
	}
}

// withOldWhereEmpty leaves what a PUT sets to null or empties.
func withOldWhereEmpty(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !on("PUT", one)(r) {
			next.ServeHTTP(w, r)
			return
		}
		raw, before := kept(r), newRecorded()
		read := r.Clone(r.Context())
		read.Method, read.Body = http.MethodGet, http.NoBody
		next.ServeHTTP(before, read)
		r = withBody(r, raw)
		body(func(m map[string]any) {
			for name, value := range m {
				if list, isList := value.([]any); value == nil || isList && len(list) == 0 {
					m[name] = before.member(name)
				}
			}
		})(r)
		next.ServeHTTP(w, r)
	})
}
