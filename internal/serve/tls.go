package serve

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
)

// Secured is a handler that is also served over TLS, at the same address: the
// first byte of a connection tells which of the two its client speaks.
type Secured interface {
	http.Handler
	TLS() *tls.Config
}

// handshake is how a TLS connection begins (RFC 8446 5.1).
const handshake = 22

// secureListener lets in both kinds of client.
type secureListener struct {
	net.Listener
	config *tls.Config
}

func (l secureListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err //nolint:wrapcheck // the http server looks into it
	}
	return &eitherConn{Conn: conn, config: l.config}, nil
}

// eitherConn becomes a TLS connection if its client begins as one.
type eitherConn struct {
	net.Conn
	config *tls.Config

	once   sync.Once
	secure atomic.Pointer[tls.Conn]
}

// Read looks at the first byte, the first time.
func (c *eitherConn) Read(p []byte) (int, error) {
	first, n, err := c.look(p)
	if first {
		return n, err
	}
	if secure := c.secure.Load(); secure != nil {
		return secure.Read(p) //nolint:wrapcheck // a connection's own error
	}
	return c.Conn.Read(p) //nolint:wrapcheck // a connection's own error
}

// look reads the first bytes of a connection, and hands them on either to a TLS
// connection or to the reader.
func (c *eitherConn) look(p []byte) (first bool, n int, err error) {
	c.once.Do(func() {
		first = true
		if n, err = c.Conn.Read(p); n == 0 || p[0] != handshake {
			return
		}
		secure := tls.Server(&replayed{Conn: c.Conn, begin: append([]byte{}, p[:n]...)}, c.config)
		c.secure.Store(secure)
		n, err = secure.Read(p)
	})
	return first, n, err
}

// Write is never called before the first Read: servers don't speak first.
func (c *eitherConn) Write(p []byte) (int, error) {
	if secure := c.secure.Load(); secure != nil {
		return secure.Write(p) //nolint:wrapcheck // a connection's own error
	}
	return c.Conn.Write(p) //nolint:wrapcheck // a connection's own error
}

func (c *eitherConn) Close() error {
	if secure := c.secure.Load(); secure != nil {
		return secure.Close() //nolint:wrapcheck // a connection's own error
	}
	return c.Conn.Close() //nolint:wrapcheck // a connection's own error
}

// replayed begins with what was already read of it.
type replayed struct {
	net.Conn
	begin []byte
}

func (r *replayed) Read(p []byte) (int, error) {
	if len(r.begin) > 0 {
		n := copy(p, r.begin)
		r.begin = r.begin[n:]
		return n, nil
	}
	return r.Conn.Read(p) //nolint:wrapcheck // a connection's own error
}

type connKey struct{}

// secured serves the handler to both kinds of client, and tells it which is which by the request's TLS.
func secured(server *http.Server, listener net.Listener, handler Secured) net.Listener {
	config := handler.TLS()
	config.NextProtos = []string{"http/1.1"} // the server hands HTTP/2 only to connections that it made secure itself
	server.ConnContext = func(ctx context.Context, conn net.Conn) context.Context {
		return context.WithValue(ctx, connKey{}, conn)
	}
	server.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if conn, ok := r.Context().Value(connKey{}).(*eitherConn); ok {
			if secure := conn.secure.Load(); secure != nil {
				state := secure.ConnectionState()
				r.TLS = &state
			}
		}
		handler.ServeHTTP(w, r)
	})
	return secureListener{listener, config}
}
