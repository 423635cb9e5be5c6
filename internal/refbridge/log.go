package refbridge

import (
	"log/slog"
	"net/http"
)

// logged writes one line for each request. It leaves out the query, which may
// hold addresses, and all headers and bodies, which may hold secrets.
func (b *bridge) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := b.now()
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		level := slog.LevelInfo
		if seen.status >= http.StatusInternalServerError {
			level = slog.LevelWarn
		}
		b.log.Log(r.Context(), level, "request", "method", r.Method, "path", r.URL.Path,
			"status", seen.status, "ms", b.now().Sub(began).Milliseconds())
	})
}

// statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}
