package engine_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/internal/engine"
	"github.com/scimproof/scimproof/internal/engine/enginetest"
	"github.com/scimproof/scimproof/internal/wait"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestContainersOfARunReachEachOtherAndVanish(t *testing.T) {
	t.Parallel()
	e := enginetest.Require(t)
	image := enginetest.StubImage(t, e)
	run := "test-" + strings.ToLower(t.Name())
	network, err := e.Network(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { vanish(t, run) })

	c, err := e.Start(t.Context(), engine.Spec{Image: image, Run: run, Network: network, Alias: "stub", Port: 8080, Locked: true})
	if err != nil {
		t.Fatal(err)
	}
	if host, _, _ := strings.Cut(c.Address(), ":"); host != "127.0.0.1" {
		t.Errorf("published at %s, want 127.0.0.1 only", c.Address())
	}
	hc := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	err = wait.While(t.Context(), 10*time.Second, c.Gone(), "stub up", func(ctx context.Context) error {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+c.Address()+"/healthz", nil)
		if err != nil {
			return err
		}
		resp, err := hc.Do(req)
		if err != nil {
			return err
		}
		return resp.Body.Close()
	})
	if err != nil {
		t.Fatal(err)
	}
	if log, err := c.Logs(t.Context()); err != nil || !strings.Contains(log, "the token is") {
		t.Errorf("Logs = %q, %v; want what the stub printed", log, err)
	}
	if left, err := e.Left(t.Context(), run); err != nil || len(left) != 2 {
		t.Errorf("Left = %v, %v; want one container and one network", left, err)
	}
	if err := errors.Join(c.Remove(t.Context()), c.Remove(t.Context())); err != nil {
		t.Errorf("Remove, twice: %v", err)
	}
	if err := errors.Join(e.Sweep(t.Context(), run), e.Sweep(t.Context(), run)); err != nil {
		t.Errorf("Sweep, twice: %v", err)
	}
	if left, err := e.Left(t.Context(), run); err != nil || len(left) != 0 {
		t.Errorf("Left = %v, %v; want nothing", left, err)
	}
}

func TestAContainerThatEndsSaysSo(t *testing.T) {
	t.Parallel()
	e := enginetest.Require(t)
	image := enginetest.StubImage(t, e)
	run := "test-" + strings.ToLower(t.Name())
	network, err := e.Network(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { vanish(t, run) })

	c, err := e.Start(t.Context(), engine.Spec{
		Image: image, Run: run, Network: network, Alias: "stub", Port: 8080, Env: map[string]string{"STUB_FAIL": "no session"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-c.Gone(); err == nil || err.Error() != "exit status 3" {
		t.Errorf("Gone = %v, want exit status 3", err)
	}
	if log, err := c.Logs(t.Context()); err != nil || !strings.Contains(log, "fatal: no session") {
		t.Errorf("Logs = %q, %v; want the stub's last words", log, err)
	}
	if err := c.Remove(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestFilesCommandAndEnvironmentReachTheContainer(t *testing.T) {
	t.Parallel()
	e := enginetest.Require(t)
	image := enginetest.StubImage(t, e)
	run := "test-" + strings.ToLower(t.Name())
	network, err := e.Network(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { vanish(t, run) })
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = e.Start(t.Context(), engine.Spec{
		Image: image, Run: run, Network: network, Alias: "stub", Port: 8080,
		Files: []engine.File{{Source: secret + "-absent", Target: "/secret"}},
	})
	if err == nil || !strings.Contains(err.Error(), "secret-absent") {
		t.Errorf("Start with a file that is not there = %v, want an error that names it", err)
	}
	c, err := e.Start(t.Context(), engine.Spec{
		Image: image, Run: run, Network: network, Alias: "stub2", Port: 8080, Env: map[string]string{"STUB_TOKEN": "t0"},
		Files: []engine.File{{Source: secret, Target: "/secret"}}, Command: []string{"argument"},
	})
	if err != nil {
		t.Fatal(err)
	}
	err = wait.Until(t.Context(), "log", func(ctx context.Context) error {
		log, err := c.Logs(ctx)
		if err == nil && !strings.Contains(log, "the token is t0") {
			err = fmt.Errorf("log is %q", log)
		}
		return err
	})
	if err := errors.Join(err, c.Remove(t.Context())); err != nil {
		t.Error(err)
	}
}

func TestABrokenImageIsAnError(t *testing.T) {
	t.Parallel()
	e := enginetest.Require(t)
	err := e.Build(t.Context(), "scimproof/broken:test", "broken", map[string][]byte{"Dockerfile": []byte("FROM scratch\nCOPY absent /absent\n")})
	if err == nil || !strings.Contains(err.Error(), "build image scimproof/broken:test: ") || !strings.Contains(err.Error(), "absent") {
		t.Errorf("Build = %v, want an error that names the image and what is missing", err)
	}
	if err := e.Pull(t.Context(), "localhost:1/absent:1"); err == nil || !strings.Contains(err.Error(), "get image localhost:1/absent:1: ") {
		t.Errorf("Pull = %v, want an error that names the image", err)
	}
}

// vanish removes a run's leftovers when the test's own context has ended.
func vanish(t *testing.T, run string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	e, err := engine.Connect(ctx)
	if err != nil {
		t.Error(err)
		return
	}
	if err := errors.Join(e.Sweep(ctx, run), e.Close()); err != nil {
		t.Error(err)
	}
}
