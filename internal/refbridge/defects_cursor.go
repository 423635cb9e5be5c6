package refbridge

import (
	"net/http"
	"net/url"
	"regexp"
)

// cursorDefects are about cursors.
//
//nolint:gochecknoglobals // a constant table
var cursorDefects = []Defect{
	{
		Name: "cursor-promised-ignored", Source: "wso2/product-is#13294", Summary: "Cursors are promised and ignored.",
		handler: asked(on("", anywhere), func(r *http.Request) {
			if q := r.URL.Query(); q.Has("cursor") {
				q.Del("cursor")
				r.URL.RawQuery = q.Encode()
			}
			if on("POST", `search$`)(r) {
				body(func(m map[string]any) { delete(m, "cursor") })(r)
			}
		}),
	},
	{
		Name: "cursor-empty-refused", Source: "docs/rfc-ambiguities.md, 9.1", Summary: "An empty cursor is refused.",
		handler: refusingEmptyCursor,
	},
	{
		Name: "cursor-bare-ignored", Source: "invented", Summary: "A cursor without a sign of equality is none.",
		handler: asked(on("", anywhere), func(r *http.Request) {
			r.URL.RawQuery = regexp.MustCompile(`(^|&)cursor(&|$)`).ReplaceAllString(r.URL.RawQuery, "$1")
		}),
	},
	{
		Name: "cursor-escapes", Source: "invented", Summary: "A cursor has letters that have to be escaped.",
		handler: listed(func(query url.Values, list map[string]any) {
			for _, name := range []string{"nextCursor", "previousCursor"} {
				at(name, text(func(s string) string { return s + "+/=" }))(list)
			}
		}),
	},
	{
		Name: "cursor-negative-400", Source: "invented", Summary: "A negative count is refused with a cursor.",
		handler: refusingQuery("count", `^-`, 400),
	},
	{
		Name: "cursor-page-too-long", Source: "invented", Summary: "A page holds one more than was asked for.",
		handler: asked(func(r *http.Request) bool { return r.URL.Query().Has("cursor") }, editQuery("count", func(c string) string { return plus(c, 1) })),
	},
	{
		Name: "cursor-next-missing", Source: "invented", Summary: "No page names the next one.",
		handler: listed(func(query url.Values, list map[string]any) { delete(list, "nextCursor") }),
	},
	{
		Name: "cursor-skips", Source: "invented", Summary: "The first of each page is left out.",
		handler: listed(func(query url.Values, list map[string]any) {
			if query.Get("cursor") != "" {
				if all, ok := list["Resources"].([]any); ok && len(all) > 0 {
					list["Resources"] = all[1:]
				}
			}
		}),
	},
	{
		Name: "cursor-endless", Source: "invented", Summary: "The last page names a next one.",
		handler: listed(func(query url.Values, list map[string]any) {
			if c := query.Get("cursor"); c != "" && list["nextCursor"] == nil {
				list["nextCursor"] = c
			}
		}),
	},
	{
		Name: "cursor-same-again", Source: "invented", Summary: "The next page is always the first.",
		handler: queried("cursor", func(c string) string {
			if c != "" {
				return " "
			}
			return c
		}),
	},
	{
		Name: "cursor-filter-forgotten", Source: "invented", Summary: "From the second page on the filter is forgotten.",
		handler: asked(on("", anywhere), func(r *http.Request) {
			if q := r.URL.Query(); q.Get("cursor") != "" {
				q.Del("filter")
				r.URL.RawQuery = q.Encode()
			}
		}),
	},
	{
		Name: "cursor-way-back-same", Source: "invented", Summary: "The way back leads to the page itself.",
		handler: listed(func(query url.Values, list map[string]any) {
			if list["previousCursor"] != nil {
				list["previousCursor"] = query.Get("cursor")
			}
		}),
	},
	{
		Name: "cursor-way-back-first", Source: "invented", Summary: "The first page names one before it.",
		handler: listed(func(query url.Values, list map[string]any) {
			if list["previousCursor"] == nil && list["nextCursor"] != nil {
				list["previousCursor"] = list["nextCursor"]
			}
		}),
	},
	{
		Name: "cursor-way-back-renamed", Source: "python-scim/scim2-models#161", Summary: "The way back is called prevCursor.",
		handler: listed(func(query url.Values, list map[string]any) {
			if c := list["previousCursor"]; c != nil {
				list["prevCursor"] = c
				delete(list, "previousCursor")
			}
		}),
	},
	{
		Name: "cursor-total-of-rest", Source: "invented", Summary: "totalResults counts what is still to come.",
		handler: listed(func(query url.Values, list map[string]any) {
			if total, ok := list["totalResults"].(float64); ok && query.Get("cursor") != "" {
				list["totalResults"] = total - 1
			}
		}),
	},
	{
		Name: "cursor-unasked", Source: "invented", Summary: "Every list names a next page.",
		handler: listed(func(query url.Values, list map[string]any) {
			if list["nextCursor"] == nil {
				list["nextCursor"] = "unasked"
			}
		}),
	},
	{
		Name: "cursor-forged-first-page", Source: "invented", Summary: "A forged cursor answers the first page.",
		handler: onceMore(on("", anywhere), func(a *recorded) bool { return a.scimType() == "invalidCursor" || a.scimType() == "expiredCursor" }, func(r *http.Request) { q := r.URL.Query(); q.Set("cursor", ""); r.URL.RawQuery = q.Encode() }),
	},
	{
		Name: "cursor-forged-500", Source: "pingidentity/scim2#280", Summary: "A forged cursor answers 500.",
		handler: answered(on("", anywhere), func(a *recorded) {
			if a.scimType() == "invalidCursor" {
				restatus(500)(a)
			}
		}),
	},
	{
		Name: "cursor-forged-without-word", Source: "invented", Summary: "A forged cursor is refused without a scimType.",
		handler: answered(on("", anywhere), func(a *recorded) {
			if a.scimType() == "invalidCursor" {
				restatus(400)(a)
			}
		}),
	},
	{
		Name: "cursor-count-wrong-word", Source: "invented", Summary: "A count that makes no sense with a cursor is told to be a filter.",
		handler: answered(on("", anywhere), func(a *recorded) {
			if a.scimType() == "invalidCount" {
				a.edit(at("scimType", always("invalidFilter")))
			}
		}),
	},
	{
		Name: "cursor-foreign-403", Source: "RFC 9865, 5.2", Summary: "A cursor of another account is told to be one.",
		handler: foreignCursors(),
	},
	{
		Name: "cursor-sorts-page-only", Source: "invented", Summary: "With a cursor each page is sorted by itself.",
		handler: asked(on("", anywhere), func(r *http.Request) {
			if q := r.URL.Query(); q.Has("cursor") {
				q.Del("sortBy")
				r.URL.RawQuery = q.Encode()
			}
		}),
	},
}
