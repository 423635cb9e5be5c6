package account_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

func TestProvision(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	m := must[account.Member](t)(a.Provision(account.NewMember{
		Email: "Ada@Contoso.Example", Name: "Ada Lovelace", Active: true, ExternalID: "a-1", Attributes: json.RawMessage(` {"b": 1, "a": "<x>"} `),
	}))
	if m.Email != "Ada@Contoso.Example" || m.State != account.Invited || m.Type != account.RegularMember || m.Version != 1 || m.AcceptedAt != nil {
		t.Errorf("provisioned: %+v", m)
	}
	if got := string(m.Attributes); got != `{"a":"\u003cx\u003e","b":1}` {
		t.Errorf("attributes %s", got)
	}
	if len(m.ID) != 26 || strings.ToUpper(m.ID) != m.ID {
		t.Errorf("id %q, want 26 upper-case characters", m.ID)
	}
	same(t, "audit trail", trail(a, m.ID, 0), []string{"bridge provision >Ada@Contoso.Example"})
	same(t, "mails", mails(a, 0), []string{"invitation to Ada@Contoso.Example"})
	if n := len(a.Vaults()); n != 1 {
		t.Errorf("%d vaults before acceptance, want only the owner's", n)
	}
	late := must[account.Member](t)(a.Provision(account.NewMember{Email: "bob@contoso.example"}))
	if late.State != account.InviteSuspended || late.SuspendedAt == nil || len(a.Outbox()) != 1 {
		t.Errorf("provisioned inactive: %+v with %d mails", late, len(a.Outbox()))
	}
}

func TestVersions(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	m := active(t, a, "ada@contoso.example") // 1 provisioned, 2 accepted, 3 confirmed
	if m.Version != 3 {
		t.Errorf("version %d, want 3", m.Version)
	}
	for _, stale := range []int{2, 4, -1} {
		unchanged(t, a, func() {
			_, err := a.ChangeMember(account.Bridge, m.ID, stale, account.MemberChange{Name: new("X")})
			refused(t, err, refusal.Stale, "version-changed")
		})
	}
	m = must[account.Member](t)(a.ChangeMember(account.Bridge, m.ID, 3, account.MemberChange{Name: new("Ada King")}))
	if m.Version != 4 {
		t.Errorf("version %d after a change, want 4", m.Version)
	}
	unchanged(t, a, func() { // all that is so already
		change(t, a, m.ID, account.MemberChange{Email: &m.Email, Name: &m.Name, Active: new(true), ExternalID: &m.ExternalID})
		change(t, a, m.ID, account.MemberChange{})
	})
	advance(t, a, time.Hour)
	got := change(t, a, m.ID, account.MemberChange{Attributes: json.RawMessage(`{"a": 1}`)})
	if got.Version != 5 || got.UpdatedAt.Sub(got.CreatedAt) != time.Hour {
		t.Errorf("after new attributes: %+v", got)
	}
	unchanged(t, a, func() { change(t, a, m.ID, account.MemberChange{Attributes: json.RawMessage(`{ "a":1 }`)}) })
	if got := change(t, a, m.ID, account.MemberChange{Attributes: json.RawMessage(`{}`)}); got.Version != 6 || len(got.Attributes) != 0 {
		t.Errorf("after an empty bag of attributes: %+v", got)
	}
	unchanged(t, a, func() { change(t, a, m.ID, account.MemberChange{Attributes: json.RawMessage(`{}`)}) })
}

func TestSuspensionLosesNothing(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	m := active(t, a, "ada@contoso.example")
	g := must[account.Group](t)(a.AddGroup(account.Bridge, account.NewGroup{Name: "Engines", Members: []string{m.ID}}))
	personal := personalVault(t, a, m.ID)
	must[account.Item](t)(a.AddItem(personal.ID, "Diary"))
	before := a.Snapshot()
	change(t, a, m.ID, turn(false))
	if g := must[account.Group](t)(a.Group(account.Bridge, g.ID)); !slices.Equal(g.Members, []string{m.ID}) {
		t.Errorf("the group holds %v", g.Members)
	}
	change(t, a, m.ID, turn(true))
	if diff := account.Diff(before, a.Snapshot()); len(diff) != 0 {
		t.Errorf("suspension and reactivation left %+v", diff)
	}
}

