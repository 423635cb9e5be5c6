package account_test

import (
	"testing"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

// (g) no address can be taken twice, whoever holds it in whatever way.
func TestAddressTaken(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(t *testing.T, a *account.Account){
		"active":  func(t *testing.T, a *account.Account) { active(t, a, newMail) },
		"invited": func(t *testing.T, a *account.Account) { provision(t, a, "ADA.KING@contoso.example") },
		"suspended": func(t *testing.T, a *account.Account) {
			change(t, a, active(t, a, newMail).ID, turn(false))
		},
		"pending of another": func(t *testing.T, a *account.Account) {
			change(t, a, active(t, a, "bob@contoso.example").ID, rename(newMail))
		},
		"a guest": func(t *testing.T, a *account.Account) {
			must[account.Member](t)(a.AddMember(newMail, "Guest", account.Guest))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := open(t, account.Settings{})
			m := active(t, a, oldMail)
			prepare(t, a)
			unchanged(t, a, func() {
				_, err := a.ChangeMember(account.Bridge, m.ID, 0, account.MemberChange{Email: new(newMail), Name: new("X"), Active: new(false)})
				refused(t, err, refusal.Conflict, "address-taken")
				_, err = a.Provision(account.NewMember{Email: newMail, Active: true})
				refused(t, err, refusal.Conflict, "address-taken")
				_, err = a.AddMember(newMail, "X", account.RegularMember)
				refused(t, err, refusal.Conflict, "address-taken")
			})
		})
	}
}

// (j) nobody has keys yet that depend on the address.
func TestRenameBeforeAcceptance(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	m := provision(t, a, oldMail)
	events, sent := len(a.Audit()), len(a.Outbox())
	if got := change(t, a, m.ID, rename(newMail)); got.Email != newMail || got.PendingEmail != nil || got.Version != 2 {
		t.Errorf("renamed while invited: %+v", got)
	}
	// of a change that does both, the one invitation goes to the new address
	change(t, a, m.ID, turn(false))
	change(t, a, m.ID, account.MemberChange{Email: new("ada.l@contoso.example"), Active: new(true)})
	same(t, "audit trail", trail(a, m.ID, events), []string{
		"bridge email-change ada@contoso.example>ada.king@contoso.example",
		"bridge suspend TRANSFER_STARTED>TRANSFER_SUSPENDED",
		"bridge email-change ada.king@contoso.example>ada.l@contoso.example",
		"bridge reactivate TRANSFER_SUSPENDED>TRANSFER_STARTED",
	})
	same(t, "mails", mails(a, sent), []string{"invitation to ada.king@contoso.example", "invitation to ada.l@contoso.example"})
	provision(t, a, oldMail)
}

// A display name goes through though the address only begins to change: one
// change, two events, one version.
func TestOneChangeManyParts(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	m := active(t, a, oldMail)
	mark := len(a.Audit())
	got := change(t, a, m.ID, account.MemberChange{Email: new(newMail), Name: new("Ada King"), ExternalID: new("42")})
	if got.Version != m.Version+1 || got.Name != "Ada King" || got.ExternalID != "42" || got.Email != oldMail {
		t.Errorf("after: %+v", got)
	}
	same(t, "audit trail", trail(a, m.ID, mark), []string{
		"bridge rename Ada Lovelace>Ada King",
		"bridge external-id >42",
		"bridge email-propose ada@contoso.example>ada.king@contoso.example",
	})
}
