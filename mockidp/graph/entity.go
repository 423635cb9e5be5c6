package graph

import (
	"slices"
	"strings"
)

// object is one thing of the API: it tells the values of its properties by name,
// and works out only what it is asked for. A value is nil, text, a bool, a
// float64, a time.Time, or something that only JSON looks into.
type object func(property string) any

// entity is a type of object.
type entity struct {
	name       string // in microsoft.graph
	set        string // how @odata.context calls a collection of them
	properties []property
	order      []order // of lists nobody wants in another one; the last property tells all objects apart
	exact      bool    // comparisons of text mind the case
	advanced   bool    // some operators need a ConsistencyLevel, as for all objects of a directory
}

// property of an entity.
type property struct {
	name     string
	kind     kind
	hidden   bool   // told only if it is selected
	readOnly bool   // or set by other requests than those on the object itself
	stored   string // attribute of the directory that holds it; "" for none, or none of this name
}

// kind of a value.
type kind string

const (
	aString  kind = "string"
	aBoolean kind = "boolean"
	aNumber  kind = "number"
	aTime    kind = "dateTimeOffset"
	aList    kind = "collection"
	aComplex kind = "complex"
)

func (e *entity) find(name string) (property, bool) {
	i := slices.IndexFunc(e.properties, func(p property) bool { return p.name == name })
	if i < 0 {
		return property{}, false
	}
	return e.properties[i], true
}

// path is a property and, where it is complex, what is looked up in it: sourceIdentity/id.
type path struct {
	property
	within []string
}

func (e *entity) path(text string) (path, bool) {
	names := strings.Split(text, "/")
	p, ok := e.find(names[0])
	if !ok || len(names) > 1 && p.kind != aComplex || slices.Contains(names, "") {
		return path{}, false
	}
	return path{p, names[1:]}, true
}

// of is the value of the path in an object.
func (p path) of(o object) any {
	value := o(p.name)
	for _, name := range p.within {
		inner, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = inner[name]
	}
	return value
}

// shown is the object as JSON: the properties selected, or those it tells unasked.
func (e *entity) shown(o object, selected []string) map[string]any {
	out := map[string]any{}
	for _, p := range e.properties {
		if selected == nil && !p.hidden || slices.Contains(selected, p.name) || p.name == typeName {
			out[p.name] = o(p.name)
		}
	}
	return out
}

// typeName is a property that tells the type of an object where there can be several; it is always told.
const typeName = "@odata.type"

// one answers a single object.
func (c *call) one(e *entity, o object) (map[string]any, error) {
	q, err := c.query(e, "$select")
	if err != nil {
		return nil, err
	}
	return c.entry(e, o, q.selected), nil
}

// entry is an object with its context.
func (c *call) entry(e *entity, o object, selected []string) map[string]any {
	out := e.shown(o, selected)
	out["@odata.context"] = c.context(e.set + "/$entity")
	return out
}