func personalVault(t testing.TB, a *account.Account, owner string) account.Vault {
	t.Helper()
	for _, v := range a.Vaults() {
		if v.Owner == owner {
			return v
		}
	}
	t.Fatalf("member %s has no vault", owner)
	return account.Vault{}
}

// The remedy of the founding case: removed and provisioned again is somebody new.
func TestRemoval(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	m := active(t, a, oldMail)
	change(t, a, m.ID, rename(newMail))
	g := must[account.Group](t)(a.AddGroup(account.Bridge, account.NewGroup{Name: "Engines", Members: []string{m.ID}}))
	shared := must[account.Vault](t)(a.AddVault("Shared"))
	if err := a.Grant(shared.ID, m.ID); err != nil {
		t.Fatal(err)
	}
	personal := personalVault(t, a, m.ID)
	a.DisableProvisioning()
	mark := len(a.Audit())
	if err := a.RemoveMember(account.Administrator, oldMail); err != nil {
		t.Fatalf("remove: %v", err)
	}
	a.EnableProvisioning()
	for _, v := range a.Vaults() {
		if v.ID == personal.ID || slices.Contains(v.Members, m.ID) {
			t.Errorf("left behind: %+v", v)
		}
	}
	after := must[account.Group](t)(a.Group(account.Bridge, g.ID))
	if len(after.Members) != 0 || after.Version != g.Version+1 {
		t.Errorf("the group: %+v", after)
	}
	same(t, "audit trail", trail(a, m.ID, mark), []string{"administrator remove ada@contoso.example>"})
	_, err := a.Member(account.Bridge, m.ID)
	refused(t, err, refusal.NotFound, "no-such-member")
	again := provision(t, a, newMail)
	if again.ID == m.ID {
		t.Error("the new member has the old id")
	}
	provision(t, a, oldMail)
}

// Adoption is the bridge's: the account refuses a second member, shows the one
// there is, and takes a change to it.
func TestAdoption(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	seeded := must[account.Member](t)(a.AddMember("Ada@contoso.example", "Ada", ""))
	if seeded.State != account.Active || seeded.Type != account.RegularMember || len(a.Outbox()) != 0 {
		t.Errorf("seeded: %+v with %d mails", seeded, len(a.Outbox()))
	}
	_, err := a.Provision(account.NewMember{Email: "ada@contoso.example", Active: true})
	refused(t, err, refusal.Conflict, "address-taken")
	found := must[account.Page[account.Member]](t)(a.FindMembers(account.Query{Email: "ada@contoso.example"}))
	if found.Total != 1 || found.Items[0].ID != seeded.ID {
		t.Errorf("found %+v", found)
	}
	change(t, a, seeded.ID, account.MemberChange{ExternalID: new("x-1")})
	found = must[account.Page[account.Member]](t)(a.FindMembers(account.Query{ExternalID: "x-1"}))
	if found.Total != 1 || found.Items[0].ID != seeded.ID {
		t.Errorf("found by external id: %+v", found)
	}
	_, err = a.AddMember("eve@contoso.example", "Eve", "SERVICE_ACCOUNT")
	refused(t, err, refusal.Invalid, "bad-type")
}

