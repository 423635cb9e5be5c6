package graph_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tidwall/gjson"

	"github.com/scimproof/scimproof/mockidp/directory"
)

func TestAPersonThereAndBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	made := d.do(http.StatusCreated, "POST", "/users", `{"@odata.type":"#microsoft.graph.user","accountEnabled":true,"displayName":"Ada King","mailNickname":"ada","userPrincipalName":"Ada@contoso.example",
		"passwordProfile":{"password":"xWwvJ]6NMw+bWH-d"},"businessPhones":["+1 555 0100"],"officeLocation":"B 12","mobilePhone":null,"faxNumber":"+1 555 0101",
		"onPremisesExtensionAttributes":{"extensionAttribute3":"x"}}`)
	id := made.Get("id").String()
	d.same("made", made, `{"@odata.context":"http://directory.lab/v1.0/$metadata#users/$entity","id":"`+id+`","userPrincipalName":"Ada@contoso.example","displayName":"Ada King",
		"givenName":null,"surname":null,"mail":null,"jobTitle":null,"mobilePhone":null,"businessPhones":["+1 555 0100"],"officeLocation":"B 12","preferredLanguage":null}`)
	person, err := d.tenant.Person(t.Context(), id)
	must(t, err)
	if person.Attributes["telephoneNumber"] != "+1 555 0100" || person.Attributes["physicalDeliveryOfficeName"] != "B 12" || person.Attributes["facsimileTelephoneNumber"] != "+1 555 0101" || person.Attributes["extensionAttribute3"] != "x" {
		t.Errorf("the directory has %v", person.Attributes)
	}
	for _, leak := range person.Attributes {
		if strings.Contains(leak, "xWwvJ") {
			t.Error("the password is kept")
		}
	}
	d.do(http.StatusNoContent, "PATCH", "/users/ada%40contoso.example", `{"accountEnabled":false,"businessPhones":[],"department":"Research"}`)
	d.same("selected", d.do(http.StatusOK, "GET", "/users/"+id+"?$select=id,accountEnabled,department,businessPhones", ""),
		`{"@odata.context":"http://directory.lab/v1.0/$metadata#users/$entity","id":"`+id+`","accountEnabled":false,"department":"Research","businessPhones":[]}`)
	d.do(http.StatusNoContent, "DELETE", "/users/"+id, "")
	d.do(http.StatusNotFound, "GET", "/users/"+id, "")
	gone := d.do(http.StatusOK, "GET", "/directory/deletedItems/microsoft.graph.user", "").Get("value.0")
	if gone.Get("id").String() != id || gone.Get("userPrincipalName").String() != strings.ReplaceAll(id, "-", "")+"Ada@contoso.example" || gone.Get("@odata\\.type").String() != "#microsoft.graph.user" {
		t.Errorf("in the recycle bin: %s", gone.Raw)
	}
	if back := d.do(http.StatusOK, "POST", "/directory/deletedItems/"+id+"/restore", "{}"); back.Get("userPrincipalName").String() != "Ada@contoso.example" {
		t.Errorf("restored: %s", back.Raw)
	}
	d.do(http.StatusNoContent, "DELETE", "/users/"+id, "")
	d.do(http.StatusNoContent, "DELETE", "/directory/deletedItems/"+id, "")
	d.do(http.StatusNotFound, "GET", "/directory/deletedItems/"+id, "")
	d.do(http.StatusNotFound, "POST", "/directory/deletedItems/"+id+"/restore", "")
}

