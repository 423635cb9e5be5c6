package graph_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tidwall/gjson"
	"github.com/tidwall/sjson"

	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

func TestSecretsBecomeSettings(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	principal := "/servicePrincipals/" + directory.DefaultApp().ID
	put := func(pairs string) {
		d.do(http.StatusNoContent, "PUT", principal+"/synchronization/secrets", `{"value":[`+pairs+`]}`)
	}
	put(`{"key":"SecretToken","value":"first"}`) // before there is an address
	if job, err := d.tenant.Job(t.Context()); err != nil || job.State != provisioning.NotConfigured {
		t.Errorf("without an address the job is %s, %v", job.State, err)
	}
	put(`{"key":"BaseAddress","value":"https://bridge.example/scim/?aadOptscim062020"},{"key":"SyncAll","value":"True"},{"key":"SkipOutOfScopeDeletions","value":"True"},
		{"key":"SyncNotificationSettings","value":"{\"Enabled\":true,\"DeleteThresholdEnabled\":true,\"HumanResourcesLookaheadQueryEnabled\":false,\"Recipients\":\"ops@contoso.example\",\"DeleteThresholdValue\":14}"}`)
	job, err := d.tenant.Job(t.Context())
	must(t, err)
	s := job.Settings
	if s.BaseURL != "https://bridge.example/scim" || s.Dialect != "entra-compliant" || s.Token != "*" || s.Scope != provisioning.All || !s.Groups ||
		!s.Skips["SkipOutOfScopeDeletions"] || s.Limits.Deletes != 14 || len(s.Recipients) != 1 || s.Recipients[0] != "ops@contoso.example" {
		t.Errorf("settings %+v", s)
	}
	put(`{"key":"SecretToken","value":"*"},{"key":"SyncAll","value":"false"}`)
	told := d.do(http.StatusOK, "GET", principal+"/synchronization/secrets", "")
	for key, want := range map[string]string{"SecretToken": "*", "BaseAddress": "https://bridge.example/scim/?aadOptscim062020", "SyncAll": "false"} {
		if got := told.Get(`value.#(key="` + key + `").value`).String(); got != want {
			t.Errorf("%s reads %q, want %q", key, got, want)
		}
	}
	if strings.Contains(told.Raw, "first") {
		t.Error("the token is told")
	}
	s.BaseURL, s.Dialect, s.Token = "https://other.example", "entra-legacy", "second"
	_, err = d.tenant.ConfigureJob(t.Context(), s)
	must(t, err)
	if got := d.do(http.StatusOK, "GET", principal+"/synchronization/secrets", "").Get(`value.#(key="BaseAddress").value`).String(); got != "https://other.example" {
		t.Errorf("after the administrator's change the address reads %q", got)
	}
}

func TestClientCredentialsAreSecretsToo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	principal := "/servicePrincipals/" + directory.DefaultApp().ID
	d.do(http.StatusNoContent, "PUT", principal+"/synchronization/secrets", `{"value":[{"key":"BaseAddress","value":"https://bridge.example"},{"key":"Oauth2ClientId","value":"c"},
		{"key":"Oauth2ClientSecret","value":"s3cret"},{"key":"Oauth2TokenExchangeUri","value":"https://bridge.example/token"},{"key":"Oauth2AccessTokenCreationTime","value":"2026-01-05T08:30:00Z"}]}`)
	job, err := d.tenant.Job(t.Context())
	must(t, err)
	want := provisioning.Auth{Kind: "client-credentials", ClientID: "c", ClientSecret: "*", TokenURL: "https://bridge.example/token", AccessTokenCreated: time.Date(2026, 1, 5, 8, 30, 0, 0, time.UTC)}
	if job.Settings.Auth != want {
		t.Errorf("auth %+v, want %+v", job.Settings.Auth, want)
	}
	if told := d.do(http.StatusOK, "GET", principal+"/synchronization/secrets", ""); strings.Contains(told.Raw, "s3cret") {
		t.Error("the secret is told")
	}
}

