package serve_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// both answers over TLS and without, and tells which it was.
type both struct{ config *tls.Config }

func (b both) TLS() *tls.Config { return b.config.Clone() }

func (both) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.TLS == nil {
		_, _ = io.WriteString(w, "plain")
		return
	}
	body, _ := io.ReadAll(r.Body)
	_, _ = io.WriteString(w, "secure "+r.TLS.ServerName+r.Proto+" "+string(body[:min(len(body), 3)]))
}

// certified borrows the certificate of net/http's own test server.
func certified(t *testing.T) (both, *x509.CertPool) {
	t.Helper()
	lender := httptest.NewTLSServer(http.NotFoundHandler())
	defer lender.Close()
	pool := x509.NewCertPool()
	pool.AddCert(lender.Certificate())
	return both{&tls.Config{Certificates: lender.TLS.Certificates, MinVersion: tls.VersionTLS12}}, pool
}

func TestOneAddressServesBoth(t *testing.T) {
	t.Parallel()
	handler, pool := certified(t)
	url, stop, ended := start(t, time.Second, handler)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true}
	client := &http.Client{Transport: transport}
	ask := func(root, body string) string {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, root, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		answer, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = answer.Body.Close() }()
		text, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	secure := "https" + strings.TrimPrefix(url, "http")
	for range 2 { // the second time over the connection there is
		if got := ask(url, ""); got != "plain" {
			t.Errorf("without TLS: %q", got)
		}
		if got := ask(secure, strings.Repeat("abc", 100_000)); got != "secure HTTP/1.1 abc" {
			t.Errorf("over TLS: %q", got)
		}
	}
	transport.CloseIdleConnections()
	stop()
	if err := <-ended; err != nil {
		t.Errorf("Run: %v", err)
	}
}

// TestABadBeginningEndsOneConnection sends what is neither, and then stops while a client says nothing.
func TestABadBeginningEndsOneConnection(t *testing.T) {
	t.Parallel()
	handler, _ := certified(t)
	url, stop, ended := start(t, time.Second, handler)
	address := strings.TrimPrefix(url, "http://")
	dial := func() net.Conn {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		return conn
	}
	broken := dial()
	_, _ = broken.Write([]byte{22, 9, 9, 255, 255, 'n', 'o'})
	if text, err := io.ReadAll(broken); err == nil && strings.HasPrefix(string(text), "HTTP/") && !strings.Contains(string(text), "400") {
		t.Errorf("a broken handshake was answered %q", text)
	}
	_ = broken.Close()
	if got := get(t, url); got != "plain" {
		t.Errorf("afterwards: %q", got)
	}
	silent := dial()
	stop()
	if err := <-ended; err != nil {
		t.Errorf("Run: %v", err)
	}
	_ = silent.Close()
}
