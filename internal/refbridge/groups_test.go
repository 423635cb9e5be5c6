package refbridge_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/mockvault/account"
)

const groupURN = "urn:ietf:params:scim:schemas:core:2.0:Group"

func TestGroupStory(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	ada, bob := l.join("ada@example.com"), l.join("bob@example.com")
	created := l.want(201, "POST", "/Groups", `{"schemas":["`+groupURN+`","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
		"externalId":"8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159","displayName":"Engineering","meta":{"resourceType":"Group"},"members":[]}`)
	id := created.get("id")
	equal(t, "schemas", created.get("schemas"), `["`+groupURN+`"]`)
	equal(t, "Location", created.header.Get("Location"), root+"/Groups/"+id)
	equal(t, "members", created.get("members"), "")

	l.want(204, "PATCH", "/Groups/"+id, patch(`{"op":"Add","path":"members","value":[{"$ref":null,"value":"`+ada+`"},{"value":"`+bob+`","display":null}]}`))
	read := l.want(200, "GET", "/Groups/"+id, "")
	same(t, "members", read.get(`members.#(value=="`+ada+`")`), `{"value":"`+ada+`","type":"User","display":"Ada Byron","$ref":"`+root+"/Users/"+ada+`"}`)
	same(t, "groups of a member", l.want(200, "GET", "/Users/"+ada, "").get("groups"),
		`[{"value":"`+id+`","display":"Engineering","type":"direct","$ref":"`+root+"/Groups/"+id+`"}]`)

	bare := l.want(200, "GET", "/Groups/"+id+"?excludedAttributes=members", "")
	equal(t, "members excluded", bare.get("members"), "")
	equal(t, "name still there", bare.get("displayName"), "Engineering")

	l.want(204, "PATCH", "/Groups/"+id, patch(`{"op":"Replace","path":"displayName","value":"Engines"}`))
	equal(t, "found by the new name", l.want(200, "GET", "/Groups?excludedAttributes=members&filter=displayName+eq+%22engines%22", "").get("Resources.#"), "1")
	named := l.want(200, "PATCH", "/Groups/"+id+"?attributes=displayName", patch(`{"op":"replace","value":{"id":"`+id+`","displayName":"Machines"}}`))
	same(t, "PATCH with attributes", named.body, `{"schemas":["`+groupURN+`"],"id":"`+id+`","displayName":"Machines"}`)
	equal(t, "members after renaming", len(l.inGroup("Machines")), 2)

	l.want(200, "PUT", "/Groups/"+id, group("Machines", `,"members":[{"value":"`+bob+`","display":"bob@example.com"}]`))
	equal(t, "after PUT", strings.Join(l.inGroup("Machines"), " "), bob)
	l.want(200, "PUT", "/Groups/"+id, group("Machines", ""))
	equal(t, "after PUT without members", len(l.inGroup("Machines")), 0)

	l.want(204, "DELETE", "/Groups/"+id, "")
	l.want(404, "DELETE", "/Groups/"+id, "")
	l.want(404, "GET", "/Groups/"+id, "")
	equal(t, "members stay in the account", len(strings.Split(l.members(), ";")), 2)
}

// TestMembership: every way that clients take to change members -> who is left of a, b and c.
func TestMembership(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		ops  string // %a, %b and %c are the ids of the members; %d is nobody in it
		want string
	}{
		{"remove by filter", `{"op":"remove","path":"members[value eq \"%b\"]"}`, "a c"},
		{"Remove by list", `{"op":"Remove","path":"members","value":[{"$ref":null,"value":"%b"}]}`, "a c"},
		{"remove by list of several", `{"op":"remove","path":"members","value":[{"value":"%b"},{"value":"%a"}]}`, "c"},
		{"remove two by filter", `{"op":"remove","path":"members[value eq \"%a\" or value eq \"%b\"]"}`, "c"},
		{"remove all", `{"op":"remove","path":"members"}`, ""},
		{"remove somebody who is not in it", `{"op":"remove","path":"members[value eq \"%d\"]"}`, "a b c"},
		{"add", `{"op":"add","path":"members","value":[{"value":"%d"}]}`, "a b c d"},
		{"add one object", `{"op":"add","path":"members","value":{"value":"%d"}}`, "a b c d"},
		{"add again", `{"op":"add","path":"members","value":[{"value":"%a"}]}`, "a b c"},
		{"add without a path", `{"op":"add","value":{"members":[{"value":"%d"}]}}`, "a b c d"},
		{"add and remove the same", `{"op":"add","path":"members","value":[{"value":"%d"}]},{"op":"remove","path":"members[value eq \"%d\"]"}`, "a b c"},
		{"remove and add the same", `{"op":"remove","path":"members[value eq \"%a\"]"},{"op":"add","path":"members","value":[{"value":"%a"}]}`, "a b c"},
		{"replace", `{"op":"replace","path":"members","value":[{"value":"%d"},{"value":"%a"}]}`, "a d"},
		{"replace with nobody", `{"op":"replace","path":"members","value":[]}`, ""},
		{"replace without a path", `{"op":"replace","value":{"members":[],"displayName":"Engines"}}`, ""},
		{"rename leaves members", `{"op":"replace","value":{"displayName":"Engines"}}`, "a b c"},
		{"qualified path", `{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:Group:members","value":[{"value":"%d"}]}`, "a b c d"},
		{"rename and remove", `{"op":"replace","path":"displayName","value":"Engines"},{"op":"Remove","path":"members","value":[{"value":"%c"}]}`, "a b"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			ids := map[string]string{}
			for _, name := range []string{"a", "b", "c", "d"} {
				ids[l.join(name+"@example.com")] = name
			}
			byName := func(name string) string {
				for id, n := range ids {
					if n == name {
						return id
					}
				}
				return ""
			}
			a, b, c, d := byName("a"), byName("b"), byName("c"), byName("d")
			id := l.want(201, "POST", "/Groups", group("Engines", `,"members":[{"value":"`+a+`"},{"value":"`+b+`"},{"value":"`+c+`"}]`)).get("id")
			l.want(204, "PATCH", "/Groups/"+id, patch(strings.NewReplacer("%a", a, "%b", b, "%c", c, "%d", d).Replace(tc.ops)))
			var left []string
			for _, member := range l.inGroup("Engines") {
				left = append(left, ids[member])
			}
			slices.Sort(left)
			equal(t, "members", strings.Join(left, " "), tc.want)
		})
	}
}

