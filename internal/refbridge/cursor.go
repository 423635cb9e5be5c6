package refbridge

import (
	"cmp"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/scim"
)

// cursorTimeout is how long a cursor is good; ServiceProviderConfig says so.
const cursorTimeout = time.Hour

// place is where something stands in a list that is not sorted: the kinds one
// after the other, each in order of creation. Nothing else ever gets the same one.
type place struct {
	Kind   int `json:"kind,omitempty"`
	Number int `json:"number"`
}

func (p place) compare(other place) int {
	return cmp.Or(cmp.Compare(p.Kind, other.Kind), cmp.Compare(p.Number, other.Number))
}

// cursor is where a walk through a list goes on (RFC 9865): behind a resource, or
// before it. What comes, goes or moves elsewhere in the list makes no difference,
// and that resource itself may be gone. The bridge keeps nothing: all that it has
// to know is in the cursor, encrypted under the caller's token, so that a cursor is
// of no use to anybody else (RFC 9865 5.2) and good at every replica of the bridge.
type cursor struct {
	place
	Value  scim.Resource `json:"value,omitempty"` // the resource's value of what is sorted by
	Back   bool          `json:"back,omitempty"`  // the page ends before the resource
	Count  int           `json:"count"`           // the page size that was asked for
	Issued int64         `json:"issued"`          // seconds since 1970
}

// write gives a cursor the form that the directory sees. about says which query it belongs to.
func (c cursor) write(token, about string) string {
	plain, _ := json.Marshal(c) //nolint:errchkjson // what came as JSON has a JSON form
	box := boxOf(token)
	nonce := digest(token, "nonce of a cursor", about, string(plain))[:box.NonceSize()] // no two texts share one
	return base64.RawURLEncoding.EncodeToString(box.Seal(nonce, nonce, plain, []byte(about)))
}

// readCursor fails in one way only, whatever is wrong: nobody learns whether a
// cursor was forged, cut, or made for somebody else or for another query.
func readCursor(text, token, about string) (cursor, error) {
	var c cursor
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if box := boxOf(token); err == nil && len(raw) > box.NonceSize() {
		plain, failed := box.Open(nil, raw[:box.NonceSize()], raw[box.NonceSize():], []byte(about))
		if failed == nil && json.Unmarshal(plain, &c) == nil {
			return c, nil
		}
	}
	return cursor{}, scim.InvalidCursor("the cursor is none that was given for this query")
}

func boxOf(token string) cipher.AEAD {
	block, _ := aes.NewCipher(digest(token, "key of cursors")) // fails for keys of another length alone
	box, _ := cipher.NewGCM(block)
	return box
}

func digest(token string, words ...string) []byte {
	mac := hmac.New(sha256.New, []byte(token))
	fmt.Fprintf(mac, "%q", words)
	return mac.Sum(nil)
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

// turnTo reads the query's cursor; nil is the beginning of the list.
func (k *call) turnTo(q query, kinds []kind) (*cursor, error) {
	if q.cursor == "" {
		return nil, nil //nolint:nilnil // no cursor is no error
	}
	c, err := readCursor(q.cursor, api.Bearer(k.Request), q.about(kinds))
	switch {
	case err != nil:
		return nil, err
	case c.Count != q.page.Count:
		return nil, scim.InvalidCount("the pages of this walk hold %d, and count cannot change on the way", c.Count)
	case k.now().Unix()-c.Issued > int64(cursorTimeout.Seconds()):
		return nil, scim.ExpiredCursor("the cursor is older than %s", cursorTimeout)
	}
	return &c, nil
}

// mark is the attribute by which the place of a cursor is found again after
// sorting; no attribute of a resource has an empty name.
const mark = ""

// marked is the unsorted list with a stand-in for the resource of the cursor, on
// that side of it where the page begins or ends.
func (c cursor) marked(all found) []scim.Resource {
	standIn := scim.Resource{mark: true}
	maps.Copy(standIn, c.Value)
	at := sort.Search(len(all.resources), func(i int) bool {
		order := all.places[all.resources[i].Text("id")].compare(c.place)
		return order > 0 || order == 0 && c.Back
	})
	return slices.Insert(all.resources, at, standIn)
}

// cut takes the stand-in out of the sorted list again, and tells the page beside it.
func (c cursor) cut(list []scim.Resource) ([]scim.Resource, scim.Page) {
	at := slices.IndexFunc(list, func(r scim.Resource) bool { return r[mark] != nil })
	list = slices.Delete(list, at, at+1)
	if c.Back {
		return list, scim.Page{StartIndex: max(at-c.Count, 0) + 1, Count: min(c.Count, at)}
	}
	return list, scim.Page{StartIndex: at + 1, Count: c.Count}
}

// withCursors puts the cursors of the pages before and after into a list, and
// takes the index out, which has no place there.
func (k *call) withCursors(list *scim.ListResponse, q query, page found, kinds []kind) {
	list.StartIndex = 0
	if len(page.resources) == 0 {
		return
	}
	beside := func(r scim.Resource, back bool) string {
		c := cursor{page.places[r.Text("id")], q.sortedBy(r, kinds[0]), back, q.page.Count, k.now().Unix()}
		return c.write(api.Bearer(k.Request), q.about(kinds))
	}
	if page.before > 0 {
		list.PreviousCursor = beside(page.resources[0], true)
	}
	if last := len(page.resources) - 1; page.before+last+1 < page.total {
		list.NextCursor = beside(page.resources[last], false)
	}
}

// sortedBy is what decides where a resource stands in a sorted list.
func (q query) sortedBy(r scim.Resource, first kind) scim.Resource {
	path, err := scim.ParsePath(strings.TrimSpace(q.sortBy))
	if q.sortBy == "" || err != nil {
		return nil
	}
	path.Sub = "" // of a list the primary element counts
	return scim.Project(first.resourceType(), r, []string{path.String()}, nil)
}
