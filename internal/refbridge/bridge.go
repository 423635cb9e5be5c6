// Package refbridge is the reference bridge: SCIM 2.0 in, the vault's bridge API
// out. It keeps no state and knows no account: each request shows its bearer
// token to the vault, so one process serves any number of accounts at a time.
//
// It behaves like one of several generations of a real bridge (Versions), and
// it can be told to be wrong in one way (Defects), so that scenarios have
// something to find. Both are tables; everything else is one correct bridge.
package refbridge

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/defect"
	"github.com/scimproof/scimproof/internal/refbridge/oauth"
	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault"
)

// Options of a reference bridge. VaultURL and HTTP are needed.
type Options struct {
	VaultURL string           // root of the vault's server, without a slash at the end
	HTTP     *http.Client     // decides how the vault is reached: network or loopback
	Version  string           // a Profile.Version; "" is DefaultVersion
	Defect   string           // a Defect.Name; "" is none
	Log      *slog.Logger     // one line a request; nil: no logs
	Now      func() time.Time // for /health and the logs; nil: time.Now
	OAuth    bool             // whether directories can prove themselves by OAuth, too (package oauth)
}

// bridge is what all requests share; nothing in it changes.
type bridge struct {
	profile    Profile
	tolerances tolerances
	kinds      []kind
	dial       dialer
	log        *slog.Logger
	now        func() time.Time
	inner      http.Handler // the bridge without logs: single operations of bulk requests go through it
}

// roots are the base paths: the usual one, and the one that the vendor documents (docs/vault.md).
//
//nolint:gochecknoglobals // a constant table
var roots = []string{"/scim/v2", "/scim"}

// New returns the bridge as a handler. An unknown version or defect is an error
// that lists the known ones.
func New(o Options) (http.Handler, error) {
	profile, err := profileOf(o.Version)
	if err != nil {
		return nil, err
	}
	flaw, err := defect.Find(Defects(), o.Defect)
	if err != nil {
		return nil, err //nolint:wrapcheck // says it all
	}
	profile = flaw.generation(profile)
	b := &bridge{
		profile:    profile,
		tolerances: flaw.tolerances(),
		kinds:      []kind{users{scim.UserType(), profile}, groups{scim.GroupType()}},
		dial:       flaw.behind(dial(o.VaultURL, o.HTTP)),
		log:        o.Log,
		now:        o.Now,
	}
	if b.log == nil {
		b.log = slog.New(slog.DiscardHandler)
	}
	if b.now == nil {
		b.now = time.Now
	}
	b.inner = flaw.before(headed(b.routes(mockvault.NewClient(o.VaultURL, "", o.HTTP).Ready)))
	if !o.OAuth {
		return b.logged(b.inner), nil
	}
	return b.logged(flaw.at(oauth.New(oauth.Options{Next: b.inner, HTTP: o.HTTP, Now: b.now, Gullible: flaw.gullible}))), nil
}

func (b *bridge) routes(vaultReady func(context.Context) error) http.Handler {
	engine := api.New()
	engine.RedirectTrailingSlash = false
	engine.NoRoute(func(c *gin.Context) {
		refuse(c, scim.NotFound("%s is not part of this bridge", c.Request.URL.Path))
	})
	engine.NoMethod(func(c *gin.Context) {
		refuse(c, scim.MethodNotAllowed("%s is not possible on %s", c.Request.Method, c.Request.URL.Path))
	})
	b.serveHealth(engine, vaultReady)
	for _, root := range roots {
		routes := engine.Group(root)
		b.serveDiscovery(routes)
		for _, kd := range b.kinds {
			b.serveKind(routes, kd)
		}
		routes.GET("/", b.handle((*call).listAll))
		routes.POST("/.search", b.handle((*call).searchAll))
		routes.POST("/Bulk", b.handle((*call).bulk))
		b.serveMe(routes)
	}
	return engine
}
