package refbridge

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// Distortions of groups.

// wiping empties a group that cannot be changed.
func wiping(ctx context.Context, v vault, id string, version int, change account.GroupChange) (account.Group, error) {
	now, err := v.ChangeGroup(ctx, id, version, change)
	if err != nil {
		_, _ = v.ChangeGroup(ctx, id, 0, account.GroupChange{Members: &[]string{}})
	}
	return now, err //nolint:wrapcheck // what a defect lets pass, it passes as it is
}

// leavingAll takes who leaves a group out of all.
func leavingAll(ctx context.Context, v vault, id string, version int, change account.GroupChange) (account.Group, error) {
	now, err := v.ChangeGroup(ctx, id, version, change)
	others, _ := v.Groups(ctx, mockvault.Query{})
	for _, g := range others.Items {
		if g.ID != id && g.Managed && len(change.Remove) > 0 {
			_, _ = v.ChangeGroup(ctx, g.ID, 0, account.GroupChange{Remove: change.Remove})
		}
	}
	return now, err //nolint:wrapcheck // what a defect lets pass, it passes as it is
}

// staleGroups shows every group that a user ever was in.
func staleGroups() distortion {
	return func(next http.Handler) http.Handler {
		var mu sync.Mutex
		ever := map[string]map[string]any{}
		return shown(on("GET", oneUser), func(r map[string]any) {
			mu.Lock()
			defer mu.Unlock()
			id := textOf(r, "id")
			if ever[id] == nil {
				ever[id] = map[string]any{}
			}
			for _, g := range objectsIn(r["groups"]) {
				ever[id][textOf(g, "value")] = g
			}
			groups := []any{}
			for _, g := range ever[id] {
				groups = append(groups, g)
			}
			if len(groups) > 0 {
				r["groups"] = groups
			}
		})(next)
	}
}

// leavingOnPut takes a user out of all groups before a PUT.
func leavingOnPut(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if on("PUT", oneUser)(r) {
			cut := strings.LastIndex(r.URL.Path, "/Users/")
			id, raw, before := r.URL.Path[cut+len("/Users/"):], kept(r), newRecorded()
			read := r.Clone(r.Context())
			read.Method, read.Body = http.MethodGet, http.NoBody
			next.ServeHTTP(before, read)
			for _, g := range objectsIn(before.member("groups")) {
				leave := withBody(r, []byte(`{"schemas":["`+scim.PatchOpURN+`"],"Operations":[{"op":"remove","path":"members[value eq \"`+id+`\"]"}]}`))
				leave.Method, leave.URL.Path = http.MethodPatch, r.URL.Path[:cut]+"/Groups/"+textOf(g, "value")
				next.ServeHTTP(newRecorded(), leave)
			}
			r = withBody(r, raw)
		}
		next.ServeHTTP(w, r)
	})
}
