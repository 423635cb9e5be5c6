// Package graph is a Microsoft-Graph-compatible API on the mock directory, with
// the token endpoint that its clients ask first (docs/graph.md). Its routes are
// one table, from which the OpenAPI description is made as well.
package graph

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
)

// Options of a Server. All are needed.
type Options struct {
	Tenant func(id string) (*Tenant, bool)
	Now    func() time.Time // real time: tokens live by it, whatever the tenants' clocks say
	NewID  func() string    // GUIDs of requests and tokens
}

// Server is an http.Handler, safe for concurrent use. Call New.
type Server struct {
	options Options
	engine  *gin.Engine
	keys    *keys
}

// New returns the API of all tenants that the options can find.
func New(o Options) *Server {
	s := &Server{options: o, engine: api.New(), keys: newKeys()}
	s.engine.RedirectTrailingSlash = false
	s.engine.UseEscapedPath = true // as for the administrator's API: a user principal name may hold anything
	s.engine.UnescapePathValues = false
	s.engine.NoRoute(s.unknown)
	s.engine.NoMethod(s.unknown)
	for _, r := range routes() {
		for _, version := range r.versions() {
			s.engine.Handle(r.method, version+r.pattern(), s.serve(r))
		}
	}
	return s
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	keyInPath(r.URL)
	s.engine.ServeHTTP(w, tenantInPath(r))
}

// root is the address that the request was sent to, as its sender sees it.
func root(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
