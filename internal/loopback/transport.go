// Package loopback is HTTP without a network: requests to known hosts are
// served by handlers of this process. Steps and mocks cannot tell the
// difference, which is what lets one suite run embedded and in containers.
package loopback

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// ErrClosed is what a client sees of a handler that aborted its connection.
var ErrClosed = errors.New("connection closed without an answer")

// Transport serves requests to Hosts in the process and hands all others to
// Else. It is safe for concurrent use once its fields are set.
type Transport struct {
	Hosts map[string]http.Handler // by host, with the port if there is one
	Else  http.RoundTripper       // nil: other hosts are an error
}

// RoundTrip implements http.RoundTripper. The handler runs on the caller's
// goroutine and its answer is held in memory until it is complete.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	handler, ok := t.Hosts[req.URL.Host]
	if !ok {
		if t.Else == nil {
			return nil, fmt.Errorf("no handler for host %q in this process", req.URL.Host)
		}
		return t.Else.RoundTrip(req) //nolint:wrapcheck // a RoundTripper hands on the transport's own error
	}
	if err := req.Context().Err(); err != nil {
		return nil, err //nolint:wrapcheck // as net/http does
	}
	return serve(handler, req)
}

func serve(handler http.Handler, req *http.Request) (resp *http.Response, err error) {
	inbound := req.Clone(req.Context())
	inbound.RequestURI = req.URL.RequestURI()
	inbound.RemoteAddr = "127.0.0.1:0"
	inbound.Host = req.URL.Host
	if inbound.Body == nil {
		inbound.Body = http.NoBody
	}
	answer := &recorder{header: http.Header{}}
	defer func() {
		_ = inbound.Body.Close()
		switch cause := recover(); cause {
		case nil:
		case http.ErrAbortHandler:
			resp, err = nil, ErrClosed
		default:
			resp, err = nil, fmt.Errorf("handler of %s panicked at %s %s: %v", req.URL.Host, req.Method, req.URL.Path, cause)
		}
	}()
	handler.ServeHTTP(answer, inbound)
	return answer.response(req), nil
}

// recorder keeps an answer, with the headers as they were when it began.
type recorder struct {
	header http.Header
	sent   http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.sent == nil {
		r.status, r.sent = status, r.header.Clone()
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p) //nolint:wrapcheck // a buffer never fails
}

func (r *recorder) Flush() { r.WriteHeader(http.StatusOK) }

func (r *recorder) response(req *http.Request) *http.Response {
	r.WriteHeader(http.StatusOK)
	body := r.body.Bytes()
	if req.Method == http.MethodHead {
		body = nil
	}
	return &http.Response{
		Status:     fmt.Sprintf("%d %s", r.status, http.StatusText(r.status)),
		StatusCode: r.status,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        r.sent,
		Body:          io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)),
		Request:       req,
	}
}
