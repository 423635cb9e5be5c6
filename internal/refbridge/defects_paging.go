package refbridge

import (
	"fmt"
	"net/http"
	"net/url"
)

// pagingDefects are about lists that come in pages.
//
//nolint:gochecknoglobals // a constant table
var pagingDefects = []Defect{
	{
		Name: "page-total-is-page", Source: "wso2/product-is#13772", Summary: "totalResults is the size of the page.",
		handler: listed(func(_ url.Values, list map[string]any) { list["totalResults"] = list["itemsPerPage"] }),
	},
	{
		Name: "page-items-is-count", Source: "elimity-com/scim#154", Summary: "itemsPerPage repeats count.",
		handler: listed(func(query url.Values, list map[string]any) {
			list["itemsPerPage"] = numberOr(query.Get("count"), list["itemsPerPage"])
		}),
	},
	{
		Name: "page-start-echoed", Source: "invented", Summary: "startIndex repeats what was asked for, also where that is less than 1.",
		handler: listed(func(query url.Values, list map[string]any) {
			list["startIndex"] = numberOr(query.Get("startIndex"), list["startIndex"])
		}),
	},
	{
		Name: "page-start-always-1", Source: "invented", Summary: "Every page says that it starts at 1.",
		handler: listed(func(_ url.Values, list map[string]any) { list["startIndex"] = 1 }),
	},
	{
		Name: "page-start-missing", Source: "invented", Summary: "Pages do not say where they start, nor how much they hold.",
		handler: listed(func(_ url.Values, list map[string]any) { delete(list, "startIndex"); delete(list, "itemsPerPage") }),
	},
	{
		Name: "page-from-zero", Source: "wso2/product-is#9957", Summary: "startIndex counts from 0.",
		handler: queried("startIndex", func(start string) string { return plus(start, 1) }),
	},
	{
		Name: "page-total-is-most", Source: "common (no thread)", Summary: "totalResults counts no more than one page can hold.",
		handler: listed(func(_ url.Values, list map[string]any) {
			if total, ok := list["totalResults"].(float64); ok {
				list["totalResults"] = min(total, maxResults)
			}
		}),
	},
	{
		Name: "page-rest-unreachable", Source: "invented", Summary: "What is behind the first pages of the largest size is out of reach.",
		handler: refusingQuery("startIndex", `^\d{3}`, 500),
	},
	{
		Name: "page-over-most", Source: "invented", Summary: "Without a count everything is on one page, whatever is promised.",
		handler: unbounded,
	},
	{
		Name: "page-overlap", Source: "wso2/product-is#9957", Summary: "Every page but the first begins one too early.",
		handler: queried("startIndex", func(start string) string {
			if start == "1" {
				return start
			}
			return plus(start, -1)
		}),
	},
	{
		Name: "page-start-zero-refused", Source: "simpleidserver/SimpleIdServer#185", Summary: "A startIndex below 1 is refused.",
		handler: queried("startIndex", refusedIf(`^(0|-.*)$`)),
	},
	{
		Name: "page-count-zero-is-all", Source: "wso2/product-is#5362", Summary: "A count of 0 is none.",
		handler: queried("count", replaced(`^0$`, ``)),
	},
	{
		Name: "page-count-negative-is-all", Source: "invented", Summary: "A negative count is none.",
		handler: queried("count", replaced(`^-.*`, ``)),
	},
	{
		Name: "page-count-negative-400", Source: "invented", Summary: "A negative count is refused.",
		handler: queried("count", refusedIf(`^-`)),
	},
	{
		Name: "page-count-zero-total-zero", Source: "PennState/SCIMple-Identity#74", Summary: "With a count of 0 totalResults is 0.",
		handler: listed(func(query url.Values, list map[string]any) {
			if query.Get("count") == "0" {
				list["totalResults"] = 0
			}
		}),
	},
	{
		Name: "page-ignored-unfiltered", Source: "wso2/product-is#4601", Summary: "Without a filter startIndex and count are ignored.",
		handler: unlessFiltered(false),
	},
	{
		Name: "page-ignored-filtered", Source: "wso2/product-is#4944", Summary: "With a filter startIndex and count are ignored.",
		handler: unlessFiltered(true),
	},
	{
		Name: "page-start-ignored", Source: "scimmyjs/scimmy (seen)", Summary: "startIndex is ignored.",
		handler: queried("startIndex", func(string) string { return "" }),
	},
	{
		Name: "page-beyond-end-404", Source: "invented", Summary: "A page beyond the end answers 404.",
		handler: answered(on("GET", anywhere), func(a *recorded) {
			if total, ok := a.member("totalResults").(float64); ok && total > 0 && a.member("Resources") == nil {
				restatus(http.StatusNotFound)(a)
			}
		}),
	},
	{
		Name: "page-numbers-as-strings", Source: "invented", Summary: "The numbers of a list are strings.",
		handler: listed(func(_ url.Values, list map[string]any) {
			for _, name := range []string{"totalResults", "startIndex", "itemsPerPage"} {
				if list[name] != nil {
					list[name] = fmt.Sprint(list[name])
				}
			}
		}),
	},
	{
		Name: "page-huge-count-500", Source: "invented", Summary: "A count of more than five digits answers 500.",
		handler: refusingQuery("count", `^-?\d{6,}`, 500),
	},
	{
		Name: "page-odd-number-500", Source: "invented", Summary: "A startIndex or count that is no number answers 500.",
		handler: answered(on("GET POST", `/(Users|Groups)(/\.search)?$`), then(with(400, "invalidValue"), restatus(http.StatusInternalServerError))),
	},
	{
		Name: "page-unstable", Source: "invented", Summary: "The order of a list turns round from page to page.",
		handler: turning(),
	},
	{
		Name: "page-bare-list", Source: "pond/scimitar#117", Summary: "A list is a bare array.",
		handler: answered(on("GET", `/(Users|Groups)$`), func(a *recorded) {
			if list, ok := a.member("Resources").([]any); ok {
				a.respond(a.status, list)
			}
		}),
	},
	{
		Name: "page-no-schemas", Source: "pond/scimitar#117", Summary: "A list does not name its schema.",
		handler: listed(func(_ url.Values, list map[string]any) { delete(list, "schemas") }),
	},
	{
		Name: "page-empty-resources-missing-total", Source: "invented", Summary: "An empty list does not say that it is empty.",
		handler: listed(func(_ url.Values, list map[string]any) {
			if list["totalResults"] == float64(0) {
				delete(list, "totalResults")
			}
		}),
	},
	{
		Name: "page-most-20", Source: "invented", Summary: "No list holds more than one, however many there are, and no page follows.",
		handler: listed(func(_ url.Values, list map[string]any) {
			if list["Resources"] = first(list["Resources"]); list["Resources"] != nil {
				list["itemsPerPage"] = 1
				list["totalResults"] = 1
			}
		}),
	},
	{
		Name: "page-unknown-parameter-400", Source: "invented", Summary: "Parameters that the standard does not know are refused.",
		handler: refusingUnknown,
	},
}
