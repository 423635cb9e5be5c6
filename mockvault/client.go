package mockvault

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/mockvault/account"
)

// AccountSpec describes an account to be made. Every field may be empty.
type AccountSpec struct {
	Settings account.Settings `json:"settings"`       // Provisioning is ignored: an account begins with it off
	Seed     int64            `json:"seed,omitempty"` // of the ids the account hands out; 0: drawn from the server's own
	Start    time.Time        `json:"start,omitzero"` // of the virtual clock; clock.Epoch by default
}

// Account of the vault.
type Account struct {
	ID       string           `json:"id"`
	Settings account.Settings `json:"settings"`
	Now      time.Time        `json:"now"` // the account's virtual clock
}

// Client is how steps, and anybody else, see the vault. It is safe for concurrent use.
type Client struct{ api api.Client }

// NewClient returns a client of the vault at root. The HTTP client decides
// whether the server is in this process or behind a network.
func NewClient(root, adminToken string, hc *http.Client) *Client {
	return &Client{api.Client{Root: root, Token: adminToken, HTTP: hc}}
}

// Ready returns nil once the server answers.
func (c *Client) Ready(ctx context.Context) error {
	return c.api.Do(ctx, http.MethodGet, "/healthz", nil, nil)
}

// CreateAccount makes an account with one owner and the built-in groups.
func (c *Client) CreateAccount(ctx context.Context, spec AccountSpec) (Account, error) {
	return api.Call[Account](ctx, c.api, http.MethodPost, "/v1/accounts", spec)
}

// Accounts lists all accounts by id.
func (c *Client) Accounts(ctx context.Context) ([]Account, error) {
	return api.Call[[]Account](ctx, c.api, http.MethodGet, "/v1/accounts", nil)
}

// Account returns the client of one account; it makes no request.
func (c *Client) Account(id string) *AccountClient {
	acc := c.api
	acc.Root += "/v1/accounts/" + url.PathEscape(id)
	return &AccountClient{acc}
}

// AccountClient holds the hands of the administrator and of the members of one
// account; the bridge's hand is BridgeClient. Members are named by id or by
// effective address. Errors are *refusal.Error inside.
type AccountClient struct{ api api.Client }

// Info is the account as it stands.
func (a *AccountClient) Info(ctx context.Context) (Account, error) {
	return api.Call[Account](ctx, a.api, http.MethodGet, "", nil)
}

// Delete removes the account with everything in it.
func (a *AccountClient) Delete(ctx context.Context) error {
	return a.api.Do(ctx, http.MethodDelete, "", nil, nil)
}

// ChangeSettings edits the settings. An address is not checked again when the allowed domains change.
func (a *AccountClient) ChangeSettings(ctx context.Context, change account.SettingsChange) (Account, error) {
	return api.Call[Account](ctx, a.api, http.MethodPatch, "", change)
}

// EnableProvisioning turns provisioning on and returns the bridge's bearer
// token. Turning it on again yields the same token.
func (a *AccountClient) EnableProvisioning(ctx context.Context) (token string, err error) {
	out, err := api.Call[struct {
		Token string `json:"token"`
	}](ctx, a.api, http.MethodPut, "/provisioning", nil)
	return out.Token, err
}

// DisableProvisioning turns provisioning off: the bridge is refused, and the
// administrator may change what was locked.
func (a *AccountClient) DisableProvisioning(ctx context.Context) error {
	return a.api.Do(ctx, http.MethodDelete, "/provisioning", nil, nil)
}

// Members lists everybody but the removed, by id.
func (a *AccountClient) Members(ctx context.Context) ([]account.Member, error) {
	return api.Call[[]account.Member](ctx, a.api, http.MethodGet, "/members", nil)
}

// Member reads one member.
func (a *AccountClient) Member(ctx context.Context, name string) (account.Member, error) {
	return api.Call[account.Member](ctx, a.api, http.MethodGet, memberPath(name), nil)
}

// AddMember seeds somebody who has long been an active member, or a guest,
// without mails: the state the account was in before the story begins.
func (a *AccountClient) AddMember(ctx context.Context, email, name string, kind account.Type) (account.Member, error) {
	return api.Call[account.Member](ctx, a.api, http.MethodPost, "/members", map[string]any{"email": email, "name": name, "type": kind})
}

// Invite sends a manual invitation; no member exists until it is accepted.
func (a *AccountClient) Invite(ctx context.Context, email string) error {
	return a.api.Do(ctx, http.MethodPost, "/invitations", map[string]string{"email": email}, nil)
}

// ChangeMember is the administrator's edit of name or address; locked while provisioning is on.
func (a *AccountClient) ChangeMember(ctx context.Context, name string, change account.MemberChange) (account.Member, error) {
	return api.Call[account.Member](ctx, a.api, http.MethodPatch, memberPath(name), change)
}

// RemoveMember is the administrator's removal, with all the member's data; locked while provisioning is on.
func (a *AccountClient) RemoveMember(ctx context.Context, name string) error {
	return a.api.Do(ctx, http.MethodDelete, memberPath(name), nil, nil)
}

// Action is one thing that a member or the administrator does to a membership.
type Action = account.Action

// The actions; see account.Accept and its neighbours.
const (
	Accept         = account.Accept
	Confirm        = account.Confirm
	Reject         = account.Reject
	ConfirmEmail   = account.ConfirmEmail
	CancelEmail    = account.CancelEmail
	Suspend        = account.Suspend
	Reactivate     = account.Reactivate
	BeginRecovery  = account.BeginRecovery
	FinishRecovery = account.FinishRecovery
)

