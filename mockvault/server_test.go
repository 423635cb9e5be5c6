package mockvault_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

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
