// Command rivals lets testers that others wrote judge the reference bridge,
// compares them with this suite in one run on one machine, and prints
// docs/rivals.md. Its argument is the scimproof program.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/scimproof/scimproof/internal/refbridge"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		stop()
		_, _ = fmt.Fprintf(os.Stderr, "rivals: %v\n", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, page, told io.Writer) error {
	if len(args) != 1 {
		return errors.New("give the scimproof program, such as bin/scimproof")
	}
	progress := func(line string) { _, _ = fmt.Fprintln(told, "rivals: "+line) }
	known, err := flags()
	if err != nil {
		return err
	}
	dir, err := install(ctx, progress)
	if err != nil {
		return err
	}
	var contenders []contender
	for _, r := range rivals() {
		contenders = append(contenders, r.contender(dir))
	}
	c, err := makeComparison(ctx, append(contenders, ourselves(args[0])), refbridge.Defects(), progress)
	if err != nil {
		return err
	}
	return c.write(page, known, time.Now())
}
