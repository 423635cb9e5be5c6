package provisioning_test

import (
	"fmt"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// writing lets the job write to somebody.
func writing(s *provisioning.Settings) { s.Recipients = []string{"ops@corp.example"} }

func TestQuarantineWritesOnceAndAgainWhenTheReasonChanges(t *testing.T) {
	t.Parallel()
	l := newLab(t, writing, func(s *provisioning.Settings) { s.Limits.Deletes = 1 })
	g := l.group("Engineering", l.person("ada"), l.person("bob"))
	l.run()
	l.bridge.fail("GET", http.StatusUnauthorized)
	l.run()
	l.runUntil(8 * 24 * time.Hour)
	first := provisioning.Mail{
		Seq: 1, At: clock.Epoch().Add(40 * time.Minute), From: "azure-noreply@microsoft.com", To: []string{"ops@corp.example"},
		Subject: "The provisioning job is in quarantine", Reason: "EncounteredQuarantineException",
		Text: "Reason: EncounteredQuarantineException\nError: SystemForCrossDomainIdentityManagementCredentialValidationFailure\n" +
			"GET /Users?filter=userName+eq+%2200000000-0000-4000-8000-000000000008%22: StatusCode: Unauthorized " +
			"Message: the bridge answered 401 Web Response: {\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"x\"}\n" +
			"Next attempt: 2026-01-05T09:45:00Z\n",
	}
	if mails := l.job.Outbox(0); len(mails) != 1 || !reflect.DeepEqual(mails[0], first) {
		t.Fatalf("a week of quarantine wrote\n%+v, want\n%+v", mails, first)
	}
	l.bridge.mend()
	l.must(l.directory.Unassign(g.ID))
	l.run()
	l.run()
	mails := l.job.Outbox(1)
	if len(mails) != 1 || mails[0].Seq != 2 || mails[0].Reason != "TooManyDeletes" || mails[0].Subject != "The provisioning job is in quarantine for another reason" {
		t.Errorf("another reason wrote %+v", mails)
	}
	l.must(l.job.Restart(provisioning.ForceDeletes))
	l.run()
	l.bridge.fail("GET", http.StatusUnauthorized)
	l.run()
	if mails := l.job.Outbox(2); len(mails) != 1 || mails[0].Subject != "The provisioning job is in quarantine" {
		t.Errorf("a new quarantine wrote %+v", mails)
	}
}

func TestNobodyIsWrittenToByDefault(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.bridge.fail("GET", http.StatusUnauthorized)
	l.run()
	if mails := l.job.Outbox(0); mails == nil || len(mails) != 0 {
		t.Errorf("outbox %+v, want an empty list", mails)
	}
	for _, address := range []string{"", "ops", "@corp.example", "ops@", "ops@corp.example\nBcc: eve@corp.example", "a@b, c@d", "<ops@corp.example>"} {
		settings := l.job.Status().Settings
		settings.Recipients = []string{address}
		if err := l.job.Configure(settings); !refusal.Is(err, "recipient-malformed") {
			t.Errorf("recipient %q: %v", address, err)
		}
	}
}

func TestActivities(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.bridge.fail("GET", http.StatusUnauthorized)
	l.run()
	l.run()
	l.must(l.job.Pause())
	l.configure(func(s *provisioning.Settings) { s.Scope = provisioning.All })
	l.configure(func(s *provisioning.Settings) { s.Scope, s.Token = provisioning.All, "other" })
	l.must(l.job.Restart(provisioning.ResetWatermark, provisioning.ResetEscrows))
	l.must(l.job.Start()) // runs already
	l.runUntil(29 * 24 * time.Hour)
	var got []string
	for _, a := range l.job.Activities(0) {
		got = append(got, fmt.Sprintf("%d %s %s (%s)", a.Seq, a.By, a.Name, a.Detail))
	}
	want := []string{
		"1 user Update provisioning setting or credentials ()",
		"2 user Enable/start provisioning configuration ()",
		"3 system Quarantine (EncounteredQuarantineException)",
		"4 user Disable/pause provisioning configuration ()",
		"5 user Update attribute mappings or scope ()",
		"6 user Update provisioning setting or credentials ()",
		"7 user Enable/restart provisioning configuration (Watermark, Escrows)",
		"8 system Disable/pause provisioning configuration (disabled after four weeks)",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("activities\n%q, want\n%q", got, want)
	}
	if at := l.job.Activities(2)[0].At; !at.Equal(clock.Epoch()) {
		t.Errorf("the quarantine is dated %s", at)
	}
}

func TestQuarantineByHand(t *testing.T) {
	t.Parallel()
	l := newLab(t, writing)
	l.run()
	l.must(l.job.Quarantine("support asked for it"))
	q := l.job.Status().Quarantine
	if q == nil || q.Reason != "QuarantinedOnDemand" || q.Message != "support asked for it" || l.job.Status().State != provisioning.Quarantine {
		t.Fatalf("quarantine %+v", q)
	}
	if mails := l.job.Outbox(0); len(mails) != 1 || mails[0].Reason != "QuarantinedOnDemand" {
		t.Errorf("outbox %+v", mails)
	}
	if due, _ := l.job.NextDue(); due.Sub(clock.Epoch()) != 5*time.Minute {
		t.Errorf("the next attempt is at %s", due)
	}
	if l.run(); l.job.Status().State != provisioning.Active {
		t.Errorf("a cycle that succeeds left the job %s", l.job.Status().State)
	}
	l.must(l.job.Pause())
	if err := l.job.Quarantine("again"); !refusal.Is(err, "job-not-started") {
		t.Errorf("a paused job: %v", err)
	}
}

func TestADirectoryThatCannotBeRead(t *testing.T) {
	t.Parallel()
	interrupted := func(on bool) func(*provisioning.Settings) {
		return func(s *provisioning.Settings) { s.Switches.IngestionInterrupted = on }
	}
	l := newLab(t, interrupted(true))
	l.assigned("ada")
	cycle := l.run()
	q := l.job.Status().Quarantine
	if cycle.State != "Failed" || cycle.ErrorCode != "IngestionInterrupted" || q == nil || q.Reason != "IngestionInterrupted" || l.sent() != "" {
		t.Errorf("the cycle ended %s %s, quarantine %+v, sent %s", cycle.State, cycle.ErrorCode, q, l.sent())
	}
	l.configure(interrupted(false))
	l.expectCounts(l.run(), "create/success:1")
}
