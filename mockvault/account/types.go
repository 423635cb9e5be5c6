// Package account is the vault account behind the bridge: a state machine of
// members, groups, vaults and items. It knows no HTTP and reads no clock of its own.
package account

import (
	"encoding/json"
	"time"

	"github.com/scimproof/scimproof/internal/duration"
)

// State of a member, named as the op command line names it (docs/vault.md).
type State string

// The states a member can be in. A removed member stays in the audit trail only.
const (
	Invited          State = "TRANSFER_STARTED"   // provisioned, has not set up the account
	Accepted         State = "TRANSFER_ACCEPTED"  // set up, waits to be confirmed (shown as "Pending"; inferred)
	Active           State = "ACTIVE"             // may sign in
	Suspended        State = "SUSPENDED"          // may not sign in; keeps everything
	InviteSuspended  State = "TRANSFER_SUSPENDED" // provisioned, never set up, deprovisioned
	RecoveryStarted  State = "RECOVERY_STARTED"   // an administrator began recovery
	RecoveryAccepted State = "RECOVERY_ACCEPTED"  // new password set, waits to be confirmed again
)

// Type of a member. A bridge can manage members, never guests (docs/vault.md).
type Type string

// The types of member.
const (
	RegularMember Type = "MEMBER"
	Guest         Type = "GUEST"
)

// Actor is whose hand makes a change; it decides what is locked and goes into the audit trail.
type Actor string

// The three hands. While provisioning is on, the administrator cannot change
// name, address or state of a member, and while it is off the bridge can do nothing.
const (
	Bridge        Actor = "bridge"
	Administrator Actor = "administrator"
	Person        Actor = "member"  // the member in person: accept, confirm an address
	Service       Actor = "service" // the account itself: expiry, automatic confirmation
)

// Member is one person in the account.
type Member struct {
	ID           string          `json:"id"`    // 26 characters base32, upper case
	Email        string          `json:"email"` // the effective sign-in address
	Name         string          `json:"name"`  // display name
	Type         Type            `json:"type"`
	State        State           `json:"state"`
	PendingEmail *PendingEmail   `json:"pending_email,omitempty"`
	ExternalID   string          `json:"external_id,omitempty"`
	Attributes   json.RawMessage `json:"attributes,omitempty"` // what the bridge keeps with the member; a JSON object the account never reads
	Version      int             `json:"version"`              // grows with each change
	Number       int             `json:"number,omitempty"`     // in the order of creation; in answers to queries only
	CreatedAt    time.Time       `json:"created_at"`
	UpdatedAt    time.Time       `json:"updated_at"`
	AcceptedAt   *time.Time      `json:"accepted_at,omitempty"` // set up by the person; automatic confirmation counts from here
	SuspendedAt  *time.Time      `json:"suspended_at,omitempty"`
}

// PendingEmail is an e-mail change that waits for the member: an overlay, not a
// state. Until it is confirmed the old address stays in force (docs/vault.md).
type PendingEmail struct {
	Email       string    `json:"email"`
	RequestedAt time.Time `json:"requested_at"`
	RequestedBy Actor     `json:"requested_by"`
	Notified    string    `json:"notified"` // the address the mail went to
}

// Group of members. Built-in groups cannot be removed.
type Group struct {
	ID         string          `json:"id"` // 26 characters base32, lower case
	Name       string          `json:"name"`
	Type       GroupType       `json:"type"`
	Managed    bool            `json:"managed"` // the bridge may change it
	ExternalID string          `json:"external_id,omitempty"`
	Members    []string        `json:"members"` // member ids, sorted; never null
	Attributes json.RawMessage `json:"attributes,omitempty"`
	Version    int             `json:"version"`
	Number     int             `json:"number,omitempty"` // as that of a member
	CreatedAt  time.Time       `json:"created_at"`
	UpdatedAt  time.Time       `json:"updated_at"`
}

// GroupType tells built-in groups from those people made.
type GroupType string

// The types of group.
const (
	Owners         GroupType = "OWNERS" // never empty
	Administrators GroupType = "ADMINISTRATORS"
	TeamMembers    GroupType = "TEAM_MEMBERS" // everybody who is active
	UserDefined    GroupType = "USER_DEFINED"
)

// Vault holds items and says who may open it.
type Vault struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Type    string   `json:"type"`            // PERSONAL or USER_CREATED
	Owner   string   `json:"owner,omitempty"` // member id of a PERSONAL vault
	Members []string `json:"members"`         // member ids with a grant of their own, sorted
	Groups  []string `json:"groups"`          // group ids with a grant, sorted
	Items   []Item   `json:"items"`
}

// Item is one secret; the mock keeps its title only.
type Item struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Mail is one message the account sent.
type Mail struct {
	At       time.Time `json:"at"`
	To       string    `json:"to"`
	Template string    `json:"template"` // one of the constants below
	Member   string    `json:"member"`   // id; "" for a manual invitation, which has no member yet
}

