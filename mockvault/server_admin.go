package mockvault

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

// adminAPI answers what Client and AccountClient call.
func (s *Server) adminAPI(token string) *gin.Engine {
	engine := newEngine()
	engine.GET("/healthz", func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"status": "ok"}) })
	all := engine.Group("/v1/accounts", api.RequireToken(token))
	all.GET("", get(func(request) ([]Account, error) { return s.all(), nil }))
	all.POST("", route(http.StatusCreated, func(_ request, spec AccountSpec) (Account, error) {
		h, err := s.create(spec)
		if err != nil {
			return Account{}, err
		}
		return h.info(), nil
	}))

	one := all.Group("/:account", func(c *gin.Context) {
		h, err := s.byID(c.Param("account"))
		if err != nil {
			api.Refuse(c, err)
			return
		}
		c.Set(hostedKey, h)
	})
	one.GET("", get(func(r request) (Account, error) { return r.info(), nil }))
	one.PATCH("", route(http.StatusOK, func(r request, in account.SettingsChange) (Account, error) {
		_, err := r.ChangeSettings(in)
		return r.info(), err
	}))
	one.DELETE("", put(func(r request, _ struct{}) error {
		s.delete(r.hosted)
		return nil
	}))
	membersAPI(one, s.defect)
	groupsAPI(one)
	vaultsAPI(one)
	historyAPI(one)
	return engine
}

func membersAPI(one *gin.RouterGroup, defect Defect) {
	one.PUT("/provisioning", get(func(r request) (gin.H, error) { return gin.H{"token": r.EnableProvisioning()}, nil }))
	one.DELETE("/provisioning", put(func(r request, _ struct{}) error {
		r.DisableProvisioning()
		return nil
	}))
	one.POST("/invitations", put(func(r request, in struct{ Email string }) error { return r.Invite(in.Email) }))

	one.GET("/members", get(func(r request) ([]account.Member, error) { return r.AllMembers(), nil }))
	one.POST("/members", route(http.StatusCreated, func(r request, in struct {
		Email, Name string
		Type        account.Type
	}) (account.Member, error) {
		return r.AddMember(in.Email, in.Name, in.Type)
	}))
	one.GET("/members/:member", get(func(r request) (account.Member, error) {
		return r.Member(account.Administrator, r.param("member"))
	}))
	one.PATCH("/members/:member", route(http.StatusOK, func(r request, in account.MemberChange) (account.Member, error) {
		return r.ChangeMember(account.Administrator, r.param("member"), 0, in)
	}))
	one.DELETE("/members/:member", put(func(r request, _ struct{}) error {
		return r.RemoveMember(account.Administrator, r.param("member"))
	}))
	one.POST("/members/:member/password", put(func(r request, in struct{ Password string }) error {
		return r.TryPassword(r.param("member"), in.Password)
	}))
	one.POST("/members/:member/:action", route(http.StatusOK, func(r request, in struct {
		SignIn string `json:"sign_in"`
	}) (account.Member, error) {
		return r.Act(r.param("member"), defect.action(account.Action(r.param("action"))), in.SignIn)
	}))
}

func groupsAPI(one *gin.RouterGroup) {
	one.GET("/groups", get(func(r request) ([]account.Group, error) { return r.AllGroups(), nil }))
	one.POST("/groups", route(http.StatusCreated, func(r request, in account.NewGroup) (account.Group, error) {
		return r.AddGroup(account.Administrator, in)
	}))
	one.PATCH("/groups/:group", route(http.StatusOK, func(r request, in account.GroupChange) (account.Group, error) {
		return r.ChangeGroup(account.Administrator, r.param("group"), 0, in)
	}))
}

func vaultsAPI(one *gin.RouterGroup) {
	one.GET("/vaults", get(func(r request) ([]account.Vault, error) { return r.Vaults(), nil }))
	one.POST("/vaults", route(http.StatusCreated, func(r request, in struct{ Name string }) (account.Vault, error) {
		return r.AddVault(in.Name)
	}))
	one.PUT("/vaults/:vault/access/:accessor", put(func(r request, _ struct{}) error {
		return r.Grant(r.param("vault"), r.param("accessor"))
	}))
	one.POST("/vaults/:vault/items", route(http.StatusCreated, func(r request, in struct{ Title string }) (account.Item, error) {
		return r.AddItem(r.param("vault"), in.Title)
	}))
}

func historyAPI(one *gin.RouterGroup) {
	one.GET("/outbox", get(func(r request) ([]account.Mail, error) { return r.Outbox(), nil }))
	one.GET("/audit", get(func(r request) ([]account.Event, error) { return r.Audit(), nil }))
	one.GET("/snapshot", get(func(r request) (account.Snapshot, error) { return r.Snapshot(), nil }))
	one.PUT("/snapshot", put(func(r request, in account.Snapshot) error { return r.Restore(in) }))
	one.POST("/clock/advance", put(func(r request, in struct{ By duration.Duration }) error {
		return r.Advance(time.Duration(in.By))
	}))
	one.GET("/journal/unexpected", get(func(r request) ([]journal.Entry, error) { return r.journal.Unexpected(), nil }))
	one.GET("/journal", get(func(r request) ([]journal.Entry, error) {
		since, err := number("since", r.gin.Query("since"))
		return r.journal.Since(since), err
	}))
	one.GET("/faults", get(func(r request) ([]fault.Rule, error) { return r.faults.Rules(), nil }))
	one.PUT("/faults", put(func(r request, in []fault.Rule) error {
		if err := r.faults.Replace(in); err != nil {
			return refusal.New(refusal.Invalid, "bad-fault", "%v", err)
		}
		return nil
	}))
}
