package graph_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/mockidp/graph"
)

// TestRefusals sends what nobody should: every answer is Graph's envelope, and nothing changes.
func TestRefusals(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ada := d.person("ada")
	lab := d.group("Lab")
	principal, job := d.app()
	const user = `"accountEnabled":true,"displayName":"B","mailNickname":"b","userPrincipalName":"b@contoso.example","passwordProfile":{"password":"x"}`
	const nobody = "00000000-0000-4000-8000-00000000dead"
	before := d.do(http.StatusOK, "GET", "/users", "").Raw + d.do(http.StatusOK, "GET", "/groups", "").Raw + d.do(http.StatusOK, "GET", principal+"/synchronization/secrets", "").Raw
	for _, tc := range []struct {
		method, path, body string
		status             int
		code               string
	}{
		{"POST", "/users", ``, 400, "Request_BadRequest"},
		{"POST", "/users", `null`, 400, "Request_BadRequest"},
		{"POST", "/users", `[]`, 400, "Request_BadRequest"},
		{"POST", "/users", `{`, 400, "Request_BadRequest"},
		{"POST", "/users", strings.Repeat(`{"a":`, 100), 400, "Request_BadRequest"},
		{"POST", "/users", `{` + user + `,"shoeSize":42}`, 400, "Request_BadRequest"},
		{"POST", "/users", `{` + user + `,"id":"x"}`, 400, "Request_BadRequest"},
		{"POST", "/users", `{` + user + `,"city":5}`, 400, "Request_BadRequest"},
		{"POST", "/users", `{` + user + `,"businessPhones":["1","2"]}`, 400, "Request_BadRequest"},
		{"POST", "/users", `{` + user + `,"manager@odata.bind":"https://graph.microsoft.com/v1.0/users/` + nobody + `"}`, 400, "Request_BadRequest"},
		{"POST", "/users", `{"displayName":"B"}`, 400, "Request_BadRequest"},
		{"POST", "/users", strings.ReplaceAll(`{`+user+`}`, "b@contoso.example", "ADA@contoso.example"), 400, "Request_BadRequest"},
		{"POST", "/users", strings.ReplaceAll(`{`+user+`}`, "b@contoso.example", "no address"), 400, "Request_BadRequest"},
		{"POST", "/users", `{"pad":"` + strings.Repeat("x", 17<<20) + `"}`, 413, "Request_EntityTooLarge"},
		{"PATCH", "/users/" + ada, `{"accountEnabled":null}`, 400, "Request_BadRequest"},
		{"PATCH", "/users/" + ada, `{"userPrincipalName":""}`, 400, "Request_BadRequest"},
		{"PATCH", "/users/" + nobody, `{}`, 404, "Request_ResourceNotFound"},
		{"DELETE", "/users/" + nobody, ``, 404, "Request_ResourceNotFound"},
		{"GET", "/users?$filter=shoeSize%20eq%201", ``, 400, "Request_BadRequest"},
		{"GET", "/users?$filter=displayName%20ne%20'x'", ``, 400, "Request_UnsupportedQuery"},
		{"GET", "/users?$select=shoeSize", ``, 400, "Request_BadRequest"},
		{"GET", "/users?$orderby=displayName%20up", ``, 400, "Request_BadRequest"},
		{"GET", "/users?$top=0", ``, 400, "Request_BadRequest"},
		{"GET", "/users?$top=1000", ``, 400, "Request_BadRequest"},
		{"GET", "/users?$skiptoken=abc", ``, 400, "Request_BadRequest"},
		{"GET", "/users?$skiptoken=WyJhIiwiYiJd", ``, 400, "Request_BadRequest"},
		{"GET", "/users?$expand=manager", ``, 400, "Request_UnsupportedQuery"},
		{"GET", "/users?$top=1&$top=2", ``, 400, "Request_BadRequest"},
		{"GET", "/users/$count", ``, 400, "Request_BadRequest"},
		{"PUT", "/users/" + ada + "/manager/$ref", `{"@odata.id":"nonsense"}`, 400, "Request_BadRequest"},
		{"PUT", "/users/" + ada + "/manager/$ref", `{"@odata.id":"https://graph.microsoft.com/v1.0/users/` + nobody + `"}`, 404, "Request_ResourceNotFound"},
		{"POST", "/groups", `{"displayName":"G","mailEnabled":false,"mailNickname":"g","securityEnabled":true,"groupTypes":["Unified"]}`, 400, "Request_BadRequest"},
		{"POST", "/groups", `{"displayName":"G"}`, 400, "Request_BadRequest"},
		{"PATCH", "/groups/" + lab, `{"displayName":" "}`, 400, "Request_BadRequest"},
		{"POST", "/groups/" + lab + "/members/$ref", `{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/` + lab + `"}`, 400, "Request_BadRequest"},
		{"POST", "/groups/" + lab + "/members/$ref", `{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/` + nobody + `"}`, 404, "Request_ResourceNotFound"},
		{"POST", "/applications", `{"displayName":"A","shoeSize":1}`, 400, "Request_BadRequest"},
		{"POST", "/applications", `{"displayName":"A","appRoles":[{"id":"x"}]}`, 400, "Request_BadRequest"},
		{"POST", "/applicationTemplates/" + nobody + "/instantiate", `{"displayName":"A"}`, 404, "Request_ResourceNotFound"},
		{"POST", "/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate", `{"displayName":""}`, 400, "Request_BadRequest"},
		{"POST", "/servicePrincipals", `{"appId":"` + nobody + `"}`, 400, "Request_BadRequest"},
		{"POST", principal + "/appRoleAssignedTo", `{"principalId":"` + ada + `"}`, 400, "Request_BadRequest"},
		{"DELETE", principal + "/appRoleAssignedTo/abc", ``, 404, "Request_ResourceNotFound"},
		{"POST", principal + "/synchronization/jobs", `{"templateId":"scim"}`, 409, "Conflict"},
		{"POST", principal + "/synchronization/jobs", `{"templateId":"other"}`, 400, "Request_BadRequest"},
		{"GET", principal + "/synchronization/jobs/other", ``, 404, "Request_ResourceNotFound"},
		{"PUT", principal + "/synchronization/secrets", `{"value":[{"key":"Colour","value":"red"}]}`, 400, "Request_BadRequest"},
		{"PUT", principal + "/synchronization/secrets", `{"value":[{"key":"BaseAddress","value":"https://bridge.example/?x=1"},{"key":"SyncAll","value":"true"}]}`, 400, "Request_BadRequest"},
		{"PUT", principal + "/synchronization/secrets", `{"value":[{"key":"SyncAll","value":"perhaps"}]}`, 400, "Request_BadRequest"},
		{"PUT", principal + "/synchronization/secrets", `{"value":[{"key":"SyncNotificationSettings","value":"{"}]}`, 400, "Request_BadRequest"},
		{"POST", job + "/restart", `{"criteria":{"resetScope":"Everything"}}`, 400, "Request_BadRequest"},
		{"POST", job + "/provisionOnDemand", `{"parameters":[]}`, 400, "Request_BadRequest"},
		{"POST", job + "/provisionOnDemand", `{"parameters":[{"ruleId":"x","subjects":[{"objectId":"` + ada + `","objectTypeName":"User"}]}]}`, 400, "Request_BadRequest"},
		{"POST", job + "/provisionOnDemand", `{"parameters":[{"ruleId":"03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8","subjects":[{"objectId":"` + nobody + `","objectTypeName":"User"}]}]}`, 404, "Request_ResourceNotFound"},
		{"POST", job + "/provisionOnDemand", `{"parameters":[{"ruleId":"03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8","subjects":[{"objectId":"` + ada + `","objectTypeName":"Group"}]}]}`, 400, "Request_BadRequest"},
		{"POST", job + "/validateCredentials", `{"credentials":[{"key":"BaseAddress","value":"` + d.lab.Bridge.URL() + `"},{"key":"SecretToken","value":"wrong"}]}`, 400, "SystemForCrossDomainIdentityManagementCredentialValidationFailure"},
		{"PUT", job + "/schema", `{}`, 400, "Request_BadRequest"},
		{"PUT", job + "/schema", `{"synchronizationRules":[{"objectMappings":[{"sourceObjectName":"User","enabled":true,"attributeMappings":[{"targetAttributeName":"userName","source":{"expression":"Frobnicate([mail])"}}]}]}]}`, 400, "Request_BadRequest"},
		{"GET", job + "/objectConnections", ``, 400, "Request_BadRequest"},
		{"GET", job + "/objectConnections('" + ada + "')", ``, 404, "Request_ResourceNotFound"},
		{"GET", "/auditLogs/provisioning?$filter=nothing%20eq%20'x'", ``, 400, "Request_BadRequest"},
		{"GET", "/me", ``, 404, "ResourceNotFound"},
		{"GET", "/users/", ``, 404, "ResourceNotFound"},
		{"PUT", "/users/" + ada, `{}`, 405, "Request_BadRequest"},
		{"GET", "http://directory.lab/v9.0/users", ``, 404, "ResourceNotFound"},
	} {
		status, answer := d.try(tc.method, tc.path, tc.body)
		if status != tc.status || answer.Get("error.code").String() != tc.code || answer.Get("error.message").String() == "" || answer.Get("error.innerError.request-id").String() == "" {
			t.Errorf("%s %s %.200s: %d %s, want %d %s", tc.method, tc.path, tc.body, status, answer.Raw, tc.status, tc.code)
		}
	}
	after := d.do(http.StatusOK, "GET", "/users", "").Raw + d.do(http.StatusOK, "GET", "/groups", "").Raw + d.do(http.StatusOK, "GET", principal+"/synchronization/secrets", "").Raw
	if before != after {
		t.Errorf("something changed:\n%s\n%s", before, after)
	}
}

