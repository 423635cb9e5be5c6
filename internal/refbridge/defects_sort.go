package refbridge

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// sortDefects are about the order of lists.
//
//nolint:gochecknoglobals // a constant table
var sortDefects = []Defect{
	{
		Name: "sort-ignored", Source: "cloudfoundry/uaa (seen)", Summary: "An order is promised and not kept.",
		handler: queried("sortBy", func(string) string { return "" }),
	},
	{
		Name: "sort-descending-ignored", Source: "invented", Summary: "The order always ascends.",
		handler: queried("sortOrder", func(string) string { return "ascending" }),
	},
	{
		Name: "sort-default-descending", Source: "invented", Summary: "The order descends unless told otherwise.",
		handler: asked(on("GET POST", anywhere), func(r *http.Request) {
			if q := r.URL.Query(); q.Has("sortBy") && !q.Has("sortOrder") {
				q.Set("sortOrder", "descending")
				r.URL.RawQuery = q.Encode()
			}
		}),
	},
	{
		Name: "sort-case-sensitive", Source: "invented", Summary: "Capitals come before small letters.",
		handler: sortedAgain(func(value string) string { return value }),
	},
	{
		Name: "sort-case-folded", Source: "invented", Summary: "What is case exact is sorted without regard to case.",
		handler: sortedAgain(strings.ToLower),
	},
	{
		Name: "sort-as-numbers", Source: "invented", Summary: "Strings of digits are sorted by their length.",
		handler: sortedAgain(func(value string) string { return fmt.Sprintf("%04d%s", len(value), strings.ToLower(value)) }),
	},
	{
		Name: "sort-missing-dropped", Source: "invented", Summary: "Who has no value is left out of a sorted list.",
		handler: dropping(func(query url.Values, resource map[string]any) bool {
			by := query.Get("sortBy")
			return by == "nickName" && resource["nickName"] == nil || by == "title" && resource["title"] == nil
		}),
	},
	{
		Name: "sort-missing-turned", Source: "invented", Summary: "Who has no value comes first in ascending order.",
		handler: sortedAgain(func(value string) string { return strings.ToLower(value) }),
	},
	{
		Name: "sort-sub-attribute-400", Source: "invented", Summary: "Parts of attributes, and qualified names, are no order.",
		handler: queried("sortBy", refusedIf(`[.:]`)),
	},
	{
		Name: "sort-lists-400", Source: "invented", Summary: "Lists with several values are no order.",
		handler: refusingQuery("sortBy", `^emails`, 400),
	},
	{
		Name: "sort-unknown-500", Source: "invented", Summary: "An order that nobody knows answers 500.",
		handler: refusingQuery("sortBy", `(?i)^(unknown|shoe|favou?r|no|x)`, 500),
	},
	{
		Name: "sort-order-odd-500", Source: "invented", Summary: "A direction that nobody knows answers 500.",
		handler: refusingQuery("sortOrder", `^[^ad]`, 500),
	},
}
