package refbridge_test

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/scimproof/scimproof/mockvault/account"
)

type defectCase struct {
	story     story
	good, bad string // what the story comes to, with the correct bridge and with the defect
}

const (
	ada = "ada@example.com Ada Byron "
	// renamedWell is how renamed comes out of the correct bridge.
	renamedWell = "200 king@example.com ada@example.com ACTIVE -> king@example.com told king@example.com"
)

func defectCases() map[string]defectCase {
	deactivate := `{"op":"replace","path":"active","value":false}`
	disable := `{"op":"Replace","path":"active","value":"False"}`
	manager := `{"op":"Add","path":"` + entURN + `:manager","value":"m-1"}`
	removeB := `{"op":"remove","path":"members[value eq \"%b\"]"}`
	addC := `{"op":"add","path":"members","value":[{"value":"%c"}]}`
	rename := `{"op":"replace","path":"displayName","value":"Machines"}`
	newAddress := `{"op":"replace","path":"userName","value":"king@example.com"}`
	byName := filtered("/Users", `userName eq "ada@example.com"`)
	return map[string]defectCase{
		"create-400":              {asked("POST", "/Users", user("ada@example.com", ""), "userName"), "201 ada@example.com", "400 "},
		"duplicate-create-201":    {after(joined, asked("POST", "/Users", user("ada@example.com", ""), "scimType")), "409 uniqueness", "201 "},
		"creates-twice":           {after(joined, (*lab).members), ada + "TRANSFER_STARTED", "ada+1@example.com Ada Byron TRANSFER_STARTED; " + ada + "TRANSFER_STARTED"},
		"no-second-seat":          {after(joined, asked("POST", "/Users", user("bob@example.com", ""), "userName")), "201 bob@example.com", "403 "},
		"invited-shown-inactive":  {after(joined, asked("GET", byName, "", "Resources.0.active")), "200 true", "200 false"},
		"create-ignores-inactive": {asked("POST", "/Users", strings.Replace(user("ada@example.com", ""), "true", "false", 1), "active"), "201 false", "201 true"},
		"external-id-not-stored":  {asked("POST", "/Users", user("ada@example.com", `,"externalId":"x-1"`), "externalId"), "201 x-1", "201 "},
		"enterprise-dropped":      {asked("POST", "/Users", user("ada@example.com", `,"`+entURN+`":{"department":"Engines"}`), "schemas.#"), "201 2", "201 1"},
		"display-name-ignored":    {patched(rename), "200 ada@example.com Machines ACTIVE", "200 " + ada + "ACTIVE"},
		"manager-bare-string-400": {patched(manager), "200 " + ada + "ACTIVE", "400 " + ada + "ACTIVE"},
		"notarget-400":            {patched(`{"op":"Replace","path":"emails[type eq \"work\"].value","value":"x@example.com"}`), "200 " + ada + "ACTIVE", "400 " + ada + "ACTIVE"},
		"dotted-keys-ignored":     {answeredBy(`{"op":"replace","value":{"name.givenName":"Augusta"}}`, "name.givenName"), "200 Augusta", "200 "},
		"patch-not-atomic":        {patched(rename, `{"op":"replace","path":"id","value":"x"}`), "400 " + ada + "ACTIVE", "400 ada@example.com Machines ACTIVE"},
		"lost-update":             {lostUpdate, "TA", "T"},
		"vault-error-200":         {after(allowOnly("example.com"), answeredBy(`{"op":"replace","path":"userName","value":"ada@elsewhere.example"}`, "userName")), "400 ", "200 ada@example.com"},

		"rename-ignored":             {renamed, renamedWell, "200 ada@example.com ada@example.com ACTIVE"},
		"rename-echoed":              {renamed, renamedWell, "200 king@example.com ada@example.com ACTIVE"},
		"rename-deletes-and-creates": {renamed, renamedWell, "200 king@example.com king@example.com TRANSFER_STARTED"},
		"rename-suspends":            {renamed, renamedWell, "200 king@example.com ada@example.com SUSPENDED -> king@example.com told king@example.com"},
		"partial-apply":              {answeredBy(rename+","+newAddress, "userName"), "200 king@example.com", "200 ada@example.com"},
		"pending-address-hidden":     {renamed, renamedWell, "200 ada@example.com ada@example.com ACTIVE -> king@example.com told king@example.com"},
		"tombstone-rename":           {after(joined, tombstoned), "200 ada@example.com false", "200 0a21f0f28d2a4f8ebf987363c4aed4efada@example.com false"},
		"notifies-wrong-address":     {renamed, renamedWell, "200 king@example.com ada@example.com ACTIVE -> king@example.com told ada@example.com"},

		"string-boolean-ignored": {patched(disable), "200 " + ada + "SUSPENDED", "200 " + ada + "ACTIVE"},
		"string-boolean-400":     {patched(disable), "200 " + ada + "SUSPENDED", "400 " + ada + "ACTIVE"},
		"deactivate-ignored":     {patched(deactivate), "200 " + ada + "SUSPENDED", "200 " + ada + "ACTIVE"},
		"delete-on-deactivate":   {patched(deactivate), "200 " + ada + "SUSPENDED", "200 "},
		"delete-removes":         {deleted, "204 " + ada + "SUSPENDED", "204 "},
		"delete-ignored":         {deleted, "204 " + ada + "SUSPENDED", "204 " + ada + "ACTIVE"},
		"no-reactivate":          {after(left, returned), "200 " + ada + "ACTIVE", "200 " + ada + "SUSPENDED"},
		"reactivate-409":         {after(left, returned), "200 " + ada + "ACTIVE", "409 " + ada + "SUSPENDED"},
		"hides-inactive-users":   {after(left, asked("GET", byName, "", "Resources.0.active")), "200 false", "200 "},

		"remove-member-empties-group":   {grouped(removeB), "204 Engines 1", "204 Engines 0"},
		"remove-listed-empties-group":   {grouped(`{"op":"Remove","path":"members","value":[{"value":"%b"}]}`), "204 Engines 1", "204 Engines 0"},
		"remove-member-ignored":         {grouped(removeB), "204 Engines 1", "204 Engines 2"},
		"add-member-replaces":           {grouped(addC), "204 Engines 3", "204 Engines 1"},
		"add-member-ignored":            {grouped(addC), "204 Engines 3", "204 Engines 2"},
		"group-rename-ignored":          {grouped(rename), "204 Machines 2", "204 Engines 2"},
		"group-members-lost-on-rename":  {grouped(rename), "204 Machines 2", "204 Machines 0"},
		"unknown-member-200":            {grouped(`{"op":"add","path":"members","value":[{"value":"NOBODY"}]}`), "400 Engines 2", "204 Engines 2"},
		"group-delete-ignored":          {groupDeleted, "204 TRANSFER_STARTED 0", "204 TRANSFER_STARTED 1"},
		"group-delete-suspends-members": {groupDeleted, "204 TRANSFER_STARTED 0", "204 TRANSFER_SUSPENDED 0"},
		"create-group-400":              {asked("POST", "/Groups", group("Engines", ""), "displayName"), "201 Engines", "400 "},
		"group-not-adopted":             {after(foreignGroup, asked("POST", "/Groups", group("Engines", ""), "displayName")), "201 Engines", "409 "},
		"excluded-attributes-ignored":   {after(membership, asked("GET", "/Groups?excludedAttributes=members", "", "Resources.0.members.#")), "200 ", "200 1"},

		"filter-unfiltered":         {after(five, asked("GET", byName, "", "totalResults")), "200 0", "200 6"},
		"filter-case-sensitive":     {after(joined, asked("GET", strings.Replace(byName, "ada", "ADA", 1), "", "totalResults")), "200 1", "200 0"},
		"filter-unknown-200-empty":  {after(joined, asked("GET", filtered("/Users", `displayName eq "ada byron"`), "", "totalResults")), "200 1", "200 0"},
		"404-for-empty-list":        {asked("GET", byName, "", "totalResults"), "200 0", "404 "},
		"no-adoption":               {after(existing, asked("GET", byName, "", "totalResults")), "200 1", "200 0"},
		"adopts-in-name-only":       {after(existing, adopted), "200 x-1", "200 "},
		"accepted-not-found":        {after(func(l *lab) { l.settled("ada@example.com") }, asked("GET", byName, "", "totalResults")), "200 1", "200 0"},
		"lookup-leaves-placeholder": {after(func(l *lab) { l.want(200, "GET", byName, "") }, (*lab).members), "", "ada@placeholder.example ada TRANSFER_STARTED"},
		"dead-id-400":               {asked("GET", "/Users/NOBODY", "", "status"), "404 404", "400 400"},
		"paging-wrong-total":        {after(five, asked("GET", "/Users?count=2", "", "totalResults")), "200 6", "200 2"},
		"paging-overlaps":           {after(five, asked("GET", "/Users?startIndex=3&count=2", "", "Resources.#.userName")), `200 ["m1@example.com","m2@example.com"]`, `200 ["m0@example.com","m1@example.com"]`},

		"touches-others":         {after(joined, bobRenamed), ada + "TRANSFER_STARTED; bob@example.com Bob TRANSFER_STARTED", "ada@example.com Ada Byron (copy) TRANSFER_STARTED; bob@example.com Bob TRANSFER_STARTED"},
		"suspends-everyone":      {after(joined, bobLeaves), ada + "TRANSFER_STARTED; bob@example.com Ada Byron TRANSFER_SUSPENDED", ada + "TRANSFER_SUSPENDED; bob@example.com Ada Byron TRANSFER_SUSPENDED"},
		"suspends-strangers":     {after(existing, func(l *lab) string { l.want(200, "GET", byName, ""); return l.members() }), ada + "ACTIVE", ada + "SUSPENDED"},
		"empties-foreign-groups": {after(existing, strangersGroup), "1", "0"},
		"first-token-wins":       {after(joined, otherAccount), "201 ada@example.com", "409 "},

		"html-error":           {header("GET", "/Users/NOBODY", "Content-Type"), "404 application/scim+json", "404 text/html"},
		"error-status-number":  {raw("GET", "/Users/NOBODY", "status"), `404 "404"`, "404 404"},
		"no-challenge":         {after(func(l *lab) { l.token = "wrong" }, header("GET", "/Users", "WWW-Authenticate")), `401 Bearer realm="scim", error="invalid_token"`, "401 "},
		"plain-json":           {header("GET", "/Users", "Content-Type"), "200 application/scim+json", "200 application/json+scim"},
		"booleans-as-strings":  {after(joined, func(l *lab) string { return raw("GET", "/Users/"+l.find("ada@example.com"), "active")(l) }), "200 true", `200 "true"`},
		"op-case-sensitive":    {patched(`{"op":"Replace","path":"title","value":"T"}`), "200 " + ada + "ACTIVE", "400 " + ada + "ACTIVE"},
		"provisioning-off-200": {after(off, asked("POST", "/Users", user("ada@example.com", ""), "userName")), "500 ", "201 ada@example.com"},
	}
}

