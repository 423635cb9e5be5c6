package mockvault_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

func TestJournal(t *testing.T) {
	t.Parallel()
	ctx, l := t.Context(), start(t)
	admin, bridge, token := l.account(t, account.Settings{})
	must[account.Member](t)(bridge.CreateMember(ctx, account.NewMember{Email: "ada@contoso.example", Active: true}))
	_, err := bridge.CreateMember(ctx, account.NewMember{Email: "ada@contoso.example", Active: true})
	refused(t, err, refusal.Conflict, "address-taken")
	ok(t, admin.Advance(ctx, time.Hour))
	l.raw(t, http.MethodGet, "/bridge/v1/tokens/"+token+"?again="+token, token, token, "X-Note", token)
	l.raw(t, http.MethodPut, "/bridge/v1/members", token, "")
	entries := must[[]journal.Entry](t)(admin.Journal(ctx, 0))
	got := []entry{}
	for _, e := range entries {
		got = append(got, entry{e.Method + " " + e.Path, e.Status, e.Unexpected, e.Error})
		if e.From != "bridge" || e.To != "vault" {
			t.Errorf("from %q to %q", e.From, e.To)
		}
	}
	want := []entry{
		{"POST /bridge/v1/members", 201, "", ""},
		{"POST /bridge/v1/members", 409, "", ""},
		{"GET /bridge/v1/tokens/***?again=***", 404, "no bridge calls GET /bridge/v1/tokens/***?again=***", ""},
		{"PUT /bridge/v1/members", 405, "no bridge calls PUT /bridge/v1/members", ""},
	}
	if !slices.Equal(got, want) {
		t.Errorf("journal\n got %+v\nwant %+v", got, want)
	}
	if times := [2]string{entries[0].At.Format(time.TimeOnly), entries[2].At.Format(time.TimeOnly)}; times != [2]string{"09:00:00", "10:00:00"} {
		t.Errorf("times %v, want the account's own", times)
	}
	if !strings.Contains(entries[0].Request, "ada@contoso.example") || !strings.Contains(entries[0].Response, "TRANSFER_STARTED") || entries[0].RequestHeaders["Authorization"] != "Bearer ***" {
		t.Errorf("entry %+v", entries[0])
	}
	if tail := must[[]entry](t)(journalOf(ctx, admin, 2)); !slices.Equal(tail, want[2:]) {
		t.Errorf("since 2: %+v", tail)
	}
}

// The token is in no entry, no snapshot, no trail and no error.
func TestTokenStaysSecret(t *testing.T) {
	t.Parallel()
	ctx, l := t.Context(), start(t)
	admin, bridge, token := l.account(t, account.Settings{})
	_, err := bridge.Member(ctx, token)
	refused(t, err, refusal.NotFound, "no-such-member")
	_, off := mockvault.NewBridgeClient(root, "x"+token, l.http).Account(ctx)
	ok(t, admin.DisableProvisioning(ctx))
	_, disabled := bridge.Account(ctx)
	entries := must[[]journal.Entry](t)(admin.Journal(ctx, 0))
	snapshot := must[account.Snapshot](t)(admin.Snapshot(ctx))
	trail := must[[]account.Event](t)(admin.Audit(ctx))
	info := must[mockvault.Account](t)(admin.Info(ctx))
	raw, err := json.Marshal([]any{entries, snapshot, trail, info, off.Error(), disabled.Error()})
	ok(t, err)
	if len(entries) != 2 || strings.Contains(string(raw), token) {
		t.Errorf("the token shows in %s", raw)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	ctx, l := t.Context(), start(t)
	admin, bridge, _ := l.account(t, account.Settings{})
	create := func(email string) error {
		_, err := bridge.CreateMember(ctx, account.NewMember{Email: email, Active: true})
		return err
	}
	ok(t, admin.SetFaults(ctx,
		fault.Rule{Name: "down", Match: fault.Match{Method: "POST"}, Do: fault.Action{Status: 503, Body: "later"}, Times: 1},
		fault.Rule{Name: "dropped", Match: fault.Match{Path: "/members"}, Do: fault.Action{Drop: true}, Times: 1},
		fault.Rule{Name: "lost", Match: fault.Match{Path: "/members"}, Do: fault.Action{Lose: true}, Times: 1},
		fault.Rule{Name: "unused", Match: fault.Match{Path: "/groups"}, Do: fault.Action{Garble: true}},
	))
	refused(t, create("a@contoso.example"), refusal.Unavailable, "unreadable-answer")
	for _, email := range []string{"b@contoso.example", "c@contoso.example"} {
		if err := create(email); !errors.Is(err, loopback.ErrClosed) {
			t.Errorf("create %s: %v, want a closed connection", email, err)
		}
	}
	ok(t, create("d@contoso.example"))
	present := []string{}
	for _, m := range must[mockvault.Page[account.Member]](t)(bridge.Members(ctx, mockvault.Query{})).Items {
		present = append(present, m.Email)
	}
	if want := []string{"owner@vault.example", "c@contoso.example", "d@contoso.example"}; !slices.Equal(present, want) {
		t.Errorf("members %v, want %v: the lost one was made, the others were not", present, want)
	}
	used := map[string]int{}
	for _, rule := range must[[]fault.Rule](t)(admin.Faults(ctx)) {
		used[rule.Name] = rule.Used
	}
	if used["down"] != 1 || used["dropped"] != 1 || used["lost"] != 1 || used["unused"] != 0 || len(used) != 4 {
		t.Errorf("used %v", used)
	}
	statuses := []string{}
	for _, e := range must[[]entry](t)(journalOf(ctx, admin, 0)) {
		statuses = append(statuses, fmt.Sprint(e.status, " ", e.failure))
	}
	want := []string{"503 ", "0 net/http: abort Handler", "0 net/http: abort Handler", "201 ", "200 "}
	if !slices.Equal(statuses, want) {
		t.Errorf("journal %q, want %q", statuses, want)
	}
	ok(t, admin.SetFaults(ctx))
	if rules := must[[]fault.Rule](t)(admin.Faults(ctx)); rules == nil || len(rules) != 0 {
		t.Errorf("rules %+v", rules)
	}
}

func BenchmarkCreateAccount(b *testing.B) {
	l := start(b)
	b.ReportAllocs()
	for b.Loop() {
		must[mockvault.Account](b)(l.CreateAccount(b.Context(), mockvault.AccountSpec{}))
	}
}

func BenchmarkCreateMember(b *testing.B) {
	l := start(b)
	_, bridge, _ := l.account(b, account.Settings{})
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		must[account.Member](b)(bridge.CreateMember(b.Context(), account.NewMember{Email: fmt.Sprintf("p%d@contoso.example", n), Active: true}))
	}
}
