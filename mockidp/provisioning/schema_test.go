package provisioning_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/dialect"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// small has a line of every type.
var small = provisioning.Mapping{
	User: provisioning.ObjectMapping{
		Name: "Provision people", Enabled: true, FlowTypes: []string{"Add", "Update"},
		Attributes: []provisioning.AttributeMapping{
			{Target: "userName", Type: "Direct", Source: "userPrincipalName", MatchingPriority: 1, FlowType: "Always", FlowBehavior: "FlowWhenChanged"},
			{Target: own + ":level", Type: "Constant", Source: `a "b"`, FlowType: "ObjectAddOnly", FlowBehavior: "FlowAlways", ExportMissingReferences: true},
			{Target: "nickName", Type: "Expression", Source: `Replace( [mail], "@x", , , "", , )`, Default: "none", FlowType: "Always", FlowBehavior: "FlowWhenChanged"},
			{Target: "title", Type: "None", Default: "none", FlowType: "Always", FlowBehavior: "FlowWhenChanged"},
		},
		Added: []dialect.Target{{Name: own + ":level"}, {Name: own + ":flags", Type: "Boolean", Multivalued: true}},
	},
	Group: provisioning.ObjectMapping{
		Name: "Provision groups", FlowTypes: []string{"Add", "Update", "Delete"},
		Attributes: []provisioning.AttributeMapping{{Target: "displayName", Type: "Direct", Source: "displayName", MatchingPriority: 1, FlowType: "Always", FlowBehavior: "FlowWhenChanged"}},
	},
}

const smallUser = `{"enabled":true,"name":"Provision people","flowTypes":"Add,Update","scope":null,"sourceObjectName":"User",` +
	`"targetObjectName":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","attributeMappings":[` +
	`{"targetAttributeName":"userName","matchingPriority":1,"flowType":"Always","flowBehavior":"FlowWhenChanged","defaultValue":null,"exportMissingReferences":false,` +
	`"source":{"expression":"[userPrincipalName]","name":"userPrincipalName","type":"Attribute","parameters":[]}},` +
	`{"targetAttributeName":"urn:ietf:params:scim:schemas:extension:Acme:2.0:User:level","matchingPriority":0,"flowType":"ObjectAddOnly","flowBehavior":"FlowAlways","defaultValue":null,"exportMissingReferences":true,` +
	`"source":{"expression":"\"a \\\"b\\\"\"","name":"a \"b\"","type":"Constant","parameters":[]}},` +
	`{"targetAttributeName":"nickName","matchingPriority":0,"flowType":"Always","flowBehavior":"FlowWhenChanged","defaultValue":"none","exportMissingReferences":false,` +
	`"source":{"expression":"Replace( [mail], \"@x\", , , \"\", , )","name":"Replace","type":"Function","parameters":[` +
	`{"key":"source","value":{"expression":"[mail]","name":"mail","type":"Attribute","parameters":[]}},` +
	`{"key":"oldValue","value":{"expression":"\"@x\"","name":"@x","type":"Constant","parameters":[]}},` +
	`{"key":"replacementValue","value":{"expression":"\"\"","name":"","type":"Constant","parameters":[]}}]}},` +
	`{"targetAttributeName":"title","matchingPriority":0,"flowType":"Always","flowBehavior":"FlowWhenChanged","defaultValue":"none","exportMissingReferences":false,"source":null}]}`

func TestSchemaShape(t *testing.T) {
	t.Parallel()
	schema := provisioning.NewSchema("scim.t.a", "rule-1", small)
	got, err := json.Marshal(schema.Rules[0].Objects[0])
	if err != nil || string(got) != smallUser {
		t.Errorf("wrote\n%s, %v\nwant\n%s", got, err, smallUser)
	}
	got, _ = json.Marshal(schema.Directories[1].Objects[0].Attributes)
	want := `[{"name":"userName","type":"String","anchor":false,"caseExact":false,"required":false,"multivalued":false,"mutability":"ReadWrite"},` +
		`{"name":"nickName","type":"String","anchor":false,"caseExact":false,"required":false,"multivalued":false,"mutability":"ReadWrite"},` +
		`{"name":"title","type":"String","anchor":false,"caseExact":false,"required":false,"multivalued":false,"mutability":"ReadWrite"},` +
		`{"name":"` + own + `:level","type":"String","anchor":false,"caseExact":false,"required":false,"multivalued":false,"mutability":"ReadWrite"},` +
		`{"name":"` + own + `:flags","type":"Boolean","anchor":false,"caseExact":false,"required":false,"multivalued":true,"mutability":"ReadWrite"}]`
	if string(got) != want {
		t.Errorf("declared\n%s\nwant\n%s", got, want)
	}
	if schema.ID != "scim.t.a" || schema.Rules[0].ID != "rule-1" || schema.Rules[0].Target != "customappsso" {
		t.Errorf("the schema is %+v", schema.Rules[0])
	}
}

