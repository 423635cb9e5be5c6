package account_test

import (
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

const (
	oldMail = "ada@contoso.example"
	newMail = "ada.king@contoso.example"
)

// The regression questions about a change of address (docs/vault.md), each as
// far as the account answers it.
func TestEmailChange(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		settings account.Settings
		do       func(t *testing.T, a *account.Account, m account.Member)
		email    string // in force at the end
		pending  string
		trail    []string // after the member was active
		mails    []string
	}{
		"a, b: the old address stays in force and the change is visible": {
			do:    func(t *testing.T, a *account.Account, m account.Member) { change(t, a, m.ID, rename(newMail)) },
			email: oldMail, pending: newMail,
			trail: []string{"bridge email-propose ada@contoso.example>ada.king@contoso.example"},
			mails: []string{"email-change to ada.king@contoso.example"},
		},
		"notice to the old address": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				got := change(t, a, m.ID, account.MemberChange{Email: new(newMail), NotifyOld: true})
				if got.PendingEmail.Notified != oldMail || got.PendingEmail.RequestedBy != account.Bridge {
					t.Errorf("pending: %+v", got.PendingEmail)
				}
			},
			email: oldMail, pending: newMail,
			trail: []string{"bridge email-propose ada@contoso.example>ada.king@contoso.example"},
			mails: []string{"email-change to ada@contoso.example"},
		},
		"at once: the new address is in force, and what waited is dropped": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, rename("ada.byron@contoso.example"))
				must[account.Settings](t)(a.ChangeSettings(account.SettingsChange{EmailAtOnce: new(true)}))
				change(t, a, m.ID, rename(newMail))
			},
			email: newMail,
			trail: []string{
				"bridge email-propose ada@contoso.example>ada.byron@contoso.example",
				"bridge email-cancel ada.byron@contoso.example>ada@contoso.example",
				"bridge email-change ada@contoso.example>ada.king@contoso.example",
			},
			mails: []string{"email-change to ada.byron@contoso.example"},
		},
		"c: both addresses find the member": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, rename(newMail))
				for _, email := range []string{oldMail, "ADA@contoso.example", newMail, "Ada.King@Contoso.Example"} {
					found := must[account.Page[account.Member]](t)(a.FindMembers(account.Query{Email: email}))
					if found.Total != 1 || found.Items[0].ID != m.ID {
						t.Errorf("%s finds %+v", email, found)
					}
				}
				if _, err := a.Member(account.Administrator, newMail); !refusal.Is(err, "no-such-member") {
					t.Errorf("the pending address names the member already: %v", err)
				}
			},
			email: oldMail, pending: newMail,
			trail: []string{"bridge email-propose ada@contoso.example>ada.king@contoso.example"},
			mails: []string{"email-change to ada.king@contoso.example"},
		},
		"d: a second rename supersedes the first": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, rename(newMail))
				change(t, a, m.ID, rename("ada.l@contoso.example"))
				provision(t, a, newMail) // the superseded address is free again
			},
			email: oldMail, pending: "ada.l@contoso.example",
			trail: []string{
				"bridge email-propose ada@contoso.example>ada.king@contoso.example",
				"bridge email-supersede ada.king@contoso.example>ada.l@contoso.example",
			},
			mails: []string{"email-change to ada.king@contoso.example", "email-change to ada.l@contoso.example", "invitation to ada.king@contoso.example"},
		},
		"the same rename again changes nothing": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, rename(newMail))
				unchanged(t, a, func() { change(t, a, m.ID, rename("ADA.king@contoso.example")) })
			},
			email: oldMail, pending: newMail,
			trail: []string{"bridge email-propose ada@contoso.example>ada.king@contoso.example"},
			mails: []string{"email-change to ada.king@contoso.example"},
		},
		"e: rename, then deactivate": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, rename(newMail))
				change(t, a, m.ID, turn(false))
			},
			email: oldMail,
			trail: []string{
				"bridge email-propose ada@contoso.example>ada.king@contoso.example",
				"bridge suspend ACTIVE>SUSPENDED",
				"bridge email-cancel ada.king@contoso.example>ada@contoso.example",
			},
			mails: []string{"email-change to ada.king@contoso.example", "suspended to ada@contoso.example"},
		},
		"rename and deactivate in one change: pending while suspended": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, account.MemberChange{Email: new(newMail), Active: new(false)})
				_, err := a.Act(m.ID, account.ConfirmEmail, oldMail)
				refused(t, err, refusal.Conflict, "wrong-state")
				change(t, a, m.ID, turn(true))
				must[account.Member](t)(a.Act(m.ID, account.ConfirmEmail, oldMail))
			},
			email: newMail,
			trail: []string{
				"bridge suspend ACTIVE>SUSPENDED",
				"bridge email-propose ada@contoso.example>ada.king@contoso.example",
				"bridge reactivate SUSPENDED>ACTIVE",
				"member email-complete ada@contoso.example>ada.king@contoso.example",
			},
			mails: []string{
				"suspended to ada@contoso.example", "email-change to ada.king@contoso.example",
				"reactivated to ada@contoso.example", "email-changed to ada.king@contoso.example",
			},
		},
		"f: rename back": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, rename(newMail))
				change(t, a, m.ID, rename(oldMail))
			},
			email: oldMail,
			trail: []string{
				"bridge email-propose ada@contoso.example>ada.king@contoso.example",
				"bridge email-cancel ada.king@contoso.example>ada@contoso.example",
			},
			mails: []string{"email-change to ada.king@contoso.example"},
		},
		"h: only the case changes": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, rename("Ada@Contoso.example"))
			},
			email: "Ada@Contoso.example",
			trail: []string{"bridge email-change ada@contoso.example>Ada@Contoso.example"},
			mails: []string{},
		},
		"i: the domain is not allowed": {
			settings: account.Settings{AllowedDomains: []string{"contoso.example"}},
			do: func(t *testing.T, a *account.Account, m account.Member) {
				unchanged(t, a, func() {
					_, err := a.ChangeMember(account.Bridge, m.ID, 0, rename("ada@fabrikam.example"))
					refused(t, err, refusal.Invalid, "domain-not-allowed")
					_, err = a.ChangeMember(account.Bridge, m.ID, 0, rename("ada@sub.contoso.example"))
					refused(t, err, refusal.Invalid, "domain-not-allowed")
				})
			},
			email: oldMail, trail: []string{}, mails: []string{},
		},
		"i: the domain is allowed first": {
			settings: account.Settings{AllowedDomains: []string{"contoso.example"}},
			do: func(t *testing.T, a *account.Account, m account.Member) {
				must[account.Settings](t)(a.ChangeSettings(account.SettingsChange{AllowedDomains: &[]string{"FABRIKAM.example"}}))
				change(t, a, m.ID, rename("ada@fabrikam.example"))
				change(t, a, m.ID, rename(oldMail)) // the address in force is not checked again
			},
			email: oldMail,
			trail: []string{
				"bridge email-propose ada@contoso.example>ada@fabrikam.example",
				"bridge email-cancel ada@fabrikam.example>ada@contoso.example",
			},
			mails: []string{"email-change to ada@fabrikam.example"},
		},
		"k: nobody confirms": {
			settings: account.Settings{EmailChangeTTL: duration.Duration(30 * days)},
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, rename(newMail))
				advance(t, a, 30*days-time.Nanosecond)
				unchangedVersion := must[account.Member](t)(a.Member(account.Bridge, m.ID))
				if unchangedVersion.PendingEmail == nil {
					t.Error("expired too early")
				}
				advance(t, a, time.Nanosecond)
			},
			email: oldMail,
			trail: []string{
				"bridge email-propose ada@contoso.example>ada.king@contoso.example",
				"service email-expire ada.king@contoso.example>ada@contoso.example",
			},
			mails: []string{"email-change to ada.king@contoso.example"},
		},
		"k: without a limit it waits for ever": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, rename(newMail))
				advance(t, a, 10_000*days)
			},
			email: oldMail, pending: newMail,
			trail: []string{"bridge email-propose ada@contoso.example>ada.king@contoso.example"},
			mails: []string{"email-change to ada.king@contoso.example"},
		},
		"confirmed with the old address": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, rename(newMail))
				for _, wrong := range []string{newMail, "", "somebody@contoso.example"} {
					unchanged(t, a, func() {
						_, err := a.Act(m.ID, account.ConfirmEmail, wrong)
						refused(t, err, refusal.Forbidden, "wrong-sign-in")
					})
				}
				must[account.Member](t)(a.Act(m.ID, account.ConfirmEmail, "ADA@contoso.example"))
				provision(t, a, oldMail) // the old address is free now
			},
			email: newMail,
			trail: []string{
				"bridge email-propose ada@contoso.example>ada.king@contoso.example",
				"member email-complete ada@contoso.example>ada.king@contoso.example",
			},
			mails: []string{"email-change to ada.king@contoso.example", "email-changed to ada.king@contoso.example", "invitation to ada@contoso.example"},
		},
		"confirmed with the new address under single sign-on": {
			settings: account.Settings{SSO: true},
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, rename(newMail))
				unchanged(t, a, func() {
					_, err := a.Act(m.ID, account.ConfirmEmail, oldMail)
					refused(t, err, refusal.Forbidden, "wrong-sign-in")
				})
				must[account.Member](t)(a.Act(oldMail, account.ConfirmEmail, newMail))
			},
			email: newMail,
			trail: []string{
				"bridge email-propose ada@contoso.example>ada.king@contoso.example",
				"member email-complete ada@contoso.example>ada.king@contoso.example",
			},
			mails: []string{"email-change to ada.king@contoso.example", "email-changed to ada.king@contoso.example"},
		},
		"cancelled by the administrator while provisioning is on": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, rename(newMail))
				must[account.Member](t)(a.Act(m.ID, account.CancelEmail, ""))
			},
			email: oldMail,
			trail: []string{
				"bridge email-propose ada@contoso.example>ada.king@contoso.example",
				"administrator email-cancel ada.king@contoso.example>ada@contoso.example",
			},
			mails: []string{"email-change to ada.king@contoso.example"},
		},
		"provisioning goes off meanwhile": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				change(t, a, m.ID, rename(newMail))
				a.DisableProvisioning()
			},
			email: oldMail, pending: newMail,
			trail: []string{"bridge email-propose ada@contoso.example>ada.king@contoso.example"},
			mails: []string{"email-change to ada.king@contoso.example"},
		},
		"by the administrator with provisioning off": {
			do: func(t *testing.T, a *account.Account, m account.Member) {
				a.DisableProvisioning()
				must[account.Member](t)(a.ChangeMember(account.Administrator, oldMail, 0, rename(newMail)))
			},
			email: oldMail, pending: newMail,
			trail: []string{"administrator email-propose ada@contoso.example>ada.king@contoso.example"},
			mails: []string{"email-change to ada.king@contoso.example"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := open(t, tc.settings)
			m := active(t, a, oldMail)
			events, sent := len(a.Audit()), len(a.Outbox())
			tc.do(t, a, m)
			got := must[account.Member](t)(a.Member(account.Administrator, m.ID))
			pending := ""
			if got.PendingEmail != nil {
				pending = got.PendingEmail.Email
			}
			if got.Email != tc.email || pending != tc.pending {
				t.Errorf("address %q, pending %q; want %q and %q", got.Email, pending, tc.email, tc.pending)
			}
			same(t, "audit trail", trail(a, m.ID, events), tc.trail)
			same(t, "mails", mails(a, sent), tc.mails)
		})
	}
}

func advance(t testing.TB, a *account.Account, by time.Duration) {
	t.Helper()
	if err := a.Advance(by); err != nil {
		t.Fatalf("advance by %s: %v", by, err)
	}
}
