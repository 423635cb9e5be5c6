package dialect

import (
	"regexp"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/dialect/expression"
)

// Target is an attribute that an administrator added to those a bridge is known to have.
type Target struct {
	Name        string `json:"name"`           // as in urn:ietf:params:scim:schemas:extension:NAME:2.0:User:ATTRIBUTE
	Type        string `json:"type,omitempty"` // String by default, Boolean, Integer or DateTime
	Multivalued bool   `json:"multivalued,omitempty"`
}

// extension is the schema of attributes that may be added to a mapping.
var extension = regexp.MustCompile(`^urn:ietf:params:scim:schemas:extension:[A-Za-z0-9._-]+:2\.0:(User|Group)$`)

// IsExtension reports whether the path is that of an attribute which no bridge is known to have.
func IsExtension(path string) bool {
	p, err := ParsePath(path)
	return err == nil && extension.MatchString(p.URN) && p.URN != enterprise
}

const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

// With is the resource under another mapping. A line that could not work is refused.
func (r *Resource) With(attributes []Attribute, added []Target) (Resource, error) {
	for _, target := range added {
		if !slices.Contains([]string{"", "String", "Boolean", "Integer", "DateTime"}, target.Type) {
			return Resource{}, r.wrong("type-unknown", target.Name, "an attribute of one's own cannot be of type %q", target.Type).
				WithHint("choose String, Boolean, Integer or DateTime")
		}
	}
	out := *r
	out.Attributes = slices.Clone(attributes)
	for i := range out.Attributes {
		a := &out.Attributes[i]
		if known := r.find(func(k *Attribute) bool { return k.Target == a.Target }); known != nil {
			a.Type, a.Reference = known.Type, known.Reference
		}
		for _, target := range added {
			if target.Name == a.Target {
				a.multi = target.Multivalued
				if target.Type == "Boolean" {
					a.Type = boolean
				}
			}
		}
	}
	return out, out.compile()
}

// wrong is the refusal of a mapping's line.
func (r *Resource) wrong(code, target, format string, args ...any) *refusal.Error {
	err := refusal.New(refusal.Invalid, code, format, args...)
	err.Message = "the mapping of " + r.Kind + " to " + target + ": " + err.Message
	return err
}

func (r *Resource) compile() error {
	seen := map[string]bool{}
	for i := range r.Attributes {
		a := &r.Attributes[i]
		if seen[strings.ToLower(a.Target)] {
			return r.wrong("target-twice", a.Target, "it is there twice")
		}
		seen[strings.ToLower(a.Target)] = true
		if err := r.compileLine(a); err != nil {
			return err
		}
	}
	if len(r.Matching()) == 0 {
		return refusal.New(refusal.Invalid, "no-matching-attribute", "the mapping of %s has no matching attribute", r.Kind).
			WithHint("give one attribute a matching priority of 1")
	}
	return nil
}

func (r *Resource) compileLine(a *Attribute) (err error) {
	if a.path, err = ParsePath(a.Target); err != nil {
		return r.wrong("path-malformed", a.Target, "%v", err)
	}
	if a.path.URN == r.Schemas[0] {
		a.path.URN = "" // a core attribute by its long name
	}
	if err := r.known(a); err != nil {
		return err
	}
	a.expression, a.roles = nil, ""
	if a.Source != "" {
		if a.expression, err = expression.Parse(a.Source); err != nil {
			refused, _ := refusal.Of(err)
			return r.wrong(refused.Code, a.Target, "%s", refused.Message).WithHint("%s", refused.Hint)
		}
		a.roles = a.expression.Roles()
	}
	return r.flows(a)
}

// known refuses targets that the bridge cannot have or the service cannot write.
func (r *Resource) known(a *Attribute) error {
	p := a.path
	if same(p.Attribute, "id") && p.URN == "" {
		return r.wrong("id-mapped", a.Target, "the bridge alone gives out ids, so id cannot be a target")
	}
	if IsExtension(a.Target) {
		if p.Sub != "" || p.Filtered() {
			return r.wrong("target-unknown", a.Target, "an attribute of one's own has no sub-attributes")
		}
		return nil
	}
	name := p.Attribute
	if p.URN != "" {
		name = p.URN + ":" + name
	}
	subs, ok := r.target(name)
	list := slices.ContainsFunc(r.Lists, func(l string) bool { return same(l, name) })
	has := func(sub string) bool { return slices.ContainsFunc(subs, func(s string) bool { return same(s, sub) }) }
	switch {
	case !ok:
		return r.wrong("target-unknown", a.Target, "there is no such attribute").
			WithHint("one of your own is named urn:ietf:params:scim:schemas:extension:NAME:2.0:%s:ATTRIBUTE", r.Kind)
	case p.Filtered() && !(list && has(p.By) && p.Sub != ""), p.Sub != "" && (!has(p.Sub) || list && !p.Filtered()):
		return r.wrong("target-unknown", a.Target, "the attribute %s has no such part", name).
			WithHint(`write it as in name.givenName or emails[type eq "work"].value`)
	case p.Sub == "" && len(subs) > 0 && !list && a.Reference == "":
		return r.wrong("target-unknown", a.Target, "the attribute %s has parts, and one of them must be named", name)
	}
	a.multi = list && !p.Filtered() && a.Reference == ""
	return nil
}

func (r *Resource) target(name string) ([]string, bool) {
	for known, subs := range r.Targets {
		if same(known, name) {
			return subs, true
		}
	}
	return nil, false
}

// flows refuses words that mean nothing, and references that are computed.
func (r *Resource) flows(a *Attribute) error {
	direct := a.expression != nil && a.expression.Tree().Kind == expression.Attribute
	switch {
	case !slices.Contains([]string{"", Always, ObjectAddOnly, MultiValueAddOnly, ValueAddOnly, AttributeAddOnly}, a.Flow):
		return r.wrong("no-such-flow", a.Target, "there is no flow type %q", a.Flow).
			WithHint("choose among Always, ObjectAddOnly, MultiValueAddOnly, ValueAddOnly, AttributeAddOnly")
	case a.Match < 0:
		return r.wrong("match-malformed", a.Target, "the matching priority %d is negative", a.Match)
	case a.Match > 0 && (a.multi || a.Reference != "" || a.expression == nil || a.roles != ""):
		return r.wrong("match-malformed", a.Target, "objects cannot be matched by it")
	case a.Reference != "" && !direct:
		return r.wrong("reference-computed", a.Target, "a reference is mapped directly, not by an expression or a constant")
	case !slices.Contains([]string{"", boolean}, a.Type) || !slices.Contains([]string{"", One, Many}, a.Reference):
		return r.wrong("type-unknown", a.Target, "type %q, reference %q", a.Type, a.Reference)
	}
	return nil
}
