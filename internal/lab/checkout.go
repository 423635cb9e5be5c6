package lab

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

const (
	// module is the first line of the checkout's go.mod.
	module = "module github.com/scimproof/scimproof"
	// sourceVariable names a checkout when the program runs elsewhere.
	sourceVariable = "SCIMPROOF_SOURCE"
)

// imageSources is all of the checkout that can change an image; a test holds it
// to what the commands import.
//
//nolint:gochecknoglobals // a constant table
var imageSources = []string{"go.mod", "go.sum", "cmd/mockidp", "cmd/mockvault", "cmd/refbridge", "internal", "mockidp", "mockvault"}

// findCheckout finds the sources that images are built from: those that
// SCIMPROOF_SOURCE names, those around the working directory, or those that this
// program was built from.
func findCheckout() (string, error) {
	if named := os.Getenv(sourceVariable); named != "" {
		if !isCheckout(named) {
			return "", fmt.Errorf("%s is %s, which holds no sources of scimproof", sourceVariable, named)
		}
		return filepath.Abs(named) //nolint:wrapcheck // names what is missing
	}
	if dir, err := os.Getwd(); err == nil {
		for {
			if isCheckout(dir) {
				return dir, nil
			}
			above := filepath.Dir(dir)
			if above == dir {
				break
			}
			dir = above
		}
	}
	if _, here, _, ok := runtime.Caller(0); ok {
		if dir := filepath.Join(filepath.Dir(here), "..", ".."); isCheckout(dir) {
			return dir, nil
		}
	}
	return "", errors.New("the images are built from the sources of scimproof, which are not here; set " + sourceVariable + " to a checkout")
}

func isCheckout(dir string) bool {
	text, err := os.ReadFile(filepath.Join(dir, "go.mod")) //nolint:gosec // looking for our own file
	first, _, _ := strings.Cut(string(text), "\n")
	return err == nil && strings.TrimSpace(first) == module
}

// contentHash is short and changes whenever an image built from the checkout
// would; more is whatever else goes into it.
func contentHash(checkout string, more ...string) (string, error) {
	sum := sha256.New()
	for _, part := range more {
		fmt.Fprintf(sum, "%d %s\n", len(part), part)
	}
	for _, source := range imageSources {
		err := filepath.WalkDir(filepath.Join(checkout, source), func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && entry.Name() == "testdata":
				return filepath.SkipDir
			case entry.IsDir() || strings.HasSuffix(path, "_test.go"):
				return nil
			}
			return addFile(sum, checkout, path)
		})
		if err != nil {
			return "", fmt.Errorf("read the sources of the images: %w", err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:6]), nil
}

func addFile(sum io.Writer, checkout, path string) error {
	text, err := os.ReadFile(path) //nolint:gosec // a file of the checkout
	if err != nil {
		return err //nolint:wrapcheck // names the file
	}
	name, err := filepath.Rel(checkout, path)
	if err != nil {
		return err //nolint:wrapcheck // names the file
	}
	fmt.Fprintf(sum, "%s %d\n%s\n", filepath.ToSlash(name), len(text), text)
	return nil
}
