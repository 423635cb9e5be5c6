package mockidp

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/graph"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// apps are the jobs of a tenant's apps. The default app's is the one that the
// administrator's API is about; those of other apps are made when the Graph API
// first asks for them.
type apps struct {
	*tenant
	newJob  newJob
	options provisioning.Options // without a directory
	server  *Server

	mu     sync.Mutex
	others map[string]job // by service principal
}

// make makes a job that sees the directory as the app does.
func (a *apps) make(app string) job {
	o := a.options
	o.Directory = a.directory.For(app)
	return a.newJob(o)
}

func (a *apps) of(app string) job {
	if app == directory.DefaultApp().ID {
		return a.job
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.others[app] == nil {
		a.others[app] = a.make(app)
	}
	return a.others[app]
}

// all lists the default app's job first.
func (a *apps) all() []job {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := []job{a.job}
	for _, app := range slices.Sorted(maps.Keys(a.others)) {
		out = append(out, a.others[app])
	}
	return out
}

// next is the job whose cycle is due first; nil if none is ever due.
func (a *apps) next() (first job, due time.Time) {
	for _, j := range a.all() {
		if at, ok := j.NextDue(); ok && (first == nil || at.Before(due)) {
			first, due = j, at
		}
	}
	return first, due
}

// Of implements graph.Jobs.
func (a *apps) Of(app string) graph.Job { return a.of(app) }

// Spare implements graph.Jobs.
func (a *apps) Spare(app string) graph.Job { return a.make(app) }

// Forget implements graph.Jobs. The default app's job stays.
func (a *apps) Forget(app string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.others, app)
}

// Hide implements graph.Jobs.
func (a *apps) Hide(secrets ...string) { a.journal.Hide(secrets...) }

// OnDemand implements graph.Jobs.
func (a *apps) OnDemand(ctx context.Context, app string, names []string) (cycle provisioning.Cycle, err error) {
	err = a.inTurn(ctx, func(ctx context.Context) (err error) {
		cycle, err = a.of(app).OnDemand(ctx, names)
		return err //nolint:wrapcheck // a refusal that says it all
	})
	return cycle, err
}

// RunDue implements graph.Jobs. A cycle that cannot run is nobody's error here:
// the job's own status tells of it.
func (a *apps) RunDue(app string) {
	a.server.inBackground(func() {
		_ = a.inTurn(a.life, func(ctx context.Context) error {
			j := a.of(app)
			if due, ok := j.NextDue(); !ok || due.After(a.clock.Now()) {
				return nil
			}
			_, err := j.Run(ctx)
			return err //nolint:wrapcheck // a refusal that says it all
		})
	})
}
