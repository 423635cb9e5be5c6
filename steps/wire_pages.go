package steps

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
)

// pageLimit ends a walk through pages that never end.
const pageLimit = 1000

// walks asks for page after page until the total is reached, as a client of RFC
// 7644 3.4.2.4 does. Every page must say the same total; what the pages held,
// put together, is for the Then to judge.
func (w *World) walks(ctx context.Context, filter string, count int) error {
	filled, err := w.fill(filter)
	if err != nil {
		return err
	}
	walked := []string{}
	for start, total := 1, 1.0; float64(start) <= total; start += count {
		if start/count > pageLimit {
			return mismatch("an end of the pages", "none after %d", pageLimit)
		}
		path := fmt.Sprintf("/Users?filter=%s&startIndex=%d&count=%d", url.QueryEscape(filled), start, count)
		if err := w.send(ctx, http.MethodGet, path, nil); err != nil {
			return err
		}
		said, _ := look(w.said.body, "totalResults")
		now, isNumber := said.(float64)
		if w.said.answer.Status != http.StatusOK || !isNumber || start > 1 && now != total {
			return mismatch(fmt.Sprintf("a page with totalResults %v", total), "%s", w.describeAnswer())
		}
		total = now
		ids, err := w.listed()
		if err != nil {
			return err
		}
		if len(ids) > count {
			return mismatch(fmt.Sprintf("at most %d on a page", count), "%d", len(ids))
		}
		walked = append(walked, ids...)
	}
	w.said.walked = walked
	return nil
}