// find is the id of the user with this name.
func (l *lab) find(address string) string {
	return l.want(http.StatusOK, "GET", filtered("/Users", `userName eq "`+address+`"`), "").get("Resources.0.id")
}

// answeredBy sends operations for a settled ada and shows the status and a value of the answer.
func answeredBy(ops, value string) story {
	return func(l *lab) string {
		return asked("PATCH", "/Users/"+l.settled("ada@example.com"), patch(ops), value)(l)
	}
}

func tombstoned(l *lab) string {
	a := l.do("PATCH", "/Users/"+l.find("ada@example.com"), patch(
		`{"op":"Replace","path":"userName","value":"0a21f0f28d2a4f8ebf987363c4aed4efada@example.com"}`, `{"op":"Replace","path":"active","value":"False"}`))
	return fmt.Sprint(a.status, " ", a.get("userName"), " ", a.get("active"))
}

func returned(l *lab) string {
	status := l.do("PATCH", "/Users/"+l.find("ada@example.com"), patch(`{"op":"replace","path":"active","value":true}`)).status
	return fmt.Sprint(status, " ", l.members())
}

func adopted(l *lab) string {
	return asked("PATCH", "/Users/"+l.find("ada@example.com"), patch(`{"op":"add","path":"externalId","value":"x-1"}`), "externalId")(l)
}

