package account_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

// full is an account with one of everything.
func full(t testing.TB) *account.Account {
	t.Helper()
	a := open(t, account.Settings{Name: "Contoso", AllowedDomains: []string{"contoso.example"}, AutoConfirm: never})
	ada := active(t, a, "ada@contoso.example")
	change(t, a, ada.ID, account.MemberChange{Email: new(newMail), Attributes: json.RawMessage(`{"title":"Countess"}`)})
	advance(t, a, time.Hour)
	provision(t, a, "bob@contoso.example")
	must[account.Member](t)(a.Act(provision(t, a, "eve@contoso.example").ID, account.Accept, ""))
	change(t, a, active(t, a, "tom@contoso.example").ID, turn(false))
	change(t, a, provision(t, a, "sue@contoso.example").ID, turn(false))
	guest := must[account.Member](t)(a.AddMember("guest@elsewhere.example", "Guest", account.Guest))
	g := must[account.Group](t)(a.AddGroup(account.Bridge, account.NewGroup{Name: "Engines", ExternalID: "g-1", Members: []string{ada.ID}}))
	shared := must[account.Vault](t)(a.AddVault("Shared"))
	for _, accessor := range []string{g.ID, guest.ID} {
		if err := a.Grant(shared.ID, accessor); err != nil {
			t.Fatal(err)
		}
	}
	must[account.Item](t)(a.AddItem(shared.ID, "Payroll"))
	a.DisableProvisioning()
	if err := a.Invite("new@contoso.example"); err != nil {
		t.Fatal(err)
	}
	return a
}

// decode is what arrives of a snapshot at the other end of a wire.
func decode(t testing.TB, s account.Snapshot) account.Snapshot {
	t.Helper()
	var out account.Snapshot
	if err := json.Unmarshal([]byte(encode(t, s)), &out); err != nil {
		t.Fatalf("decode a snapshot: %v", err)
	}
	return out
}

func TestSnapshotAndRestore(t *testing.T) {
	t.Parallel()
	a := full(t)
	before := a.Snapshot()
	if again := a.Snapshot(); encode(t, again) != encode(t, before) || len(account.Diff(before, again)) != 0 {
		t.Error("two snapshots of an account at rest differ")
	}
	events, sent := len(a.Audit()), len(a.Outbox())
	a.EnableProvisioning()
	ada := must[account.Member](t)(a.Member(account.Administrator, oldMail))
	must[account.Member](t)(a.Act(ada.ID, account.ConfirmEmail, oldMail))
	provision(t, a, "zoe@contoso.example")
	if len(account.Diff(before, a.Snapshot())) == 0 {
		t.Error("the diff is empty after changes")
	}
	if err := a.Restore(decode(t, before)); err != nil {
		t.Fatalf("restore: %v", err)
	}
	if got := encode(t, a.Snapshot()); got != encode(t, before) {
		t.Errorf("restored\n     %s\nwant %s", got, encode(t, before))
	}
	if len(a.Audit()) <= events || len(a.Outbox()) <= sent {
		t.Error("the audit trail or the outbox went back")
	}
	// the restored account works: indices, overlays, groups
	a.EnableProvisioning()
	_, err := a.Provision(account.NewMember{Email: newMail})
	refused(t, err, refusal.Conflict, "address-taken")
	must[account.Member](t)(a.Act(oldMail, account.ConfirmEmail, oldMail))
	if err := a.RemoveMember(account.Bridge, ada.ID); err != nil {
		t.Errorf("remove: %v", err)
	}
	must[account.Member](t)(a.Act("new@contoso.example", account.Accept, ""))
}

