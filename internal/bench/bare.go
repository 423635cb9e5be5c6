package main

import (
	"bytes"
	"context"
	"encoding/gob"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// note keeps the request if it is told to and returns the body.
func (b *recording) note(r *http.Request) []byte {
	body, _ := io.ReadAll(r.Body)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.keep {
		b.kept = append(b.kept, request{r.Method, r.RequestURI, r.Header.Clone(), body})
	}
	return body
}

// bareEnvironment makes this program the bare client: "ROOT CONNECTIONS".
const bareEnvironment = "SCIMPROOF_BENCH_BARE"

// bare replays the requests in a process of its own, as the directory has one,
// and returns the time it took.
func bare(ctx context.Context, root string, requests []request, connections int) (time.Duration, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, fmt.Errorf("find this program: %w", err)
	}
	var sent bytes.Buffer
	if err := gob.NewEncoder(&sent).Encode(requests); err != nil {
		return 0, fmt.Errorf("hand the requests to the bare client: %w", err)
	}
	child := exec.CommandContext(ctx, self) //nolint:gosec // this program itself
	child.Env = append(os.Environ(), fmt.Sprintf("%s=%s %d", bareEnvironment, root, connections))
	child.Stdin, child.Stderr = &sent, os.Stderr
	out, err := child.Output()
	if err != nil {
		return 0, fmt.Errorf("the bare client: %w", err)
	}
	took, err := time.ParseDuration(strings.TrimSpace(string(out)))
	return took, err //nolint:wrapcheck // the bare client's own output
}

// beBare is what the bare client does; false if this program is not it.
func beBare(ctx context.Context, in io.Reader, out io.Writer) (bool, error) {
	order := os.Getenv(bareEnvironment)
	if order == "" {
		return false, nil
	}
	var root string
	var connections int
	if _, err := fmt.Sscan(order, &root, &connections); err != nil {
		return true, fmt.Errorf("%s=%q: %w", bareEnvironment, order, err)
	}
	var requests []request
	if err := gob.NewDecoder(in).Decode(&requests); err != nil {
		return true, fmt.Errorf("read the requests: %w", err)
	}
	took, err := replay(ctx, root, requests, connections)
	if err == nil {
		_, err = fmt.Fprintln(out, took)
	}
	return true, err
}

// result of one request, as a load generator keeps it.
type result struct {
	status  int
	latency time.Duration
	body    []byte
	headers http.Header
	err     error
}

// replay sends the requests again over so many connections, in the way of the
// load generator vegeta at full rate: one worker per connection is handed each
// tick, copies the headers, reads the answer whole and hands on a result.
func replay(ctx context.Context, root string, requests []request, connections int) (time.Duration, error) {
	transport := &http.Transport{MaxIdleConnsPerHost: connections, DisableCompression: true}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	ticks, results := make(chan request), make(chan *result)
	var workers sync.WaitGroup
	began := time.Now()
	for range connections {
		workers.Go(func() {
			for r := range ticks {
				results <- send(ctx, client, root, r)
			}
		})
	}
	go func() {
		for _, r := range requests {
			ticks <- r
		}
		close(ticks)
		workers.Wait()
		close(results)
	}()
	refused := 0
	for got := range results {
		if got.err != nil || got.status > http.StatusNoContent {
			refused++
		}
	}
	if refused > 0 {
		return 0, fmt.Errorf("%d of %d requests were not answered well", refused, len(requests))
	}
	return time.Since(began), nil
}

func send(ctx context.Context, client *http.Client, root string, r request) *result {
	began := time.Now()
	req, err := http.NewRequestWithContext(ctx, r.Method, root+r.Target, bytes.NewReader(r.Body))
	if err != nil {
		return &result{err: err}
	}
	req.Header = r.Header.Clone()
	resp, err := client.Do(req)
	if err != nil {
		return &result{err: err}
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return &result{resp.StatusCode, time.Since(began), body, resp.Header, err}
}
