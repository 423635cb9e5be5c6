package refbridge

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// etag is the version of a resource (RFC 7644 3.14). It counts the changes of the
// member or group itself, not those of what hangs on it (a user's groups, the
// names of a group's members), so it is a weak one.
func etag(version int) string { return `W/"` + strconv.Itoa(version) + `"` }

// unchanged is the answer of a GET to somebody who holds this version already.
func (k *call) unchanged(version int) bool {
	return lists(k.Request.Header.Values("If-None-Match"), version)
}

// precondition refuses a change that was meant for another version. Weak tags
// are compared like strong ones, as RFC 7644 3.14 has it and RFC 9110 13.1.1 has not.
func (k *call) precondition(version int) error {
	if wanted := k.Request.Header.Values("If-Match"); len(wanted) > 0 && !lists(wanted, version) {
		return scim.PreconditionFailed("the resource is at version %s, not at %s", etag(version), strings.Join(wanted, ", "))
	}
	if unwanted := k.Request.Header.Values("If-None-Match"); lists(unwanted, version) {
		return scim.PreconditionFailed("the resource is at version %s, which If-None-Match rules out", etag(version))
	}
	return nil
}

// conditional reports whether the client cares which version it changes.
func (k *call) conditional() bool {
	header := k.Request.Header
	return len(header.Values("If-Match"))+len(header.Values("If-None-Match")) > 0
}

// lists reports whether a header of entity tags names the version.
func lists(header []string, version int) bool {
	tags := strings.Split(strings.Join(header, ","), ",")
	return slices.ContainsFunc(tags, func(tag string) bool {
		tag = strings.TrimSpace(tag)
		return tag == "*" || strings.TrimPrefix(tag, "W/") == `"`+strconv.Itoa(version)+`"`
	})
}

// tag sets the headers that go with a whole resource.
func (k *call) tag(version int) { k.Header("ETag", etag(version)) }

// notModified answers a GET without a body (RFC 9110 15.4.5).
func (k *call) notModified() error {
	k.Status(http.StatusNotModified)
	return nil
}
