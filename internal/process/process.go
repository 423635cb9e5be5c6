// Package process runs commands so that nothing of them stays: each in a
// process group of its own, with the end of its output kept.
package process

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

const (
	// grace is what a command gets between being asked to end and being ended.
	grace = 2 * time.Second
	// pipeGrace is how long a command that has ended may leave its output open to what it started.
	pipeGrace = 500 * time.Millisecond
)

// Command is what is run; there is no shell in between.
type Command struct {
	Argv []string // program and arguments
	Dir  string   // "": that of this process
	Env  []string // nil: that of this process

	answer io.Writer // what standard output goes to; nil: the log
}

// Guard is told of the process groups that run, so that it can end them if this
// process is killed. watchdog.Dog is one.
type Guard interface {
	Group(pgid int) error
	GroupEnded(pgid int) error
}

// Group is a running command with everything it started.
type Group struct {
	cmd  *exec.Cmd
	log  Tail
	gone chan error
}

// Start runs a command; End ends it. The guard may be nil. When the command
// ends, everything it started in its group is ended too.
func Start(ctx context.Context, c Command, guard Guard) (*Group, error) {
	g := &Group{gone: make(chan error, 1)}
	g.cmd = exec.CommandContext(context.WithoutCancel(ctx), c.Argv[0], c.Argv[1:]...) //nolint:gosec // running what it is told to is the purpose
	g.cmd.Dir, g.cmd.Env = c.Dir, c.Env
	g.cmd.Stdout, g.cmd.Stderr = &g.log, &g.log
	if c.answer != nil {
		g.cmd.Stdout = c.answer
	}
	g.cmd.WaitDelay = pipeGrace
	ownGroup(g.cmd)
	if err := g.cmd.Start(); err != nil {
		return nil, fmt.Errorf("run %s: %w", strings.Join(c.Argv, " "), err)
	}
	if guard != nil {
		if err := guard.Group(g.cmd.Process.Pid); err != nil {
			KillGroup(g.cmd.Process.Pid)
			_ = g.cmd.Wait()
			return nil, fmt.Errorf("run %s: %w", strings.Join(c.Argv, " "), err)
		}
	}
	go g.watch(guard)
	return g, nil
}

// Run runs a command to its end. The error holds its last words; if ctx ends
// first, the command is ended and the error is the context's cause.
func Run(ctx context.Context, c Command, guard Guard) error {
	g, err := Start(ctx, c, guard)
	if err != nil {
		return err
	}
	select {
	case err = <-g.gone:
	case <-ctx.Done():
		g.End(context.WithoutCancel(ctx))
		err = context.Cause(ctx)
	}
	if err != nil {
		return fmt.Errorf("run %s: %w%s", strings.Join(c.Argv, " "), err, LastWords(g.Log()))
	}
	return nil
}

// Output runs a command to its end, as Run does, and returns what it printed to
// its standard output. More than limit bytes are an error.
func Output(ctx context.Context, c Command, limit int, guard Guard) ([]byte, error) {
	answer := bounded{limit: limit}
	c.answer = &answer
	if err := Run(ctx, c, guard); err != nil {
		return nil, err
	}
	if answer.more {
		return nil, fmt.Errorf("run %s: it printed more than %d bytes", strings.Join(c.Argv, " "), limit)
	}
	return answer.text.Bytes(), nil
}

// bounded keeps the beginning of what is written and takes the rest, so that the
// command does not fail over it.
type bounded struct {
	text  bytes.Buffer
	limit int
	more  bool
}

func (b *bounded) Write(p []byte) (int, error) {
	kept := min(len(p), b.limit-b.text.Len())
	b.text.Write(p[:kept])
	b.more = b.more || kept < len(p)
	return len(p), nil
}

// Gone yields how the command ended, once it did, and is then closed.
func (g *Group) Gone() <-chan error { return g.gone }

// Log is the end of what the group printed.
func (g *Group) Log() string { return g.log.String() }

// watch waits for the command and then ends what it left behind: at that moment
// the group's number cannot yet belong to anybody else.
func (g *Group) watch(guard Guard) {
	err := g.cmd.Wait()
	KillGroup(g.cmd.Process.Pid)
	if guard != nil {
		_ = guard.GroupEnded(g.cmd.Process.Pid) // the guard may itself have ended by now
	}
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil
	}
	g.gone <- err
	close(g.gone)
}

// End asks the group to end, and after a while, or when ctx ends, makes it end.
// It may be called again.
func (g *Group) End(ctx context.Context) {
	select {
	case <-g.gone:
		return // it ended by itself; its number may belong to somebody else by now
	default:
	}
	patience, cancel := context.WithTimeout(ctx, grace)
	defer cancel()
	askGroup(g.cmd)
	select {
	case <-g.gone:
	case <-patience.Done():
		KillGroup(g.cmd.Process.Pid)
	}
	for range g.gone { // drained and closed: the command and its watcher are gone
	}
}
