package provisioning_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

func TestRecordsAndStatus(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	p := l.assigned("ada", "jobTitle", "Lead")
	cycle := l.run()
	l.change(p, "jobTitle", "Boss")
	l.run()
	log := l.job.Log(0)
	if len(log) != 2 || log[0].Seq != 1 || log[1].Seq != 2 || log[0].Cycle != cycle.ID {
		t.Fatalf("log %+v", log)
	}
	made, changed := log[0], log[1]
	if made.Action != "create" || made.Status != "success" || made.Kind != "User" || made.Object != p.ID ||
		made.Name != "ada@corp.example" || made.Target != "u1" || !made.At.Equal(clock.Epoch()) {
		t.Errorf("record %+v", made)
	}
	var steps []string
	for _, step := range made.Steps {
		steps = append(steps, step.Name+" "+step.Type+" "+step.Status)
	}
	if got, want := strings.Join(steps, ", "), "EntryImportAdd import success, EntrySynchronizationScoping scoping success, "+
		"EntrySynchronizationAdd matching success, EntryExportAdd export success"; got != want {
		t.Errorf("steps %s", got)
	}
	if got, want := fmt.Sprint(changed.Modified), "[{title Lead Boss}]"; got != want {
		t.Errorf("modified %s, want %s", got, want)
	}
	status := l.job.Status()
	if status.State != provisioning.Active || status.Initial || status.Watermark != l.directory.LastChange() ||
		status.Last == nil || status.Last.Kind != "incremental" || status.Last.Records != nil ||
		!status.NextDue.Equal(clock.Epoch().Add(80*time.Minute)) {
		t.Errorf("status %+v", status)
	}
	if got := l.job.Log(1); len(got) != 1 || got[0].Seq != 2 {
		t.Errorf("log after the first: %+v", got)
	}
}

func TestStatusCanBeReadAndPauseWaitsForNobodyWhileACycleRuns(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.assigned("ada")
	l.assigned("bob")
	reached, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	l.bridge.answer = func(r *http.Request, _ string) (int, string) {
		if r.Method == http.MethodPost {
			once.Do(func() { close(reached); <-release })
		}
		return 0, ""
	}
	done := make(chan provisioning.Cycle)
	go func() {
		cycle, err := l.job.RunCycle(t.Context())
		if err != nil {
			t.Error(err)
		}
		done <- cycle
	}()
	<-reached
	_, _, _ = l.job.Status(), l.job.Log(0), l.job.Pause()
	for attempt, err := range map[string]error{"restart": l.job.Restart(), "cycle": second(l.job.RunCycle(t.Context())), "demand": second(l.job.OnDemand(t.Context(), []string{"ada@corp.example"}))} {
		if !refusal.Is(err, "cycle-running") {
			t.Errorf("%s: %v", attempt, err)
		}
	}
	close(release)
	if cycle := <-done; cycle.State != "Succeeded" || cycle.Counts["create/success"] != 2 {
		t.Errorf("the running cycle did not complete: %+v", cycle)
	}
	if state := l.job.Status().State; state != provisioning.Paused {
		t.Errorf("the job is %s", state)
	}
}

func second(_ provisioning.Cycle, err error) error { return err }

func TestEndOfContextBreaksOffAndLosesNothing(t *testing.T) {
	t.Parallel()
	for _, at := range []string{"GET /scim/Users?", "POST /scim/Users", "POST /scim/Groups", "PATCH /scim/Groups"} {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			l.run() // the cycle to be broken off is an incremental one
			l.group("Engineering", l.person("ada"), l.person("bob"))
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			l.bridge.answer = func(r *http.Request, _ string) (int, string) {
				if strings.HasPrefix(r.Method+" "+r.RequestURI, at) && !probe.MatchString(r.Method+" "+r.RequestURI) {
					cancel()
				}
				return 0, ""
			}
			cycle, err := l.job.RunCycle(ctx)
			if err != nil || cycle.State != "Failed" || cycle.Error == "" {
				t.Errorf("the cycle ended %s, %q, %v", cycle.State, cycle.Error, err)
			}
			if status := l.job.Status(); status.State != provisioning.Active || len(status.Escrows) > 0 {
				t.Errorf("job %s, escrows %+v", status.State, status.Escrows)
			}
			l.bridge.mend()
			if cycle := l.run(); cycle.State != "Succeeded" {
				t.Errorf("the next cycle ended %s: %+v", cycle.State, cycle.Records)
			}
			if links := l.job.Status().Links; len(links) != 3 || len(l.bridge.resources) != 3 {
				t.Errorf("links %+v, resources %v", links, l.bridge.resources)
			}
		})
	}
}

