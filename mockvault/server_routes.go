package mockvault

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/refusal"
)

// request is what a handler gets: the account it is about, and the rest of the HTTP request.
type request struct {
	*hosted
	gin *gin.Context
}

// hostedKey is where the middlewares leave the account of a request.
const hostedKey = "account"

// route makes a handler of a function from the request's body to the answer's;
// the type any with nil stands for none.
func route[In, Out any](status int, do func(r request, in In) (Out, error)) gin.HandlerFunc {
	return func(c *gin.Context) {
		var in In
		if !api.Read(c, &in) {
			return
		}
		h, _ := c.Get(hostedKey)
		about, _ := h.(*hosted)
		out, err := do(request{about, c}, in)
		api.Answer(c, status, out, err)
	}
}

// get is route for a request without a body.
func get[Out any](do func(r request) (Out, error)) gin.HandlerFunc {
	return route(http.StatusOK, func(r request, _ struct{}) (Out, error) { return do(r) })
}

// put is route for a request without an answer.
func put[In any](do func(r request, in In) error) gin.HandlerFunc {
	return route(http.StatusNoContent, func(r request, in In) (any, error) { return nil, do(r, in) })
}

// newEngine is api.New for paths that may hold any character in a parameter.
func newEngine() *gin.Engine {
	engine := api.New()
	engine.UseEscapedPath, engine.UnescapePathValues = true, false // gin would turn "+" into a blank
	engine.RedirectTrailingSlash = false
	return engine
}

// param is a part of the path, unescaped.
func (r request) param(name string) string {
	value, err := url.PathUnescape(r.gin.Param(name))
	if err != nil {
		return r.gin.Param(name)
	}
	return value
}

// number reads a whole number that may be absent, which is 0.
func number(what, text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, refusal.New(refusal.Invalid, "bad-number", "%s is %q, want a whole number", what, text)
	}
	return n, nil
}

// query reads a Query; a parameter that is none of those allowed is refused.
func (r request) query(allowed ...string) (Query, error) {
	q := Query{}
	texts := map[string]*string{"email": &q.Email, "name": &q.Name, "external_id": &q.ExternalID, "member": &q.Member}
	numbers := map[string]*int{"after": &q.After, "offset": &q.Offset, "limit": &q.Limit}
	known := map[string]bool{"after": true, "offset": true, "limit": true}
	for _, name := range allowed {
		known[name] = true
	}
	for name, values := range r.gin.Request.URL.Query() {
		switch {
		case !known[name]:
			return Query{}, refusal.New(refusal.Invalid, "bad-query", "%s cannot be queried by %q", r.gin.FullPath(), name)
		case texts[name] != nil:
			*texts[name] = values[0]
		default:
			n, err := number(name, values[0])
			if err != nil {
				return Query{}, err
			}
			*numbers[name] = n
		}
	}
	return q, nil
}
