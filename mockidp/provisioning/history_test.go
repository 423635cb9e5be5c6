package provisioning_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

func TestExecutionCounts(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	ada, bob := l.person("ada"), l.person("bob")
	g := l.group("Engineering", ada, bob)
	eve := l.assigned("eve")
	l.enable(eve, false)
	l.bridge.fail(`"userName":"bob`, http.StatusBadRequest)
	first := l.run()
	// Ada, Bob, Eve and the group are looked at; Ada and the group are made, Ada becomes a member, Bob fails and so does his membership.
	if want := (provisioning.Execution{Imported: 4, Entitled: 4, InScope: 3, Exports: 5, Exported: 3, Escrowed: 1, EscrowedRaw: 2}); first.Execution != want {
		t.Errorf("initial cycle %+v, want %+v", first.Execution, want)
	}
	l.bridge.mend()
	l.must(l.directory.RemoveMember(g.ID, ada.ID))
	second := l.run()
	// One change of a membership: Ada is disabled and removed from the group.
	if want := (provisioning.Execution{Imported: 2, Deltas: 1, ReferenceDeltas: 1, Entitled: 1, InScope: 1, Exports: 2, Exported: 2}); second.Execution != want {
		t.Errorf("incremental cycle %+v, want %+v", second.Execution, want)
	}
	if h := l.job.Status().History; h.SynchronizedUsers != 1 || h.SynchronizedGroups != 1 {
		t.Errorf("history %+v, want one of each", h)
	}
}

func TestHistory(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.bridge.fail("GET", http.StatusUnauthorized)
	l.run()
	l.run()
	if h := l.job.Status().History; h.Failures != 2 || h.SteadyStateFirst != nil || h.LastSuccess != nil {
		t.Errorf("after two failures %+v", h)
	}
	l.bridge.mend()
	p := l.assigned("ada")
	exported := l.run()
	l.run()
	l.bridge.fail("PATCH", http.StatusBadRequest)
	l.change(p, "jobTitle", "Lead")
	l.run()
	h := l.job.Status().History
	at := func(minutes int) time.Time { return clock.Epoch().Add(time.Duration(minutes) * time.Minute) }
	if h.Failures != 0 || !h.SteadyStateFirst.Equal(at(15)) || !h.SteadyStateLast.Equal(at(95)) {
		t.Errorf("steady from %s to %s after %d failures, want 15 and 95 minutes and none", h.SteadyStateFirst, h.SteadyStateLast, h.Failures)
	}
	if !h.LastSuccess.Began.Equal(at(55)) || h.LastExport.ID != exported.ID || h.LastExport.Records != nil {
		t.Errorf("last success %+v, last export %+v", h.LastSuccess, h.LastExport)
	}
	h.LastExport.Counts["create/success"] = 7
	if again := l.job.Status().History.LastExport.Counts["create/success"]; again != 1 {
		t.Errorf("the history is the caller's to change: %d", again)
	}
}

func TestSynchronizedCountNeverGoesDown(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	p := carried(l)
	l.must(l.directory.DeletePerson(p.ID))
	l.run()
	l.must(l.directory.Purge(p.ID))
	l.expectCounts(l.run(), "delete/success:1")
	if h := l.job.Status().History; h.SynchronizedUsers != 1 || len(l.job.Status().Links) != 0 {
		t.Errorf("history %+v", h)
	}
}

func TestInitialCyclePrunesEscrowsAndPauses(t *testing.T) {
	t.Parallel()
	for name, limit := range map[string]func(*provisioning.Limits){
		"share": func(l *provisioning.Limits) { l.FailuresFrom = 1 },
		"base":  func(l *provisioning.Limits) { l.FailuresBase = 1 },
		"total": func(l *provisioning.Limits) { l.FailuresTotal = 1 },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, func(s *provisioning.Settings) { limit(&s.Limits) })
			l.assigned("ada")
			l.assigned("bob")
			l.assigned("eve")
			l.bridge.fail(`"userName":"`, http.StatusBadRequest)
			cycle := l.run()
			status := l.job.Status()
			if cycle.State != "EntryLevelErrors" || status.State != provisioning.Paused || status.Quarantine != nil || len(status.Escrows) != 0 || !status.History.EscrowsPruned {
				t.Fatalf("the cycle ended %s, the job is %s with %d escrows, %+v", cycle.State, status.State, len(status.Escrows), status.History)
			}
			l.bridge.mend()
			l.must(l.job.Start())
			l.expectCounts(l.run(), "") // they are forgotten, not retried
			l.must(l.job.Restart())
			l.expectCounts(l.run(), "create/success:3")
			if l.job.Status().History.EscrowsPruned {
				t.Error("a restart does not forget that escrows were pruned")
			}
		})
	}
}

func TestInitialCycleCanEndInQuarantine(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) { s.Limits.FailuresBase, s.Switches.KeepInitialEscrows = 1, true })
	l.assigned("ada")
	l.assigned("bob")
	l.bridge.fail("POST", http.StatusBadRequest)
	l.run()
	if q := l.job.Status().Quarantine; q == nil || q.Reason != "EncounteredBaseEscrowThreshold" || len(l.job.Status().Escrows) != 2 {
		t.Errorf("quarantine %+v", q)
	}
}

func TestRestartForgetsWhatItsScopesSay(t *testing.T) {
	t.Parallel()
	for scope, want := range map[provisioning.ResetScope]struct {
		initial, quarantine, links bool
		escrows                    int
	}{
		"None":               {false, true, true, 1},
		"ConnectorDataStore": {false, true, true, 1},
		"Escrows":            {false, true, true, 0},
		"Watermark":          {true, true, true, 1},
		"QuarantineState":    {false, false, true, 1},
		"ForceDeletes":       {false, true, true, 1},
		"Full":               {true, false, false, 0},
	} {
		t.Run(string(scope), func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			carried(l)
			l.assigned("bob")
			l.bridge.fail("POST", http.StatusBadRequest)
			l.run()
			l.bridge.fail("GET", http.StatusUnauthorized)
			l.run()
			l.must(l.job.Pause())
			l.must(l.job.Restart(scope))
			s := l.job.Status()
			if s.Initial != want.initial || (s.Quarantine != nil) != want.quarantine || (len(s.Links) == 1) != want.links || len(s.Escrows) != want.escrows {
				t.Errorf("initial %v, quarantine %+v, %d links, %d escrows, want %+v", s.Initial, s.Quarantine, len(s.Links), len(s.Escrows), want)
			}
			if !s.NextDue.Equal(l.clock.Now()) {
				t.Errorf("the next cycle is due at %s, want now", s.NextDue)
			}
		})
	}
}

func TestConnectorDataStoreForgetsMembersAndKeepsIds(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.group("Engineering", l.person("ada"))
	l.run()
	l.must(l.job.Restart(provisioning.ResetStore, provisioning.ResetWatermark))
	l.run()
	if want := "GET /Users/u1, GET /Groups/g2?excludedAttributes=members, PATCH /Groups/g2"; l.methods() != want {
		t.Errorf("sent %s, want %s", l.methods(), want)
	}
}
