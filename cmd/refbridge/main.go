// Command refbridge serves the reference bridge: SCIM 2.0 in, a vault's bridge API out.
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

// vaultTimeout bounds one request to the vault; directories wait longer.
const vaultTimeout = 20 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "refbridge:", err)
		os.Exit(2)
	}
}

func run(ctx context.Context, args []string, out, errOut io.Writer) error {
	flags := flag.NewFlagSet("refbridge", flag.ContinueOnError)
	flags.SetOutput(errOut)
	flags.Usage = func() {
		fmt.Fprintf(errOut, "usage: refbridge [flags]         serve SCIM at /scim/v2 until interrupted\n"+
			"       refbridge [flags] health  ask the bridge that listens there how it is\n\n")
		flags.PrintDefaults()
	}
	listen := flags.String("listen", cmp.Or(os.Getenv("REFBRIDGE_LISTEN"), "127.0.0.1:8082"), "`address` to listen at (REFBRIDGE_LISTEN)")
	vault := flags.String("vault", os.Getenv("REFBRIDGE_VAULT_URL"), "root `URL` of the vault's server (REFBRIDGE_VAULT_URL)")
	version := flags.String("version-profile", cmp.Or(os.Getenv("REFBRIDGE_VERSION"), refbridge.DefaultVersion), "`generation` of bridge to behave like (REFBRIDGE_VERSION)")
	defect := flags.String("defect", os.Getenv("REFBRIDGE_DEFECT"), "`name` of a defect to have on purpose (REFBRIDGE_DEFECT)")
	list := flags.Bool("list-defects", false, "print name and summary of all defects and end")
	if err := flags.Parse(args); err != nil {
		return err //nolint:wrapcheck // package flag has printed it
	}
	switch {
	case *list:
		for _, d := range refbridge.Defects() {
			fmt.Fprintf(out, "%-30s %s\n", d.Name, d.Summary)
		}
		return nil
	case flags.Arg(0) == "health":
		return serve.Health(ctx, *listen) //nolint:wrapcheck // says what was asked
	case flags.NArg() > 0:
		return fmt.Errorf("unknown command %q; want health or nothing", flags.Arg(0))
	case *vault == "":
		return errors.New("no vault; give its URL with -vault or REFBRIDGE_VAULT_URL")
	}
	log := slog.New(slog.NewJSONHandler(errOut, nil)).With("version_profile", *version)
	handler, err := refbridge.New(refbridge.Options{
		VaultURL: *vault, HTTP: &http.Client{Timeout: vaultTimeout}, Version: *version, Defect: *defect, Log: log,
	})
	if err != nil {
		return err //nolint:wrapcheck // lists what is known
	}
	return serve.Run(ctx, serve.Options{Service: "refbridge", Listen: *listen, Handler: handler, Log: log}) //nolint:wrapcheck // says what failed
}
