package provisioning

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/dialect"
	"github.com/scimproof/scimproof/mockidp/dialect/expression"
)

// Schema is a mapping in the shape of Graph's synchronizationSchema (docs/entra.md,
// GRAPH, CSDL, OLDTUT). NewSchema makes one, Mapping reads one. Ids are the caller's.
type Schema struct {
	ID          string            `json:"id"`
	Version     string            `json:"version"`
	Directories []SchemaDirectory `json:"directories"`
	Rules       []SchemaRule      `json:"synchronizationRules"`
}

// SchemaDirectory is Graph's directoryDefinition.
type SchemaDirectory struct {
	ID      string         `json:"id,omitempty"`
	Name    string         `json:"name"`
	Objects []SchemaObject `json:"objects"`
}

// SchemaObject is Graph's objectDefinition.
type SchemaObject struct {
	Name       string            `json:"name"`
	Attributes []SchemaAttribute `json:"attributes"`
}

// SchemaAttribute is Graph's attributeDefinition.
type SchemaAttribute struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Anchor      bool   `json:"anchor"`
	CaseExact   bool   `json:"caseExact"`
	Required    bool   `json:"required"`
	Multivalued bool   `json:"multivalued"`
	Mutability  string `json:"mutability"`
}

// SchemaRule is Graph's synchronizationRule.
type SchemaRule struct {
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Priority int             `json:"priority"`
	Editable bool            `json:"editable"`
	Source   string          `json:"sourceDirectoryName"`
	Target   string          `json:"targetDirectoryName"`
	Metadata []SchemaPair    `json:"metadata,omitempty"`
	Objects  []SchemaMapping `json:"objectMappings"`
}

// SchemaPair is a key and a value that is text.
type SchemaPair struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// SchemaMapping is Graph's objectMapping. The scope is the caller's: it is no part of a Mapping.
type SchemaMapping struct {
	Enabled    bool            `json:"enabled"`
	Name       string          `json:"name"`
	FlowTypes  string          `json:"flowTypes"` // "Add,Update,Delete"
	Scope      json.RawMessage `json:"scope"`
	Source     string          `json:"sourceObjectName"`
	Target     string          `json:"targetObjectName"`
	Attributes []SchemaLine    `json:"attributeMappings"`
	Metadata   []SchemaPair    `json:"metadata,omitempty"`
}

// SchemaLine is Graph's attributeMapping.
type SchemaLine struct {
	Target                  string        `json:"targetAttributeName"`
	MatchingPriority        int           `json:"matchingPriority"`
	FlowType                string        `json:"flowType"`
	FlowBehavior            string        `json:"flowBehavior"`
	Default                 *string       `json:"defaultValue"`
	ExportMissingReferences bool          `json:"exportMissingReferences"`
	Source                  *SchemaSource `json:"source"`
}

// SchemaSource is Graph's attributeMappingSource; Expression says it all, the rest is its structure.
type SchemaSource struct {
	Expression string            `json:"expression"`
	Name       string            `json:"name"`
	Type       string            `json:"type"` // Attribute, Constant or Function
	Parameters []SchemaParameter `json:"parameters"`
}

// SchemaParameter is an argument of a function.
type SchemaParameter struct {
	Key   string       `json:"key"`
	Value SchemaSource `json:"value"`
}

// The names of Graph's schema of a SCIM app.
const (
	sourceDirectory = "Azure Active Directory"
	targetDirectory = "customappsso"
	userObject      = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	groupObject     = "urn:ietf:params:scim:schemas:core:2.0:Group"
)

// NewSchema writes a mapping as a schema with one rule.
func NewSchema(id, rule string, m Mapping) Schema {
	return Schema{
		ID: id, Version: "6.0",
		Directories: []SchemaDirectory{
			{Name: sourceDirectory, Objects: []SchemaObject{sourceObject(kindUser, m.User), sourceObject(kindGroup, m.Group)}},
			{Name: targetDirectory, Objects: []SchemaObject{targetObject(userObject, m.User), targetObject(groupObject, m.Group)}},
		},
		Rules: []SchemaRule{{
			ID: rule, Name: "USERGROUP_OUTBOUND_USERGROUP", Priority: 1, Editable: true, Source: sourceDirectory, Target: targetDirectory,
			Metadata: []SchemaPair{{"supportsProvisionOnDemand", "true"}},
			Objects:  []SchemaMapping{schemaMapping(kindUser, userObject, m.User), schemaMapping(kindGroup, groupObject, m.Group)},
		}},
	}
}

// attributeDefinition is what a SCIM app's schema says of an attribute that nobody added.
func attributeDefinition(name string) SchemaAttribute {
	out := SchemaAttribute{Name: name, Type: "String", Mutability: "ReadWrite"}
	switch name {
	case "active":
		out.Type = "Boolean"
	case "manager", userObject + ":manager":
		out.Type = "Reference"
	case "members":
		out.Type, out.Multivalued = "Reference", true
	}
	return out
}

