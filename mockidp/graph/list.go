package graph

import (
	"slices"
	"sort"
	"strconv"
)

// listOptions are what a collection takes.
var listOptions = []string{"$select", "$filter", "$orderby", "$top", "$count", "$skiptoken"} //nolint:gochecknoglobals // constant table

// list answers a page of a collection. The objects may come in any order.
func (c *call) list(e *entity, objects []object) (map[string]any, error) {
	q, err := c.query(e, listOptions...)
	if err != nil {
		return nil, err
	}
	found := slices.DeleteFunc(objects, func(o object) bool { return !q.filter.holds(o) })
	if !slices.IsSortedFunc(found, q.compare) { // the directory lists by id already
		slices.SortStableFunc(found, q.compare)
	}
	page := found
	if q.after != nil {
		page = page[sort.Search(len(page), func(i int) bool { return compareTerms(q.order, q.place(page[i]), q.after) > 0 }):]
	}
	out := map[string]any{"@odata.context": c.context(e.set)}
	if q.count {
		out["@odata.count"] = len(found)
	}
	if len(page) > q.top {
		page = page[:q.top]
		out["@odata.nextLink"] = c.next(skipToken(q.place(page[len(page)-1])))
	}
	values := make([]map[string]any, len(page))
	for i, o := range page {
		values[i] = e.shown(o, q.selected)
	}
	out["value"] = values
	return out, nil
}

// count answers how many objects there are, in plain text.
func (c *call) count(e *entity, objects []object) (any, error) {
	q, err := c.query(e, "$filter")
	if err != nil {
		return nil, err
	}
	if c.GetHeader("ConsistencyLevel") == "" {
		return nil, badRequest("$count is not supported without the header 'ConsistencyLevel: eventual'.")
	}
	found := slices.DeleteFunc(objects, func(o object) bool { return !q.filter.holds(o) })
	c.answerID()
	c.String(200, strconv.Itoa(len(found)))
	return nil, errAnswered
}

// next is the address of the next page: the same request with another token.
func (c *call) next(token string) string {
	options := c.Request.URL.Query()
	options.Set("$skiptoken", token)
	return root(c.Request) + c.Request.URL.EscapedPath() + "?" + options.Encode()
}

// place is where an object stands in the query's order.
func (q query) place(o object) []any {
	out := make([]any, len(q.order))
	for i, term := range q.order {
		out[i] = term.path.of(o)
	}
	return out
}

func (q query) compare(a, b object) int {
	for _, term := range q.order {
		if n := term.compare(term.path.of(a), term.path.of(b)); n != 0 {
			return n
		}
	}
	return 0
}

func compareTerms(terms []order, a, b []any) int {
	for i, term := range terms {
		if n := term.compare(a[i], b[i]); n != 0 {
			return n
		}
	}
	return 0
}

func (t order) compare(a, b any) int {
	n := compareValues(a, b)
	if t.descending {
		return -n
	}
	return n
}
