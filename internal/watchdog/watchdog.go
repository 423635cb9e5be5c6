// Package watchdog sees to it that nothing stays behind when this program is
// killed, by whatever signal: a second process, the same program started again,
// holds one end of a pipe whose other end dies with this one. It then ends the
// process groups and removes the containers it was told of.
//
// A program that imports this package can be its own watchdog (see takeover.go)
// and needs to do nothing but Start.
package watchdog

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
)

// variable, when set in the environment, makes the program a watchdog.
const variable = "SCIMPROOF_WATCHDOG"

// Dog watches this process. It is safe for concurrent use.
type Dog struct {
	cmd  *exec.Cmd
	mu   sync.Mutex
	pipe *os.File // nil: let go
}

// Start starts a watchdog. Call Done or Abandon in the end.
func Start() (*Dog, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("start the watchdog: %w", err)
	}
	theirs, ours, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start the watchdog: %w", err)
	}
	defer func() { _ = theirs.Close() }()
	// It shares no output with this process, or whoever reads that to its end would wait for the watchdog.
	cmd := exec.Command(program) //nolint:gosec,noctx // this very program; it must outlive every context
	cmd.Env = append(os.Environ(), variable+"=1")
	cmd.Stdin = theirs
	detach(cmd)
	if err := cmd.Start(); err != nil {
		_ = ours.Close()
		return nil, fmt.Errorf("start the watchdog: %w", err)
	}
	return &Dog{cmd: cmd, pipe: ours}, nil
}

// Run tells of a run whose containers and networks carry its label.
func (d *Dog) Run(id string) error { return d.tell("run " + id) }

// Group tells of a process group that was started.
func (d *Dog) Group(pgid int) error { return d.tell(fmt.Sprintf("group %d", pgid)) }

// GroupEnded tells that a process group has ended; its number may soon be somebody else's.
func (d *Dog) GroupEnded(pgid int) error { return d.tell(fmt.Sprintf("ended %d", pgid)) }

// Dir tells of a temporary directory.
func (d *Dog) Dir(path string) error { return d.tell("dir " + path) }

// Done says that everything was cleaned up, and returns when the watchdog has ended.
func (d *Dog) Done() error { return errors.Join(d.tell("done"), d.letGo()) }

// Abandon leaves the cleaning up to the watchdog and returns when it has ended.
// After Done it does nothing.
func (d *Dog) Abandon() error { return d.letGo() }

func (d *Dog) tell(line string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.pipe == nil {
		return nil
	}
	if _, err := d.pipe.WriteString(line + "\n"); err != nil {
		return fmt.Errorf("tell the watchdog %q: %w", line, err)
	}
	return nil
}

func (d *Dog) letGo() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.pipe == nil {
		return nil
	}
	_ = d.pipe.Close()
	d.pipe = nil
	if err := d.cmd.Wait(); err != nil {
		return fmt.Errorf("end the watchdog: %w", err)
	}
	return nil
}