// The templates of mails.
const (
	MailInvitation   = "invitation"
	MailConfirmed    = "confirmed"
	MailEmailChange  = "email-change"  // asks to confirm a pending address
	MailEmailChanged = "email-changed" // the pending address is in force now
	MailSuspended    = "suspended"
	MailReactivated  = "reactivated"
)

// Event is one line of the audit trail.
type Event struct {
	At     time.Time `json:"at"`
	Actor  Actor     `json:"actor"`
	Action string    `json:"action"` // one of those listed in docs/vault.md, "Audit trail"
	Object string    `json:"object"` // id of the member, group or vault; the address of an invitation; "account" for settings
	Old    string    `json:"old,omitempty"`
	New    string    `json:"new,omitempty"`
}

// Settings of an account.
type Settings struct {
	Name           string            `json:"name"`
	Provisioning   bool              `json:"provisioning"`
	AllowedDomains []string          `json:"allowed_domains"`  // empty: every domain
	AutoConfirm    duration.Duration `json:"auto_confirm"`     // accepted members are confirmed after this; 0: at once; negative: never
	EmailChangeTTL duration.Duration `json:"email_change_ttl"` // pending changes expire after this; 0: never (not documented by the vendor)
	InviteTTL      duration.Duration `json:"invite_ttl"`       // manual invitations expire after this
	SSO            bool              `json:"sso"`              // then a change is confirmed by signing in with the new address
	EmailAtOnce    bool              `json:"email_at_once"`    // a new address needs no confirmation, as in vaults whose keys do not depend on it
}

// Snapshot is the whole account as canonical JSON: sorted, without clock readings
// that a second run would change only in the form of times.
type Snapshot struct {
	Settings Settings `json:"settings"`
	Members  []Member `json:"members"` // by id
	Groups   []Group  `json:"groups"`  // by id
	Vaults   []Vault  `json:"vaults"`  // by id

	Invitations []Invitation `json:"invitations,omitempty"` // by address

	Passwords map[string]string `json:"passwords,omitempty"` // hashes by id of the member; in nothing that a bridge reads
}

// Invitation by the administrator's hand: no member exists until it is accepted (docs/vault.md).
type Invitation struct {
	Email  string    `json:"email"`
	SentAt time.Time `json:"sent_at"` // of the last mail; Settings.InviteTTL counts from here
}

// MemberChange is what a bridge asks of a member; a nil field stays as it is.
// A change is applied whole or not at all, except that a new Email only begins
// an e-mail change for a member who has accepted (Member.PendingEmail).
type MemberChange struct {
	Email      *string         `json:"email,omitempty"`
	NotifyOld  bool            `json:"notify_old,omitempty"` // mail a pending change to the old address, as bridges before 2.0 did, not to the new one
	Name       *string         `json:"name,omitempty"`
	Active     *bool           `json:"active,omitempty"` // false suspends, true reactivates
	ExternalID *string         `json:"external_id,omitempty"`
	Attributes json.RawMessage `json:"attributes,omitempty"`
	Password   *string         `json:"password,omitempty"` // in clear; the account keeps a hash
}

// NewMember is what a bridge gives to provision a member.
type NewMember struct {
	Email      string          `json:"email"`
	Name       string          `json:"name"`
	Active     bool            `json:"active"` // false: provisioned and at once suspended
	ExternalID string          `json:"external_id,omitempty"`
	Attributes json.RawMessage `json:"attributes,omitempty"`
	Password   string          `json:"password,omitempty"` // in clear; the account keeps a hash; "": none
}

// GroupChange is what a bridge or the administrator asks of a group; a nil
// field stays as it is. Members replaces the whole list; Add and Remove change
// it and are idempotent. Managed is the administrator's: whether the bridge may
// change the group.
type GroupChange struct {
	Name       *string         `json:"name,omitempty"`
	ExternalID *string         `json:"external_id,omitempty"`
	Members    *[]string       `json:"members,omitempty"` // member ids
	Add        []string        `json:"add,omitempty"`
	Remove     []string        `json:"remove,omitempty"`
	Managed    *bool           `json:"managed,omitempty"`
	Attributes json.RawMessage `json:"attributes,omitempty"`
}

// NewGroup is what a bridge or an administrator gives to make a group.
type NewGroup struct {
	Name       string          `json:"name"`
	ExternalID string          `json:"external_id,omitempty"`
	Members    []string        `json:"members,omitempty"`
	Attributes json.RawMessage `json:"attributes,omitempty"`
}

// SettingsChange is an administrator's edit; a nil field stays as it is.
type SettingsChange struct {
	Name           *string            `json:"name,omitempty"`
	AllowedDomains *[]string          `json:"allowed_domains,omitempty"`
	AutoConfirm    *duration.Duration `json:"auto_confirm,omitempty"`
	EmailChangeTTL *duration.Duration `json:"email_change_ttl,omitempty"`
	InviteTTL      *duration.Duration `json:"invite_ttl,omitempty"`
	SSO            *bool              `json:"sso,omitempty"`
	EmailAtOnce    *bool              `json:"email_at_once,omitempty"`
}
