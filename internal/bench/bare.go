package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
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
	req, err := http.NewRequestWithContext(ctx, r.method, root+r.target, bytes.NewReader(r.body))
	if err != nil {
		return &result{err: err}
	}
	req.Header = r.header.Clone()
	resp, err := client.Do(req)
	if err != nil {
		return &result{err: err}
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return &result{resp.StatusCode, time.Since(began), body, resp.Header, err}
}
