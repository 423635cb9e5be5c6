package provisioning_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/mockidp/provisioning"
)

func TestQuarantineAtTheProbe(t *testing.T) {
	t.Parallel()
	const scim = "SystemForCrossDomainIdentityManagement"
	for status, code := range map[int]string{
		401: scim + "CredentialValidationFailure",
		403: scim + "CredentialValidationFailure",
		404: scim + "ServiceIncompatible",
		406: scim + "BadResponse",
		500: "InternalServerError",
	} {
		l := newLab(t)
		l.assigned("ada")
		l.bridge.fail("GET /scim/Users", status)
		cycle := l.run()
		status := l.job.Status()
		if cycle.State != "Failed" || !strings.HasPrefix(cycle.Error, code+": ") || status.State != provisioning.Quarantine {
			t.Errorf("%s: cycle %s %q, job %s", code, cycle.State, cycle.Error, status.State)
		}
		if q := status.Quarantine; q == nil || q.Reason != "EncounteredQuarantineException" || q.ErrorCode != code || q.Count != 1 ||
			q.NextAttempt.Sub(q.Began) != 5*time.Minute {
			t.Errorf("%s: quarantine %+v", code, q)
		}
		if err := l.job.Validate(t.Context()); err == nil {
			t.Errorf("%s: the connection is valid", code)
		}
		l.bridge.mend()
		l.expectCounts(l.run(), "create/success:1")
		if status := l.job.Status(); status.State != provisioning.Active || status.Quarantine != nil {
			t.Errorf("%s: after success the job is %s, %+v", code, status.State, status.Quarantine)
		}
	}
}

func TestQuarantineTriesEverMoreRarelyAndGivesUp(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.bridge.fail("GET", 401)
	l.run()
	began := l.clock.Now()
	var gaps []time.Duration
	last := began
	for _, cycle := range l.runUntil(40 * 24 * time.Hour) {
		gaps = append(gaps, cycle.Began.Sub(last))
		last = cycle.Began
	}
	want := []time.Duration{
		5 * time.Minute, 10 * time.Minute, 20 * time.Minute, 40 * time.Minute, 80 * time.Minute, 160 * time.Minute,
		320 * time.Minute, 640 * time.Minute, 1280 * time.Minute, 24 * time.Hour, 24 * time.Hour,
	}
	if len(gaps) < len(want) || !reflect.DeepEqual(gaps[:len(want)], want) {
		t.Errorf("attempts after %v, want %v", gaps, want)
	}
	status := l.job.Status()
	if age := last.Sub(began); status.State != provisioning.Disabled || age <= 28*24*time.Hour || age > 29*24*time.Hour {
		t.Errorf("the job is %s after %s of quarantine", status.State, last.Sub(began))
	}
}

func TestQuarantineByShare(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		from  int
		share float64
		bad   int
		want  provisioning.JobState
	}{
		"too few to judge":   {3, 0.4, 2, provisioning.Active},
		"at the share":       {1, 0.5, 2, provisioning.Active},
		"more than share":    {1, 0.5, 3, provisioning.Quarantine},
		"everything, judged": {4, 0.4, 4, provisioning.Quarantine},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, func(s *provisioning.Settings) { s.Limits.FailuresFrom, s.Limits.FailureShare = test.from, test.share })
			l.run() // an initial cycle ends otherwise
			for i, name := range []string{"ada", "bob", "eve", "joe"} {
				domain := "good"
				if i < test.bad {
					domain = "bad"
				}
				l.assigned(name, "jobTitle", domain)
			}
			l.bridge.fail(`"title":"bad"`, 400)
			l.run()
			status := l.job.Status()
			if status.State != test.want {
				t.Errorf("the job is %s, want %s", status.State, test.want)
			}
			if status.Quarantine != nil && status.Quarantine.Reason != "EncounteredEscrowProportionThreshold" {
				t.Errorf("quarantine %+v", status.Quarantine)
			}
		})
	}
}

