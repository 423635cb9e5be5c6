package wait

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrGone is in the error of While when what should become ready ended instead.
var ErrGone = errors.New("ended before it was ready")

// While is Until with a time limit, for something that may end before it gets
// there: it gives up as soon as gone yields. A nil error from gone says that it
// ended in good order, which is no better.
func While(ctx context.Context, limit time.Duration, gone <-chan error, what string, check func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	ctx, abandon := context.WithCancelCause(ctx)
	stop := make(chan struct{})
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case err := <-gone:
			abandon(fmt.Errorf("%w%s", ErrGone, reason(err)))
		case <-stop:
		}
	}()
	err := Until(ctx, what, check)
	close(stop)
	<-watched
	cause := context.Cause(ctx)
	abandon(nil)
	if err != nil && errors.Is(cause, ErrGone) {
		return cause
	}
	return err
}

func reason(err error) string {
	if err == nil {
		return ""
	}
	return ": " + err.Error()
}
