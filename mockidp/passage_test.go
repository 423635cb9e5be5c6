package mockidp

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// began lists when cycles began, in minutes after the epoch.
func began(cycles []provisioning.Cycle) []int {
	out := []int{}
	for _, c := range cycles {
		out = append(out, int(c.Began.Sub(clock.Epoch()).Minutes()))
	}
	return out
}

func TestAdvanceRunsWhatComesDue(t *testing.T) {
	t.Parallel()
	tenant, _ := newLab(t, nil).tenant(t) // due at once and then every 40 minutes
	for _, step := range []struct {
		by   time.Duration
		want []int
		now  int
	}{
		{0, []int{0}, 0},
		{39 * time.Minute, []int{}, 39},
		{time.Minute, []int{40}, 40},
		{100 * time.Minute, []int{80, 120}, 140},
	} {
		cycles, err := tenant.Advance(t.Context(), step.by)
		must(t, err)
		if got := began(cycles); !slices.Equal(got, step.want) {
			t.Errorf("advance by %s ran cycles at %v, want %v", step.by, got, step.want)
		}
		info, err := tenant.Info(t.Context())
		must(t, err)
		if got := int(info.Now.Sub(clock.Epoch()).Minutes()); got != step.now {
			t.Errorf("advance by %s ended at %d, want %d", step.by, got, step.now)
		}
	}
	must(t, tenant.PauseJob(t.Context()))
	if cycles, err := tenant.Advance(t.Context(), 24*time.Hour); err != nil || len(cycles) != 0 || cycles == nil {
		t.Errorf("a day of pause: %v, %v, want an empty list", cycles, err)
	}
}

func TestRunCycleLetsTheClockReachTheDueTime(t *testing.T) {
	t.Parallel()
	tenant, _ := newLab(t, nil).tenant(t)
	for _, want := range []int{0, 40, 80} {
		cycle, err := tenant.RunCycle(t.Context())
		must(t, err)
		if got := began([]provisioning.Cycle{cycle}); got[0] != want {
			t.Errorf("the cycle began at %v, want %d", got, want)
		}
	}
}

// TestTheBinIsEmptiedAtItsHour advances over an expiry in one go: every cycle on
// the way must see the recycle bin as it was at the cycle's own time.
func TestTheBinIsEmptiedAtItsHour(t *testing.T) {
	t.Parallel()
	tenant, _ := newLab(t, nil).tenant(t)
	ada, err := tenant.AddPerson(t.Context(), directory.Person{Attributes: map[string]string{"userPrincipalName": "ada@corp.example"}})
	must(t, err)
	_, err = tenant.Advance(t.Context(), time.Minute) // so that no cycle is due at the very hour
	must(t, err)
	must(t, tenant.DeletePerson(t.Context(), ada.ID))
	cycles, err := tenant.Advance(t.Context(), 31*24*time.Hour)
	must(t, err)
	var last, first int // minutes of the last cycle that saw somebody in the bin and the first that saw nobody
	for i, minute := range began(cycles) {
		if cycles[i].Counts["in the bin"] == 1 {
			last = minute
		} else if first == 0 {
			first = minute
		}
	}
	if last != 43200 || first != 43240 { // purged at minute 43201, after 30 days
		t.Errorf("the bin was full until minute %d and empty from %d, want 43200 and 43240", last, first)
	}
}

func TestAdvanceStopsAtAFailure(t *testing.T) {
	t.Parallel()
	tenant, _ := newLab(t, nil).tenant(t)
	must(t, tenant.SetFaults(t.Context(), fault.Rule{Do: fault.Action{Drop: true}}))
	if _, err := tenant.Advance(t.Context(), time.Hour); !refusal.Is(err, "bridge-unreachable") {
		t.Errorf("advance: %v, want bridge-unreachable", err)
	}
	if info, err := tenant.Info(t.Context()); err != nil || !info.Now.Equal(clock.Epoch()) {
		t.Errorf("the clock shows %v, %v, want the time of the failure", info.Now, err)
	}
}

func TestAdvanceNoticesAJobThatStandsStill(t *testing.T) {
	t.Parallel()
	tenant, _ := newLab(t, func(j *fakeJob) { j.stuck = true }).tenant(t)
	if _, err := tenant.Advance(t.Context(), time.Hour); err == nil || !strings.Contains(err.Error(), "time would stand still") {
		t.Errorf("advance: %v, want an error", err)
	}
}

