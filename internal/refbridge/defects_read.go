package refbridge

import (
	"maps"
	"net/http"
	"net/url"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// readDefects are about reading and deleting one resource.
//
//nolint:gochecknoglobals // a constant table
var readDefects = []Defect{
	{
		Name: "read-by-name", Source: "invented", Summary: "A user is read by userName or externalId.",
		handler: alias,
	},
	{
		Name: "head-500", Source: "invented", Summary: "HEAD answers 500.",
		handler: answered(on("HEAD", anywhere), restatus(500)),
	},
	{
		Name: "head-of-nobody-200", Source: "invented", Summary: "HEAD answers 200 for whoever is not there.",
		handler: answered(on("HEAD", anywhere), then(with(404, ""), func(a *recorded) { a.status = 200 })),
	},
	{
		Name: "read-across-types", Source: "invented", Summary: "A user is read under /Groups.",
		handler: onceMore(on("GET", oneGroup), with(404, ""), func(r *http.Request) { r.URL.Path = strings.Replace(r.URL.Path, "/Groups/", "/Users/", 1) }),
	},
	{
		Name: "read-as-list", Source: "invented", Summary: "Reading one answers a list of one.",
		handler: answered(on("GET", oneUser), then(with(200, ""), func(a *recorded) {
			a.edit(func(m map[string]any) {
				inner := maps.Clone(m)
				clear(m)
				m["schemas"] = []any{scim.ListResponseURN}
				m["totalResults"] = 1
				m["Resources"] = []any{inner}
			})
		})),
	},
	{
		Name: "read-unknown-500", Source: "getprobo/probo#1277", Summary: "An id that nobody has answers 500.",
		handler: answered(on("", one), then(with(404, ""), restatus(http.StatusInternalServerError))),
	},
	{
		Name: "read-unknown-200", Source: "tuist/tuist#10544", Summary: "An id that nobody has answers an empty list.",
		handler: answered(on("GET", one), then(with(404, ""), func(a *recorded) { a.respond(200, scim.ListResponse{}) })),
	},
	{
		Name: "read-odd-id-500", Source: "wso2/product-is#16933", Summary: "An id with odd letters answers 500.",
		handler: answered(on("GET", `/Users/.*[^A-Za-z0-9-].*$`), then(with(404, ""), restatus(http.StatusInternalServerError))),
	},
	{
		Name: "read-sub-path-200", Source: "invented", Summary: "What follows an id is passed over.",
		handler: asked(on("GET", `/(Users|Groups)/[^/.]+/.+$`), func(r *http.Request) { r.URL.Path = strings.Join(strings.Split(r.URL.Path, "/")[:5], "/") }),
	},
	{
		Name: "read-content-location-wrong", Source: "invented", Summary: "Content-Location names the endpoint.",
		handler: answered(on("GET POST", `/(Users|Groups)`), func(a *recorded) { a.header.Set("Content-Location", "/scim/v2/Users") }),
	},
	{
		Name: "group-read-without-members", Source: "invented", Summary: "Reading a group never shows members.",
		handler: shown(on("", anywhere), at("members", gone)),
	},
	{
		Name: "id-missing", Source: "invented", Summary: "No id is shown in lists.",
		handler: listed(func(_ url.Values, list map[string]any) {
			for _, r := range objectsIn(list["Resources"]) {
				delete(r, "id")
			}
		}),
	},
	{
		Name: "id-is-number", Source: "invented", Summary: "The id is lower-cased where it is shown.",
		handler: shown(on("GET", `/Users`), at("id", text(strings.ToLower))),
	},
	{
		Name: "delete-200", Source: "invented", Summary: "DELETE answers 200.",
		handler: answered(on("DELETE", one), then(with(204, ""), func(a *recorded) { a.respond(200, map[string]any{}) })),
	},
	{
		Name: "delete-202", Source: "invented", Summary: "DELETE answers 202.",
		handler: answered(on("DELETE", one), then(with(204, ""), func(a *recorded) { a.status = http.StatusAccepted })),
	},
	{
		Name: "delete-204-with-body", Source: "invented", Summary: "DELETE answers 204 with a body.",
		handler: answered(on("DELETE", one), then(with(204, ""), func(a *recorded) { a.respond(204, map[string]any{"ok": true}) })),
	},
	{
		Name: "delete-again-204", Source: "wireapp/wire-server#660", Summary: "DELETE of what is not there answers 204.",
		handler: answered(on("DELETE", one), then(with(404, ""), func(a *recorded) { a.put(http.StatusNoContent, "", nil) })),
	},
	{
		Name: "delete-suspends", Source: "15five/django-scim2#83", Summary: "DELETE suspends, and the user stays.",
		profile: func(p *Profile) { p.Delete = DeleteSuspends },
	},
	{
		Name: "delete-user-ignored", Source: "docs/dialects.md, CyberArk", Summary: "DELETE of a user says success and does nothing.",
		handler: pretending("DELETE", "/Users/"),
	},
	{
		Name: "delete-name-blocked", Source: "kirodotdev/Kiro#10711", Summary: "The name of somebody deleted stays taken.",
		handler: blocked,
	},
	{
		Name: "delete-revived", Source: "better-auth/better-auth#11111", Summary: "A PUT to somebody deleted makes the record anew.",
		handler: onceMore(on("PUT", one), with(404, ""), func(r *http.Request) { r.Method, r.URL.Path = "POST", r.URL.Path[:strings.LastIndex(r.URL.Path, "/")] }),
	},
	{
		Name: "delete-group-deletes-members", Source: "invented", Summary: "DELETE of a group deletes whom it holds.",
		lens: lens{removeGroup: removeAndTheirs},
	},
	{
		Name: "delete-takes-another", Source: "FusionAuth/fusionauth-issues#2834", Summary: "DELETE takes the newest user along.",
		handler: takingAlong,
	},
}
