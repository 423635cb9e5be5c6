// Command mockvault is a mock password-manager vault that a SCIM bridge provisions.
//
//	mockvault [-listen HOST:PORT]         serve until interrupted
//	mockvault health [-listen HOST:PORT]  succeed if it serves there
//
// MOCKVAULT_LISTEN is the default of -listen, MOCKVAULT_ADMIN_TOKEN the token of
// the administrators' API, MOCKVAULT_DEFECT a defect it has on purpose. Without a
// token one is made up and printed, with the URL, as one line of JSON.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"github.com/scimproof/scimproof/internal/serve"
	"github.com/scimproof/scimproof/mockvault"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := command().Run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mockvault:", err)
		os.Exit(1)
	}
}

func command() serve.Command {
	return serve.Command{
		Name:   "mockvault",
		Listen: "127.0.0.1:8081",
		Handler: func(adminToken, defect string, _ *slog.Logger) (http.Handler, error) {
			flaw, err := mockvault.FindDefect(defect)
			if err != nil {
				return nil, err //nolint:wrapcheck // names the defect and those there are
			}
			return mockvault.New(mockvault.Options{AdminToken: adminToken, Defect: flaw}), nil
		},
	}
}
