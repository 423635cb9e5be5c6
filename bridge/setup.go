package bridge

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

// stampFile, in a profile's cache, says which set-up was completed there.
const stampFile = ".scimproof-setup"

// setUp runs the profile's set-up in its cache directory unless exactly that
// was completed before, and returns the directory.
func (s Setting) setUp(ctx context.Context, p Profile) (dir string, err error) {
	if dir, err = s.cacheOf(p); err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", fmt.Errorf("set up profile %s: %w", p.Name, err)
	}
	if len(p.Process.Setup)+len(p.Process.Files) == 0 {
		return dir, nil
	}
	unlock, err := process.Lock(ctx, dir+".lock")
	if err != nil {
		return "", fmt.Errorf("set up profile %s: %w", p.Name, err)
	}
	defer unlock()
	stamp, err := p.stamp()
	if err != nil {
		return "", fmt.Errorf("set up profile %s: %w", p.Name, err)
	}
	if done, err := os.ReadFile(filepath.Join(dir, stampFile)); err == nil && string(done) == stamp { //nolint:gosec // our own file
		return dir, nil
	}
	if err := s.install(ctx, p, dir); err != nil {
		return "", fmt.Errorf("set up profile %s in %s: %w", p.Name, dir, err)
	}
	if err := os.WriteFile(filepath.Join(dir, stampFile), []byte(stamp), 0o600); err != nil {
		return "", fmt.Errorf("set up profile %s: %w", p.Name, err)
	}
	return dir, nil
}

// stamp changes whenever the set-up would do something else.
func (p Profile) stamp() (string, error) {
	sum := sha256.New()
	for _, line := range p.Process.Setup {
		fmt.Fprintf(sum, "%d %s", len(line), line)
	}
	for _, name := range p.Process.Files {
		text, err := fs.ReadFile(p.beside, name)
		if err != nil {
			return "", fmt.Errorf("read %s beside the profile: %w", name, err)
		}
		fmt.Fprintf(sum, "%s %d %s", name, len(text), text)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// install empties the directory, copies the files and runs the lines.
func (s Setting) install(ctx context.Context, p Profile, dir string) error {
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o750)); err != nil {
		return err
	}
	for _, name := range p.Process.Files {
		text, err := fs.ReadFile(p.beside, name)
		if err != nil {
			return fmt.Errorf("read %s beside the profile: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, path.Base(name)), text, 0o600); err != nil {
			return err //nolint:wrapcheck // names the file
		}
	}
	for _, line := range p.Process.Setup {
		s.progress("%s: %s", p.Name, line)
		if err := process.Run(ctx, process.Command{Argv: []string{"sh", "-c", line}, Dir: dir}, s.Guard); err != nil {
			return err //nolint:wrapcheck // names the line
		}
	}
	return nil
}
