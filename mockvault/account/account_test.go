package account_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

const (
	days  = 24 * time.Hour
	never = duration.Duration(-1)
)

// ids is a source of ids in the tests' own hands.
func ids(seed uint64) func() string {
	random := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // ids of a test
	return func() string {
		id := make([]byte, 26)
		for i := range id {
			id[i] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[random.IntN(32)]
		}
		return string(id)
	}
}

// open makes an account with provisioning on.
func open(t testing.TB, settings account.Settings) *account.Account {
	t.Helper()
	a, err := account.New(account.Options{Settings: settings, Clock: clock.New(clock.Epoch()), NewID: ids(1), Token: "token"})
	if err != nil {
		t.Fatalf("make an account: %v", err)
	}
	a.EnableProvisioning()
	return a
}

// must returns the value of a call that has to succeed.
func must[T any](t testing.TB) func(T, error) T {
	t.Helper()
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatalf("unexpected refusal: %v", err)
		}
		return value
	}
}

func provision(t testing.TB, a *account.Account, email string) account.Member {
	t.Helper()
	return must[account.Member](t)(a.Provision(account.NewMember{Email: email, Name: "Ada Lovelace", Active: true}))
}

// active provisions somebody who accepts and is confirmed.
func active(t testing.TB, a *account.Account, email string) account.Member {
	t.Helper()
	m := provision(t, a, email)
	m = must[account.Member](t)(a.Act(m.ID, account.Accept, ""))
	if m.State == account.Accepted {
		m = must[account.Member](t)(a.Act(m.ID, account.Confirm, ""))
	}
	return m
}

func change(t testing.TB, a *account.Account, id string, c account.MemberChange) account.Member {
	t.Helper()
	return must[account.Member](t)(a.ChangeMember(account.Bridge, id, 0, c))
}

func rename(email string) account.MemberChange { return account.MemberChange{Email: &email} }

func turn(active bool) account.MemberChange { return account.MemberChange{Active: &active} }

// refused fails the test unless the error is a refusal of this kind with this code.
func refused(t testing.TB, err error, kind refusal.Kind, code string) {
	t.Helper()
	got, ok := refusal.Of(err)
	if !ok || got.Kind != kind || got.Code != code {
		t.Errorf("refusal is %#v, want kind %q with code %q", err, kind, code)
	}
}

// unchanged runs do and fails the test if it changes anything at all.
func unchanged(t testing.TB, a *account.Account, do func()) {
	t.Helper()
	before, events, mails := encode(t, a.Snapshot()), len(a.Audit()), len(a.Outbox())
	do()
	if after := encode(t, a.Snapshot()); after != before {
		t.Errorf("the account changed\nfrom %s\nto   %s", before, after)
	}
	if n := len(a.Audit()) - events; n != 0 {
		t.Errorf("%d events, want none: %+v", n, a.Audit()[events:])
	}
	if n := len(a.Outbox()) - mails; n != 0 {
		t.Errorf("%d mails, want none: %+v", n, a.Outbox()[mails:])
	}
}

func encode(t testing.TB, thing any) string {
	t.Helper()
	raw, err := json.Marshal(thing)
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	return string(raw)
}

// trail is the audit trail about an object since a mark: "actor action old>new".
func trail(a *account.Account, object string, mark int) []string {
	out := []string{}
	for _, e := range a.Audit()[mark:] {
		if e.Object == object {
			out = append(out, string(e.Actor)+" "+e.Action+" "+e.Old+">"+e.New)
		}
	}
	return out
}

// mails is the outbox since a mark: "template to address".
func mails(a *account.Account, mark int) []string {
	out := []string{}
	for _, m := range a.Outbox()[mark:] {
		out = append(out, m.Template+" to "+m.To)
	}
	return out
}

func same(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

func TestNewAccountHasAnOwnerAndTheBuiltInGroups(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		domains []string
		owner   string
	}{
		"every domain allowed": {nil, "owner@vault.example"},
		"some domains allowed": {[]string{"@Contoso.Example", "fabrikam.example"}, "owner@contoso.example"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := open(t, account.Settings{AllowedDomains: tc.domains})
			owner := must[account.Member](t)(a.Member(account.Administrator, tc.owner))
			if owner.State != account.Active || owner.Type != account.RegularMember || owner.Version != 1 {
				t.Errorf("the owner is %+v", owner)
			}
			holders := map[account.GroupType][]string{}
			for _, g := range a.AllGroups() {
				holders[g.Type] = g.Members
			}
			same(t, "owners", holders[account.Owners], []string{owner.ID})
			same(t, "administrators", holders[account.Administrators], []string{})
			same(t, "team members", holders[account.TeamMembers], []string{owner.ID})
			if len(holders) != 3 || len(a.AllMembers()) != 1 || len(a.Vaults()) != 1 || len(a.Outbox()) != 0 {
				t.Errorf("more or less than an owner, three groups and a vault: %s", encode(t, a.Snapshot()))
			}
		})
	}
}

func TestNewRefusesBadSettings(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]account.Settings{
		"control character in the name": {Name: "a\x00b"},
		"no domain":                     {AllowedDomains: []string{"con toso"}},
		"empty domain":                  {AllowedDomains: []string{""}},
		"negative invite ttl":           {InviteTTL: -1},
		"negative e-mail change ttl":    {EmailChangeTTL: -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := account.New(account.Options{Settings: s, Clock: clock.New(clock.Epoch()), NewID: ids(1)}); err == nil {
				t.Errorf("New accepted %+v", s)
			}
		})
	}
}

func TestCopiesOut(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{AllowedDomains: []string{"contoso.example"}})
	m := active(t, a, "ada@contoso.example")
	change(t, a, m.ID, account.MemberChange{Email: new("ada.l@contoso.example"), Attributes: json.RawMessage(`{"a":1}`)})
	must[account.Group](t)(a.AddGroup(account.Bridge, account.NewGroup{Name: "Engines", Members: []string{m.ID}}))
	shared := must[account.Vault](t)(a.AddVault("Shared"))
	if err := a.Grant(shared.ID, m.ID); err != nil {
		t.Fatal(err)
	}
	must[account.Item](t)(a.AddItem(shared.ID, "Payroll"))
	unchanged(t, a, func() {
		s := a.Snapshot()
		s.Settings.AllowedDomains[0] = "x"
		for i := range s.Members {
			if s.Members[i].PendingEmail != nil {
				s.Members[i].PendingEmail.Email = "x"
			}
			if s.Members[i].AcceptedAt != nil {
				*s.Members[i].AcceptedAt = time.Time{}
			}
			for j := range s.Members[i].Attributes {
				s.Members[i].Attributes[j] = ' '
			}
		}
		for i := range s.Groups {
			clear(s.Groups[i].Members)
		}
		for i := range s.Vaults {
			clear(s.Vaults[i].Members)
			clear(s.Vaults[i].Items)
		}
	})
}
