// Package serve is what the mains of the mocks and of the reference bridge have
// in common: listen, serve until told to stop, end what is under way, and ask a
// running service how it is.
package serve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

const (
	// headerTimeout bounds how long a client may take to send its headers.
	headerTimeout = 10 * time.Second
	// idleTimeout is how long a connection may wait for its next request.
	idleTimeout = 2 * time.Minute
	// defaultGrace is half of what container engines wait before they kill.
	defaultGrace = 5 * time.Second
	// healthTimeout bounds one health check.
	healthTimeout = 3 * time.Second
)

// Options of a service.
type Options struct {
	Service string           // its name, for logs and errors
	Listen  string           // host:port; port 0 picks a free one
	Handler http.Handler     // serves everything; one that is Secured over TLS too
	Log     *slog.Logger     // nil: no logs
	Ready   func(url string) // called once the service listens, with its root URL; may be nil
	Grace   time.Duration    // what requests under way get when the service stops; 5 s by default
}

// Run serves until ctx ends. Requests under way then get a moment to finish
// before their contexts end and their connections close. It returns nil after
// an ordinary stop.
func Run(ctx context.Context, o Options) error {
	log := cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", o.Listen)
	if err != nil {
		return fmt.Errorf("start %s: %w; choose another address with -listen", o.Service, err)
	}
	work, endWork := context.WithCancel(context.WithoutCancel(ctx))
	defer endWork()
	server := &http.Server{
		Handler:           o.Handler,
		ReadHeaderTimeout: headerTimeout,
		IdleTimeout:       idleTimeout,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return work },
	}
	if handler, ok := o.Handler.(Secured); ok {
		listener = secured(server, listener, handler)
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	url := "http://" + reachable(listener.Addr().String())
	log.InfoContext(ctx, "listening", "service", o.Service, "url", url)
	if o.Ready != nil {
		o.Ready(url)
	}
	select {
	case err := <-failed:
		return fmt.Errorf("serve %s: %w", o.Service, err)
	case <-ctx.Done():
	}
	log.InfoContext(ctx, "stopping", "service", o.Service)
	err = stop(server, endWork, cmp.Or(o.Grace, defaultGrace))
	<-failed // Serve has returned: nothing of the service is left
	if err != nil {
		return fmt.Errorf("stop %s: %w", o.Service, err)
	}
	return nil
}

// stop lets requests finish within the grace period and then ends them.
func stop(server *http.Server, endWork context.CancelFunc, grace time.Duration) error {
	patience, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	err := server.Shutdown(patience)
	if !errors.Is(err, context.DeadlineExceeded) {
		return err //nolint:wrapcheck // Run wraps it
	}
	endWork()
	return server.Close() //nolint:wrapcheck // Run wraps it
}

// Health asks the service that listens at this address (as given to Run) for
// /healthz and returns nil if it answers 200. It is what a HEALTHCHECK calls in
// an image that holds nothing but the service itself.
func Health(ctx context.Context, listen string) error {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	url := "http://" + reachable(listen) + "/healthz"
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return fmt.Errorf("health of %s: %w", listen, err)
	}
	transport := &http.Transport{DisableKeepAlives: true} // no proxy from the environment: the service is on this host
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return fmt.Errorf("health of %s: %w", listen, err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("health of %s: answered %s, want 200", listen, resp.Status)
	}
	return nil
}

// reachable turns an address to listen at into one to call: a service that
// listens everywhere is called at the loopback address.
func reachable(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return listen
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
