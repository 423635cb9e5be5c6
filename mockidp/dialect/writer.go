package dialect

import (
	"net/http"
	"net/url"
	"strings"
)

// Request to a bridge, not yet bound to one: the target is below its base URL.
type Request struct {
	Method string
	Target string // path and query, with a slash in front
	Body   []byte // nil: none
}

// Header returns the headers the dialect sends, with an explicit nothing where
// net/http would put something of its own.
func (d *Dialect) Header(body bool) http.Header {
	h := http.Header{"User-Agent": nil}
	if d.Headers.UserAgent != "" {
		h.Set("User-Agent", d.Headers.UserAgent)
	}
	if d.Headers.Accept != "" {
		h.Set("Accept", d.Headers.Accept)
	}
	if body && d.Headers.ContentType != "" {
		h.Set("Content-Type", d.Headers.ContentType)
	}
	return h
}

// Match asks for the resources whose attribute equals the value.
func (d *Dialect) Match(r *Resource, by *Attribute, value string) Request {
	filter := by.Target + ` eq ` + quote(value)
	return d.request(http.MethodGet, r, "", nil, exclusion(r), "filter="+d.escape(filter))
}

// Read asks for one resource by its id.
func (d *Dialect) Read(r *Resource, id string) Request {
	return d.request(http.MethodGet, r, id, nil, exclusion(r))
}

// Delete removes one resource.
func (d *Dialect) Delete(r *Resource, id string) Request {
	return d.request(http.MethodDelete, r, id, nil)
}

// Create makes a resource of the values that are not null. References are left
// out: they follow once both ends exist.
func (d *Dialect) Create(r *Resource, values []Value) Request {
	body := &object{}
	schemas := make([]any, 0, len(r.Schemas))
	for _, urn := range r.Schemas {
		schemas = append(schemas, urn)
	}
	body.set("schemas", schemas)
	for _, value := range values {
		if value.Text != "" && value.Attribute.Reference == "" {
			place(body, r, value)
		}
	}
	body.set("meta", (&object{}).set("resourceType", r.Kind))
	for _, name := range r.Empty {
		body.set(name, []any{})
	}
	body.arrange(d.Mapping.Order)
	return d.request(http.MethodPost, r, "", body)
}

// place puts a value where its path says, making what lies on the way.
func place(body *object, r *Resource, value Value) {
	at, p := body, value.Attribute.path
	if p.URN != "" {
		at = at.child(p.URN)
	}
	name := p.Attribute
	switch {
	case p.Filtered():
		at, name = element(at, r, p), p.Sub
	case p.Sub != "":
		at, name = at.child(p.Attribute), p.Sub
	}
	if value.Attribute.Type == boolean {
		at.set(name, same(value.Text, "true"))
		return
	}
	at.set(name, value.Text)
}

// element is the element of a list that a filtered path picks, made if it is not there.
func element(at *object, r *Resource, p Path) *object {
	list, _ := at.get(p.Attribute).([]any)
	for _, candidate := range list {
		if found, ok := candidate.(*object); ok && found.get(p.By) == p.Equal {
			return found
		}
	}
	made := &object{}
	for _, name := range r.Primary {
		if name == p.Attribute {
			made.set("primary", true)
		}
	}
	made.set(p.By, p.Equal)
	for i, f := range at.fields {
		if f.name == p.Attribute {
			at.fields[i].value = append(list, made)
			return made
		}
	}
	at.set(p.Attribute, []any{made})
	return made
}

func (d *Dialect) request(method string, r *Resource, id string, body *object, query ...string) Request {
	out := Request{Method: method, Target: "/" + r.Endpoint}
	if id != "" {
		out.Target += "/" + url.PathEscape(id)
	}
	if body != nil {
		out.Body = body.bytes()
	}
	switch {
	case d.Query.FlagAt == "before":
		query = append([]string{d.Query.Flag}, query...)
	default:
		query = append(query, d.Query.Flag)
	}
	separator := "?"
	for _, part := range query {
		if part != "" {
			out.Target += separator + part
			separator = "&"
		}
	}
	return out
}

func exclusion(r *Resource) string {
	if r.Exclude == "" {
		return ""
	}
	return "excludedAttributes=" + url.QueryEscape(r.Exclude)
}

// escape writes a query value; url.QueryEscape writes a blank as + and a plus as %2B.
func (d *Dialect) escape(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", d.Query.Space)
}

// quote writes a filter's string as RFC 7644 3.4.2.2 wants it: a JSON string.
func quote(text string) string { return `"` + quoted.Replace(text) + `"` }

var quoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`) //nolint:gochecknoglobals // constant table
