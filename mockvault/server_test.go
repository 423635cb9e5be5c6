package mockvault_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const root = "http://vault.test"

// lab is a server with the HTTP client that reaches it.
type lab struct {
	*mockvault.Client
	http *http.Client
}

func start(t testing.TB) lab {
	t.Helper()
	server := mockvault.New(mockvault.Options{AdminToken: "admin-secret", Seed: 7})
	hc := &http.Client{Transport: &loopback.Transport{Hosts: map[string]http.Handler{"vault.test": server}}}
	return lab{mockvault.NewClient(root, "admin-secret", hc), hc}
}

// account makes an account with provisioning on, and the bridge's client with its token.
func (l lab) account(t testing.TB, settings account.Settings) (*mockvault.AccountClient, *mockvault.BridgeClient, string) {
	t.Helper()
	made, err := l.CreateAccount(t.Context(), mockvault.AccountSpec{Settings: settings})
	if err != nil {
		t.Fatalf("create an account: %v", err)
	}
	admin := l.Account(made.ID)
	token := must[string](t)(admin.EnableProvisioning(t.Context()))
	return admin, mockvault.NewBridgeClient(root, token, l.http), token
}

func must[T any](t testing.TB) func(T, error) T {
	t.Helper()
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatalf("unexpected error: %v", err)
		}
		return value
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("unexpected error: %v", err)
	}
}

func refused(t testing.TB, err error, kind refusal.Kind, code string) {
	t.Helper()
	got, is := refusal.Of(err)
	if !is || got.Kind != kind || got.Code != code {
		t.Errorf("refusal is %v (%#v), want kind %q with code %q", err, got, kind, code)
	}
}

// raw sends a request past the clients and returns status and body.
func (l lab) raw(t testing.TB, method, path, token, body string, header ...string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, root+path, strings.NewReader(body))
	ok(t, err)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := l.http.Do(req)
	ok(t, err)
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	ok(t, err)
	return resp.StatusCode, string(answer)
}

func TestAccounts(t *testing.T) {
	t.Parallel()
	ctx, l := t.Context(), start(t)
	ok(t, l.Ready(ctx))
	if all := must[[]mockvault.Account](t)(l.Accounts(ctx)); all == nil || len(all) != 0 {
		t.Errorf("accounts at the start: %#v", all)
	}
	begin := time.Date(2030, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600))
	made := must[mockvault.Account](t)(l.CreateAccount(ctx, mockvault.AccountSpec{Start: begin, Settings: account.Settings{Name: "Contoso", Provisioning: true}}))
	if len(made.ID) != 26 || made.Settings.Name != "Contoso" || made.Settings.Provisioning || !made.Now.Equal(begin) {
		t.Errorf("made %+v", made)
	}
	if made.Settings.InviteTTL != duration.Duration(120*time.Hour) || made.Settings.AutoConfirm != 0 || made.Settings.EmailChangeTTL != 0 || made.Settings.AllowedDomains == nil {
		t.Errorf("settings by default: %+v", made.Settings)
	}
	second := must[mockvault.Account](t)(l.CreateAccount(ctx, mockvault.AccountSpec{}))
	if second.Now.Format(time.RFC3339) != "2026-01-05T09:00:00Z" {
		t.Errorf("the clock starts at %s", second.Now)
	}
	ids := []string{}
	for _, a := range must[[]mockvault.Account](t)(l.Accounts(ctx)) {
		ids = append(ids, a.ID)
	}
	if !slices.Equal(ids, slices.Sorted(slices.Values([]string{made.ID, second.ID}))) {
		t.Errorf("accounts %v", ids)
	}
	ok(t, l.Account(second.ID).Delete(ctx))
	_, err := l.Account(second.ID).Info(ctx)
	refused(t, err, refusal.NotFound, "no-such-account")
	_, err = l.CreateAccount(ctx, mockvault.AccountSpec{Settings: account.Settings{AllowedDomains: []string{"con toso"}}})
	refused(t, err, refusal.Invalid, "bad-settings")
}

