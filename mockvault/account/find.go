package account

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
)

// Query selects members or groups for a bridge. Empty fields select nothing away.
type Query struct {
	Email      string // effective or pending address, in any case; members only
	Name       string // in any case; groups only
	ExternalID string // exact
	Member     string // id of a member the group holds; groups only
	After      int    // only what has a larger Number; 0: all
	Offset     int    // how many of those to pass over
	Limit      int    // how many to return at most; 0: all
}

// Page is a part of what a query selects, in order of creation.
type Page[T any] struct {
	Total  int `json:"total"`  // of all that is selected, whatever the page
	Before int `json:"before"` // how many of them come before the page
	Items  []T `json:"items"`  // never null
}

// AllMembers lists everybody, by id.
func (a *Account) AllMembers() []Member {
	a.mu.Lock()
	defer a.mu.Unlock()
	return sortedBy(a.members, (*member).copy)
}

// AllGroups lists every group, the built-in ones too, by id.
func (a *Account) AllGroups() []Group {
	a.mu.Lock()
	defer a.mu.Unlock()
	return sortedBy(a.groups, a.groupCopy)
}

// Member reads one member: a bridge names members by id and sees no guests, the
// others also name them by effective address.
func (a *Account) Member(actor Actor, name string) (Member, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	m, err := a.member(actor, name)
	if err != nil {
		return Member{}, err
	}
	return m.copy(), nil
}

// FindMembers answers a bridge's query.
func (a *Account) FindMembers(q Query) (Page[Member], error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.admit(Bridge); err != nil {
		return Page[Member]{}, err
	}
	found := a.regulars.all()
	switch {
	case q.Email != "":
		found = one(a.addresses[fold(q.Email)])
	case q.ExternalID != "":
		found = inOrder(a.people.get(q.ExternalID), func(m *member) int { return m.number })
	}
	if q.Email != "" || q.ExternalID != "" {
		found = slices.DeleteFunc(slices.Clone(found), func(m *member) bool {
			return m.Type == Guest || q.ExternalID != "" && m.ExternalID != q.ExternalID
		})
	}
	return page(found, q, (*member).numbered)
}

// FindGroups answers a bridge's query; built-in groups are left out.
func (a *Account) FindGroups(q Query) (Page[Group], error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.admit(Bridge); err != nil {
		return Page[Group]{}, err
	}
	found := a.made.all()
	switch {
	case q.Name != "":
		found = one(a.groupNames[fold(q.Name)])
	case q.ExternalID != "":
		found = inOrder(a.bridged.get(q.ExternalID), byNumber)
	case q.Member != "":
		found = nil
		if m := a.members[q.Member]; m != nil {
			found = inOrder(m.groups, byNumber)
		}
	}
	if q.Name != "" || q.ExternalID != "" || q.Member != "" {
		found = slices.DeleteFunc(slices.Clone(found), func(g *group) bool {
			return g.Type != UserDefined || q.ExternalID != "" && g.ExternalID != q.ExternalID || q.Member != "" && !g.holds(q.Member)
		})
	}
	return page(found, q, a.numberedGroup)
}

// admit refuses a bridge while provisioning is off; everybody else may come in.
func (a *Account) admit(actor Actor) error {
	if actor == Bridge && !a.provisioned(actor) {
		return refusal.New(refusal.Forbidden, "provisioning-off", "provisioning is off in this account").
			WithHint("an administrator turns it on in the account's settings")
	}
	return nil
}

// member finds one for an actor, who must be admitted.
func (a *Account) member(actor Actor, name string) (*member, error) {
	if err := a.admit(actor); err != nil {
		return nil, err
	}
	m := a.named(name)
	if actor == Bridge {
		if m = a.members[name]; m != nil && m.Type == Guest {
			m = nil
		}
	}
	if m == nil {
		return nil, refusal.New(refusal.NotFound, "no-such-member", "there is no member %q", name)
	}
	return m, nil
}

// named finds a member by id or effective address; nil if there is none.
func (a *Account) named(name string) *member {
	if !strings.Contains(name, "@") {
		return a.members[name]
	}
	if m := a.addresses[fold(name)]; m != nil && fold(m.Email) == fold(name) {
		return m
	}
	return nil
}

func byNumber(g *group) int { return g.place() }

func (m *member) place() int { return m.number }

func (g *group) place() int { return g.number }

func (m *member) numbered() Member {
	out := m.copy()
	out.Number = m.number
	return out
}

func (s *state) numberedGroup(g *group) Group {
	out := s.groupCopy(g)
	out.Number = g.number
	return out
}

// holds tells whether the member is in the group.
func (g *group) holds(id string) bool {
	_, found := slices.BinarySearch(g.Members, id)
	return found
}

// checkVersion refuses a change that was planned on another version; 0 is any.
func checkVersion(what string, version, current int) error {
	if version != 0 && version != current {
		return refusal.New(refusal.Stale, "version-changed", "change version %d of %s: it is at version %d", version, what, current).
			WithHint("read it again")
	}
	return nil
}

func one[T comparable](thing T) []T {
	var none T
	if thing == none {
		return nil
	}
	return []T{thing}
}

func inOrder[T any](things []T, number func(T) int) []T {
	return slices.SortedFunc(slices.Values(things), func(x, y T) int { return cmp.Compare(number(x), number(y)) })
}

// page cuts one out of what was found, which is in order of creation.
func page[T interface{ place() int }, Out any](found []T, q Query, copyOf func(T) Out) (Page[Out], error) {
	if q.After < 0 || q.Offset < 0 || q.Limit < 0 {
		return Page[Out]{}, refusal.New(refusal.Invalid, "bad-query", "after is %d, offset %d and limit %d; want 0 or more", q.After, q.Offset, q.Limit)
	}
	passed := sort.Search(len(found), func(i int) bool { return found[i].place() > q.After })
	start := min(len(found), passed+min(q.Offset, len(found)))
	out := Page[Out]{Total: len(found), Before: start, Items: []Out{}}
	for _, thing := range cut(found, start, q.Limit) {
		out.Items = append(out.Items, copyOf(thing))
	}
	return out, nil
}