// strangersGroup counts who is in a group of the account's own after another one has changed.
func strangersGroup(l *lab) string {
	all, err := l.account.Members(l.ctx())
	l.must(err)
	_, err = l.account.AddGroup(l.ctx(), account.NewGroup{Name: "Board", Members: []string{all[0].ID}})
	l.must(err)
	id := l.want(http.StatusCreated, "POST", "/Groups", group("Engines", "")).get("id")
	l.want(http.StatusNoContent, "PATCH", "/Groups/"+id, patch(`{"op":"replace","path":"displayName","value":"Machines"}`))
	return fmt.Sprint(len(l.inGroup("Board")))
}

func foreignGroup(l *lab) {
	_, err := l.account.AddGroup(l.ctx(), account.NewGroup{Name: "Engines"})
	l.must(err)
}

func deleted(l *lab) string {
	return fmt.Sprint(l.do("DELETE", "/Users/"+l.settled("ada@example.com"), "").status, " ", l.members())
}

func membership(l *lab) {
	l.want(http.StatusCreated, "POST", "/Groups", group("Engines", `,"members":[{"value":"`+l.join("ada@example.com")+`"}]`))
}

func groupDeleted(l *lab) string {
	membership(l)
	id := l.want(http.StatusOK, "GET", "/Groups", "").get("Resources.0.id")
	status := l.do("DELETE", "/Groups/"+id, "").status
	return fmt.Sprint(status, " ", strings.TrimPrefix(l.members(), ada), " ", l.want(http.StatusOK, "GET", "/Groups", "").get("totalResults"))
}

func bobRenamed(l *lab) string {
	l.want(http.StatusOK, "PATCH", "/Users/"+l.join("bob@example.com"), patch(`{"op":"replace","path":"displayName","value":"Bob"}`))
	return l.members()
}

func bobLeaves(l *lab) string {
	l.want(http.StatusOK, "PATCH", "/Users/"+l.join("bob@example.com"), patch(`{"op":"replace","path":"active","value":false}`))
	return l.members()
}

func otherAccount(l *lab) string {
	_, l.token = l.newAccount()
	return asked("POST", "/Users", user("ada@example.com", ""), "userName")(l)
}

func header(method, path, name string) story {
	return func(l *lab) string {
		a := l.do(method, path, "")
		return fmt.Sprint(a.status, " ", a.header.Get(name))
	}
}

// raw shows a value as it is in JSON.
func raw(method, path, value string) story {
	return func(l *lab) string {
		a := l.do(method, path, "")
		return fmt.Sprint(a.status, " ", gjson.Get(a.body, value).Raw)
	}
}
