//nolint:wrapcheck // what a defect lets pass, it passes as it is
package refbridge

import (
	"context"
	"net/http"
	"sync"

	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// isolationDefects do something to somebody who has nothing to do with it.
//
//nolint:gochecknoglobals // a constant table
var isolationDefects = []Defect{
	{
		Name: "touches-others", Area: "isolation", Source: "docs/vault.md, acceptance list (no drift)",
		Summary: "Each change of a member changes the names of all others too.",
		lens: lens{changeMember: spreading(func(_ account.MemberChange, other account.Member) account.MemberChange {
			return account.MemberChange{Name: new(other.Name + " (copy)")}
		})},
	},
	{
		Name: "suspends-everyone", Area: "isolation", Source: "docs/vault.md, cases (Google Workspace go-live)",
		Summary: "One deactivation suspends every member.",
		lens: lens{changeMember: spreading(func(asked account.MemberChange, _ account.Member) account.MemberChange {
			if asked.Active == nil || *asked.Active {
				return account.MemberChange{}
			}
			return account.MemberChange{Active: new(false)}
		})},
	},
	{
		Name: "suspends-strangers", Area: "isolation", Source: "docs/vault.md, cases (Google Workspace go-live)",
		Summary: "Whoever looks for somebody suspends all members that no directory ever sent.",
		lens: lens{members: func(ctx context.Context, v vault, q mockvault.Query) (memberPage, error) {
			all, err := v.Members(ctx, mockvault.Query{})
			for _, m := range all.Items {
				if isStranger(m) { // the vault refuses to suspend the last owner
					_, _ = v.ChangeMember(ctx, m.ID, 0, account.MemberChange{Active: new(false)})
				}
			}
			if err != nil {
				return all, err
			}
			return v.Members(ctx, q)
		}},
	},
	{
		Name: "empties-foreign-groups", Area: "isolation", Source: "docs/dialects.md, matching models (list and diff)",
		Summary: "A change of a group empties all groups that no directory sent.",
		lens: lens{changeGroup: func(ctx context.Context, v vault, id string, version int, change account.GroupChange) (account.Group, error) {
			all, err := v.Groups(ctx, mockvault.Query{})
			if err != nil {
				return account.Group{}, err
			}
			for _, g := range all.Items {
				if !g.Managed && g.ID != id {
					_, _ = v.ChangeGroup(ctx, g.ID, 0, account.GroupChange{Members: &[]string{}})
				}
			}
			return v.ChangeGroup(ctx, id, version, change)
		}},
	},
	{
		Name: "first-token-wins", Area: "isolation", Source: "docs/vault.md, HashiCorp Vault (isolation of clients)",
		Summary: "The bridge keeps the first token it sees and works on that account for everybody.",
		handler: firstToken,
	},
}

// spreading changes all others as well; what the vault refuses (to suspend the
// last owner, say) is passed over.
func spreading(change func(asked account.MemberChange, other account.Member) account.MemberChange) memberChanger {
	return func(ctx context.Context, v vault, id string, version int, asked account.MemberChange) (account.Member, error) {
		now, err := v.ChangeMember(ctx, id, version, asked)
		if err != nil {
			return now, err
		}
		all, err := v.Members(ctx, mockvault.Query{})
		for _, other := range all.Items {
			if other.ID != id {
				_, _ = v.ChangeMember(ctx, other.ID, 0, change(asked, other))
			}
		}
		return now, err
	}
}

// firstToken sends every request with the first token that ever came.
func firstToken(next http.Handler) http.Handler {
	var once sync.Once
	var kept string
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if given := r.Header.Get("Authorization"); given != "" {
			once.Do(func() { kept = given })
			r = r.Clone(r.Context())
			r.Header.Set("Authorization", kept)
		}
		next.ServeHTTP(w, r)
	})
}