func TestQuarantineAttemptRetriesEveryEscrow(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) { s.Limits.FailuresFrom = 1 })
	l.run()
	l.assigned("ada")
	l.bridge.fail("POST", 400)
	l.run()
	l.expectCounts(l.run(), "create/failure:1") // five minutes later, not six hours
	if got := l.job.Status(); got.State != provisioning.Quarantine || got.Quarantine.Count != 2 {
		t.Errorf("the job is %s, %+v", got.State, got.Quarantine)
	}
	l.bridge.mend()
	l.expectCounts(l.run(), "create/success:1")
	if got := l.job.Status().State; got != provisioning.Active {
		t.Errorf("the job is %s", got)
	}
}

func TestQuarantineByNumberOfEscrows(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		limit  func(*provisioning.Limits)
		reason string
	}{
		"base":                    {func(l *provisioning.Limits) { l.FailuresBase = 1 }, ""},
		"base exceeded":           {func(l *provisioning.Limits) { l.FailuresBase, l.FailuresTotal = 1, 1 }, "EncounteredTotalEscrowThreshold"},
		"references do not count": {func(l *provisioning.Limits) { l.FailuresFrom, l.FailureShare = 2, 0.01 }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, func(s *provisioning.Settings) { test.limit(&s.Limits) })
			l.run()
			l.group("Engineering", l.person("ada")) // one failed person, and one membership that waits for her
			l.bridge.fail("POST /scim/Users", 400)
			l.run()
			if escrows := l.job.Status().Escrows; len(escrows) != 2 {
				t.Fatalf("escrows %+v", escrows)
			}
			reason := ""
			if q := l.job.Status().Quarantine; q != nil {
				reason = q.Reason
			}
			if reason != test.reason {
				t.Errorf("quarantine by %q, want %q", reason, test.reason)
			}
		})
	}
	l := newLab(t, func(s *provisioning.Settings) { s.Limits.FailuresBase = 1 })
	l.run()
	l.assigned("ada")
	l.assigned("bob")
	l.bridge.fail("POST", 400)
	l.run()
	if q := l.job.Status().Quarantine; q == nil || q.Reason != "EncounteredBaseEscrowThreshold" {
		t.Errorf("quarantine %+v", q)
	}
}

func TestTooManyDeletes(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) { s.Limits.Deletes = 1 })
	g := l.group("Engineering", l.person("ada"), l.person("bob"))
	l.run()
	l.must(l.directory.Unassign(g.ID))
	eve := l.assigned("eve")
	cycle := l.run()
	l.expectText("")
	l.expectCounts(cycle, "stagedDelete/skipped:3")
	if status := l.job.Status(); status.State != provisioning.Quarantine || status.Quarantine.Reason != "TooManyDeletes" || cycle.State != "Failed" {
		t.Errorf("job %s, quarantine %+v, cycle %s", status.State, status.Quarantine, cycle.State)
	}
	l.expectCounts(l.run(), "stagedDelete/skipped:3")

	l.must(l.job.Restart(provisioning.ForceDeletes))
	l.expectCounts(l.run(), "create/success:1 delete/success:1 disable/success:2")
	if state := l.job.Status().State; state != provisioning.Active {
		t.Errorf("the job is %s", state)
	}
	l.must(l.directory.Unassign(eve.ID)) // one is within the limit
	l.expectCounts(l.run(), "disable/success:1")
}

func TestTooManyDeletesEndsWhenTheSourceIsMended(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) { s.Limits.Deletes = 1 })
	g := l.group("Engineering", l.person("ada"), l.person("bob"))
	l.run()
	l.must(l.directory.Unassign(g.ID))
	l.run()
	l.must(l.directory.Assign(g.ID))
	l.expectCounts(l.run(), "other/skipped:3")
	if state := l.job.Status().State; state != provisioning.Active {
		t.Errorf("the job is %s", state)
	}
}
