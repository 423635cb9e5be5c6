package directory

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
)

// DeletePerson moves a living person to the recycle bin; the user principal name is free again.
func (d *Directory) DeletePerson(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	p, err := d.livingPerson(name)
	if err != nil {
		return err
	}
	delete(d.byUPN, fold(p.UPN()))
	p.DeletedAt = d.discard(p.ID)
	return nil
}

// DeleteGroup moves a living group to the recycle bin.
func (d *Directory) DeleteGroup(id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	g, err := d.livingGroup(id)
	if err != nil {
		return err
	}
	g.DeletedAt = d.discard(g.ID)
	return nil
}

func (d *Directory) discard(id string) *time.Time {
	at := d.now()
	d.bin[id] = at
	d.record(Deleted, id, "")
	return &at
}

// RecycleBin lists what was deleted and not yet purged, by id.
func (d *Directory) RecycleBin() RecycleBin {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return RecycleBin{People: d.listPeople(true), Groups: d.listGroups(true)}
}

// Restore takes a person or group out of the recycle bin, by id. A person whose
// user principal name somebody else has taken meanwhile is refused.
func (d *Directory) Restore(id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	id, err := d.binned(id)
	if err != nil {
		return err
	}
	if p, ok := d.people[id]; ok {
		if err := d.checkUPN(p.UPN(), id); err != nil {
			return err
		}
		d.byUPN[fold(p.UPN())] = id
		p.DeletedAt = nil
	} else {
		d.groups[id].DeletedAt = nil
	}
	delete(d.bin, id)
	d.record(Restored, id, "")
	return nil
}

// Purge removes a person or group from the recycle bin for good, by id. The
// change log tells of the purge first and then of what went with it.
func (d *Directory) Purge(id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	id, err := d.binned(id)
	if err != nil {
		return err
	}
	d.purge(id)
	return nil
}

// PurgeExpired purges what has been in the recycle bin for BinLife, oldest first.
func (d *Directory) PurgeExpired() {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.now()
	expired := []string{}
	for id, at := range d.bin {
		if !at.Add(BinLife).After(now) {
			expired = append(expired, id)
		}
	}
	slices.SortFunc(expired, func(a, b string) int {
		return cmp.Or(d.bin[a].Compare(d.bin[b]), cmp.Compare(a, b))
	})
	for _, id := range expired {
		d.purge(id)
	}
}

// NextExpiry is when PurgeExpired will next find something; false while the bin is empty.
func (d *Directory) NextExpiry() (time.Time, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if len(d.bin) == 0 {
		return time.Time{}, false
	}
	oldest := slices.MinFunc(slices.Collect(maps.Values(d.bin)), time.Time.Compare)
	return oldest.Add(BinLife), true
}

func (d *Directory) binned(id string) (string, error) {
	folded := fold(id)
	if _, ok := d.bin[folded]; !ok {
		return "", refusal.New(refusal.NotFound, "not-in-recycle-bin", "there is nothing with the id %q in the recycle bin", id).
			WithHint("people in the bin have no name but their id; delete the object first if it lives")
	}
	return folded, nil
}

func (d *Directory) purge(id string) {
	d.record(Purged, id, "")
	for _, group := range d.memberOf.of(id) {
		d.unlink(group, id)
	}
	for _, member := range d.members.of(id) {
		d.unlink(id, member)
	}
	for _, report := range d.reports.of(id) {
		d.setManager(d.people[report], "")
		d.record(Changed, report, "")
	}
	if p, ok := d.people[id]; ok {
		d.setManager(p, "")
	}
	for _, app := range d.apps {
		d.unassign(app.ID, id)
	}
	delete(d.people, id)
	delete(d.groups, id)
	delete(d.bin, id)
}
