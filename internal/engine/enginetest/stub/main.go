// Command stub is a bridge that does nothing but start, or fail to, in the ways
// that tests need. It is told what to do by its environment.
package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "fatal:", err)
		os.Exit(3)
	}
}

func run(out io.Writer) error {
	if reason := os.Getenv("STUB_FAIL"); reason != "" {
		return errors.New(reason)
	}
	token := os.Getenv("STUB_TOKEN")
	fmt.Fprintln(out, "the token is", token)
	if os.Getenv("STUB_STUBBORN") != "" {
		signal.Ignore(syscall.SIGTERM)
	}
	if os.Getenv("STUB_CHILD") != "" {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "STUB_CHILD=", "STUB_STUBBORN=1", "STUB_LISTEN=127.0.0.1:0")
		child.Stdout, child.Stderr = out, out
		if err := child.Start(); err != nil {
			return err
		}
		fmt.Fprintln(out, "child", child.Process.Pid)
	}
	listen := os.Getenv("STUB_LISTEN")
	if listen == "" {
		listen = ":8080"
	}
	server := http.Server{Addr: listen, Handler: handler(token), ReadHeaderTimeout: time.Second}
	return server.ListenAndServe()
}

func handler(token string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) {
		if os.Getenv("STUB_SICK") != "" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	mux.HandleFunc("/scim/v2/", func(w http.ResponseWriter, r *http.Request) {
		if token != "" && r.Header.Get("Authorization") != "Bearer "+token {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/scim+json")
		_, _ = io.WriteString(w, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"]}`)
	})
	mux.HandleFunc("/page/", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<!DOCTYPE html><html><body>sign in</body></html>")
	})
	return mux
}
