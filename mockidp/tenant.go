package mockidp

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/graph"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// tenant is one directory with everything that belongs to it.
type tenant struct {
	id, name  string
	clock     *clock.Virtual
	directory *directory.Directory
	job       job // of the default app
	apps      *apps
	graph     *graph.Tenant
	journal   *journal.Journal
	faults    *fault.Set

	turn chan struct{}   // full while somebody runs cycles
	life context.Context //nolint:containedctx // ends the cycles that run when the tenant is deleted
	end  context.CancelFunc
}

func (s *Server) newTenant(spec TenantSpec) *tenant {
	if spec.Seed == 0 {
		spec.Seed = s.ids.seed()
	}
	if spec.Start.IsZero() {
		spec.Start = clock.Epoch()
	}
	t := &tenant{
		id: s.ids.next(), name: spec.Name, clock: clock.New(spec.Start),
		journal: journal.New(), faults: &fault.Set{}, turn: make(chan struct{}, 1),
	}
	t.life, t.end = context.WithCancel(s.life)
	ids := newGUIDs(spec.Seed)
	t.directory = directory.New(t.clock.Now, ids.next)
	// The journal lies outside the faults: it must show what the sender saw.
	way := &journal.Transport{
		Base:    &fault.Transport{Base: s.bridges, Set: t.faults},
		Journal: t.journal, From: "directory", To: "bridge", Now: t.clock.Now,
	}
	// The job draws from a source of its own: the ids of people do not depend on how many cycles ran.
	t.apps = &apps{tenant: t, newJob: s.newJob, server: s, others: map[string]job{}, options: provisioning.Options{
		Transport: way, Now: t.clock.Now, NewID: newGUIDs(ids.seed()).next, PassTo: t.passTo,
		Tenant: t.id, Hide: t.journal.Hide, Signer: s.graph,
	}}
	t.job = t.apps.make(directory.DefaultApp().ID)
	t.graph = graph.NewTenant(graph.TenantOptions{
		ID: t.id, Directory: t.directory, Jobs: t.apps, Now: t.clock.Now, NewID: newGUIDs(ids.seed()).next,
	})
	return t
}

func (t *tenant) info() Tenant {
	return Tenant{ID: t.id, Name: t.name, Now: t.clock.Now(), Exchanges: t.journal.Mark()}
}

// of turns what a tenant does into a handler that finds the tenant.
func (s *Server) of(handle func(*tenant, *gin.Context)) gin.HandlerFunc {
	return func(c *gin.Context) {
		id := param(c, "tenant")
		s.mu.RLock()
		t, ok := s.tenants[id]
		s.mu.RUnlock()
		if !ok {
			api.Refuse(c, noSuchTenant(id))
			return
		}
		handle(t, c)
	}
}

func noSuchTenant(id string) *refusal.Error {
	return refusal.New(refusal.NotFound, "no-such-tenant", "there is no tenant %q", id)
}

func (s *Server) createTenant(c *gin.Context) {
	var spec TenantSpec
	if !api.Read(c, &spec) {
		return
	}
	t := s.newTenant(spec)
	if spec.Job != nil {
		err := t.configure(*spec.Job)
		if err == nil {
			err = t.job.Start()
		}
		if err != nil {
			t.end()
			api.Answer(c, http.StatusCreated, Tenant{}, err)
			return
		}
	}
	s.mu.Lock()
	s.tenants[t.id] = t
	s.mu.Unlock()
	api.Answer(c, http.StatusCreated, t.info(), nil)
}

func (s *Server) listTenants(c *gin.Context) {
	s.mu.RLock()
	tenants := slices.Collect(maps.Values(s.tenants))
	s.mu.RUnlock()
	slices.SortFunc(tenants, func(a, b *tenant) int { return strings.Compare(a.id, b.id) })
	out := make([]Tenant, len(tenants))
	for i, t := range tenants {
		out[i] = t.info()
	}
	api.Answer(c, http.StatusOK, out, nil)
}

func (s *Server) deleteTenant(c *gin.Context) {
	id := param(c, "tenant")
	s.mu.Lock()
	t, ok := s.tenants[id]
	delete(s.tenants, id)
	s.mu.Unlock()
	if !ok {
		api.Refuse(c, noSuchTenant(id))
		return
	}
	t.end()
	api.Answer(c, http.StatusNoContent, nil, nil)
}

func (t *tenant) show(c *gin.Context) { api.Answer(c, http.StatusOK, t.info(), nil) }
