// Package mockidp is a directory with a provisioning job: it plays the identity
// provider that pushes people into a bridge. Server holds many tenants, each
// with its own people, clock, job, journal and faults; Client is how to use one.
package mockidp

import (
	"cmp"
	"context"
	"crypto/rand"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/mockidp/graph"
)

// Options of a Server.
type Options struct {
	AdminToken string            // opens everything under /v1; "" opens nothing to anybody
	Transport  http.RoundTripper // how bridges are reached; nil: over the network
	Seed       int64             // of tenant ids, and of the object ids of tenants that bring no seed along
	Defect     Defect            // of every tenant's job, on purpose; the zero value is none
}

// Server is an http.Handler, safe for concurrent use. Call New and, at the end, Close.
type Server struct {
	engine  *gin.Engine
	bridges http.RoundTripper // the way to all bridges
	close   func()
	ids     *guids
	newJob  newJob
	graph   *graph.Server

	certificates func() (certificates, error) // made when they are first needed

	mu         sync.RWMutex
	tenants    map[string]*tenant
	life       context.Context //nolint:containedctx // ends the cycles of all tenants at Close
	background sync.WaitGroup  // what goes on after its request was answered
}

// New returns a server without tenants.
func New(o Options) *Server { return newServer(o, o.Defect.newJob) }

func newServer(o Options, makeJob newJob) *Server {
	life, end := context.WithCancel(context.Background())
	s := &Server{
		engine: api.New(), bridges: o.Transport, ids: newGUIDs(o.Seed), newJob: makeJob, close: end,
		tenants: map[string]*tenant{}, life: life, certificates: sync.OnceValues(newCertificates),
	}
	s.graph = s.newGraph()
	if o.Transport == nil {
		network := newTransport()
		s.bridges = network
		s.close = func() {
			end()
			network.CloseIdleConnections()
		}
	}
	s.engine.RedirectTrailingSlash = false // an empty name is an error, not a list
	s.engine.UseEscapedPath = true         // a name may hold an escaped slash; gin's own unescaping would
	s.engine.UnescapePathValues = false    // turn the + of a user principal name into a blank
	s.engine.GET("/healthz", func(c *gin.Context) {
		c.JSON(http.StatusOK, gin.H{"status": "ok", "service": "mockidp"})
	})
	// A token nobody can guess keeps a server without one closed.
	s.serve(s.engine.Group("/v1", api.RequireToken(cmp.Or(o.AdminToken, rand.Text()))))
	return s
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if isAdministrators(r) {
		s.engine.ServeHTTP(w, r)
		return
	}
	s.graph.ServeHTTP(w, r)
}

// Close ends the cycles that run and the connections of the server's own transport.
func (s *Server) Close() {
	s.mu.Lock() // nothing begins in the background while it closes
	s.close()
	s.mu.Unlock()
	s.background.Wait()
}

// idleTimeout is how long a connection to a bridge may wait for its next request.
const idleTimeout = 90 * time.Second

// newTransport reaches bridges as the service would: nothing is added to what the dialect writes.
func newTransport() *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // or Go would ask for gzip on its own
		MaxIdleConnsPerHost:    64,
		IdleConnTimeout:        idleTimeout,
		TLSHandshakeTimeout:    10 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
	}
}

func (s *Server) serve(v1 *gin.RouterGroup) {
	v1.POST("/tenants", s.createTenant)
	v1.GET("/tenants", s.listTenants)
	v1.GET("/graph", s.showGraph)
	one := v1.Group("/tenants/:tenant")
	for _, r := range routes() {
		one.Handle(r.method, r.path, s.of(r.handle))
	}
	one.DELETE("", s.deleteTenant)
}

// route of one tenant, below its own path.
type route struct {
	method, path string
	handle       func(*tenant, *gin.Context)
}

func routes() []route {
	return []route{
		{http.MethodGet, "", (*tenant).show},
		{http.MethodPost, "/people", (*tenant).addPerson},
		{http.MethodGet, "/people", (*tenant).listPeople},
		{http.MethodGet, "/people/:name", (*tenant).showPerson},
		{http.MethodPatch, "/people/:name", (*tenant).changePerson},
		{http.MethodDelete, "/people/:name", (*tenant).deletePerson},
		{http.MethodPost, "/groups", (*tenant).addGroup},
		{http.MethodGet, "/groups", (*tenant).listGroups},
		{http.MethodGet, "/groups/:group", (*tenant).showGroup},
		{http.MethodPatch, "/groups/:group", (*tenant).changeGroup},
		{http.MethodDelete, "/groups/:group", (*tenant).deleteGroup},
		{http.MethodPut, "/groups/:group/members/:name", (*tenant).addMember},
		{http.MethodDelete, "/groups/:group/members/:name", (*tenant).removeMember},
		{http.MethodGet, "/recycle-bin", (*tenant).showBin},
		{http.MethodPost, "/recycle-bin/:id/restore", (*tenant).restore},
		{http.MethodDelete, "/recycle-bin/:id", (*tenant).purge},
		{http.MethodGet, "/assignments", (*tenant).listAssignments},
		{http.MethodPut, "/assignments/:name", (*tenant).assign},
		{http.MethodDelete, "/assignments/:name", (*tenant).unassign},
		{http.MethodGet, "/changes", (*tenant).listChanges},
		{http.MethodGet, "/job", (*tenant).showJob},
		{http.MethodPut, "/job", (*tenant).configureJob},
		{http.MethodPost, "/job/validate", (*tenant).validateJob},
		{http.MethodPost, "/job/start", (*tenant).startJob},
		{http.MethodPost, "/job/pause", (*tenant).pauseJob},
		{http.MethodPost, "/job/restart", (*tenant).restartJob},
		{http.MethodPost, "/job/cycle", (*tenant).runCycle},
		{http.MethodPost, "/job/provision-on-demand", (*tenant).provisionOnDemand},
		{http.MethodGet, "/job/log", (*tenant).listRecords},
		{http.MethodGet, "/log.json", (*tenant).exportLog},
		{http.MethodGet, "/log/:file", (*tenant).exportLogFile},
		{http.MethodGet, "/job/outbox", (*tenant).listMails},
		{http.MethodGet, "/job/activities", (*tenant).listActivities},
		{http.MethodPost, "/job/quarantine", (*tenant).quarantineJob},
		{http.MethodGet, "/job/connections", (*tenant).listConnections},
		{http.MethodGet, "/job/connections/:id", (*tenant).showConnection},
		{http.MethodDelete, "/job/connections/:id", (*tenant).disconnect},
		{http.MethodPost, "/clock/advance", (*tenant).advanceClock},
		{http.MethodGet, "/journal", (*tenant).listExchanges},
		{http.MethodGet, "/faults", (*tenant).listFaults},
		{http.MethodPut, "/faults", (*tenant).setFaults},
		{http.MethodPost, "/graph/clients", (*tenant).addGraphClient},
		{http.MethodGet, "/graph/switches", (*tenant).showGraphSwitches},
		{http.MethodPut, "/graph/switches", (*tenant).setGraphSwitches},
	}
}