// TestUnknownMember: one wrong member among right ones, and nothing changes.
func TestUnknownMember(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	ada := l.join("ada@example.com")
	id := l.want(201, "POST", "/Groups", group("Engines", "")).get("id")
	for _, op := range []string{
		`{"op":"add","path":"members","value":[{"value":"` + ada + `"},{"value":"NOBODY"}]}`,
		`{"op":"replace","path":"members","value":[{"value":"` + ada + `"},{"value":"NOBODY"}]}`,
		`{"op":"add","path":"members","value":[{"value":"` + ada + `"},{"$ref":"` + root + `/Users/NOBODY"}]}`,
	} {
		a := l.want(400, "PATCH", "/Groups/"+id, patch(op))
		equal(t, "scimType", a.get("scimType"), "invalidValue")
		equal(t, "members", len(l.inGroup("Engines")), 0)
	}
	l.want(400, "POST", "/Groups", group("Others", `,"members":[{"value":"NOBODY"}]`))
	equal(t, "groups", l.want(200, "GET", "/Groups", "").get("totalResults"), "1")
	l.want(404, "PATCH", "/Groups/nogroup", patch(`{"op":"add","path":"members","value":[{"value":"`+ada+`"}]}`))
}

// TestAdoptGroup: a group that the account had before is found by name and taken over.
func TestAdoptGroup(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	ada := l.join("ada@example.com")
	found, err := l.account.AddGroup(l.ctx(), account.NewGroup{Name: "Engines", Members: []string{ada}})
	l.must(err)
	adopted := l.want(201, "POST", "/Groups", group("engines", `,"externalId":"g-1"`))
	equal(t, "id", adopted.get("id"), found.ID)
	equal(t, "externalId", adopted.get("externalId"), "g-1")
	equal(t, "members are kept", len(l.inGroup("Engines")), 1)
	again := l.want(409, "POST", "/Groups", group("Engines", ""))
	equal(t, "scimType", again.get("scimType"), "uniqueness")

	other := l.want(201, "POST", "/Groups", group("Others", "")).get("id")
	equal(t, "taken name", l.want(409, "PATCH", "/Groups/"+other, patch(`{"op":"replace","path":"displayName","value":"ENGINES"}`)).get("scimType"), "uniqueness")
}

// TestBuiltInGroups cannot be seen or touched.
func TestBuiltInGroups(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	all, err := l.account.Groups(l.ctx())
	l.must(err)
	equal(t, "listed", l.want(200, "GET", "/Groups", "").get("totalResults"), "0")
	for _, g := range all {
		if a := l.do("DELETE", "/Groups/"+g.ID, ""); a.status != 404 && a.status != 403 {
			t.Errorf("DELETE of %s answered %d %s", g.Name, a.status, a.body)
		}
	}
}

// TestLargeGroup: more members than are looked up one by one get their names too.
func TestLargeGroup(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	var members []string
	for i := range 30 {
		members = append(members, `{"value":"`+l.join(fmt.Sprintf("m%d@example.com", i))+`"}`)
	}
	id := l.want(201, "POST", "/Groups", group("Engines", `,"members":[`+strings.Join(members, ",")+`]`)).get("id")
	read := l.want(200, "GET", "/Groups/"+id, "")
	equal(t, "named", strings.Count(read.get("members.#.display"), "Ada Byron"), 30)
}
