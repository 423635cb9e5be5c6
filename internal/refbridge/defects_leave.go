//nolint:wrapcheck // what a defect lets pass, it passes as it is
package refbridge

import (
	"context"
	"slices"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// leaveDefects are about leaving and coming back.
//
//nolint:gochecknoglobals // a constant table
var leaveDefects = []Defect{
	{
		Name: "string-boolean-ignored", Area: "leave", Source: "docs/entra.md, interop bugs (FusionAuth, Unleash and others)",
		Summary:    `active "False" is answered with success and has no effect.`,
		intolerant: []string{"string-booleans"},
		patch:      &Tolerance{patch: withoutStringBooleans},
	},
	{
		Name: "string-boolean-400", Area: "leave", Source: "docs/entra.md, interop bugs (scimmyjs/scimmy#51)",
		Summary:    `active "False" is refused.`,
		intolerant: []string{"string-booleans"},
	},
	{
		Name: "deactivate-ignored", Area: "leave", Source: "docs/dialects.md, interop bugs (NorthlandPositronics/Cogtrix#122)",
		Summary: "A deactivation is answered with success and has no effect.",
		lens: changing(func(c *account.MemberChange) {
			if c.Active != nil && !*c.Active {
				c.Active = nil
			}
		}),
	},
	{
		Name: "delete-on-deactivate", Area: "leave", Source: "docs/dialects.md, interop bugs (ssoready/ssoready#155)",
		Summary: "A deactivation removes the member with all data.",
		lens:    lens{changeMember: removeInactive},
	},
	{
		Name: "delete-removes", Area: "leave", Source: "docs/vault.md, what decides the design",
		Summary: "A DELETE removes the member with all data instead of suspending.",
		profile: func(p *Profile) { p.Delete = DeleteRemoves },
	},
	{
		Name: "delete-ignored", Area: "leave", Source: "docs/vault.md, cases (JumpCloud)",
		Summary: "A DELETE of a user is answered with success and has no effect.",
		handler: pretending("DELETE", "/Users/"),
	},
	{
		Name: "no-reactivate", Area: "return", Source: "docs/dialects.md, interop bugs (PostHog/posthog#42603)",
		Summary: "A reactivation is answered with success and has no effect.",
		lens: changing(func(c *account.MemberChange) {
			if c.Active != nil && *c.Active {
				c.Active = nil
			}
		}),
	},
	{
		Name: "reactivate-409", Area: "return", Source: "docs/dialects.md, interop bugs (better-auth/better-auth#11111)",
		Summary: "A reactivation is refused as a conflict.",
		lens: lens{changeMember: func(ctx context.Context, v vault, id string, version int, change account.MemberChange) (account.Member, error) {
			if change.Active != nil && *change.Active {
				return account.Member{}, refusal.New(refusal.Conflict, "known-already", "reactivate member %q: it is known already", id)
			}
			return v.ChangeMember(ctx, id, version, change)
		}},
	},
	{
		Name: "hides-inactive-users", Area: "return", Source: "docs/dialects.md, interop bugs (growthbook/growthbook#1680)",
		Summary: "Inactive users cannot be found, so that the directory creates them again.",
		lens:    hiding(func(_ mockvault.Query, m account.Member) bool { return !isActive(m.State) }),
	},
}

func withoutStringBooleans(ops []scim.Operation) []scim.Operation {
	return slices.DeleteFunc(ops, func(op scim.Operation) bool {
		_, isText := op.Value.(string)
		return isText && op.Path == "active"
	})
}

func removeInactive(ctx context.Context, v vault, id string, version int, change account.MemberChange) (account.Member, error) {
	now, err := v.ChangeMember(ctx, id, version, change)
	if err == nil && change.Active != nil && !*change.Active {
		err = v.RemoveMember(ctx, id)
	}
	return now, err
}
