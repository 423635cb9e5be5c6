package provisioning_test

import (
	"net/http"
	"reflect"
	"testing"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

func TestConnections(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	ada := l.person("ada")
	g := l.group("Engineering", ada)
	if got := l.job.Connections(); got == nil || len(got) != 0 {
		t.Errorf("before the first cycle %+v", got)
	}
	l.run()
	user := provisioning.Connection{Object: ada.ID, Target: "u1", Name: "ada@corp.example", Kind: "User"}
	group := provisioning.Connection{Object: g.ID, Target: "g2", Name: "Engineering", Kind: "Group"}
	if got := l.job.Connections(); !reflect.DeepEqual(got, []provisioning.Connection{user, group}) {
		t.Errorf("connections %+v", got)
	}
	if got, err := l.job.Connection(g.ID); err != nil || got != group {
		t.Errorf("connection %+v, %v", got, err)
	}
	if _, err := l.job.Connection("nobody"); !refusal.Is(err, "no-such-connection") {
		t.Errorf("nobody's connection: %v", err)
	}
}

func TestADisconnectedObjectIsMatchedAnew(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	p := carried(l)
	if err := l.job.Disconnect(p.ID); !refusal.Is(err, "job-active") {
		t.Errorf("while the job is active: %v", err)
	}
	l.must(l.job.Pause())
	l.must(l.job.Disconnect(p.ID))
	l.must(l.job.Disconnect(p.ID))
	l.must(l.job.Start())
	l.expectCounts(l.run(), "")
	l.change(p, "jobTitle", "Lead")
	l.run()
	if want := "GET /Users?filter=userName+eq+%22ada%40corp.example%22, PATCH /Users/u1"; l.methods() != want {
		t.Errorf("sent %s, want %s", l.methods(), want)
	}
}

func TestNobodyIsDisconnectedWhileACycleRuns(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	p := carried(l)
	l.assigned("bob")
	reached, release := make(chan struct{}), make(chan struct{})
	l.bridge.answer = func(r *http.Request, _ string) (int, string) {
		if r.Method == http.MethodPost {
			close(reached)
			<-release
		}
		return 0, ""
	}
	done := make(chan error)
	go func() { done <- second(l.job.RunCycle(t.Context())) }()
	<-reached
	l.must(l.job.Pause())
	if err := l.job.Disconnect(p.ID); !refusal.Is(err, "cycle-running") {
		t.Errorf("while a cycle runs: %v", err)
	}
	if got := l.job.Connections(); len(got) != 1 {
		t.Errorf("connections %+v", got)
	}
	close(release)
	l.must(<-done)
}
