// Command mockvault is a mock password-manager vault that a SCIM bridge provisions.
//
//	mockvault [-listen HOST:PORT]         serve until interrupted
//	mockvault health [-listen HOST:PORT]  succeed if it serves there
//
// MOCKVAULT_LISTEN is the default of -listen, MOCKVAULT_ADMIN_TOKEN the token of
// the administrators' API and MOCKVAULT_DEFECT a defect to have on purpose. Without
// a token one is made up and printed, with the URL, as one line of JSON.
package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/scimproof/scimproof/internal/serve"
	"github.com/scimproof/scimproof/mockvault"
)

const usage = "usage: mockvault [health] [-listen HOST:PORT]"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "mockvault:", err)
		os.Exit(1) //nolint:gocritic // the process ends, and its signals with it
	}
}

func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) error {
	health := len(args) > 0 && args[0] == "health"
	if health {
		args = args[1:]
	}
	flags := flag.NewFlagSet("mockvault", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	listen := flags.String("listen", cmp.Or(env("MOCKVAULT_LISTEN"), "127.0.0.1:8081"), "")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		_, err = fmt.Fprintln(stdout, usage)
		return err
	case err != nil:
		return fmt.Errorf("%w; %s", err, usage)
	case flags.NArg() > 0:
		return fmt.Errorf("unknown argument %q; %s", flags.Arg(0), usage)
	}
	if health {
		return serve.Health(ctx, *listen)
	}
	flaw, err := mockvault.FindDefect(env("MOCKVAULT_DEFECT"))
	if err != nil {
		return err
	}
	token := env("MOCKVAULT_ADMIN_TOKEN")
	announce := func(string) {}
	if token == "" {
		token = rand.Text()
		announce = func(url string) {
			_ = json.NewEncoder(stdout).Encode(map[string]string{"url": url, "admin_token": token})
		}
	}
	return serve.Run(ctx, serve.Options{
		Service: "mockvault",
		Listen:  *listen,
		Handler: mockvault.New(mockvault.Options{AdminToken: token, Defect: flaw}),
		Log:     slog.New(slog.NewJSONHandler(stderr, nil)),
		Ready:   announce,
	})
}
