package provisioning

import (
	"context"
	"strings"

	"github.com/scimproof/scimproof/mockidp/dialect"
)

// match finds the resource of an object in the bridge: by the cached id, else by
// one filter per matching attribute until one hits. It links what it finds; no
// hit is no failure, but leaves the visit without a link.
func (r *run) match(ctx context.Context, v *visit) *failure {
	if v.link != nil {
		answered, f := r.bridge.resource(ctx, reading, r.dialect.Read(v.resource, v.link.target))
		switch {
		case f == nil:
			v.answered, v.link.inScope = answered, v.source.entitled
			return nil
		case f.why != httpStatus(404) || v.link.inScope:
			return f
		}
		// Whoever comes back into scope is matched anew if the cached id is dead.
		r.forget(v)
	}
	if v.source.softDeleted() {
		return nil
	}
	return r.search(ctx, v)
}

func (r *run) search(ctx context.Context, v *visit) *failure {
	asked := false
	for _, by := range v.resource.Matching() {
		value, f := v.wanted(by, false)
		if f != nil {
			return f
		}
		if value.Empty() {
			continue
		}
		asked = true
		request := r.dialect.Match(v.resource, by, value.Text)
		if !r.dialect.Searchable(value.Text) {
			return classify(matching, special, attempt(request), "Message: values with special characters cannot be searched for")
		}
		hits, f := r.bridge.list(ctx, matching, request)
		switch {
		case f != nil:
			return f
		case len(hits) > 1:
			return classify(matching, duplicates, attempt(request), "Message: several resources match one object of the directory")
		case len(hits) == 1:
			v.answered = hits[0]
			r.connect(v, hits[0])
			return nil
		}
	}
	if !asked {
		return classify(matching, unmatched, "match "+v.item.kind+" "+v.name(), "Message: no matching attribute has a value")
	}
	return nil
}

// connect links the visit's object to a resource.
func (r *run) connect(v *visit, to dialect.Answered) {
	v.link = &link{
		kind: v.item.kind, name: v.source.name, target: strings.Clone(to.ID), // not the answer it came in
		inScope: true, active: true,
	}
	if v.item.kind == kindGroup {
		v.link.members = map[string]bool{}
	}
	v.record.Target = v.link.target
	r.job.mu.Lock()
	defer r.job.mu.Unlock()
	if r.job.links[v.item.id] == nil {
		r.job.history.synchronized(v.item.kind)
	}
	r.job.links[v.item.id] = v.link
}

// forget drops the link and everything that hangs on it.
func (r *run) forget(v *visit) {
	v.link = nil
	r.job.mu.Lock()
	defer r.job.mu.Unlock()
	delete(r.job.links, v.item.id)
	if !r.demanded() {
		delete(r.job.escrows, escrowKey{v.item.id, false})
		delete(r.job.escrows, escrowKey{v.item.id, true})
	}
}