func TestAnObjectConflictTellsItsTarget(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.person("ada")
	got := d.do(http.StatusBadRequest, "POST", "/users", `{"accountEnabled":true,"displayName":"B","mailNickname":"b","userPrincipalName":"ada@contoso.example","passwordProfile":{"password":"x"}}`)
	d.same("details", got.Get("error.details"), `[{"code":"ObjectConflict","message":"Another object with the same value for property userPrincipalName already exists.","target":"userPrincipalName"}]`)
}

func TestSwitches(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	must(t, d.tenant.SetGraphSwitches(t.Context(), graph.Switches{HoldStart: true, Throttle: 2, RetryAfter: duration.Duration(7e9), FreshRefusals: 1, FreshStatus: http.StatusConflict}))
	for range 2 {
		answer, body := d.exchange("GET", "/v1.0/users", "", http.Header{"Authorization": {"Bearer " + d.token}})
		if answer.StatusCode != http.StatusTooManyRequests || answer.Header.Get("Retry-After") != "7" || !strings.Contains(body, `"TooManyRequests"`) {
			t.Errorf("throttled: %d %v %s", answer.StatusCode, answer.Header, body)
		}
	}
	made := d.do(http.StatusCreated, "POST", "/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate", `{"displayName":"Vault"}`)
	jobs := "/servicePrincipals/" + made.Get("servicePrincipal.id").String() + "/synchronization/jobs"
	if got := d.do(http.StatusConflict, "POST", jobs, `{"templateId":"scim"}`).Get("error.code").String(); got != "Conflict" {
		t.Errorf("the first request about a new service principal: %s", got)
	}
	d.do(http.StatusCreated, "POST", jobs, `{"templateId":"scim"}`)
	for _, bad := range []graph.Switches{{Throttle: -1}, {FreshRefusals: -1}, {FreshStatus: 500}} {
		if err := d.tenant.SetGraphSwitches(t.Context(), bad); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
	if now, err := d.tenant.GraphSwitches(t.Context()); err != nil || now.Throttle != 0 || !now.HoldStart || now.FreshStatus != http.StatusConflict {
		t.Errorf("switches %+v, %v", now, err)
	}
}

func TestOnDemandHasALimitIfTheJobSaysSo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ada := d.person("ada")
	must(t, d.tenant.Assign(t.Context(), ada))
	settings := d.settings()
	settings.Switches.DemandLimit = true
	_, err := d.tenant.ConfigureJob(t.Context(), settings)
	must(t, err)
	job := "/servicePrincipals(appId='5c1ab21d-6e00-4000-8000-000000000002')/synchronization/jobs"
	job += "/" + url.PathEscape(d.do(http.StatusOK, "GET", job, "").Get("value.0.id").String()) + "/provisionOnDemand"
	body := `{"parameters":[{"ruleId":"03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8","subjects":[{"objectId":"` + ada + `","objectTypeName":"User"}]}]}`
	for range 5 {
		d.do(http.StatusOK, "POST", job, body)
	}
	if got := d.do(http.StatusTooManyRequests, "POST", job, body).Get("error.code").String(); got != "TooManyRequests" {
		t.Errorf("the sixth: %s", got)
	}
}
