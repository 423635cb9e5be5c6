package graph

import (
	"cmp"
	"net/http"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/refusal"
)

// problem is an error in Graph's words.
type problem struct {
	status  int
	code    string
	message string
	details []detail
	retry   time.Duration // after which it may go better; 0: nothing is said
}

// detail of a problem.
type detail struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Target  string `json:"target,omitempty"`
}

// Error implements error.
func (p *problem) Error() string { return p.message }

func badRequest(message string) *problem {
	return &problem{status: http.StatusBadRequest, code: "Request_BadRequest", message: message}
}

// noProperty refuses a property that a type does not have.
func noProperty(name, of string) *problem {
	return badRequest("The property '" + name + "' does not exist on type 'microsoft.graph." + of + "'.")
}

// notFound is how Graph says that there is nobody of this name.
func notFound(id string) *problem {
	return &problem{
		status: http.StatusNotFound, code: "Request_ResourceNotFound",
		message: "Resource '" + id + "' does not exist or one of its queried reference-property objects are not present.",
	}
}

// kinds says what a refusal of the directory or a job is in Graph.
var kinds = map[refusal.Kind]problem{ //nolint:gochecknoglobals // constant table
	refusal.Invalid:      {status: http.StatusBadRequest, code: "Request_BadRequest"},
	refusal.Unauthorized: {status: http.StatusUnauthorized, code: "InvalidAuthenticationToken"},
	refusal.Forbidden:    {status: http.StatusForbidden, code: "Authorization_RequestDenied"},
	refusal.NotFound:     {status: http.StatusNotFound, code: "Request_ResourceNotFound"},
	refusal.Conflict:     {status: http.StatusBadRequest, code: "Request_BadRequest"}, // clients try again what is answered 409
	refusal.Unavailable:  {status: http.StatusServiceUnavailable, code: "ServiceUnavailable"},
}

// rules says what single refusals are, where Graph has an answer of its own;
// clients look for some of these messages.
var rules = map[string]problem{ //nolint:gochecknoglobals // constant table
	"upn-taken": {
		status: http.StatusBadRequest, code: "Request_BadRequest",
		message: "Another object with the same value for property userPrincipalName already exists.",
		details: []detail{{"ObjectConflict", "Another object with the same value for property userPrincipalName already exists.", "userPrincipalName"}},
	},
	"member-exists": {
		status: http.StatusBadRequest, code: "Request_BadRequest",
		message: "One or more added object references already exist for the following modified properties: 'members'.",
	},
	"no-such-member": {
		status: http.StatusBadRequest, code: "Request_BadRequest",
		message: "One or more removed object references do not exist for the following modified properties: 'members'.",
	},
	"cycle-running":            {status: http.StatusConflict, code: "Conflict"},
	"role-granted":             {status: http.StatusBadRequest, code: "Request_BadRequest", message: "Permission being assigned already exists on the object."},
	"service-principal-exists": {status: http.StatusConflict, code: "Request_MultipleObjectsWithSameKeyValue"},
	"too-many-demands":         {status: http.StatusTooManyRequests, code: "TooManyRequests", retry: 10 * time.Second},
}

// problemOf is what an error is in Graph. Whatever is neither a problem nor a refusal is our own fault.
func problemOf(err error) *problem {
	if p, ok := err.(*problem); ok { //nolint:errorlint // handlers return it as it is
		return p
	}
	refused, ok := refusal.Of(err)
	if !ok {
		return &problem{status: http.StatusInternalServerError, code: "InternalServerError", message: err.Error()}
	}
	p, ok := rules[refused.Code]
	if !ok {
		p = kinds[refused.Kind]
	}
	if unicode.IsUpper(firstRune(refused.Code)) { // the provisioning service's own code
		p.code = refused.Code
	}
	p.status = cmp.Or(p.status, http.StatusInternalServerError)
	p.code = cmp.Or(p.code, "InternalServerError")
	p.message = cmp.Or(p.message, refused.Error())
	return &p
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// refuse answers an error in Graph's envelope.
func (c *call) refuse(err error) {
	p := problemOf(err)
	if p.status == http.StatusUnauthorized {
		c.Header("WWW-Authenticate", `Bearer realm="", authorization_uri="`+root(c.Request)+`/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`)
	}
	if p.retry > 0 {
		c.Header("Retry-After", strconv.Itoa(int(p.retry.Seconds())))
	}
	id := c.answerID()
	body := gin.H{"code": p.code, "message": p.message, "innerError": gin.H{
		"date":              c.server.options.Now().UTC().Format("2006-01-02T15:04:05"),
		"request-id":        id,
		"client-request-id": cmp.Or(c.GetHeader("client-request-id"), id),
	}}
	if p.details != nil {
		body["details"] = p.details
	}
	c.AbortWithStatusJSON(p.status, gin.H{"error": body})
}

// answerID gives the answer its ids and returns the one of the request.
func (c *call) answerID() string {
	id := c.server.options.NewID()
	c.Header("request-id", id)
	if theirs := c.GetHeader("client-request-id"); theirs != "" {
		c.Header("client-request-id", theirs)
	}
	return id
}
