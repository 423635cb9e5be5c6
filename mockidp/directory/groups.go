package directory

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
)

// AddGroup makes a group, with the members given by id or userPrincipalName. An
// empty id is filled in. Display names need not be unique.
func (d *Directory) AddGroup(g Group) (Group, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if g.DeletedAt != nil {
		return Group{}, refusal.New(refusal.Invalid, "born-deleted", "a new group cannot be in the recycle bin").
			WithHint("add the group without deleted_at, then delete")
	}
	if err := checkDisplayName("a group", g.DisplayName); err != nil {
		return Group{}, err
	}
	attributes, err := merged(nil, g.Attributes)
	if err != nil {
		return Group{}, err
	}
	id, err := d.idFor(g.ID)
	if err != nil {
		return Group{}, err
	}
	members := map[string]struct{}{}
	for _, name := range g.Members {
		member, err := d.living(name)
		if err != nil {
			return Group{}, err
		}
		if _, twice := members[member]; twice {
			return Group{}, alreadyMember(name, id)
		}
		members[member] = struct{}{}
	}
	d.groups[id] = &Group{ID: id, DisplayName: g.DisplayName, Attributes: attributes}
	d.record(Created, id, "")
	for _, member := range sorted(members) {
		d.link(id, member)
	}
	return d.copyGroup(d.groups[id]), nil
}

// ChangeGroup edits a living group.
func (d *Directory) ChangeGroup(id string, change GroupChange) (Group, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	g, err := d.livingGroup(id)
	if err != nil {
		return Group{}, err
	}
	name := g.DisplayName
	if change.DisplayName != nil {
		name = *change.DisplayName
	}
	attributes, err := merged(g.Attributes, change.Attributes)
	if err = cmp.Or(err, checkDisplayName("a group", name)); err != nil {
		return Group{}, err
	}
	if name != g.DisplayName || !maps.Equal(attributes, g.Attributes) {
		g.DisplayName, g.Attributes = name, attributes
		d.record(Changed, g.ID, "")
	}
	return d.copyGroup(g), nil
}

// Group is one living group.
func (d *Directory) Group(id string) (Group, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	g, err := d.livingGroup(id)
	if err != nil {
		return Group{}, err
	}
	return d.copyGroup(g), nil
}

// AnyGroup is the group with this id, living or in the recycle bin.
func (d *Directory) AnyGroup(id string) (Group, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	g, ok := d.groups[fold(id)]
	if !ok {
		return Group{}, false
	}
	return d.copyGroup(g), true
}

// Groups lists the living groups by id; never nil. Their members include those
// in the recycle bin.
func (d *Directory) Groups() []Group {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.listGroups(false)
}

// GroupIDs lists the ids of the living groups, sorted; never nil.
func (d *Directory) GroupIDs() []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	out := make([]string, 0, len(d.groups))
	for id, g := range d.groups {
		if g.DeletedAt == nil {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

func (d *Directory) listGroups(deleted bool) []Group {
	out := []Group{}
	for _, g := range d.groups {
		if (g.DeletedAt != nil) == deleted {
			out = append(out, d.copyGroup(g))
		}
	}
	slices.SortFunc(out, func(a, b Group) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// GroupsOf lists the ids of the groups, living or in the recycle bin, that the
// object with this id is a direct member of, sorted; never nil.
func (d *Directory) GroupsOf(id string) []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.memberOf.of(fold(id))
}

// AddMember makes a living person or group a direct member of a living group. A
// member that is there already is refused, as Graph does.
func (d *Directory) AddMember(group, member string) error {
	return d.AddMembers(group, []string{member})
}

// AddMembers adds all of them or none.
func (d *Directory) AddMembers(group string, members []string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	ids := map[string]struct{}{}
	for _, member := range members {
		g, id, err := d.groupAndMember(group, member)
		_, twice := ids[id]
		switch {
		case err != nil:
			return err
		case twice || d.members.has(g.ID, id):
			return alreadyMember(member, g.ID)
		case d.within(g.ID, id):
			return refusal.New(refusal.Conflict, "group-cycle", "group %s as a member of group %s would close a circle of groups", id, g.ID)
		}
		ids[id] = struct{}{}
	}
	for _, id := range sorted(ids) {
		d.link(fold(group), id)
	}
	return nil
}

// RemoveMember ends a direct membership; one that is not there is refused.
func (d *Directory) RemoveMember(group, member string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	g, id, err := d.groupAndMember(group, member)
	if err != nil {
		return err
	}
	if !d.members.has(g.ID, id) {
		return refusal.New(refusal.NotFound, "no-such-member", "%q is no direct member of group %s", member, g.ID)
	}
	d.unlink(g.ID, id)
	return nil
}

func (d *Directory) groupAndMember(group, member string) (*Group, string, error) {
	g, err := d.livingGroup(group)
	if err != nil {
		return nil, "", err
	}
	id, err := d.living(member)
	return g, id, err
}

// within reports whether the group is the outer one or lies in it at any depth.
func (d *Directory) within(group, outer string) bool {
	seen := map[string]bool{}
	for todo := []string{group}; len(todo) > 0; {
		next := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if next == outer {
			return true
		}
		if !seen[next] {
			seen[next] = true
			todo = slices.AppendSeq(todo, maps.Keys(d.memberOf[next]))
		}
	}
	return false
}

func (d *Directory) link(group, member string) {
	d.members.add(group, member)
	d.memberOf.add(member, group)
	d.record(MemberAdded, group, member)
}

func (d *Directory) unlink(group, member string) {
	d.members.remove(group, member)
	d.memberOf.remove(member, group)
	d.record(MemberRemoved, group, member)
}

func (d *Directory) copyGroup(g *Group) Group {
	out := *g
	out.Members, out.Attributes = d.members.of(g.ID), nil
	if len(g.Attributes) > 0 {
		out.Attributes = maps.Clone(g.Attributes)
	}
	if g.DeletedAt != nil {
		out.DeletedAt = new(*g.DeletedAt)
	}
	return out
}

func checkDisplayName(what, name string) error {
	if strings.TrimSpace(name) == "" {
		return refusal.New(refusal.Invalid, "name-empty", "%s needs a display name", what)
	}
	return nil
}

func alreadyMember(member, group string) *refusal.Error {
	return refusal.New(refusal.Invalid, "member-exists", "%q is already a direct member of group %s", member, group)
}
