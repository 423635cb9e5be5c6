package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const scimJSON = "application/scim+json"

// courteous answers as a SCIM server does what is asked before a run, and leaves
// everything else to next.
func courteous(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.RequestURI() == "/Users?count=1":
			say(w, http.StatusOK, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0}`)
		case r.URL.Path == "/ServiceProviderConfig":
			say(w, http.StatusOK, `{"patch":{"supported":true},"bulk":{"supported":true},"filter":{"supported":true},"sort":{"supported":true},"etag":{"supported":true}}`)
		default:
			_, _ = io.Copy(io.Discard, r.Body) // or the server does not notice that the client goes
			next.ServeHTTP(w, r)
		}
	})
}

// say answers in SCIM's media type.
func say(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", scimJSON)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

// says answers everything alike.
func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { say(w, status, body) }
}

// repeats answers with a text many times over, which is put together only now: a
// command starts its life with the memory that the test had.
func repeats(status int, begin, text string, times int, end string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		say(w, status, begin)
		const atOnce = 1000
		for left := times; left > 0; left -= atOnce {
			if _, err := io.WriteString(w, strings.Repeat(text, min(atOnce, left))); err != nil {
				return
			}
		}
		_, _ = io.WriteString(w, end)
	}
}

// raw takes the connection over, writes what is given and then what more yields
// until the client goes; without more it closes the connection.
func raw(text string, more func() string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, buffered, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		_, _ = buffered.WriteString(text)
		for buffered.Flush() == nil && more != nil {
			_, _ = buffered.WriteString(more())
		}
	}
}

const head = "HTTP/1.1 200 OK\r\nContent-Type: " + scimJSON + "\r\n"

// slowly yields a text once in a while.
func slowly(text string) func() string {
	ticks := time.NewTicker(50 * time.Millisecond).C
	return func() string {
		<-ticks
		return text
	}
}

func always(text string) func() string { return func() string { return text } }

// hangs keeps the client waiting until it goes.
func hangs(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// redirects leads in a circle.
func redirects(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
}

// bomb is a gigabyte of blanks in a megabyte, which nobody asked to be packed.
func bomb(t *testing.T) http.HandlerFunc {
	t.Helper()
	var packed bytes.Buffer
	packer := gzip.NewWriter(&packed)
	for range 1 << 10 {
		_, _ = packer.Write(bytes.Repeat([]byte(" "), 1<<20))
	}
	if err := packer.Close(); err != nil {
		t.Fatal(err)
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		say(w, http.StatusOK, packed.String())
	}
}

// putsOff answers 429 for ever.
func putsOff(after string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if after != "" {
			w.Header().Set("Retry-After", after)
		}
		say(w, http.StatusTooManyRequests, "{}")
	}
}

// wrongTypes is a user, a group, a list and an error at once, all of it of the wrong kind.
const wrongTypes = `{"schemas":7,"id":{"a":[]},"userName":[1],"displayName":{},"name":"x","emails":{"value":1},"members":"all","active":"perhaps",
"meta":[{"location":5,"created":true}],"totalResults":"many","Resources":{"0":[]},"itemsPerPage":-1e99,"startIndex":null,"status":{},"scimType":[],"Operations":3,"nextCursor":{}}`

// listener serves a hostile server and returns its root.
func listener(t *testing.T, handler http.Handler) string {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = nil
	server.Start()
	t.Cleanup(server.CloseClientConnections)
	t.Cleanup(server.Close)
	return server.URL
}

// silent accepts connections and never says anything.
func silent(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return "http://" + l.Addr().String()
}

// thief counts those who bring a token along.
func thief(t *testing.T) (url string, stolen *atomic.Int32) {
	t.Helper()
	stolen = &atomic.Int32{}
	return listener(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(fmt.Sprint(r.Header, r.URL), bridgeToken) {
			stolen.Add(1)
		}
		say(w, http.StatusOK, "{}")
	})), stolen
}
