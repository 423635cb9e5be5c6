package dialect

import (
	"net/http"
	"net/url"
	"slices"
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
	if d.knob.sendUserAgent == on {
		h.Set("User-Agent", "Entra-Provisioning/1.0") // a name of ours: the service sends none [I]
	}
	if d.knob.sendAccept == on {
		h.Set("Accept", "application/scim+json")
	}
	if body {
		h.Set("Content-Type", d.knob.contentType)
	}
	return h
}

// Match asks for the resources whose attribute equals the value.
func (d *Dialect) Match(r *Resource, by *Attribute, value string) Request {
	filter := d.path(by) + ` eq ` + quote(value)
	return d.request(http.MethodGet, r, "", nil, exclusion(r), "filter="+d.escape(filter))
}

// CheckReference asks whether a resource's reference points at the target.
func (d *Dialect) CheckReference(r *Resource, id string, reference *Attribute, target string) Request {
	filter := "id eq " + quote(id) + " and " + reference.path.Attribute + " eq " + quote(target)
	return d.request(http.MethodGet, r, "", nil, "filter="+d.escape(filter), "attributes=id")
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
	const more = 4 // schemas, meta and what no value stands for
	body := &object{fields: make([]field, 0, len(values)+more)}
	schemas := make([]any, 0, len(r.Schemas))
	for _, urn := range r.Schemas {
		schemas = append(schemas, urn)
	}
	if r.Kind == d.Mapping.Group.Kind {
		schemas = append(schemas, d.knob.groupSchema)
	}
	body.set("schemas", schemas)
	for _, value := range values {
		if !value.Empty() && value.Attribute.Reference == "" {
			place(body, r, value)
		}
	}
	body.set("meta", (&object{}).set("resourceType", r.Kind))
	for _, name := range r.Empty {
		if !body.has(name) {
			body.set(name, []any{})
		}
	}
	if d.knob.nullsInPost == "explicit" {
		nulls(body, r)
	}
	body.arrange(d.Mapping.Order)
	return d.request(http.MethodPost, r, "", body)
}

// nulls sets what is mapped and has no value to null, at the top, where the documentation's example has it.
func nulls(body *object, r *Resource) {
	for i := range r.Attributes {
		a := &r.Attributes[i]
		inside, _ := body.get(a.path.URN).(*object)
		if a.Reference != Many && !body.has(a.path.Attribute) && (inside == nil || !inside.has(a.path.Attribute)) {
			body.set(a.path.Attribute, nil)
		}
	}
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
	switch {
	case value.Attribute.Type == boolean:
		at.set(name, isTrue(value.Text))
	case value.Attribute.multi:
		at.set(name, elements(value))
	default:
		at.set(name, value.Text)
	}
	if value.Attribute.roles != "" && p.Filtered() && !at.has("type") {
		at.set("type", roleType)
	}
}

// element is the element of a list that a filtered path picks, made if it is not there.
func element(at *object, r *Resource, p Path) *object {
	list, _ := at.get(p.Attribute).([]any)
	equal := any(p.Equal)
	if p.By == "primary" {
		equal = isTrue(p.Equal)
	}
	for _, candidate := range list {
		if found, ok := candidate.(*object); ok && found.get(p.By) == equal {
			return found
		}
	}
	made := &object{}
	if slices.Contains(r.Primary, p.Attribute) && p.By != "primary" {
		made.set("primary", true)
	}
	made.set(p.By, equal)
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
	case d.knob.flag == "none":
	case d.knob.flagPlacement == "beforeFilter":
		query = append([]string{d.knob.flag}, query...)
	case d.knob.flagPlacement == "afterFilter":
		query = append(query, d.knob.flag)
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
	return strings.ReplaceAll(url.QueryEscape(text), "+", d.knob.querySpace)
}

// quote writes a filter's string as RFC 7644 3.4.2.2 wants it: a JSON string.
func quote(text string) string { return `"` + quoted.Replace(text) + `"` }

var quoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`) //nolint:gochecknoglobals // constant table
