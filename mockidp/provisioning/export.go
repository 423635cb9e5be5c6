package provisioning

import (
	"context"
	"maps"
	"slices"

	"github.com/scimproof/scimproof/mockidp/dialect"
	"github.com/scimproof/scimproof/mockidp/dialect/expression"
)

// visit is one object on its way through a cycle. A large tenant has many that wait for their references.
type visit struct {
	item     *item
	source   *source
	read     expression.Lookup // of the source
	link     *link             // nil: not in the bridge as far as the job knows
	resource *dialect.Resource
	answered dialect.Answered // the resource as the bridge returned it
	record   *draft           // what the log will say; nil while the visit waits
	pointed  pointed
	plan     plan
	held     bool // the record of a redundant export, kept until the references are known

	outcome outcome
}

// outcome is what a visit did, until the cycle writes it down in the order of
// its list.
type outcome struct {
	records  []*draft
	looked   bool // the object was read from the directory in this step
	waits    bool // its references follow once all objects are there
	done     bool // nothing more to do for the object in this cycle
	expired  bool // an escrow came to its end
	events   int  // objects, without references
	failures int  // of them
	broken   int  // failures, references included
}

func (r *run) visit(it *item) *visit {
	v := &visit{item: it, source: r.source(it), link: r.job.link(it.id), resource: r.dialect.Mapping.Of(it.kind)}
	v.read = v.source.value
	v.plan, v.outcome.looked = r.decide(v.source, v.link), true
	r.open(v)
	return v
}

// name of the object, also when the directory no longer knows it.
func (v *visit) name() string {
	if v.source.name == "" && v.link != nil {
		return v.link.name
	}
	return v.source.name
}

func (r *run) carryOut(ctx context.Context, v *visit) {
	r.note(v)
	switch v.plan {
	case forget:
		r.forget(v)
		v.outcome.done = true
	case pass:
		r.settle(v, true)
		r.skip(v, notEntitled)
	case remove:
		r.remove(ctx, v)
	default:
		r.carry(ctx, v)
	}
}

// note keeps in the link what the job has seen of the object, whatever becomes
// of the export. A purged object leaves it as it was last seen.
func (r *run) note(v *visit) {
	if v.link == nil || !v.source.exists {
		return
	}
	var groups []string
	if v.source.binned && !v.link.binned {
		groups = r.job.directory.GroupsOf(v.item.id)
	}
	r.job.mu.Lock()
	defer r.job.mu.Unlock()
	for _, group := range groups {
		// A restored person's memberships are sent again by a restart only.
		if in := r.job.links[group]; in != nil && in.members[v.item.id] {
			in.members[v.item.id] = false
		}
	}
	v.link.name, v.link.binned = v.source.name, v.source.binned
	v.link.inScope = v.link.inScope && v.source.entitled
}

// carry matches the object and makes the bridge's resource what the mapping wants.
func (r *run) carry(ctx context.Context, v *visit) {
	action := actionUpdate
	if v.plan == disable {
		action = actionDisable
	}
	f := r.match(ctx, v)
	switch {
	case f != nil:
		r.fail(ctx, v, action, f, false)
	case v.link != nil:
		r.update(ctx, v, action)
	case v.source.softDeleted():
		r.skip(v, notEntitled)
	default:
		r.create(ctx, v)
	}
}

func (r *run) create(ctx context.Context, v *visit) {
	v.step(toBeCreated)
	if v.resource.NoAdd {
		r.skip(v, actionExcluded)
		return
	}
	values, f := v.values()
	var answered dialect.Answered
	if f == nil {
		answered, f = r.bridge.resource(ctx, creating, r.dialect.Create(v.resource, values))
	}
	if f != nil {
		r.fail(ctx, v, actionCreate, f, false)
		return
	}
	v.answered = answered
	r.connect(v, answered)
	r.succeed(v, actionCreate)
	r.await(v)
}

func (r *run) update(ctx context.Context, v *visit, action string) {
	v.step(matchedTarget)
	if v.resource.NoUpdate {
		r.skip(v, actionExcluded)
		return
	}
	changes, f := v.diff()
	if f != nil {
		r.fail(ctx, v, action, f, false)
		return
	}
	if len(changes) == 0 {
		v.link.active = !v.source.softDeleted()
		v.outcome.events++
		r.settle(v, false)
		if v.held = v.hasReferences(); v.held {
			v.wait()
			return
		}
		r.settle(v, true)
		r.skip(v, redundant)
		return
	}
	if f := r.bridge.act(ctx, updating, r.dialect.Update(v.resource, v.link.target, changes)); f != nil {
		r.fail(ctx, v, action, f, false)
		return
	}
	v.link.active = !v.source.softDeleted()
	r.succeed(v, action)
	r.await(v)
}

// remove deletes the resource. One that still has a source is read first, as the service does.
func (r *run) remove(ctx context.Context, v *visit) {
	if v.source.exists {
		r.verifyMembers(ctx, v)
		_, f := r.bridge.resource(ctx, reading, r.dialect.Read(v.resource, v.link.target))
		switch {
		case f != nil && f.why == httpStatus(404):
			r.forget(v)
			r.skip(v, redundant)
			return
		case f != nil:
			r.fail(ctx, v, actionDelete, f, false)
			return
		}
	}
	f := r.bridge.act(ctx, deleting, r.dialect.Delete(v.resource, v.link.target))
	if f != nil && f.why != httpStatus(404) {
		r.fail(ctx, v, actionDelete, f, false)
		return
	}
	r.succeed(v, actionDelete)
	r.forget(v)
}

// verifyMembers reads the members of a group once more before it goes.
func (r *run) verifyMembers(ctx context.Context, v *visit) {
	if !r.settings.Switches.VerifyMembers {
		return
	}
	for _, id := range slices.Sorted(maps.Keys(v.link.members)) {
		if to := r.job.link(id); to != nil && to.kind == kindUser {
			// Whatever comes back, the group is deleted: it is a look and no more.
			_, _ = r.bridge.resource(ctx, reading, r.dialect.Read(r.dialect.Mapping.Of(kindUser), to.target))
		}
	}
}

// await queues the visit for its references, with a record of their own.
func (r *run) await(v *visit) {
	if v.hasReferences() {
		v.wait()
		return
	}
	r.settle(v, true)
	v.outcome.done = true
}
