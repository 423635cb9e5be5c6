// Command refbridge is the reference bridge: SCIM 2.0 in, a vault's bridge API out.
//
//	refbridge -vault URL [flags]          serve SCIM at /scim/v2 until interrupted
//	refbridge health [-listen HOST:PORT]  succeed if it serves there
//	refbridge -list-defects               name everything that it can do wrong on purpose
//
// REFBRIDGE_LISTEN, REFBRIDGE_VAULT_URL, REFBRIDGE_VERSION and REFBRIDGE_DEFECT
// are the defaults of the flags.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/scimproof/scimproof/internal/refbridge"
	"github.com/scimproof/scimproof/internal/serve"
)

const (
	vaultTimeout = 20 * time.Second // of one request; directories wait longer
	vaultIdle    = 64               // connections kept: directories work in parallel
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "refbridge:", err)
		os.Exit(1) //nolint:gocritic // the process ends, and its signals with it
	}
}

func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) error {
	health := len(args) > 0 && args[0] == "health"
	if health {
		args = args[1:]
	}
	flags := flag.NewFlagSet("refbridge", flag.ContinueOnError)
	flags.SetOutput(stderr)
	listen := flags.String("listen", cmp.Or(env("REFBRIDGE_LISTEN"), "127.0.0.1:8082"), "`address` to listen at")
	vault := flags.String("vault", env("REFBRIDGE_VAULT_URL"), "root `URL` of the vault's server")
	version := flags.String("version-profile", cmp.Or(env("REFBRIDGE_VERSION"), refbridge.DefaultVersion), "`generation` of bridge to behave like")
	defect := flags.String("defect", env("REFBRIDGE_DEFECT"), "`name` of a defect to have on purpose")
	signIn := flags.Bool("oauth", env("REFBRIDGE_OAUTH") == "true", "take access tokens of a token endpoint of its own, and of issuers that clients trust")
	list := flags.Bool("list-defects", false, "print name and summary of all defects, and end")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("unknown argument %q; see refbridge -help", flags.Arg(0))
	case health:
		return serve.Health(ctx, *listen)
	case *list:
		for _, d := range refbridge.Defects() {
			_, _ = fmt.Fprintf(stdout, "%-30s %s\n", d.Name, d.Summary)
		}
		return nil
	case *vault == "":
		return errors.New("no vault: give its URL with -vault or REFBRIDGE_VAULT_URL")
	}
	log := slog.New(slog.NewJSONHandler(stderr, nil)).With("version_profile", *version, "defect", *defect)
	hc := &http.Client{Timeout: vaultTimeout, Transport: &http.Transport{MaxIdleConnsPerHost: vaultIdle}}
	handler, err := refbridge.New(refbridge.Options{VaultURL: *vault, HTTP: hc, Version: *version, Defect: *defect, Log: log, OAuth: *signIn})
	if err != nil {
		return err
	}
	return serve.Run(ctx, serve.Options{Service: "refbridge", Listen: *listen, Handler: handler, Log: log})
}
