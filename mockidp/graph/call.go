package graph

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
)

// call is one request under way.
type call struct {
	*gin.Context
	server  *Server
	tenant  *Tenant // nil on the routes that need no token
	version string  // "/v1.0", "/beta", or "" outside of the API
}

// serve turns a row of the route table into a handler: it lets in whom it may
// concern, and writes what the row's function returns.
func (s *Server) serve(r route) gin.HandlerFunc {
	return func(g *gin.Context) {
		c := &call{Context: g, server: s}
		if !r.open {
			c.version, _, _ = strings.Cut(strings.TrimPrefix(g.Request.URL.Path, "/"), "/")
			c.version = "/" + c.version
			err := c.authenticate()
			if err == nil {
				err = c.tenant.throttled()
			}
			if err != nil {
				c.refuse(err)
				return
			}
		}
		body, err := r.handle(c)
		switch {
		case errors.Is(err, errAnswered):
		case err != nil:
			c.refuse(err)
		case body == nil:
			c.answerID()
			c.Status(r.status)
		default:
			c.answerID()
			c.JSON(r.status, body)
		}
	}
}

// errAnswered is what a handler returns that has answered by itself.
var errAnswered = errors.New("answered")

// unknown answers what no row of the route table is about.
func (s *Server) unknown(g *gin.Context) {
	c := &call{Context: g, server: s}
	_, segment, _ := strings.Cut(strings.TrimPrefix(g.Request.URL.Path, "/"), "/")
	if allowed := g.Writer.Header().Get("Allow"); allowed != "" {
		c.refuse(&problem{status: http.StatusMethodNotAllowed, code: "Request_BadRequest", message: "The method " + g.Request.Method + " is not possible here, only " + allowed + "."})
		return
	}
	c.refuse(&problem{status: http.StatusNotFound, code: "ResourceNotFound", message: "No resource was found for " + g.Request.Method + " of the segment '" + segment + "'."})
}

// named is a name in the path as the caller meant it.
func (c *call) named(key string) string {
	raw := c.Param(key)
	if name, err := url.PathUnescape(raw); err == nil {
		return name
	}
	return raw
}

// link is the address of something in this API.
func (c *call) link(path string) string { return root(c.Request) + c.version + path }

// context is the value of @odata.context.
func (c *call) context(of string) string { return c.link("/$metadata#" + of) }

// bodyDepth bounds how deep a request's JSON may be nested.
const bodyDepth = 64

// object reads the request's body, which must be a JSON object. Members that
// begin with @odata. only describe others, and are dropped.
func (c *call) object() (map[string]json.RawMessage, error) {
	raw, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, api.BodyLimit))
	if err != nil {
		var tooLong *http.MaxBytesError
		if errors.As(err, &tooLong) {
			return nil, &problem{status: http.StatusRequestEntityTooLarge, code: "Request_EntityTooLarge", message: "The request body is too large."}
		}
		return nil, badRequest("The request body could not be read.")
	}
	out := map[string]json.RawMessage{}
	if nesting(raw) > bodyDepth {
		return nil, badRequest("The request body is nested too deeply.")
	}
	if err := json.Unmarshal(raw, &out); err != nil || out == nil {
		return nil, badRequest("The request body is not a JSON object.")
	}
	for name := range out {
		if strings.HasPrefix(name, "@odata.") {
			delete(out, name)
		}
	}
	return out, nil
}

// nesting is how deep the brackets of a text go, those in strings included: a
// bound that costs nothing.
func nesting(raw []byte) int {
	depth, most := 0, 0
	for _, b := range raw {
		switch b {
		case '{', '[':
			depth++
			most = max(most, depth)
		case '}', ']':
			depth--
		}
	}
	return most
}

// into reads the request's body into a struct; members it does not know are refused.
func (c *call) into(out any) error {
	members, err := c.object()
	if err != nil {
		return err
	}
	raw, err := json.Marshal(members)
	if err != nil {
		return badRequest("The request body is not a JSON object.")
	}
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(out); err != nil {
		return badRequest("The request body does not fit: " + strings.TrimPrefix(err.Error(), "json: ") + ".")
	}
	return nil
}

// reference reads a body {"@odata.id": "https://.../directoryObjects/ID"} and returns the id.
func (c *call) reference() (string, error) {
	var body struct {
		ID string `json:"@odata.id"`
	}
	raw, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, api.BodyLimit))
	if err != nil || nesting(raw) > bodyDepth || json.Unmarshal(raw, &body) != nil {
		return "", badRequest("The request body is not a reference.")
	}
	return referred(body.ID)
}

// referred is the id at the end of a reference. Which host it names does not matter.
func referred(reference string) (string, error) {
	where, err := url.Parse(reference)
	if err != nil || reference == "" {
		return "", badRequest("'" + reference + "' is not a reference to an object.")
	}
	parts := strings.Split(strings.TrimSuffix(where.Path, "/"), "/")
	id, collection := parts[len(parts)-1], ""
	if len(parts) > 1 {
		collection = parts[len(parts)-2]
	}
	switch collection {
	case "users", "groups", "directoryObjects":
		return id, nil
	default:
		return "", badRequest("'" + reference + "' is not a reference to an object.")
	}
}
