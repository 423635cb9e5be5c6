package refbridge

import (
	"context"
	"net/http"

	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// vault is what a bridge asks of the account behind it; *mockvault.BridgeClient
// is one. Errors of the account are *refusal.Error inside, all others mean that
// no usable answer came.
type vault interface {
	Account(ctx context.Context) (account.Settings, error)
	Members(ctx context.Context, q mockvault.Query) (mockvault.Page[account.Member], error)
	Member(ctx context.Context, id string) (account.Member, error)
	CreateMember(ctx context.Context, m account.NewMember) (account.Member, error)
	ChangeMember(ctx context.Context, id string, version int, change account.MemberChange) (account.Member, error)
	RemoveMember(ctx context.Context, id string) error
	Groups(ctx context.Context, q mockvault.Query) (mockvault.Page[account.Group], error)
	Group(ctx context.Context, id string) (account.Group, error)
	CreateGroup(ctx context.Context, g account.NewGroup) (account.Group, error)
	ChangeGroup(ctx context.Context, id string, version int, change account.GroupChange) (account.Group, error)
	RemoveGroup(ctx context.Context, id string) error
}

// dialer reaches the account that a token names. The bridge itself knows no account.
type dialer func(token string) vault

func dial(root string, hc *http.Client) dialer {
	return func(token string) vault { return mockvault.NewBridgeClient(root, token, hc) }
}
