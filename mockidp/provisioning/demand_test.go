package provisioning_test

import (
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

func (l *lab) demand(names ...string) provisioning.Cycle {
	l.Helper()
	l.bridge.forget()
	cycle, err := l.job.OnDemand(l.Context(), names)
	l.must(err)
	return cycle
}

func TestOnDemand(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		given  func(l *lab) string // whom to name
		counts string
	}{
		"somebody new": {func(l *lab) string { return l.assigned("ada").ID }, "create/success:1"},
		"by name": {func(l *lab) string {
			l.assigned("ada")
			return "ada@corp.example"
		}, "create/success:1"},
		"unchanged":      {func(l *lab) string { return carried(l).ID }, "other/skipped:1"},
		"never assigned": {func(l *lab) string { return l.person("eve").ID }, "other/skipped:1"},
		"in an assigned group": {func(l *lab) string {
			p := l.person("ada")
			l.group("Engineering", p)
			return p.ID
		}, "create/success:1"},
		"unassigned": {func(l *lab) string {
			p := carried(l)
			l.must(l.directory.Unassign(p.ID))
			return p.ID
		}, "disable/success:1"},
		"deleted": {func(l *lab) string {
			p := carried(l)
			l.must(l.directory.DeletePerson(p.ID))
			return p.ID
		}, "disable/success:1"},
		"paused": {func(l *lab) string {
			l.must(l.job.Pause())
			return l.assigned("ada").ID
		}, "create/success:1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			cycle := l.demand(test.given(l))
			if cycle.Kind != "on-demand" || cycle.State != "Succeeded" {
				t.Errorf("the cycle is %s and ended %s: %s", cycle.Kind, cycle.State, cycle.Error)
			}
			l.expectCounts(cycle, test.counts)
		})
	}
}

func TestOnDemandRefuses(t *testing.T) {
	t.Parallel()
	for code, names := range map[string]func(l *lab) []string{
		"nothing-named":  func(*lab) []string { return nil },
		"no-such-object": func(*lab) []string { return []string{"nobody@corp.example"} },
		"too-much-on-demand": func(l *lab) []string {
			return []string{l.group("One").ID, l.group("Two").ID}
		},
		"groups-not-mapped": func(l *lab) []string {
			l.configure(func(s *provisioning.Settings) { s.Groups = false })
			return []string{l.group("One").ID}
		},
		"restored-on-demand": func(l *lab) []string {
			p := carried(l)
			l.must(l.directory.DeletePerson(p.ID))
			l.run()
			l.must(l.directory.Restore(p.ID))
			return []string{p.ID}
		},
	} {
		l := newLab(t)
		who := names(l)
		l.bridge.forget()
		if _, err := l.job.OnDemand(t.Context(), who); !refusal.Is(err, code) {
			t.Errorf("error %v, want code %s", err, code)
		}
		if len(l.bridge.requests) > 0 {
			t.Errorf("%s: sent %v", code, l.bridge.requests)
		}
	}
}

func TestOnDemandIgnoresTheFlagInShapesOnly(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) { s.Dialect = "entra-compliant" })
	p := carried(l)
	l.must(l.directory.Unassign(p.ID))
	l.demand(p.ID)
	l.expectText("GET /scim/Users/u1?aadOptscim062020\nPATCH /scim/Users/u1?aadOptscim062020\n" + patchBegin +
		`{"op":"Replace","path":"active","value":"False"}]}` + "\n")
}

func TestOnDemandGroupTakesFiveMembersAndACycleTheRest(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	var people []directory.Person
	for _, name := range []string{"ada", "bob", "eve", "joe", "kim", "lea", "mia"} {
		people = append(people, l.assigned(name))
	}
	l.run()
	g := l.group("Engineering", people...)
	l.demand(g.ID)
	if got := strings.Count(l.sent(), `{"value":"u`); got != 5 {
		t.Errorf("%d members were sent:\n%s", got, l.sent())
	}
	l.run()
	if got := strings.Count(l.sent(), `{"value":"u`); got != 2 {
		t.Errorf("%d members followed:\n%s", got, l.sent())
	}
}

func TestOnDemandGroupTakesTheNamedMembers(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	ada, bob := l.person("ada"), l.person("bob")
	g := l.group("Engineering", ada, bob)
	l.expectCounts(l.demand(g.ID, bob.ID), "create/success:2 update/success:1")
	if !strings.Contains(l.sent(), `"value":[{"value":"u1"}]`) {
		t.Errorf("sent:\n%s", l.sent())
	}
}

func TestOnDemandFailureHoldsNothing(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	p := l.assigned("ada")
	l.bridge.fail("POST", 400)
	cycle := l.demand(p.ID)
	l.expectCounts(cycle, "create/failure:1")
	if status := l.job.Status(); len(status.Escrows) != 0 || status.Last != nil {
		t.Errorf("status %+v", status)
	}
	l.bridge.fail("GET", 401)
	if cycle = l.demand(p.ID); cycle.State != "Failed" || l.job.Status().Quarantine != nil {
		t.Errorf("a probe that fails on demand: %+v", cycle)
	}
}
