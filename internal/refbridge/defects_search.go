package refbridge

import (
	"net/http"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// searchDefects are about searches, the root and the alias.
//
//nolint:gochecknoglobals // a constant table
var searchDefects = []Defect{
	{
		Name: "search-unrouted", Source: "invented", Summary: "There are no searches by POST.",
		handler: failing(on("POST", `/\.search$`), 404),
	},
	{
		Name: "search-creates", Source: "invented", Summary: "A search makes a user.",
		handler: searchCreates,
	},
	{
		Name: "search-201", Source: "invented", Summary: "A search answers 201.",
		handler: answered(on("POST", `/\.search$`), then(with(200, ""), func(a *recorded) { a.status = http.StatusCreated })),
	},
	{
		Name: "search-filter-ignored", Source: "invented", Summary: "The filter of a search is ignored.",
		handler: sent(on("POST", `/\.search$`), at("filter", gone)),
	},
	{
		Name: "search-names-ignored", Source: "invented", Summary: "Names in a search are ignored.",
		handler: sent(on("POST", `/\.search$`), all(at("attributes", gone), at("excludedAttributes", gone))),
	},
	{
		Name: "search-pages-ignored", Source: "wso2/product-is#5362", Summary: "The page of a search is ignored.",
		handler: sent(on("POST", `/\.search$`), all(at("count", gone), at("startIndex", gone))),
	},
	{
		Name: "search-sort-ignored", Source: "invented", Summary: "The order of a search is ignored.",
		handler: sent(on("POST", `/\.search$`), all(at("sortBy", gone), at("sortOrder", gone))),
	},
	{
		Name: "search-needs-filter", Source: "invented", Summary: "A search without a filter is refused.",
		handler: rejectingBody(on("POST", `/\.search$`), func(m map[string]any) bool { return m["filter"] == nil }, scim.InvalidFilter("needed")),
	},
	{
		Name: "search-any-schema", Source: "invented", Summary: "The schemas of a search are not looked at.",
		handler: sent(on("POST", `/\.search$`), func(m map[string]any) { m["schemas"] = []any{scim.SearchRequestURN} }),
	},
	{
		Name: "search-error-500", Source: "invented", Summary: "A search that is wrong answers 500.",
		handler: answered(on("POST", `/\.search$`), then(with(400, ""), func(a *recorded) { restatus(500)(a) })),
	},
	{
		Name: "search-old-urn", Source: "invented", Summary: "The answer to a search is of another schema.",
		handler: answered(on("POST", `/\.search$`), then(with(200, ""), func(a *recorded) { a.edit(at("schemas", always([]any{scim.SearchRequestURN}))) })),
	},
	{
		Name: "search-cursor-ignored", Source: "invented", Summary: "Searches know no cursors.",
		handler: sent(on("POST", `/\.search$`), at("cursor", gone)),
	},
	{
		Name: "root-users-only", Source: "scimmyjs/scimmy (seen)", Summary: "The root lists users and forgets groups.",
		handler: asked(func(r *http.Request) bool { return rootQuery(r) }, func(r *http.Request) {
			r.URL.Path = strings.TrimSuffix(strings.TrimSuffix(r.URL.Path, "/.search"), "/") + "/Users"
			if r.Method == "POST" {
				r.URL.Path += "/.search"
			}
		}),
	},
	{
		Name: "root-500", Source: "invented", Summary: "A query of the root answers 500.",
		handler: failing(rootQuery, 500),
	},
	{
		Name: "me-404", Source: "elimity-com/scim#90", Summary: "The alias answers 404.",
		handler: failing(on("", `/Me$`), 404),
	},
	{
		Name: "me-500", Source: "keycloak/keycloak#49973", Summary: "The alias answers 500.",
		handler: failing(on("", `/Me$`), 500),
	},
	{
		Name: "me-post-500", Source: "invented", Summary: "A creation by the alias answers 500.",
		handler: failing(on("POST", `/Me$`), 500),
	},
	{
		Name: "me-no-location", Source: "RFC 7644, 3.11", Summary: "The alias does not say who is meant.",
		handler: answered(on("GET", `/Me$`), func(a *recorded) { a.header.Del("Location") }),
	},
	{
		Name: "me-location-is-alias", Source: "invented", Summary: "The user behind the alias lives at the alias.",
		handler: answered(on("GET", `/Me$`), func(a *recorded) {
			a.header.Set("Location", a.header.Get("Location")[:max(0, strings.LastIndex(a.header.Get("Location"), "/Users"))]+"/Me")
			a.edit(at("meta/location", text(replaced(`/Users/.*`, `/Me`))))
		}),
	},
	{
		Name: "me-lists", Source: "invented", Summary: "The alias answers the list of users.",
		handler: asked(on("GET", `/Me$`), func(r *http.Request) { r.URL.Path = strings.Replace(r.URL.Path, "/Me", "/Users", 1) }),
	},
	{
		Name: "me-nameless", Source: "invented", Summary: "The user behind the alias has no userName.",
		handler: answered(on("GET", `/Me$`), func(a *recorded) { a.edit(at("userName", gone)) }),
	},
	{
		Name: "me-302-nobody", Source: "osiam/osiam#141", Summary: "The alias leads to nobody.",
		handler: answered(on("GET", `/Me$`), then(with(200, ""), func(a *recorded) { a.put(http.StatusFound, "", nil); a.header.Set("Location", "/scim/v2/Users/nobody") })),
	},
}
