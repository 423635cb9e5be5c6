package process

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/scimproof/scimproof/internal/wait"
)

// Lock waits until nobody else, in this program or another, holds the lock that
// this file stands for. It goes with the program that holds it, however that ends.
func Lock(ctx context.Context, name string) (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the caller's own file
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	err = wait.Until(ctx, "lock "+name, func(context.Context) error {
		locked, err := tryLock(file)
		if err == nil && !locked {
			err = errors.New("another run holds it")
		}
		return err
	})
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return func() { _ = file.Close() }, nil
}
