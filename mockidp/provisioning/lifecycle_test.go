package provisioning_test

import (
	"testing"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// The requests that most rows of the lifecycle table come down to.
const (
	readsUser    = "GET /scim/Users/u1\n"
	patchesUser  = "PATCH /scim/Users/u1\n"
	patchBegin   = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[`
	disablesUser = readsUser + patchesUser + patchBegin + `{"op":"Replace","path":"active","value":"False"}]}` + "\n"
	enablesUser  = readsUser + patchesUser + patchBegin + `{"op":"Replace","path":"active","value":"True"}]}` + "\n"
	matchesAda   = "GET /scim/Users?filter=userName+eq+%22ada%40corp.example%22\n"
	createsAda   = "POST /scim/Users\n" +
		`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],` +
		`"userName":"ada@corp.example","active":true,"displayName":"Ada","meta":{"resourceType":"User"},"roles":[]}` + "\n"
	adaInBridge = `{"id":"u7","userName":"ada@corp.example","displayName":"Ada","active":true}`
)

// lifecycle is the table of docs/entra.md, lifecycle, row by row.
var lifecycle = []struct {
	event  string
	given  func(l *lab) // leads up to the last cycle
	sends  string
	counts string
}{
	{"assigned, new", func(l *lab) { l.assigned("ada") }, matchesAda + createsAda, "create/success:1"},
	{"assigned, exists and differs", func(l *lab) {
		l.bridge.resources["/Users/u7"] = `{"id":"u7","userName":"ada@corp.example","displayName":"Old","active":true}`
		l.assigned("ada")
	}, matchesAda + "PATCH /scim/Users/u7\n" + patchBegin + `{"op":"Replace","path":"displayName","value":"Ada"}]}` + "\n", "update/success:1"},
	{"assigned, exists as it shall be", func(l *lab) {
		l.bridge.resources["/Users/u7"] = adaInBridge
		l.assigned("ada")
	}, matchesAda, "other/skipped:1"},
	{"attribute change", func(l *lab) {
		p := carried(l)
		l.change(p, "displayName", "Ada L.")
	}, readsUser + patchesUser + patchBegin + `{"op":"Replace","path":"displayName","value":"Ada L."}]}` + "\n", "update/success:1"},
	{"attribute cleared", func(l *lab) {
		p := carried(l)
		l.change(p, "displayName", "")
	}, readsUser, "other/skipped:1"},
	{"account disabled", func(l *lab) { l.enable(carried(l), false) }, disablesUser, "disable/success:1"},
	{"account disabled and changed", func(l *lab) {
		p := carried(l)
		l.enable(p, false)
		l.change(p, "displayName", "Gone")
	}, readsUser + patchesUser + patchBegin + `{"op":"Replace","path":"active","value":"False"},{"op":"Replace","path":"displayName","value":"Gone"}]}` + "\n", "disable/success:1"},
	{"unassigned", func(l *lab) { l.must(l.directory.Unassign(carried(l).ID)) }, disablesUser, "disable/success:1"},
	{"unassigned and changed", func(l *lab) {
		p := carried(l)
		l.change(p, "displayName", "Gone")
		l.must(l.directory.Unassign(p.ID))
	}, disablesUser, "disable/success:1"},
	{"left the assigned group", func(l *lab) {
		p := l.person("ada")
		g := l.group("Engineering", p)
		l.configure(func(s *provisioning.Settings) { s.Groups = false })
		l.run()
		l.must(l.directory.RemoveMember(g.ID, p.ID))
	}, disablesUser, "disable/success:1"},
	{"fails the scoping filter", func(l *lab) {
		l.configure(func(s *provisioning.Settings) {
			s.Filter = provisioning.AllOf(provisioning.Clause{Attribute: "displayName", Operator: "NOT EQUALS", Value: "Out"})
		})
		l.change(carried(l), "displayName", "Out")
	}, disablesUser, "disable/success:1"},
	{"soft delete", func(l *lab) { l.must(l.directory.DeletePerson(carried(l).ID)) }, disablesUser, "disable/success:1"},
	{"assigned again", func(l *lab) {
		p := carried(l)
		l.must(l.directory.Unassign(p.ID))
		l.run()
		l.must(l.directory.Assign(p.ID))
	}, enablesUser, "update/success:1"},
	{"assigned again after the member was removed by hand", func(l *lab) {
		p := carried(l)
		l.must(l.directory.Unassign(p.ID))
		l.run()
		delete(l.bridge.resources, "/Users/u1")
		l.must(l.directory.Assign(p.ID))
	}, readsUser + matchesAda + createsAda, "create/success:1"},
	{"restored", func(l *lab) {
		p := carried(l)
		l.must(l.directory.DeletePerson(p.ID))
		l.run()
		l.must(l.directory.Restore(p.ID))
	}, enablesUser, "update/success:1"},
	{"enabled again", func(l *lab) {
		p := carried(l)
		l.enable(p, false)
		l.run()
		l.enable(p, true)
	}, enablesUser, "update/success:1"},
	{"purged while managed", func(l *lab) {
		p := carried(l)
		l.must(l.directory.DeletePerson(p.ID))
		l.run()
		l.must(l.directory.Purge(p.ID))
	}, "DELETE /scim/Users/u1\n", "delete/success:1"},
	{"purged after thirty days", func(l *lab) {
		p := carried(l)
		l.must(l.directory.DeletePerson(p.ID))
		l.run()
		l.clock.AdvanceTo(l.clock.Now().Add(directory.BinLife))
		l.directory.PurgeExpired()
	}, "DELETE /scim/Users/u1\n", "delete/success:1"},
	{"purged after unassign", func(l *lab) {
		p := carried(l)
		l.must(l.directory.Unassign(p.ID))
		l.run()
		l.must(l.directory.DeletePerson(p.ID))
		l.run()
		l.must(l.directory.Purge(p.ID))
	}, "", ""},
	{"deleted and purged between two cycles", func(l *lab) {
		p := carried(l)
		l.must(l.directory.DeletePerson(p.ID))
		l.must(l.directory.Purge(p.ID))
	}, "", ""},
	{"disabled before first provisioning", func(l *lab) { l.enable(l.assigned("ada"), false) }, "", "other/skipped:1"},
	{"out of scope, to be left alone", func(l *lab) {
		l.configure(func(s *provisioning.Settings) { s.Skips = map[string]bool{"SkipOutOfScopeDeletions": true} })
		l.must(l.directory.Unassign(carried(l).ID))
	}, "", "other/skipped:1"},
	{"a change of somebody out of scope", func(l *lab) {
		p := carried(l)
		l.must(l.directory.Unassign(p.ID))
		l.run()
		l.change(p, "displayName", "New")
	}, "", "other/skipped:1"},
	{"a change of somebody never in scope", func(l *lab) {
		p := l.person("eve")
		l.run()
		l.change(p, "displayName", "New")
	}, "", "other/skipped:1"},
	{"no change", func(l *lab) { carried(l) }, "", ""},
	{"assigned and unassigned between two cycles", func(l *lab) {
		p := carried(l)
		l.must(l.directory.Unassign(p.ID))
		l.must(l.directory.Assign(p.ID))
	}, "", ""},
	{"unassigned, but still in an assigned group", func(l *lab) {
		p := l.assigned("ada")
		l.configure(func(s *provisioning.Settings) { s.Groups = false })
		l.group("Engineering", p)
		l.run()
		l.must(l.directory.Unassign(p.ID))
	}, "", ""},
	{"a guest", func(l *lab) { l.assigned("ada_partner.example#EXT#") },
		"GET /scim/Users?filter=userName+eq+%22ada%40partner.example%22\nPOST /scim/Users\n" +
			`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],` +
			`"userName":"ada@partner.example","active":true,"displayName":"Ada_partner.example#EXT#","meta":{"resourceType":"User"},"roles":[]}` + "\n",
		"create/success:1"},
}

func TestLifecycle(t *testing.T) {
	t.Parallel()
	for _, row := range lifecycle {
		t.Run(row.event, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			row.given(l)
			cycle := l.run()
			l.expectText(row.sends)
			l.expectCounts(cycle, row.counts)
		})
	}
}

// carried has Ada in the bridge as u1.
func carried(l *lab) directory.Person {
	l.Helper()
	p := l.assigned("ada")
	l.run()
	return p
}

func TestScopeAllCarriesThoseNobodyAssigned(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) { s.Scope = provisioning.All })
	l.person("ada")
	l.expectCounts(l.run(), "create/success:1")
	l.expectText(matchesAda + createsAda)
}

func TestCachedIDThatIsDead(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	p := carried(l)
	delete(l.bridge.resources, "/Users/u1")
	l.change(p, "displayName", "Ada L.")
	cycle := l.run()
	l.expectText(readsUser)
	l.expectCounts(cycle, "update/failure:1")
	if got := cycle.Records[0].ErrorCode; got != "InvalidAnchor" {
		t.Errorf("error code %q", got)
	}
	if escrows := l.job.Status().Escrows; len(escrows) != 0 {
		t.Errorf("held in escrow although only a restart helps: %+v", escrows)
	}

	l.must(l.job.Restart())
	l.expectCounts(l.run(), "update/failure:1")
	l.must(l.job.Restart(provisioning.ResetFull))
	l.expectCounts(l.run(), "create/success:1")
}

func TestRestartKeepsLinksUnlessFull(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	carried(l)
	l.must(l.job.Restart())
	cycle := l.run()
	l.expectText(readsUser)
	if cycle.Kind != "initial" {
		t.Errorf("the cycle after a restart is %s", cycle.Kind)
	}
	l.must(l.job.Restart(provisioning.ResetFull))
	l.run()
	l.expectText(matchesAda)
	if cycle := l.run(); cycle.Kind != "incremental" {
		t.Errorf("the second cycle after a restart is %s", cycle.Kind)
	}
}

func TestAttributeThatIsNotReturnedIsSentAtEveryLook(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	p := l.assigned("ada", "jobTitle", "Lead")
	l.run()
	l.bridge.resources["/Users/u1"] = `{"id":"u1","userName":"ada@corp.example","displayName":"Ada","active":true}`
	for _, name := range []string{"Ada I", "Ada II"} {
		l.change(p, "displayName", name)
		l.bridge.resources["/Users/u1"] = `{"id":"u1","userName":"ada@corp.example","displayName":"` + name + `","active":true}`
		l.run()
		l.expectText(readsUser + patchesUser + patchBegin + `{"op":"Add","path":"title","value":"Lead"}]}` + "\n")
	}
}

func TestPauseKeepsCyclesFromStarting(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	carried(l)
	l.must(l.job.Pause())
	if _, ok := l.job.NextDue(); ok {
		t.Error("a paused job has a cycle due")
	}
	if _, err := l.job.RunCycle(t.Context()); err == nil {
		t.Error("a paused job runs a cycle")
	}
	l.must(l.job.Start())
	if cycle := l.run(); cycle.Kind != "incremental" {
		t.Errorf("a resumed job runs an %s cycle", cycle.Kind)
	}
}
