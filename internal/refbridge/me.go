package refbridge

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault"
)

// serveMe serves the alias of whoever calls (RFC 7644 3.11). A provisioning
// token is no person's, so releases answer 501. The generation rfc takes its
// bearer for the account's first member, who owns it and made the token.
func (b *bridge) serveMe(routes gin.IRoutes) {
	if !b.profile.Me {
		routes.Any("/Me", b.handle(func(*call) error { return scim.NotImplemented("the token is no person's, so there is no /Me") }))
		return
	}
	users := b.kinds[0]
	for method, do := range map[string]func(*call, kind) error{
		http.MethodGet: (*call).get, http.MethodPut: (*call).put, http.MethodPatch: (*call).patch, http.MethodDelete: (*call).delete,
	} {
		routes.Handle(method, "/Me", b.handle(func(k *call) error { return k.asCaller(users, do) }))
	}
	routes.POST("/Me", b.handle(func(*call) error { return scim.NotImplemented("whoever calls exists already") }))
}

// asCaller does what a request asks to the user who sends it. Whatever comes of
// it, the answer names the place where that user really is.
func (k *call) asCaller(users kind, do func(*call, kind) error) error {
	first, err := k.vault.Members(k.ctx(), mockvault.Query{Limit: 1})
	if err != nil {
		return fmt.Errorf("look for the account's first member: %w", err)
	}
	if len(first.Items) == 0 {
		return scim.NotFound("the account has no member")
	}
	id := first.Items[0].ID
	k.Params = gin.Params{{Key: "id", Value: id}}
	k.Header("Location", k.root+users.resourceType().Endpoint+"/"+id)
	return do(k, users)
}
