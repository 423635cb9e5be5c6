package steps

import (
	"context"
	"fmt"

	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// Reader sees the account behind a bridge: through the mock vault, through a
// command of the vendor's, or through the bridge itself where nothing else can look. What a reader cannot see is
// no capability of the profile, so no scenario asks for it.
type Reader interface {
	// Members lists the members a bridge manages, those of this scenario at least.
	Members(ctx context.Context) ([]account.Member, error)
	// Groups lists the groups people made, those of this scenario at least.
	Groups(ctx context.Context) ([]account.Group, error)
	// Seed makes somebody a member without the directory's doing.
	Seed(ctx context.Context, address, name string) error
	// CleanUp removes what the scenario left in an account that outlives it.
	CleanUp(ctx context.Context) error
}

// vaultReader reads the mock vault: the truth itself.
type vaultReader struct{ account *mockvault.AccountClient }

func (r vaultReader) Members(ctx context.Context) ([]account.Member, error) {
	members, err := r.account.Members(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the account's members: %w", err)
	}
	return members, nil
}

func (r vaultReader) Groups(ctx context.Context) ([]account.Group, error) {
	groups, err := r.account.Groups(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the account's groups: %w", err)
	}
	made := groups[:0]
	for _, g := range groups {
		if g.Type == account.UserDefined {
			made = append(made, g)
		}
	}
	return made, nil
}

func (r vaultReader) Seed(ctx context.Context, address, name string) error {
	_, err := r.account.AddMember(ctx, address, name, account.RegularMember)
	return err //nolint:wrapcheck // the client's error says what was attempted
}

func (vaultReader) CleanUp(context.Context) error { return nil } // the account goes with the scenario