// Act performs the action. signIn is the address the member signs in with; only
// ConfirmEmail looks at it: the old address without single sign-on, the new one with it.
func (a *AccountClient) Act(ctx context.Context, name string, action Action, signIn string) (account.Member, error) {
	return api.Call[account.Member](ctx, a.api, http.MethodPost, memberPath(name)+"/"+string(action), map[string]string{"sign_in": signIn})
}

// TryPassword tells whether a password is the member's: another is refused as "wrong-password".
func (a *AccountClient) TryPassword(ctx context.Context, name, password string) error {
	return a.api.Do(ctx, http.MethodPost, memberPath(name)+"/password", map[string]string{"password": password}, nil)
}

// Groups lists all groups by id, the built-in ones included.
func (a *AccountClient) Groups(ctx context.Context) ([]account.Group, error) {
	return api.Call[[]account.Group](ctx, a.api, http.MethodGet, "/groups", nil)
}

// AddGroup makes a group by the administrator's hand; it is not managed by the bridge.
func (a *AccountClient) AddGroup(ctx context.Context, group account.NewGroup) (account.Group, error) {
	return api.Call[account.Group](ctx, a.api, http.MethodPost, "/groups", group)
}

// ManageGroup lets the bridge manage a group, or no longer.
func (a *AccountClient) ManageGroup(ctx context.Context, id string, managed bool) error {
	return a.api.Do(ctx, http.MethodPatch, "/groups/"+url.PathEscape(id), map[string]bool{"managed": managed}, nil)
}

// ChangeGroup is the administrator's edit of a group, whose members are named by
// id or effective address. Of the built-in groups only the members can be
// changed, of Team Members not even those.
func (a *AccountClient) ChangeGroup(ctx context.Context, id string, change account.GroupChange) (account.Group, error) {
	return api.Call[account.Group](ctx, a.api, http.MethodPatch, "/groups/"+url.PathEscape(id), change)
}

// Vaults lists all vaults by id.
func (a *AccountClient) Vaults(ctx context.Context) ([]account.Vault, error) {
	return api.Call[[]account.Vault](ctx, a.api, http.MethodGet, "/vaults", nil)
}

// AddVault makes a shared vault.
func (a *AccountClient) AddVault(ctx context.Context, name string) (account.Vault, error) {
	return api.Call[account.Vault](ctx, a.api, http.MethodPost, "/vaults", map[string]string{"name": name})
}

// Grant gives a member or a group, by id, access to a vault.
func (a *AccountClient) Grant(ctx context.Context, vault, accessor string) error {
	return a.api.Do(ctx, http.MethodPut, "/vaults/"+url.PathEscape(vault)+"/access/"+url.PathEscape(accessor), nil, nil)
}

// AddItem puts an item into a vault.
func (a *AccountClient) AddItem(ctx context.Context, vault, title string) (account.Item, error) {
	return api.Call[account.Item](ctx, a.api, http.MethodPost, "/vaults/"+url.PathEscape(vault)+"/items", map[string]string{"title": title})
}

// Outbox is every mail the account sent, oldest first.
func (a *AccountClient) Outbox(ctx context.Context) ([]account.Mail, error) {
	return api.Call[[]account.Mail](ctx, a.api, http.MethodGet, "/outbox", nil)
}

// Audit is the audit trail, oldest first.
func (a *AccountClient) Audit(ctx context.Context) ([]account.Event, error) {
	return api.Call[[]account.Event](ctx, a.api, http.MethodGet, "/audit", nil)
}

// Snapshot is the whole account as canonical JSON.
func (a *AccountClient) Snapshot(ctx context.Context) (account.Snapshot, error) {
	return api.Call[account.Snapshot](ctx, a.api, http.MethodGet, "/snapshot", nil)
}

// Restore puts the account back to a snapshot; audit trail and outbox keep what they hold.
func (a *AccountClient) Restore(ctx context.Context, s account.Snapshot) error {
	return a.api.Do(ctx, http.MethodPut, "/snapshot", s, nil)
}

// Advance moves the account's clock: accepted members are confirmed, pending
// addresses and invitations expire on the way.
func (a *AccountClient) Advance(ctx context.Context, by time.Duration) error {
	return a.api.Do(ctx, http.MethodPost, "/clock/advance", map[string]any{"by": duration.Duration(by)}, nil)
}

// Journal is every request of the bridge after the given number, oldest first.
func (a *AccountClient) Journal(ctx context.Context, since int) ([]journal.Entry, error) {
	return api.Call[[]journal.Entry](ctx, a.api, http.MethodGet, "/journal?since="+strconv.Itoa(since), nil)
}

// Unexpected is every request of the bridge that the account does not know, oldest first.
func (a *AccountClient) Unexpected(ctx context.Context) ([]journal.Entry, error) {
	return api.Call[[]journal.Entry](ctx, a.api, http.MethodGet, "/journal/unexpected", nil)
}

// Faults lists the fault rules with how often each was used.
func (a *AccountClient) Faults(ctx context.Context) ([]fault.Rule, error) {
	return api.Call[[]fault.Rule](ctx, a.api, http.MethodGet, "/faults", nil)
}

// SetFaults replaces the rules by which requests of the bridge go wrong.
func (a *AccountClient) SetFaults(ctx context.Context, rules ...fault.Rule) error {
	return a.api.Do(ctx, http.MethodPut, "/faults", append([]fault.Rule{}, rules...), nil)
}

func memberPath(name string) string { return "/members/" + url.PathEscape(name) }
