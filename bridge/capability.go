package bridge

import (
	"fmt"
	"slices"
)

// Capability is one word for what a bridge, with the account behind it, can do.
// Scenarios name what they need (@needs:groups); what is absent makes them
// unsupported before they run.
type Capability struct {
	Name  string
	About string // one sentence

	// Promised is where ServiceProviderConfig says it (RFC 7643 section 5), like
	// "bulk.supported"; "" for what it does not speak of. What a bridge says of
	// itself goes before what its profile says.
	Promised string

	// Most makes a promise of a number that is no larger than this one; 0: what is
	// promised is true.
	Most int

	// follows says that the capability follows from the rest of a profile. It is
	// nil for those that only the profile's author can know.
	follows func(Profile) bool
}

// capabilities is the closed list, by name.
//
//nolint:gochecknoglobals // a constant table
var capabilities = []Capability{
	{"admin-hand", "The account's administrator can act: edit, remove and invite members by hand.", "", 0, readByMock},
	{"audit", "The account keeps an audit trail that can be read.", "", 0, readByMock},
	{"bulk", "The bridge takes bulk requests.", "bulk.supported", 0, nil},
	{"change-password", "A password can be changed.", "changePassword.supported", 0, nil},
	{"client-credentials", "The bridge has a token endpoint at which the directory is a client (OAuth 2.0).", "", 0, func(p Profile) bool {
		return p.Reference || p.OAuth != nil
	}},
	{"cursor-paging", "Lists can be walked by cursors (RFC 9865).", "pagination.cursor", 0, nil},
	{"delete-removes", "A deleted user is gone, and not merely suspended.", "", 0, func(p Profile) bool {
		return p.Delete == DeleteRemoves
	}},
	{"delete-suspends", "A person who is purged from the directory leaves a suspended member behind.", "", 0, func(p Profile) bool {
		return p.Delete == DeleteSuspends
	}},
	{"discovery", "The bridge describes itself: ServiceProviderConfig, ResourceTypes and Schemas.", "", 0, nil},
	{"email-confirmation", "A changed address waits until the member confirms it, and the member can be played.", "", 0, func(p Profile) bool {
		return p.Rename == RenamePending && readByMock(p)
	}},
	{"enterprise", "The bridge takes the enterprise extension of a user.", "", 0, nil},
	{"etag", "The bridge knows versions of resources.", "etag.supported", 0, nil},
	{"federation", "The bridge can be told to trust what the directory signs.", "", 0, func(p Profile) bool { return p.Reference }},
	{"filter", "Lists can be filtered.", "filter.supported", 0, nil},
	{"groups", "The bridge carries groups and their members.", "", 0, nil},
	{"invitations", "A new member is invited, and the member can be played.", "", 0, readByMock},
	{"items", "The account holds vaults and items, and what a member owns can be looked at.", "", 0, readByMock},
	{"managers", "The bridge takes the manager of the enterprise extension.", "", 0, nil},
	{"many-accounts", "Each scenario gets an account of its own, so that accounts can be told apart.", "", 0, func(p Profile) bool {
		return p.Accounts == 0
	}},
	{"me", "The bridge knows who calls and answers under /Me.", "", 0, nil},
	{"outbox", "The mails of the account can be read.", "", 0, readByMock},
	{"passwords", "The account tells whether a password is a member's.", "", 0, readByMock},
	{"patch", "The bridge understands SCIM PATCH.", "patch.supported", 0, nil},
	{"provisioning-switch", "Provisioning can be turned off and on in the account.", "", 0, readByMock},
	{"rename-at-once", "A changed address takes effect without anybody's confirmation.", "", 0, func(p Profile) bool {
		return p.Rename == RenameAtOnce
	}},
	{"search", "Lists can be asked for by POST to .search.", "", 0, nil},
	{"several-versions", "Another version of the bridge can be started in front of the same account.", "", 0, func(p Profile) bool {
		return len(p.Versions) > 1 && readByMock(p) && (p.Reference || p.Image != nil)
	}},
	{"small-pages", "One answer holds 100 resources at most, so that the suite can make more.", "filter.maxResults", 100, unknown},
	{"soft-delete", "active=false suspends a member, who comes back with active=true.", "", 0, nil},
	{"sort", "Lists can be sorted.", "sort.supported", 0, nil},
}

// unknown is what a bridge that says nothing is taken for.
func unknown(Profile) bool { return false }

// Keeps tells whether what ServiceProviderConfig holds at Promised is the promise.
func (c Capability) Keeps(value any) bool {
	number, isNumber := value.(float64)
	return value == true || isNumber && number >= 1 && number <= float64(c.Most)
}

func readByMock(p Profile) bool { return p.Reader == ReaderMockVault }

// Capabilities lists all capabilities by name.
func Capabilities() []Capability { return slices.Clone(capabilities) }

// LookupCapability finds a capability by its name; an unknown one is an error.
func LookupCapability(name string) (Capability, error) {
	i := slices.IndexFunc(capabilities, func(c Capability) bool { return c.Name == name })
	if i < 0 {
		return Capability{}, fmt.Errorf("unknown capability %q; the words are %s", name, words(capabilityNames()))
	}
	return capabilities[i], nil
}

// Has says whether the bridge has a capability. An unknown word is nothing any bridge has.
func (p Profile) Has(name string) bool {
	c, err := LookupCapability(name)
	switch {
	case err != nil:
		return false
	case c.follows != nil:
		return c.follows(p)
	default:
		return slices.Contains(p.Capabilities, name)
	}
}

func capabilityNames() []string {
	names := make([]string, len(capabilities))
	for i, c := range capabilities {
		names[i] = c.Name
	}
	return names
}
