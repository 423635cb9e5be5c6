package account_test

import (
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

func password(text string) account.MemberChange { return account.MemberChange{Password: &text} }

// takes lists those of the passwords that are the member's.
func takes(t testing.TB, a *account.Account, name string, passwords ...string) []string {
	t.Helper()
	good := []string{}
	for _, p := range passwords {
		err := a.TryPassword(name, p)
		if err == nil {
			good = append(good, p)
		} else if !refusal.Is(err, "wrong-password") || strings.Contains(err.Error(), p) {
			t.Errorf("trying %q: %v", p, err)
		}
	}
	return good
}

func TestPasswords(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	a.EnableProvisioning()
	m := must[account.Member](t)(a.Provision(account.NewMember{Email: oldMail, Active: true, Password: "first-one"}))
	other := provision(t, a, "bob@contoso.example")
	same(t, "new", takes(t, a, oldMail, "first-one", "FIRST-ONE", "second-one"), []string{"first-one"})
	same(t, "somebody without", takes(t, a, other.ID, "first-one"), []string{})
	mark := len(a.Audit())
	if got := change(t, a, m.ID, password("second-one")); got.Version != 2 {
		t.Errorf("version %d, want 2", got.Version)
	}
	same(t, "changed", takes(t, a, m.ID, "first-one", "second-one"), []string{"second-one"})
	same(t, "audit trail", trail(a, m.ID, mark), []string{"bridge password >"})
	unchanged(t, a, func() { change(t, a, m.ID, password("second-one")) })
	before := a.Snapshot()
	if encoded := encode(t, before); strings.Contains(encoded, "second-one") || len(before.Passwords) != 1 {
		t.Errorf("passwords %v in %s", before.Passwords, encoded)
	}
	change(t, a, m.ID, password("third-one"))
	if diff := account.Diff(before, a.Snapshot()); len(diff) != 1 || diff[0].Path != "members/"+oldMail+"/password" {
		t.Errorf("diff %+v", diff)
	}
	if err := a.Restore(decode(t, before)); err != nil {
		t.Fatal(err)
	}
	same(t, "restored", takes(t, a, m.ID, "second-one", "third-one"), []string{"second-one"})
}

func TestPasswordsThatAreRefused(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	m := active(t, a, oldMail)
	for _, tc := range []struct {
		actor    account.Actor
		password string
		kind     refusal.Kind
		reason   string
	}{
		{account.Bridge, "", refusal.Invalid, "bad-password"},
		{account.Bridge, strings.Repeat("x", 1025), refusal.Invalid, "bad-password"},
		{account.Administrator, "good-one", refusal.Forbidden, "not-editable"},
	} {
		if tc.actor == account.Administrator {
			a.DisableProvisioning()
		}
		_, err := a.ChangeMember(tc.actor, m.ID, 0, password(tc.password))
		refused(t, err, tc.kind, tc.reason)
	}
	refused(t, a.TryPassword("nobody@contoso.example", "x"), refusal.NotFound, "no-such-member")
	s := a.Snapshot()
	s.Passwords = map[string]string{m.ID: "no hash"}
	refused(t, a.Restore(s), refusal.Invalid, "bad-snapshot")
	s.Passwords = map[string]string{"nobody": strings.Repeat("A", 43)}
	refused(t, a.Restore(s), refusal.Invalid, "bad-snapshot")
}
