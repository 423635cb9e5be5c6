package provisioning

import (
	"maps"
	"slices"

	"github.com/scimproof/scimproof/mockidp/directory"
)

// item is one object a cycle has to look at.
type item struct {
	id, kind string
	members  map[string]struct{} // of a group: whose membership may have changed
}

// queue holds the items in the order they came in.
type queue struct {
	open  map[string]*item
	order []*item // also those that are done
}

func newQueue() *queue { return &queue{open: map[string]*item{}} }

// add returns the item of the object, queued if it was not.
func (q *queue) add(id, kind string) *item {
	it, ok := q.open[id]
	if !ok {
		it = &item{id: id, kind: kind}
		if kind == kindGroup {
			it.members = map[string]struct{}{}
		}
		q.open[id], q.order = it, append(q.order, it)
	}
	return it
}

func (q *queue) done(it *item) {
	if q.open[it.id] == it {
		delete(q.open, it.id)
	}
}

// items lists what is not done, in order.
func (q *queue) items() []*item {
	q.tidy()
	return slices.Clone(q.order)
}

// tidy forgets what is done.
func (q *queue) tidy() {
	q.order = slices.DeleteFunc(q.order, func(it *item) bool { return q.open[it.id] != it })
	if len(q.order) == 0 {
		q.order = nil // what a large cycle took
	}
}

// importAll queues everything in scope and everything linked, as an initial
// cycle does, and learns anew which groups are in scope.
func (r *run) importAll() {
	j := r.job
	j.read, j.todo = j.directory.LastChange(), newQueue()
	if r.settings.Scope == All {
		for _, id := range j.directory.PersonIDs() {
			j.todo.add(id, kindUser)
		}
		for _, id := range j.directory.GroupIDs() {
			r.queueGroup(id)
		}
	}
	for _, id := range j.directory.Assignments() {
		r.queuePerson(id)
	}
	for _, group := range r.rescope() {
		for _, member := range group.Members {
			r.queuePerson(member)
		}
		r.queueGroup(group.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(j.links)) {
		l := j.links[id]
		l.whole, l.skipped = false, ""
		if l.kind == kindGroup {
			r.queueGroup(id)
		} else {
			j.todo.add(id, kindUser)
		}
	}
}

func (r *run) queuePerson(id string) {
	if _, ok := r.job.directory.AnyPerson(id); ok {
		r.job.todo.add(id, kindUser)
	}
}

// rescope learns which groups are in scope and returns them.
func (r *run) rescope() []directory.Group {
	groups := []directory.Group{}
	r.job.scoped = map[string]struct{}{}
	for _, id := range r.job.directory.Assignments() {
		if group, ok := r.job.directory.AnyGroup(id); ok && group.DeletedAt == nil {
			r.job.scoped[id] = struct{}{}
			groups = append(groups, group)
		}
	}
	return groups
}

// importChanges queues what changed since the last import, and whoever came
// into scope or left it thereby. Its cost follows the changes, not the directory.
func (r *run) importChanges() {
	touched := []string{}
	upTo := r.job.directory.LastChange() // the last lines may be about other apps, and are not among the changes
	for _, change := range r.job.directory.Changes(r.job.read) {
		r.cycle.Execution.Deltas++
		if change.Member != "" {
			r.cycle.Execution.ReferenceDeltas++
		}
		touched = append(touched, r.importChange(change)...)
		r.job.read = change.Seq
	}
	r.job.read = max(r.job.read, upTo)
	for _, id := range touched {
		r.touch(id)
	}
}

// importChange returns the objects whose scope the change may have moved.
func (r *run) importChange(change directory.Change) []string {
	switch change.Kind {
	case directory.MemberAdded, directory.MemberRemoved:
		if it := r.queueGroup(change.Object); it != nil {
			it.members[change.Member] = struct{}{}
		}
		return []string{change.Member}
	case directory.Assigned, directory.Unassigned:
		if r.kindOf(change.Object) != kindGroup {
			return []string{change.Object}
		}
	}
	switch r.kindOf(change.Object) {
	case kindUser:
		r.job.todo.add(change.Object, kindUser)
	case kindGroup:
		r.queueGroup(change.Object)
		if change.Kind != directory.Changed {
			return r.rescopeGroup(change.Object)
		}
	}
	return nil
}

// rescopeGroup notes whether a group is in scope and returns its members.
func (r *run) rescopeGroup(id string) []string {
	group, ok := r.job.directory.AnyGroup(id)
	delete(r.job.scoped, id)
	if ok && group.DeletedAt == nil && r.job.directory.IsAssigned(id) {
		r.job.scoped[id] = struct{}{}
	}
	return group.Members
}

// touch queues a person whose scope is not what it was when last looked at.
func (r *run) touch(id string) {
	s, l := r.source(&item{id: id, kind: kindUser}), r.job.links[id]
	if s.exists && s.entitled != (l != nil && l.inScope) {
		r.job.todo.add(id, kindUser)
	}
}

// queueGroup queues a group if groups are mapped and this one is in scope or
// linked; nil if not.
func (r *run) queueGroup(id string) *item {
	if !r.settings.Groups {
		return nil
	}
	if r.job.links[id] == nil && r.settings.Scope == Assigned && !r.job.directory.IsAssigned(id) {
		return nil
	}
	return r.job.todo.add(id, kindGroup)
}

// kindOf is User or Group, and "" for what the service never knew.
func (r *run) kindOf(id string) string {
	if l := r.job.links[id]; l != nil {
		return l.kind
	}
	if _, ok := r.job.directory.AnyPerson(id); ok {
		return kindUser
	}
	if _, ok := r.job.directory.AnyGroup(id); ok {
		return kindGroup
	}
	return ""
}
