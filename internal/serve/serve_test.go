package serve_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/internal/serve"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start runs a service and returns its URL, a way to stop it, and the channel that says how it ended.
func start(t *testing.T, grace time.Duration, handler http.Handler) (string, context.CancelFunc, <-chan error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- serve.Run(ctx, serve.Options{
			Service: "test", Listen: "127.0.0.1:0", Handler: handler, Ready: func(url string) { ready <- url }, Grace: grace,
		})
	}()
	select {
	case url := <-ready:
		return url, cancel, ended
	case err := <-ended:
		cancel()
		t.Fatalf("the service ended before it listened: %v", err)
		return "", nil, nil
	}
}

func TestRunServesUntilStopped(t *testing.T) {
	t.Parallel()
	url, stop, ended := start(t, time.Minute, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "here")
	}))
	listen := strings.TrimPrefix(url, "http://")
	if err := serve.Health(t.Context(), listen); err != nil {
		t.Errorf("Health of a running service: %v", err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("Run after an ordinary stop: %v", err)
	}
	if err := serve.Health(t.Context(), listen); err == nil {
		t.Error("Health of a stopped service: nil, want an error")
	}
}

func TestRunLetsARequestFinish(t *testing.T) {
	t.Parallel()
	began, release := make(chan struct{}), make(chan struct{})
	url, stop, ended := start(t, time.Minute, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(began)
		<-release
		_, _ = io.WriteString(w, "finished")
	}))
	answer := make(chan string, 1)
	go func() { answer <- get(t, url) }()
	<-began
	stop()
	close(release)
	if got := <-answer; got != "finished" {
		t.Errorf("the request under way was answered %q, want %q", got, "finished")
	}
	if err := <-ended; err != nil {
		t.Errorf("Run: %v", err)
	}
}

func TestRunEndsARequestThatTakesTooLong(t *testing.T) {
	t.Parallel()
	began, cause := make(chan struct{}), make(chan error, 1)
	url, stop, ended := start(t, time.Millisecond, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(began)
		<-r.Context().Done()
		cause <- r.Context().Err()
	}))
	answer := make(chan string, 1)
	go func() { answer <- get(t, url) }()
	<-began
	stop()
	if err := <-ended; err != nil {
		t.Errorf("Run: %v", err)
	}
	if err := <-cause; err != context.Canceled { //nolint:errorlint // the very error is meant
		t.Errorf("the request's context ended with %v, want %v", err, context.Canceled)
	}
	<-answer
}

func TestRunRefusesATakenAddress(t *testing.T) {
	t.Parallel()
	taken, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	err = serve.Run(t.Context(), serve.Options{Service: "test", Listen: taken.Addr().String(), Handler: http.NotFoundHandler()})
	if err == nil || !strings.Contains(err.Error(), "start test: ") || !strings.Contains(err.Error(), "-listen") {
		t.Errorf("Run on a taken address: %v, want an error that names the service and says what to do", err)
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name    string
		status  int
		healthy bool
	}{
		{"answers", http.StatusOK, true},
		{"refuses", http.StatusServiceUnavailable, false},
		{"not this service", http.StatusNotFound, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var asked string
			url, stop, ended := start(t, time.Minute, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked = r.Method + " " + r.URL.Path
				w.WriteHeader(tc.status)
			}))
			_, port, _ := net.SplitHostPort(strings.TrimPrefix(url, "http://"))
			err := serve.Health(t.Context(), "0.0.0.0:"+port)
			if (err == nil) != tc.healthy {
				t.Errorf("Health at %d: %v", tc.status, err)
			}
			stop()
			if err := <-ended; err != nil {
				t.Errorf("Run: %v", err)
			}
			if asked != "GET /healthz" {
				t.Errorf("asked %q, want %q", asked, "GET /healthz")
			}
		})
	}
}

// get returns the body, or the empty string if there was no answer.
func get(t *testing.T, url string) string {
	req, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodGet, url, nil)
	if err != nil {
		return err.Error()
	}
	resp, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		return ""
	}
	defer func() { _ = resp.Body.Close() }()
	body, _ := io.ReadAll(resp.Body)
	return string(body)
}
