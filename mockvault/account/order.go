package account

import "slices"

// order keeps things in order of creation. Taking one out costs nothing: it
// stays as a hole until a page is asked for or half of the list is holes.
type order[T interface{ removed() bool }] struct {
	list  []T
	holes int
}

func (o *order[T]) add(thing T) { o.list = append(o.list, thing) }

// taken tells that one of the list was removed.
func (o *order[T]) taken() {
	o.holes++
	if o.holes > len(o.list)/2 {
		o.close()
	}
}

// all is the list itself, without holes; callers only read it.
func (o *order[T]) all() []T {
	if o.holes > 0 {
		o.close()
	}
	return o.list
}

func (o *order[T]) close() {
	o.list = slices.DeleteFunc(o.list, T.removed)
	o.holes = 0
}

// index finds the things that share a key. Nearly every key has one thing, so
// only the others cost a list.
type index[T comparable] struct {
	first map[string]T
	more  map[string][]T
}

func newIndex[T comparable]() index[T] { return index[T]{map[string]T{}, map[string][]T{}} }

func (x index[T]) add(key string, thing T) {
	if _, taken := x.first[key]; taken {
		x.more[key] = append(x.more[key], thing)
	} else if key != "" {
		x.first[key] = thing
	}
}

// get returns a list of its own, in no order.
func (x index[T]) get(key string) []T {
	first, found := x.first[key]
	if !found {
		return nil
	}
	return append([]T{first}, x.more[key]...)
}

func (x index[T]) remove(key string, thing T) {
	left := slices.DeleteFunc(x.get(key), func(t T) bool { return t == thing })
	delete(x.first, key)
	delete(x.more, key)
	for _, t := range left {
		x.add(key, t)
	}
}

// history only grows. It does so by blocks, so that a million lines are never copied.
type history[T any] struct{ blocks [][]T }

const blockSize = 1024

func (h *history[T]) add(line T) {
	last := len(h.blocks) - 1
	if last < 0 || len(h.blocks[last]) == blockSize {
		h.blocks = append(h.blocks, nil)
		last++
	}
	h.blocks[last] = append(h.blocks[last], line)
}

func (h *history[T]) len() int {
	if len(h.blocks) == 0 {
		return 0
	}
	last := len(h.blocks) - 1
	return last*blockSize + len(h.blocks[last])
}

// list copies all lines and is never nil.
func (h *history[T]) list() []T { return listOf(slices.Concat(h.blocks...)) }

// union and minus take and give sorted lists without repetitions; their results are new.
func union(a, b []string) []string {
	both := slices.Concat(a, b)
	slices.Sort(both)
	return slices.Compact(both)
}

func minus(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool {
		_, found := slices.BinarySearch(b, s)
		return found
	})
}

// cut returns the part of the list that a page shows; a limit of 0 is none.
func cut[T any](list []T, offset, limit int) []T {
	list = list[min(offset, len(list)):]
	if limit > 0 {
		list = list[:min(limit, len(list))]
	}
	return list
}
