// Package directory is the directory's own data: people, groups, direct
// memberships, managers, app assignments, the recycle bin and a change log. It
// knows no SCIM, no HTTP and reads no clock of its own.
package directory

import "time"

// Person in the directory. Attribute names are Entra's (facts/entra.md 5.3):
// userPrincipalName, displayName, givenName, surname, mail, mailNickname, jobTitle,
// department, employeeId, preferredLanguage, telephoneNumber, mobile,
// facsimileTelephoneNumber, physicalDeliveryOfficeName, streetAddress, city, state,
// postalCode, country, ... An attribute that is absent or "" is null at the source.
type Person struct {
	ID         string            `json:"id"` // GUID, lower case
	Enabled    bool              `json:"enabled"`
	Attributes map[string]string `json:"attributes"`
	Manager    string            `json:"manager,omitempty"`    // person id
	DeletedAt  *time.Time        `json:"deleted_at,omitempty"` // in the recycle bin since
}

// UPN is the person's user principal name.
func (p Person) UPN() string { return p.Attributes["userPrincipalName"] }

// Group in the directory.
type Group struct {
	ID          string     `json:"id"`
	DisplayName string     `json:"display_name"`
	Members     []string   `json:"members"` // ids of direct members: people and groups; sorted; never null
	DeletedAt   *time.Time `json:"deleted_at,omitempty"`

	Attributes map[string]string `json:"attributes,omitempty"` // whatever else it has: description, mailNickname, ...
}

// Change is one line of the change log; the incremental cycle reads those after its watermark.
type Change struct {
	Seq    int    `json:"seq"`
	Kind   Kind   `json:"kind"`
	Object string `json:"object"`           // id of the person or group
	Member string `json:"member,omitempty"` // for membership changes
	App    string `json:"app,omitempty"`    // for assignments: the service principal's id; "" is the default app
}

// Kind of change.
type Kind string

// The kinds of change.
const (
	Created       Kind = "created"
	Changed       Kind = "changed" // attributes, enabled, manager
	Deleted       Kind = "deleted" // to the recycle bin
	Restored      Kind = "restored"
	Purged        Kind = "purged"
	Assigned      Kind = "assigned"
	Unassigned    Kind = "unassigned"
	MemberAdded   Kind = "member-added"
	MemberRemoved Kind = "member-removed"
)

// PersonChange is an edit; a nil field stays as it is. An attribute set to ""
// becomes null at the source.
type PersonChange struct {
	Enabled    *bool             `json:"enabled,omitempty"`
	Attributes map[string]string `json:"attributes,omitempty"` // merged into the person's
	Manager    *string           `json:"manager,omitempty"`    // person id; "" takes the manager away
}

// GroupChange is an edit; a nil field stays as it is.
type GroupChange struct {
	DisplayName *string           `json:"display_name,omitempty"`
	Attributes  map[string]string `json:"attributes,omitempty"` // merged into the group's; "" takes one away
}

// RecycleBin holds what was deleted and not yet purged; never null.
type RecycleBin struct {
	People []Person `json:"people"`
	Groups []Group  `json:"groups"`
}

// BinLife is how long the recycle bin keeps an object before it purges it
// (facts: Entra keeps 30 days).
const BinLife = 30 * 24 * time.Hour
