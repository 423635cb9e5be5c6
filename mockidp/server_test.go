package mockidp

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// TestClient calls every method of the client, in the process and over a network.
func TestClient(t *testing.T) {
	t.Parallel()
	for _, network := range []bool{false, true} {
		t.Run(fmt.Sprint("network ", network), func(t *testing.T) {
			t.Parallel()
			l := newLab(t, nil)
			client := l.Client
			if network {
				client = l.overNetwork(t)
			}
			must(t, client.Ready(t.Context()))
			start := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
			made, err := client.CreateTenant(t.Context(), TenantSpec{Name: "Corp", Seed: 7, Start: start})
			must(t, err)
			if want := (Tenant{ID: made.ID, Name: "Corp", Now: start}); made != want || made.ID == "" {
				t.Fatalf("made %+v, want %+v", made, want)
			}
			tenant := client.Tenant(made.ID)
			useDirectory(t, tenant)
			useJob(t, tenant)
			useObservation(t, tenant)
			useGraph(t, client, tenant)

			all, err := client.Tenants(t.Context())
			must(t, err)
			if len(all) != 1 || all[0].ID != made.ID {
				t.Errorf("tenants: %+v, want the one", all)
			}
			must(t, tenant.Delete(t.Context()))
			if _, err := tenant.Info(t.Context()); !refusal.Is(err, "no-such-tenant") {
				t.Errorf("after its deletion: %v, want no-such-tenant", err)
			}
		})
	}
}

func useDirectory(t *testing.T, tenant *TenantClient) {
	t.Helper()
	ctx := t.Context()
	ada, err := tenant.AddPerson(ctx, directory.Person{Enabled: true, Attributes: map[string]string{"userPrincipalName": "ada@corp.example"}})
	must(t, err)
	changed, err := tenant.ChangePerson(ctx, "ADA@corp.example", directory.PersonChange{Attributes: map[string]string{"city": "Bonn"}})
	must(t, err)
	if read, err := tenant.Person(ctx, ada.ID); err != nil || !reflect.DeepEqual(read, changed) || read.Attributes["city"] != "Bonn" {
		t.Errorf("person: %+v, %v, want %+v", read, err, changed)
	}
	group, err := tenant.AddGroup(ctx, directory.Group{DisplayName: "Lab"})
	must(t, err)
	_, err = tenant.ChangeGroup(ctx, group.ID, directory.GroupChange{DisplayName: new("Laboratory")})
	must(t, err)
	must(t, tenant.AddMember(ctx, group.ID, "ada@corp.example"))
	want := directory.Group{ID: group.ID, DisplayName: "Laboratory", Members: []string{ada.ID}}
	if groups, err := tenant.Groups(ctx); err != nil || !reflect.DeepEqual(groups, []directory.Group{want}) {
		t.Errorf("groups: %+v, %v, want %+v", groups, err, want)
	}
	if read, err := tenant.Group(ctx, group.ID); err != nil || !reflect.DeepEqual(read, want) {
		t.Errorf("group: %+v, %v, want %+v", read, err, want)
	}
	must(t, tenant.RemoveMember(ctx, group.ID, ada.ID))
	must(t, tenant.Assign(ctx, ada.ID))
	must(t, tenant.Assign(ctx, group.ID))
	must(t, tenant.Unassign(ctx, group.ID))
	if ids, err := tenant.Assignments(ctx); err != nil || !slices.Equal(ids, []string{ada.ID}) {
		t.Errorf("assignments: %v, %v, want ada", ids, err)
	}
	must(t, tenant.DeletePerson(ctx, ada.ID))
	must(t, tenant.DeleteGroup(ctx, group.ID))
	bin, err := tenant.RecycleBin(ctx)
	must(t, err)
	if len(bin.People) != 1 || len(bin.Groups) != 1 {
		t.Errorf("bin: %+v, want one of each", bin)
	}
	must(t, tenant.Restore(ctx, ada.ID))
	must(t, tenant.Purge(ctx, group.ID))
	if people, err := tenant.People(ctx); err != nil || len(people) != 1 || people[0].ID != ada.ID {
		t.Errorf("people: %+v, %v, want ada", people, err)
	}
	log, err := tenant.Changes(ctx, 10)
	must(t, err)
	if want := []directory.Change{{Seq: 11, Kind: "deleted", Object: group.ID}, {Seq: 12, Kind: "restored", Object: ada.ID}, {Seq: 13, Kind: "purged", Object: group.ID}}; !slices.Equal(log, want) {
		t.Errorf("changes: %v, want %v", log, want)
	}
}

