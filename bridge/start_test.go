package bridge_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/engine/enginetest"
	"github.com/scimproof/scimproof/internal/wait"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fresh is a client that keeps no connection, so that no goroutine is left.
func fresh() *http.Client {
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
}

// stub is a profile of the stub as a process; more yaml lines may follow.
func stub(t *testing.T, program, env, more string) bridge.Profile {
	t.Helper()
	p, err := bridge.ParseProfile("stub.yaml", []byte(`
name: stub
process:
  command: ["`+program+`"]
  env: {STUB_LISTEN: "127.0.0.1:{port}", STUB_TOKEN: "{token}", `+env+`}
scim_path: /scim/v2
token: s3cret
accounts: 1
`+more), os.DirFS("testdata"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func setting(t *testing.T) bridge.Setting {
	t.Helper()
	return bridge.Setting{Cache: t.TempDir(), HTTP: fresh(), Progress: func(line string) { t.Log(line) }}
}

func TestProcess(t *testing.T) {
	t.Parallel()
	program := enginetest.Stub(t)
	t.Run("starts, is ready, ends with all it started", func(t *testing.T) {
		t.Parallel()
		b, err := bridge.StartProcess(t.Context(), stub(t, program, "STUB_CHILD: yes", "ready: {path: /healthz, status: 200}\n"), setting(t))
		if err != nil {
			t.Fatal(err)
		}
		if b.URL() != b.HostURL() || !strings.HasSuffix(b.URL(), "/scim/v2") || b.Token() != "s3cret" || b.Info().Name != "stub" {
			t.Errorf("URL %s, host URL %s, token %q, info %+v", b.URL(), b.HostURL(), b.Token(), b.Info())
		}
		log, err := b.Logs(t.Context())
		if err != nil || !strings.Contains(log, "the token is ***") {
			t.Errorf("Logs = %q, %v; want them, without the token", log, err)
		}
		child, err := strconv.Atoi(regexp.MustCompile(`child (\d+)`).FindStringSubmatch(log + "child 0")[1])
		if err != nil || child == 0 {
			t.Fatalf("the stub has no child: %q", log)
		}
		if err := errors.Join(b.Close(t.Context()), b.Close(t.Context())); err != nil {
			t.Errorf("Close, twice: %v", err)
		}
		mustVanish(t, child)
	})
	t.Run("ignores the request to end", func(t *testing.T) {
		t.Parallel()
		b, err := bridge.StartProcess(t.Context(), stub(t, program, "STUB_STUBBORN: yes", ""), setting(t))
		if err != nil {
			t.Fatal(err)
		}
		now, cancel := context.WithCancel(t.Context())
		cancel()
		if err := b.Close(now); err != nil {
			t.Errorf("Close: %v", err)
		}
		if _, err := bridge.Attach(t.Context(), bridge.AttachProfile(b.URL(), "s3cret"), setting(t)); err == nil {
			t.Error("it still answers after Close")
		}
	})
}

func TestProcessThatDoesNotStart(t *testing.T) {
	t.Parallel()
	program := enginetest.Stub(t)
	for _, tc := range []struct {
		name, program, env, more string
		want                     []string
	}{
		{"never ready", program, "STUB_SICK: yes", "ready: {path: /healthz, status: 200, timeout: 300ms}\n", []string{
			"start bridge stub: GET http://127.0.0.1:", "/healthz: not within ", "last: answered 503 Service Unavailable, want 200",
			"; the end of its log:\n  the token is ***",
		}},
		{"ends at once", program, "STUB_FAIL: no session file", "", []string{
			"start bridge stub: ended before it was ready: exit status 3; the end of its log:\n  fatal: no session file",
		}},
		{"loses its port", program, "STUB_FAIL: 'listen: address already in use'", "", []string{"exit status 3", "address already in use"}},
		{"not there", "/absent/bridge", "A: b", "", []string{"start bridge stub: run /absent/bridge: ", "no such file or directory"}},
		{"variable not set", program, "A: '{env:SCIMPROOF_TEST_ABSENT}'", "", []string{
			`start bridge stub: "{env:SCIMPROOF_TEST_ABSENT}" needs the environment variable SCIMPROOF_TEST_ABSENT; set it`,
		}},
		{"no vault", program, "A: '{vault_url}'", "", []string{`start bridge stub: "{vault_url}" needs {vault_url}, and there is none here`}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			b, err := bridge.StartProcess(t.Context(), stub(t, tc.program, tc.env, tc.more), setting(t))
			if err == nil {
				_ = b.Close(t.Context())
				t.Fatal("started, want an error")
			}
			for _, want := range tc.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got  %s\nlacks %s", err, want)
				}
			}
			if strings.Contains(err.Error(), "s3cret") {
				t.Errorf("the error tells the token: %s", err)
			}
		})
	}
}

