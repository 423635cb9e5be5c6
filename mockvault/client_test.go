package mockvault_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// Everything the two clients can ask arrives and comes back.
func TestBridgeClient(t *testing.T) {
	t.Parallel()
	ctx, l := t.Context(), start(t)
	_, bridge, _ := l.account(t, account.Settings{Name: "Contoso"})
	if s := must[account.Settings](t)(bridge.Account(ctx)); s.Name != "Contoso" || !s.Provisioning {
		t.Errorf("settings %+v", s)
	}
	ada := must[account.Member](t)(bridge.CreateMember(ctx, account.NewMember{Email: "ada@contoso.example", Name: "Ada", Active: true, ExternalID: "a b&c+d", Attributes: json.RawMessage(`{"t":"x"}`)}))
	if got := must[account.Member](t)(bridge.Member(ctx, ada.ID)); got.Version != 1 || string(got.Attributes) != `{"t":"x"}` {
		t.Errorf("read back %+v", got)
	}
	for _, q := range []mockvault.Query{{Email: "ADA@contoso.example"}, {ExternalID: "a b&c+d"}, {Offset: 1, Limit: 1}} {
		if page := must[mockvault.Page[account.Member]](t)(bridge.Members(ctx, q)); len(page.Items) != 1 || page.Items[0].ID != ada.ID {
			t.Errorf("%+v finds %+v", q, page)
		}
	}
	ada = must[account.Member](t)(bridge.ChangeMember(ctx, ada.ID, 1, account.MemberChange{Name: new("Ada King")}))
	_, err := bridge.ChangeMember(ctx, ada.ID, 1, account.MemberChange{Name: new("Ada")})
	refused(t, err, refusal.Stale, "version-changed")
	must[account.Member](t)(bridge.ChangeMember(ctx, ada.ID, 0, account.MemberChange{Active: new(false)}))

	g := must[account.Group](t)(bridge.CreateGroup(ctx, account.NewGroup{Name: "R&D / Labs", ExternalID: "g", Members: []string{ada.ID}}))
	for _, q := range []mockvault.Query{{Name: "r&d / labs"}, {ExternalID: "g"}, {Member: ada.ID}, {}} {
		if page := must[mockvault.Page[account.Group]](t)(bridge.Groups(ctx, q)); page.Total != 1 || page.Items[0].ID != g.ID {
			t.Errorf("%+v finds %+v", q, page)
		}
	}
	g = must[account.Group](t)(bridge.ChangeGroup(ctx, g.ID, g.Version, account.GroupChange{Remove: []string{ada.ID}}))
	_, err = bridge.ChangeGroup(ctx, g.ID, 1, account.GroupChange{})
	refused(t, err, refusal.Stale, "version-changed")
	if got := must[account.Group](t)(bridge.Group(ctx, g.ID)); got.Members == nil || len(got.Members) != 0 {
		t.Errorf("read back %+v", got)
	}
	ok(t, bridge.RemoveGroup(ctx, g.ID))
	_, err = bridge.Group(ctx, g.ID)
	refused(t, err, refusal.NotFound, "no-such-group")
	ok(t, bridge.RemoveMember(ctx, ada.ID))
	_, err = bridge.Member(ctx, ada.ID)
	refused(t, err, refusal.NotFound, "no-such-member")
	_, err = bridge.Members(ctx, mockvault.Query{Name: "x"})
	refused(t, err, refusal.Invalid, "bad-query")
}

