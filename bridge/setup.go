package bridge

import (
	"context"
	"fmt"

	"github.com/scimproof/scimproof/internal/setup"
)

// setUp runs the profile's set-up in its cache directory unless exactly that
// was completed before, and returns the directory.
func (s Setting) setUp(ctx context.Context, p Profile) (dir string, err error) {
	if dir, err = setup.Dir(s.Cache, "bridges", p.Name); err != nil {
		return "", fmt.Errorf("find a directory for what profile %s sets up: %w", p.Name, err)
	}
	recipe := setup.Recipe{From: p.beside, Files: p.Process.Files, Lines: p.Process.Setup}
	if dir, err = recipe.Complete(ctx, dir, s.Guard, func(line string) { s.progress("%s: %s", p.Name, line) }); err != nil {
		return "", fmt.Errorf("set up profile %s: %w", p.Name, err)
	}
	return dir, nil
}
