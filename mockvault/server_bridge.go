package mockvault

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/mockvault/account"
)

// bridgeAPI answers what BridgeClient calls.
func (s *Server) bridgeAPI() *gin.Engine {
	engine := newEngine()
	engine.Use(s.bridgesAccount)
	root := engine.Group(bridgeRoot)
	root.GET("/account", get(func(r request) (account.Settings, error) { return r.BridgeSettings() }))
	bridgesMembers(root)
	bridgesGroups(root)
	return engine
}

func bridgesMembers(root *gin.RouterGroup) {
	root.GET("/members", get(func(r request) (Page[account.Member], error) {
		q, err := r.query("email", "external_id")
		if err != nil {
			return Page[account.Member]{}, err
		}
		return r.FindMembers(q)
	}))
	root.GET("/members/:id", get(func(r request) (account.Member, error) {
		return r.Member(account.Bridge, r.param("id"))
	}))
	root.POST("/members", route(http.StatusCreated, func(r request, in account.NewMember) (account.Member, error) {
		return r.Provision(in)
	}))
	root.PATCH("/members/:id", route(http.StatusOK, func(r request, in account.MemberChange) (account.Member, error) {
		version, err := r.version()
		if err != nil {
			return account.Member{}, err
		}
		return r.ChangeMember(account.Bridge, r.param("id"), version, in)
	}))
	root.DELETE("/members/:id", put(func(r request, _ struct{}) error {
		return r.RemoveMember(account.Bridge, r.param("id"))
	}))
}

func bridgesGroups(root *gin.RouterGroup) {
	root.GET("/groups", get(func(r request) (Page[account.Group], error) {
		q, err := r.query("name", "external_id", "member")
		if err != nil {
			return Page[account.Group]{}, err
		}
		return r.FindGroups(q)
	}))
	root.GET("/groups/:id", get(func(r request) (account.Group, error) {
		return r.Group(account.Bridge, r.param("id"))
	}))
	root.POST("/groups", route(http.StatusCreated, func(r request, in account.NewGroup) (account.Group, error) {
		return r.AddGroup(account.Bridge, in)
	}))
	root.PATCH("/groups/:id", route(http.StatusOK, func(r request, in account.GroupChange) (account.Group, error) {
		version, err := r.version()
		if err != nil {
			return account.Group{}, err
		}
		return r.ChangeGroup(account.Bridge, r.param("id"), version, in)
	}))
	root.DELETE("/groups/:id", put(func(r request, _ struct{}) error {
		return r.RemoveGroup(r.param("id"))
	}))
}

// bridgesAccount lets only requests pass that came with a token the server
// knows, and marks those that no bridge should send.
func (s *Server) bridgesAccount(c *gin.Context) {
	v, ok := c.Request.Context().Value(visitKey{}).(*visit)
	if !ok {
		c.Header("WWW-Authenticate", `Bearer realm="scimproof"`)
		_, err := s.byToken(api.Bearer(c.Request))
		api.Refuse(c, err)
		return
	}
	v.unexpected = c.FullPath() == ""
	c.Set(hostedKey, v.hosted)
}

// version is what If-Match asks for; 0 is any.
func (r request) version() (int, error) {
	return number("If-Match", r.gin.GetHeader("If-Match"))
}
