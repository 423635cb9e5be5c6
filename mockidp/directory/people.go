package directory

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unique"

	"github.com/scimproof/scimproof/internal/refusal"
)

const upnAttribute = "userPrincipalName"

// AddPerson makes a person. An empty id is filled in; userPrincipalName is
// required and unique among the living, whatever its case; the manager may be
// given by id or userPrincipalName.
func (d *Directory) AddPerson(p Person) (Person, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if p.DeletedAt != nil {
		return Person{}, refusal.New(refusal.Invalid, "born-deleted", "a new person cannot be in the recycle bin").
			WithHint("add the person without deleted_at, then delete")
	}
	attributes, err := merged(nil, p.Attributes)
	if err != nil {
		return Person{}, err
	}
	if err := d.checkUPN(attributes[upnAttribute], ""); err != nil {
		return Person{}, err
	}
	id, err := d.idFor(p.ID)
	if err != nil {
		return Person{}, err
	}
	manager, err := d.managerFor(id, p.Manager)
	if err != nil {
		return Person{}, err
	}
	added := &Person{ID: id, Enabled: p.Enabled, Attributes: attributes}
	d.people[id] = added
	d.byUPN[fold(added.UPN())] = id
	d.setManager(added, manager)
	d.record(Created, id, "")
	return added.copy(), nil
}

// ChangePerson edits a living person, named by id or userPrincipalName.
func (d *Directory) ChangePerson(name string, change PersonChange) (Person, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p, err := d.livingPerson(name)
	if err != nil {
		return Person{}, err
	}
	attributes, err := merged(p.Attributes, change.Attributes)
	if err != nil {
		return Person{}, err
	}
	if err := d.checkUPN(attributes[upnAttribute], p.ID); err != nil {
		return Person{}, err
	}
	manager := p.Manager
	if change.Manager != nil {
		if manager, err = d.managerFor(p.ID, *change.Manager); err != nil {
			return Person{}, err
		}
	}
	enabled := p.Enabled
	if change.Enabled != nil {
		enabled = *change.Enabled
	}
	if enabled == p.Enabled && manager == p.Manager && maps.Equal(attributes, p.Attributes) {
		return p.copy(), nil
	}
	delete(d.byUPN, fold(p.UPN()))
	p.Enabled, p.Attributes = enabled, attributes
	d.byUPN[fold(p.UPN())] = p.ID
	d.setManager(p, manager)
	d.record(Changed, p.ID, "")
	return p.copy(), nil
}

// Person is one living person, by id or userPrincipalName.
func (d *Directory) Person(name string) (Person, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	p, err := d.livingPerson(name)
	if err != nil {
		return Person{}, err
	}
	return p.copy(), nil
}

// AnyPerson is the person with this id, living or in the recycle bin.
func (d *Directory) AnyPerson(id string) (Person, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	p, ok := d.people[fold(id)]
	if !ok {
		return Person{}, false
	}
	return p.copy(), true
}

// People lists the living people by id; never nil.
func (d *Directory) People() []Person {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.listPeople(false)
}

// PersonIDs lists the ids of the living people, sorted; never nil.
func (d *Directory) PersonIDs() []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	out := make([]string, 0, len(d.people))
	for id, p := range d.people {
		if p.DeletedAt == nil {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

func (d *Directory) listPeople(deleted bool) []Person {
	out := []Person{}
	for _, p := range d.people {
		if (p.DeletedAt != nil) == deleted {
			out = append(out, p.copy())
		}
	}
	slices.SortFunc(out, func(a, b Person) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// setManager keeps the person and the relation of managers in step.
func (d *Directory) setManager(p *Person, manager string) {
	d.reports.remove(p.Manager, p.ID)
	if p.Manager = manager; manager != "" {
		d.reports.add(manager, p.ID)
	}
}

// managerFor resolves the manager given to the person with this id. Nobody
// stands above themselves, not even through somebody in the recycle bin.
func (d *Directory) managerFor(person, given string) (string, error) {
	if given == "" {
		return "", nil
	}
	manager, err := d.livingPerson(given)
	if err != nil {
		return "", refusal.New(refusal.Invalid, "no-such-manager", "there is no person %q who could be a manager", given).
			WithHint("name a living person by id or userPrincipalName")
	}
	for above := manager.ID; above != ""; above = d.people[above].Manager {
		if above == person {
			return "", refusal.New(refusal.Conflict, "manager-cycle", "%q as the manager of person %s would close a circle of managers", given, person)
		}
	}
	return manager.ID, nil
}

// checkUPN refuses a user principal name that the person with id self ("" for a new one) cannot have.
func (d *Directory) checkUPN(upn, self string) error {
	if upn == "" {
		return refusal.New(refusal.Invalid, "upn-missing", "a person needs the attribute %s", upnAttribute)
	}
	local, domain, _ := strings.Cut(upn, "@")
	odd := func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }
	if local == "" || domain == "" || strings.Contains(domain, "@") || strings.ContainsFunc(upn, odd) {
		return refusal.New(refusal.Invalid, "upn-malformed", "%s %q is malformed", upnAttribute, upn).WithHint("write it as name@domain")
	}
	if owner, taken := d.byUPN[fold(upn)]; taken && owner != self {
		return refusal.New(refusal.Conflict, "upn-taken", "%s %q belongs to person %s", upnAttribute, upn, owner)
	}
	return nil
}

// merged is old with the changes; a change to "" takes the attribute away.
func merged(old, changes map[string]string) (map[string]string, error) {
	out := make(map[string]string, len(old)+len(changes))
	maps.Copy(out, old)
	for name, value := range changes {
		if strings.TrimSpace(name) == "" {
			return nil, refusal.New(refusal.Invalid, "attribute-name-empty", "an attribute needs a name, but one with the value %q has none", value)
		}
		if out[name] = value; value == "" {
			delete(out, name)
		}
	}
	return packed(out), nil
}

// packed shares the names with all other people, and has the values in one
// piece: what a large directory has millions of costs the garbage collector time.
func packed(attributes map[string]string) map[string]string {
	var piece strings.Builder
	names := slices.Collect(maps.Keys(attributes))
	for _, name := range names {
		piece.WriteString(attributes[name])
	}
	out, rest := make(map[string]string, len(names)), piece.String()
	for _, name := range names {
		size := len(attributes[name])
		out[unique.Make(name).Value()], rest = rest[:size], rest[size:]
	}
	return out
}

func (p *Person) copy() Person {
	out := *p
	out.Attributes = maps.Clone(p.Attributes)
	if p.DeletedAt != nil {
		out.DeletedAt = new(*p.DeletedAt)
	}
	return out
}
