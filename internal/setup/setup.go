// Package setup installs what others wrote into a directory of its own in the
// cache, and does so only once.
package setup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/scimproof/scimproof/internal/process"
)

// doneFile, in the directory, says that the recipe came to its end there.
const doneFile = ".scimproof-done"

// Recipe says how to install something.
type Recipe struct {
	From  fs.FS    // where the files are
	Files []string // copied into the directory, without their folders
	Lines []string // run in the directory by a shell, one after the other
}

// Dir is a directory of the cache: under base, or under scimproof in the user's
// cache if base is empty.
func Dir(base string, names ...string) (string, error) {
	if base == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", err //nolint:wrapcheck // says which variable to set
		}
		base = filepath.Join(user, "scimproof")
	}
	return filepath.Abs(filepath.Join(append([]string{base}, names...)...)) //nolint:wrapcheck // says it all
}

// Complete runs the recipe in a directory of that very recipe, dir with a stamp
// behind its name, unless it was completed there before, and returns the
// directory. Another version of a recipe has another directory, so that two
// checkouts on one machine do not pull the ground from under each other. Whoever
// else wants the same at the same time waits. The guard may be nil; progress is
// told of each line.
func (r Recipe) Complete(ctx context.Context, dir string, guard process.Guard, progress func(string)) (string, error) {
	stamp, err := r.stamp()
	if err != nil {
		return "", err
	}
	dir += "-" + stamp
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", err //nolint:wrapcheck // names the directory
	}
	if len(r.Lines)+len(r.Files) == 0 {
		return dir, nil
	}
	unlock, err := process.Lock(ctx, dir+".lock")
	if err != nil {
		return "", err //nolint:wrapcheck // says what was attempted
	}
	defer unlock()
	if _, err := os.Stat(filepath.Join(dir, doneFile)); err == nil {
		return dir, nil
	}
	if err := r.install(ctx, dir, guard, progress); err != nil {
		return "", fmt.Errorf("in %s: %w", dir, err)
	}
	return dir, os.WriteFile(filepath.Join(dir, doneFile), nil, 0o600) //nolint:wrapcheck // names the file
}

// stampLength is enough hexadecimal digits to tell the versions of a recipe apart.
const stampLength = 12

// stamp changes whenever the recipe would do something else.
func (r Recipe) stamp() (string, error) {
	sum := sha256.New()
	for _, line := range r.Lines {
		fmt.Fprintf(sum, "%d %s", len(line), line)
	}
	for _, name := range r.Files {
		text, err := fs.ReadFile(r.From, name)
		if err != nil {
			return "", err //nolint:wrapcheck // names the file
		}
		fmt.Fprintf(sum, "%s %d %s", name, len(text), text)
	}
	return hex.EncodeToString(sum.Sum(nil))[:stampLength], nil
}

// install empties the directory, copies the files and runs the lines.
func (r Recipe) install(ctx context.Context, dir string, guard process.Guard, progress func(string)) error {
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o750)); err != nil {
		return err
	}
	for _, name := range r.Files {
		text, err := fs.ReadFile(r.From, name)
		if err != nil {
			return err //nolint:wrapcheck // names the file
		}
		if err := os.WriteFile(filepath.Join(dir, path.Base(name)), text, 0o600); err != nil {
			return err //nolint:wrapcheck // names the file
		}
	}
	for _, line := range r.Lines {
		progress(line)
		if err := process.Run(ctx, process.Command{Argv: []string{"sh", "-c", line}, Dir: dir}, guard); err != nil {
			return err //nolint:wrapcheck // names the line
		}
	}
	return nil
}
