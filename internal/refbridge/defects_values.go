package refbridge

import (
	"html"
	"strings"
	"unicode/utf8"
)

// valueDefects are about the values that are kept and shown.
//
//nolint:gochecknoglobals // a constant table
var valueDefects = []Defect{
	{
		Name: "boolean-as-text", Source: "grokability/snipe-it#13948", Summary: "Booleans are shown as texts.",
		handler: shown(on("", anywhere), all(at("active", asText), at("emails/primary", asText), at("phoneNumbers/primary", asText))),
	},
	{
		Name: "text-latin1", Source: "common (no thread)", Summary: "Letters beyond ASCII come back garbled.",
		handler: shown(on("", anywhere), everyText(func(s string) string { return string([]rune(latin1(s))) })),
	},
	{
		Name: "text-beyond-bmp-lost", Source: "common with utf8mb3", Summary: "Letters beyond 16 bits are lost.",
		handler: shown(on("", anywhere), everyText(func(s string) string {
			return strings.Map(func(r rune) rune {
				if r > 0xffff {
					return 63
				}
				return r
			}, s)
		})),
	},
	{
		Name: "text-html-escaped", Source: "common (no thread)", Summary: "Markup comes back escaped.",
		handler: shown(on("", anywhere), everyText(html.EscapeString)),
	},
	{
		Name: "text-trimmed", Source: "invented", Summary: "Blanks and line breaks become one blank.",
		handler: shown(on("", anywhere), everyText(func(s string) string { return strings.Join(strings.Fields(s), " ") })),
	},
	{
		Name: "text-lower-case", Source: "invented", Summary: "Texts come back in small letters.",
		handler: shown(on("", anywhere), all(at("externalId", text(strings.ToLower)), at("profileUrl", text(strings.ToLower)), at("title", text(strings.ToLower)))),
	},
	{
		Name: "text-cut", Source: "common (columns)", Summary: "Texts are cut at 20 letters.",
		lens: stored(everyText(func(s string) string {
			if len(s) > 20 && utf8.ValidString(s[:20]) {
				return s[:20]
			}
			return s
		})),
	},
	{
		Name: "dates-without-time", Source: "invented", Summary: "Times are dates.",
		handler: shown(on("", anywhere), all(at("meta/created", text(cutAt("T"))), at("meta/lastModified", text(cutAt("T"))))),
	},
	{
		Name: "dates-local", Source: "invented", Summary: "Times are those of another zone, called UTC.",
		handler: shown(on("", anywhere), all(at("meta/created", text(replaced(`^20(\d\d)`, `19$1`))), at("meta/lastModified", text(replaced(`^20(\d\d)`, `19$1`))))),
	},
	{
		Name: "created-moves", Source: "common (no thread)", Summary: "meta.created is when it was changed.",
		handler: shown(on("", anywhere), func(r map[string]any) {
			if meta, ok := r["meta"].(map[string]any); ok {
				meta["created"] = meta["lastModified"]
			}
		}),
	},
	{
		Name: "last-modified-stays", Source: "common (no thread)", Summary: "meta.lastModified is when it was made.",
		handler: shown(on("", anywhere), func(r map[string]any) {
			if meta, ok := r["meta"].(map[string]any); ok {
				meta["lastModified"] = meta["created"]
			}
		}),
	},
	{
		Name: "last-modified-later", Source: "invented", Summary: "meta.lastModified of something new is later than meta.created.",
		handler: shown(on("", anywhere), at("meta/lastModified", text(replaced(`\.\d+Z$|Z$`, `.999999999Z`)))),
	},
	{
		Name: "meta-missing", Source: "scim-sanity (seen)", Summary: "Resources have no meta.",
		handler: shown(on("", anywhere), at("meta", gone)),
	},
	{
		Name: "meta-incomplete", Source: "invented", Summary: "meta has no times.",
		handler: shown(on("", anywhere), all(at("meta/created", gone), at("meta/lastModified", gone))),
	},
	{
		Name: "resource-type-lower-case", Source: "invented", Summary: "meta.resourceType is in small letters.",
		handler: shown(on("", anywhere), at("meta/resourceType", text(strings.ToLower))),
	},
	{
		Name: "resource-type-plural", Source: "invented", Summary: "meta.resourceType is the name of the endpoint.",
		handler: shown(on("", anywhere), at("meta/resourceType", text(func(s string) string { return s + "s" }))),
	},
	{
		Name: "single-as-object", Source: "wso2/product-is#3572", Summary: "A list of one is an object.",
		handler: shown(on("", anywhere), func(r map[string]any) {
			for name, v := range r {
				if list, ok := v.([]any); ok && len(list) == 1 && name != "schemas" {
					r[name] = list[0]
				}
			}
		}),
	},
	{
		Name: "list-first-only", Source: "common (no thread)", Summary: "Of a list the first element is kept.",
		lens: stored(all(at("emails", first), at("phoneNumbers", first), at("addresses", first), at("ims", first), at("photos", first), at("roles", first), at("entitlements", first), at("x509Certificates", first))),
	},
	{
		Name: "list-types-lost", Source: "common (no thread)", Summary: "Of a list the values alone are kept.",
		lens: stored(func(m map[string]any) {
			for name, v := range m {
				for _, e := range objectsIn(v) {
					if e["value"] != nil && name != "name" {
						value := e["value"]
						clear(e)
						e["value"] = value
					}
				}
			}
		}),
	},
	{
		Name: "list-display-lost", Source: "common (no thread)", Summary: "display of elements is lost.",
		lens: stored(func(m map[string]any) {
			for _, v := range m {
				for _, e := range objectsIn(v) {
					delete(e, "display")
				}
			}
		}),
	},
	{
		Name: "list-types-folded", Source: "invented", Summary: "Types are shown in capital letters.",
		handler: shown(on("", anywhere), func(r map[string]any) {
			for _, name := range []string{"emails", "phoneNumbers", "addresses", "ims", "photos", "roles", "entitlements", "x509Certificates"} {
				at(name+"/type", text(strings.ToUpper))(r)
			}
		}),
	},
	{
		Name: "list-doubles", Source: "scimmyjs/scimmy (seen)", Summary: "Every element is shown twice.",
		handler: shown(on("", anywhere), func(r map[string]any) {
			for name, v := range r {
				if list, ok := v.([]any); ok && name != "schemas" {
					r[name] = append(list, list...)
				}
			}
		}),
	},
	{
		Name: "primary-for-all", Source: "invented", Summary: "Every address is primary.",
		handler: shown(on("", anywhere), func(r map[string]any) {
			for _, e := range objectsIn(r["emails"]) {
				e["primary"] = true
			}
		}),
	},
	{
		Name: "primary-first", Source: "invented", Summary: "Where nothing is said, the first address is primary.",
		handler: shown(on("", anywhere), func(r map[string]any) {
			if list := objectsIn(r["emails"]); len(list) > 0 && list[0]["primary"] == nil {
				list[0]["primary"] = true
			}
		}),
	},
	{
		Name: "primary-lost", Source: "common (no thread)", Summary: "primary is lost.",
		lens: stored(func(m map[string]any) {
			for _, v := range m {
				for _, e := range objectsIn(v) {
					delete(e, "primary")
				}
			}
		}),
	},
	{
		Name: "empty-values-shown", Source: "common (zero values)", Summary: "What nobody set is shown as empty.",
		handler: shown(on("", anywhere), func(r map[string]any) {
			for _, name := range []string{"nickName", "title", "profileUrl", "userType"} {
				if r[name] == nil {
					r[name] = ""
				}
			}
		}),
	},
	{
		Name: "empty-objects-shown", Source: "common (zero values)", Summary: "What nobody set is shown as objects without a member.",
		handler: shown(on("", anywhere), func(r map[string]any) {
			if r["name"] == nil {
				r["name"] = map[string]any{}
			}
			for _, name := range []string{"emails", "phoneNumbers", "roles"} {
				if r[name] == nil {
					r[name] = []any{map[string]any{}}
				}
			}
		}),
	},
	{
		Name: "external-id-invented", Source: "invented", Summary: "externalId is the id where the client gave none.",
		handler: shown(on("", anywhere), func(r map[string]any) {
			if r["externalId"] == nil {
				r["externalId"] = r["id"]
			}
		}),
	},
	{
		Name: "external-id-lost", Source: "invented", Summary: "externalId of groups is lost.",
		handler: sent(on("POST PUT", `/Groups`), at("externalId", gone)),
	},
}