func TestASchemaIsRead(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, job := d.app()
	schema := d.do(http.StatusOK, "GET", job+"/schema", "")
	user := schema.Get("synchronizationRules.0.objectMappings.0")
	d.same("the matching line", user.Get("attributeMappings.0"), `{"targetAttributeName":"userName","matchingPriority":1,"flowType":"Always","flowBehavior":"FlowWhenChanged","defaultValue":null,
		"exportMissingReferences":false,"source":{"expression":"[userPrincipalName]","name":"userPrincipalName","type":"Attribute","parameters":[]}}`)
	if got := schema.Get("synchronizationRules.0.objectMappings.#.targetObjectName").Raw; got != `["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","urn:ietf:params:scim:schemas:core:2.0:Group"]` {
		t.Errorf("targets %s", got)
	}
	changed, err := sjson.SetRaw(schema.Raw, "synchronizationRules.0.objectMappings.0.scope", `{"groups":[{"name":"","clauses":[{"operatorName":"EQUALS","sourceOperandName":"department","targetOperand":{"values":["R&D"]}}]}]}`)
	must(t, err)
	changed, err = sjson.Set(changed, "synchronizationRules.0.objectMappings.0.attributeMappings.0.source", map[string]any{"expression": "ToLower([mail])", "name": "ToLower", "type": "Function", "parameters": []any{}})
	must(t, err)
	changed, err = sjson.Delete(changed, "synchronizationRules.0.objectMappings.0.flowTypes")
	must(t, err)
	d.do(http.StatusNoContent, "PUT", job+"/schema", changed)
	user = d.do(http.StatusOK, "GET", job+"/schema", "").Get("synchronizationRules.0.objectMappings.0")
	if got := user.Get("attributeMappings.0.source.expression").String(); got != "ToLower([mail])" {
		t.Errorf("the source is %q", got)
	}
	d.same("scope", user.Get("scope"), `{"groups":[{"name":"","clauses":[{"operatorName":"EQUALS","sourceOperandName":"department","targetOperand":{"values":["R&D"]}}]}],"categoryFilterGroups":[],"inputFilterGroups":[]}`)
	if got := user.Get("flowTypes").String(); got != "Add,Update,Delete" {
		t.Errorf("left out, the flows are %q", got)
	}
}

// TestFailuresAreLogged looks at the line of somebody whom the bridge refuses.
func TestFailuresAreLogged(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	principal, job := d.app()
	ada := d.person("ada")
	d.assign(principal, ada)
	d.do(http.StatusNoContent, "PATCH", "/users/"+ada, `{"mail":null}`)
	must(t, d.tenant.SetFaults(t.Context(), fault.Rule{Name: "conflict", Match: fault.Match{Method: "POST", Path: "/Users"}, Do: fault.Action{Status: http.StatusConflict}, Times: 1}))
	d.do(http.StatusNoContent, "POST", job+"/start", "")
	if _, err := d.tenant.Advance(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	line := d.do(http.StatusOK, "GET", "/auditLogs/provisioning?$filter="+url.QueryEscape("provisioningAction eq 'create' and activityDateTime ge 2026-01-05"), "").Get("value.0")
	info := line.Get("provisioningStatusInfo")
	if info.Get("status").String() != "failure" || info.Get("errorInformation.errorCode").String() != "EntryConflict" || info.Get("errorInformation.errorCategory").String() != "nonServiceFailure" ||
		!strings.Contains(info.Get("errorInformation.reason").String(), "StatusCode: Conflict") {
		t.Errorf("the line is %s", line.Raw)
	}
	if got := line.Get("provisioningSteps.#.provisioningStepType").Raw; got != `["import","scoping","matching","export"]` {
		t.Errorf("steps %s", got)
	}
	if got := d.do(http.StatusOK, "GET", job, "").Get("status.lastExecution"); got.Get("state").String() != "EntryLevelErrors" || got.Get("countEscrowed").Int() != 1 {
		t.Errorf("the execution is %s", got.Raw)
	}
}

func TestQuarantineIsTold(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, job := d.app()
	must(t, d.tenant.SetFaults(t.Context(), fault.Rule{Name: "closed", Match: fault.Match{Path: "/Users"}, Do: fault.Action{Status: http.StatusUnauthorized}, Times: 1}))
	d.do(http.StatusNoContent, "POST", job+"/start", "")
	_, err := d.tenant.Advance(t.Context(), 0)
	must(t, err)
	got := d.do(http.StatusOK, "GET", job, "")
	if got.Get("status.code").String() != "Quarantine" || got.Get("schedule.state").String() != "Active" || got.Get("status.countSuccessiveCompleteFailures").Int() != 1 {
		t.Errorf("the job is %s", got.Raw)
	}
	want := gjson.Parse(`{"currentBegan":"2026-01-05T09:00:00Z","seriesBegan":"2026-01-05T09:00:00Z","nextAttempt":"2026-01-05T09:05:00Z","seriesCount":1,"reason":"EncounteredQuarantineException"}`)
	want.ForEach(func(key, value gjson.Result) bool {
		if told := got.Get("status.quarantine." + key.String()); told.String() != value.String() {
			t.Errorf("%s is %s, want %s", key, told, value)
		}
		return true
	})
	if code := got.Get("status.quarantine.error.code").String(); code != "SystemForCrossDomainIdentityManagementCredentialValidationFailure" {
		t.Errorf("the error is %s", code)
	}
}
