//nolint:wrapcheck // what a defect lets pass, it passes as it is
package refbridge

import (
	"context"
	"net/http"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// groupDefects are about groups and who is in them.
//
//nolint:gochecknoglobals // a constant table
var groupDefects = []Defect{
	{
		Name: "remove-member-empties-group", Area: "groups", Source: "docs/entra.md, interop bugs (PostHog/posthog#47480)",
		Summary: "To remove one member empties the group.",
		lens: regrouping(func(c *account.GroupChange) {
			if len(c.Remove) > 0 {
				c.Members, c.Add, c.Remove = &[]string{}, nil, nil
			}
		}),
	},
	{
		Name: "remove-listed-empties-group", Area: "groups", Source: "docs/rfc-ambiguities.md, PATCH (the letter of RFC 7644)",
		Summary:    "A removal by path members and a list takes everybody out.",
		intolerant: []string{"remove-listed"},
	},
	{
		Name: "remove-member-ignored", Area: "groups", Source: "docs/dialects.md, interop bugs (goauthentik/authentik#24173)",
		Summary: "A removal from a group is answered with success and has no effect.",
		lens:    regrouping(func(c *account.GroupChange) { c.Remove = nil }),
	},
	{
		Name: "add-member-replaces", Area: "groups", Source: "docs/dialects.md, interop bugs (msaad00/agent-bom#3533)",
		Summary: "To add a member throws the others out.",
		lens: regrouping(func(c *account.GroupChange) {
			if added := c.Add; len(added) > 0 {
				c.Members, c.Add, c.Remove = &added, nil, nil
			}
		}),
	},
	{
		Name: "add-member-ignored", Area: "groups", Source: "docs/dialects.md, interop bugs (gravitational/teleport#67372)",
		Summary: "To add a member is answered with success and has no effect.",
		lens:    regrouping(func(c *account.GroupChange) { c.Add = nil }),
	},
	{
		Name: "group-rename-ignored", Area: "groups", Source: "invented",
		Summary: "A changed group name is answered with success and never reaches the account.",
		lens:    regrouping(func(c *account.GroupChange) { c.Name = nil }),
	},
	{
		Name: "group-members-lost-on-rename", Area: "groups", Source: "docs/dialects.md, interop bugs (langwatch/langwatch#7131)",
		Summary: "A changed group name empties the group.",
		lens: regrouping(func(c *account.GroupChange) {
			if c.Name != nil {
				c.Members = &[]string{}
			}
		}),
	},
	{
		Name: "group-delete-ignored", Area: "groups", Source: "docs/dialects.md, CyberArk",
		Summary: "A DELETE of a group is answered with success and has no effect.",
		handler: pretending("DELETE", "/Groups/"),
	},
	{
		Name: "group-delete-suspends-members", Area: "groups", Source: "docs/dialects.md, JumpCloud",
		Summary: "A DELETE of a group suspends everybody who is in it.",
		lens:    lens{removeGroup: removeWithMembers},
	},
	{
		Name: "create-group-400", Area: "groups", Source: "docs/third-party.md, scim2-server",
		Summary: "Every create of a group is refused with 400.",
		handler: refusing(http.MethodPost, "/Groups", scim.InvalidSyntax("the group names a schema that is unknown here")),
	},
	{
		Name: "group-not-adopted", Area: "groups", Source: "docs/vault.md, operations",
		Summary: "A group that the account had before cannot be found, and creating it is refused.",
		lens: lens{groups: func(ctx context.Context, v vault, q mockvault.Query) (groupPage, error) {
			page, err := v.Groups(ctx, q)
			seen := groupPage{Items: []account.Group{}}
			for _, g := range page.Items {
				if g.Managed {
					seen.Items = append(seen.Items, g)
				}
			}
			seen.Total = len(seen.Items)
			return seen, err
		}},
	},
	{
		Name: "unknown-member-200", Area: "groups", Source: "docs/dialects.md, interop bugs (Metatavu/keycloak-scim-server#107)",
		Summary: "A change that names an unknown member is answered with success and has no effect at all.",
		lens:    lens{changeGroup: forgiving},
	},
	{
		Name: "excluded-attributes-ignored", Area: "groups", Source: "docs/entra.md, interop bugs (Infisical/infisical#6525)",
		Summary: "Members are answered although the directory asked to leave them out.",
		handler: withoutParameter("excludedAttributes"),
	},
}

func removeWithMembers(ctx context.Context, v vault, id string) error {
	group, err := v.Group(ctx, id)
	if err != nil {
		return err
	}
	for _, member := range group.Members {
		if _, err := v.ChangeMember(ctx, member, 0, account.MemberChange{Active: new(false)}); err != nil {
			return err
		}
	}
	return v.RemoveGroup(ctx, id)
}

func forgiving(ctx context.Context, v vault, id string, version int, change account.GroupChange) (account.Group, error) {
	now, err := v.ChangeGroup(ctx, id, version, change)
	if _, refused := refusal.Of(err); refused {
		return v.Group(ctx, id)
	}
	return now, err
}