func TestAccountClient(t *testing.T) {
	t.Parallel()
	ctx, l := t.Context(), start(t)
	admin, bridge, _ := l.account(t, account.Settings{AutoConfirm: -1})
	changed := must[mockvault.Account](t)(admin.ChangeSettings(ctx, account.SettingsChange{SSO: new(true), Name: new("Fabrikam")}))
	if info := must[mockvault.Account](t)(admin.Info(ctx)); !info.Settings.SSO || info.Settings.Name != "Fabrikam" || changed.Settings.Name != "Fabrikam" {
		t.Errorf("settings %+v", info)
	}
	before := must[account.Snapshot](t)(admin.Snapshot(ctx))
	// an address that needs every kind of escaping on its way
	const odd = "ada+x/y%2F#EXT#?@contoso.example"
	m := must[account.Member](t)(bridge.CreateMember(ctx, account.NewMember{Email: odd, Active: true}))
	for _, action := range []mockvault.Action{mockvault.Accept, mockvault.Confirm} {
		must[account.Member](t)(admin.Act(ctx, odd, action, ""))
	}
	must[account.Member](t)(bridge.ChangeMember(ctx, m.ID, 0, account.MemberChange{Email: new("ada@contoso.example")}))
	_, err := admin.Act(ctx, odd, mockvault.ConfirmEmail, odd)
	refused(t, err, refusal.Forbidden, "wrong-sign-in")
	must[account.Member](t)(admin.Act(ctx, odd, mockvault.ConfirmEmail, "ada@contoso.example"))
	if got := must[account.Member](t)(admin.Member(ctx, "ada@contoso.example")); got.ID != m.ID || got.State != account.Active {
		t.Errorf("after the story: %+v", got)
	}
	_, err = admin.ChangeMember(ctx, m.ID, account.MemberChange{Name: new("X")})
	refused(t, err, refusal.Locked, "provisioning-owns")
	refused(t, admin.RemoveMember(ctx, m.ID), refusal.Locked, "provisioning-owns")

	guest := must[account.Member](t)(admin.AddMember(ctx, "guest@elsewhere.example", "Guest", account.Guest))
	g := must[account.Group](t)(admin.AddGroup(ctx, account.NewGroup{Name: "Engines", Members: []string{"ada@contoso.example"}}))
	ok(t, admin.ManageGroup(ctx, g.ID, true))
	must[account.Group](t)(admin.ChangeGroup(ctx, g.ID, account.GroupChange{Remove: []string{m.ID}}))
	v := must[account.Vault](t)(admin.AddVault(ctx, "Shared"))
	ok(t, admin.Grant(ctx, v.ID, guest.ID))
	must[account.Item](t)(admin.AddItem(ctx, v.ID, "Payroll"))
	ok(t, admin.DisableProvisioning(ctx))
	ok(t, admin.Invite(ctx, "new@contoso.example"))
	must[account.Member](t)(admin.ChangeMember(ctx, m.ID, account.MemberChange{Name: new("Ada")}))
	ok(t, admin.RemoveMember(ctx, "ada@contoso.example"))

	if got := must[[]account.Member](t)(admin.Members(ctx)); len(got) != 2 {
		t.Errorf("members %+v", got)
	}
	if got := must[[]account.Group](t)(admin.Groups(ctx)); len(got) != 4 || !slices.ContainsFunc(got, func(g account.Group) bool { return g.Managed && g.Name == "Engines" && g.Version == 3 }) {
		t.Errorf("groups %+v", got)
	}
	if got := must[[]account.Vault](t)(admin.Vaults(ctx)); len(got) != 2 {
		t.Errorf("vaults %+v", got)
	}
	mails := []string{}
	for _, mail := range must[[]account.Mail](t)(admin.Outbox(ctx)) {
		mails = append(mails, mail.Template)
	}
	if want := []string{"invitation", "confirmed", "email-change", "email-changed", "invitation"}; !slices.Equal(mails, want) {
		t.Errorf("mails %v, want %v", mails, want)
	}
	if trail := must[[]account.Event](t)(admin.Audit(ctx)); trail[len(trail)-1].Action != "remove" || trail[len(trail)-1].Actor != account.Administrator {
		t.Errorf("audit trail ends with %+v", trail[len(trail)-1])
	}
	ok(t, admin.Restore(ctx, before))
	if diff := account.Diff(before, must[account.Snapshot](t)(admin.Snapshot(ctx))); len(diff) != 0 {
		t.Errorf("restored, but %+v", diff)
	}
	ok(t, admin.Advance(ctx, time.Hour))
	if info := must[mockvault.Account](t)(admin.Info(ctx)); info.Now.Format(time.RFC3339) != "2026-01-05T10:00:00Z" {
		t.Errorf("the clock shows %s", info.Now)
	}
}
