package account

import (
	"bytes"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
)

// Group reads one group by id; a bridge sees no built-in ones.
func (a *Account) Group(actor Actor, id string) (Group, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	g, err := a.group(actor, id)
	if err != nil {
		return Group{}, err
	}
	return a.groupCopy(g), nil
}

// AddGroup makes a group, which is managed if the bridge makes it. Members are
// named by id, by the administrator also by address.
func (a *Account) AddGroup(actor Actor, in NewGroup) (Group, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.admit(actor); err != nil {
		return Group{}, err
	}
	if err := a.freeName(nil, in.Name); err != nil {
		return Group{}, err
	}
	if err := checkText("external id", in.ExternalID, externalIDLimit); err != nil {
		return Group{}, err
	}
	var err error
	if in.Attributes, err = canonical(in.Attributes); err != nil {
		return Group{}, err
	}
	if in.Members, err = a.ids(actor, in.Members); err != nil {
		return Group{}, err
	}
	members := in.Members
	in.Members = nil
	g := a.newGroup(in, UserDefined)
	g.Managed = actor == Bridge
	a.record(actor, "group-create", g.ID, "", g.Name)
	a.setMembers(actor, g, members)
	return a.groupCopy(g), nil
}

// newGroup makes a group of what has been checked.
func (a *Account) newGroup(in NewGroup, kind GroupType) *group {
	now := a.clock.Now()
	return a.insertGroup(Group{
		ID: strings.ToLower(a.freshID()), Name: in.Name, Type: kind, ExternalID: in.ExternalID,
		Members: in.Members, Attributes: in.Attributes, Version: 1, CreatedAt: now, UpdatedAt: now,
	})
}

// ChangeGroup edits a group that still has this version (0: any). A bridge's
// change makes the group managed. Of the built-in groups only the administrator
// changes the members, of Team Members nobody. Taking out somebody who is not
// there, or not even a member of the account, is no error: they are out.
func (a *Account) ChangeGroup(actor Actor, id string, version int, change GroupChange) (Group, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	g, err := a.group(actor, id)
	if err != nil {
		return Group{}, err
	}
	if err := checkVersion("group "+g.ID, version, g.Version); err != nil {
		return Group{}, err
	}
	members, err := a.checkGroupChange(actor, g, &change)
	if err != nil {
		return Group{}, err
	}
	mark := a.audit.len()
	if actor == Bridge { // a group found by name is adopted by its first change
		change.Managed = new(true)
	}
	a.editGroup(actor, g, change, members)
	a.commitGroup(g, mark)
	return a.groupCopy(g), nil
}

// checkGroupChange makes sure that every part of the change is possible. It
// makes the attributes canonical and returns the members as they will be.
func (a *Account) checkGroupChange(actor Actor, g *group, change *GroupChange) (members []string, err error) {
	if actor == Bridge && change.Managed != nil {
		return nil, refusal.New(refusal.Forbidden, "not-editable", "change group %s (%s): who manages it is the administrator's to say", g.ID, g.Name)
	}
	editsMembers := change.Members != nil || change.Add != nil || change.Remove != nil
	editsGroup := change.Name != nil || change.ExternalID != nil || change.Attributes != nil || change.Managed != nil
	if g.Type != UserDefined && editsGroup || g.Type == TeamMembers && editsMembers {
		return nil, refusal.New(refusal.Forbidden, "built-in-group", "change group %s (%s): it is built in", g.ID, g.Name)
	}
	if change.Name != nil {
		if err := a.freeName(g, *change.Name); err != nil {
			return nil, err
		}
	}
	if change.ExternalID != nil {
		if err := checkText("external id", *change.ExternalID, externalIDLimit); err != nil {
			return nil, err
		}
	}
	if change.Attributes, err = canonical(change.Attributes); err != nil {
		return nil, err
	}
	if members, err = a.membersAfter(actor, g, *change); err != nil {
		return nil, err
	}
	if g.Type == Owners && a.standingOwners(members) == 0 {
		return nil, refusal.New(refusal.Conflict, "last-owner", "change the owners: nobody would own the account")
	}
	return members, nil
}