// TestSchemaLosesNothing goes through JSON, as a client's GET and PUT do.
func TestSchemaLosesNothing(t *testing.T) {
	t.Parallel()
	standard, err := provisioning.DefaultMapping("entra-legacy")
	if err != nil {
		t.Fatal(err)
	}
	for _, mapping := range []provisioning.Mapping{standard, small} {
		raw, err := json.Marshal(provisioning.NewSchema("id", "rule", mapping))
		if err != nil {
			t.Fatal(err)
		}
		var schema provisioning.Schema
		if err := json.Unmarshal(raw, &schema); err != nil {
			t.Fatal(err)
		}
		if got, err := schema.Mapping(); err != nil || !reflect.DeepEqual(got, mapping) {
			t.Errorf("came back as\n%+v, %v\nwant\n%+v", got, err, mapping)
		}
	}
}

func TestSourceWithoutExpression(t *testing.T) {
	t.Parallel()
	read := func(source string) (provisioning.AttributeMapping, error) {
		var schema provisioning.Schema
		raw := `{"synchronizationRules":[{"objectMappings":[{"sourceObjectName":"User","attributeMappings":[{"targetAttributeName":"title","source":` + source + `}]}]}]}`
		if err := json.Unmarshal([]byte(raw), &schema); err != nil {
			t.Fatal(err)
		}
		m, err := schema.Mapping()
		if err != nil {
			return provisioning.AttributeMapping{}, err
		}
		return m.User.Attributes[0], nil
	}
	for source, want := range map[string]string{
		`{"name":"mail","type":"Attribute"}`: "Direct mail",
		`{"name":"mail"}`:                    "Direct mail",
		`{"name":"x","type":"Constant"}`:     "Constant x",
		`null`:                               "None ",
		`{"name":"Mid","type":"Function","parameters":[{"key":"source","value":{"name":"mail","type":"Attribute"}},{"key":"start","value":{"name":"1","type":"Constant"}},{"key":"length","value":{"name":"8","type":"Constant"}}]}`:                                                                                    `Expression Mid([mail], "1", "8")`,
		`{"name":"Replace","type":"Function","parameters":[{"key":"source","value":{"expression":"[mail]"}},{"key":"oldValue","value":{"name":"@","type":"Constant"}},{"key":"replacementValue","value":{"name":"","type":"Constant"}}]}`:                                                                               `Expression Replace([mail], "@", , , "", , )`,
		`{"name":"Switch","type":"Function","parameters":[{"key":"source","value":{"name":"a"}},{"key":"defaultValue","value":{"name":"z","type":"Constant"}},{"key":"key1","value":{"name":"k","type":"Constant"}},{"key":"value1","value":{"name":"Trim","type":"Function","parameters":[{"value":{"name":"b"}}]}}]}`: `Expression Switch([a], "z", "k", Trim([b]))`,
	} {
		if got, err := read(source); err != nil || got.Type+" "+got.Source != want {
			t.Errorf("%s reads %s %s, %v", source, got.Type, got.Source, err)
		}
	}
	for source, want := range map[string]string{
		`{"name":"Nope","type":"Function"}`: "the mapping to title: ",
		`{"name":"x","type":"Formula"}`:     `there is no source of type "Formula"`,
		`{"expression":"[mail"}`:            "not closed by ]",
	} {
		if _, err := read(source); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", source, err)
		}
	}
}

func TestSchemasRefused(t *testing.T) {
	t.Parallel()
	twice := provisioning.NewSchema("id", "rule", small)
	twice.Rules[0].Objects = append(twice.Rules[0].Objects, twice.Rules[0].Objects[0])
	stranger := provisioning.NewSchema("id", "rule", small)
	stranger.Rules[0].Objects[0].Source = "Device"
	for _, schema := range []provisioning.Schema{twice, stranger} {
		if m, err := schema.Mapping(); !refusal.Is(err, "schema-malformed") {
			t.Errorf("%+v, %v", m, err)
		}
	}
}
