//go:build !linux

package process

import (
	"os"
	"os/exec"
)

// Elsewhere than on Linux only the command itself is ended, not what it started.

func ownGroup(*exec.Cmd) {}

func askGroup(cmd *exec.Cmd) { _ = cmd.Process.Signal(os.Interrupt) }

// KillGroup ends the first process of a group.
func KillGroup(pgid int) {
	if process, err := os.FindProcess(pgid); err == nil {
		_ = process.Kill()
	}
}