func TestJournal(t *testing.T) {
	t.Parallel()
	tenant, _ := newLab(t, nil).tenant(t)
	must(t, tenant.ValidateJob(t.Context()))
	must(t, tenant.SetFaults(t.Context(), fault.Rule{Do: fault.Action{Lose: true}}))
	if err := tenant.ValidateJob(t.Context()); !refusal.Is(err, "bridge-unreachable") {
		t.Errorf("validate with a lost answer: %v, want bridge-unreachable", err)
	}
	entries, err := tenant.Journal(t.Context(), 0)
	must(t, err)
	if len(entries) != 2 {
		t.Fatalf("%d entries, want 2: %+v", len(entries), entries)
	}
	answered, lost := entries[0], entries[1]
	if answered.From != "directory" || answered.To != "bridge" || answered.Status != 200 || !answered.At.Equal(clock.Epoch()) {
		t.Errorf("the first exchange is %+v, want 200 from directory to bridge at the tenant's time", answered)
	}
	if answered.Response != "hello ***" || answered.RequestHeaders["Authorization"] != "Bearer ***" {
		t.Errorf("the journal tells the token: %+v", answered)
	}
	if lost.Status != 0 || lost.Error != "connection lost" || lost.Response != "" {
		t.Errorf("the lost answer is journaled as %+v", lost)
	}
}

// TestAReadTokenHidesNothing writes back settings as they were read: the star
// in the token's place must not blot out every star of the journal.
func TestAReadTokenHidesNothing(t *testing.T) {
	t.Parallel()
	tenant, _ := newLab(t, nil).tenant(t)
	status, err := tenant.Job(t.Context())
	must(t, err)
	status.Settings.BaseURL += "/*"
	_, err = tenant.ConfigureJob(t.Context(), status.Settings)
	must(t, err)
	must(t, tenant.ValidateJob(t.Context()))
	entries, err := tenant.Journal(t.Context(), 0)
	must(t, err)
	if len(entries) != 1 || entries[0].Path != "/scim/*/Users" {
		t.Errorf("journal: %+v, want the path as sent", entries)
	}
}

// held is a lab whose cycles go on until told to end.
func held(t *testing.T) (*lab, *TenantClient, *fakeJob) {
	t.Helper()
	l := newLab(t, func(j *fakeJob) { j.began, j.hold = make(chan struct{}), make(chan struct{}) })
	tenant, j := l.tenant(t)
	return l, tenant, j
}

func TestCyclesOfATenantRunOneByOne(t *testing.T) {
	t.Parallel()
	l, tenant, j := held(t)
	other, free := l.tenant(t)
	free.hold = nil
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			if _, err := tenant.RunCycle(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	for range 3 {
		<-j.began
		select {
		case <-j.began:
			t.Error("two cycles at once")
		default:
		}
		// Readers and editors, and other tenants, do not wait for the cycle.
		_, err := tenant.Journal(t.Context(), 0)
		must(t, err)
		_, err = tenant.AddGroup(t.Context(), directory.Group{DisplayName: "Lab"})
		must(t, err)
		_, err = other.RunCycle(t.Context())
		must(t, err)
		j.hold <- struct{}{}
	}
	all.Wait()
}

func TestACycleEndsWithItsCaller(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*testing.T, *lab, *TenantClient, context.CancelFunc){
		"the request": func(_ *testing.T, _ *lab, _ *TenantClient, cancel context.CancelFunc) { cancel() },
		"the tenant": func(t *testing.T, _ *lab, tenant *TenantClient, _ context.CancelFunc) {
			must(t, tenant.Delete(t.Context()))
		},
		"the server": func(_ *testing.T, l *lab, _ *TenantClient, _ context.CancelFunc) { l.server.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, tenant, j := held(t)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			ended := make(chan error, 2)
			for range 2 { // one runs, the other waits its turn
				go func() {
					_, err := tenant.Advance(ctx, time.Hour)
					ended <- err
				}()
			}
			<-j.began
			end(t, l, tenant, cancel)
			for range 2 {
				// Whoever came too late to wait met no tenant any more; whoever went away hears nothing certain.
				if err := <-ended; !refusal.Is(err, "interrupted") && !refusal.Is(err, "no-such-tenant") && !errors.Is(err, context.Canceled) {
					t.Errorf("the cycle ended with %v, want interrupted", err)
				}
			}
		})
	}
}
