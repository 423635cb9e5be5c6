package directory

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
)

// Directory of one tenant, safe for concurrent use. What it returns are copies.
// An edit that is refused, with a *refusal.Error, has changed nothing; an edit
// that changes nothing leaves no line in the change log.
//
// An object in the recycle bin keeps its memberships, its assignment and its
// place as a manager, so that a restore brings all of it back (docs/entra.md,
// lifecycle). It can be edited again only after that.
type Directory struct {
	now   func() time.Time
	newID func() string

	mu       sync.RWMutex
	people   map[string]*Person   // living and deleted, by id
	groups   map[string]*Group    // living and deleted, by id; members stand in the relation below
	byUPN    map[string]string    // ids of the living, by folded userPrincipalName
	bin      map[string]time.Time // when each object in the recycle bin was deleted
	apps     []*App               // in the order they were made
	assigned map[string]grants    // by service principal
	members  relation             // group to members
	memberOf relation             // member to groups
	reports  relation             // manager to people
	log      []Change             // log[i].Seq is i+1
}

// New returns an empty directory. The clock says when something was deleted;
// newID makes GUIDs for objects that come without one.
func New(now func() time.Time, newID func() string) *Directory {
	return &Directory{
		now: now, newID: newID,
		people: map[string]*Person{}, groups: map[string]*Group{}, byUPN: map[string]string{},
		bin: map[string]time.Time{}, apps: []*App{new(DefaultApp())}, assigned: map[string]grants{},
		members: relation{}, memberOf: relation{}, reports: relation{},
	}
}

// Changes returns the lines of the change log after the given number, oldest first; never nil.
func (d *Directory) Changes(since int) []Change {
	d.mu.RLock()
	defer d.mu.RUnlock()
	since = min(max(since, 0), len(d.log))
	return append([]Change{}, d.log[since:]...)
}

// LastChange is the number of the newest line of the change log; 0 if there is none.
func (d *Directory) LastChange() int {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return len(d.log)
}

// living resolves the id of a living person or group, or a living person's
// userPrincipalName, to the id.
func (d *Directory) living(name string) (string, error) {
	if p, err := d.livingPerson(name); err == nil {
		return p.ID, nil
	}
	if g, err := d.livingGroup(name); err == nil {
		return g.ID, nil
	}
	return "", d.missing("object", name)
}

func (d *Directory) livingPerson(name string) (*Person, error) {
	id := fold(name)
	if known, ok := d.byUPN[id]; ok {
		id = known
	}
	if p, ok := d.people[id]; ok && p.DeletedAt == nil {
		return p, nil
	}
	return nil, d.missing("person", name)
}

func (d *Directory) livingGroup(id string) (*Group, error) {
	if g, ok := d.groups[fold(id)]; ok && g.DeletedAt == nil {
		return g, nil
	}
	return nil, d.missing("group", id)
}

// missing refuses a name that no living object has.
func (d *Directory) missing(kind, name string) *refusal.Error {
	refused := refusal.New(refusal.NotFound, "no-such-"+kind, "there is no %s %q in the directory", kind, name)
	if _, deleted := d.bin[fold(name)]; deleted {
		return refused.WithHint("it is in the recycle bin; restore it first")
	}
	return refused
}

// idFor checks the id that a new object brings along, or makes one.
func (d *Directory) idFor(given string) (string, error) {
	id := fold(given)
	if id == "" {
		id = d.newID()
	} else if !guid.MatchString(id) {
		return "", refusal.New(refusal.Invalid, "id-malformed", "the id %q is no GUID", given).WithHint("leave it empty to get one")
	}
	if d.people[id] != nil || d.groups[id] != nil {
		return "", refusal.New(refusal.Conflict, "id-taken", "the id %q is already in use", id)
	}
	return id, nil
}

var guid = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

func (d *Directory) record(kind Kind, object, member string) {
	d.log = append(d.log, Change{Seq: len(d.log) + 1, Kind: kind, Object: object, Member: member})
}

// recordFor records a change of an assignment.
func (d *Directory) recordFor(app string, kind Kind, object string) {
	d.record(kind, object, "")
	if app != DefaultApp().ID {
		d.log[len(d.log)-1].App = app
	}
}

// fold is how ids and user principal names are compared: without case.
func fold(name string) string { return strings.ToLower(name) }

// relation is a set of pairs of ids, found by their first half.
type relation map[string]map[string]struct{}

func (r relation) has(from, to string) bool {
	_, ok := r[from][to]
	return ok
}

func (r relation) add(from, to string) {
	if r[from] == nil {
		r[from] = map[string]struct{}{}
	}
	r[from][to] = struct{}{}
}

func (r relation) remove(from, to string) {
	delete(r[from], to)
	if len(r[from]) == 0 {
		delete(r, from)
	}
}

// of lists what stands in relation to from, sorted; never nil.
func (r relation) of(from string) []string { return sorted(r[from]) }

func sorted[V any](set map[string]V) []string {
	out := slices.AppendSeq(make([]string, 0, len(set)), maps.Keys(set))
	slices.Sort(out)
	return out
}
