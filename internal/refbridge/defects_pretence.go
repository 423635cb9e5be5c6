//nolint:wrapcheck // what a defect lets pass, it passes as it is
package refbridge

import (
	"context"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// pretence answers in the account's place while provisioning is off there.
//
//nolint:gochecknoglobals // a constant table
var pretence = lens{
	members: func(ctx context.Context, v vault, q mockvault.Query) (memberPage, error) {
		page, err := v.Members(ctx, q)
		return page, unlessOff(err)
	},
	member: func(ctx context.Context, v vault, id string) (account.Member, error) {
		found, err := v.Member(ctx, id)
		found, err = orAlleged(found, err, account.NewMember{Email: "somebody@vault.example"})
		found.ID = id
		return found, err
	},
	createMember: func(ctx context.Context, v vault, m account.NewMember) (account.Member, error) {
		created, err := v.CreateMember(ctx, m)
		return orAlleged(created, err, m)
	},
	changeMember: func(ctx context.Context, v vault, id string, version int, change account.MemberChange) (account.Member, error) {
		now, err := v.ChangeMember(ctx, id, version, change)
		return orAlleged(now, err, account.NewMember{Email: "somebody@vault.example", Attributes: change.Attributes})
	},
	groups: func(ctx context.Context, v vault, q mockvault.Query) (groupPage, error) {
		page, err := v.Groups(ctx, q)
		return page, unlessOff(err)
	},
	changeGroup: func(ctx context.Context, v vault, id string, version int, change account.GroupChange) (account.Group, error) {
		now, err := v.ChangeGroup(ctx, id, version, change)
		return now, unlessOff(err)
	},
}

func unlessOff(err error) error {
	if refusal.Is(err, "provisioning-off") {
		return nil
	}
	return err
}

func orAlleged(found account.Member, err error, otherwise account.NewMember) (account.Member, error) {
	if refusal.Is(err, "provisioning-off") {
		return alleged(otherwise), nil
	}
	return found, err
}

// alleged is a member of whom only the bridge speaks.
func alleged(m account.NewMember) account.Member {
	return account.Member{
		ID: strings.Repeat("A", 26), Email: m.Email, Name: m.Name, State: account.Active, //nolint:mnd // as long as a real id
		ExternalID: m.ExternalID, Attributes: m.Attributes, Version: 1,
	}
}
