//nolint:wrapcheck // what a lens lets pass, it passes as it is
package refbridge

import (
	"context"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// lens is how a defect distorts what passes between bridge and vault: what is
// nil passes as it is, everything else gets the real vault to work with.
type lens struct {
	members      func(context.Context, vault, mockvault.Query) (memberPage, error)
	member       func(context.Context, vault, string) (account.Member, error)
	createMember func(context.Context, vault, account.NewMember) (account.Member, error)
	changeMember memberChanger
	groups       func(context.Context, vault, mockvault.Query) (groupPage, error)
	changeGroup  func(ctx context.Context, v vault, id string, version int, change account.GroupChange) (account.Group, error)
	removeGroup  func(context.Context, vault, string) error
}

type (
	memberPage    = mockvault.Page[account.Member]
	groupPage     = mockvault.Page[account.Group]
	memberChanger func(ctx context.Context, v vault, id string, version int, change account.MemberChange) (account.Member, error)
)

// distorted is a vault seen through a lens.
type distorted struct {
	vault
	lens lens
}

func (d distorted) Members(ctx context.Context, q mockvault.Query) (memberPage, error) {
	if d.lens.members == nil {
		return d.vault.Members(ctx, q)
	}
	return d.lens.members(ctx, d.vault, q)
}

func (d distorted) Member(ctx context.Context, id string) (account.Member, error) {
	if d.lens.member == nil {
		return d.vault.Member(ctx, id)
	}
	return d.lens.member(ctx, d.vault, id)
}

func (d distorted) CreateMember(ctx context.Context, m account.NewMember) (account.Member, error) {
	if d.lens.createMember == nil {
		return d.vault.CreateMember(ctx, m)
	}
	return d.lens.createMember(ctx, d.vault, m)
}

func (d distorted) ChangeMember(ctx context.Context, id string, version int, change account.MemberChange) (account.Member, error) {
	if d.lens.changeMember == nil {
		return d.vault.ChangeMember(ctx, id, version, change)
	}
	return d.lens.changeMember(ctx, d.vault, id, version, change)
}

func (d distorted) Groups(ctx context.Context, q mockvault.Query) (groupPage, error) {
	if d.lens.groups == nil {
		return d.vault.Groups(ctx, q)
	}
	return d.lens.groups(ctx, d.vault, q)
}

func (d distorted) ChangeGroup(ctx context.Context, id string, version int, change account.GroupChange) (account.Group, error) {
	if d.lens.changeGroup == nil {
		return d.vault.ChangeGroup(ctx, id, version, change)
	}
	return d.lens.changeGroup(ctx, d.vault, id, version, change)
}

func (d distorted) RemoveGroup(ctx context.Context, id string) error {
	if d.lens.removeGroup == nil {
		return d.vault.RemoveGroup(ctx, id)
	}
	return d.lens.removeGroup(ctx, d.vault, id)
}

// asking distorts what is asked of a new member.
func asking(edit func(*account.NewMember)) lens {
	return lens{createMember: func(ctx context.Context, v vault, m account.NewMember) (account.Member, error) {
		edit(&m)
		return v.CreateMember(ctx, m)
	}}
}

// changing distorts what is asked of a member.
func changing(edit func(*account.MemberChange)) lens {
	return lens{changeMember: func(ctx context.Context, v vault, id string, version int, change account.MemberChange) (account.Member, error) {
		edit(&change)
		return v.ChangeMember(ctx, id, version, change)
	}}
}

// regrouping distorts what is asked of a group.
func regrouping(edit func(*account.GroupChange)) lens {
	return lens{changeGroup: func(ctx context.Context, v vault, id string, version int, change account.GroupChange) (account.Group, error) {
		edit(&change)
		return v.ChangeGroup(ctx, id, version, change)
	}}
}

// hiding lets the bridge see only some members.
func hiding(hidden func(mockvault.Query, account.Member) bool) lens {
	return lens{
		members: func(ctx context.Context, v vault, q mockvault.Query) (memberPage, error) {
			page, err := v.Members(ctx, q)
			seen := memberPage{Total: page.Total, Before: page.Before, Items: []account.Member{}}
			for _, m := range page.Items {
				if hidden(q, m) {
					seen.Total--
					continue
				}
				seen.Items = append(seen.Items, m)
			}
			return seen, err
		},
		member: func(ctx context.Context, v vault, id string) (account.Member, error) {
			m, err := v.Member(ctx, id)
			if err == nil && hidden(mockvault.Query{}, m) {
				return account.Member{}, refusal.New(refusal.NotFound, "no-such-member", "there is no member %q", id)
			}
			return m, err
		},
	}
}
