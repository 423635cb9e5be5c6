package lab_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/engine/enginetest"
	"github.com/scimproof/scimproof/internal/lab"
)

func TestDocker(t *testing.T) {
	t.Parallel()
	e := enginetest.Require(t)
	l, err := lab.Up(t.Context(), lab.Options{Profile: reference(t), Runtime: lab.Docker, Progress: func(line string) { t.Log(line) }})
	must(t, err)
	t.Logf("up after %s, of which %s for the images", l.Timings.Total, l.Timings.Images)
	if info := l.Bridge.Info(); l.Runtime != "docker" || !strings.HasPrefix(info.Image, "scimproof/refbridge:") || !strings.HasPrefix(info.Digest, "sha256:") {
		t.Errorf("runtime %s, bridge %+v", l.Runtime, info)
	}
	if l.Bridge.URL() != "http://bridge:8080/scim/v2" || l.Endpoints.Bridge.URL != l.Bridge.HostURL() {
		t.Errorf("the bridge is at %s, from outside at %s", l.Bridge.URL(), l.Endpoints.Bridge.URL)
	}
	if got := drive(t, l, l.Bridge); got != "ada@contoso.example" {
		t.Errorf("the account knows Ada as %s", got)
	}
	old, err := l.StartBridge(t.Context(), "1.4")
	must(t, err)
	if got := drive(t, l, old); got != "ada@contoso.example" || old.Info().Version != "1.4" {
		t.Errorf("through %+v the account knows Ada as %s", old.Info(), got)
	}
	logs := l.Logs(t.Context())
	for _, party := range []string{"mockidp", "mockvault", "bridge", "bridge-2"} {
		if logs[party] == "" {
			t.Errorf("the log of %s is empty", party)
		}
	}
	run := l.Run()
	if left, err := e.Left(t.Context(), run); err != nil || len(left) != 5 {
		t.Errorf("run %s has %v, %v; want four containers and a network", run, left, err)
	}
	if err := errors.Join(l.Close(t.Context()), l.Close(t.Context())); err != nil {
		t.Errorf("Close, twice: %v", err)
	}
	if left, err := e.Left(t.Context(), run); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// A vendor's image stands where the reference bridge stood, here a stub that never gets ready.
func TestAnImageThatDoesNotComeUpLeavesNothing(t *testing.T) {
	t.Parallel()
	e := enginetest.Require(t)
	p, err := bridge.ParseProfile("stub.yaml", []byte(`
name: stub
image: {ref: `+enginetest.StubImage(t, e)+`, port: 8080, env: {STUB_SICK: "yes", STUB_TOKEN: "{token}"}}
token: s3cret
accounts: 1
ready: {path: /healthz, status: 200, timeout: 300ms}
`), nil)
	must(t, err)
	_, err = lab.Up(t.Context(), lab.Options{Profile: p})
	want := "last: answered 503 Service Unavailable, want 200; the end of its log:\n  the token is ***"
	if err == nil || !strings.HasPrefix(err.Error(), "start bridge stub: GET http://127.0.0.1:") || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("got  %v\nwant ... %s", err, want)
	}
}

// From a warm image cache to a lab that answers.
func BenchmarkDockerUp(b *testing.B) {
	enginetest.Require(b)
	p := reference(b)
	for b.Loop() {
		l, err := lab.Up(b.Context(), lab.Options{Profile: p, Runtime: lab.Docker})
		if err == nil {
			b.StopTimer()
			err = l.Close(b.Context())
			b.StartTimer()
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
