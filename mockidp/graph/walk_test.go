package graph_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/tidwall/gjson"

	"github.com/scimproof/scimproof/mockidp/graph"
)

// TestOneWalk is what every client does: an app, somebody who has it, the job,
// one provision on demand, the log.
func TestOneWalk(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ada := d.person("ada")
	principal, job := d.app()
	given := d.assign(principal, ada)
	if given.Get("principalType").String() != "User" || given.Get("principalDisplayName").String() != "Ada" || given.Get("resourceDisplayName").String() != "Vault" {
		t.Errorf("assigned %s", given.Raw)
	}
	d.do(http.StatusNoContent, "POST", job+"/validateCredentials", `{"useSavedCredentials":true}`)
	d.do(http.StatusNoContent, "POST", job+"/start", "")
	rule := d.do(http.StatusOK, "GET", job+"/schema", "").Get("synchronizationRules.0.id").String()
	pair := d.do(http.StatusOK, "POST", job+"/provisionOnDemand", `{"parameters":[{"subjects":[{"objectId":"`+ada+`","objectTypeName":"User"}],"ruleId":"`+rule+`"}]}`)
	d.same("key", gjson.Parse(pair.Get("key").String()), `{"result":"Success","details":{}}`)
	value := gjson.Parse(pair.Get("value").String())
	if value.Get("action").String() != "create" || value.Get("statusInfo.status").String() != "success" || value.Get("provisioningSteps.#.type").Raw != `["import","scoping","matching","export"]` {
		t.Errorf("the value is %s", value.Raw)
	}
	member, err := d.account.Member(t.Context(), "ada@contoso.example")
	must(t, err)

	log := d.do(http.StatusOK, "GET", "/auditLogs/provisioning?$filter=sourceIdentity/id%20eq%20'"+ada+"'", "").Get("value")
	if log.Get("#").Int() != 1 {
		t.Fatalf("the log has %s, want one line", log.Raw)
	}
	line := log.Get("0")
	for path, want := range map[string]string{
		"provisioningAction":            "create",
		"provisioningStatusInfo.status": "success",
		"sourceIdentity.displayName":    "Ada",
		"sourceIdentity.identityType":   "User",
		"targetIdentity.identityType":   "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
		"targetIdentity.id":             member.ID,
		"servicePrincipal.id":           strings.TrimPrefix(principal, "/servicePrincipals/"),
		"jobId":                         job[strings.LastIndex(job, "/")+1:],
		"tenantId":                      d.id,
		"initiatedBy.initiatorType":     "system",
		"activityDateTime":              "2026-01-05T09:00:00Z",
		`modifiedProperties.#(displayName="userName").newValue`: "ada@contoso.example",
	} {
		if got := line.Get(path).String(); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if again := gjson.Parse(d.do(http.StatusOK, "POST", job+"/provisionOnDemand", `{"parameters":[{"subjects":[{"objectId":"`+ada+`","objectTypeName":"User"}],"ruleId":"`+rule+`"}]}`).Get("key").String()); again.Get("result").String() != "Skipped" || again.Get("details.errorCode").String() != "RedundantExport" {
		t.Errorf("on demand again: %s", again.Raw)
	}
}

// TestStartRunsTheCycleThatIsDue is how a client that speaks only Graph gets everybody provisioned.
func TestStartRunsTheCycleThatIsDue(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	must(t, d.tenant.SetGraphSwitches(t.Context(), graph.Switches{}))
	principal, job := d.app()
	d.assign(principal, d.person("ada"))
	if got := d.do(http.StatusOK, "GET", job, ""); got.Get("schedule.state").String() != "Disabled" || got.Get("status.code").String() != "NotRun" {
		t.Errorf("before the start: %s", got.Raw)
	}
	d.do(http.StatusNoContent, "POST", job+"/start", "")
	d.await("the cycle", func() bool {
		return d.do(http.StatusOK, "GET", job, "").Get("status.lastExecution.state").String() == "Succeeded"
	})
	got := d.do(http.StatusOK, "GET", job, "")
	if got.Get("status.code").String() != "Active" || got.Get("status.lastExecution.countExported").Int() != 1 || got.Get("schedule.interval").String() != "PT40M" {
		t.Errorf("after the cycle: %s", got.Raw)
	}
	if _, err := d.account.Member(t.Context(), "ada@contoso.example"); err != nil {
		t.Error(err)
	}
}