func TestSeedsDecideIDs(t *testing.T) {
	t.Parallel()
	owner := func(l lab, seed int64) (string, string) {
		made := must[mockvault.Account](t)(l.CreateAccount(t.Context(), mockvault.AccountSpec{Seed: seed}))
		return made.ID, must[account.Member](t)(l.Account(made.ID).Member(t.Context(), "owner@vault.example")).ID
	}
	one, other := start(t), start(t)
	account1, owner1 := owner(one, 0)
	account2, owner2 := owner(other, 0)
	if account1 != account2 || owner1 != owner2 {
		t.Errorf("the same seed yields %s %s and %s %s", account1, owner1, account2, owner2)
	}
	account3, owner3 := owner(one, 5)
	account4, owner4 := owner(one, 5)
	if account3 == account4 || owner3 != owner4 || owner3 == owner1 {
		t.Errorf("two accounts with a seed of their own: %s %s and %s %s", account3, owner3, account4, owner4)
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	ctx, l := t.Context(), start(t)
	admin, bridge, token := l.account(t, account.Settings{})
	for _, wrong := range []string{"", "wrong", token} {
		_, err := mockvault.NewClient(root, wrong, l.http).Accounts(ctx)
		refused(t, err, refusal.Unauthorized, "wrong-token")
	}
	for _, wrong := range []string{"", "wrong", "admin-secret"} {
		_, err := mockvault.NewBridgeClient(root, wrong, l.http).Account(ctx)
		refused(t, err, refusal.Unauthorized, "unknown-token")
		if status, body := l.raw(t, http.MethodGet, "/bridge/v1/nowhere", wrong, ""); status != http.StatusUnauthorized || strings.Contains(body, "wrong") {
			t.Errorf("unknown token at an unknown path: %d %s", status, body)
		}
	}
	if n := len(must[[]entry](t)(journalOf(ctx, admin, 0))); n != 0 {
		t.Errorf("%d requests with unknown tokens are in the journal", n)
	}
	ok(t, admin.DisableProvisioning(ctx))
	_, err := bridge.Account(ctx)
	refused(t, err, refusal.Forbidden, "provisioning-off")
	if again := must[string](t)(admin.EnableProvisioning(ctx)); again != token {
		t.Error("the token changed")
	}
	must[account.Settings](t)(bridge.Account(ctx))
	ok(t, admin.Delete(ctx))
	_, err = bridge.Account(ctx)
	refused(t, err, refusal.Unauthorized, "unknown-token")
	nobody := mockvault.New(mockvault.Options{})
	hc := &http.Client{Transport: &loopback.Transport{Hosts: map[string]http.Handler{"vault.test": nobody}}}
	_, err = mockvault.NewClient(root, "", hc).Accounts(ctx)
	refused(t, err, refusal.Unauthorized, "wrong-token")
}

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

func TestBadRequests(t *testing.T) {
	t.Parallel()
	l := start(t)
	made := must[mockvault.Account](t)(l.CreateAccount(t.Context(), mockvault.AccountSpec{}))
	admin := l.Account(made.ID)
	token := must[string](t)(admin.EnableProvisioning(t.Context()))
	before := must[account.Snapshot](t)(admin.Snapshot(t.Context()))
	at := "/v1/accounts/" + made.ID
	for _, tc := range []struct {
		method, path, token, body string
		status                    int
		code                      string
	}{
		{"POST", "/bridge/v1/members", token, `{"email":`, 400, "unreadable-body"},
		{"POST", "/bridge/v1/members", token, `{"mail":"a@b.example"}`, 400, "unreadable-body"},
		{"POST", "/bridge/v1/members", token, `[]`, 400, "unreadable-body"},
		{"POST", "/bridge/v1/members", token, ``, 400, "bad-address"},
		{"GET", "/bridge/v1/members?limit=x", token, ``, 400, "bad-number"},
		{"GET", "/bridge/v1/members?limit=-1", token, ``, 400, "bad-query"},
		{"GET", "/bridge/v1/groups?email=x", token, ``, 400, "bad-query"},
		{"PUT", "/bridge/v1/members", token, ``, 405, "no-such-method"},
		{"GET", "/bridge/v1/members/", token, ``, 404, "no-such-route"},
		{"GET", "/bridge/v1", token, ``, 404, "no-such-route"},
		{"GET", "/bridge", "admin-secret", ``, 404, "no-such-route"},
		{"GET", at + "/journal?since=x", "admin-secret", ``, 400, "bad-number"},
		{"PUT", at + "/faults", "admin-secret", `[{"name":"x"}]`, 400, "bad-fault"},
		{"PUT", at + "/snapshot", "admin-secret", `{}`, 400, "bad-settings"},
		{"POST", at + "/clock/advance", "admin-secret", `{"by":"soon"}`, 400, "unreadable-body"},
		{"POST", at + "/clock/advance", "admin-secret", `{"by":"-1h"}`, 400, "bad-time"},
		{"POST", at + "/members/owner@vault.example/explode", "admin-secret", ``, 400, "no-such-action"},
		{"GET", "/v1/nowhere", "admin-secret", ``, 404, "no-such-route"},
	} {
		status, body := l.raw(t, tc.method, tc.path, tc.token, tc.body)
		var got refusal.Error
		if err := json.Unmarshal([]byte(body), &got); err != nil || status != tc.status || got.Code != tc.code {
			t.Errorf("%s %s %s: %d %s, want %d %s", tc.method, tc.path, tc.body, status, body, tc.status, tc.code)
		}
	}
	status, body := l.raw(t, "PATCH", "/bridge/v1/members/X", token, `{}`, "If-Match", `W/"3"`)
	if status != http.StatusBadRequest {
		t.Errorf("an If-Match that is no version: %d %s", status, body)
	}
	if diff := account.Diff(before, must[account.Snapshot](t)(admin.Snapshot(t.Context()))); len(diff) != 0 {
		t.Errorf("bad requests changed %+v", diff)
	}
}

func TestAccountsAreIsolated(t *testing.T) {
	t.Parallel()
	ctx, l := t.Context(), start(t)
	one, bridge, _ := l.account(t, account.Settings{})
	other, otherBridge, _ := l.account(t, account.Settings{})
	before := must[account.Snapshot](t)(other.Snapshot(ctx))
	m := must[account.Member](t)(bridge.CreateMember(ctx, account.NewMember{Email: "ada@contoso.example", Active: true}))
	ok(t, one.Advance(ctx, time.Hour))
	ok(t, one.SetFaults(ctx, fault.Rule{Name: "down", Do: fault.Action{Status: 503}}))
	must[account.Settings](t)(otherBridge.Account(ctx))
	_, err := otherBridge.Member(ctx, m.ID)
	refused(t, err, refusal.NotFound, "no-such-member")
	must[account.Member](t)(otherBridge.CreateMember(ctx, account.NewMember{Email: "ada@contoso.example", Active: true}))
	ok(t, other.Restore(ctx, before))
	info := must[mockvault.Account](t)(other.Info(ctx))
	if info.Now.Format(time.RFC3339) != "2026-01-05T09:00:00Z" {
		t.Errorf("the other clock shows %s", info.Now)
	}
	if n := len(must[[]entry](t)(journalOf(ctx, other, 0))); n != 3 {
		t.Errorf("%d entries in the other journal, want 3", n)
	}
	if rules := must[[]fault.Rule](t)(other.Faults(ctx)); len(rules) != 0 {
		t.Errorf("faults of the other account: %+v", rules)
	}
}

// One person can be provisioned once, however many bridges try at the same time.
func TestConcurrentProvisioning(t *testing.T) {
	t.Parallel()
	ctx, l := t.Context(), start(t)
	admin, bridge, _ := l.account(t, account.Settings{})
	var wait sync.WaitGroup
	results := make(chan error, 32)
	for range cap(results) {
		wait.Go(func() {
			_, err := bridge.CreateMember(ctx, account.NewMember{Email: "ada@contoso.example", Active: true})
			results <- err
		})
		wait.Go(func() { _ = admin.Advance(ctx, time.Minute) })
	}
	wait.Wait()
	close(results)
	made := 0
	for err := range results {
		if err == nil {
			made++
		} else if !refusal.Is(err, "address-taken") {
			t.Errorf("refused: %v", err)
		}
	}
	if members := must[[]account.Member](t)(admin.Members(ctx)); made != 1 || len(members) != 2 {
		t.Errorf("%d made, %d members", made, len(members))
	}
}

var errNoEntry = errors.New("no entry")

// journalOf reads the journal in the form the tests compare.
func journalOf(ctx context.Context, a *mockvault.AccountClient, since int) ([]entry, error) {
	entries, err := a.Journal(ctx, since)
	out := []entry{}
	for _, e := range entries {
		out = append(out, entry{e.Method + " " + e.Path, e.Status, e.Unexpected, e.Error})
	}
	return out, err
}

type entry struct {
	request    string
	status     int
	unexpected string
	failure    string
}
