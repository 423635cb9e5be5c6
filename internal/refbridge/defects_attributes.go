package refbridge

import (
	"net/http"

	"github.com/scimproof/scimproof/internal/scim"
)

// attributeDefects are about how much of a resource is shown.
//
//nolint:gochecknoglobals // a constant table
var attributeDefects = []Defect{
	{
		Name: "attributes-ignored", Source: "elimity-com/scim (seen)", Summary: "attributes is ignored.",
		handler: queried("attributes", func(string) string { return "" }),
	},
	{
		Name: "attributes-lose-id", Source: "invented", Summary: "The id is left out unless it is asked for.",
		handler: unlessAsked("attributes", "id"),
	},
	{
		Name: "attributes-lose-schemas", Source: "invented", Summary: "schemas are left out unless they are asked for.",
		handler: unlessAsked("attributes", "schemas"),
	},
	{
		Name: "excluded-loses-id", Source: "wso2/product-is#13855", Summary: "The id can be asked away.",
		handler: askedAway("id"),
	},
	{
		Name: "excluded-loses-schemas", Source: "invented", Summary: "schemas can be asked away.",
		handler: askedAway("schemas"),
	},
	{
		Name: "attributes-first-only", Source: "invented", Summary: "Of several names one counts.",
		handler: queried("attributes", replaced(`,.*`, ``)),
	},
	{
		Name: "excluded-first-only", Source: "invented", Summary: "Of several names to leave out one counts.",
		handler: queried("excludedAttributes", replaced(`,.*`, ``)),
	},
	{
		Name: "attributes-no-urn", Source: "scimmyjs/scimmy (seen)", Summary: "Qualified names bring nothing.",
		handler: queried("attributes", replaced(`urn:[\w.:]+:`, `nothing.`)),
	},
	{
		Name: "excluded-no-urn", Source: "scimmyjs/scimmy (seen)", Summary: "Qualified names leave out nothing.",
		handler: queried("excludedAttributes", replaced(`urn:[\w.:]+:`, `nothing.`)),
	},
	{
		Name: "attributes-whole-parent", Source: "invented", Summary: "The name of a part brings the whole.",
		handler: queried("attributes", replaced(`\b(name|emails|members)\.\w+`, `$1`)),
	},
	{
		Name: "excluded-whole-parent", Source: "invented", Summary: "The name of a part leaves out the whole.",
		handler: queried("excludedAttributes", replaced(`\b(name|emails|members)\.\w+`, `$1`)),
	},
	{
		Name: "attributes-no-parts", Source: "invented", Summary: "The name of a part brings nothing.",
		handler: queried("attributes", replaced(`\b(name|emails|members)\.(\w+)`, `nothing`)),
	},
	{
		Name: "attributes-case-sensitive", Source: "scimmyjs/scimmy (seen)", Summary: "Names count in the schema's letter case alone.",
		handler: queried("attributes", replaced(`\b[A-Z]\w+|\b(username|displayname|nickname)\b`, `nothing`)),
	},
	{
		Name: "excluded-case-sensitive", Source: "scimmyjs/scimmy (seen)", Summary: "Names to leave out count in the schema's letter case alone.",
		handler: queried("excludedAttributes", replaced(`\b[A-Z]\w+|\b(username|displayname|nickname)\b`, `nothing`)),
	},
	{
		Name: "attributes-get-only", Source: "python-scim/scim2-server (seen)", Summary: "POST, PUT and PATCH ignore what is asked for.",
		handler: asked(on("POST PUT PATCH", `/(Users|Groups)(/[^/.]+)?$`), func(r *http.Request) { r.URL.RawQuery = "" }),
	},
	{
		Name: "attributes-not-in-lists", Source: "invented", Summary: "Lists ignore what is asked for.",
		handler: asked(on("GET", `/(Users|Groups)$`), func(r *http.Request) {
			q := r.URL.Query()
			q.Del("attributes")
			q.Del("excludedAttributes")
			r.URL.RawQuery = q.Encode()
		}),
	},
	{
		Name: "attributes-drop-filter", Source: "wso2/product-is#5090", Summary: "With attributes the filter is ignored.",
		handler: asked(on("GET", `/(Users|Groups)$`), func(r *http.Request) {
			if q := r.URL.Query(); q.Has("attributes") || q.Has("excludedAttributes") {
				q.Del("filter")
				r.URL.RawQuery = q.Encode()
			}
		}),
	},
	{
		Name: "attributes-unknown-400", Source: "invented", Summary: "Names that nobody has are refused.",
		handler: answering400("attributes", "excludedAttributes"),
	},
	{
		Name: "excluded-drops-extension", Source: "scimmyjs/scimmy#37", Summary: "Whatever is asked away, the extension goes, too.",
		handler: queried("excludedAttributes", func(names string) string { return names + "," + scim.EnterpriseUserURN }),
	},
}
