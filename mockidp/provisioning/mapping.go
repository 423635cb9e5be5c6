package provisioning

import (
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/dialect"
	"github.com/scimproof/scimproof/mockidp/dialect/expression"
)

// Mapping says what people and groups become at the bridge (docs/entra.md, mapping).
type Mapping struct {
	User  ObjectMapping `json:"user"`
	Group ObjectMapping `json:"group"`
}

// ObjectMapping is the mapping of one kind of object.
type ObjectMapping struct {
	Name       string             `json:"name,omitempty"` // shown to administrators
	Enabled    bool               `json:"enabled"`        // that of people must be
	FlowTypes  []string           `json:"flow_types"`     // what may be done at the bridge: Add, Update, Delete
	Attributes []AttributeMapping `json:"attributes"`
	Added      []dialect.Target   `json:"added,omitempty"` // attributes of the bridge beyond those every bridge has
}

// AttributeMapping is one line of a mapping.
type AttributeMapping struct {
	Target           string `json:"target"`                      // a SCIM path
	Type             string `json:"type"`                        // Direct, Constant, Expression or None
	Source           string `json:"source,omitempty"`            // an attribute's name, a text or an expression
	MatchingPriority int    `json:"matching_priority,omitempty"` // from 1 on; 0: objects are not matched by it
	FlowType         string `json:"flow_type,omitempty"`         // Always by default
	FlowBehavior     string `json:"flow_behavior,omitempty"`     // FlowWhenChanged by default, or FlowAlways
	Default          string `json:"default,omitempty"`           // of a new resource whose value would be null

	ExportMissingReferences bool `json:"export_missing_references,omitempty"` // kept and ignored, as its meaning is not published
}

// The types of attribute mappings.
const (
	Direct     = "Direct"
	Constant   = "Constant"
	Expression = "Expression"
	None       = "None" // the target is left as it is, and given the default if it is empty
)

// The actions at the bridge and when an attribute is written.
const (
	flowAdd, flowUpdate, flowDelete = "Add", "Update", "Delete"

	flowWhenChanged, flowAlways = "FlowWhenChanged", "FlowAlways"
)

// DefaultMapping is the mapping of a dialect.
func DefaultMapping(name string) (Mapping, error) {
	d, err := dialect.Load(name)
	if err != nil {
		return Mapping{}, err //nolint:wrapcheck // a refusal that says it all
	}
	return Mapping{User: described(&d.Mapping.User), Group: described(&d.Mapping.Group)}, nil
}

func described(r *dialect.Resource) ObjectMapping {
	out := ObjectMapping{Name: "Provision " + r.Kind + "s", Enabled: true, FlowTypes: []string{flowAdd, flowUpdate, flowDelete}}
	for i := range r.Attributes {
		a := &r.Attributes[i]
		line := AttributeMapping{Target: a.Target, Type: Expression, Source: a.Source, MatchingPriority: a.Match, FlowType: dialect.Always, FlowBehavior: flowWhenChanged}
		if root := a.Expression().Tree(); root.Kind == expression.Attribute {
			line.Type, line.Source = Direct, root.Text
		}
		out.Attributes = append(out.Attributes, line)
	}
	return out
}

// written is the dialect of the settings under their knobs and mapping.
func (s Settings) written() (*dialect.Dialect, error) {
	base, err := dialect.Load(s.Dialect)
	if err != nil || s.Mapping == nil && len(s.Knobs) == 0 {
		return base, err //nolint:wrapcheck // a refusal that says it all
	}
	var mapping *dialect.Mapping
	if s.Mapping != nil {
		mapping = &dialect.Mapping{Order: base.Mapping.Order}
		if mapping.User, err = s.Mapping.User.compile(&base.Mapping.User); err != nil {
			return nil, err
		}
		if mapping.Group, err = s.Mapping.Group.compile(&base.Mapping.Group); err != nil {
			return nil, err
		}
	}
	return base.With(s.Knobs, mapping) //nolint:wrapcheck // a refusal that says it all
}

// membersPerPatch is the knob if there is one, else the limit.
func (s Settings) membersPerPatch(d *dialect.Dialect) int {
	if _, set := s.Knobs["membersPerPatch"]; set {
		return d.MembersPerPatch()
	}
	return s.Limits.MembersPerPatch
}

