package refbridge

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Rename is what a generation does when the directory changes a userName.
type Rename string

// The two ways (docs/vault.md, section on generations of bridge).
const (
	RenameIgnored Rename = "ignored" // the rest of the request is applied, the old address is answered
	RenamePending Rename = "pending" // an e-mail change begins, which the member confirms
)

// Delete is what a SCIM DELETE of a user does to the member.
type Delete string

// The ways to delete. The vendor's bridge suspends (recorded traffic, May 2026).
const (
	DeleteSuspends Delete = "suspends" // the member stays, inactive
	DeleteRemoves  Delete = "removes"  // the member goes, with all data
)

// Profile describes one generation of bridge. The generations differ by
// nothing else than this table.
type Profile struct {
	Version   string // as Options.Version names it
	Release   string // newest release of the generation, as /health shows it
	Build     string // major*100000 + minor*1000 + patch*10 + n (inferred from published builds)
	Rename    Rename
	NotifyOld bool // the mail about a pending address goes to the old one
	Delete    Delete
	Me        bool // /Me is the account's first member; else it is not offered
	Passwords bool // a password is set in the account; else it is passed over
	Off       int  // HTTP status of everything while provisioning is off in the account
	Summary   string
}

// DefaultVersion is the generation that Options name when they name none.
const DefaultVersion = "2.x"

// Versions lists the generations, oldest first (docs/vault.md, section on
// generations of bridge). The status of a switched-off account was seen with
// 2.x and is assumed for the others.
func Versions() []Profile {
	return []Profile{
		{
			Version: "1.4", Release: "1.4.4", Build: "104041", Rename: RenameIgnored, Delete: DeleteSuspends, Off: http.StatusInternalServerError,
			Summary: "ignores a changed userName and the e-mails, applies the rest",
		},
		{
			Version: "1.6", Release: "1.6.2", Build: "106021", Rename: RenamePending, NotifyOld: true, Delete: DeleteSuspends, Off: http.StatusInternalServerError,
			Summary: "begins an e-mail change; the mail goes to the old address",
		},
		{
			Version: "2.x", Release: "2.9.16", Build: "209163", Rename: RenamePending, Delete: DeleteSuspends, Off: http.StatusInternalServerError,
			Summary: "begins an e-mail change; the mail goes to the new address",
		},
		{
			Version: "hosted", Release: "hosted", Build: "hosted", Rename: RenamePending, Delete: DeleteSuspends, Off: http.StatusInternalServerError,
			Summary: "as 2.x; run by the vendor, who confirms new members at once (a setting of the account)",
		},
		{
			Version: "rfc", Release: "rfc", Build: "rfc", Rename: RenamePending, Delete: DeleteRemoves, Me: true, Passwords: true, Off: http.StatusInternalServerError,
			Summary: "as 2.x, but a deleted user is gone (RFC 7644 3.6), /Me is the account's owner (3.11) and passwords are set; no release does that",
		},
	}
}

func profileOf(version string) (Profile, error) {
	if version == "" {
		version = DefaultVersion
	}
	known := Versions()
	i := slices.IndexFunc(known, func(p Profile) bool { return p.Version == version })
	if i < 0 {
		names := make([]string, len(known))
		for i, p := range known {
			names[i] = p.Version
		}
		return Profile{}, fmt.Errorf("version profile %q is unknown; there are %s", version, strings.Join(names, ", "))
	}
	return known[i], nil
}
