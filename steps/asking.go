package steps

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	usualPatience  = 10 * time.Second       // how long one answer may take
	timesPutOff    = 6                      // how many times that a request may be put off in all
	firstPause     = 100 * time.Millisecond // before a request that was put off without a time is made again
	longestPause   = 5 * time.Second
	writesLastWord = time.Second // how long an interrupted run waits for what a write has made
)

// asking is how the harness asks the bridge, and the only way it does: every answer
// has its time, a request that is put off (429) is waited out, and no answer is an
// error of its own. A redirection is an answer, for the token is the bridge's alone.
type asking struct {
	world *World
	next  http.RoundTripper // journals, and reads answers whole
}

// noAnswer is what a request comes to that is not answered, not wholly, or beyond all limits.
type noAnswer struct {
	request string // GET /Users
	cause   error
}

func (n *noAnswer) Error() string { return "no answer to " + n.request + ": " + n.reason() }
func (n *noAnswer) Unwrap() error { return n.cause }

// reason is the cause as people say it.
func (n *noAnswer) reason() string {
	switch {
	case errors.Is(n.cause, context.DeadlineExceeded):
		return "it did not come in time"
	case errors.Is(n.cause, io.EOF):
		return "the bridge closed the connection"
	default:
		return n.cause.Error()
	}
}

// putOff is a request that the bridge put off (429) until nobody could wait for it any longer.
type putOff struct {
	request string
	waited  time.Duration
	asked   time.Duration // the further wait that Retry-After asks for; 0: it does not say
}

func (p *putOff) Error() string {
	text := fmt.Sprintf("the bridge limits the rate of requests: %s got 429 for %s", p.request, p.waited.Round(time.Millisecond))
	if p.asked > 0 {
		text += fmt.Sprintf(", and is to wait another %s", p.asked)
	}
	return text
}

// RoundTrip implements http.RoundTripper.
func (a asking) RoundTrip(req *http.Request) (*http.Response, error) {
	run, began, pause := a.world.run, time.Now(), firstPause
	request := a.world.hide(req.Method + " " + strings.TrimPrefix(req.URL.String(), a.world.bridge.HostURL()))
	for {
		resp, err := a.once(req)
		if err != nil && !errors.Is(err, context.Canceled) {
			return nil, &noAnswer{request, err}
		}
		if err != nil || resp.StatusCode != http.StatusTooManyRequests {
			return resp, err
		}
		_ = resp.Body.Close()
		asked := retryAfter(resp.Header.Get("Retry-After"), run.now())
		wait := max(asked, pause)
		if time.Since(began)+wait > timesPutOff*run.patience || !a.wait(req.Context(), wait) {
			run.putOff(0)
			return nil, &putOff{request, time.Since(began), asked}
		}
		run.putOff(wait)
		a.world.heldUp.Add(int64(wait))
		pause = min(2*pause, longestPause)
	}
}

// once makes the request a single time. What ends a look at a state does not cut
// an answer off that is under way; what ends the run does, though a write gets a
// last moment, or nobody would know what it has made.
func (a asking) once(req *http.Request) (*http.Response, error) {
	if errors.Is(req.Context().Err(), context.Canceled) {
		return nil, req.Context().Err() //nolint:wrapcheck // whoever was cancelled knows
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(req.Context()), a.world.run.patience)
	defer cancel()
	grace := writesLastWord
	if req.Method == http.MethodGet {
		grace = 0
	}
	defer context.AfterFunc(req.Context(), func() {
		if errors.Is(req.Context().Err(), context.Canceled) {
			time.AfterFunc(grace, cancel)
		}
	})()
	again := req.Clone(ctx)
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, err //nolint:wrapcheck // a RoundTripper hands on what it got
		}
		again.Body = body
	}
	return a.next.RoundTrip(again) //nolint:wrapcheck // a RoundTripper hands on what it got
}

// wait is the bridge's wish and goes on when a look at a state ends; false: the run has ended.
func (a asking) wait(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return false
	}
	select {
	case <-timer.C:
		return true
	case <-a.world.run.ended:
		return false
	}
}

// retryAfter reads the header of that name: seconds, or a date (RFC 9110 10.2.3).
func retryAfter(header string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseInt(header, 10, 32); err == nil {
		return max(0, time.Duration(seconds)*time.Second)
	}
	if date, err := http.ParseTime(header); err == nil {
		return max(0, date.Sub(now))
	}
	return 0
}
