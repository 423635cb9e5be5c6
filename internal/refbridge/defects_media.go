package refbridge

import (
	"net/http"
	"strings"
)

// mediaDefects are about the form of bodies.
//
//nolint:gochecknoglobals // a constant table
var mediaDefects = []Defect{
	{
		Name: "list-plain-json", Source: "invented", Summary: "Lists are application/json.",
		handler: answered(on("", anywhere), func(a *recorded) {
			if a.member("totalResults") != nil {
				a.header.Set("Content-Type", "application/json")
			}
		}),
	},
	{
		Name: "create-plain-json", Source: "invented", Summary: "Creations are answered as application/json.",
		handler: answered(on("POST", `/(Users|Groups)$`), func(a *recorded) { a.header.Set("Content-Type", "application/json") }),
	},
	{
		Name: "discovery-plain-json", Source: "invented", Summary: "Discovery is answered as application/json.",
		handler: answered(on("GET", `/(Schemas|ResourceTypes|ServiceProviderConfig)`), func(a *recorded) { a.header.Set("Content-Type", "application/json") }),
	},
	{
		Name: "accept-json-406", Source: "pond/scimitar#142", Summary: "Who accepts application/json is refused.",
		handler: refusingHeader("Accept", `^application/json`, http.StatusNotAcceptable),
	},
	{
		Name: "accept-list-406", Source: "invented", Summary: "Who accepts several types is refused.",
		handler: refusingHeader("Accept", `,|;`, http.StatusNotAcceptable),
	},
	{
		Name: "accept-scim-406", Source: "invented", Summary: "Who accepts application/scim+json alone is refused.",
		handler: refusingHeader("Accept", `^application/scim\+json$`, http.StatusNotAcceptable),
	},
	{
		Name: "accept-needed", Source: "invented", Summary: "Who does not say what is accepted, or accepts anything, gets a page.",
		handler: asPage,
	},
	{
		Name: "json-body-415", Source: "harness/harness-core#39517", Summary: "A body of application/json is refused.",
		handler: refusingHeader("Content-Type", `^application/json`, http.StatusUnsupportedMediaType),
	},
	{
		Name: "scim-body-415", Source: "invented", Summary: "A body of application/scim+json is refused.",
		handler: refusingHeader("Content-Type", `^application/scim\+json`, http.StatusUnsupportedMediaType),
	},
	{
		Name: "charset-415", Source: "scimmyjs/scimmy-routers#22", Summary: "A charset after the type is refused.",
		handler: refusingHeader("Content-Type", `;`, http.StatusUnsupportedMediaType),
	},
	{
		Name: "type-case-415", Source: "invented", Summary: "The type of a body counts in small letters alone.",
		handler: refusingHeader("Content-Type", `[A-Z]{3}|S[a-z]*\+`, http.StatusUnsupportedMediaType),
	},
	{
		Name: "any-type-201", Source: "invented", Summary: "The type of a body is not looked at.",
		handler: asked(on("POST PUT PATCH", anywhere), func(r *http.Request) { r.Header.Set("Content-Type", "application/scim+json") }),
	},
	{
		Name: "ascii-only", Source: "invented", Summary: "Bodies with letters beyond ASCII are refused.",
		handler: refusingBody(`[^\x00-\x7f]`, http.StatusBadRequest),
	},
	{
		Name: "escapes-kept", Source: "invented", Summary: "Escapes in JSON stay as they are.",
		handler: asked(on("POST PUT PATCH", anywhere), func(r *http.Request) {
			raw := kept(r)
			*r = *withBody(r, []byte(strings.ReplaceAll(string(raw), `\u`, `\\u`)))
		}),
	},
	{
		Name: "not-utf8-kept", Source: "invented", Summary: "Bytes that are no UTF-8 come back.",
		handler: notUTF8,
	},
}
