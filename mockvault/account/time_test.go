package account_test

import (
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

func TestAutoConfirm(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		wait    duration.Duration
		advance time.Duration
		state   account.State
		trail   []string
	}{
		"at once":     {0, 0, account.Active, []string{"member accept TRANSFER_STARTED>TRANSFER_ACCEPTED", "service confirm TRANSFER_ACCEPTED>ACTIVE"}},
		"too early":   {duration.Duration(5 * time.Minute), 5*time.Minute - 1, account.Accepted, []string{"member accept TRANSFER_STARTED>TRANSFER_ACCEPTED"}},
		"in time":     {duration.Duration(5 * time.Minute), 5 * time.Minute, account.Active, []string{"member accept TRANSFER_STARTED>TRANSFER_ACCEPTED", "service confirm TRANSFER_ACCEPTED>ACTIVE"}},
		"never alone": {never, 1000 * days, account.Accepted, []string{"member accept TRANSFER_STARTED>TRANSFER_ACCEPTED"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := open(t, account.Settings{AutoConfirm: tc.wait})
			m := provision(t, a, "ada@contoso.example")
			mark := len(a.Audit())
			must[account.Member](t)(a.Act("ADA@contoso.example", account.Accept, ""))
			advance(t, a, tc.advance)
			if got := must[account.Member](t)(a.Member(account.Bridge, m.ID)); got.State != tc.state || got.AcceptedAt == nil {
				t.Errorf("after: %+v, want state %s", got, tc.state)
			}
			same(t, "audit trail", trail(a, m.ID, mark), tc.trail)
			if n := len(a.Vaults()); n != 2 {
				t.Errorf("%d vaults, want the owner's and the member's one", n)
			}
		})
	}
}

// A member who waited longer than a new, shorter time is let in when the setting changes.
func TestShorterAutoConfirm(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{AutoConfirm: never})
	m := provision(t, a, "ada@contoso.example")
	must[account.Member](t)(a.Act(m.ID, account.Accept, ""))
	advance(t, a, time.Hour)
	must[account.Settings](t)(a.ChangeSettings(account.SettingsChange{AutoConfirm: new(duration.Duration(time.Minute))}))
	if got := must[account.Member](t)(a.Member(account.Bridge, m.ID)); got.State != account.Active {
		t.Errorf("state %s, want ACTIVE", got.State)
	}
}

func TestAdvanceGoesInOrderOfTime(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{AutoConfirm: duration.Duration(3 * time.Hour), EmailChangeTTL: duration.Duration(2 * time.Hour), InviteTTL: duration.Duration(time.Hour)})
	ada := active(t, a, "ada@contoso.example")
	bob := provision(t, a, "bob@contoso.example")
	a.DisableProvisioning()
	must[account.Member](t)(a.Act(bob.ID, account.Accept, ""))
	must[account.Member](t)(a.ChangeMember(account.Administrator, ada.ID, 0, rename(newMail)))
	if err := a.Invite("eve@contoso.example"); err != nil {
		t.Fatal(err)
	}
	start, mark := a.Now(), len(a.Audit())
	advance(t, a, 10*time.Hour)
	got := []string{}
	for _, e := range a.Audit()[mark:] {
		got = append(got, e.At.Sub(start).String()+" "+e.Action)
	}
	same(t, "events", got, []string{"1h0m0s invite-expire", "2h0m0s email-expire", "3h0m0s confirm"})
	if a.Now().Sub(start) != 10*time.Hour {
		t.Errorf("the clock moved by %s", a.Now().Sub(start))
	}
	unchanged(t, a, func() {
		refused(t, a.Advance(-1), refusal.Invalid, "bad-time")
		for range 40 {
			_ = a.Advance(290 * 365 * days)
		}
		refused(t, a.Advance(290*365*days), refusal.Invalid, "bad-time")
	})
}

func TestManualInvitation(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{AutoConfirm: never})
	a.DisableProvisioning()
	invite := func() {
		t.Helper()
		if err := a.Invite("Eve@contoso.example"); err != nil {
			t.Fatalf("invite: %v", err)
		}
	}
	accept := func() (account.Member, error) { return a.Act("eve@contoso.example", account.Accept, "") }
	invite()
	if n := len(a.AllMembers()); n != 1 {
		t.Errorf("%d members, want only the owner", n)
	}
	advance(t, a, 5*days)
	_, err := accept()
	refused(t, err, refusal.NotFound, "no-such-member")
	invite()
	advance(t, a, 4*days)
	invite() // again: counts anew
	advance(t, a, 4*days)
	m, err := accept()
	if err != nil || m.State != account.Accepted || m.Email != "Eve@contoso.example" || m.AcceptedAt == nil {
		t.Errorf("accepted: %+v, %v", m, err)
	}
	if _, err := accept(); !refusal.Is(err, "wrong-state") {
		t.Errorf("accepted again: %v", err)
	}
	unchanged(t, a, func() { refused(t, a.Invite("eve@contoso.example"), refusal.Conflict, "address-taken") })
	same(t, "mails", mails(a, 0), []string{
		"invitation to Eve@contoso.example", "invitation to Eve@contoso.example", "invitation to Eve@contoso.example",
	})
	// a member provisioned meanwhile stands in for the open invitation
	if err := a.Invite("bob@contoso.example"); err != nil {
		t.Fatal(err)
	}
	a.EnableProvisioning()
	bob := provision(t, a, "bob@contoso.example")
	if got := must[account.Member](t)(a.Act("bob@contoso.example", account.Accept, "")); got.ID != bob.ID {
		t.Errorf("acceptance made another member: %+v", got)
	}
	if err := a.RemoveMember(account.Bridge, bob.ID); err != nil {
		t.Fatal(err)
	}
	_, err = a.Act("bob@contoso.example", account.Accept, "")
	refused(t, err, refusal.NotFound, "no-such-member")
}