func TestAManager(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ada, grace := d.person("ada"), d.person("grace")
	d.do(http.StatusNotFound, "GET", "/users/"+ada+"/manager", "")
	d.do(http.StatusNoContent, "PUT", "/users/"+ada+"/manager/$ref", `{"@odata.id":"https://graph.microsoft.com/v1.0/users/`+grace+`"}`)
	if got := d.do(http.StatusOK, "GET", "/users/"+ada+"/manager", "").Get("id").String(); got != grace {
		t.Errorf("the manager is %s, want Grace", got)
	}
	if got := d.do(http.StatusBadRequest, "PUT", "/users/"+grace+"/manager/$ref", `{"@odata.id":"https://graph.microsoft.com/v1.0/users/`+ada+`"}`); got.Get("error.code").String() != "Request_BadRequest" {
		t.Errorf("a circle of managers: %s", got.Raw)
	}
	d.do(http.StatusNoContent, "DELETE", "/users/"+ada+"/manager/$ref", "")
	d.do(http.StatusNotFound, "DELETE", "/users/"+ada+"/manager/$ref", "")
}

func TestAGroupAndItsMembers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ada, bob := d.person("ada"), d.person("bob")
	lab := d.group("Lab")
	made := d.do(http.StatusCreated, "POST", "/groups", `{"displayName":"Research","description":"All of it","mailEnabled":false,"mailNickname":"research","securityEnabled":true,
		"members@odata.bind":["https://graph.microsoft.com/v1.0/users/`+ada+`"],"owners@odata.bind":["https://graph.microsoft.com/v1.0/users/`+bob+`"]}`)
	research := made.Get("id").String()
	d.same("made", made, `{"@odata.context":"http://directory.lab/v1.0/$metadata#groups/$entity","id":"`+research+`","displayName":"Research","description":"All of it","mailNickname":"research",
		"mail":null,"mailEnabled":false,"securityEnabled":true,"groupTypes":[],"visibility":null,"deletedDateTime":null}`)
	refs := "/groups/" + research + "/members/$ref"
	d.do(http.StatusNoContent, "POST", refs, `{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/`+lab+`"}`)
	if got := d.do(http.StatusBadRequest, "POST", refs, `{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/`+lab+`"}`).Get("error.message").String(); !strings.HasPrefix(got, "One or more added object references already exist") {
		t.Errorf("added twice: %s", got)
	}
	bind := `["https://graph.microsoft.com/v1.0/directoryObjects/` + bob + `","https://graph.microsoft.com/v1.0/directoryObjects/` + ada + `"]`
	d.do(http.StatusBadRequest, "PATCH", "/groups/"+research, `{"displayName":"Other","members@odata.bind":`+bind+`}`)
	if got := d.do(http.StatusOK, "GET", "/groups/"+research+"/members", "").Get("value.#.@odata\\.type").Raw; got != `["#microsoft.graph.user","#microsoft.graph.group"]` && got != `["#microsoft.graph.group","#microsoft.graph.user"]` {
		t.Errorf("members %s, want Ada and Lab alone: what is refused changes nothing", got)
	}
	d.do(http.StatusNoContent, "PATCH", "/groups/"+lab, `{"members@odata.bind":["https://graph.microsoft.com/v1.0/directoryObjects/`+bob+`"]}`)
	if got := d.do(http.StatusOK, "GET", "/groups/"+research+"/transitiveMembers?$filter=displayName%20eq%20'bob'&$select=id", "").Get("value.#.id").Raw; got != `["`+bob+`"]` {
		t.Errorf("transitive members called Bob: %s", got)
	}
	if got := d.do(http.StatusOK, "GET", "/users/"+bob+"/memberOf?$select=displayName", "").Get("value.#.displayName").Raw; got != `["Lab"]` {
		t.Errorf("Bob is a member of %s, want Lab", got)
	}
	d.do(http.StatusNoContent, "DELETE", "/groups/"+research+"/members/"+ada+"/$ref", "")
	if got := d.do(http.StatusBadRequest, "DELETE", "/groups/"+research+"/members/"+ada+"/$ref", "").Get("error.message").String(); !strings.HasPrefix(got, "One or more removed object references do not exist") {
		t.Errorf("removed twice: %s", got)
	}
	d.do(http.StatusNoContent, "DELETE", "/groups/"+lab, "")
	if got := d.do(http.StatusOK, "GET", "/directory/deletedItems/graph.group", "").Get("value.#.displayName").Raw; got != `["Lab"]` {
		t.Errorf("in the bin: %s", got)
	}
	if got := d.do(http.StatusOK, "GET", "/groups", "").Get("value.#.displayName").Raw; got != `["Research"]` {
		t.Errorf("groups: %s", got)
	}
}

