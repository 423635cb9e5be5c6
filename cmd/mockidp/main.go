// Command mockidp is a mock directory that pushes people into a SCIM bridge.
//
//	mockidp [-listen HOST:PORT] [-seed N]  serve until interrupted
//	mockidp health [-listen HOST:PORT]     succeed if it serves there
//
// MOCKIDP_LISTEN is the default of -listen, MOCKIDP_ADMIN_TOKEN the token of the
// administrator's API and MOCKIDP_DEFECT a defect to have on purpose. Without a
// token one is made up and printed, with the URL, as one line of JSON.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/scimproof/scimproof/internal/serve"
	"github.com/scimproof/scimproof/mockidp"
)

// Garbage may pile up to twice what is alive, for a directory makes much of it;
// near the limit, in bytes, it is collected more eagerly: a tenant of a hundred
// thousand people shall fit into 400 MiB (docs/benchmarks.md).
const (
	garbage     = 200 // percent
	memoryLimit = 384 << 20
)

func main() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(garbage)
		debug.SetMemoryLimit(memoryLimit)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := command().Run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mockidp:", err)
		os.Exit(1)
	}
}

func command() serve.Command {
	var seed int64
	return serve.Command{
		Name:   "mockidp",
		Listen: "127.0.0.1:8080",
		Flags: func(flags *flag.FlagSet) {
			flags.Int64Var(&seed, "seed", 0, "`number` that the ids of tenants and objects follow from; 0 draws one and logs it")
		},
		Handler: func(adminToken, defect string, log *slog.Logger) (http.Handler, error) {
			flaw, err := mockidp.FindDefect(defect)
			if err != nil {
				return nil, err
			}
			for seed == 0 {
				seed = rand.Int64() //nolint:gosec // ids are no secrets
			}
			log.Info("ids follow from the seed", "seed", seed)
			return mockidp.New(mockidp.Options{AdminToken: adminToken, Seed: seed, Defect: flaw}), nil
		},
	}
}
