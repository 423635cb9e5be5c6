package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/scimproof/scimproof/internal/intake"
)

// Transport journals the requests a party sends.
type Transport struct {
	Base     http.RoundTripper // sends the request
	Journal  *Journal
	From, To string
	Now      func() time.Time // the sender's clock, for Entry.At
}

// RoundTrip implements http.RoundTripper. The answer's body is read whole, so
// that a caller who ignores it still leaves it in the journal.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	entry := Entry{At: t.Now(), From: t.From, To: t.To, Method: req.Method, Path: req.URL.RequestURI(), RequestHeaders: Flatten(req.Header)}
	if req.Body != nil && req.Body != http.NoBody {
		var err error
		if entry.Request, err = requestBody(req); err != nil {
			return nil, fmt.Errorf("read body of %s %s: %w", req.Method, entry.Path, err)
		}
		req = req.WithContext(req.Context()) // a RoundTripper leaves the caller's request as it is
		req.Body = io.NopCloser(strings.NewReader(entry.Request))
		req.ContentLength = int64(len(entry.Request))
	}
	began := time.Now()
	entry.Began = began
	resp, err := t.Base.RoundTrip(req)
	if err == nil {
		entry.Status, entry.ResponseHeaders = resp.StatusCode, Flatten(resp.Header)
		var body []byte
		body, err = ReadAnswer(resp)
		entry.Response = string(body)
		if resp.Body = newWhole(body); req.Method != http.MethodHead {
			resp.ContentLength = int64(len(body))
		}
	}
	entry.Milliseconds = milliseconds(time.Since(began))
	if err != nil {
		entry.Error = err.Error()
		t.Journal.Add(entry)
		return nil, err //nolint:wrapcheck // a RoundTripper hands on the transport's own error
	}
	t.Journal.Add(entry)
	return resp, nil
}

func requestBody(req *http.Request) (string, error) {
	defer func() { _ = req.Body.Close() }()
	var body strings.Builder
	body.Grow(int(min(max(req.ContentLength, 0), believed)))
	_, err := io.Copy(&body, req.Body)
	return body.String(), err //nolint:wrapcheck // RoundTrip says what was attempted
}

// believed is how much of an announced length there is room for at once, in bytes.
const believed = 1 << 20

// ReadAll reads all there is into a buffer that fits at once if the length is
// as announced; -1 announces nothing. What a journal has read already is not
// copied again: don't change it.
func ReadAll(from io.Reader, announced int64) ([]byte, error) {
	if body, ok := from.(*whole); ok && body.Len() == len(body.bytes) {
		return body.bytes, nil
	}
	size := 512 // without an announcement
	if announced >= 0 {
		size = int(min(announced, believed)) + 1 // one more to see the end
	}
	into := make([]byte, 0, size)
	for {
		n, err := from.Read(into[len(into):cap(into)])
		into = into[:len(into)+n]
		switch {
		case errors.Is(err, io.EOF):
			return into, nil
		case err != nil:
			return into, err //nolint:wrapcheck // the reader's own error
		case len(into) == cap(into):
			into = slices.Grow(into, len(into))
		}
	}
}

// whole is a body that is in memory already.
type whole struct {
	bytes.Reader
	bytes []byte
}

func newWhole(body []byte) *whole { return &whole{*bytes.NewReader(body), body} }

// Close implements io.Closer.
func (*whole) Close() error { return nil }

// ReadAnswer returns the body of an answer, or as much of it as came. The error says
// that it broke off, or which limit of package intake it goes beyond.
func ReadAnswer(resp *http.Response) ([]byte, error) {
	defer func() { _ = resp.Body.Close() }()
	if body, ok := resp.Body.(*whole); ok {
		return body.bytes, nil
	}
	read, err := ReadAll(io.LimitReader(resp.Body, intake.MostBytes+1), resp.ContentLength)
	if err != nil {
		return read, fmt.Errorf("the answer breaks off after %d bytes: %w", len(read), err)
	}
	return read, intake.Check(read) //nolint:wrapcheck // says what is wrong with the answer
}

// Handle serves next and journals the exchange as the receiving party.
func Handle(next http.Handler, w http.ResponseWriter, r *http.Request, j *Journal, from, to string, now func() time.Time) {
	entry := Entry{At: now(), From: from, To: to, Method: r.Method, Path: r.URL.RequestURI(), RequestHeaders: Flatten(r.Header)}
	body, _ := io.ReadAll(io.LimitReader(r.Body, BodyLimit+1))
	entry.Request = string(body)
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(body), r.Body), r.Body}
	rec := &recorder{ResponseWriter: w, status: http.StatusOK}
	began := time.Now()
	entry.Began = began
	// A handler that aborts the connection panics; the entry must be written all the same.
	defer func() {
		entry.Milliseconds = milliseconds(time.Since(began))
		entry.ResponseHeaders = Flatten(w.Header())
		entry.Status, entry.Response = rec.status, rec.body.String()
		if cause := recover(); cause != nil {
			entry.Status, entry.Error = 0, fmt.Sprint(cause)
			j.Add(entry)
			panic(cause)
		}
		j.Add(entry)
	}()
	next.ServeHTTP(rec, r)
}

// Flatten joins repeated headers by ", ". An empty one is left out: it is how a
// Go client says not to send the header at all.
func Flatten(h http.Header) map[string]string {
	out := make(map[string]string, len(h))
	for name, values := range h {
		if joined := strings.Join(values, ", "); joined != "" {
			out[name] = joined
		}
	}
	return out
}

func milliseconds(d time.Duration) float64 {
	return float64(d.Microseconds()) / 1000
}

type recorder struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(p []byte) (int, error) {
	if room := BodyLimit + 1 - r.body.Len(); room > 0 {
		r.body.Write(p[:min(room, len(p))])
	}
	return r.ResponseWriter.Write(p) //nolint:wrapcheck // hands on the writer's own error
}
