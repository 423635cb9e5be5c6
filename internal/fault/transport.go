package fault

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

// ErrConnection is what the sender sees of a dropped request or a lost answer.
var ErrConnection = errors.New("connection lost")

// ErrTimeout is what the sender sees of an answer that does not come in time. Its
// patience ends at once here: no test has to wait for it.
var ErrTimeout = fmt.Errorf("no answer: %w", os.ErrDeadlineExceeded)

// Transport lets a sender's requests go wrong by the rules of Set: the network
// between two parties, as seen by the one that calls.
type Transport struct {
	Base http.RoundTripper
	Set  *Set
}

// RoundTrip implements http.RoundTripper.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	action, hit := t.Set.Take(req.Method, req.URL.RequestURI())
	switch {
	case !hit:
		return t.Base.RoundTrip(req) //nolint:wrapcheck // a RoundTripper hands on the transport's own error
	case action.Drop:
		return nil, ErrConnection
	case action.Stall:
		return nil, ErrTimeout
	case action.Lose:
		resp, err := t.Base.RoundTrip(req)
		if err == nil {
			_, _ = io.Copy(io.Discard, resp.Body)
			_ = resp.Body.Close()
		}
		return nil, ErrConnection
	case action.Garble:
		return answer(req, http.StatusOK, map[string]string{"Content-Type": "text/html"}, maintenancePage), nil
	default:
		return answer(req, action.Status, action.Headers, action.Body), nil
	}
}

func answer(req *http.Request, status int, headers map[string]string, body string) *http.Response {
	resp := &http.Response{
		StatusCode: status, Status: http.StatusText(status),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Request: req,
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}
	for name, value := range headers {
		resp.Header.Set(name, value)
	}
	return resp
}
