package account_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/duration"
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

func TestRefusedInput(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", 257)
	deep := strings.Repeat(`{"a":`, 33) + "1" + strings.Repeat("}", 33)
	for name, tc := range map[string]struct {
		in   account.NewMember
		code string
	}{
		"no address":                   {account.NewMember{}, "bad-address"},
		"no at":                        {account.NewMember{Email: "ada"}, "bad-address"},
		"two ats":                      {account.NewMember{Email: "a@b@contoso.example"}, "bad-address"},
		"no local part":                {account.NewMember{Email: "@contoso.example"}, "bad-address"},
		"no domain":                    {account.NewMember{Email: "ada@"}, "bad-address"},
		"empty label":                  {account.NewMember{Email: "ada@contoso..example"}, "bad-address"},
		"blank":                        {account.NewMember{Email: "ada l@contoso.example"}, "bad-address"},
		"blank in the domain":          {account.NewMember{Email: "ada@contoso .example"}, "bad-address"},
		"control character":            {account.NewMember{Email: "ada\r\nBcc:x@contoso.example"}, "bad-address"},
		"no UTF-8":                     {account.NewMember{Email: "ada\xff@contoso.example"}, "bad-address"},
		"angle brackets":               {account.NewMember{Email: "<ada@contoso.example>"}, "bad-address"},
		"address of 255 bytes":         {account.NewMember{Email: strings.Repeat("a", 239) + "@contoso.example"}, "bad-address"},
		"control character in a name":  {account.NewMember{Email: "ada@contoso.example", Name: "Ada\x07"}, "bad-text"},
		"name of 257 characters":       {account.NewMember{Email: "ada@contoso.example", Name: long}, "bad-text"},
		"name in no UTF-8":             {account.NewMember{Email: "ada@contoso.example", Name: "\xc3"}, "bad-text"},
		"external id too long":         {account.NewMember{Email: "ada@contoso.example", ExternalID: strings.Repeat("x", 513)}, "bad-text"},
		"attributes: list":             {account.NewMember{Email: "ada@contoso.example", Attributes: json.RawMessage(`[]`)}, "bad-attributes"},
		"attributes: text":             {account.NewMember{Email: "ada@contoso.example", Attributes: json.RawMessage(`"x"`)}, "bad-attributes"},
		"attributes: broken":           {account.NewMember{Email: "ada@contoso.example", Attributes: json.RawMessage(`{"a":`)}, "bad-attributes"},
		"attributes: two objects":      {account.NewMember{Email: "ada@contoso.example", Attributes: json.RawMessage(`{}{}`)}, "bad-attributes"},
		"attributes: too deep":         {account.NewMember{Email: "ada@contoso.example", Attributes: json.RawMessage(deep)}, "bad-attributes"},
		"attributes: more than 64 KiB": {account.NewMember{Email: "ada@contoso.example", Attributes: json.RawMessage(`{"a":"` + strings.Repeat("x", 65536) + `"}`)}, "bad-attributes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := open(t, account.Settings{})
			m := active(t, a, "bob@contoso.example")
			unchanged(t, a, func() {
				_, err := a.Provision(tc.in)
				refused(t, err, refusal.Invalid, tc.code)
				_, err = a.ChangeMember(account.Bridge, m.ID, 0, account.MemberChange{
					Email: &tc.in.Email, Name: &tc.in.Name, ExternalID: &tc.in.ExternalID, Attributes: tc.in.Attributes, Active: new(false),
				})
				refused(t, err, refusal.Invalid, tc.code)
			})
		})
	}
}

func TestAcceptedInput(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	for _, email := range []string{
		"ada+vault@contoso.example", "ada/king@contoso.example", "o'hara@contoso.example", "bob_fabrikam.example#EXT#@contoso.example",
		"müller@contoso.example", "ada@bücher.example", "ada@localhost", strings.Repeat("a", 238) + "@contoso.example",
	} {
		must[account.Member](t)(a.Provision(account.NewMember{Email: email, Name: strings.Repeat("é", 256), Attributes: json.RawMessage("null")}))
	}
}

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
	for _, q := range []account.Query{{Offset: -1}, {Limit: -1}} {
		_, err := a.FindMembers(q)
		refused(t, err, refusal.Invalid, "bad-query")
	}
	if page := must[account.Page[account.Member]](t)(a.FindMembers(account.Query{Email: "nobody@contoso.example"})); page.Total != 0 || page.Items == nil {
		t.Errorf("nobody: %+v", page)
	}
}