// membersAfter works out whom the group will hold.
func (a *Account) membersAfter(actor Actor, g *group, change GroupChange) ([]string, error) {
	members := g.Members
	if change.Members != nil {
		replaced, err := a.ids(actor, *change.Members)
		if err != nil {
			return nil, err
		}
		members = replaced
	}
	if len(change.Add) > 0 {
		added, err := a.ids(actor, change.Add)
		if err != nil {
			return nil, err
		}
		members = union(members, added)
	}
	if len(change.Remove) > 0 {
		members = minus(members, a.known(actor, change.Remove))
	}
	return members, nil
}

func (a *Account) editGroup(actor Actor, g *group, change GroupChange, members []string) {
	if change.Name != nil && *change.Name != g.Name {
		a.record(actor, "group-rename", g.ID, g.Name, *change.Name)
		delete(a.groupNames, fold(g.Name))
		g.Name = *change.Name
		a.groupNames[fold(g.Name)] = g
	}
	if change.ExternalID != nil && *change.ExternalID != g.ExternalID {
		a.record(actor, "group-external-id", g.ID, g.ExternalID, *change.ExternalID)
		a.bridged.remove(g.ExternalID, g)
		g.ExternalID = *change.ExternalID
		a.bridged.add(g.ExternalID, g)
	}
	if change.Attributes != nil && !bytes.Equal(change.Attributes, g.Attributes) {
		a.record(actor, "group-attributes", g.ID, "", "")
		g.Attributes = change.Attributes
	}
	if change.Managed != nil {
		a.manage(actor, g, *change.Managed)
	}
	a.setMembers(actor, g, members)
}

// setMembers makes these the group's members, one event for each who comes or goes.
func (a *Account) setMembers(actor Actor, g *group, members []string) {
	for _, id := range minus(g.Members, members) {
		a.record(actor, "group-remove", g.ID, id, "")
		a.unlink(a.members[id], g)
	}
	for _, id := range minus(members, g.Members) {
		a.record(actor, "group-add", g.ID, "", id)
		m := a.members[id]
		m.groups = append(m.groups, g)
	}
	g.Members = members
}

func (a *Account) manage(actor Actor, g *group, managed bool) {
	if g.Managed == managed {
		return
	}
	event := "group-manage"
	if !managed {
		event = "group-release"
	}
	a.record(actor, event, g.ID, "", "")
	g.Managed = managed
}

// RemoveGroup removes a group that the bridge manages, with its grants; its
// members stay members of the account.
func (a *Account) RemoveGroup(id string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	g, err := a.group(Bridge, id)
	if err != nil {
		return err
	}
	if !g.Managed {
		return refusal.New(refusal.Forbidden, "group-not-managed", "remove group %s (%s): the bridge does not manage it", g.ID, g.Name).
			WithHint("change it first, or let an administrator add it to the managed groups")
	}
	a.record(Bridge, "group-delete", g.ID, g.Name, "")
	a.eraseGroup(g)
	return nil
}

// group finds one for an actor.
func (a *Account) group(actor Actor, id string) (*group, error) {
	if err := a.admit(actor); err != nil {
		return nil, err
	}
	g := a.groups[id]
	if g == nil || actor == Bridge && g.Type != UserDefined {
		return nil, refusal.New(refusal.NotFound, "no-such-group", "there is no group %q", id)
	}
	return g, nil
}

// ids turns names into sorted ids of members who can be in a group; guests cannot (inferred).
func (a *Account) ids(actor Actor, names []string) ([]string, error) {
	out := make([]string, 0, len(names))
	for _, name := range names {
		m, err := a.member(actor, name)
		if err != nil || m.Type == Guest {
			return nil, refusal.New(refusal.Invalid, "no-such-member", "put %q into a group: there is no such member", name)
		}
		out = append(out, m.ID)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// known is ids for names that need not be members any more.
func (a *Account) known(actor Actor, names []string) []string {
	out := make([]string, 0, len(names))
	for _, name := range names {
		if m, err := a.member(actor, name); err == nil {
			out = append(out, m.ID)
		}
	}
	slices.Sort(out)
	return out
}

// freeName checks that no other group has the name.
func (a *Account) freeName(g *group, name string) error {
	if err := checkTitle("group name", name); err != nil {
		return err
	}
	if holder := a.groupNames[fold(name)]; holder != nil && holder != g {
		return refusal.New(refusal.Conflict, "name-taken", "call a group %q: another group has that name", name)
	}
	return nil
}

func (a *Account) commitGroup(g *group, mark int) {
	if a.audit.len() > mark {
		g.Version++
		g.UpdatedAt = a.clock.Now()
	}
}
