package mockidp

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fakeJob stands in for the provisioning job: a cycle asks the bridge for its
// users and, while hold is open, does not end.
type fakeJob struct {
	people directory.AppView
	way    http.RoundTripper
	now    func() time.Time
	began  chan struct{} // told of every cycle that begins, if anybody listens
	hold   chan struct{} // nil: cycles end at once

	mu       sync.Mutex
	settings provisioning.Settings
	active   bool
	due      time.Time
	log      []provisioning.Record
	resets   []provisioning.ResetScope
	stuck    bool
}

func (f *fakeJob) Configure(settings provisioning.Settings) error {
	if settings.BaseURL == "" {
		return refusal.New(refusal.Invalid, "base-url-missing", "configure the job: no bridge given")
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.settings = settings
	return nil
}

func (f *fakeJob) Status() provisioning.Status {
	f.mu.Lock()
	defer f.mu.Unlock()
	status := provisioning.Status{State: provisioning.NotConfigured, Settings: f.settings}
	switch {
	case f.active:
		status.State, status.NextDue = provisioning.Active, new(f.due)
	case f.settings.BaseURL != "":
		status.State = provisioning.NotRun
	}
	status.Settings.Token = "*"
	return status
}

func (f *fakeJob) Validate(ctx context.Context) error { return f.ask(ctx) }

func (f *fakeJob) Start() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.active, f.due = true, f.now()
	return nil
}

func (f *fakeJob) Pause() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.active = false
	return nil
}

func (f *fakeJob) Restart(scopes ...provisioning.ResetScope) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.resets = scopes
	return nil
}

func (f *fakeJob) NextDue() (time.Time, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.due, f.active
}

func (f *fakeJob) Run(ctx context.Context) (provisioning.Cycle, error) {
	if _, ok := f.NextDue(); !ok {
		return provisioning.Cycle{}, refusal.New(refusal.Conflict, "job-not-active", "the job is not active")
	}
	if f.hold != nil {
		select {
		case f.began <- struct{}{}:
		case <-ctx.Done():
		}
		select {
		case <-f.hold:
		case <-ctx.Done(): // a broken-off cycle is no error
			return provisioning.Cycle{State: "Failed"}, nil
		}
	}
	if err := f.ask(ctx); err != nil {
		return provisioning.Cycle{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.stuck {
		f.due = f.now().Add(40 * time.Minute)
	}
	f.log = append(f.log, provisioning.Record{Seq: len(f.log) + 1, At: f.now(), Name: "ada@corp.example"})
	return provisioning.Cycle{
		Kind: "incremental", Began: f.now(), Before: len(f.log) - 1,
		Counts: map[string]int{"in the bin": len(f.people.RecycleBin().People)},
	}, nil
}

func (f *fakeJob) OnDemand(ctx context.Context, names []string) (provisioning.Cycle, error) {
	if len(names) == 0 {
		return provisioning.Cycle{}, refusal.New(refusal.Invalid, "nothing-named", "provision on demand: nobody is named")
	}
	cycle := provisioning.Cycle{Kind: "on-demand", Began: f.now()}
	for _, name := range names {
		cycle.Records = append(cycle.Records, provisioning.Record{Name: name})
	}
	return cycle, f.ask(ctx)
}

func (f *fakeJob) Log(since int) []provisioning.Record {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]provisioning.Record{}, f.log[min(since, len(f.log)):]...)
}

func (f *fakeJob) Outbox(since int) []provisioning.Mail {
	return []provisioning.Mail{{Seq: since + 1, Subject: "mail"}}
}

func (f *fakeJob) Activities(since int) []provisioning.Activity {
	return []provisioning.Activity{{Seq: since + 1, Name: "activity"}}
}

func (f *fakeJob) Quarantine(message string) error {
	return refusal.New(refusal.Conflict, "held-back", "%s", message)
}

func (f *fakeJob) Connections() []provisioning.Connection {
	return []provisioning.Connection{{Object: "o1", Target: "t1"}}
}

func (f *fakeJob) Connection(object string) (provisioning.Connection, error) {
	return provisioning.Connection{Object: object, Target: "t1"}, nil
}

func (f *fakeJob) Disconnect(object string) error {
	return refusal.New(refusal.Conflict, "job-active", "disconnect %s", object)
}

// ask sends the one request this job knows.
func (f *fakeJob) ask(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.settings.BaseURL+"/Users", nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+f.settings.Token)
	resp, err := f.way.RoundTrip(req)
	if err != nil {
		return refusal.New(refusal.Unavailable, "bridge-unreachable", "ask the bridge: %v", err)
	}
	return resp.Body.Close()
}

// lab is a server with fake jobs, a bridge, and a client.
type lab struct {
	*Client
	server *Server
	jobs   chan *fakeJob // as their tenants were made
}

// newLab serves in the process; prepare may change each job before it is used.
func newLab(t testing.TB, prepare func(*fakeJob)) *lab {
	t.Helper()
	l := &lab{jobs: make(chan *fakeJob, 64)}
	// The bridge tells the caller's token back, as a careless one would.
	bridge := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("hello " + strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")))
	})
	hosts := map[string]http.Handler{"bridge": bridge}
	network := &loopback.Transport{Hosts: hosts}
	l.server = newServer(Options{AdminToken: "admin", Transport: network, Seed: 1},
		func(o provisioning.Options) job {
			j := &fakeJob{people: o.Directory.(directory.AppView), way: o.Transport, now: o.Now}
			if prepare != nil {
				prepare(j)
			}
			select {
			case l.jobs <- j:
			default:
			}
			return j
		})
	t.Cleanup(l.server.Close)
	hosts["directory"] = l.server
	l.Client = NewClient("http://directory", "admin", &http.Client{Transport: network})
	return l
}

// overNetwork is a client of the same server through real sockets.
func (l *lab) overNetwork(t *testing.T) *Client {
	t.Helper()
	server := httptest.NewServer(l.server)
	t.Cleanup(server.Close)
	return NewClient(server.URL, "admin", server.Client())
}

// tenant makes one with a job that is configured and started.
func (l *lab) tenant(t *testing.T) (*TenantClient, *fakeJob) {
	t.Helper()
	made, err := l.CreateTenant(t.Context(), TenantSpec{Seed: 7})
	must(t, err)
	tenant := l.Tenant(made.ID)
	_, err = tenant.ConfigureJob(t.Context(), provisioning.Settings{BaseURL: "http://bridge/scim", Token: "s3cret"})
	must(t, err)
	must(t, tenant.StartJob(t.Context()))
	return tenant, <-l.jobs
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
