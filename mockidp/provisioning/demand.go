package provisioning

import (
	"context"
	"slices"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
)

// demandedMembers is how many members of a group provision-on-demand looks at.
const demandedMembers = 5

// No more than so many provisions on demand in so much time, if the switch is on.
const (
	mostDemands = 5
	demandSpan  = 10 * time.Second
)

// OnDemand carries the named people, or one group with up to five members, to
// the bridge now, whatever the schedule says. Objects are named by id, people
// also by userPrincipalName; members that are not named are the first five.
// Failures are logged but not held in escrow, and the job's watermark and
// quarantine stay as they are (docs/entra.md, on demand).
func (j *Job) OnDemand(ctx context.Context, ids []string) (Cycle, error) {
	if !j.cycle.TryLock() {
		return Cycle{}, cycleRunning("provision on demand")
	}
	defer j.cycle.Unlock()
	r, err := j.unscheduled("provision on demand")
	if err == nil {
		err = j.limitDemands()
	}
	if err != nil {
		return Cycle{}, err
	}
	r.dialect = r.dialect.ForDemand()
	items, err := r.named(ids)
	if err != nil {
		return Cycle{}, err
	}
	if f := r.probe(ctx); f != nil {
		r.fault(f.code, f.reason)
		return r.over(), nil
	}
	if r.fresh {
		r.rescope()
	} else {
		r.importChanges()
	}
	if err := r.export(ctx, items); err != nil {
		r.cycle.Error = "provision on demand was broken off: " + err.Error()
	}
	return r.over(), nil
}

// over closes a run on demand.
func (r *run) over() Cycle {
	r.close()
	r.cycle.Records = r.job.Log(r.cycle.Before)
	return r.cycle
}

// limitDemands counts the calls of the last ten seconds and refuses one too many.
func (j *Job) limitDemands() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	now := j.now()
	j.demands = slices.DeleteFunc(j.demands, func(at time.Time) bool { return now.Sub(at) >= demandSpan })
	if j.settings.Switches.DemandLimit && len(j.demands) >= mostDemands {
		return refusal.New(refusal.Unavailable, "too-many-demands", "provision on demand: no more than %d times in %s", mostDemands, demandSpan).
			WithHint("wait, in the directory's time")
	}
	j.demands = append(j.demands, now)
	return nil
}

// named resolves names to items and refuses what on-demand cannot do.
func (r *run) named(names []string) ([]*item, error) {
	list := newQueue()
	var groups []*item
	for _, name := range names {
		it, err := r.resolve(name)
		if err != nil {
			return nil, err
		}
		if it = list.add(it.id, it.kind); it.kind == kindGroup {
			groups = append(groups, it)
		}
	}
	items := list.items()
	switch {
	case len(items) == 0:
		return nil, refusal.New(refusal.Invalid, "nothing-named", "provision on demand: nobody is named")
	case len(groups) > 1 || len(groups) == 1 && len(items) > 1+demandedMembers:
		return nil, refusal.New(refusal.Invalid, "too-much-on-demand", "provision on demand: one group with at most %d members at a time", demandedMembers)
	case len(groups) == 1 && !r.settings.Groups:
		return nil, refusal.New(refusal.Conflict, "groups-not-mapped", "provision on demand: the job does not carry groups")
	}
	for _, group := range groups {
		r.pickMembers(group, items)
	}
	return items, nil
}

// pickMembers chooses the named members of a group, or its first ones.
func (r *run) pickMembers(group *item, named []*item) {
	for _, it := range named {
		if it.kind == kindUser {
			group.members[it.id] = struct{}{}
		}
	}
	if len(group.members) > 0 {
		return
	}
	members := r.source(group).members
	for _, id := range members[:min(len(members), demandedMembers)] {
		group.members[id] = struct{}{}
	}
}

func (r *run) resolve(name string) (*item, error) {
	directory := r.job.directory
	if person, err := directory.Person(name); err == nil {
		if l := r.job.links[person.ID]; l != nil && l.binned {
			return nil, refusal.New(refusal.Conflict, "restored-on-demand", "provision on demand: %q was deleted and restored", name).
				WithHint("only a cycle brings a restored person back")
		}
		return &item{id: person.ID, kind: kindUser}, nil
	}
	if person, ok := directory.AnyPerson(name); ok {
		return &item{id: person.ID, kind: kindUser}, nil
	}
	if group, ok := directory.AnyGroup(name); ok {
		return &item{id: group.ID, kind: kindGroup}, nil
	}
	return nil, refusal.New(refusal.NotFound, "no-such-object", "provision on demand: there is no person or group %q", name)
}
