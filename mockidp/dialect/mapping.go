package dialect

import (
	"fmt"
	"slices"
)

// Mapping says what people and groups become on the wire.
type Mapping struct {
	User  Resource `yaml:"User"`
	Group Resource `yaml:"Group"`
	Order []string `yaml:"order"` // of attribute names in a new resource, at every depth
}

// Resource is one kind of object and its SCIM shape.
type Resource struct {
	Kind       string      `yaml:"-"`        // User or Group, also its meta.resourceType
	Endpoint   string      `yaml:"endpoint"` // below the base URL
	Schemas    []string    `yaml:"schemas"`
	Exclude    string      `yaml:"exclude"` // attribute that reads leave out; "" for none
	Empty      []string    `yaml:"empty"`   // attributes that a new resource carries as empty lists
	Primary    []string    `yaml:"primary"` // lists whose element is marked primary
	Attributes []Attribute `yaml:"attributes"`
}

// Attribute is one line of a mapping.
type Attribute struct {
	Target    string `yaml:"target"`
	Source    string `yaml:"source"`
	Match     int    `yaml:"match"`     // precedence as a matching attribute from 1 on; 0: not one
	Type      string `yaml:"type"`      // "" for text, or boolean
	Reference string `yaml:"reference"` // "" for a value; one or many: ids of other objects in the bridge

	path       Path
	expression Expression
}

// Value is what an attribute shall be at the target; "" is null.
type Value struct {
	Attribute *Attribute
	Text      string
}

// The two kinds of reference.
const (
	One  = "one"
	Many = "many"
)

// boolean is the type of attributes whose text is True or False.
const boolean = "boolean"

// Eval computes the value for one source object; "" is null.
func (a *Attribute) Eval(source Lookup) string { return a.expression.Eval(source) }

// Matching lists the matching attributes by precedence.
func (r *Resource) Matching() []*Attribute {
	var out []*Attribute
	for i := range r.Attributes {
		if r.Attributes[i].Match > 0 {
			out = append(out, &r.Attributes[i])
		}
	}
	slices.SortStableFunc(out, func(a, b *Attribute) int { return a.Match - b.Match })
	return out
}

// Active is the attribute by which an object is disabled; nil if the mapping
// has none, and then objects are deleted where others would be disabled.
func (r *Resource) Active() *Attribute {
	return r.find(func(a *Attribute) bool { return a.Type == boolean })
}

// Reference is the attribute that points to other objects, nil if there is none.
func (r *Resource) Reference() *Attribute {
	return r.find(func(a *Attribute) bool { return a.Reference != "" })
}

func (r *Resource) find(wanted func(*Attribute) bool) *Attribute {
	for i := range r.Attributes {
		if wanted(&r.Attributes[i]) {
			return &r.Attributes[i]
		}
	}
	return nil
}

// Of returns the resource of a kind, User or Group.
func (m *Mapping) Of(kind string) *Resource {
	if kind == m.Group.Kind {
		return &m.Group
	}
	return &m.User
}

func (m *Mapping) compile() error {
	m.User.Kind, m.Group.Kind = "User", "Group"
	for _, resource := range []*Resource{&m.User, &m.Group} {
		for i := range resource.Attributes {
			if err := resource.Attributes[i].compile(); err != nil {
				return fmt.Errorf("%s: attribute %d: %w", resource.Kind, i+1, err)
			}
		}
		if len(resource.Matching()) == 0 || resource.Endpoint == "" {
			return fmt.Errorf("%s: an endpoint and a matching attribute are needed", resource.Kind)
		}
	}
	return nil
}

func (a *Attribute) compile() (err error) {
	if a.path, err = ParsePath(a.Target); err != nil {
		return err
	}
	if a.expression, err = ParseExpression(a.Source); err != nil {
		return err
	}
	if !slices.Contains([]string{"", boolean}, a.Type) || !slices.Contains([]string{"", One, Many}, a.Reference) {
		return fmt.Errorf("%s: type %q, reference %q: want type boolean or none, reference one, many or none", a.Target, a.Type, a.Reference)
	}
	return nil
}
