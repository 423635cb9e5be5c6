package watchdog

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/scimproof/scimproof/internal/engine"
	"github.com/scimproof/scimproof/internal/process"
)

const (
	// sweepLimit bounds the removal of what one run left.
	sweepLimit = time.Minute
	// look is the pause between two looks at what a run left.
	look = 100 * time.Millisecond
	// quiet is how many looks must find nothing: the engine may still be making
	// what the killed process asked it for last.
	quiet = 15
)

// init turns the program into a watchdog before anything else of it runs. Only
// an init can do that for every program that imports the lab, such as a vendor's
// test binary, without that program's doing.
func init() { //nolint:gochecknoinits // see above
	if os.Getenv(variable) == "" {
		return
	}
	signal.Ignore(os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	if err := watch(os.Stdin).cleanUp(context.Background()); err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

// duties are what is to be cleaned up.
type duties struct {
	groups map[int]bool
	runs   []string
	dirs   []string
}

// watch reads what the watched process tells until that ends. Nothing is to be
// cleaned up if it said that it is done.
func watch(from io.Reader) duties {
	d := duties{groups: map[int]bool{}}
	for lines := bufio.NewScanner(from); lines.Scan(); {
		word, rest, _ := strings.Cut(lines.Text(), " ")
		switch word {
		case "run":
			d.runs = append(d.runs, rest)
		case "dir":
			d.dirs = append(d.dirs, rest)
		case "group":
			if pgid, err := strconv.Atoi(rest); err == nil && pgid > 1 {
				d.groups[pgid] = true
			}
		case "ended":
			if pgid, err := strconv.Atoi(rest); err == nil {
				delete(d.groups, pgid)
			}
		case "done":
			return duties{}
		}
	}
	return d
}

// cleanUp does what it can and returns the last thing that went wrong.
func (d duties) cleanUp(ctx context.Context) (failed error) {
	for pgid := range d.groups {
		process.KillGroup(pgid)
	}
	for _, dir := range d.dirs {
		if err := os.RemoveAll(dir); err != nil {
			failed = err
		}
	}
	for _, run := range d.runs {
		if err := sweep(ctx, run); err != nil {
			failed = err
		}
	}
	return failed
}

// sweep removes the containers and networks of a run until no more turn up.
func sweep(ctx context.Context, run string) error {
	ctx, cancel := context.WithTimeout(ctx, sweepLimit)
	defer cancel()
	e, err := engine.Connect(ctx)
	if err != nil {
		return fmt.Errorf("sweep run %s: %w", run, err)
	}
	defer func() { _ = e.Close() }()
	ticks := time.NewTicker(look)
	defer ticks.Stop()
	for empty := 0; empty < quiet; {
		left, err := e.Left(ctx, run)
		if err == nil && len(left) == 0 {
			empty++
		} else {
			empty = 0
			_ = e.Sweep(ctx, run) // what remains is seen at the next look
		}
		select {
		case <-ticks.C:
		case <-ctx.Done():
			return fmt.Errorf("sweep run %s: %w", run, ctx.Err())
		}
	}
	return nil
}
