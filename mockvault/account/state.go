package account

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// state is everything a snapshot holds, with the indices that keep the cost of
// one operation independent of the number of members.
type state struct {
	settings Settings

	members   map[string]*member // by id
	addresses map[string]*member // by folded address, effective and pending: no two members share one
	people    index[*member]     // by external id
	regulars  order[*member]
	guests    order[*member]
	accepted  map[*member]struct{} // wait to be confirmed
	changing  map[*member]struct{} // have a pending address

	groups     map[string]*group // by id
	groupNames map[string]*group // by folded name
	bridged    index[*group]     // by external id
	made       order[*group]     // user-defined
	owners     *group

	vaults map[string]*vault // by id
	shared []*vault          // in order of creation

	invitations map[string]Invitation // by folded address
	created     int                   // members and groups so far
}

type member struct {
	Member
	number   int // of creation
	gone     bool
	groups   []*group
	personal *vault // nil until the member has accepted, and for guests
	password string // a hash; "": none
}

func (m *member) removed() bool { return m.gone }

// standing members can hold an account: they may sign in, or will after recovery.
func (m *member) standing() bool {
	return m.State == Active || m.State == RecoveryStarted || m.State == RecoveryAccepted
}

// copy shares nothing with the account.
func (m *member) copy() Member {
	out := m.Member
	out.PendingEmail = clonePtr(m.PendingEmail)
	out.AcceptedAt, out.SuspendedAt = clonePtr(m.AcceptedAt), clonePtr(m.SuspendedAt)
	out.Attributes = slices.Clone(m.Attributes)
	return out
}

type group struct {
	Group  // Members stays empty for Team Members, which is computed
	number int
	gone   bool
}

func (g *group) removed() bool { return g.gone }

type vault struct{ Vault }

func (v *vault) copy() Vault {
	out := v.Vault
	out.Members, out.Groups, out.Items = listOf(v.Members), listOf(v.Groups), listOf(v.Items)
	return out
}

func newState(settings Settings) *state {
	return &state{
		settings: settings,
		members:  map[string]*member{}, addresses: map[string]*member{}, people: newIndex[*member](),
		accepted: map[*member]struct{}{}, changing: map[*member]struct{}{},
		groups: map[string]*group{}, groupNames: map[string]*group{}, bridged: newIndex[*group](),
		vaults: map[string]*vault{}, invitations: map[string]Invitation{},
	}
}

func (s *state) insertMember(in Member) *member {
	s.created++
	m := &member{Member: in, number: s.created}
	s.members[m.ID] = m
	s.addresses[fold(m.Email)] = m
	s.people.add(m.ExternalID, m)
	if m.PendingEmail != nil {
		s.addresses[fold(m.PendingEmail.Email)] = m
		s.changing[m] = struct{}{}
	}
	if m.State == Accepted {
		s.accepted[m] = struct{}{}
	}
	s.orderOf(m).add(m)
	return m
}

func (s *state) orderOf(m *member) *order[*member] {
	if m.Type == Guest {
		return &s.guests
	}
	return &s.regulars
}

// eraseMember takes a member out with the personal vault, memberships and grants.
func (s *state) eraseMember(m *member, now time.Time) {
	s.clearPending(m)
	delete(s.members, m.ID)
	delete(s.addresses, fold(m.Email))
	delete(s.accepted, m)
	s.people.remove(m.ExternalID, m)
	for _, g := range m.groups {
		g.Members = minus(g.Members, []string{m.ID})
		g.Version++
		g.UpdatedAt = now
	}
	if m.personal != nil {
		delete(s.vaults, m.personal.ID)
	}
	for _, v := range s.shared {
		v.Members = minus(v.Members, []string{m.ID})
	}
	m.gone = true
	s.orderOf(m).taken()
}

func (s *state) setState(m *member, next State) {
	m.State = next
	if next == Accepted {
		s.accepted[m] = struct{}{}
	} else {
		delete(s.accepted, m)
	}
}

// setEmail puts an address in force; the caller has made sure that it is free.
func (s *state) setEmail(m *member, address string) {
	delete(s.addresses, fold(m.Email))
	m.Email = address
	s.addresses[fold(address)] = m
}

func (s *state) setPending(m *member, p PendingEmail) {
	s.clearPending(m)
	m.PendingEmail = &p
	s.addresses[fold(p.Email)] = m
	s.changing[m] = struct{}{}
}

func (s *state) clearPending(m *member) {
	if m.PendingEmail != nil {
		delete(s.addresses, fold(m.PendingEmail.Email))
		delete(s.changing, m)
		m.PendingEmail = nil
	}
}

func (s *state) insertGroup(in Group) *group {
	s.created++
	g := &group{Group: in, number: s.created}
	s.groups[g.ID] = g
	s.groupNames[fold(g.Name)] = g
	s.bridged.add(g.ExternalID, g)
	for _, id := range g.Members {
		s.members[id].groups = append(s.members[id].groups, g)
	}
	switch g.Type {
	case Owners:
		s.owners = g
	case UserDefined:
		s.made.add(g)
	}
	return g
}

func (s *state) eraseGroup(g *group) {
	delete(s.groups, g.ID)
	delete(s.groupNames, fold(g.Name))
	s.bridged.remove(g.ExternalID, g)
	for _, id := range g.Members {
		s.unlink(s.members[id], g)
	}
	for _, v := range s.shared {
		v.Groups = minus(v.Groups, []string{g.ID})
	}
	g.gone = true
	s.made.taken()
}

func (s *state) unlink(m *member, g *group) {
	m.groups = slices.DeleteFunc(m.groups, func(held *group) bool { return held == g })
}

// groupCopy shares nothing with the account. The members of Team Members are computed.
func (s *state) groupCopy(g *group) Group {
	out := g.Group
	out.Members, out.Attributes = listOf(g.Members), slices.Clone(g.Attributes)
	if g.Type == TeamMembers {
		out.Members = s.teamMembers()
	}
	return out
}

func (s *state) teamMembers() []string {
	ids := []string{}
	for _, m := range s.regulars.all() {
		if m.State == Active {
			ids = append(ids, m.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

func (s *state) insertVault(in Vault) *vault {
	v := &vault{in}
	s.vaults[v.ID] = v
	if v.Type == Personal {
		s.members[v.Owner].personal = v
	} else {
		s.shared = append(s.shared, v)
	}
	return v
}

// lastOwner tells whether nobody could hold the account without this member.
func (s *state) lastOwner(m *member) bool {
	if !m.standing() || !slices.Contains(m.groups, s.owners) {
		return false
	}
	return s.standingOwners(s.owners.Members) == 1
}

func (s *state) standingOwners(ids []string) int {
	n := 0
	for _, id := range ids {
		if s.members[id].standing() {
			n++
		}
	}
	return n
}

// fold makes addresses and names comparable: their case never matters.
func fold(text string) string { return strings.ToLower(text) }

// sortedBy copies the values in order of their keys.
func sortedBy[V, T any](things map[string]V, copyOf func(V) T) []T {
	out := make([]T, 0, len(things))
	for _, key := range slices.Sorted(maps.Keys(things)) {
		out = append(out, copyOf(things[key]))
	}
	return out
}

// listOf copies a list and never returns nil.
func listOf[T any](list []T) []T { return append([]T{}, list...) }

func clonePtr[T any](p *T) *T {
	if p == nil {
		return nil
	}
	return new(*p)
}