// root is the base URL as the dialect takes it: that of 2017 wants a segment scim.
func (s Settings) root(d *dialect.Dialect) string {
	if d.ForcesSCIM() && !slices.Contains(strings.Split(s.BaseURL, "/"), "scim") {
		return s.BaseURL + "/scim"
	}
	return s.BaseURL
}

// carriesGroups reports whether groups are objects of their own at the bridge.
func (s Settings) carriesGroups() bool {
	return s.Groups && (s.Mapping == nil || s.Mapping.Group.Enabled)
}

func (m ObjectMapping) compile(base *dialect.Resource) (dialect.Resource, error) {
	if !m.Enabled {
		if base.Kind == kindUser {
			return dialect.Resource{}, refusal.New(refusal.Invalid, "users-not-mapped", "the mapping of people is disabled").
				WithHint("only that of groups can be")
		}
		if len(m.Attributes) == 0 {
			return *base, nil
		}
	}
	for _, flow := range m.FlowTypes {
		if !slices.Contains([]string{flowAdd, flowUpdate, flowDelete}, flow) {
			return dialect.Resource{}, refusal.New(refusal.Invalid, "no-such-flow", "the mapping of %s: there is no action %q", base.Kind, flow).
				WithHint("choose among Add, Update, Delete")
		}
	}
	lines := make([]dialect.Attribute, 0, len(m.Attributes))
	for _, line := range m.Attributes {
		a, err := line.attribute()
		if err != nil {
			return dialect.Resource{}, err
		}
		lines = append(lines, a)
	}
	out, err := base.With(lines, m.Added)
	without := func(flow string) bool { return !slices.Contains(m.FlowTypes, flow) }
	out.NoAdd, out.NoUpdate, out.NoDelete = without(flowAdd), without(flowUpdate), without(flowDelete)
	return out, err //nolint:wrapcheck // a refusal that says it all
}

// attribute is the line as the dialect takes it, with an expression as source.
func (m AttributeMapping) attribute() (dialect.Attribute, error) {
	source, err := m.expression()
	out := dialect.Attribute{
		Target: m.Target, Source: source, Match: m.MatchingPriority, Default: m.Default, Flow: m.FlowType, Always: m.FlowBehavior == flowAlways,
	}
	if !slices.Contains([]string{"", flowWhenChanged, flowAlways}, m.FlowBehavior) {
		return out, refusal.New(refusal.Invalid, "no-such-flow", "the mapping to %s: there is no flow behaviour %q", m.Target, m.FlowBehavior).
			WithHint("choose FlowWhenChanged or FlowAlways")
	}
	return out, err
}

func (m AttributeMapping) expression() (string, error) {
	malformed := refusal.New(refusal.Invalid, "mapping-malformed", "the mapping to %s: type %q with the source %q", m.Target, m.Type, m.Source)
	switch m.Type {
	case Direct:
		if strings.TrimSpace(m.Source) == "" || strings.Contains(m.Source, "]") {
			return "", malformed.WithHint("name an attribute of the directory, without brackets")
		}
		return "[" + m.Source + "]", nil
	case Constant:
		if m.Source == "" {
			return "", malformed.WithHint("give a text")
		}
		return expression.Quote(m.Source), nil
	case Expression:
		if strings.TrimSpace(m.Source) == "" {
			return "", malformed.WithHint("give an expression")
		}
		return m.Source, nil
	case None:
		if m.Source != "" {
			return "", malformed.WithHint("a mapping of type None has no source")
		}
		return "", nil
	default:
		return "", malformed.WithHint("choose the type Direct, Constant, Expression or None")
	}
}

// copy shares nothing with the mapping.
func (m *Mapping) copy() *Mapping {
	if m == nil {
		return nil
	}
	return &Mapping{User: m.User.copy(), Group: m.Group.copy()}
}

func (m ObjectMapping) copy() ObjectMapping {
	m.FlowTypes, m.Attributes, m.Added = slices.Clone(m.FlowTypes), slices.Clone(m.Attributes), slices.Clone(m.Added)
	return m
}
