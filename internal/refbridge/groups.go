package refbridge

import (
	"fmt"
	"maps"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// groups are the groups of the account, the built-in ones left out.
type groups struct{ rt *scim.ResourceType }

func (g groups) resourceType() *scim.ResourceType { return g.rt }

// create makes a group, or takes over one that nobody manages: groups are
// matched by name (docs/vault.md, operations).
func (g groups) create(k *call, r scim.Resource) (entry, error) {
	wanted := account.NewGroup{Name: r.Text("displayName"), ExternalID: r.Text("externalId"), Members: membersOf(r)}
	created, err := k.vault.CreateGroup(k.ctx(), wanted)
	if refusal.Is(err, "name-taken") {
		return g.adopt(k, wanted, err)
	}
	if err != nil {
		return entry{}, fmt.Errorf("create group: %w", err)
	}
	return g.entry(created), nil
}

func (g groups) adopt(k *call, wanted account.NewGroup, taken error) (entry, error) {
	named, err := k.vault.Groups(k.ctx(), mockvault.Query{Name: wanted.Name})
	if err != nil {
		return entry{}, fmt.Errorf("look for the group to take over: %w", err)
	}
	if len(named.Items) != 1 || named.Items[0].Managed {
		return entry{}, fmt.Errorf("create group: %w", taken)
	}
	found := named.Items[0]
	return g.apply(k, found.ID, found.Version, account.GroupChange{ExternalID: &wanted.ExternalID, Add: wanted.Members})
}

func (g groups) read(k *call, id string) (entry, error) {
	found, err := k.vault.Group(k.ctx(), id)
	if err != nil {
		return entry{}, fmt.Errorf("read group %q: %w", id, err)
	}
	return g.entry(found), nil
}

func (g groups) page(k *call, q mockvault.Query) (part, error) {
	found, err := k.vault.Groups(k.ctx(), q)
	if err != nil {
		return part{}, fmt.Errorf("list groups: %w", err)
	}
	p := part{make([]entry, len(found.Items)), found.Before, found.Total}
	for i, group := range found.Items {
		p.entries[i] = g.entry(group)
	}
	return p, nil
}

func (g groups) query(attribute, value string) (mockvault.Query, bool) {
	switch attribute {
	case "displayname":
		return mockvault.Query{Name: value}, true
	case "externalid":
		return mockvault.Query{ExternalID: value}, true
	case "members", "members.value":
		return mockvault.Query{Member: value}, true
	default:
		return mockvault.Query{}, false
	}
}

// change sends only the members that come and go, however many there are.
func (g groups) change(k *call, old entry, next scim.Resource) (entry, error) {
	var change account.GroupChange
	if name := next.Text("displayName"); name != old.Text("displayName") {
		change.Name = &name
	}
	if externalID := next.Text("externalId"); externalID != old.Text("externalId") {
		change.ExternalID = &externalID
	}
	before, after := membersOf(old.Resource), membersOf(next)
	change.Add, change.Remove = missing(after, before), missing(before, after)
	if change.Name == nil && change.ExternalID == nil && len(change.Add)+len(change.Remove) == 0 {
		return old, nil
	}
	return g.apply(k, old.id(), old.version, change)
}

func (g groups) apply(k *call, id string, version int, change account.GroupChange) (entry, error) {
	now, err := k.vault.ChangeGroup(k.ctx(), id, version, change)
	if err != nil {
		return entry{}, fmt.Errorf("change group %q: %w", id, err)
	}
	return g.entry(now), nil
}

// shortcut spares reading a group, however many its members, to add and remove some.
func (g groups) shortcut(k *call, ops []scim.Operation) (entry, bool, error) {
	change, ok := membersOnly(ops, k.tolerances.options())
	if !ok {
		return entry{}, false, nil
	}
	now, err := g.apply(k, k.Param("id"), 0, change)
	return now, true, err
}

// silent spares directories the members (docs/entra.md, groups on the wire).
func (g groups) silent() bool { return true }

func (g groups) remove(k *call, id string, _ int) error {
	if err := k.vault.RemoveGroup(k.ctx(), id); err != nil {
		return fmt.Errorf("remove group %q: %w", id, err)
	}
	return nil
}

func (g groups) complete(root string, e entry) scim.Resource {
	r := locate(maps.Clone(e.Resource), root+g.rt.Endpoint)
	members, _ := r["members"].([]any)
	if len(members) == 0 {
		return r
	}
	shown := make([]any, 0, len(members))
	for _, id := range membersOf(r) {
		shown = append(shown, map[string]any{"value": id, "type": "User", "$ref": root + "/Users/" + id})
	}
	r["members"] = shown
	return r
}

func (g groups) related() string { return "members.display" }

func (g groups) entry(group account.Group) entry {
	r := scim.Resource{
		"schemas": g.rt.SchemasOf(nil), "id": group.ID, "displayName": group.Name,
		"meta": metaOf(g.rt.Name, group.Version, group.CreatedAt, group.UpdatedAt),
	}
	if group.ExternalID != "" {
		r["externalId"] = group.ExternalID
	}
	if len(group.Members) > 0 {
		members := make([]any, len(group.Members))
		for i, id := range group.Members {
			members[i] = map[string]any{"value": id}
		}
		r["members"] = members
	}
	return entry{Resource: r, version: group.Version, number: group.Number}
}
