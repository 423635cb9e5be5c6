package lab

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/serve"
)

// newNetwork reaches what is not in this process. Many scenarios call the same
// few hosts at once, and directories do not ask for compressed answers.
func newNetwork() *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true,
		MaxIdleConnsPerHost:    256,
		IdleConnTimeout:        time.Minute,
		MaxResponseHeaderBytes: 256 << 10, // nobody means more, and a hostile server has no end of them
	}
}

// newClient follows nobody elsewhere: the tokens it carries are for the one it calls.
func newClient(way http.RoundTripper) *http.Client {
	return &http.Client{
		Transport:     way,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Reconnect lets the next requests go over connections of their own. A server
// that failed may have broken the one it answered on, and the fault would fall
// on whoever is next.
func (l *Lab) Reconnect() { l.network.CloseIdleConnections() }

// streets lead to the parties in this process by their host, and to the network
// for all other hosts. A party may move in while others are being called.
type streets struct {
	mu  sync.Mutex // one party moves in at a time
	now atomic.Pointer[loopback.Transport]
}

func newStreets(network http.RoundTripper) *streets {
	s := &streets{}
	s.now.Store(&loopback.Transport{Else: network})
	return s
}

// RoundTrip implements http.RoundTripper.
func (s *streets) RoundTrip(req *http.Request) (*http.Response, error) {
	return s.now.Load().RoundTrip(req) //nolint:wrapcheck // a RoundTripper hands on the transport's own error
}

// moveIn gives a handler a host and returns its root.
func (s *streets) moveIn(host string, handler http.Handler) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.now.Load()
	hosts := maps.Clone(old.Hosts)
	if hosts == nil {
		hosts = map[string]http.Handler{}
	}
	hosts[host] = handler
	s.now.Store(&loopback.Transport{Hosts: hosts, Else: old.Else})
	return "http://" + host
}

// listen lets a handler also answer on the network, until the lab is closed, and
// returns its root there. An empty address is a free port of the loopback address.
func (l *Lab) listen(ctx context.Context, party, address string, handler http.Handler) (string, error) {
	if address == "" {
		address = "127.0.0.1:0"
	}
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- serve.Run(life, serve.Options{
			Service: party, Listen: address, Handler: handler, Log: l.log, Ready: func(url string) { ready <- url }, Grace: time.Second,
		})
	}()
	select {
	case url := <-ready:
		before := l.end
		l.end = func(ctx context.Context) error {
			end()
			return errors.Join(<-ended, before(ctx))
		}
		return url, nil
	case err := <-ended:
		end()
		return "", err //nolint:wrapcheck // says what failed
	}
}
