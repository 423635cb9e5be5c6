package steps

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// cursorSentences are about lists that are walked by cursors (RFC 9865).
func cursorSentences() []Sentence {
	return []Sentence{
		{
			Given: `the page {name} of users with (.+)`,
			Do:    func(w *World) any { return w.keepPage },
		},
		{
			Given: `the page {name} of a search in {text} for:`,
			Do:    func(w *World) any { return w.keepSearched },
		},
		{
			When: `the client follows the cursors of users with (.+), {number} a page`,
			Do:   func(w *World) any { return w.walksByCursor },
		},
		{
			When: `the client follows the cursors that it is shown of users with (.+)`,
			Do:   func(w *World) any { return w.walksAsShown },
		},
		{
			Then: `the page holds nobody of the page {name}`,
			Do:   func(w *World) any { return w.pageDiffers },
		},
		{
			Then: `a way back, if one is shown, leads with (.+) to the page {name} again`,
			Do:   func(w *World) any { return w.wayBack },
		},
		{
			Then: `the list is paged as the configuration says`,
			Do:   func(w *World) any { return w.pagedAsPromised },
		},
	}
}

// keepPage asks for a page and gives it a name, which stands for the cursor to the next.
func (w *World) keepPage(ctx context.Context, name, query string) error {
	if err := w.lists(ctx, "users", query); err != nil {
		return err
	}
	return w.keepCursor(name)
}

func (w *World) keepSearched(ctx context.Context, name, endpoint string, parameters *DocString) error {
	if err := w.searches(ctx, endpoint, parameters); err != nil {
		return err
	}
	return w.keepCursor(name)
}

func (w *World) keepCursor(name string) error {
	seen, _ := w.said.body.(map[string]any)
	cursor, _ := seen["nextCursor"].(string)
	if w.said.answer.Status != http.StatusOK || cursor == "" {
		return mismatch("200 with a nextCursor", "%s", w.describeAnswer())
	}
	w.said.resources[name] = &resource{endpoint: "/Users", id: cursor, seen: seen}
	return nil
}

func (w *World) walksByCursor(ctx context.Context, query string, count int) error {
	return w.followCursors(ctx, query+"&cursor=&count="+strconv.Itoa(count), count)
}

// walksAsShown does not ask for cursors, and takes those it gets.
func (w *World) walksAsShown(ctx context.Context, query string) error {
	return w.followCursors(ctx, query, 0)
}

// followCursors asks for page after page until no further one is named. What the
// pages held, put together, is for the Then to judge. most 0 is any.
func (w *World) followCursors(ctx context.Context, query string, most int) error {
	values, err := w.queryOf(query)
	if err != nil {
		return err
	}
	walked, seen := []string{}, []string{}
	for range pageLimit {
		if err := w.send(ctx, http.MethodGet, "/Users?"+values.Encode(), nil); err != nil {
			return err
		}
		page := w.page()
		switch {
		case w.said.answer.Status != http.StatusOK:
			return mismatch("a page", "%s", w.describeAnswer())
		case most > 0 && len(page) > most:
			return mismatch(fmt.Sprintf("at most %d on a page", most), "%d", len(page))
		}
		walked = append(walked, w.ours(page)...)
		next, _ := look(w.said.body, "nextCursor")
		cursor, _ := next.(string)
		if cursor == "" {
			w.said.walked = walked
			return nil
		}
		if slices.Contains(seen, cursor) {
			return mismatch("a cursor to a further page", "%s again", cursor)
		}
		seen = append(seen, cursor)
		values.Set("cursor", cursor)
	}
	return mismatch("a last page", "none in %d", pageLimit)
}

func (w *World) pageDiffers(_ context.Context, name string) error {
	first, err := w.named(name)
	if err != nil {
		return err
	}
	before := idsOf(first.seen)
	for _, id := range idsOf(w.said.body) {
		if slices.Contains(before, id) {
			return mismatch("nobody of the page "+name, "%s again", id)
		}
	}
	return nil
}

// idsOf lists the ids on a page in their order.
func idsOf(page any) []string {
	resources, _ := look(page, "Resources")
	list, _ := resources.([]any)
	ids := []string{}
	for _, entry := range list {
		id, _ := look(entry, "id")
		ids = append(ids, fmt.Sprint(id))
	}
	return ids
}

func (w *World) wayBack(ctx context.Context, query, name string) error {
	first, err := w.named(name)
	if err != nil {
		return err
	}
	values, err := w.queryOf(query)
	if err != nil {
		return err
	}
	back, _ := look(w.said.body, "previousCursor")
	cursor, _ := back.(string)
	if cursor == "" {
		return nil // it is optional
	}
	values.Set("cursor", cursor)
	body, err := w.follow(ctx, "/Users?"+values.Encode())
	if err != nil {
		return err
	}
	if want, got := idsOf(first.seen), idsOf(body); !slices.Equal(want, got) {
		return mismatch(fmt.Sprintf("the page of %v", want), "%v", got)
	}
	return nil
}

// pagedAsPromised looks at a page that is not the last: a cursor to the next stands
// there if cursors are the default, and not if the index is.
func (w *World) pagedAsPromised(context.Context) error {
	method, _ := look(w.run.promises.config, "pagination.defaultPaginationMethod")
	next, shown := look(w.said.body, "nextCursor")
	shown = shown && !unassigned(next)
	if method == "cursor" && !shown || method == "index" && shown {
		return mismatch(fmt.Sprintf("paging by %v, the default", method), "%s", w.describeAnswer())
	}
	return nil
}
