package provisioning_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// busy answers so many POSTs with 429 and the header, and then as it should.
func busy(l *lab, times int, header string) http.RoundTripper {
	return roundTrip(func(r *http.Request) (*http.Response, error) {
		resp, err := loop(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && times > 0 {
				times--
				if header != "" {
					w.Header().Set("Retry-After", header)
				}
				w.WriteHeader(http.StatusTooManyRequests)
				return
			}
			l.bridge.ServeHTTP(w, r)
		})).RoundTrip(r)
		return resp, err
	})
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		honored bool
		times   int
		header  string
		counts  string
		passed  time.Duration
	}{
		"not honoured":      {false, 1, "30", "create/failure:1", 0},
		"honoured":          {true, 1, "30", "create/success:1", 30 * time.Second},
		"five times":        {true, 5, "30", "create/success:1", 150 * time.Second},
		"once too often":    {true, 6, "30", "create/failure:1", 150 * time.Second},
		"a date":            {true, 1, "Mon, 05 Jan 2026 09:02:00 GMT", "create/success:1", 2 * time.Minute},
		"a date in history": {true, 1, "Mon, 05 Jan 2026 08:02:00 GMT", "create/success:1", 0},
		"nothing asked":     {true, 1, "", "create/failure:1", 0},
		"nonsense":          {true, 1, "soon", "create/failure:1", 0},
		"negative":          {true, 1, "-5", "create/failure:1", 0},
		"an hour":           {true, 1, "3600", "create/success:1", time.Hour},
		"too long":          {true, 1, "3601", "create/failure:1", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			l.assigned("ada")
			job := provisioning.New(provisioning.Options{
				Directory: l.directory, Now: l.clock.Now, NewID: newIDs(), Transport: busy(l, test.times, test.header), PassTo: l.clock.AdvanceTo,
			})
			l.must(job.Configure(provisioning.Settings{BaseURL: "https://bridge.example/scim", Switches: provisioning.Switches{HonorRetryAfter: test.honored}}))
			l.must(job.Start())
			cycle, err := job.RunCycle(t.Context())
			l.must(err)
			l.expectCounts(cycle, test.counts)
			if passed := l.clock.Now().Sub(clock.Epoch()); passed != test.passed || cycle.Ended.Sub(cycle.Began) != test.passed {
				t.Errorf("%s passed, want %s", passed, test.passed)
			}
			if test.counts == "create/failure:1" && cycle.Records[0].ErrorCode != "TooManyRequests" {
				t.Errorf("record %+v", cycle.Records[0])
			}
		})
	}
}

func TestTimeoutOfASetting(t *testing.T) {
	t.Parallel()
	slow := roundTrip(func(r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	})
	job := provisioning.New(provisioning.Options{Directory: crowd(t, 1), Now: clock.Epoch, NewID: newIDs(), Transport: slow})
	settings := provisioning.Settings{BaseURL: "https://bridge.example/scim", Timeout: duration.Duration(5 * time.Millisecond)}
	if err := job.Configure(settings); err != nil {
		t.Fatal(err)
	}
	if err := job.Validate(t.Context()); !refusal.Is(err, "Timeout") || !strings.Contains(err.Error(), "no answer within 5ms") {
		t.Errorf("validate: %v", err)
	}
	settings.Timeout = -1
	if err := job.Configure(settings); !refusal.Is(err, "timeout-negative") {
		t.Errorf("configure: %v", err)
	}
}

func TestNestedGroups(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		knob string
		want string
	}{
		"skipped": {"skip", `"value":[{"value":"u1"}]`},
		"emitted": {"emitMemberId", `"value":[{"value":"u1"},{"value":"g3"}]`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, func(s *provisioning.Settings) { s.Knobs = map[string]string{"nestedGroups": test.knob} })
			outer := l.group("Outer", l.person("ada"))
			inner := l.group("Inner")
			other, err := l.directory.AddGroup(groupNamed("Not assigned"))
			l.must(err)
			l.must(l.directory.AddMember(outer.ID, inner.ID))
			l.must(l.directory.AddMember(outer.ID, other.ID))
			l.run()
			if got := strings.Count(l.sent(), `"path":"members"`); got != 1 || !strings.Contains(l.sent(), test.want) {
				t.Errorf("sent\n%s, want %s", l.sent(), test.want)
			}
		})
	}
}

func TestMembersAreVerifiedBeforeTheirGroupGoes(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) { s.Switches.VerifyMembers = true })
	g := l.group("Engineering", l.person("ada"), l.person("bob"))
	l.run()
	l.must(l.directory.Unassign(g.ID))
	l.run()
	want := "GET /Users/u1, PATCH /Users/u1, GET /Users/u2, PATCH /Users/u2, GET /Users/u1, GET /Users/u2, " +
		"GET /Groups/g3?excludedAttributes=members, DELETE /Groups/g3"
	if l.methods() != want {
		t.Errorf("sent %s, want %s", l.methods(), want)
	}
}

func TestNoHardDeletes(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) { s.Switches.NoHardDeletes = true })
	p := carried(l)
	l.must(l.directory.DeletePerson(p.ID))
	l.expectCounts(l.run(), "disable/success:1")
	l.must(l.directory.Purge(p.ID))
	l.expectCounts(l.run(), "")
	if l.expectText(""); len(l.job.Status().Links) != 0 {
		t.Errorf("links %+v", l.job.Status().Links)
	}
}

func TestOnDemandLimit(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) { s.Switches.DemandLimit = true })
	p := l.assigned("ada")
	for range 5 {
		l.demand(p.ID)
		l.clock.AdvanceTo(l.clock.Now().Add(time.Second))
	}
	if _, err := l.job.OnDemand(t.Context(), []string{p.ID}); !refusal.Is(err, "too-many-demands") {
		t.Errorf("the sixth in ten seconds: %v", err)
	}
	l.clock.AdvanceTo(clock.Epoch().Add(10 * time.Second))
	l.expectCounts(l.demand(p.ID), "other/skipped:1")
	l.configure()
	for range 6 {
		l.demand(p.ID)
	}
}

func groupNamed(name string) directory.Group { return directory.Group{DisplayName: name} }
