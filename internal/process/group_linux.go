package process

import (
	"os/exec"
	"syscall"
)

// ownGroup gives the command a process group of its own, and has the kernel
// kill it if this process dies; what the command started is left to the guard.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// askGroup asks every process of the group to end.
func askGroup(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }

// KillGroup ends every process of a group; there may be none left.
func KillGroup(pgid int) { _ = syscall.Kill(-pgid, syscall.SIGKILL) }
