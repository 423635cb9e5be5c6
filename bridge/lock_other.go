//go:build !linux

package bridge

import "os"

// tryLock does not keep two set-ups apart elsewhere than on Linux.
func tryLock(*os.File) (bool, error) { return true, nil }
