package refbridge

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// freshness is how long a report of /health is worth something
// (docs/vault.md, ports, endpoints, health).
const freshness = 10 * time.Minute

// report is what one component says about itself.
type report struct {
	Source  string    `json:"source"`
	Time    time.Time `json:"time"`
	Expires time.Time `json:"expires"`
	State   string    `json:"state"` // healthy or unreachable
}

// serveHealth serves what needs no token: /ping and /healthz tell that the
// process runs, /health whether it can work.
func (b *bridge) serveHealth(routes gin.IRoutes, vaultReady func(context.Context) error) {
	for _, path := range []string{"/ping", "/healthz"} {
		routes.GET(path, func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"status": "ok"}) })
	}
	routes.GET("/health", func(c *gin.Context) {
		now := b.now().UTC()
		state, status, code := "healthy", "ok", http.StatusOK
		if err := vaultReady(c.Request.Context()); err != nil {
			state, status, code = "unreachable", "unavailable", http.StatusServiceUnavailable
		}
		c.JSON(code, gin.H{
			"status": status, "version": b.profile.Release, "build": b.profile.Build, "retrievedAt": now,
			"reports": []report{
				{Source: "SCIMServer", Time: now, Expires: now.Add(freshness), State: "healthy"},
				{Source: "Vault", Time: now, Expires: now.Add(freshness), State: state},
			},
		})
	})
}
