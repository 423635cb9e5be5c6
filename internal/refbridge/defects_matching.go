//nolint:wrapcheck // what a defect lets pass, it passes as it is
package refbridge

import (
	"bytes"
	"context"
	"net/http"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// matchingDefects are about finding who is there already, and about paging.
//
//nolint:gochecknoglobals // a constant table
var matchingDefects = []Defect{
	{
		Name: "filter-unfiltered", Area: "matching", Source: "docs/dialects.md, interop bugs (eneo-ai/eneo#443)",
		Summary: "A filter is ignored: everybody is answered.",
		handler: withoutParameter("filter"),
	},
	{
		Name: "filter-case-sensitive", Area: "matching", Source: "docs/entra.md, matching query",
		Summary: "A userName is found only in the letter case in which it is kept.",
		lens:    hiding(func(q mockvault.Query, m account.Member) bool { return q.Email != "" && q.Email != addressOf(m) }),
	},
	{
		Name: "filter-unknown-200-empty", Area: "matching", Source: "docs/vault.md, Bitwarden",
		Summary: "Every filter but userName eq answers an empty list.",
		handler: onlyUserName,
	},
	{
		Name: "404-for-empty-list", Area: "matching", Source: "docs/entra.md, interop bugs (jelhub/scimgateway#18)",
		Summary: "A query without a match answers 404.",
		handler: editing(func(a *recorded) {
			if bytes.Contains(a.body.Bytes(), []byte(`"totalResults":0`)) {
				a.respond(http.StatusNotFound, scim.NotFound("nothing found"))
			}
		}),
	},
	{
		Name: "no-adoption", Area: "matching", Source: "docs/dialects.md, interop bugs (Metatavu/keycloak-scim-server#74)",
		Summary: "Members whom the bridge did not create cannot be found, and creating them is refused.",
		lens:    hiding(func(_ mockvault.Query, m account.Member) bool { return isStranger(m) }),
	},
	{
		Name: "adopts-in-name-only", Area: "matching", Source: "invented",
		Summary: "Members whom the bridge did not create are found, and what is sent for them is dropped.",
		lens: lens{changeMember: func(ctx context.Context, v vault, id string, version int, change account.MemberChange) (account.Member, error) {
			found, err := v.Member(ctx, id)
			if err != nil || isStranger(found) {
				return found, err
			}
			return v.ChangeMember(ctx, id, version, change)
		}},
	},
	{
		Name: "accepted-not-found", Area: "matching", Source: "invented",
		Summary: "Who has accepted the invitation is not found by userName any more.",
		lens: hiding(func(q mockvault.Query, m account.Member) bool {
			return q.Email != "" && m.AcceptedAt != nil && !isStranger(m)
		}),
	},
	{
		Name: "lookup-leaves-placeholder", Area: "matching", Source: "invented",
		Summary: "A query that finds nobody makes a placeholder member.",
		lens:    lens{members: leavePlaceholder},
	},
	{
		Name: "dead-id-400", Area: "matching", Source: "docs/entra.md, interop bugs (Azure/AzureAD-BYOA-Provisioning-Samples#28)",
		Summary: "An id that is gone answers 400 instead of 404.",
		lens: lens{member: func(ctx context.Context, v vault, id string) (account.Member, error) {
			found, err := v.Member(ctx, id)
			if refused, ok := refusal.Of(err); ok && refused.Kind == refusal.NotFound {
				err = refusal.New(refusal.Invalid, "no-such-member", "there is no member %q", id)
			}
			return found, err
		}},
	},
	{
		Name: "paging-wrong-total", Area: "paging", Source: "docs/dialects.md, interop bugs (PostHog/posthog#51441)",
		Summary: "totalResults is the size of the page.",
		lens: lens{members: func(ctx context.Context, v vault, q mockvault.Query) (memberPage, error) {
			page, err := v.Members(ctx, q)
			page.Total = len(page.Items)
			return page, err
		}},
	},
	{
		Name: "paging-overlaps", Area: "paging", Source: "docs/dialects.md, interop bugs (wso2/product-is#9957)",
		Summary: "Each page but the first begins with the last resource of the one before.",
		lens: lens{members: func(ctx context.Context, v vault, q mockvault.Query) (memberPage, error) {
			q.Offset = max(q.Offset-1, 0)
			return v.Members(ctx, q)
		}},
	},
}

// isStranger tells whether no bridge ever wrote anything about the member.
func isStranger(m account.Member) bool { return m.ExternalID == "" && len(m.Attributes) == 0 }

func leavePlaceholder(ctx context.Context, v vault, q mockvault.Query) (memberPage, error) {
	page, err := v.Members(ctx, q)
	if err == nil && len(page.Items) == 0 && q.Email != "" {
		name, _, _ := strings.Cut(q.Email, "@")
		_, err = v.CreateMember(ctx, account.NewMember{Email: name + "@placeholder.example", Name: name, Active: true})
	}
	return page, err
}

// onlyUserName answers an empty list to all filters that it does not know.
func onlyUserName(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		filter := r.URL.Query().Get("filter")
		if filter == "" || strings.HasPrefix(filter, "userName eq ") {
			next.ServeHTTP(w, r)
			return
		}
		a := newRecorded()
		a.respond(http.StatusOK, scim.NewListResponse(scim.Page{StartIndex: 1}, 0, []scim.Resource{}))
		a.send(w)
	})
}
