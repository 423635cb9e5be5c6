// Package profiles holds the profiles that come with scimproof: one file for
// each bridge, NAME.yaml, with what belongs to it beside it; third-party holds what
// bridges from elsewhere are started with.
package profiles

import "embed"

// Files are the profiles and the files they name. The fields of a profile are
// described at bridge.Profile.
//
//go:embed *.yaml third-party
var Files embed.FS
