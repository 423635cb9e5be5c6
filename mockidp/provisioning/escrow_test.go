package provisioning_test

import (
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

func TestEscrowTimers(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.assigned("ada")
	l.bridge.fail("POST", 400)
	first := l.run()
	var attempts []time.Duration
	for _, cycle := range l.runUntil(5 * 24 * time.Hour) {
		if len(cycle.Records) > 0 {
			attempts = append(attempts, cycle.Began.Sub(first.Began))
		}
	}
	// Cycles come every 40 minutes, so an attempt is made by the first one after it is due.
	want := []time.Duration{6 * time.Hour, 12 * time.Hour, 24 * time.Hour, 48 * time.Hour, 72 * time.Hour, 96 * time.Hour, 120 * time.Hour}
	if len(attempts) != len(want) {
		t.Fatalf("attempts after %v, want after %v", attempts, want)
	}
	for i := range want {
		if attempts[i] < want[i] || attempts[i] >= want[i]+40*time.Minute {
			t.Errorf("attempt %d after %s, want after %s", i+1, attempts[i], want[i])
		}
	}
	escrows := l.job.Status().Escrows
	if len(escrows) != 1 || escrows[0].Retries != 7 || escrows[0].ErrorCode != "SystemForCrossDomainIdentityManagementServiceIncompatible" {
		t.Errorf("escrows %+v", escrows)
	}
}

func TestEscrowEndsAfterFourWeeksAndDisablesTheJob(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.assigned("ada")
	l.bridge.fail("POST", 400)
	l.run()
	l.runUntil(28*24*time.Hour - time.Hour)
	if got := l.job.Status(); got.State != provisioning.Active || len(got.Escrows) != 1 {
		t.Fatalf("before the end: %s with %d escrows", got.State, len(got.Escrows))
	}
	l.runUntil(2 * time.Hour)
	if got := l.job.Status(); got.State != provisioning.Disabled || len(got.Escrows) != 0 || got.NextDue != nil {
		t.Errorf("after four weeks: %s with %d escrows, next due %v", got.State, len(got.Escrows), got.NextDue)
	}
	if err := l.job.Start(); err == nil {
		t.Error("a disabled job can be started")
	}
	l.bridge.mend()
	l.must(l.job.Restart())
	l.expectCounts(l.run(), "create/success:1")
}

func TestReasonSaysWhenItIsRetried(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.assigned("ada")
	l.bridge.fail("POST", 400)
	want := `POST /Users: StatusCode: BadRequest Message: the bridge answered 400 Web Response: ` +
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"x"}` +
		`. This operation was retried 0 times. It will be retried again after this date: 2026-01-05T15:00:00.0000000Z UTC`
	if got := l.run().Records[0].Reason; got != want {
		t.Errorf("reason\n%s\nwant\n%s", got, want)
	}
	l.clock.AdvanceTo(clock.Epoch().Add(6 * time.Hour))
	if got := l.run().Records[0].Reason; !strings.HasSuffix(got, "retried 1 times. It will be retried again after this date: 2026-01-05T21:00:00.0000000Z UTC") {
		t.Errorf("reason of the retry %s", got)
	}
}

func TestTransientFailureIsRetriedByTheNextCycle(t *testing.T) {
	t.Parallel()
	for _, status := range []int{429, 500, 501, 503} {
		l := newLab(t)
		l.assigned("ada")
		l.bridge.fail("POST", status)
		l.expectCounts(l.run(), "create/failure:1")
		l.bridge.mend()
		l.expectCounts(l.run(), "create/success:1")
	}
}

func TestOnePatchFailsAsAWhole(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	p := carried(l)
	l.bridge.fail(`"path":"title"`, 400)
	l.change(p, "jobTitle", "Lead")
	l.enable(p, false)
	l.expectCounts(l.run(), "disable/failure:1")
	if !strings.Contains(l.bridge.resources["/Users/u1"], `"active":true`) {
		t.Error("part of a refused PATCH was applied")
	}
	l.bridge.mend()
	l.clock.AdvanceTo(l.clock.Now().Add(6 * time.Hour))
	l.expectCounts(l.run(), "disable/success:1")
}

func TestFailedMembershipIsHeldAndRetried(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	g, ada, _ := populated(l)
	l.must(l.directory.AddMember(g.ID, ada.ID))
	l.bridge.fail("PATCH /scim/Groups", 400)
	l.expectCounts(l.run(), "update/failure:1")
	escrows := l.job.Status().Escrows
	if len(escrows) != 1 || !escrows[0].Reference || escrows[0].Kind != "Group" {
		t.Fatalf("escrows %+v", escrows)
	}
	l.bridge.mend()
	l.expectCounts(l.run(), "")
	l.clock.AdvanceTo(l.clock.Now().Add(6 * time.Hour))
	l.run()
	l.expectText(readsGroup + patchesGroup(`{"op":"Add","path":"members","value":[{"value":"u1"}]}`))
}
