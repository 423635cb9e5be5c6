package steps

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
)

// pageSentences are about lists that come in pages (RFC 7644 3.4.2.4).
func pageSentences() []Sentence {
	return []Sentence{
		{
			Given: `more users than {path} promises, with {text} as {text}`,
			Do:    func(w *World) any { return w.crowd },
		},
		{
			Then: `the pages that follow with (.+) hold the rest, unless the answer is 400`,
			Do:   func(w *World) any { return w.restFollows },
		},
		{
			When: `the client walks (users|groups)(?: with (.+))? in pages of {number}`,
			Do:   func(w *World) any { return w.walks },
		},
		{
			Then: `the page holds at most {number} resources`,
			Do:   func(w *World) any { return w.pageHoldsAtMost },
		},
		{
			Then: `the page holds no more resources than {path} promises`,
			Do:   func(w *World) any { return w.pageHoldsAsPromised },
		},
		{
			Then: `the page counts its resources`,
			Do:   func(w *World) any { return w.pageCounts },
		},
	}
}

// pageLimit bounds a walk: where a server holds more people, pages become larger.
const pageLimit = 100

// walks asks for page after page until the total is reached, as a client does: the
// next page starts behind what was returned. Every page must say the same total;
// what the pages held, put together, is for the Then to judge.
func (w *World) walks(ctx context.Context, kind, query string, count int) error {
	values, err := w.queryOf(query)
	if err != nil {
		return err
	}
	walked, total := []string{}, 1
	for start := 1; start <= total; {
		values.Set("startIndex", strconv.Itoa(start))
		values.Set("count", strconv.Itoa(count))
		page, now, err := w.askPage(ctx, endpointOf(kind), values)
		switch {
		case err != nil:
			return err
		case start > 1 && now != total:
			return mismatch(fmt.Sprintf("totalResults %d on every page", total), "%s", w.describeAnswer())
		case len(page) > count:
			return mismatch(fmt.Sprintf("at most %d on a page", count), "%d", len(page))
		case len(page) == 0 && now > 0:
			return mismatch(fmt.Sprintf("more of %d results at startIndex %d", now, start), "%s", w.describeAnswer())
		}
		walked = append(walked, w.ours(page)...)
		start, total, count = start+len(page), now, max(count, now/pageLimit)
	}
	w.said.walked = walked
	return nil
}

func (w *World) askPage(ctx context.Context, endpoint string, values url.Values) (page []any, total int, err error) {
	if err := w.send(ctx, http.MethodGet, endpoint+"?"+values.Encode(), nil); err != nil {
		return nil, 0, err
	}
	said, _ := look(w.said.body, "totalResults")
	number, isNumber := said.(float64)
	if w.said.answer.Status != http.StatusOK || !isNumber {
		return nil, 0, mismatch("a page with totalResults", "%s", w.describeAnswer())
	}
	return w.page(), int(number), nil
}

// page is what the newest answer lists.
func (w *World) page() []any {
	resources, _ := look(w.said.body, "Resources")
	list, _ := resources.([]any)
	return list
}

func (w *World) pageHoldsAtMost(_ context.Context, most int) error {
	if page := w.page(); len(page) > most {
		return mismatch(fmt.Sprintf("at most %d resources", most), "%d in %s", len(page), w.describeAnswer())
	}
	return nil
}

// pageHoldsAsPromised takes the number from ServiceProviderConfig; a bridge that says
// nothing there is not held to it.
func (w *World) pageHoldsAsPromised(ctx context.Context, path string) error {
	promised, _ := look(w.run.promises.config, path)
	if most, isNumber := promised.(float64); isNumber {
		return w.pageHoldsAtMost(ctx, int(most))
	}
	return nil
}

// crowd makes one user more than fit into one answer.
func (w *World) crowd(ctx context.Context, path, attribute, value string) error {
	most, err := w.promised(path)
	if err != nil {
		return err
	}
	for i := range most + 1 {
		if err := w.makeUser(ctx, fmt.Sprintf("p%d", i), encode(map[string]any{attribute: value})); err != nil {
			return err
		}
	}
	return nil
}

// restFollows goes on behind the newest page, which was asked for with the same
// query, until everybody whom the scenario made has been met.
func (w *World) restFollows(ctx context.Context, query string) error {
	if w.said.answer.Status == http.StatusBadRequest {
		return nil // declined as too many
	}
	values, err := w.queryOf(query)
	if err != nil {
		return err
	}
	all := len(w.said.resources)
	if total, _ := look(w.said.body, "totalResults"); total != float64(all) {
		return mismatch(fmt.Sprintf("totalResults %d, as many as there are", all), "%s", encode(total))
	}
	page := w.page()
	met := w.ours(page)
	for start := 1 + len(page); len(page) > 0 && start <= all; start += len(page) {
		values.Set("startIndex", strconv.Itoa(start))
		if page, _, err = w.askPage(ctx, "/Users", values); err != nil {
			return err
		}
		met = append(met, w.ours(page)...)
	}
	slices.Sort(met)
	if once := len(slices.Compact(slices.Clone(met))); once != all || len(met) != all {
		return mismatch(fmt.Sprintf("each of %d users on one page", all), "%d of them on the pages, %d in all", once, len(met))
	}
	return nil
}

func (w *World) pageCounts(context.Context) error {
	said, _ := look(w.said.body, "itemsPerPage")
	if page := w.page(); said != float64(len(page)) {
		return mismatch(fmt.Sprintf("itemsPerPage %d, the number of resources returned", len(page)), "%s", encode(said))
	}
	return nil
}
