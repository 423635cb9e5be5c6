package dialect

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/mockidp/dialect/expression"
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

	Targets map[string][]string `yaml:"targets"` // what can be mapped to, with its sub-attributes
	Lists   []string            `yaml:"lists"`   // targets with several values

	NoAdd, NoUpdate, NoDelete bool `yaml:"-"` // actions on the target that a job must not take
}

// Attribute is one line of a mapping.
type Attribute struct {
	Target    string `yaml:"target"`
	Source    string `yaml:"source"`    // an expression; "" for none, which leaves the target as it is
	Match     int    `yaml:"match"`     // precedence as a matching attribute from 1 on; 0: not one
	Type      string `yaml:"type"`      // "" for text, or boolean
	Reference string `yaml:"reference"` // "" for a value; one or many: ids of other objects in the bridge
	Default   string `yaml:"default"`   // of a new resource whose value would be null
	Flow      string `yaml:"flow"`      // when it is written, see Flows; "" is Always
	Always    bool   `yaml:"always"`    // written even if the bridge has the value

	path       Path
	expression *expression.Expression
	multi      bool
	roles      string
}

// Flows are the ways in which an attribute is written, as the Graph schema names them.
const (
	Always            = "Always"
	ObjectAddOnly     = "ObjectAddOnly"     // to a new resource only
	MultiValueAddOnly = "MultiValueAddOnly" // of an existing resource only further values of a list
	ValueAddOnly      = "ValueAddOnly"      // to an existing resource by Add only
	AttributeAddOnly  = "AttributeAddOnly"  // to an existing resource only if it has no value
)

// Value is what an attribute shall be at the target.
type Value struct {
	Attribute *Attribute
	Text      string   // "" is null; of a list its values, for the log
	List      []string // the values of an attribute that has several

	roles []expression.Role
}

// Empty reports whether there is nothing to write.
func (v Value) Empty() bool { return v.Text == "" && len(v.List) == 0 }

// Without is the value without those of its list that the target has already.
func (v Value) Without(have []string) Value {
	out := Value{Attribute: v.Attribute}
	for i, one := range v.List {
		if slices.Contains(have, one) {
			continue
		}
		out.List = append(out.List, one)
		if v.roles != nil {
			out.roles = append(out.roles, v.roles[i])
		}
	}
	out.Text = strings.Join(out.List, ",")
	return out
}

// The two kinds of reference.
const (
	One  = "one"
	Many = "many"
)

// boolean is the type of attributes whose text is True or False.
const boolean = "boolean"

// ErrSeveral is a list where the target takes one value.
var ErrSeveral = errors.New("the expression yields several values and the target takes one")

// Eval computes the value for one source object. It fails if a function cannot take what it gets.
func (a *Attribute) Eval(source expression.Lookup) (Value, error) {
	out := Value{Attribute: a}
	if a.expression == nil {
		return out, nil
	}
	computed, err := a.expression.Eval(source)
	if err != nil {
		return out, fmt.Errorf("compute %s: %w", a.Target, err)
	}
	if a.roles != "" {
		if out.roles, err = expression.ReadRoles(source); err != nil {
			return out, fmt.Errorf("compute %s: %w", a.Target, err)
		}
	}
	switch {
	case a.multi && computed.Text != "":
		out.Text, out.List = computed.Text, []string{computed.Text}
	case a.multi:
		out.Text, out.List = strings.Join(computed.List, ","), computed.List
	case len(computed.List) > 1:
		return out, fmt.Errorf("compute %s: %w", a.Target, ErrSeveral)
	case len(computed.List) == 1:
		out.Text = computed.List[0]
	default:
		out.Text = computed.Text
	}
	return out, nil
}

// Multi reports whether the target has several values.
func (a *Attribute) Multi() bool { return a.multi }

// Replaces reports whether a list is written as a whole, so that the bridge loses what the source lost.
func (a *Attribute) Replaces() bool {
	return a.roles == expression.Assertive && (a.Flow == "" || a.Flow == Always)
}

// Logged is a value as the log shows it.
func (a *Attribute) Logged(value string) string {
	if a.expression != nil && a.expression.Redacted() && value != "" {
		return "[Redact]"
	}
	return value
}

// Expression is how the value is computed, nil if it is not.
func (a *Attribute) Expression() *expression.Expression { return a.expression }

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
	return r.find(func(a *Attribute) bool {
		return a.Type == boolean && a.path.URN == "" && same(a.path.Attribute, "active")
	})
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
		if resource.Endpoint == "" {
			return fmt.Errorf("%s: an endpoint is needed", resource.Kind)
		}
		if err := resource.compile(); err != nil {
			return err
		}
	}
	return nil
}
