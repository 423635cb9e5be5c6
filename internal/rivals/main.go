// Command rivals lets testers that others wrote judge the reference bridge,
// compares them with this suite in one run on one machine, and prints
// docs/rivals.md. Its argument is the scimproof program; further ones are names of
// defects, if it is not to be tried on all.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/scimproof/scimproof/internal/defect"
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
	if len(args) == 0 {
		return errors.New("give the scimproof program, such as bin/scimproof")
	}
	progress := func(line string) { _, _ = fmt.Fprintln(told, "rivals: "+line) }
	defects, err := chosen(args[1:])
	if err != nil {
		return err
	}
	known, err := flags()
	if err != nil {
		return err
	}
	program, err := filepath.Abs(args[0])
	if err != nil {
		return err //nolint:wrapcheck // says enough
	}
	dir, err := install(ctx, progress)
	if err != nil {
		return err
	}
	// Elsewhere, the features are those that are built in: whoever edits one meanwhile
	// must not change what is compared.
	if err := os.Chdir(dir); err != nil {
		return err //nolint:wrapcheck // names the folder
	}
	drivers, err := newForks(ctx, dir, seats)
	if err != nil {
		return err
	}
	defer func() { _ = drivers.close() }() // what it judged is known by then
	var contenders []contender
	for _, r := range rivals() {
		contenders = append(contenders, r.contender(dir, drivers))
	}
	began := time.Now()
	on := course{
		bridge:    func(defect string) ground { return reference(generation, defect, time.Now) },
		repeated:  func(defect string) ground { return reference(generation, defect, func() time.Time { return began }) },
		elsewhere: stranger(progress),
	}
	c, err := makeComparison(ctx, append(contenders, ourselves(program)), on, defects, progress)
	if err != nil {
		return err
	}
	return c.write(page, known, began)
}

// chosen are the bridge's defects of these names, or all.
func chosen(names []string) ([]refbridge.Defect, error) {
	if len(names) == 0 {
		return refbridge.Defects(), nil
	}
	var some []refbridge.Defect
	for _, name := range names {
		d, err := defect.Find(refbridge.Defects(), name)
		if err != nil {
			return nil, err //nolint:wrapcheck // says where to look
		}
		some = append(some, d)
	}
	return some, nil
}