func TestGuestsAreInvisibleToTheBridge(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{AllowedDomains: []string{"contoso.example"}})
	guest := must[account.Member](t)(a.AddMember("guest@elsewhere.example", "Guest", account.Guest))
	unchanged(t, a, func() {
		_, err := a.Member(account.Bridge, guest.ID)
		refused(t, err, refusal.NotFound, "no-such-member")
		_, err = a.ChangeMember(account.Bridge, guest.ID, 0, turn(false))
		refused(t, err, refusal.NotFound, "no-such-member")
		refused(t, a.RemoveMember(account.Bridge, guest.ID), refusal.NotFound, "no-such-member")
		_, err = a.AddGroup(account.Bridge, account.NewGroup{Name: "G", Members: []string{guest.ID}})
		refused(t, err, refusal.Invalid, "no-such-member")
	})
	for _, q := range []account.Query{{}, {Email: "guest@elsewhere.example"}} {
		for _, m := range must[account.Page[account.Member]](t)(a.FindMembers(q)).Items {
			if m.ID == guest.ID {
				t.Errorf("%+v shows the guest", q)
			}
		}
	}
	if n := len(a.Vaults()); n != 1 {
		t.Errorf("%d vaults, want only the owner's", n)
	}
}

func TestAdministratorDoesNotEditWhatIsTheBridges(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	m := active(t, a, "ada@contoso.example")
	a.DisableProvisioning()
	for _, c := range []account.MemberChange{{ExternalID: new("x")}, {Attributes: json.RawMessage(`{}`)}} {
		unchanged(t, a, func() {
			_, err := a.ChangeMember(account.Administrator, m.ID, 0, c)
			refused(t, err, refusal.Forbidden, "not-editable")
		})
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	created := []string{"owner@vault.example"}
	for _, local := range strings.Split("jihgfedcba", "") {
		provision(t, a, local+"@contoso.example")
		created = append(created, local+"@contoso.example")
	}
	for _, gone := range []string{"e", "b", "j"} { // holes at the end, in the middle and at the beginning
		m := must[account.Member](t)(a.Member(account.Administrator, gone+"@contoso.example"))
		if err := a.RemoveMember(account.Bridge, m.ID); err != nil {
			t.Fatal(err)
		}
		created = slices.DeleteFunc(created, func(e string) bool { return e == gone+"@contoso.example" })
	}
	for _, tc := range []struct{ offset, limit, from, to int }{{0, 0, 0, 8}, {0, 3, 0, 3}, {2, 3, 2, 5}, {6, 9, 6, 8}, {8, 1, 8, 8}, {99, 0, 8, 8}} {
		page := must[account.Page[account.Member]](t)(a.FindMembers(account.Query{Offset: tc.offset, Limit: tc.limit}))
		got := []string{}
		for _, m := range page.Items {
			got = append(got, m.Email)
		}
		same(t, "page", got, created[tc.from:tc.to])
		if page.Total != 8 || page.Items == nil {
			t.Errorf("page %+v", page)
		}
	}
	whole := must[account.Page[account.Member]](t)(a.FindMembers(account.Query{})).Items
	for _, q := range []account.Query{{After: whole[2].Number, Limit: 2}, {After: whole[0].Number, Offset: 2, Limit: 2}} {
		page := must[account.Page[account.Member]](t)(a.FindMembers(q))
		if len(page.Items) != 2 || page.Items[0].ID != whole[3].ID || page.Items[1].ID != whole[4].ID || page.Before != 3 || page.Total != 8 {
			t.Errorf("%+v: %+v", q, page)
		}
	}
	if page := must[account.Page[account.Member]](t)(a.FindMembers(account.Query{After: whole[7].Number})); len(page.Items) != 0 || page.Before != 8 {
		t.Errorf("after the last: %+v", page)
	}
	for _, q := range []account.Query{{Offset: -1}, {Limit: -1}, {After: -1}} {
		_, err := a.FindMembers(q)
		refused(t, err, refusal.Invalid, "bad-query")
	}
	if page := must[account.Page[account.Member]](t)(a.FindMembers(account.Query{Email: "nobody@contoso.example"})); page.Total != 0 || page.Items == nil {
		t.Errorf("nobody: %+v", page)
	}
}
