package mockidp

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/mockidp/graph"
)

// newGraph makes the API that Microsoft's clients speak.
func (s *Server) newGraph() *graph.Server {
	return graph.New(graph.Options{
		Now:   time.Now,
		NewID: s.ids.next,
		Tenant: func(id string) (*graph.Tenant, bool) {
			s.mu.RLock()
			defer s.mu.RUnlock()
			t, ok := s.tenants[strings.ToLower(id)]
			if !ok {
				return nil, false
			}
			return t.graph, true
		},
	})
}

// isAdministrators reports whether a request is for the administrator's API; all others are for Graph.
func isAdministrators(r *http.Request) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	return first == "v1" || first == "healthz" || first == ""
}

// inBackground does something that Close waits for; nothing once the server is closed.
func (s *Server) inBackground(do func()) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.life.Err() == nil {
		s.background.Go(do)
	}
}

// GraphAccess is what a client of the Graph API needs to know of the server.
type GraphAccess struct {
	CA string `json:"ca"` // certificate, PEM, of who signed the server's own
}

func (s *Server) showGraph(c *gin.Context) {
	made, err := s.certificates()
	api.Answer(c, http.StatusOK, GraphAccess{CA: string(made.authority)}, err)
}

func (t *tenant) addGraphClient(c *gin.Context) {
	api.Answer(c, http.StatusCreated, t.graph.AddClient(), nil)
}

func (t *tenant) showGraphSwitches(c *gin.Context) {
	api.Answer(c, http.StatusOK, t.graph.Switches(), nil)
}

func (t *tenant) setGraphSwitches(c *gin.Context) {
	var switches graph.Switches
	if !api.Read(c, &switches) {
		return
	}
	err := t.graph.SetSwitches(switches)
	api.Answer(c, http.StatusOK, t.graph.Switches(), err)
}

// Graph is what clients of the Graph API need to know of the server.
func (c *Client) Graph(ctx context.Context) (GraphAccess, error) {
	return api.Call[GraphAccess](ctx, c.api, http.MethodGet, "/v1/graph", nil)
}

// AddGraphClient makes somebody who can get tokens for the Graph API. The secret is told this once.
func (t *TenantClient) AddGraphClient(ctx context.Context) (graph.Client, error) {
	return api.Call[graph.Client](ctx, t.api, http.MethodPost, "/graph/clients", nil)
}

// GraphSwitches are the ways in which the Graph API is unkind.
func (t *TenantClient) GraphSwitches(ctx context.Context) (graph.Switches, error) {
	return api.Call[graph.Switches](ctx, t.api, http.MethodGet, "/graph/switches", nil)
}

// SetGraphSwitches replaces them.
func (t *TenantClient) SetGraphSwitches(ctx context.Context, s graph.Switches) error {
	return t.api.Do(ctx, http.MethodPut, "/graph/switches", s, nil)
}
