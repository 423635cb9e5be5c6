package directory

import (
	"cmp"
	"slices"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
)

// DefaultRole is what an assignment gives when no role is named.
const DefaultRole = "00000000-0000-0000-0000-000000000000"

// Assignment of one role of an app to a person or group.
type Assignment struct {
	Principal string // id of the person or group
	Role      string // GUID
	Since     time.Time
}

// grants are the roles that the principals of one app have, by principal.
type grants map[string][]grant

type grant struct {
	role  string
	since time.Time
}

// AppView is the directory as one app sees it: with its own assignments, and
// without the changes of those of other apps.
type AppView struct {
	*Directory
	app string
}

// For returns the directory as the app with this service principal sees it.
func (d *Directory) For(servicePrincipal string) AppView {
	return AppView{d, fold(servicePrincipal)}
}

// Assign gives a living person or group the default app. Doing it again changes nothing.
func (d *Directory) Assign(name string) error { return d.For(DefaultApp().ID).Assign(name) }

// Unassign takes the default app from a living person or group. Doing it again changes nothing.
func (d *Directory) Unassign(name string) error { return d.For(DefaultApp().ID).Unassign(name) }

// Assignments lists who has the default app, see AppView.
func (d *Directory) Assignments() []string { return d.For(DefaultApp().ID).Assignments() }

// IsAssigned reports whether somebody has the default app, see AppView.
func (d *Directory) IsAssigned(id string) bool { return d.For(DefaultApp().ID).IsAssigned(id) }

// Assign gives a living person or group the app. Doing it again changes nothing.
func (v AppView) Assign(name string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	id, err := v.living(name)
	if err != nil {
		return err
	}
	if len(v.assigned[v.app][id]) > 0 {
		return nil
	}
	_, err = v.grant(id, DefaultRole)
	return err
}

// Grant gives a living person or group one role of the app; a role it has already is refused.
func (v AppView) Grant(name, role string) (Assignment, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	id, err := v.living(name)
	if err != nil {
		return Assignment{}, err
	}
	return v.grant(id, role)
}

func (v AppView) grant(id, role string) (Assignment, error) {
	if _, err := v.Directory.app(v.app); err != nil {
		return Assignment{}, err
	}
	had := v.assigned[v.app][id]
	if slices.ContainsFunc(had, func(g grant) bool { return g.role == role }) {
		return Assignment{}, refusal.New(refusal.Invalid, "role-granted", "object %s has the role %s of this app already", id, role)
	}
	if v.assigned[v.app] == nil {
		v.assigned[v.app] = grants{}
	}
	given := grant{role, v.now()}
	v.assigned[v.app][id] = append(had, given)
	if len(had) == 0 {
		v.recordFor(v.app, Assigned, id)
	}
	return Assignment{id, given.role, given.since}, nil
}

// Unassign takes the app, with all its roles, from a living person or group.
// Doing it again changes nothing.
func (v AppView) Unassign(name string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	id, err := v.living(name)
	if err != nil {
		return err
	}
	v.unassign(v.app, id)
	return nil
}

// Revoke takes one role of the app away, from somebody in the recycle bin too.
func (v AppView) Revoke(id, role string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	id = fold(id)
	had := v.assigned[v.app][id]
	kept := slices.DeleteFunc(slices.Clone(had), func(g grant) bool { return g.role == role })
	switch {
	case len(kept) == len(had):
		return refusal.New(refusal.NotFound, "no-such-assignment", "object %s does not have the role %s of this app", id, role)
	case len(kept) == 0:
		v.unassign(v.app, id)
	default:
		v.assigned[v.app][id] = kept
	}
	return nil
}

func (d *Directory) unassign(app, id string) {
	if _, ok := d.assigned[app][id]; ok {
		delete(d.assigned[app], id)
		d.recordFor(app, Unassigned, id)
	}
}

// Granted lists the roles that people and groups have, by principal and role; never nil.
func (v AppView) Granted() []Assignment {
	v.mu.RLock()
	defer v.mu.RUnlock()
	out := []Assignment{}
	for id, roles := range v.assigned[v.app] {
		for _, g := range roles {
			out = append(out, Assignment{id, g.role, g.since})
		}
	}
	slices.SortFunc(out, func(a, b Assignment) int {
		return cmp.Or(cmp.Compare(a.Principal, b.Principal), cmp.Compare(a.Role, b.Role))
	})
	return out
}

// Assignments lists the ids of the people and groups that have the app, in the
// recycle bin or not, sorted; never nil.
func (v AppView) Assignments() []string {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return sorted(v.assigned[v.app])
}

// IsAssigned reports whether the object with this id itself has the app;
// membership of an assigned group does not count.
func (v AppView) IsAssigned(id string) bool {
	v.mu.RLock()
	defer v.mu.RUnlock()
	_, ok := v.assigned[v.app][fold(id)]
	return ok
}

// Changes returns the lines of the change log after the given number that
// concern this app, oldest first; never nil.
func (v AppView) Changes(since int) []Change {
	theirs := func(c Change) bool {
		return (c.Kind == Assigned || c.Kind == Unassigned) && cmp.Or(c.App, DefaultApp().ID) != v.app
	}
	return slices.DeleteFunc(v.Directory.Changes(since), theirs)
}
