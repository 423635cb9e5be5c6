package graph

import (
	"encoding/json"

	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// scope is a set of scoping filters in Graph's shape (filter, filterGroup and
// filterClause of the CSDL): groups are joined by or, clauses by and.
type scope struct {
	Groups     []scopeGroup `json:"groups"`
	Categories []any        `json:"categoryFilterGroups"`
	Inputs     []any        `json:"inputFilterGroups"`
}

type scopeGroup struct {
	Name    string        `json:"name"`
	Clauses []scopeClause `json:"clauses"`
}

type scopeClause struct {
	Operator string       `json:"operatorName"`
	Source   string       `json:"sourceOperandName"`
	Target   scopeOperand `json:"targetOperand"`
}

type scopeOperand struct {
	Values []string `json:"values"`
}

func writeScope(filter provisioning.Filter) json.RawMessage {
	if len(filter) == 0 {
		return json.RawMessage("null")
	}
	out := scope{Groups: []scopeGroup{}, Categories: []any{}, Inputs: []any{}}
	for _, clauses := range filter {
		group := scopeGroup{Clauses: []scopeClause{}}
		for _, clause := range clauses {
			values := []string{}
			if clause.Value != "" {
				values = append(values, clause.Value)
			}
			group.Clauses = append(group.Clauses, scopeClause{clause.Operator, clause.Attribute, scopeOperand{values}})
		}
		out.Groups = append(out.Groups, group)
	}
	raw, _ := json.Marshal(out) //nolint:errchkjson // made of texts
	return raw
}

func readScope(raw json.RawMessage) (provisioning.Filter, error) {
	var given *scope
	if len(raw) > 0 {
		if err := decode("scope", raw, &given); err != nil {
			return nil, err
		}
	}
	if given == nil {
		return nil, nil
	}
	if len(given.Categories) > 0 || len(given.Inputs) > 0 {
		return nil, badRequest("A scope here has groups of clauses only.")
	}
	var out provisioning.Filter
	for _, group := range given.Groups {
		var clauses []provisioning.Clause
		for _, clause := range group.Clauses {
			if len(clause.Target.Values) > 1 {
				return nil, badRequest("A clause on '" + clause.Source + "' takes one value at most.")
			}
			read := provisioning.Clause{Attribute: clause.Source, Operator: clause.Operator}
			if len(clause.Target.Values) == 1 {
				read.Value = clause.Target.Values[0]
			}
			clauses = append(clauses, read)
		}
		if len(clauses) > 0 {
			out = append(out, clauses)
		}
	}
	return out, nil
}
