package refbridge

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/mail"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// users are the members of the account.
type users struct {
	rt      *scim.ResourceType
	profile Profile
}

func (u users) resourceType() *scim.ResourceType { return u.rt }

func (u users) create(k *call, r scim.Resource) (entry, error) {
	wanted := u.memberOf(r)
	if err := checkAddress(wanted.Email); err != nil {
		return entry{}, err
	}
	created, err := k.vault.CreateMember(k.ctx(), wanted)
	if err != nil {
		return entry{}, fmt.Errorf("create member: %w", err)
	}
	e, err := u.entry(created)
	e.fresh = true
	return e, err
}

func (u users) read(k *call, id string) (entry, error) {
	found, err := k.vault.Member(k.ctx(), id)
	if err != nil {
		return entry{}, fmt.Errorf("read member %q: %w", id, err)
	}
	return u.entry(found)
}

func (u users) page(k *call, q mockvault.Query) (part, error) {
	found, err := k.vault.Members(k.ctx(), q)
	if err != nil {
		return part{}, fmt.Errorf("list members: %w", err)
	}
	p := part{make([]entry, len(found.Items)), found.Before, found.Total}
	for i, m := range found.Items {
		if p.entries[i], err = u.entry(m); err != nil {
			return part{}, err
		}
	}
	return p, nil
}

func (u users) query(attribute, value string) (mockvault.Query, bool) {
	switch attribute {
	case "username":
		return mockvault.Query{Email: value}, true
	case "externalid":
		return mockvault.Query{ExternalID: value}, true
	default:
		return mockvault.Query{}, false
	}
}

// change asks the vault for what differs between the two resources, in one request.
func (u users) change(k *call, old entry, next scim.Resource) (entry, error) {
	if u.profile.Rename == RenameIgnored {
		next = keeping(next, old.Resource, "userName", "emails")
	}
	change, changes := changeOf(u.memberOf(old.Resource), u.memberOf(next))
	if !changes {
		return old, nil
	}
	if change.Email != nil {
		if err := checkAddress(*change.Email); err != nil {
			return entry{}, err
		}
		change.NotifyOld = u.profile.NotifyOld
	}
	now, err := k.vault.ChangeMember(k.ctx(), old.id(), old.version, change)
	if err != nil {
		return entry{}, fmt.Errorf("change member %q: %w", old.id(), err)
	}
	return u.entry(now)
}

// remove suspends: DELETE is answered 204, and the user stays listed as
// inactive (docs/vault.md, recorded in May 2026).
func (u users) remove(k *call, id string, version int) error {
	if u.profile.Delete == DeleteRemoves {
		if err := k.vault.RemoveMember(k.ctx(), id); err != nil {
			return fmt.Errorf("remove member %q: %w", id, err)
		}
		return nil
	}
	if _, err := k.vault.ChangeMember(k.ctx(), id, version, account.MemberChange{Active: new(false)}); err != nil {
		return fmt.Errorf("suspend member %q: %w", id, err)
	}
	return nil
}

func (u users) complete(root string, e entry) scim.Resource {
	r := locate(maps.Clone(e.Resource), root+u.rt.Endpoint)
	if r.Text("displayName") == "" {
		r["displayName"] = nameOf(r)
	}
	extension, _ := r[scim.EnterpriseUserURN].(map[string]any)
	if manager, _ := extension["manager"].(map[string]any); valueOf(manager) != "" && manager["$ref"] == nil {
		extension, manager = maps.Clone(extension), maps.Clone(manager)
		manager["$ref"] = root + u.rt.Endpoint + "/" + valueOf(manager)
		extension["manager"], r[scim.EnterpriseUserURN] = manager, extension
	}
	return r
}

func (u users) shortcut(*call, []scim.Operation) (entry, bool, error) { return entry{}, false, nil }

func (u users) silent() bool { return false }

func (u users) related() string { return "groups" }

// relate adds the groups a user is in.
func (u users) relate(k *call, resources []scim.Resource) error {
	var q mockvault.Query
	if len(resources) == 1 {
		q.Member = resources[0].Text("id")
	}
	held, err := k.vault.Groups(k.ctx(), q)
	if err != nil {
		return fmt.Errorf("list groups: %w", err)
	}
	groupsOf := map[string][]any{}
	for _, g := range held.Items {
		for _, member := range g.Members {
			groupsOf[member] = append(groupsOf[member], map[string]any{
				"value": g.ID, "display": g.Name, "type": "direct", "$ref": k.root + "/Groups/" + g.ID,
			})
		}
	}
	for _, r := range resources {
		if in := groupsOf[r.Text("id")]; len(in) > 0 {
			r["groups"] = in
		}
	}
	return nil
}

