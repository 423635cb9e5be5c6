package provisioning

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/mockidp/dialect"
)

// answerLimit bounds what is read of one answer, in bytes: a resource is small.
const answerLimit = 1 << 20

// quoteLimit bounds what a log line quotes of an answer, in bytes.
const quoteLimit = 2 << 10

// phase is what a request is for; the same status means different things in each.
type phase string

const (
	probing   phase = "probe"
	matching  phase = "match"
	computing phase = "map"
	reading   phase = "read"
	creating  phase = "create"
	updating  phase = "update"
	deleting  phase = "delete"
)

// bridge sends requests to one bridge, under the settings a cycle began with.
type bridge struct {
	job     *Job
	base    string
	dialect *dialect.Dialect
	secrets []string // that a bridge may echo
	proof   *credentials
	timeout time.Duration
	patient bool          // waits as long as a 429 asks
	slots   chan struct{} // one for each request that may be under way

	mu    sync.Mutex
	token string
	bare  http.Header // of requests without a body, under the token
	full  http.Header // of requests with one
}

func newBridge(j *Job, s Settings, d *dialect.Dialect) *bridge {
	return &bridge{
		job: j, base: s.BaseURL, dialect: d, secrets: s.secrets(), proof: j.proof,
		timeout: cmp.Or(time.Duration(s.Timeout), j.timeout), patient: s.Switches.HonorRetryAfter && j.passTo != nil,
		slots: make(chan struct{}, s.Concurrency),
	}
}

// headers of a request, made once for each token: all requests with it share them.
func (b *bridge) headers(ctx context.Context, body bool) (http.Header, error) {
	token, err := b.proof.current(ctx)
	if err != nil {
		return nil, errNoToken{err}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bare == nil || token != b.token {
		b.token, b.bare, b.full = token, b.dialect.Header(false), b.dialect.Header(true)
		if token != "" {
			b.bare.Set("Authorization", "Bearer "+token)
			b.full.Set("Authorization", "Bearer "+token)
		}
	}
	if body {
		return b.full, nil
	}
	return b.bare, nil
}

// errNoToken is a failure to come by something to prove oneself with.
type errNoToken struct{ error }

// resource sends a request that is answered by one resource.
func (b *bridge) resource(ctx context.Context, p phase, request dialect.Request) (dialect.Answered, *failure) {
	body, f := b.send(ctx, p, request)
	if f != nil {
		return dialect.Answered{}, f
	}
	answered, err := dialect.ParseResource(body)
	return answered, b.parsed(p, request, body, err)
}

// list sends a request that is answered by a list.
func (b *bridge) list(ctx context.Context, p phase, request dialect.Request) ([]dialect.Answered, *failure) {
	body, f := b.send(ctx, p, request)
	if f != nil {
		return nil, f
	}
	answered, err := dialect.ParseList(body)
	return answered, b.parsed(p, request, body, err)
}

// act sends a request whose answer may be empty.
func (b *bridge) act(ctx context.Context, p phase, request dialect.Request) *failure {
	body, f := b.send(ctx, p, request)
	if f != nil || len(bytes.TrimSpace(body)) == 0 {
		return f
	}
	return b.parsed(p, request, body, dialect.CheckObject(body))
}

func (b *bridge) parsed(p phase, request dialect.Request, body []byte, err error) *failure {
	why := unreadable
	if errors.Is(err, dialect.ErrNoID) {
		why = badAnswer
	}
	if err == nil {
		return nil
	}
	return classify(p, why, attempt(request), fmt.Sprintf("Message: %v Web Response: %s", err, b.excerpt(body)))
}

// send returns the body of a 2xx answer; any other outcome is a failure.
func (b *bridge) send(ctx context.Context, p phase, request dialect.Request) ([]byte, *failure) {
	for waits := 0; ; waits++ {
		got, f := b.once(ctx, p, request)
		if f == nil || got.status != http.StatusTooManyRequests || !b.wait(ctx, got, waits) {
			return got.body, f
		}
	}
}

// answer of a bridge, as far as the job looks at it.
type answer struct {
	status     int
	retryAfter string
	body       []byte
}

func (b *bridge) once(ctx context.Context, p phase, request dialect.Request) (answer, *failure) {
	select {
	case b.slots <- struct{}{}:
		defer func() { <-b.slots }()
	case <-ctx.Done():
		return answer{}, classify(p, lost, attempt(request), "Message: "+ctx.Err().Error())
	}
	limited, cancel := context.WithTimeout(ctx, b.timeout)
	defer cancel()
	got, err := b.exchange(limited, request)
	switch {
	case err == nil && limited.Err() == nil && got.status >= 200 && got.status <= 299:
		return got, nil
	case errors.As(err, &errNoToken{}) && ctx.Err() == nil:
		return answer{}, classify(p, unproven, attempt(request), "Message: "+b.hide(err.Error()))
	case errors.Is(err, errTooLong):
		return answer{}, classify(p, badAnswer, attempt(request), "Message: "+err.Error())
	case limited.Err() != nil, errors.Is(err, os.ErrDeadlineExceeded):
		return answer{}, classify(p, timedOut, attempt(request), fmt.Sprintf("Message: no answer within %s", b.timeout))
	case err != nil:
		return answer{}, classify(p, lost, attempt(request), "Message: "+err.Error())
	default:
		name := strings.ReplaceAll(http.StatusText(got.status), " ", "")
		detail := fmt.Sprintf("StatusCode: %s Message: the bridge answered %d Web Response: %s", name, got.status, b.excerpt(got.body))
		return got, classify(p, httpStatus(got.status), attempt(request), detail)
	}
}

func attempt(request dialect.Request) string { return request.Method + " " + request.Target }

var errTooLong = errors.New("the answer is longer than 1 MiB")

func (b *bridge) exchange(ctx context.Context, request dialect.Request) (answer, error) {
	headers, err := b.headers(ctx, request.Body != nil)
	if err != nil {
		return answer{}, err
	}
	var body io.Reader
	if request.Body != nil {
		body = bytes.NewReader(request.Body)
	}
	req, err := http.NewRequestWithContext(ctx, request.Method, b.base+request.Target, body)
	if err != nil {
		return answer{}, err //nolint:wrapcheck // once says what was attempted
	}
	req.Header = headers // nobody changes them
	resp, err := b.job.transport.RoundTrip(req)
	if err != nil {
		return answer{}, err //nolint:wrapcheck // once says what was attempted
	}
	defer func() { _ = resp.Body.Close() }()
	from := io.Reader(resp.Body)
	if resp.ContentLength < 0 || resp.ContentLength > answerLimit {
		from = io.LimitReader(resp.Body, answerLimit+1)
	}
	raw, err := journal.ReadAll(from, resp.ContentLength)
	if err == nil && len(raw) > answerLimit {
		err = errTooLong
	}
	return answer{resp.StatusCode, resp.Header.Get("Retry-After"), raw}, err
}

// hide puts a star where the text has a secret.
func (b *bridge) hide(text string) string {
	b.mu.Lock()
	secrets := append(slices.Clone(b.secrets), b.token)
	b.mu.Unlock()
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, hidden)
		}
	}
	return text
}

// excerpt is the start of an answer, without secrets should the bridge echo them.
func (b *bridge) excerpt(body []byte) string {
	text := b.hide(strings.ToValidUTF8(string(body), "?"))
	if len(text) > quoteLimit {
		text = strings.ToValidUTF8(text[:quoteLimit], "") + "..."
	}
	return strings.TrimSpace(text)
}
