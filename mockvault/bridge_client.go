package mockvault

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/mockvault/account"
)

// BridgeClient is the bridge's hand: what a provisioning token allows. The
// token names the account, so a bridge needs to know nothing else.
type BridgeClient struct{ api api.Client }

// NewBridgeClient returns a client of the vault at root with an account's provisioning token.
func NewBridgeClient(root, token string, hc *http.Client) *BridgeClient {
	return &BridgeClient{api.Client{Root: root + "/bridge/v1", Token: token, HTTP: hc}}
}

// Query selects members or groups; see account.Query.
type Query = account.Query

// Page is a part of what a query selects; see account.Page.
type Page[T any] = account.Page[T]

// Account reads the settings: the cheapest way to see whether the token works.
// An unknown token is refused as unauthorized, a known one while provisioning
// is off as "provisioning-off".
func (b *BridgeClient) Account(ctx context.Context) (account.Settings, error) {
	return api.Call[account.Settings](ctx, b.api, http.MethodGet, "/account", nil)
}

// Members selects members; guests are invisible to a bridge.
func (b *BridgeClient) Members(ctx context.Context, q Query) (Page[account.Member], error) {
	return api.Call[Page[account.Member]](ctx, b.api, http.MethodGet, "/members?"+encode(q), nil)
}

// Member reads one member by id.
func (b *BridgeClient) Member(ctx context.Context, id string) (account.Member, error) {
	return api.Call[account.Member](ctx, b.api, http.MethodGet, memberPath(id), nil)
}

// CreateMember provisions a member and sends the invitation. An address in use,
// effective or pending, is refused as "address-taken".
func (b *BridgeClient) CreateMember(ctx context.Context, m account.NewMember) (account.Member, error) {
	return api.Call[account.Member](ctx, b.api, http.MethodPost, "/members", m)
}

// ChangeMember edits a member that still has this version (0: any); else it is refused as stale.
func (b *BridgeClient) ChangeMember(ctx context.Context, id string, version int, change account.MemberChange) (account.Member, error) {
	return api.Call[account.Member](ctx, b.api, http.MethodPatch, memberPath(id), change, "If-Match", strconv.Itoa(version))
}

// RemoveMember removes a member with all data. Of the reference
// bridge's generations only "rfc" does that on a SCIM DELETE; other bridges may.
func (b *BridgeClient) RemoveMember(ctx context.Context, id string) error {
	return b.api.Do(ctx, http.MethodDelete, memberPath(id), nil, nil)
}

// Groups selects groups that the bridge manages or may adopt by name; built-in ones are left out.
func (b *BridgeClient) Groups(ctx context.Context, q Query) (Page[account.Group], error) {
	return api.Call[Page[account.Group]](ctx, b.api, http.MethodGet, "/groups?"+encode(q), nil)
}

// Group reads one group by id.
func (b *BridgeClient) Group(ctx context.Context, id string) (account.Group, error) {
	return api.Call[account.Group](ctx, b.api, http.MethodGet, groupPath(id), nil)
}

// CreateGroup makes a managed group. A name in use is refused as "name-taken".
func (b *BridgeClient) CreateGroup(ctx context.Context, g account.NewGroup) (account.Group, error) {
	return api.Call[account.Group](ctx, b.api, http.MethodPost, "/groups", g)
}

// ChangeGroup edits a group that still has this version (0: any). A group found
// by name becomes managed by its first change.
func (b *BridgeClient) ChangeGroup(ctx context.Context, id string, version int, change account.GroupChange) (account.Group, error) {
	return api.Call[account.Group](ctx, b.api, http.MethodPatch, groupPath(id), change, "If-Match", strconv.Itoa(version))
}

// RemoveGroup removes a managed group; its members stay members of the account.
func (b *BridgeClient) RemoveGroup(ctx context.Context, id string) error {
	return b.api.Do(ctx, http.MethodDelete, groupPath(id), nil, nil)
}

func groupPath(id string) string { return "/groups/" + url.PathEscape(id) }

func encode(q Query) string {
	values := url.Values{}
	for name, value := range map[string]string{"email": q.Email, "name": q.Name, "external_id": q.ExternalID, "member": q.Member} {
		if value != "" {
			values.Set(name, value)
		}
	}
	for name, value := range map[string]int{"after": q.After, "offset": q.Offset, "limit": q.Limit} {
		if value != 0 {
			values.Set(name, strconv.Itoa(value))
		}
	}
	return values.Encode()
}