// entry is a member as a User. The attributes that the account understands
// are taken from the account, the others as they were sent once.
func (u users) entry(m account.Member) (entry, error) {
	r := scim.Resource{}
	if len(m.Attributes) > 0 {
		var err error
		if r, err = scim.DecodeResource(m.Attributes); err != nil {
			return entry{}, scim.Internal("the attributes kept with member %s are unreadable: %v", m.ID, err)
		}
	}
	r["id"], r["userName"], r["active"] = m.ID, addressOf(m), isActive(m.State)
	if r.Text("displayName") != "" || nameOf(r) != m.Name {
		r["displayName"] = m.Name
	}
	r["schemas"] = u.rt.SchemasOf(r)
	if m.ExternalID != "" {
		r["externalId"] = m.ExternalID
	}
	r["meta"] = metaOf(u.rt.Name, m.Version, m.CreatedAt, m.UpdatedAt)
	return entry{Resource: r, version: m.Version, number: m.Number}, nil
}

// addressOf is the address the directory gave last: while a change waits for the
// member, it is the pending one, so that the directory finds what it asked for.
func addressOf(m account.Member) string {
	if m.PendingEmail != nil {
		return m.PendingEmail.Email
	}
	return m.Email
}

func isActive(s account.State) bool {
	return s != account.Suspended && s != account.InviteSuspended
}

// ownAttributes are those that the account understands, or that are made anew
// for each answer, or must not be kept.
//
//nolint:gochecknoglobals // a constant table
var ownAttributes = []string{"schemas", "id", "meta", "userName", "active", "externalId", "groups", "password"}

func checkAddress(userName string) error {
	if parsed, err := mail.ParseAddress(userName); err != nil || parsed.Address != userName {
		return scim.InvalidValue("userName %q is no e-mail address, and members sign in with one", userName)
	}
	return nil
}

// memberOf is a User as the vault wants it.
func (u users) memberOf(r scim.Resource) account.NewMember {
	rest := maps.Clone(r)
	for _, name := range ownAttributes {
		delete(rest, name)
	}
	attributes, _ := json.Marshal(rest) //nolint:errchkjson // what came as JSON has a JSON form
	name := r.Text("displayName")
	if name == "" {
		name = nameOf(r)
	}
	active, given := r["active"].(bool)
	wanted := account.NewMember{
		Email: r.Text("userName"), Name: name, Active: active || !given, ExternalID: r.Text("externalId"), Attributes: attributes,
	}
	if u.profile.Passwords {
		wanted.Password = r.Text("password")
	}
	return wanted
}

// nameOf composes a display name (docs/vault.md, shapes recorded in May 2026).
func nameOf(r scim.Resource) string {
	if formatted := r.Text("name.formatted"); formatted != "" {
		return formatted
	}
	if full := strings.TrimSpace(r.Text("name.givenName") + " " + r.Text("name.familyName")); full != "" {
		return full
	}
	return r.Text("userName")
}

// changeOf is what turns before into after; the second result is false if nothing does.
func changeOf(before, after account.NewMember) (account.MemberChange, bool) {
	var change account.MemberChange
	changes := false
	set := func(field **string, old, now string) {
		if old != now {
			*field, changes = &now, true
		}
	}
	set(&change.Email, before.Email, after.Email)
	set(&change.Name, before.Name, after.Name)
	set(&change.ExternalID, before.ExternalID, after.ExternalID)
	if before.Active != after.Active {
		change.Active, changes = &after.Active, true
	}
	if after.Password != "" { // what was kept is never read, so that any may be a new one
		change.Password, changes = &after.Password, true
	}
	if !bytes.Equal(before.Attributes, after.Attributes) {
		change.Attributes, changes = after.Attributes, true
	}
	return change, changes
}

// keeping is next with these attributes as they were.
func keeping(next, old scim.Resource, attributes ...string) scim.Resource {
	next = maps.Clone(next)
	for _, name := range attributes {
		delete(next, name)
		if value, ok := old[name]; ok {
			next[name] = value
		}
	}
	return next
}
