package bridge

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

const (
	// grace is what a process gets between being asked to end and being ended.
	grace = 2 * time.Second
	// pipeGrace is how long a process that has ended may leave its output open to what it started.
	pipeGrace = 500 * time.Millisecond
)

// group is a running command with everything it started.
type group struct {
	cmd  *exec.Cmd
	log  *Tail
	gone chan error // yields how the command ended and is closed
}

// startGroup runs a command in a process group of its own. It outlives ctx; end ends it.
func startGroup(ctx context.Context, c command, guard Guard) (*group, error) {
	g := &group{log: &Tail{}, gone: make(chan error, 1)}
	g.cmd = exec.CommandContext(context.WithoutCancel(ctx), c.argv[0], c.argv[1:]...) //nolint:gosec // running the profile's command is the purpose
	g.cmd.Dir, g.cmd.Env = c.dir, c.env
	g.cmd.Stdout, g.cmd.Stderr = g.log, g.log
	g.cmd.WaitDelay = pipeGrace
	ownGroup(g.cmd)
	if err := g.cmd.Start(); err != nil {
		return nil, fmt.Errorf("run %s: %w", strings.Join(c.argv, " "), err)
	}
	if guard != nil {
		if err := guard.Group(g.cmd.Process.Pid); err != nil {
			killGroup(g.cmd)
			_ = g.cmd.Wait()
			return nil, fmt.Errorf("run %s: %w", strings.Join(c.argv, " "), err)
		}
	}
	go g.watch(guard)
	return g, nil
}

// watch waits for the command and then ends what it left behind: at that moment
// the group's number cannot yet belong to anybody else.
func (g *group) watch(guard Guard) {
	err := g.cmd.Wait()
	killGroup(g.cmd)
	if guard != nil {
		_ = guard.GroupEnded(g.cmd.Process.Pid) // the guard may itself have ended by now
	}
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil
	}
	g.gone <- err
	close(g.gone)
}

// end asks the group to end, and after a while, or when ctx ends, makes it end.
func (g *group) end(ctx context.Context) error {
	select {
	case <-g.gone:
		return nil // it ended by itself; its number may belong to somebody else by now
	default:
	}
	patience, cancel := context.WithTimeout(ctx, grace)
	defer cancel()
	askGroup(g.cmd)
	select {
	case <-g.gone:
	case <-patience.Done():
		killGroup(g.cmd)
	}
	for range g.gone { // drained and closed: the command and its watcher are gone
	}
	return nil
}
