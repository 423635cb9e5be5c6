package graph

import (
	"cmp"
	"encoding/json"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// ruleID names the one rule of every schema.
const ruleID = "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8"

// allFlows is what may be done at the bridge unless a mapping says otherwise.
const allFlows = "Add,Update,Delete"

func showSchema(c *call) (any, error) {
	a, job, err := c.job()
	if err != nil {
		return nil, err
	}
	schema, err := c.tenant.schema(a, job.Status().Settings)
	if err != nil {
		return nil, err
	}
	out, err := asObject(schema)
	if err == nil {
		out["@odata.context"] = c.context("servicePrincipals('" + a.ID + "')/synchronization/jobs('" + c.tenant.jobID(a) + "')/schema/$entity")
	}
	return out, err
}

// asObject is a value as its JSON object.
func asObject(value any) (map[string]any, error) {
	raw, err := json.Marshal(value)
	if err != nil {
		return nil, err //nolint:wrapcheck // our own fault
	}
	out := map[string]any{}
	return out, json.Unmarshal(raw, &out) //nolint:wrapcheck // our own fault
}

// schema is what a job maps to what, with its scoping filters.
func (t *Tenant) schema(a directory.App, settings provisioning.Settings) (provisioning.Schema, error) {
	mapped := settings.Mapping
	if mapped == nil {
		byDefault, err := provisioning.DefaultMapping(cmp.Or(settings.Dialect, templateDialect(t.template(a))))
		if err != nil {
			return provisioning.Schema{}, err //nolint:wrapcheck // a refusal, answered in Graph's words
		}
		byDefault.Group.Enabled = settings.Groups || settings.BaseURL == ""
		mapped = &byDefault
	}
	out := provisioning.NewSchema(t.jobID(a), ruleID, *mapped)
	for i := range out.Directories {
		out.Directories[i].ID = stableGUID("directory", out.Directories[i].Name)
	}
	for i, mapping := range out.Rules[0].Objects {
		filter := settings.Filter
		if mapping.Source == "Group" {
			filter = settings.GroupFilter
		}
		out.Rules[0].Objects[i].Scope = writeScope(filter)
	}
	return out, nil
}

// setSchema takes another mapping. Members that only describe are dropped.
func setSchema(c *call) (any, error) {
	_, job, err := c.job()
	if err != nil {
		return nil, err
	}
	members, err := c.object()
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(members)
	if err != nil {
		return nil, badRequest("The request body is not a schema.")
	}
	var schema provisioning.Schema
	if err := json.Unmarshal(raw, &schema); err != nil {
		return nil, badRequest("The request body is not a schema: " + err.Error())
	}
	if len(schema.Rules) == 0 {
		return nil, badRequest("The schema has no synchronization rule.")
	}
	for _, rule := range schema.Rules {
		for i := range rule.Objects { // some of Microsoft's own clients leave it out of what they have read
			rule.Objects[i].FlowTypes = cmp.Or(rule.Objects[i].FlowTypes, allFlows)
		}
	}
	mapped, err := schema.Mapping()
	if err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	settings := job.Status().Settings
	settings.Mapping, settings.Groups = &mapped, mapped.Group.Enabled
	if settings.Filter, settings.GroupFilter, err = filters(schema); err != nil {
		return nil, err
	}
	return nil, job.Configure(settings) //nolint:wrapcheck // a refusal, answered in Graph's words
}

// filters are the scopes of a schema, for people and for groups.
func filters(schema provisioning.Schema) (people, groups provisioning.Filter, err error) {
	for _, rule := range schema.Rules {
		for _, written := range rule.Objects {
			filter, err := readScope(written.Scope)
			if err != nil {
				return nil, nil, err
			}
			if written.Source == "Group" {
				groups = filter
			} else {
				people = filter
			}
		}
	}
	return people, groups, nil
}

// listOperators are those that clauses of a scope can have.
func listOperators(c *call) (any, error) {
	if _, _, err := c.job(); err != nil {
		return nil, err
	}
	value := []map[string]any{}
	for _, o := range provisioning.FilterOperators() {
		arity := "Binary"
		if o.Unary {
			arity = "Unary"
		}
		value = append(value, map[string]any{"name": o.Name, "arity": arity, "multivaluedComparisonType": "All", "supportedAttributeTypes": o.Types})
	}
	return map[string]any{"@odata.context": c.context("filterOperators"), "value": value}, nil
}
