package account

import (
	"slices"
	"strings"
)

const idLength = 26

// isID tells whether the id is base32 in letters of this range.
func isID(id string, first, last rune) bool {
	return len(id) == idLength && !strings.ContainsFunc(id, func(r rune) bool {
		return (r < first || r > last) && (r < '2' || r > '7')
	})
}

func (s *state) loadMember(m Member) error {
	in, err := checkNew(NewMember{Name: m.Name, ExternalID: m.ExternalID, Attributes: m.Attributes})
	if err != nil {
		return err
	}
	m.Attributes, m.Number = in.Attributes, 0
	m.PendingEmail, m.AcceptedAt, m.SuspendedAt = clonePtr(m.PendingEmail), clonePtr(m.AcceptedAt), clonePtr(m.SuspendedAt)
	if err := checkTimes(&m.CreatedAt, &m.UpdatedAt, m.AcceptedAt, m.SuspendedAt); err != nil {
		return err
	}
	if err := checkState(m); err != nil {
		return err
	}
	switch {
	case !isID(m.ID, 'A', 'Z'):
		return wrong("want an id of 26 upper-case base32 characters")
	case s.members[m.ID] != nil:
		return wrong("the id is there twice")
	case m.Version < 1:
		return wrong("version is %d, want 1 or more", m.Version)
	case m.Type != RegularMember && m.Type != Guest:
		return wrong("there is no type %q", m.Type)
	}
	if err := s.freeAddress(m.Email); err != nil {
		return err
	}
	if p := m.PendingEmail; p != nil {
		if err := s.loadPending(m, p); err != nil {
			return err
		}
	}
	s.insertMember(m)
	return nil
}

func (s *state) loadPending(m Member, p *PendingEmail) error {
	if err := s.freeAddress(p.Email); err != nil {
		return err
	}
	if err := checkAddress(p.Notified); err != nil {
		return err
	}
	switch {
	case fold(p.Email) == fold(m.Email):
		return wrong("the pending address is in force already")
	case m.AcceptedAt == nil:
		return wrong("an address is pending for somebody who has not set up the account")
	case p.RequestedBy != Bridge && p.RequestedBy != Administrator:
		return wrong("there is no %q who changes addresses", p.RequestedBy)
	}
	return checkTimes(&p.RequestedAt)
}

// checkState makes sure that the state agrees with the times that belong to it.
func checkState(m Member) error {
	suspended := m.State == Suspended || m.State == InviteSuspended
	setUp := m.AcceptedAt != nil
	switch m.State {
	case Accepted, Active, Suspended, RecoveryStarted, RecoveryAccepted:
		if !setUp {
			return wrong("state %s without accepted_at", m.State)
		}
	case Invited:
		if setUp {
			return wrong("state %s with accepted_at", m.State)
		}
	case InviteSuspended: // before or after setting up
	default:
		return wrong("there is no state %q", m.State)
	}
	if suspended != (m.SuspendedAt != nil) {
		return wrong("state %s does not agree with suspended_at", m.State)
	}
	return nil
}

func (s *state) freeAddress(address string) error {
	if err := checkAddress(address); err != nil {
		return err
	}
	if s.addresses[fold(address)] != nil {
		return wrong("another member has the address %s", address)
	}
	return nil
}

func (s *state) loadGroup(g Group) error {
	attributes, err := canonical(g.Attributes)
	if err != nil {
		return err
	}
	if err := checkTitle("group name", g.Name); err != nil {
		return err
	}
	if err := checkText("external id", g.ExternalID, externalIDLimit); err != nil {
		return err
	}
	if err := checkTimes(&g.CreatedAt, &g.UpdatedAt); err != nil {
		return err
	}
	switch {
	case !isID(g.ID, 'a', 'z'):
		return wrong("want an id of 26 lower-case base32 characters")
	case s.groups[g.ID] != nil || s.groupNames[fold(g.Name)] != nil:
		return wrong("the id or the name %q is there twice", g.Name)
	case g.Version < 1:
		return wrong("version is %d, want 1 or more", g.Version)
	case g.Managed && g.Type != UserDefined:
		return wrong("a built-in group is never managed")
	case !s.areMembers(g.Members, RegularMember):
		return wrong("its members are no sorted list of members of the account")
	}
	return s.insertLoaded(g, attributes)
}