// sourceObject lists what a mapping reads.
func sourceObject(kind string, m ObjectMapping) SchemaObject {
	out := SchemaObject{Name: kind, Attributes: []SchemaAttribute{}}
	for _, line := range m.Attributes {
		if line.Type == Direct && !slices.ContainsFunc(out.Attributes, func(a SchemaAttribute) bool { return a.Name == line.Source }) {
			out.Attributes = append(out.Attributes, attributeDefinition(line.Source))
		}
	}
	return out
}

// targetObject lists what a mapping writes, and what was added to that.
func targetObject(name string, m ObjectMapping) SchemaObject {
	out := SchemaObject{Name: name, Attributes: []SchemaAttribute{}}
	for _, line := range m.Attributes {
		added := func(t dialect.Target) bool { return t.Name == line.Target }
		if !dialect.IsExtension(line.Target) && !slices.ContainsFunc(m.Added, added) {
			out.Attributes = append(out.Attributes, attributeDefinition(line.Target))
		}
	}
	for _, added := range m.Added {
		a := attributeDefinition(added.Name)
		a.Type, a.Multivalued = cmp.Or(added.Type, "String"), added.Multivalued
		out.Attributes = append(out.Attributes, a)
	}
	return out
}

func schemaMapping(kind, target string, m ObjectMapping) SchemaMapping {
	out := SchemaMapping{
		Enabled: m.Enabled, Name: m.Name, FlowTypes: strings.Join(m.FlowTypes, ","), Scope: json.RawMessage("null"),
		Source: kind, Target: target, Attributes: []SchemaLine{},
	}
	for _, line := range m.Attributes {
		written := SchemaLine{
			Target: line.Target, MatchingPriority: line.MatchingPriority, FlowType: cmp.Or(line.FlowType, dialect.Always),
			FlowBehavior: cmp.Or(line.FlowBehavior, flowWhenChanged), ExportMissingReferences: line.ExportMissingReferences,
		}
		if line.Default != "" {
			written.Default = &line.Default
		}
		if source, err := line.expression(); err == nil && source != "" {
			parsed, err := expression.Parse(source)
			if err == nil {
				written.Source = new(schemaSource(parsed.Tree(), source))
			}
		}
		out.Attributes = append(out.Attributes, written)
	}
	return out
}

// schemaSource writes an expression; text is it as it was written.
func schemaSource(n *expression.Node, text string) SchemaSource {
	out := SchemaSource{Expression: text, Name: n.Text, Type: "Function", Parameters: []SchemaParameter{}}
	switch n.Kind {
	case expression.Attribute:
		out.Type = "Attribute"
	case expression.Call, expression.Comparison:
		for i, arg := range n.Args {
			if arg.Kind != expression.Absent {
				out.Parameters = append(out.Parameters, SchemaParameter{expression.Parameter(n.Text, i), schemaSource(arg, arg.String())})
			}
		}
	default:
		out.Type = "Constant"
	}
	return out
}

// Mapping reads the mapping out of a schema. Settings still have to accept it.
func (s Schema) Mapping() (Mapping, error) {
	var out Mapping
	seen := map[string]bool{}
	for _, rule := range s.Rules {
		for _, written := range rule.Objects {
			if seen[written.Source] || written.Source != kindUser && written.Source != kindGroup {
				return Mapping{}, refusal.New(refusal.Invalid, "schema-malformed", "the schema maps the object %q twice or knows no such object", written.Source).
					WithHint("map User and Group, each once")
			}
			seen[written.Source] = true
			m, err := s.objectMapping(rule.Target, written)
			if err != nil {
				return Mapping{}, err
			}
			if written.Source == kindUser {
				out.User = m
			} else {
				out.Group = m
			}
		}
	}
	return out, nil
}

func (s Schema) objectMapping(directory string, written SchemaMapping) (ObjectMapping, error) {
	out := ObjectMapping{Name: written.Name, Enabled: written.Enabled, Added: s.added(directory, written.Target)}
	for flow := range strings.SplitSeq(written.FlowTypes, ",") {
		if flow = strings.TrimSpace(flow); flow != "" && flow != "None" {
			out.FlowTypes = append(out.FlowTypes, flow)
		}
	}
	for _, line := range written.Attributes {
		m := AttributeMapping{
			Target: line.Target, MatchingPriority: line.MatchingPriority, FlowType: line.FlowType, FlowBehavior: line.FlowBehavior,
			ExportMissingReferences: line.ExportMissingReferences, Type: None,
		}
		if line.Default != nil {
			m.Default = *line.Default
		}
		if line.Source != nil {
			var err error
			if m.Type, m.Source, err = line.Source.read(); err != nil {
				return ObjectMapping{}, fmt.Errorf("the mapping to %s: %w", line.Target, err)
			}
		}
		out.Attributes = append(out.Attributes, m)
	}
	return out, nil
}
