// Command scimproof proves that a SCIM bridge does what its users rely on.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/scimproof/scimproof/internal/verdict"
)

func main() {
	log.SetOutput(io.Discard) // net/http's remarks on what servers do wrong; the verdicts say it
	os.Exit(execute(untilInterrupted(context.Background()), os.Args[1:], os.Stdout, os.Stderr))
}

// giveRoom lets garbage pile up to a few times what is alive, for a run is short and
// makes much of it; near the limit, in bytes, it is collected as ever. Whoever set
// GOGC or GOMEMLIMIT knows better.
func giveRoom() {
	const percent, limit = 400, 192 << 20
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(limit)
	}
}

// untilInterrupted is a context that ends with the first signal. A second one ends
// the program at once: whoever asks twice does not want to wait for the clean-up.
func untilInterrupted(ctx context.Context) context.Context {
	ctx, interrupt := context.WithCancelCause(ctx)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		received := <-signals
		signal.Stop(signals)
		interrupt(fmt.Errorf("%s signal received", received))
	}()
	return ctx
}

// notConformant ends a command whose work was done and whose answer is no.
type notConformant int

func (c notConformant) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// errInterrupted is in the error of whatever a signal ended early.
var errInterrupted = errors.New("interrupted")

// execute runs one command line and returns the exit code: 0 conformant, 1 not
// conformant, 2 no judgement.
func execute(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var code notConformant
	switch {
	case err == nil:
		return verdict.Conformant
	case errors.As(err, &code):
		return int(code)
	default:
		if ctx.Err() != nil && !errors.Is(err, errInterrupted) {
			err = fmt.Errorf("%w: %w", errInterrupted, err)
		}
		_, _ = fmt.Fprintf(stderr, "scimproof: %s\n", oneLine(err))
		return verdict.NoJudgement
	}
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "scimproof",
		Short: "Prove that a SCIM bridge does what its users rely on",
		Long: `scimproof plays both neighbours of a SCIM bridge: the directory that pushes people
into it and the vault account behind it. Scenarios change the directory, let the
bridge work, and judge what the account became.

Exit codes: 0 conformant, 1 not conformant, 2 no judgement (could not run).`,
		Example: `  scimproof test                                            the reference bridge, every scenario
  scimproof test --bridge refbridge --version-profile 1.4   an old generation fails, and says how
  scimproof test --bridge my-bridge.yaml --report report    your bridge, with an HTML report
  scimproof explain CASE-RENAME-02                          what a requirement means`,
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          noArgs,
		RunE:          showHelp,
	}
	root.AddCommand(newTest(), newList(), newExplain(), newReport(), newServe())
	root.SetHelpCommand(newHelp(root))
	addCompletion(root)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())
	})
	return root
}

// newHelp is there because cobra's own help takes an unknown command for a success.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Show the help of a command",
		Example: "  scimproof help test",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil {
				return err //nolint:wrapcheck // names the command
			}
			if err := noArgs(cmd, rest); err != nil {
				return err
			}
			return showHelp(cmd, nil)
		},
	}
}

func showHelp(cmd *cobra.Command, _ []string) error { return cmd.Help() }

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s does not know %q; see %s --help", cmd.CommandPath(), args[0], cmd.CommandPath())
	}
	return nil
}
