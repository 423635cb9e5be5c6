package wait

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestUntilReturnsOnceTheCheckHolds(t *testing.T) {
	t.Parallel()
	looks := 0
	err := Until(t.Context(), "third look", func(context.Context) error {
		if looks++; looks < 3 {
			return errors.New("not yet")
		}
		return nil
	})
	if err != nil || looks != 3 {
		t.Fatalf("Until = %v after %d looks, want nil after 3", err, looks)
	}
}

func TestUntilNamesTheLastStateSeen(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	cause := errors.New(`state is "active"`)
	err := Until(ctx, "member ada suspended", func(context.Context) error { return cause })
	if !errors.Is(err, cause) {
		t.Fatalf("error %v does not wrap the last look", err)
	}
	for _, part := range []string{"member ada suspended: not within", "looks", `last: state is "active"`} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q lacks %q", err, part)
		}
	}
}

// A look in the middle of which the time is over has seen nothing but that.
func TestUntilNamesTheStateBeforeTheLookThatWasCutShort(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	looks := 0
	err := Until(ctx, "member ada suspended", func(ctx context.Context) error {
		if looks++; looks == 1 {
			return errors.New(`state is "active"`)
		}
		cancel()
		return ctx.Err()
	})
	if want := `(2 looks); last: state is "active"`; err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("Until = %v, want an error that ends with %s", err, want)
	}
}
