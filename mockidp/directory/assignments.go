package directory

// Assign gives a living person or group the app. Doing it again changes nothing.
func (d *Directory) Assign(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	id, err := d.living(name)
	if err != nil {
		return err
	}
	if _, already := d.assigned[id]; !already {
		d.assigned[id] = struct{}{}
		d.record(Assigned, id, "")
	}
	return nil
}

// Unassign takes the app from a living person or group. Doing it again changes nothing.
func (d *Directory) Unassign(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	id, err := d.living(name)
	if err != nil {
		return err
	}
	d.unassign(id)
	return nil
}

func (d *Directory) unassign(id string) {
	if _, ok := d.assigned[id]; ok {
		delete(d.assigned, id)
		d.record(Unassigned, id, "")
	}
}

// Assignments lists the ids of the people and groups that have the app, in the
// recycle bin or not, sorted; never nil.
func (d *Directory) Assignments() []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return sorted(d.assigned)
}

// IsAssigned reports whether the object with this id itself has the app;
// membership of an assigned group does not count.
func (d *Directory) IsAssigned(id string) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	_, ok := d.assigned[fold(id)]
	return ok
}
