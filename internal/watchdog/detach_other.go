//go:build !linux

package watchdog

import "os/exec"

// detach does nothing elsewhere than on Linux: there the watchdog shares its
// parent's fate more than it should.
func detach(*exec.Cmd) {}
