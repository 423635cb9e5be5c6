package steps

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// stateSentences read back what became of resources, whatever the answer to the
// write said: the commonest serious fault is a success with the wrong state.
func stateSentences() []Sentence {
	return []Sentence{
		{
			Then: `reading {name} shows {path} as ({json})`,
			Do:   func(w *World) any { return w.shows },
		},
		{
			Then: `reading {name} shows no {path}`,
			Do:   func(w *World) any { return w.showsNo },
		},
		{
			Then: `reading {name} shows:`,
			Do:   func(w *World) any { return w.showsAll },
		},
		{
			Then: `reading {name} shows {number} of {path}`,
			Do:   func(w *World) any { return w.showsMany },
		},
		{
			Then: `reading {name} shows (a newer|the same) {path}`,
			Do:   func(w *World) any { return w.showsMoved },
		},
		{
			Then: `reading {name} gives 404`,
			Do:   func(w *World) any { return w.isGone },
		},
		{
			Then: `nothing about {name} has changed`,
			Do:   func(w *World) any { return w.isUntouched },
		},
		{
			Then: `the group {name} holds exactly ` + namesWords,
			Do:   func(w *World) any { return w.groupHolds },
		},
		{
			Then: `the list holds exactly ` + namesWords,
			Do:   func(w *World) any { return w.listHolds },
		},
		{
			Then: `the list holds ` + namesWords + ` in this order`,
			Do:   func(w *World) any { return w.listOrder },
		},
		{
			Then: `the list holds {name}`,
			Do:   func(w *World) any { return w.listHas },
		},
		{
			Then: `the list lacks {name}`,
			Do:   func(w *World) any { return w.listLacks },
		},
	}
}

// fetch reads a resource anew, past the newest answer, which stays the one to judge.
func (w *World) fetch(ctx context.Context, name string) (map[string]any, error) {
	r, err := w.named(name)
	if err != nil {
		return nil, err
	}
	client := w.scim()
	client.Token = cmp.Or(r.token, client.Token)
	exchange, err := client.Get(ctx, r.path())
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if exchange.Status != http.StatusOK {
		return nil, mismatch("200 when "+name+" is read", "%d %.*s", exchange.Status, shown, exchange.Body)
	}
	body, err := decode(exchange.Body)
	seen, isObject := body.(map[string]any)
	if err != nil || !isObject {
		return nil, mismatch("a JSON object when "+name+" is read", "%.*s", shown, exchange.Body)
	}
	return seen, nil
}

// reading waits until a look at the resource is satisfied.
func (w *World) reading(ctx context.Context, name string, judge func(map[string]any) error) error {
	return w.Settle(ctx, name+" is as expected", func(ctx context.Context) error {
		seen, err := w.fetch(ctx, name)
		if err != nil {
			return err
		}
		return judge(seen)
	})
}

func (w *World) shows(ctx context.Context, name, path, value string) error {
	return w.reading(ctx, name, func(seen map[string]any) error { return w.compare(seen, path, value) })
}

func (w *World) showsNo(ctx context.Context, name, path string) error {
	return w.reading(ctx, name, func(seen map[string]any) error {
		if got, found := look(seen, path); found && !unassigned(got) {
			return mismatch("no "+path, "%s", encode(got))
		}
		return nil
	})
}

func (w *World) showsAll(ctx context.Context, name string, table *Table) error {
	rows, err := readTable(table, "path", "value")
	if err != nil {
		return err
	}
	return w.reading(ctx, name, func(seen map[string]any) error {
		for _, row := range rows {
			if err := w.compare(seen, row["path"], row["value"]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *World) showsMany(ctx context.Context, name string, n int, path string) error {
	return w.reading(ctx, name, func(seen map[string]any) error {
		got, _ := look(seen, path)
		if list, _ := got.([]any); len(list) != n {
			return mismatch(fmt.Sprintf("%d of %s", n, path), "%s", encode(got))
		}
		return nil
	})
}

// showsMoved compares with the representation the scenario saw first.
func (w *World) showsMoved(ctx context.Context, name, which, path string) error {
	r, err := w.named(name)
	if err != nil {
		return err
	}
	before, _ := look(r.seen, path)
	return w.reading(ctx, name, func(seen map[string]any) error {
		now, _ := look(seen, path)
		if sameJSON(before, now) == (which == "the same") {
			return nil
		}
		return mismatch(fmt.Sprintf("%s %s than %s", which, path, encode(before)), "%s", encode(now))
	})
}

func (w *World) isGone(ctx context.Context, name string) error {
	r, err := w.named(name)
	if err != nil {
		return err
	}
	return w.Settle(ctx, name+" is gone", func(ctx context.Context) error {
		exchange, err := w.scim().Get(ctx, r.path())
		if err == nil && exchange.Status != http.StatusNotFound {
			return mismatch("404 when "+name+" is read", "%d %.*s", exchange.Status, shown, exchange.Body)
		}
		return err //nolint:wrapcheck // the client's error says what was attempted
	})
}

func (w *World) isUntouched(ctx context.Context, name string) error {
	r, err := w.named(name)
	if err != nil {
		return err
	}
	seen, err := w.fetch(ctx, name)
	if err != nil {
		return err
	}
	if was, is := encode(unordered(assigned(any(r.seen)))), encode(unordered(assigned(any(seen)))); was != is {
		return mismatch(was, "%s", is)
	}
	return nil
}

func (w *World) groupHolds(ctx context.Context, name, people string) error {
	want, err := w.ids(namesIn(people))
	if err != nil {
		return err
	}
	slices.Sort(want)
	return w.reading(ctx, name, func(seen map[string]any) error {
		members, _ := look(seen, "members")
		list, _ := members.([]any)
		got := []string{}
		for _, m := range list {
			value, _ := look(m, "value")
			got = append(got, fmt.Sprint(value))
		}
		slices.Sort(got)
		if slices.Equal(want, got) {
			return nil
		}
		return mismatch("the members "+people, "%s", w.namesOf(got))
	})
}

func (w *World) ids(names []string) ([]string, error) {
	ids := []string{}
	for _, name := range names {
		r, err := w.named(name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, r.id)
	}
	return ids, nil
}

// namesOf puts the feature's names in the place of ids, for messages.
func (w *World) namesOf(ids []string) string {
	names := []string{}
	for _, id := range ids {
		name := "unknown " + id
		for known, r := range w.said.resources {
			if r.id == id {
				name = known
			}
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return "nobody"
	}
	return strings.Join(names, ", ")
}

func (w *World) listHolds(_ context.Context, people string) error {
	return w.compareList(people, true)
}

func (w *World) listOrder(_ context.Context, people string) error {
	return w.compareList(people, false)
}

func (w *World) compareList(people string, sorted bool) error {
	want, err := w.ids(namesIn(people))
	if err != nil {
		return err
	}
	got, err := w.listed()
	if err != nil {
		return err
	}
	expected, actual := want, got
	if sorted {
		expected, actual = slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(got))
	}
	if slices.Equal(expected, actual) {
		return nil
	}
	return mismatch(people, "%s", w.namesOf(got))
}

func (w *World) listHas(_ context.Context, name string) error   { return w.listedOrNot(name, true) }
func (w *World) listLacks(_ context.Context, name string) error { return w.listedOrNot(name, false) }

func (w *World) listedOrNot(name string, want bool) error {
	r, err := w.named(name)
	if err != nil {
		return err
	}
	got, err := w.listed()
	if err != nil || slices.Contains(got, r.id) == want {
		return err
	}
	return mismatch(map[bool]string{true: name, false: "everybody but " + name}[want], "%s", w.namesOf(got))
}