// TestAWalkOverPages looks at everybody once, whatever comes and goes meanwhile.
func TestAWalkOverPages(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	names := strings.Fields("ada ben cid dan eve fay gus")
	for _, name := range names {
		d.person(name)
	}
	seen := []string{}
	d.header.Set("ConsistencyLevel", "eventual")
	page := d.do(http.StatusOK, "GET", "/users?$top=2&$orderby=displayName%20desc&$count=true&$select=displayName", "")
	if got := page.Get("@odata\\.count").Int(); got != 7 {
		t.Errorf("%d are counted, want 7", got)
	}
	for pages := 0; pages < 10; pages++ {
		for _, name := range page.Get("value.#.displayName").Array() {
			seen = append(seen, name.String())
		}
		if pages == 0 {
			d.do(http.StatusNoContent, "DELETE", "/users/fay@contoso.example", "") // the last of the page before
			d.person("zoe")                                                        // would stand before it
		}
		next := page.Get("@odata\\.nextLink").String()
		if next == "" {
			break
		}
		page = d.do(http.StatusOK, "GET", next, "")
	}
	if got := strings.Join(seen, " "); got != "Gus Fay Eve Dan Cid Ben Ada" {
		t.Errorf("the walk saw %s", got)
	}
	if _, body := d.exchange("GET", "/v1.0/users/$count?$filter="+url.QueryEscape("startswith(displayName,'z') or displayName eq 'ada'"), "", http.Header{"Authorization": {"Bearer " + d.token}, "Consistencylevel": {"eventual"}}); body != "2" {
		t.Errorf("counted %q, want 2", body)
	}
}

