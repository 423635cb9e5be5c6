package api

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/refusal"
)

// BodyLimit is the largest request body a mock reads, in bytes.
const BodyLimit = 16 << 20

// New returns a gin engine without logging and without recovery: a handler that
// aborts its connection on purpose must not be answered with a 500.
func New() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	engine.NoRoute(func(c *gin.Context) {
		Refuse(c, refusal.New(refusal.NotFound, "no-such-route", "%s %s is not part of this API", c.Request.Method, c.Request.URL.Path))
	})
	engine.NoMethod(func(c *gin.Context) {
		c.JSON(http.StatusMethodNotAllowed, refusal.New(refusal.Invalid, "no-such-method", "%s is not possible on %s", c.Request.Method, c.Request.URL.Path))
	})
	return engine
}

// Read decodes the request's JSON body into out; on failure it has answered and returns false.
func Read(c *gin.Context, out any) bool {
	decoder := json.NewDecoder(http.MaxBytesReader(c.Writer, c.Request.Body, BodyLimit))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(out)
	if errors.Is(err, io.EOF) {
		return true // no body: every field keeps its zero value
	}
	if err != nil {
		Refuse(c, refusal.New(refusal.Invalid, "unreadable-body", "read the body of %s %s: %v", c.Request.Method, c.Request.URL.Path, err))
		return false
	}
	return true
}

// Answer writes out as JSON, or err as a refusal; a nil out is 204.
func Answer(c *gin.Context, status int, out any, err error) {
	switch {
	case err != nil:
		Refuse(c, err)
	case out == nil:
		c.Status(http.StatusNoContent)
	default:
		c.JSON(status, out)
	}
}

// Refuse answers err and ends the request. An error that is no refusal is the
// server's own fault and becomes a 500.
func Refuse(c *gin.Context, err error) {
	refused, ok := refusal.Of(err)
	if !ok {
		c.AbortWithStatusJSON(http.StatusInternalServerError, refusal.New(refusal.Unavailable, "internal", "%s %s: %v", c.Request.Method, c.Request.URL.Path, err))
		return
	}
	c.AbortWithStatusJSON(statusOf(refused.Kind), refused)
}

// RequireToken lets only callers with this bearer token pass, and nobody if it is
// empty. The comparison takes the same time for every wrong token.
func RequireToken(token string) gin.HandlerFunc {
	return func(c *gin.Context) {
		if token == "" || subtle.ConstantTimeCompare([]byte(Bearer(c.Request)), []byte(token)) != 1 {
			c.Header("WWW-Authenticate", `Bearer realm="scimproof"`)
			Refuse(c, refusal.New(refusal.Unauthorized, "wrong-token", "%s %s needs the administrator's token", c.Request.Method, c.Request.URL.Path).
				WithHint("send it as Authorization: Bearer TOKEN"))
		}
	}
}

// Bearer returns the request's bearer token, or "". The scheme's case does not matter (RFC 7235 2.1).
func Bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// statuses is the one table between refusals and HTTP.
//
//nolint:gochecknoglobals // a constant table
var statuses = []struct {
	kind   refusal.Kind
	status int
}{
	{refusal.Invalid, http.StatusBadRequest},
	{refusal.Unauthorized, http.StatusUnauthorized},
	{refusal.Forbidden, http.StatusForbidden},
	{refusal.NotFound, http.StatusNotFound},
	{refusal.Conflict, http.StatusConflict},
	{refusal.Stale, http.StatusPreconditionFailed},
	{refusal.Locked, http.StatusLocked},
	{refusal.Unavailable, http.StatusServiceUnavailable},
}

func statusOf(kind refusal.Kind) int {
	for _, row := range statuses {
		if row.kind == kind {
			return row.status
		}
	}
	panic(fmt.Sprintf("refusal kind %q has no status", kind))
}

func kindOf(status int) refusal.Kind {
	for _, row := range statuses {
		if row.status == status {
			return row.kind
		}
	}
	if status >= http.StatusInternalServerError {
		return refusal.Unavailable
	}
	return refusal.Invalid
}
