package watchdog

import (
	"os/exec"
	"syscall"
)

// detach gives the watchdog a session of its own: what ends the watched
// process's terminal or group must not end it.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
