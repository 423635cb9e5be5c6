package steps

import (
	"encoding/base32"
	"encoding/binary"
	"strings"
)

// namer keeps the names of scenarios apart where all share one account: the
// address ada@contoso.example of a feature becomes ada.k3f9a@contoso.example.
type namer struct{ suffix string }

func newNamer(shared bool, seed int64) namer {
	if !shared {
		return namer{}
	}
	var raw [8]byte
	binary.BigEndian.PutUint64(raw[:], uint64(seed)) //nolint:gosec // the bits matter, not the number
	return namer{strings.ToLower(base32.StdEncoding.EncodeToString(raw[3:])[:6])}
}

func (n namer) address(text string) string {
	local, domain, found := strings.Cut(text, "@")
	if n.suffix == "" || !found {
		return text
	}
	return local + "." + n.suffix + "@" + domain
}

func (n namer) group(text string) string {
	if n.suffix == "" {
		return text
	}
	return text + " " + n.suffix
}