// counting counts what is read of a directory.
type counting struct {
	*directory.Directory
	reads int
}

func (c *counting) AnyPerson(id string) (directory.Person, bool) {
	c.reads++
	return c.Directory.AnyPerson(id)
}

func (c *counting) AnyGroup(id string) (directory.Group, bool) {
	c.reads++
	return c.Directory.AnyGroup(id)
}

func (c *counting) IsAssigned(id string) bool {
	c.reads++
	return c.Directory.IsAssigned(id)
}

func (c *counting) GroupsOf(id string) []string {
	c.reads++
	return c.Directory.GroupsOf(id)
}

func (c *counting) PersonIDs() []string   { c.reads += 1000; return c.Directory.PersonIDs() }
func (c *counting) GroupIDs() []string    { c.reads += 1000; return c.Directory.GroupIDs() }
func (c *counting) Assignments() []string { c.reads += 1000; return c.Directory.Assignments() }

func TestIncrementalCycleCostsTheSameWhateverTheDirectory(t *testing.T) {
	t.Parallel()
	cost := func(people int) (reads, requests int) {
		source, bridge := crowd(t, people), newScripted()
		counted := &counting{Directory: source}
		job := provisioning.New(provisioning.Options{Directory: counted, Now: clock.New(clock.Epoch()).Now, NewID: newIDs(), Transport: loop(bridge)})
		start(t, job)
		cycle(t, job)
		title := map[string]string{"jobTitle": "Lead"}
		if _, err := source.ChangePerson("p1@corp.example", directory.PersonChange{Attributes: title}); err != nil {
			t.Fatal(err)
		}
		if err := source.Unassign("p2@corp.example"); err != nil {
			t.Fatal(err)
		}
		counted.reads, bridge.requests = 0, nil
		cycle(t, job)
		return counted.reads, len(bridge.requests)
	}
	reads, requests := cost(10)
	if moreReads, moreRequests := cost(1000); moreReads != reads || moreRequests != requests || requests != 6 {
		t.Errorf("with 10 people %d reads and %d requests, with 1000 %d and %d", reads, requests, moreReads, moreRequests)
	}
}

// crowd is a directory with so many assigned people.
func crowd(t testing.TB, people int) *directory.Directory {
	t.Helper()
	source := directory.New(clock.New(clock.Epoch()).Now, newIDs())
	for i := range people {
		p, err := source.AddPerson(directory.Person{Enabled: true, Attributes: map[string]string{
			"userPrincipalName": fmt.Sprintf("p%d@corp.example", i), "displayName": fmt.Sprintf("Person %d", i),
			"givenName": "Person", "surname": fmt.Sprint(i), "mail": fmt.Sprintf("p%d@corp.example", i), "department": "Tours",
		}})
		if err != nil {
			t.Fatal(err)
		}
		if err := source.Assign(p.ID); err != nil {
			t.Fatal(err)
		}
	}
	return source
}

func newIDs() func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }
}

func loop(h http.Handler) http.RoundTripper {
	return &loopback.Transport{Hosts: map[string]http.Handler{"bridge.example": h}}
}

func start(t testing.TB, job *provisioning.Job) {
	t.Helper()
	if err := job.Configure(provisioning.Settings{BaseURL: "https://bridge.example/scim", Groups: true}); err != nil {
		t.Fatal(err)
	}
	if err := job.Start(); err != nil {
		t.Fatal(err)
	}
}

func cycle(t testing.TB, job *provisioning.Job) provisioning.Cycle {
	t.Helper()
	cycle, err := job.RunCycle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if cycle.State != "Succeeded" {
		t.Fatalf("the cycle ended %s: %s", cycle.State, cycle.Error)
	}
	return cycle
}

// BenchmarkInitialCycle carries a thousand people to a bridge that answers at once.
func BenchmarkInitialCycle(b *testing.B) {
	source := crowd(b, 1000)
	made := 0
	answers := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			made++
			w.WriteHeader(http.StatusCreated)
			_, _ = fmt.Fprintf(w, `{"id":"u%d"}`, made)
			return
		}
		_, _ = fmt.Fprint(w, emptyList)
	})
	b.ReportAllocs()
	for b.Loop() {
		job := provisioning.New(provisioning.Options{Directory: source, Now: clock.New(clock.Epoch()).Now, NewID: newIDs(), Transport: loop(answers)})
		start(b, job)
		cycle(b, job)
	}
	b.ReportMetric(float64(b.N*1000)/b.Elapsed().Seconds(), "people/s")
}
