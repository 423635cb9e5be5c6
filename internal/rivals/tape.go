package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// tape is all that a rival asked the sound bridge, with the answers. A bridge that
// gives the same answers to the same questions shows that rival nothing that it has
// not seen, so that its run can be saved: the tape, which is played in
// milliseconds, takes its place.
type tape struct {
	token, host string

	mu        sync.Mutex
	exchanges []exchange // one after the other, as rivals ask
}

type exchange struct {
	method, target string // the target is path and query
	header         http.Header
	body           []byte
	answer         string
}

// answerLimit bounds one answer; a bridge that takes longer has another answer.
const answerLimit = 5 * time.Second

// record takes down what a contender asks the sound bridge. There is no tape of one
// who asks something else each time, nor if the same questions get other answers.
func record(ctx context.Context, one contender, sound ground) (*tape, error) {
	if !one.repeats {
		return nil, nil //nolint:nilnil // no tape is no error
	}
	heard := &tape{}
	err := sound(ctx, func(at target) error {
		root, err := url.Parse(at.url)
		if err != nil {
			return err //nolint:wrapcheck // says enough
		}
		ear := httptest.NewServer(heard.between(root.Host))
		defer ear.Close()
		heard.token, heard.host = at.token, strings.TrimPrefix(ear.URL, "http://")
		_, err = one.judge(ctx, target{ear.URL + root.Path, at.token}, "")
		return err
	})
	if err != nil {
		return nil, err
	}
	if same, err := heard.sounds(ctx, sound); err != nil || !same {
		return nil, err
	}
	return heard, nil
}

// between hands requests on to a host and takes them down.
func (t *tape) between(host string) http.Handler {
	wire := newWire()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // the rival went away
		}
		e := exchange{method: r.Method, target: r.URL.RequestURI(), header: r.Header.Clone(), body: body}
		resp, content, err := e.ask(r.Context(), wire, host, r.Host)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		e.answer = written(resp, content)
		t.mu.Lock()
		t.exchanges = append(t.exchanges, e)
		t.mu.Unlock()
		for name, values := range resp.Header {
			w.Header()[name] = values
		}
		w.WriteHeader(resp.StatusCode)
		_, _ = w.Write(content) // the rival may have gone
	})
}

// ask sends the request to a host under a name.
func (e exchange) ask(ctx context.Context, wire *http.Transport, host, name string) (*http.Response, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, answerLimit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, e.method, "http://"+host+e.target, bytes.NewReader(e.body))
	if err != nil {
		return nil, nil, err //nolint:wrapcheck // says enough
	}
	req.Host, req.Header = name, e.header
	resp, err := wire.RoundTrip(req)
	if err != nil {
		return nil, nil, err //nolint:wrapcheck // says enough
	}
	defer func() { _ = resp.Body.Close() }()
	content, err := io.ReadAll(resp.Body)
	return resp, content, err //nolint:wrapcheck // says enough
}

// newWire changes nothing of what is said.
func newWire() *http.Transport { return &http.Transport{DisableCompression: true} }

// written is an answer with everything that counts. Ids and times are the same on
// each bridge, for their accounts hand out the same ids at the same hour.
func written(resp *http.Response, content []byte) string {
	var lines []string
	for name, values := range resp.Header {
		if name != "Date" && name != "Content-Length" && name != "Connection" {
			lines = append(lines, name+": "+strings.Join(values, ", "))
		}
	}
	slices.Sort(lines)
	return fmt.Sprintf("%d\n%s\n\n%s", resp.StatusCode, strings.Join(lines, "\n"), content)
}

// sounds tells whether a server gives the same answers as on the tape.
func (t *tape) sounds(ctx context.Context, on ground) (same bool, err error) {
	if t == nil {
		return false, nil
	}
	wire := newWire()
	defer wire.CloseIdleConnections()
	err = on(ctx, func(at target) error {
		root, err := url.Parse(at.url)
		same = err == nil && !slices.ContainsFunc(t.exchanges, func(e exchange) bool {
			resp, content, err := e.with(t.token, at.token).ask(ctx, wire, root.Host, t.host)
			return err != nil || written(resp, content) != e.answer
		})
		return err //nolint:wrapcheck // says enough
	})
	return same, err
}

// with asks with another token.
func (e exchange) with(was, is string) exchange {
	e.header = e.header.Clone()
	for i, value := range e.header["Authorization"] {
		e.header["Authorization"][i] = strings.ReplaceAll(value, was, is)
	}
	return e
}
