package mockidp_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// notebook is a bridge that knows nobody, makes whoever it is told to, and
// notes what it was asked.
type notebook struct {
	mu    sync.Mutex
	notes []string
}

func (n *notebook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	n.mu.Lock()
	n.notes = append(n.notes, r.Method+" "+r.URL.Path+" "+string(body))
	n.mu.Unlock()
	w.Header().Set("Content-Type", "application/scim+json")
	switch {
	case r.Header.Get("Authorization") != "Bearer s3cret":
		w.WriteHeader(http.StatusUnauthorized)
	case r.Method == http.MethodPost:
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","userName":"ada@corp.example","active":true}`)
	default:
		_, _ = io.WriteString(w, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[]}`)
	}
}

func (n *notebook) has(prefix string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, note := range n.notes {
		if strings.HasPrefix(note, prefix) {
			return true
		}
	}
	return false
}

// TestTheRealJob lets the server carry somebody to a bridge, all of it over a network.
func TestTheRealJob(t *testing.T) {
	t.Parallel()
	bridge := &notebook{}
	there := httptest.NewServer(bridge)
	t.Cleanup(there.Close)
	server := mockidp.New(mockidp.Options{AdminToken: "admin"})
	t.Cleanup(server.Close)
	here := httptest.NewServer(server)
	t.Cleanup(here.Close)
	client := mockidp.NewClient(here.URL, "admin", here.Client())

	made, err := client.CreateTenant(t.Context(), mockidp.TenantSpec{Seed: 1})
	must(t, err)
	tenant := client.Tenant(made.ID)
	if _, err := tenant.RunCycle(t.Context()); !refusal.Is(err, "job-not-configured") {
		t.Errorf("cycle before anything is configured: %v, want job-not-configured", err)
	}
	_, err = tenant.AddPerson(t.Context(), directory.Person{Enabled: true, Attributes: map[string]string{"userPrincipalName": "ada@corp.example"}})
	must(t, err)
	must(t, tenant.Assign(t.Context(), "ada@corp.example"))
	_, err = tenant.ConfigureJob(t.Context(), provisioning.Settings{BaseURL: there.URL + "/scim", Token: "s3cret"})
	must(t, err)
	must(t, tenant.ValidateJob(t.Context()))
	must(t, tenant.StartJob(t.Context()))
	cycles, err := tenant.Advance(t.Context(), 40*time.Minute)
	must(t, err)
	if len(cycles) != 2 || cycles[0].Kind != "initial" || cycles[0].Counts["create/success"] != 1 || cycles[1].Kind != "incremental" {
		t.Errorf("cycles: %+v, want an initial one that creates and an incremental one", cycles)
	}
	if !bridge.has("POST /scim/Users ") {
		t.Errorf("the bridge was asked %q, want a creation", bridge.notes)
	}
	log, err := tenant.Log(t.Context(), 0)
	must(t, err)
	if len(log) == 0 || log[0].Name != "ada@corp.example" {
		t.Errorf("log: %+v, want ada's creation", log)
	}
	entries, err := tenant.Journal(t.Context(), 0)
	must(t, err)
	for _, e := range entries {
		if e.Status == 0 || strings.Contains(e.RequestHeaders["Authorization"], "s3cret") {
			t.Errorf("journaled as %+v, want an answer and no token", e)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// BenchmarkTenant makes and deletes tenants with their real jobs.
func BenchmarkTenant(b *testing.B) {
	server := mockidp.New(mockidp.Options{AdminToken: "admin"})
	defer server.Close()
	for b.Loop() {
		req := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/v1/tenants", strings.NewReader(`{"seed":1}`))
		req.Header.Set("Authorization", "Bearer admin")
		w := httptest.NewRecorder()
		server.ServeHTTP(w, req)
		if w.Code != http.StatusCreated {
			b.Fatal(w.Code)
		}
	}
}

// TestTenantWithItsJob makes a tenant whose job is configured and started in one
// request, as each scenario does.
func TestTenantWithItsJob(t *testing.T) {
	t.Parallel()
	server := mockidp.New(mockidp.Options{AdminToken: "admin"})
	t.Cleanup(server.Close)
	served := httptest.NewServer(server)
	t.Cleanup(served.Close)
	client := mockidp.NewClient(served.URL, "admin", served.Client())

	made, err := client.CreateTenant(t.Context(), mockidp.TenantSpec{Job: &provisioning.Settings{BaseURL: "https://bridge.example/scim"}})
	if err != nil {
		t.Fatal(err)
	}
	job, err := client.Tenant(made.ID).Job(t.Context())
	if err != nil || job.State != provisioning.Active || job.Settings.BaseURL != "https://bridge.example/scim" {
		t.Errorf("the job is %+v, %v; want it active", job, err)
	}

	_, err = client.CreateTenant(t.Context(), mockidp.TenantSpec{Job: &provisioning.Settings{BaseURL: "nonsense"}})
	if !refusal.Is(err, "base-url-malformed") {
		t.Errorf("a job that cannot work: %v, want base-url-malformed", err)
	}
	if all, err := client.Tenants(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d tenants, %v; want only the first: what was refused has made nothing", len(all), err)
	}
}
