package loopback

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

func client(handler http.HandlerFunc) *http.Client {
	return &http.Client{Transport: &Transport{Hosts: map[string]http.Handler{"here.lab": handler}}}
}

func TestHandlerAnswersAsOverANetwork(t *testing.T) {
	t.Parallel()
	c := client(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Seen", r.Host+" "+r.RequestURI+" "+string(body))
		w.WriteHeader(http.StatusTeapot)
		w.Header().Set("X-Seen", "too late: the answer has begun")
		_, _ = io.WriteString(w, "short and stout")
	})
	resp, err := c.Post("http://here.lab/pot?a=b%20c", "text/plain", strings.NewReader("tea"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, _ := io.ReadAll(resp.Body)
	if resp.StatusCode != http.StatusTeapot || string(body) != "short and stout" {
		t.Errorf("answer %d %q, want 418 and the body", resp.StatusCode, body)
	}
	if seen := resp.Header.Get("X-Seen"); seen != "here.lab /pot?a=b%20c tea" {
		t.Errorf("handler saw %q", seen)
	}
}

func TestWhatAClientSeesOfAHandlerThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		url     string
		handler http.HandlerFunc
		want    string
	}{
		{"aborted", "http://here.lab/", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, ErrClosed.Error()},
		{"broken", "http://here.lab/x", func(http.ResponseWriter, *http.Request) { panic("nil map") }, "handler of here.lab panicked at GET /x: nil map"},
		{"nobody there", "http://there.lab/", nil, `no handler for host "there.lab" in this process`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			resp, err := client(tt.handler).Get(tt.url)
			if err == nil {
				_ = resp.Body.Close()
				t.Fatal("an answer came, want an error")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q, want %q in it", err, tt.want)
			}
		})
	}
}

func TestOtherHostsGoElsewhere(t *testing.T) {
	t.Parallel()
	away := errors.New("gone away")
	transport := &Transport{Else: roundTripper(func(*http.Request) (*http.Response, error) { return nil, away })}
	resp, err := (&http.Client{Transport: transport}).Get("http://there.lab/")
	if err == nil {
		_ = resp.Body.Close()
	}
	if !errors.Is(err, away) {
		t.Errorf("error %v, want that of the other transport", err)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
