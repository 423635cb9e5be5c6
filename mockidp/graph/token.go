package graph

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-jose/go-jose/v4/jwt"

	"github.com/scimproof/scimproof/internal/api"
)

const (
	// graphResource is whom a token for the API is for.
	graphResource = "https://graph.microsoft.com"
	// graphApp is the same as an app.
	graphApp = "00000003-0000-0000-c000-000000000000"
	// tokenLife is what the real endpoint gives, in real time.
	tokenLife = time.Hour
	// formLimit bounds the form that asks for a token, in bytes.
	formLimit = 64 << 10
)

// roles are what a client may do: everything, as an app with these permissions.
var roles = []string{ //nolint:gochecknoglobals // constant table
	"Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All", "AuditLog.Read.All", "Directory.ReadWrite.All",
	"Group.ReadWrite.All", "Synchronization.ReadWrite.All", "User.ReadWrite.All",
}

// signIn is an error of the token endpoint: an OAuth error with the number of the real one.
type signIn struct {
	status      int
	code        string // of OAuth (RFC 6749 5.2)
	number      int    // AADSTS
	description string
}

// token answers a client that asks for a token with its secret, in the body or in a Basic header.
func token(c *call) (any, error) {
	granted, refused := c.grantToken()
	c.Header("Cache-Control", "no-store")
	if refused == nil {
		return granted, nil
	}
	id := c.answerID()
	now := c.server.options.Now().UTC()
	stamp := now.Format("2006-01-02 15:04:05Z")
	c.JSON(refused.status, gin.H{
		"error": refused.code,
		"error_description": "AADSTS" + text(refused.number) + ": " + refused.description +
			" Trace ID: " + id + " Correlation ID: " + id + " Timestamp: " + stamp,
		"error_codes": []int{refused.number}, "timestamp": stamp, "trace_id": id, "correlation_id": id,
		"error_uri": root(c.Request) + "/error?code=" + text(refused.number),
	})
	return nil, errAnswered
}

func (c *call) grantToken() (gin.H, *signIn) {
	missing := func(name string) *signIn {
		return &signIn{http.StatusBadRequest, "invalid_request", 900144, "The request body must contain the following parameter: '" + name + "'."}
	}
	tenant, ok := c.server.options.Tenant(c.named("tenant"))
	if !ok {
		return nil, &signIn{http.StatusBadRequest, "invalid_request", 90002, "Tenant '" + c.named("tenant") + "' not found."}
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, formLimit)
	if err := c.Request.ParseForm(); err != nil {
		return nil, &signIn{http.StatusBadRequest, "invalid_request", 90014, "The request body is not a form."}
	}
	form := c.Request.PostForm
	switch grant := form.Get("grant_type"); grant {
	case "client_credentials":
	case "":
		return nil, missing("grant_type")
	default:
		return nil, &signIn{http.StatusBadRequest, "unsupported_grant_type", 70003, "The app requested an unsupported grant type '" + grant + "'."}
	}
	id, secret := credentials(c.Request)
	switch {
	case id == "":
		return nil, missing("client_id")
	case form.Get("scope") == "":
		return nil, missing("scope")
	}
	resource, ok := strings.CutSuffix(form.Get("scope"), "/.default")
	if !ok {
		return nil, &signIn{http.StatusBadRequest, "invalid_scope", 1002012, "The provided value for scope '" + form.Get("scope") + "' is not valid: it must end in '/.default'."}
	}
	if refused := tenant.signIn(id, secret); refused != nil {
		return nil, refused
	}
	signed, err := c.server.keys.sign(c.claims(tenant, id, resource))
	if err != nil {
		return nil, &signIn{http.StatusInternalServerError, "server_error", 90033, "A transient error has occurred: " + err.Error()}
	}
	seconds := int(tokenLife.Seconds()) - 1
	return gin.H{"token_type": "Bearer", "expires_in": seconds, "ext_expires_in": seconds, "access_token": signed}, nil
}

// credentials are those of the Basic header (RFC 6749 2.3.1) or else of the form.
func credentials(r *http.Request) (id, secret string) {
	if user, password, ok := r.BasicAuth(); ok {
		id, _ = url.QueryUnescape(user)
		secret, _ = url.QueryUnescape(password)
		return id, secret
	}
	return r.PostForm.Get("client_id"), r.PostForm.Get("client_secret")
}

func (c *call) claims(t *Tenant, client, resource string) claims {
	now := c.server.options.Now()
	return claims{
		Claims: jwt.Claims{
			Issuer: "https://sts.windows.net/" + t.ID + "/", Subject: client, Audience: jwt.Audience{resource}, ID: c.server.options.NewID(),
			IssuedAt: jwt.NewNumericDate(now), NotBefore: jwt.NewNumericDate(now), Expiry: jwt.NewNumericDate(now.Add(tokenLife)),
		},
		TenantID: t.ID, AppID: client, AppIDAcr: "1", ObjectID: client, IDType: "app", Roles: roles, Version: "1.0",
	}
}

// authenticate finds the tenant that the request's token is about.
func (c *call) authenticate() error {
	denied := func(message string) error {
		return &problem{status: http.StatusUnauthorized, code: "InvalidAuthenticationToken", message: message}
	}
	token := api.Bearer(c.Request)
	if token == "" {
		return denied("Access token is empty.")
	}
	known, err := c.server.keys.verify(token)
	if err != nil {
		return denied("The access token is malformed or was signed by somebody else.")
	}
	if err := known.ValidateWithLeeway(jwt.Expected{Time: c.server.options.Now()}, 0); err != nil {
		return denied("Lifetime validation failed, the token is expired.")
	}
	if !slices.ContainsFunc(known.Audience, func(to string) bool {
		return slices.Contains([]string{graphResource, graphApp, root(c.Request)}, strings.TrimSuffix(to, "/"))
	}) {
		return denied("Access token validation failure. Invalid audience.")
	}
	tenant, ok := c.server.options.Tenant(known.TenantID)
	if !ok || !tenant.knows(known.AppID) {
		return denied("The identity of the calling application could not be established.")
	}
	if asked, ok := c.Request.Context().Value(tenantKey{}).(string); ok && !strings.EqualFold(asked, tenant.ID) {
		return &problem{status: http.StatusForbidden, code: "Authorization_RequestDenied", message: "The access token is not for the tenant '" + asked + "'."}
	}
	c.tenant = tenant
	return nil
}
