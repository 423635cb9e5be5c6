// Package profiles holds the profiles that come with scimproof: one file for
// each bridge, NAME.yaml, with what belongs to it beside it.
package profiles

import "embed"

// Files are the profiles and the files they name. The fields of a profile are
// described at bridge.Profile.
//
//go:embed *.yaml
var Files embed.FS