func TestAppsAndAssignments(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ada, lab := d.person("ada"), d.group("Lab")
	app := d.do(http.StatusCreated, "POST", "/applications", `{"displayName":"Wiki","tags":["a"],"web":{"redirectUris":["https://wiki.example"]}}`)
	if app.Get("web.redirectUris.0").String() != "https://wiki.example" || app.Get("signInAudience").String() != "AzureADMyOrg" {
		t.Errorf("application %s", app.Raw)
	}
	made := d.do(http.StatusCreated, "POST", "/servicePrincipals", `{"appId":"`+app.Get("appId").String()+`"}`)
	principal := made.Get("id").String()
	if got := d.do(http.StatusConflict, "POST", "/servicePrincipals", `{"appId":"`+app.Get("appId").String()+`"}`).Get("error.code").String(); got != "Request_MultipleObjectsWithSameKeyValue" {
		t.Errorf("a second service principal: %s", got)
	}
	for _, path := range []string{"/servicePrincipals/" + principal, "/servicePrincipals(appId='" + app.Get("appId").String() + "')", "/servicePrincipals(appId=%27" + app.Get("appId").String() + "%27)"} {
		if got := d.do(http.StatusOK, "GET", path, "").Get("id").String(); got != principal {
			t.Errorf("%s is %s, want %s", path, got, principal)
		}
	}
	d.do(http.StatusNotFound, "GET", "/servicePrincipals/"+app.Get("id").String(), "")
	d.do(http.StatusNotFound, "GET", "/applications/"+principal, "")
	d.do(http.StatusNoContent, "PATCH", "/applications/"+app.Get("id").String(), `{"displayName":"Encyclopedia"}`)
	assigned := "/servicePrincipals/" + principal + "/appRoleAssignedTo"
	give := func(want int, object, role string) gjson.Result {
		return d.do(want, "POST", assigned, `{"principalId":"`+object+`","resourceId":"`+principal+`","appRoleId":"`+role+`"}`)
	}
	give(http.StatusCreated, ada, directory.DefaultRole)
	given := give(http.StatusCreated, lab, directory.DefaultRole)
	d.same("given", given, `{"@odata.context":"http://directory.lab/v1.0/$metadata#appRoleAssignments/$entity","id":"`+given.Get("id").String()+`","deletedDateTime":null,"createdDateTime":"2026-01-05T09:00:00Z",
		"appRoleId":"00000000-0000-0000-0000-000000000000","principalId":"`+lab+`","principalDisplayName":"Lab","principalType":"Group","resourceId":"`+principal+`","resourceDisplayName":"Encyclopedia"}`)
	if got := give(http.StatusBadRequest, lab, directory.DefaultRole).Get("error.message").String(); got != "Permission being assigned already exists on the object." {
		t.Errorf("given twice: %s", got)
	}
	if got := give(http.StatusBadRequest, lab, "11111111-0000-4000-8000-000000000000").Get("error.message").String(); !strings.HasPrefix(got, "Permission being assigned was not found") {
		t.Errorf("an unknown role: %s", got)
	}
	give(http.StatusNotFound, "11111111-0000-4000-8000-000000000000", directory.DefaultRole)
	d.do(http.StatusNoContent, "DELETE", assigned+"/"+given.Get("id").String(), "")
	if got := d.do(http.StatusOK, "GET", assigned, "").Get("value.#.principalId").Raw; got != `["`+ada+`"]` {
		t.Errorf("assigned to %s, want Ada", got)
	}
	if ids, err := d.tenant.Assignments(t.Context()); err != nil || len(ids) != 0 {
		t.Errorf("the default app is assigned to %v, %v; want nobody", ids, err)
	}
	secret := d.do(http.StatusOK, "POST", "/applications/"+app.Get("id").String()+"/addPassword", `{"passwordCredential":{"displayName":"ci"}}`).Get("secretText").String()
	if status, body := d.ask(url.Values{"grant_type": {"client_credentials"}, "client_id": {app.Get("appId").String()}, "client_secret": {secret}, "scope": {"https://graph.microsoft.com/.default"}}); status != http.StatusOK {
		t.Errorf("the app itself gets no token: %d %s", status, body.Raw)
	}
	d.do(http.StatusNoContent, "DELETE", "/applications/"+app.Get("id").String(), "")
	d.do(http.StatusNotFound, "GET", "/servicePrincipals/"+principal, "")
	if got := d.do(http.StatusForbidden, "DELETE", "/servicePrincipals/"+directory.DefaultApp().ID, "").Get("error.code").String(); got != "Authorization_RequestDenied" {
		t.Errorf("the directory's own app: %s", got)
	}
}

// TestAppsHaveJobsOfTheirOwn carries different people by different jobs.
func TestAppsHaveJobsOfTheirOwn(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	one, first := d.app()
	two, second := d.app()
	d.assign(one, d.person("ada"))
	d.assign(two, d.person("bob"))
	d.do(http.StatusNoContent, "POST", first+"/start", "")
	d.do(http.StatusNoContent, "POST", second+"/start", "")
	cycles, err := d.tenant.Advance(t.Context(), 40*time.Minute)
	must(t, err)
	if len(cycles) != 4 {
		t.Errorf("%d cycles ran, want two of each job", len(cycles))
	}
	for _, job := range []string{first, second} {
		id := job[strings.LastIndex(job, "/")+1:]
		log := d.do(http.StatusOK, "GET", "/auditLogs/provisioning?$filter="+url.QueryEscape("jobId eq '"+id+"'"), "")
		want := map[string]string{first: `["Ada"]`, second: `["Bob"]`}[job]
		if got := log.Get("value.#.sourceIdentity.displayName").Raw; got != want {
			t.Errorf("job %s carried %s, want %s", id, got, want)
		}
	}
	d.do(http.StatusNoContent, "DELETE", second, "")
	d.do(http.StatusNotFound, "GET", second, "")
	if cycles, err = d.tenant.Advance(t.Context(), 40*time.Minute); err != nil || len(cycles) != 1 {
		t.Errorf("%d cycles ran after a job was deleted, %v; want one", len(cycles), err)
	}
}