func useJob(t *testing.T, tenant *TenantClient) {
	t.Helper()
	ctx := t.Context()
	if _, err := tenant.RunCycle(ctx); !refusal.Is(err, "job-not-active") {
		t.Errorf("cycle of a job that never started: %v, want job-not-active", err)
	}
	status, err := tenant.ConfigureJob(ctx, provisioning.Settings{BaseURL: "http://bridge/scim", Token: "s3cret"})
	must(t, err)
	if status.State != "NotRun" || status.Settings.Token != "*" {
		t.Errorf("configured: %+v, want NotRun and a hidden token", status)
	}
	must(t, tenant.ValidateJob(ctx))
	must(t, tenant.StartJob(ctx))
	if status, err := tenant.Job(ctx); err != nil || status.State != "Active" {
		t.Errorf("started: %+v, %v, want Active", status, err)
	}
	must(t, tenant.RestartJob(ctx))
	must(t, tenant.RestartJob(ctx, provisioning.ResetFull))
	cycle, err := tenant.RunCycle(ctx)
	must(t, err)
	if len(cycle.Records) != 1 || !cycle.Began.Equal(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("cycle: %+v, want one record at the start", cycle)
	}
	cycles, err := tenant.Advance(ctx, time.Hour)
	must(t, err)
	if len(cycles) != 1 || cycles[0].Records != nil {
		t.Errorf("cycles: %+v, want one without records", cycles)
	}
	cycle, err = tenant.ProvisionOnDemand(ctx, "ada@corp.example")
	must(t, err)
	if len(cycle.Records) != 1 || cycle.Records[0].Name != "ada@corp.example" {
		t.Errorf("on demand: %+v, want ada", cycle)
	}
	must(t, tenant.PauseJob(ctx))
	if mails, err := tenant.Outbox(ctx, 4); err != nil || len(mails) != 1 || mails[0].Seq != 5 {
		t.Errorf("outbox: %+v, %v, want mail 5", mails, err)
	}
	if done, err := tenant.Activities(ctx, 6); err != nil || len(done) != 1 || done[0].Seq != 7 {
		t.Errorf("activities: %+v, %v, want number 7", done, err)
	}
	if all, err := tenant.Connections(ctx); err != nil || len(all) != 1 || all[0].Target != "t1" {
		t.Errorf("connections: %+v, %v, want one", all, err)
	}
	if one, err := tenant.Connection(ctx, "a/b"); err != nil || one.Object != "a/b" {
		t.Errorf("connection: %+v, %v, want that of a/b", one, err)
	}
	if err := tenant.Disconnect(ctx, "a/b"); !refusal.Is(err, "job-active") || !strings.Contains(err.Error(), "disconnect a/b") {
		t.Errorf("disconnect: %v, want what the job said", err)
	}
	if err := tenant.QuarantineJob(ctx, "by hand"); !refusal.Is(err, "held-back") || !strings.Contains(err.Error(), "by hand") {
		t.Errorf("quarantine: %v, want what the job said", err)
	}
	log, err := tenant.Log(ctx, 1)
	must(t, err)
	if len(log) != 1 || log[0].Seq != 2 {
		t.Errorf("log: %+v, want the second record", log)
	}
	if info, err := tenant.Info(ctx); err != nil || !info.Now.Equal(time.Date(2030, 1, 1, 1, 0, 0, 0, time.UTC)) {
		t.Errorf("info: %+v, %v, want an hour later", info, err)
	}
}

