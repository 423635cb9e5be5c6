package refbridge

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"github.com/scimproof/scimproof/internal/scim"
)

// Distortions of reading and deleting.

// alias finds a user by userName or externalId where an id should stand.
func alias(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := newRecorded()
		next.ServeHTTP(a, r)
		if a.status == http.StatusNotFound && on("GET", `/Users/[^/]+$`)(r) {
			name := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
			if found := lookedUp(next, r, `userName eq "`+name+`" or externalId eq "`+name+`"`); len(found) > 0 {
				a.respond(http.StatusOK, found[0])
			}
		}
		a.send(w)
	})
}

// blocked refuses a name that somebody had who was deleted.
func blocked(next http.Handler) http.Handler {
	var gone sync.Map
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := textOf(messageOf(r), "userName") + textOf(messageOf(r), "displayName")
		if _, taken := gone.Load(name); r.Method == http.MethodPost && name != "" && taken {
			a := newRecorded()
			a.respond(http.StatusConflict, scim.Uniqueness("the name is taken"))
			a.send(w)
			return
		}
		if on("DELETE", one)(r) {
			before, read := newRecorded(), r.Clone(r.Context())
			read.Method = http.MethodGet
			next.ServeHTTP(before, read)
			for _, name := range []string{"userName", "displayName"} {
				gone.Store(before.member(name), true)
			}
		}
		next.ServeHTTP(w, r)
	})
}

func removeAndTheirs(ctx context.Context, v vault, id string) error {
	group, err := v.Group(ctx, id)
	if err != nil {
		return err //nolint:wrapcheck // what a defect lets pass, it passes as it is
	}
	for _, member := range group.Members {
		_ = v.RemoveMember(ctx, member)
	}
	return v.RemoveGroup(ctx, id) //nolint:wrapcheck // what a defect lets pass, it passes as it is
}

// takingAlong deletes the newest user with each one who is deleted.
func takingAlong(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		if found := lookedUp(next, r, "id pr"); on("DELETE", oneUser)(r) && len(found) > 1 {
			another := r.Clone(r.Context())
			another.URL.Path = r.URL.Path[:strings.LastIndex(r.URL.Path, "/")+1] + textOf(found[len(found)-1], "id")
			next.ServeHTTP(newRecorded(), another)
		}
	})
}
