package provisioning

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/mockidp/dialect"
)

// pointed is what the bridge returned for the reference of an object.
type pointed struct {
	have string // of a single reference, the id it points to
	had  bool
}

// hasReferences reports whether references may follow: nothing points from what
// is disabled, and a manager who never was needs no look.
func (v *visit) hasReferences() bool {
	reference := v.resource.Reference()
	switch {
	case reference == nil || v.source.softDeleted():
		return false
	case reference.Reference == dialect.One:
		return v.source.manager != "" || v.link.manager != "" || v.link.skipped != ""
	default:
		return true
	}
}

// wait keeps of the visit what its references need, and lets the rest go: in
// an initial cycle everybody waits at once.
func (v *visit) wait() {
	reference := v.resource.Reference()
	if reference.Reference == dialect.One {
		have, had, _ := v.answered.Read(reference)
		v.pointed = pointed{strings.Clone(have), had}
	} else {
		v.pointed.had = v.answered.Has(reference)
	}
	v.answered, v.source.attributes, v.read = dialect.Answered{}, nil, nil
	if !v.held {
		v.record = nil
	}
	v.outcome.waits = true
}

// references sends what points from the visit's object to others, in requests
// of its own.
func (r *run) references(ctx context.Context, v *visit) {
	reference := v.resource.Reference()
	if !v.held {
		r.open(v)
	}
	var f *failure
	if reference.Reference == dialect.One {
		f = r.manager(ctx, v, reference)
	} else {
		f = r.members(ctx, v, reference)
	}
	switch {
	case ctx.Err() != nil:
		return
	case len(v.record.Modified) > 0:
		v.step(resolved)
		v.step(exportedReference)
		r.emit(v, actionUpdate, success)
		if f != nil {
			r.open(v)
		}
	case v.held && f == nil:
		r.skip(v, redundant)
	}
	if f != nil {
		r.fail(ctx, v, actionUpdate, f, true)
		return
	}
	r.settle(v, true)
	v.outcome.done = true
}

// manager keeps the reference of a person to their manager. One who is out of
// scope when first looked at is passed over until a restart.
func (r *run) manager(ctx context.Context, v *visit, reference *dialect.Attribute) *failure {
	l, want := v.link, v.source.manager
	have, had := v.pointed.have, v.pointed.had
	if want == "" {
		return r.noManager(ctx, v, reference, have)
	}
	to := r.job.links[want]
	switch {
	case to == nil && r.unresolved(want) != nil:
		return r.unresolved(want)
	case to == nil || !to.inScope:
		if !r.demanded() {
			l.skipped = want
		}
		return nil
	case l.skipped == want:
		return nil
	case had && have == to.target:
		l.manager = want
		return nil
	}
	if there, f := r.there(ctx, v, reference, to.target); there || f != nil {
		if there {
			l.manager, l.skipped = want, ""
		}
		return f
	}
	if f := r.bridge.act(ctx, updating, r.dialect.SetReference(v.resource, l.target, reference, to.target, had)); f != nil {
		return f
	}
	l.manager, l.skipped = want, ""
	v.modify(reference.Target, have, to.target)
	return nil
}

// there asks whether the reference is already as it shall be, if the dialect asks at all.
func (r *run) there(ctx context.Context, v *visit, reference *dialect.Attribute, target string) (bool, *failure) {
	if !r.dialect.ChecksReferences() {
		return false, nil
	}
	hits, f := r.bridge.list(ctx, matching, r.dialect.CheckReference(v.resource, v.link.target, reference, target))
	return len(hits) > 0, f
}

// noManager takes away a manager that the job has set; it leaves others alone.
func (r *run) noManager(ctx context.Context, v *visit, reference *dialect.Attribute, have string) *failure {
	if v.link.manager != "" && have != "" {
		if f := r.bridge.act(ctx, updating, r.dialect.ClearReference(v.resource, v.link.target, reference)); f != nil {
			return f
		}
		v.modify(reference.Target, have, "")
	}
	v.link.manager, v.link.skipped = "", ""
	return nil
}