// Another account takes the snapshot too, even when its source of ids is about
// to yield those that the snapshot holds.
func TestRestoreElsewhere(t *testing.T) {
	t.Parallel()
	s := decode(t, full(t).Snapshot())
	other, err := account.New(account.Options{Clock: clock.New(clock.Epoch()), NewID: ids(1), Token: "other"})
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Restore(s); err != nil {
		t.Fatalf("restore: %v", err)
	}
	if diff := account.Diff(s, other.Snapshot()); len(diff) != 0 {
		t.Errorf("differs: %+v", diff)
	}
	if token := other.EnableProvisioning(); token != "other" {
		t.Errorf("token %q", token)
	}
	created := func(a *account.Account) []string {
		emails := []string{}
		for _, m := range must[account.Page[account.Member]](t)(a.FindMembers(account.Query{})).Items {
			emails = append(emails, m.CreatedAt.Format(time.TimeOnly))
		}
		return emails
	}
	same(t, "times of creation in a page", created(other), []string{"09:00:00", "09:00:00", "10:00:00", "10:00:00", "10:00:00", "10:00:00"})
	for range 20 {
		must[account.Vault](t)(other.AddVault("V"))
	}
	if got := len(other.Snapshot().Members); got != len(s.Members) {
		t.Errorf("%d members, want %d", got, len(s.Members))
	}
}