func useObservation(t *testing.T, tenant *TenantClient) {
	t.Helper()
	ctx := t.Context()
	rule := fault.Rule{Name: "down", Times: 1, Used: 5, Do: fault.Action{Status: 503}}
	must(t, tenant.SetFaults(ctx, rule))
	rule.Used = 0
	if rules, err := tenant.Faults(ctx); err != nil || !reflect.DeepEqual(rules, []fault.Rule{rule}) {
		t.Errorf("faults: %+v, %v, want %+v", rules, err, rule)
	}
	must(t, tenant.SetFaults(ctx))
	entries, err := tenant.Journal(ctx, 3)
	must(t, err)
	if len(entries) != 1 || entries[0].Seq != 4 || entries[0].Path != "/scim/Users" {
		t.Errorf("journal: %+v, want the fourth exchange", entries)
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	l := newLab(t, nil)
	if all, err := l.Tenants(t.Context()); err != nil || all == nil || len(all) != 0 {
		t.Errorf("tenants of a new server: %v, %v, want an empty list", all, err)
	}
	made, err := l.CreateTenant(t.Context(), TenantSpec{})
	must(t, err)
	if !made.Now.Equal(clock.Epoch()) {
		t.Errorf("the clock begins at %s, want %s", made.Now, clock.Epoch())
	}
	answer := raw(t, l.server, http.MethodPost, "/v1/tenants/"+made.ID+"/people", `{"attributes":{"userPrincipalName":"ada@corp.example"}}`)
	if answer.status != http.StatusCreated || !strings.Contains(answer.body, `"enabled":true`) {
		t.Errorf("a person of whom nothing else was said: %+v, want an enabled one", answer)
	}
}

func TestIDsRepeatWithTheSeed(t *testing.T) {
	t.Parallel()
	made := func(seed int64) (string, string) {
		l := newLab(t, nil)
		tenant, err := l.CreateTenant(t.Context(), TenantSpec{Seed: seed})
		must(t, err)
		person, err := l.Tenant(tenant.ID).AddPerson(t.Context(), directory.Person{Attributes: map[string]string{"userPrincipalName": "ada@corp.example"}})
		must(t, err)
		return tenant.ID, person.ID
	}
	for _, seed := range []int64{0, 1, -1} {
		tenant, person := made(seed)
		againTenant, againPerson := made(seed)
		if tenant != againTenant || person != againPerson {
			t.Errorf("seed %d: made %s, %s and then %s, %s", seed, tenant, person, againTenant, againPerson)
		}
	}
	if _, one := made(1); one == second(made(2)) {
		t.Error("two seeds made the same id")
	}
}

func second[T any](_, b T) T { return b }

func TestTenantsAreIsolated(t *testing.T) {
	t.Parallel()
	l := newLab(t, nil)
	one, _ := l.tenant(t)
	other, _ := l.tenant(t) // with the same seed
	ada, err := one.AddPerson(t.Context(), directory.Person{Attributes: map[string]string{"userPrincipalName": "ada@corp.example"}})
	must(t, err)
	must(t, one.SetFaults(t.Context(), fault.Rule{Do: fault.Action{Drop: true}}))
	_, err = one.Advance(t.Context(), 0)
	if !refusal.Is(err, "bridge-unreachable") {
		t.Errorf("cycle under a fault: %v, want bridge-unreachable", err)
	}
	must(t, one.Delete(t.Context()))

	if _, err := other.Person(t.Context(), ada.ID); !refusal.Is(err, "no-such-person") {
		t.Errorf("the other tenant's person: %v, want no-such-person", err)
	}
	if entries, err := other.Journal(t.Context(), 0); err != nil || len(entries) != 0 {
		t.Errorf("the other tenant's journal: %v, %v, want nothing", entries, err)
	}
	same, err := other.AddPerson(t.Context(), directory.Person{Attributes: map[string]string{"userPrincipalName": "ada@corp.example"}})
	if err != nil || same.ID != ada.ID {
		t.Errorf("the same person of the same seed: %q, %v, want %q", same.ID, err, ada.ID)
	}
	if _, err := other.RunCycle(t.Context()); err != nil {
		t.Errorf("cycle of the other tenant: %v", err)
	}
}

func TestNamesInPaths(t *testing.T) {
	t.Parallel()
	l := newLab(t, nil)
	network := l.overNetwork(t)
	for _, upn := range []string{
		"a+b@corp.example", "a/b@corp.example", "a+b/c@corp.example", "a%2Fb@corp.example", "100%@corp.example",
		"jo_corp.example#EXT#@corp.example", "o'neil?x=1&y@corp.example", "ünal@corp.example", "..@..",
	} {
		t.Run(upn, func(t *testing.T) {
			t.Parallel()
			made, err := l.CreateTenant(t.Context(), TenantSpec{})
			must(t, err)
			for _, client := range []*Client{l.Client, network} {
				tenant := client.Tenant(made.ID)
				added, err := tenant.AddPerson(t.Context(), directory.Person{Attributes: map[string]string{"userPrincipalName": upn}})
				must(t, err)
				if read, err := tenant.Person(t.Context(), upn); err != nil || read.ID != added.ID {
					t.Errorf("read %q: %+v, %v", upn, read, err)
				}
				must(t, tenant.Assign(t.Context(), upn))
				must(t, tenant.DeletePerson(t.Context(), upn))
			}
		})
	}
}

type rawAnswer struct {
	status int
	body   string
}

// raw sends what the client never would.
func raw(t *testing.T, server *Server, method, path, body string, header ...string) rawAnswer {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	req.Header.Set("Authorization", "Bearer admin")
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	server.ServeHTTP(w, req)
	answer, err := io.ReadAll(w.Result().Body)
	must(t, err)
	return rawAnswer{w.Code, string(answer)}
}