func TestAProcessWhoseTokenIsMissing(t *testing.T) {
	t.Parallel()
	p, err := bridge.ParseProfile("p.yaml", []byte(minimal+"token_env: SCIMPROOF_TEST_ABSENT\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := "start bridge mine: its bearer token is missing; set SCIMPROOF_TEST_ABSENT"
	if _, err := bridge.StartProcess(t.Context(), p, setting(t)); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestSetUp(t *testing.T) {
	t.Parallel()
	program := enginetest.Stub(t)
	s := setting(t)
	var told []string
	s.Progress = func(line string) { told = append(told, line) }
	start := func(more string) error {
		p := stub(t, "{cache}/bridge", "A: b", "")
		p.Process.Files = []string{"data.txt"}
		p.Process.Setup = []string{"cp " + program + " bridge", "test -f data.txt", more}
		b, err := bridge.StartProcess(t.Context(), p, s)
		if err != nil {
			return err
		}
		return b.Close(t.Context())
	}
	if err := errors.Join(start("echo installed >> done"), start("echo installed >> done")); err != nil {
		t.Fatal(err)
	}
	if want := "stub: echo installed >> done"; len(told) != 3 || told[2] != want {
		t.Errorf("told %q, want each of three lines once", told)
	}
	found, err := filepath.Glob(filepath.Join(s.Cache, "bridges", "stub-*", "done"))
	if err != nil || len(found) != 1 {
		t.Fatalf("set up in %q, %v; want one directory", found, err)
	}
	done, err := os.ReadFile(found[0])
	if err != nil || string(done) != "installed\n" {
		t.Errorf("set up %q, %v; want once", done, err)
	}
	if err := start("echo no wheel for this platform >&2; exit 4"); err == nil || !strings.Contains(err.Error(), "exit status 4; the end of its log:\n  no wheel for this platform") {
		t.Errorf("a set-up that fails: %v", err)
	}
	if err := start("test ! -e done"); err != nil {
		t.Errorf("another set-up found what an earlier one left: %v", err)
	}
}

func TestASetUpEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	s := setting(t)
	s.Progress = func(string) { cancel(errors.New("interrupted")) }
	p := stub(t, "never", "A: b", "")
	p.Process.Setup = []string{"echo $$ > pid; exec tail -f /dev/null"}
	_, err := bridge.StartProcess(ctx, p, s)
	if err == nil || !strings.Contains(err.Error(), "interrupted") {
		t.Errorf("StartProcess = %v, want the cause", err)
	}
}

func TestAttach(t *testing.T) {
	t.Parallel()
	answers := map[string]func(http.ResponseWriter, *http.Request){
		"/scim/ServiceProviderConfig":    scim(http.StatusOK),
		"/bare/Users":                    scim(http.StatusOK),
		"/locked/ServiceProviderConfig":  scim(http.StatusUnauthorized),
		"/broken/ServiceProviderConfig":  scim(http.StatusInternalServerError),
		"/broken/Users":                  scim(http.StatusInternalServerError),
		"/page/ServiceProviderConfig":    func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<!DOCTYPE html><p>hi")) },
		"/sign-in/ServiceProviderConfig": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page/", http.StatusFound) },
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if answer, ok := answers[r.URL.Path]; ok {
			answer(w, r)
			return
		}
		scim(http.StatusNotFound)(w, r)
	}))
	t.Cleanup(server.Close)
	for _, tc := range []struct{ root, want string }{
		{server.URL + "/scim", ""},
		{server.URL + "/bare", ""},
		{server.URL + "/locked", "GET /ServiceProviderConfig answers 401 Unauthorized: the token is wrong; give the bridge's bearer token"},
		{server.URL + "/broken", "GET /Users?count=1 answers 500 Internal Server Error, not SCIM; give the SCIM root, which often ends in /scim or /scim/v2"},
		{server.URL + "/page", "GET /ServiceProviderConfig answers a web page (200 OK), not SCIM; give the SCIM root, which often ends in /scim or /scim/v2"},
		{server.URL + "/sign-in", "GET /ServiceProviderConfig answers a web page (302 Found), not SCIM; give the SCIM root, which often ends in /scim or /scim/v2"},
		{server.URL + "/else", "GET /Users?count=1 answers 404 Not Found, not SCIM; give the SCIM root, which often ends in /scim or /scim/v2"},
		{"http://127.0.0.1:1/scim", "dial tcp 127.0.0.1:1: connect: connection refused"},
	} {
		t.Run(strings.TrimPrefix(tc.root, server.URL), func(t *testing.T) {
			t.Parallel()
			b, err := bridge.Attach(t.Context(), bridge.AttachProfile(tc.root, "s3cret"), setting(t))
			if tc.want != "" {
				if err == nil || err.Error() != "attach to "+tc.root+": "+tc.want {
					t.Errorf("got  %v\nwant attach to %s: %s", err, tc.root, tc.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			log, err := b.Logs(t.Context())
			if b.URL() != tc.root || b.Token() != "s3cret" || log != "" || errors.Join(err, b.Close(t.Context())) != nil {
				t.Errorf("URL %s, token %q, log %q, %v", b.URL(), b.Token(), log, err)
			}
		})
	}
}

// scim answers with a status, to callers with the token only.
func scim(status int) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/scim+json")
		if r.Header.Get("Authorization") != "Bearer s3cret" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.WriteHeader(status)
	}
}

// mustVanish waits until no process has this number.
func mustVanish(t *testing.T, pid int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	err := wait.Until(ctx, "process "+strconv.Itoa(pid)+" gone", func(context.Context) error {
		if err := syscall.Kill(pid, 0); err != nil {
			return nil //nolint:nilerr // no such process: what is wanted
		}
		state, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		if strings.Contains(string(state), ") Z ") {
			return nil // dead, and only its parent has not looked yet
		}
		return errors.New("it runs")
	})
	if err != nil {
		t.Error(err)
	}
}
