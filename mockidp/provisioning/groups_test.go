package provisioning_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

const readsGroup = "GET /scim/Groups/g3?excludedAttributes=members\n"

func patchesGroup(operation string) string {
	return "PATCH /scim/Groups/g3\n" + patchBegin + operation + "]}\n"
}

// methods is what the last cycle sent, without bodies.
func (l *lab) methods() string {
	var out []string
	for _, line := range strings.Split(l.sent(), "\n") {
		if line != "" && line[0] != '{' {
			out = append(out, strings.Replace(line, " /scim", " ", 1))
		}
	}
	return strings.Join(out, ", ")
}

func TestGroups(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		given func(l *lab)
		want  string
	}{
		"made with members: people first, members last": {func(l *lab) {
			l.group("Engineering", l.person("ada"), l.person("bob"))
		}, "GET /Users?filter=userName+eq+%22ada%40corp.example%22, POST /Users, " +
			"GET /Users?filter=userName+eq+%22bob%40corp.example%22, POST /Users, " +
			"GET /Groups?excludedAttributes=members&filter=displayName+eq+%22Engineering%22, POST /Groups, PATCH /Groups/g3"},
		"unassigned: members disabled, then deleted": {func(l *lab) {
			g := l.group("Engineering", l.person("ada"), l.person("bob"))
			l.run()
			l.must(l.directory.Unassign(g.ID))
		}, "GET /Users/u1, PATCH /Users/u1, GET /Users/u2, PATCH /Users/u2, GET /Groups/g3?excludedAttributes=members, DELETE /Groups/g3"},
		"deleted": {func(l *lab) {
			g := l.group("Engineering", l.person("ada"), l.person("bob"))
			l.run()
			l.must(l.directory.DeleteGroup(g.ID))
		}, "GET /Users/u1, PATCH /Users/u1, GET /Users/u2, PATCH /Users/u2, GET /Groups/g3?excludedAttributes=members, DELETE /Groups/g3"},
		"deleted and purged between two cycles": {func(l *lab) {
			g := l.group("Engineering", l.person("ada"), l.person("bob"))
			l.run()
			l.must(l.directory.DeleteGroup(g.ID))
			l.must(l.directory.Purge(g.ID))
		}, "GET /Users/u1, PATCH /Users/u1, GET /Users/u2, PATCH /Users/u2, DELETE /Groups/g3"},
		"somebody leaves": {func(l *lab) {
			ada := l.person("ada")
			g := l.group("Engineering", ada, l.person("bob"))
			l.run()
			l.must(l.directory.RemoveMember(g.ID, ada.ID))
		}, "GET /Users/u1, PATCH /Users/u1, GET /Groups/g3?excludedAttributes=members, PATCH /Groups/g3"},
		"somebody joins": {func(l *lab) {
			g := l.group("Engineering", l.person("ada"), l.person("bob"))
			l.run()
			l.must(l.directory.AddMember(g.ID, l.person("eve").ID))
		}, "GET /Users?filter=userName+eq+%22eve%40corp.example%22, POST /Users, GET /Groups/g3?excludedAttributes=members, PATCH /Groups/g3"},
		"deleted in the bridge already": {func(l *lab) {
			g, _, _ := populated(l)
			delete(l.bridge.resources, "/Groups/g3")
			l.must(l.directory.Unassign(g.ID))
		}, "GET /Groups/g3?excludedAttributes=members"},
		"of another group: nobody in it is carried": {func(l *lab) {
			inner, err := l.directory.AddGroup(directory.Group{DisplayName: "Inner", Members: []string{l.person("ada").ID}})
			l.must(err)
			g := l.group("Outer")
			l.must(l.directory.AddMember(g.ID, inner.ID))
		}, "GET /Groups?excludedAttributes=members&filter=displayName+eq+%22Outer%22, POST /Groups"},
		"mapping disabled: people yes, group no": {func(l *lab) {
			l.configure(func(s *provisioning.Settings) { s.Groups = false })
			l.group("Engineering", l.person("ada"))
		}, "GET /Users?filter=userName+eq+%22ada%40corp.example%22, POST /Users"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			test.given(l)
			l.run()
			if got := l.methods(); got != test.want {
				t.Errorf("sent %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestMembersAreBatched(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) { s.Limits.MembersPerPatch = 2 })
	g, ada, bob := populated(l)
	eve := l.assigned("eve")
	l.run()
	for _, p := range []directory.Person{ada, bob, eve} {
		l.must(l.directory.AddMember(g.ID, p.ID))
	}
	l.run()
	l.expectText(readsGroup + patchesGroup(`{"op":"Add","path":"members","value":[{"value":"u1"},{"value":"u2"}]}`) +
		patchesGroup(`{"op":"Add","path":"members","value":[{"value":"u4"}]}`))
}

func TestMemberWhoComesIntoScopeLaterWaitsForARestart(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	p := l.person("ada")
	l.enable(p, false)
	l.bridge.made = 2
	l.group("Engineering", p)
	l.run()
	l.enable(p, true)
	l.expectCounts(l.run(), "create/success:1") // no membership
	l.must(l.job.Restart())
	l.run()
	l.expectText("GET /scim/Users/u4\n" + readsGroup + patchesGroup(`{"op":"Add","path":"members","value":[{"value":"u4"}]}`))
}

func TestRestoredMembershipWaitsForARestart(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	g, ada, _ := populated(l)
	l.must(l.directory.AddMember(g.ID, ada.ID))
	l.run()
	l.must(l.directory.DeletePerson(ada.ID))
	l.run()
	l.expectText(disablesUser)
	l.must(l.directory.Restore(ada.ID))
	l.run()
	l.expectText(enablesUser)
	l.must(l.job.Restart())
	l.run()
	l.expectText(readsUser + "GET /scim/Users/u2\n" + readsGroup + patchesGroup(`{"op":"Add","path":"members","value":[{"value":"u1"}]}`))
}

func TestMembersReturnedAgainstTheRequestTurnAddIntoReplace(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	g, ada, bob := populated(l)
	l.must(l.directory.AddMember(g.ID, ada.ID))
	l.run()
	l.bridge.resources["/Groups/g3"] = fmt.Sprintf(`{"id":"g3","displayName":"Engineering","externalId":%q,"members":[{"value":"u1"}]}`, g.ID)
	l.must(l.directory.AddMember(g.ID, bob.ID))
	l.run()
	l.expectText(readsGroup + patchesGroup(`{"op":"Replace","path":"members","value":[{"value":"u2"}]}`))
}

func TestManagerOutOfScopeWaitsForARestart(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	boss := l.person("boss")
	p := l.assigned("ada")
	l.setManager(p, boss.ID)
	l.expectCounts(l.run(), "create/success:1")
	l.must(l.directory.Assign(boss.ID))
	l.expectCounts(l.run(), "create/success:1")
	l.change(p, "displayName", "Ada L.")
	l.run()
	l.expectText(readsUser + patchesUser + patchBegin + `{"op":"Replace","path":"displayName","value":"Ada L."}]}` + "\n")
	l.must(l.job.Restart())
	l.expectCounts(l.run(), "other/skipped:1 update/success:1")
	if manager := l.bridge.resources["/Users/u1"]; !strings.Contains(manager, `"manager":{"value":"u2"}`) {
		t.Errorf("the manager is not in the bridge: %s", manager)
	}
}

func TestManagerIsCreatedFirstAndReferredToLater(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	p := l.assigned("ada")
	boss := l.assigned("boss")
	l.setManager(p, boss.ID)
	cycle := l.run()
	l.expectCounts(cycle, "create/success:2 update/success:1")
	if got, want := cycle.Records[2].Modified, (provisioning.Modified{Name: enterprise + ":manager", New: "u2"}); len(got) != 1 || got[0] != want {
		t.Errorf("modified %+v", got)
	}
}

func TestReferenceWaitsForAMemberWhoFailed(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.group("Engineering", l.person("ada"))
	l.bridge.made = 2
	l.bridge.fail("POST /scim/Users", 500)
	l.expectCounts(l.run(), "create/failure:1 create/success:1 update/failure:1")
	l.bridge.mend()
	l.expectCounts(l.run(), "create/success:1 update/success:1")
	if escrows := l.job.Status().Escrows; len(escrows) != 0 {
		t.Errorf("still in escrow: %+v", escrows)
	}
	if !strings.Contains(l.sent(), patchesGroup(`{"op":"Add","path":"members","value":[{"value":"u4"}]}`)) {
		t.Errorf("the membership was not sent:\n%s", l.sent())
	}
}
