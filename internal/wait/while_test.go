package wait

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestWhile(t *testing.T) {
	t.Parallel()
	notYet := func(context.Context) error { return errors.New("refused") }
	ended := func(err error) chan error {
		c := make(chan error, 1)
		c <- err
		return c
	}
	for _, tc := range []struct {
		name  string
		gone  chan error
		check func(context.Context) error
		limit time.Duration
		want  string // part of the error; "" for none
		ended bool
	}{
		{"ready", make(chan error), func(context.Context) error { return nil }, time.Minute, "", false},
		{"too late", make(chan error), notYet, 20 * time.Millisecond, "server up: not within", false},
		{"ended with an error", ended(errors.New("exit status 3")), notYet, time.Minute, "ended before it was ready: exit status 3", true},
		{"ended in good order", ended(nil), notYet, time.Minute, "ended before it was ready", true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			err := While(t.Context(), tc.limit, tc.gone, "server up", tc.check)
			if tc.want == "" {
				if err != nil {
					t.Fatalf("While = %v, want nil", err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Fatalf("While = %v, want an error with %q", err, tc.want)
			}
			if errors.Is(err, ErrGone) != tc.ended {
				t.Errorf("%v is ErrGone: %t, want %t", err, !tc.ended, tc.ended)
			}
		})
	}
}

func TestWhileReportsTheLastCompleteLook(t *testing.T) {
	t.Parallel()
	looks := 0
	err := While(t.Context(), 20*time.Millisecond, nil, "server up", func(ctx context.Context) error {
		if looks++; looks == 1 {
			return errors.New("answered 503")
		}
		<-ctx.Done()
		return ctx.Err()
	})
	if err == nil || !strings.HasSuffix(err.Error(), "last: answered 503") {
		t.Errorf("While = %v, want what the first look saw", err)
	}
}
