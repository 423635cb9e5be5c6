package provisioning

import (
	"context"
	"sync"
)

// ahead is how many items per worker may be finished before the oldest is.
const ahead = 4

// kinded is what belongs to a kind of object.
type kinded interface{ kindOf() string }

func (it *item) kindOf() string { return it.kind }

func (v *visit) kindOf() string { return v.item.kind }

func ofKind[T kinded](all []T, kind string) []T {
	out := make([]T, 0, len(all))
	for _, one := range all {
		if one.kindOf() == kind {
			out = append(out, one)
		}
	}
	return out
}

// inOrder does every item, up to workers of them at once, and commits each in
// the order of the list on the caller's goroutine. It begins none once the
// context has ended, but commits what has begun, and returns the context's error.
func inOrder[T, R any](ctx context.Context, workers int, items []T, do func(T) R, commit func(R)) error {
	if workers <= 1 {
		for _, item := range items {
			if err := ctx.Err(); err != nil {
				return err //nolint:wrapcheck // the caller says what broke off
			}
			commit(do(item))
		}
		return nil
	}
	type task struct {
		item T
		done chan R
	}
	begun, todo := make(chan task, ahead*workers), make(chan task)
	var all sync.WaitGroup
	all.Go(func() {
		defer close(begun)
		defer close(todo)
		for _, item := range items {
			if ctx.Err() != nil {
				return
			}
			next := task{item, make(chan R, 1)}
			begun <- next
			todo <- next
		}
	})
	for range workers {
		all.Go(func() {
			for next := range todo {
				next.done <- do(next.item)
			}
		})
	}
	for next := range begun {
		commit(<-next.done)
	}
	all.Wait()
	return ctx.Err() //nolint:wrapcheck // the caller says what broke off
}
