package graph

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/scimproof/scimproof/mockidp/dialect"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

const (
	scimTemplate = "scim"
	ruleID       = "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8"
	sourceName   = "Azure Active Directory"
	targetName   = "customappsso"
	userTarget   = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	groupTarget  = "urn:ietf:params:scim:schemas:core:2.0:Group"
)

// jobTemplate is what a job can be made from.
type jobTemplate struct {
	id, tag, dialect string
	byDefault        bool
}

var jobTemplates = []jobTemplate{ //nolint:gochecknoglobals // constant table
	{scimTemplate, "SCIM", "entra-legacy", true},
	{"customappsso", "CustomSSO", "customappsso2017", false},
}

// templateDialect is how a job of the template writes unless a feature flag says otherwise.
func templateDialect(id string) string {
	for _, t := range jobTemplates {
		if t.id == id {
			return t.dialect
		}
	}
	return jobTemplates[0].dialect
}

func listJobTemplates(c *call) (any, error) {
	a, err := c.synchronized()
	if err != nil {
		return nil, err
	}
	value := []map[string]any{}
	for _, t := range jobTemplates {
		value = append(value, map[string]any{
			"id": t.id, "factoryTag": t.tag, "default": t.byDefault, "applicationId": customTemplate, "discoverable": true, "description": nil,
			"metadata": []any{map[string]any{"key": "IsOAuthEnabled", "value": "False"}},
		})
	}
	return map[string]any{"@odata.context": c.context("servicePrincipals('" + a.ID + "')/synchronization/templates"), "value": value}, nil
}

func showSchema(c *call) (any, error) {
	a, job, err := c.job()
	if err != nil {
		return nil, err
	}
	out, err := c.tenant.schema(a, job.Status())
	if err != nil {
		return nil, err
	}
	out["@odata.context"] = c.context("servicePrincipals('" + a.ID + "')/synchronization/jobs('" + c.tenant.jobID(a) + "')/schema/$entity")
	return out, nil
}

// setSchema takes the schema that showSchema gives. Another mapping is refused:
// the dialect has it.
func setSchema(c *call) (any, error) {
	a, job, err := c.job()
	if err != nil {
		return nil, err
	}
	given, err := c.object()
	if err != nil {
		return nil, err
	}
	known, err := c.tenant.schema(a, job.Status())
	if err != nil {
		return nil, err
	}
	for name, raw := range given {
		want, err := json.Marshal(known[name])
		if err != nil || !sameJSON(raw, want) {
			return nil, &problem{status: http.StatusBadRequest, code: "Request_BadRequest", message: "The schema's '" + name + "' is not that of the job, and cannot be changed here."}
		}
	}
	return nil, nil
}

// sameJSON compares two texts by what they say.
func sameJSON(a, b []byte) bool {
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return false
	}
	one, err := json.Marshal(x)
	other, otherErr := json.Marshal(y)
	return err == nil && otherErr == nil && bytes.Equal(one, other)
}

// mapping is the one that a job's settings lead to.
func mapping(settings provisioning.Settings, template string) (*dialect.Mapping, error) {
	d, err := dialect.Load(cmp.Or(settings.Dialect, templateDialect(template)))
	if err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	return d.Mapping, nil
}

// schema is what the job maps to what, in the shape of synchronizationSchema.
func (t *Tenant) schema(a directory.App, status provisioning.Status) (map[string]any, error) {
	m, err := mapping(status.Settings, t.template(a))
	if err != nil {
		return nil, err
	}
	target := []any{definition(userTarget, targets(&m.User)), definition(groupTarget, targets(&m.Group))}
	source := []any{definition("User", sources(&m.User)), definition("Group", sources(&m.Group))}
	return map[string]any{
		"id": t.jobID(a), "version": "6.0",
		"directories": []any{
			map[string]any{"id": directoryID(sourceName), "name": sourceName, "objects": source},
			map[string]any{"id": directoryID(targetName), "name": targetName, "objects": target},
		},
		"synchronizationRules": []any{map[string]any{
			"id": ruleID, "name": "USERGROUP_OUTBOUND_USERGROUP", "priority": 1, "editable": true, "groupFilter": nil, "containerFilter": nil,
			"sourceDirectoryName": sourceName, "targetDirectoryName": targetName,
			"metadata": []any{map[string]any{"key": "supportsProvisionOnDemand", "value": "true"}},
			"objectMappings": []any{
				objectMapping("Users", "User", userTarget, true, &m.User),
				objectMapping("Groups", "Group", groupTarget, status.Settings.Groups || status.State == provisioning.NotConfigured, &m.Group),
			},
		}},
	}, nil
}

// directoryID is opaque.
func directoryID(name string) string { return stableGUID("directory", name) }

func definition(name string, attributes []string) map[string]any {
	list := []any{}
	for _, attribute := range attributes {
		list = append(list, map[string]any{
			"name": attribute, "type": "String", "anchor": attribute == "objectId" || attribute == "id", "caseExact": false,
			"required": false, "multivalued": false, "mutability": "ReadWrite", "flowNullValues": false, "defaultValue": nil,
			"apiExpressions": []any{}, "metadata": []any{}, "referencedObjects": []any{},
		})
	}
	return map[string]any{"name": name, "attributes": list, "metadata": []any{}, "supportedApis": []any{}}
}

func targets(r *dialect.Resource) []string {
	out := []string{"id"}
	for _, a := range r.Attributes {
		out = append(out, a.Target)
	}
	return out
}

// sources are the attributes that the mapping reads, in the order in which it does.
func sources(r *dialect.Resource) []string {
	out := []string{"objectId"}
	seen := map[string]bool{"objectId": true}
	for _, a := range r.Attributes {
		for _, part := range strings.Split(a.Source, "[")[1:] {
			name, _, closed := strings.Cut(part, "]")
			if closed && !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	return out
}

func objectMapping(name, source, target string, enabled bool, r *dialect.Resource) map[string]any {
	attributes := []any{}
	for _, a := range r.Attributes {
		attributes = append(attributes, map[string]any{
			"targetAttributeName": a.Target, "matchingPriority": a.Match, "flowType": "Always", "flowBehavior": "FlowWhenChanged",
			"defaultValue": nil, "exportMissingReferences": false, "source": attributeSource(a.Source),
		})
	}
	return map[string]any{
		"enabled": enabled, "name": "Provision " + sourceName + " " + name, "flowTypes": "Add, Update, Delete", "scope": nil,
		"sourceObjectName": source, "targetObjectName": target, "attributeMappings": attributes,
		"metadata": []any{
			map[string]any{"key": "EscrowBehavior", "value": `"Default"`}, map[string]any{"key": "Disposition", "value": `"Normal"`},
			map[string]any{"key": "DisableMonitoringForChanges", "value": "false"}, map[string]any{"key": "IsCustomerDefined", "value": "false"},
		},
	}
}

// attributeSource is an expression of a mapping: an attribute in brackets, a constant in quotes, or a function.
func attributeSource(expression string) map[string]any {
	out := map[string]any{"expression": expression, "name": expression, "type": "Function", "parameters": []any{}}
	switch {
	case strings.HasPrefix(expression, "[") && strings.Count(expression, "[") == 1:
		out["name"], out["type"] = strings.Trim(expression, "[]"), "Attribute"
	case strings.HasPrefix(expression, `"`):
		out["name"], out["type"] = strings.Trim(expression, `"`), "Constant"
	default:
		out["name"], _, _ = strings.Cut(expression, "(")
	}
	return out
}
