package account

import (
	"cmp"
	"maps"
	"slices"

	"github.com/scimproof/scimproof/internal/refusal"
)

// Snapshot is the whole account; two snapshots of the same account are equal
// byte for byte when encoded as JSON.
func (a *Account) Snapshot() Snapshot {
	a.mu.Lock()
	defer a.mu.Unlock()
	s := Snapshot{
		Settings: a.settingsCopy(),
		Members:  sortedBy(a.members, (*member).copy),
		Groups:   sortedBy(a.groups, a.groupCopy),
		Vaults:   sortedBy(a.vaults, (*vault).copy),

		Passwords: a.passwords(),
	}
	if len(a.invitations) > 0 {
		s.Invitations = sortedBy(a.invitations, func(i Invitation) Invitation { return i })
	}
	return s
}

// Restore puts the account back to a snapshot, its own or another account's. A
// snapshot that contradicts itself is refused. The clock, the audit trail and
// the outbox go on; what is overdue happens at the next Advance.
func (a *Account) Restore(s Snapshot) error {
	next, err := load(s)
	if err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.state = next
	a.record(Administrator, "restore", "account", "", "")
	return nil
}

// load builds the state that a snapshot describes. Creation order is that of
// the times of creation, then of the ids.
func load(s Snapshot) (*state, error) {
	settings, err := checkSettings(s.Settings)
	if err != nil {
		return nil, err
	}
	st := newState(settings)
	for _, m := range slices.SortedFunc(slices.Values(s.Members), func(x, y Member) int {
		return cmp.Or(x.CreatedAt.Compare(y.CreatedAt), cmp.Compare(x.ID, y.ID))
	}) {
		if err := st.loadMember(m); err != nil {
			return nil, inSnapshot("member", m.ID, err)
		}
	}
	for _, g := range slices.SortedFunc(slices.Values(s.Groups), func(x, y Group) int {
		return cmp.Or(x.CreatedAt.Compare(y.CreatedAt), cmp.Compare(x.ID, y.ID))
	}) {
		if err := st.loadGroup(g); err != nil {
			return nil, inSnapshot("group", g.ID, err)
		}
	}
	for _, v := range s.Vaults {
		if err := st.loadVault(v); err != nil {
			return nil, inSnapshot("vault", v.ID, err)
		}
	}
	for _, i := range s.Invitations {
		if err := st.loadInvitation(i); err != nil {
			return nil, inSnapshot("invitation of", i.Email, err)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.Passwords)) {
		if err := st.loadPassword(id, s.Passwords[id]); err != nil {
			return nil, inSnapshot("password of member", id, err)
		}
	}
	return st, st.complete()
}

// inSnapshot says which part of a snapshot is wrong.
func inSnapshot(what, name string, err error) error {
	return refusal.New(refusal.Invalid, "bad-snapshot", "restore %s %q: %v", what, name, err)
}

func wrong(format string, args ...any) error {
	return refusal.New(refusal.Invalid, "bad-snapshot", format, args...)
}
