package graph_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// description is the OpenAPI description, as far as answers are held against it.
type description struct {
	Paths map[string]map[string]struct {
		Responses map[string]struct {
			Content map[string]struct {
				Schema map[string]any `json:"schema"`
			} `json:"content"`
		} `json:"responses"`
	} `json:"paths"`
	Components struct {
		Schemas map[string]map[string]any `json:"schemas"`
	} `json:"components"`
}

// operation finds the description of a request: its path as described, and the status of a success.
func (d *description) operation(method, path string) (described string, ok bool) {
	path = regexp.MustCompile(`\((?:[a-zA-Z]+=)?'([^']*)'\)`).ReplaceAllString(path, "/$1")                            // another key than the id
	path = regexp.MustCompile(`^(/(?:v1\.0|beta))/(?:myorganization|[0-9a-fA-F-]{36})/`).ReplaceAllString(path, "$1/") // the tenant
	best := ""
	for template := range d.Paths {
		pattern := "^" + regexp.MustCompile(`\\\{[a-z]+\\\}`).ReplaceAllString(regexp.QuoteMeta(template), `[^/]+`) + "$"
		if !regexp.MustCompile(pattern).MatchString(path) {
			continue
		}
		if _, ok := d.Paths[template][strings.ToLower(method)]; ok && (best == "" || strings.Count(template, "{") < strings.Count(best, "{")) {
			best = template
		}
	}
	return best, best != ""
}

// check holds an answer against the description and returns what it was an answer of.
func (d *description) check(method, path string, status int, body string) (string, error) {
	template, ok := d.operation(method, path)
	if !ok {
		if status < 400 {
			return "", fmt.Errorf("%s %s is answered %d and not described", method, path, status)
		}
		return "", nil
	}
	responses := d.Paths[template][strings.ToLower(method)].Responses
	response, described := responses[strconv.Itoa(status)]
	if !described {
		if status < 400 {
			return "", fmt.Errorf("%s %s: status %d is not described", method, template, status)
		}
		if strings.HasSuffix(template, "/token") {
			return "", nil // errors of OAuth have a shape of their own
		}
		response = responses["default"]
	}
	content, isJSON := response.Content["application/json"]
	if !isJSON {
		if _, isText := response.Content["text/plain"]; !isText && body != "" {
			return "", fmt.Errorf("%s %s: no body is described, and there is %s", method, template, body)
		}
		return method + " " + template, nil
	}
	var value any
	if err := json.Unmarshal([]byte(body), &value); err != nil {
		return "", fmt.Errorf("%s %s: %w: %s", method, template, err, body)
	}
	if err := d.fits(value, content.Schema, "answer"); err != nil {
		return "", fmt.Errorf("%s %s: %w: %s", method, template, err, body)
	}
	if status >= 400 {
		return "", nil
	}
	return method + " " + template, nil
}

