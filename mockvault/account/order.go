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

// index finds the things that share a key; most keys have one.
type index[T comparable] map[string][]T

func (x index[T]) add(key string, thing T) {
	if key != "" {
		x[key] = append(x[key], thing)
	}
}

func (x index[T]) remove(key string, thing T) {
	if i := slices.Index(x[key], thing); i >= 0 {
		if x[key] = slices.Delete(x[key], i, i+1); len(x[key]) == 0 {
			delete(x, key)
		}
	}
}

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
