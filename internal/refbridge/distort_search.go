package refbridge

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// Distortions of searches and of what must not come out.

// rootQuery tells queries over all types.
func rootQuery(r *http.Request) bool { return on("GET POST", `/scim(/v2)?/(\.search)?$`)(r) }

// searchCreates makes a user with each search.
func searchCreates(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if on("POST", `/Users/\.search$`)(r) {
			again := withBody(r, []byte(`{"schemas":["`+scim.UserURN+`"],"userName":"user-`+rand.Text()+`@vault.example"}`))
			if name := textOf(messageOf(r), "userName"); name != "" {
				again = withBody(r, []byte(`{"schemas":["`+scim.UserURN+`"],"userName":"`+name+`"}`))
			}
			again.URL.Path = strings.TrimSuffix(r.URL.Path, "/.search")
			next.ServeHTTP(newRecorded(), again)
		}
		next.ServeHTTP(w, r)
	})
}

// showingPassword shows the password to whoever asks for it.
func showingPassword(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := newRecorded()
		asked := strings.ToLower(r.URL.Query().Get("attributes") + fmt.Sprint(messageOf(r)["attributes"]))
		next.ServeHTTP(a, r)
		if strings.Contains(asked, "password") && a.status < http.StatusMultipleChoices {
			a.edit(func(m map[string]any) {
				for _, r := range append(objectsIn(m["Resources"]), m) {
					if r["id"] != nil {
						r["password"] = "***"
					}
				}
			})
		}
		a.send(w)
	})
}
