package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// wire is what a scenario of features/protocol has said to the bridge and heard
// from it: the harness itself is the client there.
type wire struct {
	resources map[string]*resource // by the name the feature gives
	strays    []string             // paths of what was made, for the clean-up
	doubts    []doubt              // what may have been made without the bridge saying where
	headers   map[string]string    // of the next request alone
	anonymous bool                 // the next request goes without the token
	version   string               // of the protocol, in the path of the next request
	answer    *scim.Exchange       // the newest
	body      any                  // decoded; nil when it is no JSON
	walked    []string             // ids in the order the pages gave them
	together  []write              // by clients at the same moment
	asked     []string             // bulkId or path of each operation of the newest bulk request
	elsewhere *elsewhere           // nil until the scenario speaks of another account
}

// resource is a user or a group by the name a feature gives it.
type resource struct {
	endpoint string // /Users or /Groups
	id       string
	seen     map[string]any // as it was last read or answered
	tag      string         // its ETag, once the feature asked for it
	token    string         // of the other account it is in; "" is the scenario's own
}

func (r *resource) path() string { return r.endpoint + "/" + r.id }

// send makes one request and keeps the answer, whatever it is: that is for a Then to judge.
func (w *World) send(ctx context.Context, method, path string, body any) error {
	client := w.scim()
	headers := []string{}
	for name, value := range w.said.headers {
		headers = append(headers, name, value)
	}
	if w.said.anonymous {
		client.Token = ""
	}
	if w.said.version != "" {
		client.Root = versionAtEnd.ReplaceAllString(client.Root, "") + "/" + w.said.version
	}
	w.said.headers, w.said.anonymous, w.said.version, w.said.answer, w.said.body = nil, false, "", nil, nil
	exchange, err := client.Do(ctx, method, path, body, headers...)
	if err != nil {
		w.keepDoubt(method, path, body)
		return err //nolint:wrapcheck // says what was asked
	}
	w.said.answer = exchange
	w.said.body, _ = decode(exchange.Body)
	w.keepStray(method, path, body)
	if exchange.Status >= http.StatusInternalServerError {
		w.run.lab.Reconnect()
	}
	return nil
}

// placeholder is {ada}, the id of what the feature calls ada, {ada.meta.version}, a
// value of it as last seen, {ada.etag}, its tag, {ada.opaque}, the tag without the
// mark of a weak one, {address:zoe}, an address of the scenario's own, and
// {ADDRESS:zoe}, the same in capital letters, {token}, what the client shows, or
// {unknown}, an id that nobody has.
var placeholder = regexp.MustCompile(`\{(address:|ADDRESS:)?([a-z][a-z0-9-]*)(?:\.([A-Za-z0-9.:$_-]+))?\}`)

// versionAtEnd is the protocol's version in a base URL (RFC 7644 3.13).
var versionAtEnd = regexp.MustCompile(`/v\d+$`)

// unknownID looks like an id and is nobody's.
const unknownID = "7f3d9e1c0b5a4d6e8f2a1b3c4d5e6f70"

// fill puts values in the place of placeholders.
func (w *World) fill(text string) (string, error) {
	var failed error
	filled := placeholder.ReplaceAllStringFunc(text, func(found string) string {
		m := placeholder.FindStringSubmatch(found)
		switch {
		case m[1] == "address:":
			return w.addressFor(m[2])
		case m[1] != "":
			return strings.ToUpper(w.addressFor(m[2]))
		case found == "{token}":
			return w.token
		case m[2] == "unknown":
			return unknownID
		case w.said.resources[m[2]] == nil:
			return found // JSON has braces of its own
		case m[3] == "":
			return w.said.resources[m[2]].id
		case m[3] == "etag":
			return w.said.resources[m[2]].tag
		case m[3] == "opaque":
			return strings.TrimPrefix(w.said.resources[m[2]].tag, "W/")
		}
		value, ok := look(w.said.resources[m[2]].seen, m[3])
		if !ok {
			failed = fmt.Errorf("the bridge has not shown %s of %q", m[3], m[2])
		}
		if s, isText := value.(string); isText {
			return s
		}
		return encode(value)
	})
	return filled, failed
}

func (w *World) addressFor(name string) string {
	return w.names.address(name + "@" + w.run.profile.Users.Domain)
}

// named finds a resource by the name the feature gave it.
func (w *World) named(name string) (*resource, error) {
	r, ok := w.said.resources[name]
	if !ok {
		return nil, fmt.Errorf("the scenario has not introduced %q; say first that there is a user or a group of that name", name)
	}
	return r, nil
}

// introduceResource makes a resource and remembers it under a name.
func (w *World) introduceResource(ctx context.Context, name, endpoint string, body map[string]any) error {
	if err := w.send(ctx, http.MethodPost, endpoint, body); err != nil {
		return err
	}
	seen, _ := w.said.body.(map[string]any)
	id, _ := seen["id"].(string)
	if w.said.answer.Status != http.StatusCreated || id == "" {
		return mismatch("201 with an id for "+name, "%d %.300s", w.said.answer.Status, w.said.answer.Body)
	}
	w.said.resources[name] = &resource{endpoint: endpoint, id: id, seen: seen}
	return nil
}

const (
	userSchema  = "urn:ietf:params:scim:schemas:core:2.0:User"
	groupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group"
	patchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
)

// userBody is a user of the profile's taste: an address as user name, the
// attributes the profile asks for, and what the feature says on top. A null
// there takes an attribute away.
func (w *World) userBody(name, more string) (map[string]any, error) {
	address := w.addressFor(name)
	body := map[string]any{
		"schemas":  []any{userSchema},
		"userName": address,
		"name":     map[string]any{"givenName": w.fake.FirstName(), "familyName": w.fake.LastName()},
		"emails":   []any{map[string]any{"value": address, "type": "work", "primary": true}},
		"active":   true,
	}
	return body, w.overlay(w.demanded(body), more)
}

func (w *World) overlay(body map[string]any, more string) error {
	filled, err := w.fill(more)
	if err != nil || strings.TrimSpace(filled) == "" {
		return err
	}
	var extra map[string]any
	if err := json.Unmarshal([]byte(filled), &extra); err != nil {
		return fmt.Errorf("the feature's JSON: %w", err)
	}
	maps.Copy(body, extra)
	maps.DeleteFunc(body, func(_ string, value any) bool { return value == nil })
	return nil
}
