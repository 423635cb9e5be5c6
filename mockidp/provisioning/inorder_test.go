package provisioning_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// meeting answers nobody who makes a user until so many do at once.
type meeting struct {
	scripted *scripted
	wanted   int
	mu       sync.Mutex
	there    int
	most     int
	full     chan struct{}
}

func (m *meeting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		m.mu.Lock()
		m.there++
		m.most = max(m.most, m.there)
		if m.there == m.wanted {
			close(m.full)
			m.wanted = -1
		}
		m.mu.Unlock()
		select {
		case <-m.full:
		case <-r.Context().Done():
		}
		defer func() {
			m.mu.Lock()
			m.there--
			m.mu.Unlock()
		}()
	}
	m.scripted.ServeHTTP(w, r)
}

func TestManyAtOnceAreLoggedInOrder(t *testing.T) {
	t.Parallel()
	const people, atOnce = 60, 4
	bridge := &meeting{scripted: newScripted(), wanted: atOnce, full: make(chan struct{})}
	bridge.scripted.fail(`"userName":"p30@corp.example"`, http.StatusBadRequest)
	job := provisioning.New(provisioning.Options{
		Directory: crowd(t, people), Now: clock.New(clock.Epoch()).Now, NewID: newIDs(), Transport: loop(bridge),
	})
	start(t, job)
	settings := job.Status().Settings
	settings.Concurrency = atOnce
	if err := job.Configure(settings); err != nil {
		t.Fatal(err)
	}
	cycle, err := job.RunCycle(t.Context())
	if err != nil || cycle.State != "EntryLevelErrors" || cycle.Counts["create/success"] != people-1 {
		t.Fatalf("%v, %+v", err, cycle)
	}
	for i, record := range job.Log(0) {
		if want := fmt.Sprintf("p%d@corp.example", i); record.Name != want || record.Seq != i+1 {
			t.Errorf("record %d is number %d of %s, want %s", i, record.Seq, record.Name, want)
		}
	}
	if bridge.most != atOnce {
		t.Errorf("%d people were carried at once, want %d", bridge.most, atOnce)
	}
	if len(bridge.scripted.resources) != people-1 || len(job.Status().Links) != people-1 || len(job.Status().Escrows) != 1 {
		t.Errorf("%d resources, %d links, escrows %+v", len(bridge.scripted.resources), len(job.Status().Links), job.Status().Escrows)
	}
}

func TestManagersAndMembersComeAfterEverybodyHoweverManyAtOnce(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) { s.Concurrency = 8 })
	boss := l.person("boss")
	staff := []string{"ada", "bob", "eve", "joe", "kim", "lea", "mia", "ned"}
	g := l.group("Engineering", boss)
	for _, name := range staff {
		p := l.person(name)
		_, err := l.directory.ChangePerson(p.ID, directory.PersonChange{Manager: &boss.ID})
		l.must(err)
		l.must(l.directory.AddMember(g.ID, p.ID))
	}
	l.expectCounts(l.run(), "create/success:10 update/success:9")
	kinds := ""
	for _, request := range l.bridge.requests {
		switch {
		case strings.HasPrefix(request, "POST /scim/Users"):
			kinds += "u"
		case strings.HasPrefix(request, "POST /scim/Groups"):
			kinds += "g"
		case strings.HasPrefix(request, "PATCH /scim/Users"):
			kinds += "m"
		case strings.HasPrefix(request, "PATCH /scim/Groups"):
			kinds += "M"
		}
	}
	if kinds != "uuuuuuuuugmmmmmmmmM" {
		t.Errorf("the requests came as %s", kinds)
	}
	names := []string{}
	for _, record := range l.job.Log(0) {
		names = append(names, record.Name)
	}
	order := " boss@ ada@ bob@ eve@ joe@ kim@ lea@ mia@ ned@ Engineering ada@ bob@ eve@ joe@ kim@ lea@ mia@ ned@ Engineering"
	if got := strings.ReplaceAll(" "+strings.Join(names, " "), "corp.example", ""); got != order {
		t.Errorf("the log is\n%s, want\n%s", got, order)
	}
}

func TestABrokenOffCycleLeavesNobodyBehind(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) { s.Concurrency = 3 })
	for i := range 20 {
		l.assigned(fmt.Sprintf("p%02d", i))
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	l.bridge.answer = func(r *http.Request, _ string) (int, string) {
		if r.Method == http.MethodPost && len(l.bridge.resources) == 7 {
			cancel()
		}
		return 0, ""
	}
	broken, err := l.job.RunCycle(ctx)
	if err != nil || broken.State != "Failed" {
		t.Fatalf("%v, %+v", err, broken)
	}
	l.bridge.mend()
	if cycle := l.run(); cycle.State != "Succeeded" || len(l.bridge.resources) != 20 {
		t.Errorf("the next cycle ended %s with %d resources", cycle.State, len(l.bridge.resources))
	}
}