func TestRestoreRefusesContradictions(t *testing.T) {
	t.Parallel()
	member := func(s *account.Snapshot, email string) *account.Member {
		i := slices.IndexFunc(s.Members, func(m account.Member) bool { return m.Email == email })
		return &s.Members[i]
	}
	group := func(s *account.Snapshot, name string) *account.Group {
		i := slices.IndexFunc(s.Groups, func(g account.Group) bool { return g.Name == name })
		return &s.Groups[i]
	}
	vault := func(s *account.Snapshot, name string) *account.Vault {
		i := slices.IndexFunc(s.Vaults, func(v account.Vault) bool { return v.Name == name })
		return &s.Vaults[i]
	}
	for name, spoil := range map[string]func(*account.Snapshot){
		"empty":                     func(s *account.Snapshot) { *s = account.Snapshot{} },
		"settings":                  func(s *account.Snapshot) { s.Settings.InviteTTL = -1 },
		"member id malformed":       func(s *account.Snapshot) { member(s, "bob@contoso.example").ID = "bob" },
		"member id in lower case":   func(s *account.Snapshot) { member(s, "bob@contoso.example").ID = "abcdefghijklmnopqrstuvwxyz" },
		"member twice":              func(s *account.Snapshot) { s.Members = append(s.Members, *member(s, "bob@contoso.example")) },
		"address twice":             func(s *account.Snapshot) { member(s, "bob@contoso.example").Email = "EVE@contoso.example" },
		"address pending elsewhere": func(s *account.Snapshot) { member(s, "bob@contoso.example").Email = newMail },
		"no address":                func(s *account.Snapshot) { member(s, "bob@contoso.example").Email = "bob" },
		"name":                      func(s *account.Snapshot) { member(s, "bob@contoso.example").Name = "\x00" },
		"unknown state":             func(s *account.Snapshot) { member(s, "bob@contoso.example").State = "DELETED" },
		"unknown type":              func(s *account.Snapshot) { member(s, "bob@contoso.example").Type = "ROBOT" },
		"version 0":                 func(s *account.Snapshot) { member(s, "bob@contoso.example").Version = 0 },
		"active, never accepted":    func(s *account.Snapshot) { member(s, "bob@contoso.example").State = account.Active },
		"invited, accepted":         func(s *account.Snapshot) { member(s, "eve@contoso.example").State = account.Invited },
		"suspended without a time":  func(s *account.Snapshot) { member(s, "tom@contoso.example").SuspendedAt = nil },
		"active with a time":        func(s *account.Snapshot) { member(s, oldMail).SuspendedAt = &time.Time{} },
		"pending before acceptance": func(s *account.Snapshot) {
			member(s, "bob@contoso.example").PendingEmail = &account.PendingEmail{Email: "x@y.example", Notified: "x@y.example", RequestedBy: account.Bridge}
		},
		"pending of nobody":           func(s *account.Snapshot) { member(s, oldMail).PendingEmail.RequestedBy = "ghost" },
		"pending in force":            func(s *account.Snapshot) { member(s, oldMail).PendingEmail.Email = "ADA@contoso.example" },
		"pending without a notice":    func(s *account.Snapshot) { member(s, oldMail).PendingEmail.Notified = "" },
		"attributes":                  func(s *account.Snapshot) { member(s, oldMail).Attributes = json.RawMessage(`[1]`) },
		"year that cannot be written": func(s *account.Snapshot) { member(s, oldMail).CreatedAt = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"no owners":                   func(s *account.Snapshot) { group(s, "Owners").Members = nil },
		"owner suspended": func(s *account.Snapshot) {
			m := member(s, "owner@contoso.example")
			m.State, m.SuspendedAt = account.Suspended, m.AcceptedAt
		},
		"built-in group missing": func(s *account.Snapshot) { group(s, "Administrators").Type = account.UserDefined },
		"built-in group managed": func(s *account.Snapshot) { group(s, "Administrators").Managed = true },
		"unknown group type":     func(s *account.Snapshot) { group(s, "Engines").Type = "CLUB" },
		"group name twice":       func(s *account.Snapshot) { group(s, "Engines").Name = "OWNERS" },
		"group without a name":   func(s *account.Snapshot) { group(s, "Engines").Name = "" },
		"group id":               func(s *account.Snapshot) { group(s, "Engines").ID = "engines" },
		"group version":          func(s *account.Snapshot) { group(s, "Engines").Version = -1 },
		"group of nobody":        func(s *account.Snapshot) { group(s, "Engines").Members = []string{"NOBODY"} },
		"group of a guest": func(s *account.Snapshot) {
			group(s, "Engines").Members = []string{member(s, "guest@elsewhere.example").ID}
		},
		"group member twice":               func(s *account.Snapshot) { g := group(s, "Engines"); g.Members = append(g.Members, g.Members[0]) },
		"group attributes":                 func(s *account.Snapshot) { group(s, "Engines").Attributes = json.RawMessage(`x`) },
		"team members not who is active":   func(s *account.Snapshot) { group(s, "Team Members").Members = nil },
		"vault id":                         func(s *account.Snapshot) { vault(s, "Shared").ID = "" },
		"vault twice":                      func(s *account.Snapshot) { s.Vaults = append(s.Vaults, *vault(s, "Shared")) },
		"vault without a name":             func(s *account.Snapshot) { vault(s, "Shared").Name = "" },
		"vault type":                       func(s *account.Snapshot) { vault(s, "Shared").Type = "EVERYONE" },
		"shared vault with an owner":       func(s *account.Snapshot) { vault(s, "Shared").Owner = member(s, oldMail).ID },
		"grant to nobody":                  func(s *account.Snapshot) { vault(s, "Shared").Members = []string{"NOBODY"} },
		"grant to no group":                func(s *account.Snapshot) { vault(s, "Shared").Groups = []string{"nothing"} },
		"grant on a personal vault":        func(s *account.Snapshot) { vault(s, "Private").Members = []string{member(s, oldMail).ID} },
		"personal vault of nobody":         func(s *account.Snapshot) { vault(s, "Private").Owner = "NOBODY" },
		"personal vault before acceptance": func(s *account.Snapshot) { vault(s, "Private").Owner = member(s, "bob@contoso.example").ID },
		"personal vault missing": func(s *account.Snapshot) {
			s.Vaults = slices.DeleteFunc(s.Vaults, func(v account.Vault) bool { return v.Owner == member(s, oldMail).ID })
		},
		"item id twice":            func(s *account.Snapshot) { v := vault(s, "Shared"); v.Items = append(v.Items, v.Items[0]) },
		"item without a title":     func(s *account.Snapshot) { vault(s, "Shared").Items[0].Title = "" },
		"invitation of no address": func(s *account.Snapshot) { s.Invitations[0].Email = "x" },
		"invitation twice":         func(s *account.Snapshot) { s.Invitations = append(s.Invitations, s.Invitations[0]) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := full(t)
			s := decode(t, a.Snapshot())
			spoil(&s)
			unchanged(t, a, func() {
				err := a.Restore(s)
				if refused, ok := refusal.Of(err); !ok || refused.Kind != refusal.Invalid {
					t.Errorf("restored: %v", err)
				}
			})
		})
	}
}

