package refbridge

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/scim"
)

// cursorTimeout is how long a cursor is good; ServiceProviderConfig says so.
const cursorTimeout = time.Hour

// cursor is where a walk through a list goes on (RFC 9865). The bridge keeps
// nothing: all that it has to know is in the cursor, sealed with the caller's
// token, so that a cursor is of no use to anybody else (RFC 9865 5.2) and good
// at every replica of the bridge.
type cursor struct {
	offset int64 // of the page's first resource
	count  int64 // the page size that was asked for
	issued int64 // seconds since 1970
}

const (
	cursorBytes = 24 // three numbers
	sealBytes   = 16 // of the seal; 128 bits cannot be guessed
)

// write gives a cursor the form that the directory sees. about says which query it belongs to.
func (c cursor) write(token, about string) string {
	raw := make([]byte, 0, cursorBytes+sealBytes)
	for _, number := range []int64{c.offset, c.count, c.issued} {
		raw = binary.BigEndian.AppendUint64(raw, uint64(number)) //nolint:gosec // the bits matter
	}
	return base64.RawURLEncoding.EncodeToString(append(raw, seal(raw, token, about)...))
}

func seal(raw []byte, token, about string) []byte {
	mac := hmac.New(sha256.New, []byte(token))
	fmt.Fprintf(mac, "cursor %q %x", about, raw)
	return mac.Sum(nil)[:sealBytes]
}

// readCursor fails in one way only, whatever is wrong: nobody learns whether a
// cursor was forged, cut, or made for somebody else or for another query.
func readCursor(text, token, about string) (cursor, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != cursorBytes+sealBytes || !hmac.Equal(raw[cursorBytes:], seal(raw[:cursorBytes], token, about)) {
		return cursor{}, scim.InvalidCursor("the cursor is none that was given for this query")
	}
	number := func(i int) int64 { return int64(binary.BigEndian.Uint64(raw[8*i:])) } //nolint:gosec // it was sealed
	return cursor{offset: number(0), count: number(1), issued: number(2)}, nil
}

// about names a query, so that a cursor cannot be taken from one to another. The
// letter case of names is free, so that of the whole filter counts for nothing.
func (q query) about(kinds []kind) string {
	endpoints := make([]string, len(kinds))
	for i, kd := range kinds {
		endpoints[i] = kd.resourceType().Endpoint
	}
	return strings.ToLower(fmt.Sprintf("%q %q %q %q", endpoints, q.filter.String(), q.sortBy, q.sortOrder))
}

// turnTo is the page that the query's cursor points to; an empty one is the first.
func (k *call) turnTo(q query, kinds []kind) (scim.Page, error) {
	if q.cursor == "" {
		return scim.Page{StartIndex: 1, Count: q.page.Count}, nil
	}
	c, err := readCursor(q.cursor, api.Bearer(k.Request), q.about(kinds))
	switch {
	case err != nil:
		return scim.Page{}, err
	case c.count != int64(q.page.Count):
		return scim.Page{}, scim.InvalidCount("the pages of this walk hold %d, and count cannot change on the way", c.count)
	case k.now().Unix()-c.issued > int64(cursorTimeout.Seconds()):
		return scim.Page{}, scim.ExpiredCursor("the cursor is older than %s", cursorTimeout)
	}
	return scim.Page{StartIndex: int(c.offset) + 1, Count: q.page.Count}, nil
}

// withCursors puts the cursors of the pages before and after into a list, and
// takes the index out, which has no place there.
func (k *call) withCursors(list scim.ListResponse, q query, kinds []kind) scim.ListResponse {
	at := func(offset int) string {
		c := cursor{offset: int64(offset), count: int64(q.page.Count), issued: k.now().Unix()}
		return c.write(api.Bearer(k.Request), q.about(kinds))
	}
	list.StartIndex = 0
	here := q.page.StartIndex - 1
	if next := here + len(list.Resources); next < list.TotalResults && q.page.Count > 0 {
		list.NextCursor = at(next)
	}
	if here > 0 && q.page.Count > 0 {
		list.PreviousCursor = at(max(here-q.page.Count, 0))
	}
	return list
}