func (s *state) insertLoaded(g Group, attributes []byte) error {
	g.Members, g.Attributes, g.Number = listOf(g.Members), attributes, 0
	switch g.Type {
	case UserDefined, Owners, Administrators:
	case TeamMembers:
		if !slices.Equal(g.Members, s.teamMembers()) {
			return wrong("it does not hold exactly the active members")
		}
		g.Members = nil
	default:
		return wrong("there is no type %q", g.Type)
	}
	s.insertGroup(g)
	return nil
}

// areMembers tells whether the ids are sorted, unique, and each a member of one of these types.
func (s *state) areMembers(ids []string, types ...Type) bool {
	for i, id := range ids {
		m := s.members[id]
		if m == nil || !slices.Contains(types, m.Type) || i > 0 && ids[i-1] >= id {
			return false
		}
	}
	return true
}

func (s *state) loadVault(v Vault) error {
	if err := checkTitle("vault name", v.Name); err != nil {
		return err
	}
	switch {
	case !isID(v.ID, 'a', 'z'):
		return wrong("want an id of 26 lower-case base32 characters")
	case s.vaults[v.ID] != nil:
		return wrong("the id is there twice")
	}
	v.Members, v.Groups = listOf(v.Members), listOf(v.Groups)
	for _, item := range v.Items {
		if err := checkTitle("item title", item.Title); err != nil {
			return err
		}
	}
	if err := s.checkAccess(v); err != nil {
		return err
	}
	loaded := &vault{v}
	loaded.Items = nil
	for _, item := range v.Items {
		if !isID(item.ID, 'a', 'z') || loaded.has(item.ID) {
			return wrong("item id %q is malformed or there twice", item.ID)
		}
		loaded.Items = append(loaded.Items, item)
	}
	s.insertVault(loaded.Vault)
	return nil
}

// checkAccess makes sure that the vault's owner and grants are there.
func (s *state) checkAccess(v Vault) error {
	switch v.Type {
	case Personal:
		owner := s.members[v.Owner]
		switch {
		case owner == nil || owner.Type == Guest || owner.AcceptedAt == nil || owner.personal != nil:
			return wrong("owner %q is no member who lacks a vault of one's own", v.Owner)
		case len(v.Members)+len(v.Groups) > 0:
			return wrong("nobody else has access to a member's own vault")
		}
	case UserCreated:
		switch {
		case v.Owner != "":
			return wrong("a shared vault has no owner")
		case !s.areMembers(v.Members, RegularMember, Guest):
			return wrong("its members are no sorted list of members of the account")
		case !s.areGroups(v.Groups):
			return wrong("its groups are no sorted list of groups of the account")
		}
	default:
		return wrong("there is no type %q", v.Type)
	}
	return nil
}

func (s *state) areGroups(ids []string) bool {
	return slices.IsSorted(ids) && len(slices.Compact(slices.Clone(ids))) == len(ids) &&
		!slices.ContainsFunc(ids, func(id string) bool { return s.groups[id] == nil })
}

func (s *state) loadInvitation(i Invitation) error {
	if err := checkAddress(i.Email); err != nil {
		return err
	}
	if _, there := s.invitations[fold(i.Email)]; there {
		return wrong("the address is there twice")
	}
	if err := checkTimes(&i.SentAt); err != nil {
		return err
	}
	s.invitations[fold(i.Email)] = i
	return nil
}

// complete makes sure that nothing is missing from the account.
func (s *state) complete() error {
	for _, kind := range []GroupType{Owners, Administrators, TeamMembers} {
		n := 0
		for _, g := range s.groups {
			if g.Type == kind {
				n++
			}
		}
		if n != 1 {
			return inSnapshot("the account", s.settings.Name, wrong("there are %d groups of type %s, want one", n, kind))
		}
	}
	if s.standingOwners(s.owners.Members) == 0 {
		return inSnapshot("the account", s.settings.Name, wrong("nobody owns it"))
	}
	for id, m := range s.members {
		if m.Type == RegularMember && m.AcceptedAt != nil && m.personal == nil {
			return inSnapshot("member", id, wrong("has no vault of one's own"))
		}
	}
	return nil
}