// unresolved is the failure of an object that a reference needs, nil if it has none.
func (r *run) unresolved(id string) *failure {
	r.job.mu.RLock()
	defer r.job.mu.RUnlock()
	held, ok := r.job.escrows[escrowKey{id, false}]
	if !ok {
		return nil
	}
	return &failure{code: held.ErrorCode, retry: held.retry, reason: fmt.Sprintf("%s %s is not in the bridge yet", held.Kind, id)}
}

// members brings the memberships of a group that may have changed to the
// bridge: those of the change log, or all if the group was never looked at
// whole. Members are never read back; the link remembers them.
func (r *run) members(ctx context.Context, v *visit, reference *dialect.Attribute) *failure {
	l := v.link
	candidates := v.item.members
	if !l.whole && !r.demanded() {
		candidates = map[string]struct{}{}
		for _, id := range slices.AppendSeq(slices.Clone(v.source.members), maps.Keys(l.members)) {
			candidates[id] = struct{}{}
		}
	}
	add, drop, waiting := r.membership(v, candidates)
	v.item.members = candidates // a failure keeps them for the retry
	size := r.settings.membersPerPatch(r.dialect)
	for batch := range slices.Chunk(add, size) {
		f := r.enroll(ctx, v, reference, batch, func(targets []string) dialect.Request {
			return r.dialect.AddMembers(v.resource, l.target, reference, targets, v.pointed.had)
		}, false)
		if f != nil {
			return f
		}
		for _, id := range batch {
			l.members[id] = true
			v.modify(reference.Target, "", r.job.links[id].target)
		}
	}
	for batch := range slices.Chunk(drop, size) {
		f := r.enroll(ctx, v, reference, batch, func(targets []string) dialect.Request {
			return r.dialect.RemoveMembers(v.resource, l.target, reference, targets)
		}, true)
		if f != nil {
			return f
		}
		for _, id := range batch {
			delete(l.members, id)
			v.modify(reference.Target, r.job.links[id].target, "")
		}
	}
	l.whole = l.whole || !r.demanded()
	if len(waiting) > 0 {
		v.item.members = map[string]struct{}{}
		for _, id := range waiting {
			v.item.members[id] = struct{}{}
		}
		return r.unresolved(waiting[0])
	}
	return nil
}

// membership says which candidates to add, which to remove and which must wait
// because their own export failed. A member out of scope is passed over until a
// restart; nested groups are carried only by a dialect that does.
func (r *run) membership(v *visit, candidates map[string]struct{}) (add, drop, waiting []string) {
	current := map[string]struct{}{}
	for _, id := range v.source.members {
		current[id] = struct{}{}
	}
	for _, id := range slices.Sorted(maps.Keys(candidates)) {
		to := r.job.links[id]
		_, in := current[id]
		exported, known := v.link.members[id]
		switch {
		case to == nil && in:
			if r.unresolved(id) != nil {
				waiting = append(waiting, id)
			}
		case to == nil:
			delete(v.link.members, id)
		case to.kind == kindGroup && !r.dialect.CarriesNested():
		case in && !exported && to.inScope && !to.binned:
			add = append(add, id)
		case !in && known:
			drop = append(drop, id)
		}
	}
	return add, drop, waiting
}

// enroll sends the request for those of a batch whose membership is as it shall no longer be.
func (r *run) enroll(ctx context.Context, v *visit, reference *dialect.Attribute, ids []string, request func(targets []string) dialect.Request, member bool) *failure {
	targets := make([]string, 0, len(ids))
	for _, id := range ids {
		target := r.job.links[id].target
		there, f := r.there(ctx, v, reference, target)
		if f != nil {
			return f
		}
		if !r.dialect.ChecksReferences() || there == member {
			targets = append(targets, target)
		}
	}
	if len(targets) == 0 {
		return nil
	}
	return r.bridge.act(ctx, updating, request(targets))
}
