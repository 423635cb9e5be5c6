//nolint:wrapcheck // what a defect lets pass, it passes as it is
package refbridge

import (
	"context"

	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// renameDefects are about a userName that changes.
//
//nolint:gochecknoglobals // a constant table
var renameDefects = []Defect{
	{
		Name: "rename-ignored", Area: "rename", Source: "docs/vault.md, behaviour matrix (Bitwarden, bridges before 1.6)",
		Summary: "A changed userName is answered with success and the old value.",
		profile: func(p *Profile) { p.Rename = RenameIgnored },
	},
	{
		Name: "rename-echoed", Area: "rename", Source: "docs/vault.md, behaviour matrix (Infisical)",
		Summary: "A changed userName is answered with success and the new value, but never reaches the account.",
		lens:    lens{changeMember: echoAddress},
	},
	{
		Name: "rename-deletes-and-creates", Area: "rename", Source: "docs/vault.md, behaviour matrix (Keeper Commander)",
		Summary: "A changed userName removes the member with all data and makes a new one.",
		lens:    lens{changeMember: recreate},
	},
	{
		Name: "rename-suspends", Area: "rename", Source: "docs/vault.md, cases (ssoready/ssoready#164)",
		Summary: "A changed userName suspends the member.",
		lens: changing(func(c *account.MemberChange) {
			if c.Email != nil {
				c.Active = new(false)
			}
		}),
	},
	{
		Name: "partial-apply", Area: "rename", Source: "docs/vault.md, cases (partial application)",
		Summary: "A changed userName gets lost when the display name changes with it.",
		lens: changing(func(c *account.MemberChange) {
			if c.Name != nil {
				c.Email = nil
			}
		}),
	},
	{
		Name: "pending-address-hidden", Area: "rename", Source: "docs/vault.md, the e-mail change flow",
		Summary: "While an e-mail change waits for the member, the directory sees only the old address.",
		lens:    seeing(func(m *account.Member) { m.PendingEmail = nil }),
	},
	{
		Name: "tombstone-rename", Area: "rename", Source: "docs/vault.md, cases (onyx-dot-app/onyx#14074)",
		Summary:    "The marker that a soft delete puts before a userName becomes an e-mail change.",
		intolerant: []string{"tombstone"},
	},
	{
		Name: "notifies-wrong-address", Area: "rename", Source: "docs/vault.md, the e-mail change flow",
		Summary: "The mail about an e-mail change goes to the other address than it should.",
		profile: func(p *Profile) { p.NotifyOld = !p.NotifyOld },
	},
}

func echoAddress(ctx context.Context, v vault, id string, version int, change account.MemberChange) (account.Member, error) {
	wanted := change.Email
	change.Email = nil
	now, err := v.ChangeMember(ctx, id, version, change)
	if wanted != nil {
		now.Email, now.PendingEmail = *wanted, nil
	}
	return now, err
}

func recreate(ctx context.Context, v vault, id string, version int, change account.MemberChange) (account.Member, error) {
	if change.Email == nil {
		return v.ChangeMember(ctx, id, version, change)
	}
	old, err := v.Member(ctx, id)
	if err != nil {
		return old, err
	}
	if err := v.RemoveMember(ctx, id); err != nil {
		return old, err
	}
	return v.CreateMember(ctx, account.NewMember{
		Email: *change.Email, Name: old.Name, Active: isActive(old.State), ExternalID: old.ExternalID, Attributes: old.Attributes,
	})
}

// seeing distorts how the bridge sees members.
func seeing(edit func(*account.Member)) lens {
	return lens{
		members: func(ctx context.Context, v vault, q mockvault.Query) (memberPage, error) {
			page, err := v.Members(ctx, q)
			for i := range page.Items {
				edit(&page.Items[i])
			}
			return page, err
		},
		member: func(ctx context.Context, v vault, id string) (account.Member, error) {
			m, err := v.Member(ctx, id)
			edit(&m)
			return m, err
		},
		changeMember: func(ctx context.Context, v vault, id string, version int, change account.MemberChange) (account.Member, error) {
			m, err := v.ChangeMember(ctx, id, version, change)
			edit(&m)
			return m, err
		},
	}
}
