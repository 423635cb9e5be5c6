package refbridge

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// discoveryDefects are about what a bridge says of itself.
//
//nolint:gochecknoglobals // a constant table
var discoveryDefects = []Defect{
	{
		Name: "discovery-bare-list", Source: "pond/scimitar#117", Summary: "Schemas and resource types are a bare array.",
		handler: answered(on("GET", `/(Schemas|ResourceTypes)$`), func(a *recorded) {
			if list, ok := a.member("Resources").([]any); ok {
				a.respond(a.status, list)
			}
		}),
	},
	{
		Name: "discovery-paged", Source: "elimity-com/scim (seen)", Summary: "Schemas and resource types come in pages.",
		handler: listed(func(query url.Values, list map[string]any) {
			if query.Get("count") == "1" {
				list["Resources"] = first(list["Resources"])
			} else if query.Get("count") == "0" || query.Get("startIndex") > "1" {
				list["Resources"] = []any{}
			}
		}),
	},
	{
		Name: "discovery-filtered", Source: "invented", Summary: "Schemas and resource types are filtered.",
		handler: asked(on("GET", `/(Schemas|ResourceTypes)$`), func(r *http.Request) {
			q := r.URL.Query()
			if q.Has("filter") {
				r.URL.Path += "/nothing"
				r.URL.RawQuery = ""
			}
		}),
	},
	{
		Name: "discovery-filter-nobody", Source: "invented", Summary: "A filter over schemas and resource types finds none.",
		handler: answeredFilter,
	},
	{
		Name: "discovery-writable", Source: "elimity-com/scim (seen)", Summary: "What describes the bridge takes every method.",
		handler: asked(on("POST PUT PATCH DELETE", `/(Schemas|ResourceTypes|ServiceProviderConfig)`), func(r *http.Request) { r.Method = http.MethodGet }),
	},
	{
		Name: "discovery-missing", Source: "docs/third-party.md", Summary: "There is no description of the bridge.",
		handler: refusing("GET", "/ServiceProviderConfig", scim.NotFound("nothing here")),
	},
	{
		Name: "schemas-endpoint-missing", Source: "docs/third-party.md", Summary: "There are no schemas to read.",
		handler: refusing("GET", "/Schemas", scim.NotFound("nothing here")),
	},
	{
		Name: "resource-types-missing", Source: "FusionAuth/fusionauth-issues#2793", Summary: "There are no resource types to read.",
		handler: refusing("GET", "/ResourceTypes", scim.NotFound("nothing here")),
	},
	{
		Name: "resource-type-alone-404", Source: "FusionAuth/fusionauth-issues#2793", Summary: "A resource type cannot be read alone.",
		handler: refusing("GET", "/ResourceTypes/", scim.NotFound("nothing here")),
	},
	{
		Name: "schema-alone-404", Source: "invented", Summary: "A schema cannot be read alone.",
		handler: refusing("GET", "/Schemas/", scim.NotFound("nothing here")),
	},
	{
		Name: "schema-unknown-500", Source: "invented", Summary: "A schema or type that is not there answers 500.",
		handler: answered(on("GET", `/(Schemas|ResourceTypes)/`), then(with(404, ""), func(a *recorded) { restatus(500)(a) })),
	},
	{
		Name: "schema-by-prefix", Source: "invented", Summary: "A schema is found by how it begins.",
		handler: asked(on("GET", `/Schemas/`), func(r *http.Request) { r.URL.Path = r.URL.Path[:strings.LastIndex(r.URL.Path, "/")+1] + scim.UserURN }),
	},
	{
		Name: "config-as-list", Source: "erratum 4979", Summary: "The configuration is a list of one.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				inner := maps.Clone(m)
				clear(m)
				m["schemas"] = []any{scim.ListResponseURN}
				m["totalResults"] = 1
				m["Resources"] = []any{inner}
			})
		}),
	},
	{
		Name: "config-needs-token", Source: "common (no thread)", Summary: "The configuration is not shown without a token.",
		handler: closed,
	},
	{
		Name: "config-no-schemas", Source: "apache/directory-scimple#1012", Summary: "The configuration names no schema.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) { a.edit(at("schemas", gone)) }),
	},
	{
		Name: "config-denies-all", Source: "invented", Summary: "The configuration denies what is there.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, name := range []string{"patch", "bulk", "filter", "sort", "etag", "changePassword"} {
					at(name+"/supported", always(false))(m)
				}
			})
		}),
	},
	{
		Name: "config-promises-password", Source: "invented", Summary: "The configuration promises new passwords, and refuses them.",
		handler: promising,
	},
	{
		Name: "config-texts", Source: "invented", Summary: "What the configuration promises are texts.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, v := range m {
					if o, ok := v.(map[string]any); ok && o["supported"] != nil {
						o["supported"] = fmt.Sprint(o["supported"])
					}
				}
			})
		}),
	},
	{
		Name: "config-no-limits", Source: "elimity-com/scim (seen)", Summary: "The configuration names no limits.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) {
			a.edit(all(at("bulk/maxOperations", gone), at("bulk/maxPayloadSize", gone), at("filter/maxResults", gone)))
		}),
	},
	{
		Name: "config-zero-limits", Source: "elimity-com/scim (seen)", Summary: "The limits of the configuration are 0.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) {
			a.edit(all(at("bulk/maxOperations", always(0)), at("bulk/maxPayloadSize", always(0)), at("filter/maxResults", always(0))))
		}),
	},
	{
		Name: "config-text-limits", Source: "invented", Summary: "The limits of the configuration are texts.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) {
			a.edit(all(at("bulk/maxOperations", asText), at("bulk/maxPayloadSize", asText), at("filter/maxResults", asText), at("pagination/maxPageSize", asText), at("pagination/defaultPageSize", asText), at("pagination/cursorTimeout", asText)))
		}),
	},
	{
		Name: "config-broken-limits", Source: "invented", Summary: "The limits of the configuration have a point.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) {
			a.edit(all(at("bulk/maxOperations", always(1000.5)), at("bulk/maxPayloadSize", always(1000.5)), at("filter/maxResults", always(200.5)), at("pagination/maxPageSize", always(-1)), at("pagination/defaultPageSize", always(0.5)), at("pagination/cursorTimeout", always(0))))
		}),
	},
	{
		Name: "config-no-members", Source: "invented", Summary: "The configuration lacks sort, etag and the rest.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, name := range []string{"patch", "bulk", "filter", "sort", "etag", "changePassword", "pagination"} {
					delete(m, name)
				}
			})
		}),
	},
	{
		Name: "config-no-schemes", Source: "elimity-com/scim (seen)", Summary: "The configuration names no way to authenticate.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) { a.edit(at("authenticationSchemes", gone)) }),
	},
	{
		Name: "config-bare-schemes", Source: "erratum 8011", Summary: "A way to authenticate has neither type nor name.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) {
			a.edit(all(at("authenticationSchemes/type", gone), at("authenticationSchemes/name", gone), at("authenticationSchemes/description", gone)))
		}),
	},
	{
		Name: "config-scheme-object", Source: "invented", Summary: "The ways to authenticate are one object.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) { a.edit(at("authenticationSchemes", func(v any) any { return objectsIn(v)[0] })) }),
	},
	{
		Name: "config-odd-links", Source: "invented", Summary: "The links of the configuration are no web addresses.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				m["documentationUri"] = "see the manual"
				at("authenticationSchemes/specUri", always("RFC 6750"))(m)
				for _, o := range objectsIn(m["authenticationSchemes"]) {
					o["documentationUri"] = "n/a"
				}
			})
		}),
	},
	{
		Name: "config-odd-pagination", Source: "invented", Summary: "What is said of paging is odd.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				m["pagination"] = map[string]any{"cursor": "yes", "index": 1, "defaultPaginationMethod": "both", "defaultPageSize": -1, "maxPageSize": 0, "cursorTimeout": "long"}
				m["securityEvents"] = "none"
			})
		}),
	},
	{
		Name: "type-no-schemas", Source: "apache/directory-scimple#1012", Summary: "Resource types name no schema.",
		handler: documented(`/ResourceTypes`, func(m map[string]any) { delete(m, "schemas") }),
	},
	{
		Name: "type-plural-name", Source: "invented", Summary: "The resource type is called as the endpoint.",
		handler: documented(`/ResourceTypes`, func(m map[string]any) { m["name"] = fmt.Sprint(m["name"], "s"); m["id"] = m["name"] }),
	},
	{
		Name: "type-nameless", Source: "invented", Summary: "A resource type lacks name, endpoint or schema.",
		handler: documented(`/ResourceTypes`, func(m map[string]any) { delete(m, "name"); delete(m, "endpoint"); delete(m, "schema") }),
	},
	{
		Name: "type-described-by-nothing", Source: "invented", Summary: "The description of a resource type is empty.",
		handler: documented(`/ResourceTypes`, func(m map[string]any) { m["description"] = "" }),
	},
	{
		Name: "type-endpoint-wrong", Source: "invented", Summary: "The endpoint of a resource type leads nowhere.",
		handler: documented(`/ResourceTypes`, func(m map[string]any) { m["endpoint"] = fmt.Sprint("/api", m["endpoint"]) }),
	},
	{
		Name: "type-endpoint-singular", Source: "invented", Summary: "The endpoint of a resource type is in the singular.",
		handler: documented(`/ResourceTypes`, func(m map[string]any) { at("endpoint", text(replaced(`s$`, ``)))(m) }),
	},
	{
		Name: "type-schema-dangling", Source: "python-scim/scim2-tester (KeyError)", Summary: "A resource type names a schema that is not there.",
		handler: documented(`/ResourceTypes`, func(m map[string]any) {
			m["schema"] = fmt.Sprint(m["schema"], "X")
			at("schemaExtensions/schema", text(func(s string) string { return s + "X" }))(m)
		}),
	},
	{
		Name: "type-extension-required", Source: "invented", Summary: "An extension is told to be required.",
		handler: documented(`/ResourceTypes`, func(m map[string]any) { at("schemaExtensions/required", always(true))(m) }),
	},
	{
		Name: "type-extension-required-text", Source: "invented", Summary: "Whether an extension is required is a text.",
		handler: documented(`/ResourceTypes`, func(m map[string]any) { at("schemaExtensions/required", asText)(m) }),
	},
	{
		Name: "type-extensions-missing", Source: "invented", Summary: "No extension is named with the users.",
		handler: documented(`/ResourceTypes`, func(m map[string]any) { delete(m, "schemaExtensions") }),
	},
	{
		Name: "type-extensions-object", Source: "invented", Summary: "Extensions are an object.",
		handler: documented(`/ResourceTypes`, func(m map[string]any) {
			at("schemaExtensions", func(v any) any { return map[string]any{"schema": v} })(m)
		}),
	},
}
