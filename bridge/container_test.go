package bridge_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/engine/enginetest"
)

// place is a network of its own for a test, removed with all that is in it.
func place(t *testing.T) bridge.Place {
	t.Helper()
	e := enginetest.Require(t)
	run := "test-" + strings.ToLower(t.Name())
	network, err := e.Network(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context())
		left, err := e.Left(ctx, run)
		if len(left) > 1 {
			t.Errorf("left behind: %v", left)
		}
		if err := errors.Join(err, e.Sweep(ctx, run)); err != nil {
			t.Error(err)
		}
	})
	return bridge.Place{Engine: e, Run: run, Network: network, Alias: "bridge", Locked: true}
}

// contained is a profile of the stub as a container; more yaml lines may follow.
func contained(t *testing.T, image, env, more string) bridge.Profile {
	t.Helper()
	p, err := bridge.ParseProfile("stub.yaml", []byte(`
name: stub
image:
  ref: `+image+`
  port: 8080
  env: {STUB_TOKEN: "{token}", `+env+`}
scim_path: /scim/v2
token: s3cret
accounts: 1
`+more), nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestContainer(t *testing.T) {
	t.Parallel()
	at := place(t)
	p := contained(t, enginetest.StubImage(t, at.Engine), "VAULT: '{vault_url}'", "ready: {path: /healthz, status: 200}\n")
	b, err := bridge.StartContainer(t.Context(), p, bridge.Setting{VaultURL: "http://mockvault:8080", HTTP: fresh()}, at)
	if err != nil {
		t.Fatal(err)
	}
	if b.URL() != "http://bridge:8080/scim/v2" || !strings.HasPrefix(b.HostURL(), "http://127.0.0.1:") || !strings.HasSuffix(b.HostURL(), "/scim/v2") {
		t.Errorf("URL %s, host URL %s", b.URL(), b.HostURL())
	}
	if info := b.Info(); info.Image != p.Image.Ref || !strings.HasPrefix(info.Digest, "sha256:") {
		t.Errorf("info %+v; want image and digest", info)
	}
	if log, err := b.Logs(t.Context()); err != nil || !strings.Contains(log, "the token is ***") {
		t.Errorf("Logs = %q, %v", log, err)
	}
	if err := errors.Join(b.Close(t.Context()), b.Close(t.Context())); err != nil {
		t.Errorf("Close, twice: %v", err)
	}
}

func TestContainerThatDoesNotStart(t *testing.T) {
	t.Parallel()
	at := place(t)
	image := enginetest.StubImage(t, at.Engine)
	for _, tc := range []struct{ name, image, env, more, want string }{
		{"never ready", image, "STUB_SICK: yes", "ready: {path: /healthz, status: 200, timeout: 300ms}\n", "last: answered 503 Service Unavailable, want 200; the end of its log:\n  the token is ***"},
		{"ends at once", image, "STUB_FAIL: no redis", "", "start bridge stub: ended before it was ready: exit status 3; the end of its log:\n  fatal: no redis"},
		{"no such image", "localhost:1/absent:1", "A: b", "", "start bridge stub: get image localhost:1/absent:1: "},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b, err := bridge.StartContainer(t.Context(), contained(t, tc.image, tc.env, tc.more), bridge.Setting{HTTP: fresh()}, at)
			if err == nil {
				_ = b.Close(t.Context())
				t.Fatal("started, want an error")
			}
			if !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("got  %s\nwant %s, and no token", err, tc.want)
			}
		})
	}
}