// fits holds a value against a schema.
func (d *description) fits(value any, schema map[string]any, at string) error {
	if ref, ok := schema["$ref"].(string); ok {
		name := strings.TrimPrefix(ref, "#/components/schemas/")
		if schema, ok = d.Components.Schemas[name]; !ok {
			return fmt.Errorf("%s: there is no schema %s", at, name)
		}
	}
	kinds := []string{}
	switch kind := schema["type"].(type) {
	case string:
		kinds = append(kinds, kind)
	case []any:
		for _, one := range kind {
			kinds = append(kinds, fmt.Sprint(one))
		}
	}
	if have := kindOf(value); !slices.Contains(kinds, have) {
		return fmt.Errorf("%s is of type %s, described as %v", at, have, kinds)
	}
	switch value := value.(type) {
	case []any:
		items, ok := schema["items"].(map[string]any)
		for i, item := range value {
			if !ok {
				break
			}
			if err := d.fits(item, items, fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		for name, member := range value {
			described, ok := properties[name].(map[string]any)
			if !ok && schema["additionalProperties"] == false {
				return fmt.Errorf("%s.%s is not described", at, name)
			}
			if !ok {
				continue
			}
			if err := d.fits(member, described, at+"."+name); err != nil {
				return err
			}
		}
	}
	return nil
}

func kindOf(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case float64:
		return "number"
	case string:
		return "string"
	case []any:
		return "array"
	default:
		return "object"
	}
}

// TestEveryRouteIsWalked asks for everything that is described, once at least
// with success. What each desk is answered is held against the description.
func TestEveryRouteIsWalked(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.header.Set("ConsistencyLevel", "eventual")
	ada, bob, lab := d.person("ada"), d.person("bob"), d.group("Lab")
	principal, job := d.app()
	sp := strings.TrimPrefix(principal, "/servicePrincipals/")
	given := d.assign(principal, ada).Get("id").String()
	d.do(204, "PUT", "/users/"+ada+"/manager/$ref", `{"@odata.id":"https://graph.microsoft.com/v1.0/users/`+bob+`"}`)
	d.do(204, "POST", "/groups/"+lab+"/members/$ref", `{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/`+ada+`"}`)
	d.do(204, "POST", principal+"/synchronization/jobs/validateCredentials", `{"templateId":"scim",`+strings.Replace(d.secrets()[1:], "value", "credentials", 1))
	d.do(204, "POST", job+"/validateCredentials", `{"useSavedCredentials":true}`)
	d.do(204, "POST", job+"/start", "")
	d.do(200, "POST", job+"/provisionOnDemand", `{"parameters":[{"ruleId":"03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8","subjects":[{"objectId":"`+ada+`","objectTypeName":"User"}]}]}`)
	schema := d.do(200, "GET", job+"/schema", "").Raw
	d.do(204, "PUT", job+"/schema", schema)
	d.do(204, "PATCH", job+"/schema", schema)
	app := "/applications/" + d.do(201, "POST", "/applications", `{"displayName":"Wiki"}`).Get("id").String()
	other := "/servicePrincipals/" + d.do(201, "POST", "/servicePrincipals", `{"appId":"`+d.do(200, "GET", app, "").Get("appId").String()+`"}`).Get("id").String()
	for _, path := range []string{
		"/users", "/users/$count", "/users/" + ada, "/users/" + ada + "/manager", "/users/" + ada + "/memberOf", "/directoryObjects/" + ada, "/directoryObjects/" + lab,
		"/groups", "/groups/$count", "/groups/" + lab, "/groups/" + lab + "/members", "/groups/" + lab + "/transitiveMembers",
		"/applicationTemplates", "/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621", "/applications", "/servicePrincipals", principal,
		principal + "/appRoleAssignedTo", principal + "/appRoleAssignedTo/" + given, principal + "/synchronization/templates", principal + "/synchronization/secrets",
		principal + "/synchronization/jobs", job, job + "/schema/filterOperators()", job + "/objectConnections/" + ada, "/auditLogs/provisioning",
	} {
		d.do(200, "GET", path, "")
	}
	d.do(204, "POST", job+"/pause", "")
	d.do(204, "DELETE", job+"/objectConnections/"+ada, "")
	d.do(204, "POST", job+"/restart", `{"criteria":{"resetScope":"Watermark, Escrows"}}`)
	d.do(200, "POST", app+"/addPassword", `{}`)
	d.do(204, "PATCH", app, `{"tags":["x"]}`)
	d.do(204, "PATCH", principal, `{"appRoleAssignmentRequired":true}`)
	d.do(204, "PATCH", "/users/"+ada, `{"city":"Bonn"}`)
	d.do(204, "PATCH", "/groups/"+lab, `{"description":"x"}`)
	for _, path := range []string{"/groups/" + lab + "/members/" + ada + "/$ref", "/users/" + ada + "/manager/$ref", principal + "/appRoleAssignedTo/" + given, job, other, app, "/servicePrincipals/" + sp, "/users/" + ada, "/groups/" + lab} {
		d.do(204, "DELETE", path, "")
	}
	for _, path := range []string{"microsoft.graph.user", "graph.user", "microsoft.graph.group", "graph.group", ada, lab} {
		d.do(200, "GET", "/directory/deletedItems/"+path, "")
	}
	d.do(200, "POST", "/directory/deletedItems/"+ada+"/restore", "")
	d.do(204, "DELETE", "/directory/deletedItems/"+lab, "")
	for _, path := range []string{"/openapi.json", "/metadata/endpoints", "/common/discovery/instance?authorization_endpoint=https://x.example/t/a", "/" + d.id + "/v2.0/.well-known/openid-configuration", "/" + d.id + "/discovery/v2.0/keys"} {
		d.send("GET", path, "", nil)
	}
	d.ask(nil)
	for path, operations := range d.described.Paths {
		for method := range operations {
			name := strings.ToUpper(method) + " " + path
			if strings.HasPrefix(path, "/beta/") || strings.HasSuffix(path, "/objectConnections") {
				continue // the same, and what is always refused
			}
			if !d.walked[name] {
				t.Errorf("%s was not walked with success", name)
			}
		}
	}
	if status, _ := d.send("GET", "/beta/users", "", http.Header{"Authorization": {"Bearer " + d.token}}); status != http.StatusOK {
		t.Errorf("the beta version answers %d", status)
	}
}