func TestDiff(t *testing.T) {
	t.Parallel()
	a := full(t)
	a.EnableProvisioning()
	before := a.Snapshot()
	ada := must[account.Member](t)(a.Member(account.Administrator, oldMail))
	must[account.Member](t)(a.Act(ada.ID, account.ConfirmEmail, oldMail))
	engines := must[account.Page[account.Group]](t)(a.FindGroups(account.Query{Name: "Engines"})).Items[0]
	bob := must[account.Member](t)(a.Member(account.Administrator, "bob@contoso.example"))
	must[account.Group](t)(a.ChangeGroup(account.Bridge, engines.ID, 0, account.GroupChange{Name: new("Looms"), Add: []string{bob.ID}}))
	must[account.Settings](t)(a.ChangeSettings(account.SettingsChange{SSO: new(true), AllowedDomains: &[]string{"contoso.example", "fabrikam.example"}}))
	want := []account.Change{
		{Path: "groups/Engines/members/bob@contoso.example", Before: "", After: "yes"},
		{Path: "groups/Engines/name", Before: "Engines", After: "Looms"},
		{Path: "members/ada@contoso.example/email", Before: "ada@contoso.example", After: "ada.king@contoso.example"},
		{Path: "members/ada@contoso.example/pending_email/email", Before: "ada.king@contoso.example", After: ""},
		{Path: "members/ada@contoso.example/pending_email/notified", Before: "ada.king@contoso.example", After: ""},
		{Path: "members/ada@contoso.example/pending_email/requested_at", Before: "2026-01-05T09:00:00Z", After: ""},
		{Path: "members/ada@contoso.example/pending_email/requested_by", Before: "bridge", After: ""},
		{Path: "settings/allowed_domains/fabrikam.example", Before: "", After: "yes"},
		{Path: "settings/sso", Before: "false", After: "true"},
	}
	if got := account.Diff(before, a.Snapshot()); !slices.Equal(got, want) {
		t.Errorf("diff\n got %+v\nwant %+v", got, want)
	}
	if got := account.Diff(before, before); got == nil || len(got) != 0 {
		t.Errorf("diff of a snapshot with itself: %#v", got)
	}
}

// One who took over the address of somebody gone is one member with another id;
// one who took over the address of somebody renamed is somebody else.
func TestDiffTellsPeopleApart(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	m := provision(t, a, oldMail)
	before := a.Snapshot()
	if err := a.RemoveMember(account.Bridge, m.ID); err != nil {
		t.Fatal(err)
	}
	again := provision(t, a, oldMail)
	want := []account.Change{{Path: "members/ada@contoso.example/id", Before: m.ID, After: again.ID}}
	if got := account.Diff(before, a.Snapshot()); !slices.Equal(got, want) {
		t.Errorf("removed and provisioned again: %+v, want %+v", got, want)
	}
	between := a.Snapshot()
	change(t, a, again.ID, rename(newMail))
	third := provision(t, a, oldMail)
	got := account.Diff(between, a.Snapshot())
	own := "members/ada@contoso.example " + third.ID
	for _, c := range []account.Change{
		{Path: "members/ada@contoso.example/email", Before: oldMail, After: newMail},
		{Path: own + "/email", Before: "", After: oldMail},
		{Path: own + "/state", Before: "", After: "TRANSFER_STARTED"},
	} {
		if !slices.Contains(got, c) {
			t.Errorf("the diff lacks %+v:\n%+v", c, got)
		}
	}
}
