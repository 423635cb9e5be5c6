package refbridge_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tidwall/gjson"
)

// bulk is the body of a bulk request; more holds further members of the object, with a comma before.
func bulk(more string, ops ...string) string {
	return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[` + strings.Join(ops, ",") + `]` + more + `}`
}

func makes(bulkID, path, data string) string {
	return fmt.Sprintf(`{"method":"POST","path":%q,"bulkId":%q,"data":%s}`, path, bulkID, data)
}

// managed is a user whose manager is another one of the same request.
func managed(address, by string) string {
	return user(address, fmt.Sprintf(`,%q:{"manager":{"value":%q}}`, entURN, by))
}

// outcomes are bulkId, status and scimType of all results.
func outcomes(a answer) string {
	var lines []string
	for _, r := range gjson.Get(a.body, "Operations").Array() {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s", r.Get("bulkId"), r.Get("status"), r.Get("response.scimType"))))
	}
	return strings.Join(lines, ", ")
}

func TestBulk(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	id := l.join("old@example.com")
	a := l.want(200, "POST", "/Bulk", bulk("",
		makes("g", "/Groups", group("Engines", `,"members":[{"value":"bulkId:a"},{"value":"`+id+`"}]`)),
		makes("a", "/Users", managed("ada@example.com", "bulkId:b")),
		makes("b", "/Users", user("bob@example.com", "")),
		`{"method":"PUT","path":"/Users/`+id+`","version":"W/\"7\"","data":`+user("old@example.com", "")+`}`,
		`{"method":"patch","path":"/Users/`+id+`","data":`+patch(`{"op":"replace","path":"title","value":"Dr"}`)+`}`,
		`{"method":"DELETE","path":"/Users/NOBODY"}`,
	))
	equal(t, "schemas", a.get("schemas"), `["urn:ietf:params:scim:api:messages:2.0:BulkResponse"]`)
	equal(t, "results", outcomes(a), "g 201, a 201, b 201, 412, 200, 404")
	equal(t, "location of a failed operation", a.get("Operations.5.location"), root+"/Users/NOBODY")
	equal(t, "status is a string", gjson.Get(a.body, "Operations.0.status").Type, gjson.String)
	ada, bob := idAt(a.get("Operations.1.location")), idAt(a.get("Operations.2.location"))
	equal(t, "manager", l.want(200, "GET", "/Users/"+ada, "").get(strings.ReplaceAll(entURN, ".", `\.`)+".manager.value"), bob)
	equal(t, "version", a.get("Operations.1.version"), l.want(200, "GET", "/Users/"+ada, "").get("meta.version"))
	equal(t, "group", strings.Contains(strings.Join(l.inGroup("Engines"), " "), ada), true)
	equal(t, "patched", l.want(200, "GET", "/Users/"+id, "").get("title"), "Dr")
	a = l.want(200, "POST", "/Bulk", bulk("", makes("c", "/Users", user("cy@example.com", "")),
		`{"method":"PATCH","path":"/Users/bulkId:c","data":`+patch(`{"op":"replace","path":"title","value":"Sir"}`)+`}`))
	equal(t, "reference in a path", outcomes(a), "c 201, 200")
	equal(t, "its location", a.get("Operations.1.location"), a.get("Operations.0.location"))
}

func idAt(location string) string { return location[strings.LastIndex(location, "/")+1:] }

func TestBulkOperationsThatFail(t *testing.T) {
	t.Parallel()
	ada := makes("a", "/Users", user("ada@example.com", ""))
	cases := map[string]struct {
		ops  []string
		more string
		want string
	}{
		"goes on":                   {[]string{makes("x", "/Users", `{}`), ada}, "", "x 400 invalidValue, a 201"},
		"stops":                     {[]string{makes("x", "/Users", `{}`), ada}, `,"failOnErrors":1`, "x 400 invalidValue"},
		"stops at the second":       {[]string{makes("x", "/Users", `{}`), ada, makes("y", "/Users", `{}`), makes("b", "/Users", user("b@example.com", ""))}, `,"failOnErrors":2`, "x 400 invalidValue, a 201, y 400 invalidValue"},
		"stops at what is referred": {[]string{makes("g", "/Groups", group("G", `,"members":[{"value":"bulkId:x"}]`)), makes("x", "/Users", `{}`)}, `,"failOnErrors":1`, "g 409, x 400 invalidValue"},
		"what it refers to failed":  {[]string{makes("x", "/Users", `{}`), makes("g", "/Groups", group("G", `,"members":[{"value":"bulkId:x"}]`)), ada}, "", "x 400 invalidValue, g 409, a 201"},
		"refers to nothing":         {[]string{makes("a", "/Users", managed("ada@example.com", "bulkId:who"))}, "", "a 400 invalidValue"},
		"uniqueness":                {[]string{ada, makes("b", "/Users", user("ADA@example.com", ""))}, "", "a 201, b 409 uniqueness"},
		"no method":                 {[]string{`{"path":"/Users"}`}, "", "400 invalidSyntax"},
		"unknown method":            {[]string{`{"method":"GET","path":"/Users"}`}, "", "400 invalidSyntax"},
		"no path":                   {[]string{`{"method":"DELETE"}`}, "", "400 invalidSyntax"},
		"DELETE of all":             {[]string{`{"method":"DELETE","path":"/Users"}`, `{"method":"DELETE","path":"/Users/"}`}, "", "400 invalidSyntax, 400 invalidSyntax"},
		"POST to one":               {[]string{makes("a", "/Users/X", user("ada@example.com", ""))}, "", "a 400 invalidSyntax"},
		"POST of a search":          {[]string{makes("a", "/Users/.search", `{}`)}, "", "a 400 invalidSyntax"},
		"unknown type":              {[]string{makes("a", "/Planets", `{}`), makes("b", "/Me", `{}`)}, "", "a 404, b 404"},
		"bulk in bulk":              {[]string{makes("a", "/Bulk", bulk("", ada))}, "", "a 404"},
		"a query":                   {[]string{`{"method":"DELETE","path":"/Users/X?y=1"}`}, "", "400 invalidSyntax"},
		"POST without bulkId":       {[]string{`{"method":"POST","path":"/Users","data":{}}`}, "", "400 invalidSyntax"},
		"no data":                   {[]string{`{"method":"POST","path":"/Users","bulkId":"a"}`, `{"method":"PATCH","path":"/Users/X","data":[]}`}, "", "a 400 invalidSyntax, 400 invalidSyntax"},
		"path that climbs":          {[]string{`{"method":"DELETE","path":"/Users/../Groups"}`, `{"method":"DELETE","path":"/Users/%2e%2e%2fhealth"}`}, "", "404, 404"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			a := l.want(200, "POST", "/Bulk", bulk(tc.more, tc.ops...))
			equal(t, "results", outcomes(a), tc.want)
			for _, r := range gjson.Get(a.body, "Operations").Array() {
				failed := r.Get("status").String() >= "400"
				equal(t, "error of "+r.Raw, r.Get("response.status").String() == r.Get("status").String(), failed)
				equal(t, "location of "+r.Raw, r.Get("location").Exists(), !failed || r.Get("method").String() != "POST")
			}
		})
	}
}

func TestCirclesInBulk(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	a := l.want(200, "POST", "/Bulk", bulk("", makes("a", "/Users", managed("a@example.com", "bulkId:b")),
		makes("b", "/Users", managed("b@example.com", "bulkId:c")), makes("c", "/Users", managed("c@example.com", "bulkId:a")),
		makes("self", "/Users", managed("self@example.com", "bulkId:self"))))
	equal(t, "managers", outcomes(a), "a 201, b 201, c 201, self 201")
	manager := strings.ReplaceAll(entURN, ".", `\.`) + ".manager.value"
	for i, next := range []int{1, 2, 0, 3} {
		read := l.want(200, "GET", a.get(fmt.Sprintf("Operations.%d.location", i)), "")
		equal(t, "manager", read.get(manager), idAt(a.get(fmt.Sprintf("Operations.%d.location", next))))
		equal(t, "version", read.get("meta.version"), a.get(fmt.Sprintf("Operations.%d.version", i)))
	}
	a = l.want(200, "POST", "/Bulk", bulk("", makes("g", "/Groups", group("G", `,"members":[{"value":"bulkId:h"}]`)),
		makes("h", "/Groups", group("H", `,"members":[{"value":"bulkId:g"}]`))))
	equal(t, "groups in groups, which the account does not have", outcomes(a), "g 409, h 409")
	equal(t, "nothing stays", l.want(200, "GET", "/Groups", "").get("totalResults"), "0")
}

func TestBulkRequestsThatAreRefused(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	many := make([]string, 101)
	for i := range many {
		many[i] = makes(fmt.Sprint(i), "/Users", user(fmt.Sprintf("m%d@example.com", i), ""))
	}
	ada := makes("a", "/Users", user("ada@example.com", ""))
	cases := map[string]struct {
		body   string
		status int
		says   string
	}{
		"too many":          {bulk("", many...), 413, "maxOperations (100)"},
		"too large":         {bulk(`,"x":"`+strings.Repeat("x", 1<<20)+`"`, ada), 413, "maxPayloadSize (1048576)"},
		"no schema":         {`{"Operations":[` + ada + `]}`, 400, "BulkRequest"},
		"no operations":     {bulk(""), 400, "Operations"},
		"no list":           {`{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":` + ada + `}`, 400, "Operations"},
		"no object":         {bulk("", ada, "7"), 400, "operation 2"},
		"bulkId twice":      {bulk("", ada, ada), 400, "twice"},
		"failOnErrors":      {bulk(`,"failOnErrors":0`, ada), 400, "failOnErrors"},
		"failOnErrors text": {bulk(`,"failOnErrors":"1"`, ada), 400, "failOnErrors"},
		"half a body":       {bulk("", ada)[:60], 400, "JSON"},
		"deep":              {bulk("", makes("a", "/Users", strings.Repeat(`{"a":`, 40)+"1"+strings.Repeat("}", 40))), 400, "inside each other"},
	}
	for name, tc := range cases {
		a := l.want(tc.status, "POST", "/Bulk", tc.body)
		equal(t, name+" says "+tc.says+" in "+a.get("detail"), strings.Contains(a.get("detail"), tc.says), true)
	}
	equal(t, "members", l.members(), "")
	l.want(405, "GET", "/Bulk", "")
	l.token = "stranger"
	l.want(401, "POST", "/Bulk", bulk("", ada))
	l.want(401, "POST", "/Bulk", bulk(""))
	equal(t, "promise", l.want(200, "GET", "/ServiceProviderConfig", "").get("bulk"), `{"maxOperations":100,"maxPayloadSize":1048576,"supported":true}`)
}
