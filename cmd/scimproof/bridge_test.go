package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/refbridge"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// The test binary plays bridges that the program starts: playVariable names the
// part, and portVariable the port. tellVariable is a URL that hears of a request
// that the bridge does not answer.
const (
	playVariable = "SCIMPROOF_TEST_PLAY"
	portVariable = "SCIMPROOF_TEST_PORT"
	tellVariable = "SCIMPROOF_TEST_TELL"
)

// bridgeToken opens the bridges of these tests.
const bridgeToken = "token-of-a-test"

// playBridge is what the test binary does instead of testing when it is started as a bridge.
func playBridge() (played bool, err error) {
	var handler http.Handler
	switch os.Getenv(playVariable) {
	case "":
		return false, nil
	case "unready":
		_, _ = fmt.Fprintln(os.Stderr, "loading the certificate\nwaiting for redis")
		handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	case "stuck", "hung":
		if handler, err = reference("", ""); err != nil {
			return true, err
		}
		handler = &gate{next: handler, hangs: os.Getenv(playVariable) == "hung", stuck: tell}
	}
	server := http.Server{Addr: net.JoinHostPort("127.0.0.1", os.Getenv(portVariable)), Handler: handler, ReadHeaderTimeout: time.Minute}
	return true, server.ListenAndServe()
}

// reference is a reference bridge with an account of its own that is opened by
// bridgeToken, as somebody else's bridge would be.
func reference(version, defect string) (http.Handler, error) {
	hosts := map[string]http.Handler{"vault.lab": mockvault.New(mockvault.Options{AdminToken: "admin"})}
	hc := &http.Client{Transport: &loopback.Transport{Hosts: hosts}}
	handler, err := refbridge.New(refbridge.Options{VaultURL: "http://vault.lab", HTTP: hc, Version: version, Defect: defect})
	if err != nil {
		return nil, err
	}
	ctx, vault := context.Background(), mockvault.NewClient("http://vault.lab", "admin", hc)
	made, err := vault.CreateAccount(ctx, mockvault.AccountSpec{Settings: account.Settings{Name: "Test"}, Start: time.Now()})
	if err != nil {
		return nil, err
	}
	token, err := vault.Account(made.ID).EnableProvisioning(ctx)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if scheme, shown, _ := strings.Cut(r.Header.Get("Authorization"), " "); shown == bridgeToken {
			r.Header.Set("Authorization", scheme+" "+token)
		}
		handler.ServeHTTP(w, r)
	}), nil
}

// tell says elsewhere that a request is not answered, until the client has gone.
func tell(r *http.Request) {
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, os.Getenv(tellVariable), nil)
	if err != nil {
		return
	}
	if resp, err := http.DefaultClient.Do(req); err == nil {
		_ = resp.Body.Close()
	}
}

// letIn is how many users a gate lets in.
const letIn = 2

// gate does not answer the request for one user more than letIn, and if it hangs
// none from there on.
type gate struct {
	next  http.Handler
	hangs bool
	stuck func(*http.Request) // returns when the client has gone
	users atomic.Int32
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	isUser := r.Method == http.MethodPost && r.URL.Path == "/scim/v2/Users"
	if isUser && g.users.Add(1) == letIn+1 || g.hangs && g.users.Load() > letIn {
		_, _ = io.Copy(io.Discard, r.Body) // or the server does not notice that the client goes
		g.stuck(r)
		return
	}
	g.next.ServeHTTP(w, r)
}

// serveReference serves a reference bridge on the network and returns its SCIM root.
func serveReference(t *testing.T, defect string) string {
	t.Helper()
	handler, err := reference("", defect)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL + "/scim/v2"
}

// profileOf writes the profile of a bridge that the test binary plays.
func profileOf(t *testing.T, dir, part string, more string) string {
	t.Helper()
	me, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return write(t, dir, part+".yaml", fmt.Sprintf(`name: %[1]s
process:
  command: [%[2]q]
  env: {%[3]s: %[1]s, %[4]s: "{port}"}
scim_path: /scim/v2
token: %[5]s
accounts: 1
capabilities: [groups, patch, managers, soft-delete]
settle: 300ms
%[6]s`, part, me, playVariable, portVariable, bridgeToken, more))
}
