package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// listen hears of requests that a bridge does not answer, one at a time.
func listen(t *testing.T) (url string, heard <-chan struct{}) {
	t.Helper()
	told := make(chan struct{}, 16)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		told <- struct{}{}
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	return server.URL, told
}

// signal sends a signal once something was heard.
func (r *running) signal(t *testing.T, heard <-chan struct{}, s os.Signal) {
	t.Helper()
	select {
	case <-heard:
	case err := <-r.ended:
		t.Fatalf("%v ended early: %v\n%s%s", r.cmd.Args, err, r.stdout, r.stderr)
	}
	if err := r.cmd.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// mustSayWhatWasJudged looks at what an interrupted run printed and wrote.
func mustSayWhatWasJudged(t *testing.T, got outcome, reportFile string) {
	t.Helper()
	if got.code != 2 {
		t.Errorf("exit code %d, want 2", got.code)
	}
	if want := "scimproof: interrupted; what was judged until then is above"; lastLine(got.stderr) != want {
		t.Errorf("stderr ends with %q, want %q", lastLine(got.stderr), want)
	}
	if !strings.HasPrefix(lastLine(got.stdout), "NO JUDGEMENT  ") || !strings.Contains(lastLine(got.stdout), " passed, ") || !strings.Contains(lastLine(got.stdout), " not-run") {
		t.Errorf("stdout ends with %q, want a judgement of some scenarios and none of others", lastLine(got.stdout))
	}
	text, err := os.ReadFile(reportFile)
	if err != nil {
		t.Fatal(err)
	}
	var report struct{ Summary map[string]int }
	if err := json.Unmarshal(text, &report); err != nil {
		t.Fatal(err)
	}
	if report.Summary["passed"] == 0 || report.Summary["not-run"] == 0 {
		t.Errorf("the report counts %v, want scenarios that passed and some that were not run", report.Summary)
	}
}

func TestInterruptedInTheMiddle(t *testing.T) {
	t.Parallel()
	t.Run("with a bridge elsewhere", func(t *testing.T) {
		t.Parallel()
		handler, err := reference("", "")
		if err != nil {
			t.Fatal(err)
		}
		heard := make(chan struct{}, 16)
		server := httptest.NewServer(&gate{next: handler, stuck: func(r *http.Request) {
			heard <- struct{}{}
			<-r.Context().Done()
		}})
		defer server.Close()
		dir := ours(t)
		r := begin(t, dir, "test", "--bridge-url", server.URL+"/scim/v2", "--bridge-token", bridgeToken, "ours.feature", "--report", "report")
		r.signal(t, heard, syscall.SIGINT)
		mustSayWhatWasJudged(t, r.wait(t), filepath.Join(dir, "report", "report.json"))
	})
	t.Run("with a bridge of its own", func(t *testing.T) {
		t.Parallel()
		url, heard := listen(t)
		dir := ours(t)
		file := profileOf(t, dir, "stuck", "ready: {path: /healthz, timeout: 20s}\n")
		r := launch(t, dir, []string{tellVariable + "=" + url}, program, "test", "--bridge", file, "ours.feature", "--report", "report")
		r.signal(t, heard, syscall.SIGTERM)
		mustSayWhatWasJudged(t, r.wait(t), filepath.Join(dir, "report", "report.json"))
	})
	t.Run("twice, with a bridge that hangs", func(t *testing.T) {
		t.Parallel()
		url, heard := listen(t)
		dir := ours(t)
		file := profileOf(t, dir, "hung", "ready: {path: /healthz, timeout: 20s}\n")
		r := launch(t, dir, []string{tellVariable + "=" + url}, program, "test", "--bridge", file, "ours.feature")
		r.signal(t, heard, syscall.SIGINT)
		r.signal(t, heard, syscall.SIGINT) // what is heard is the clean-up, which gets no answer either
		if got := r.wait(t); got.code != -1 || got.stdout != "" {
			t.Errorf("exit code %d, stdout %q; want the end by the signal and nothing", got.code, got.stdout)
		}
	})
}

func TestInterruptedBeforeTheFirstScenario(t *testing.T) {
	t.Parallel()
	heard := make(chan struct{}, 16)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		heard <- struct{}{}
		<-r.Context().Done()
	}))
	defer server.Close()
	r := begin(t, t.TempDir(), "test", "--bridge-url", server.URL)
	r.signal(t, heard, syscall.SIGINT)
	mustExplain(t, r.wait(t), "interrupted: start the lab: attach to "+server.URL+": interrupt signal received")
}

// That no container stays is held by the lab's own tests, which know their labels.
func TestInterruptedWhileContainersStart(t *testing.T) {
	t.Parallel()
	needsEngine(t)
	r := begin(t, t.TempDir(), "test", "--runtime", "docker")
	r.await(t, r.stderr, "scimproof: starting the containers")
	if err := r.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	got := r.wait(t)
	if got.code != 2 || got.stdout != "" || !like("scimproof: interrupted: start the lab: ...", lastLine(got.stderr)) {
		t.Errorf("exit code %d, stdout %q, stderr %q; want 2, nothing and that it was interrupted", got.code, got.stdout, got.stderr)
	}
}
