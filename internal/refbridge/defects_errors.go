package refbridge

import (
	"net/http"
	"regexp"
)

// errorDefects are about refusals.
//
//nolint:gochecknoglobals // a constant table
var errorDefects = []Defect{
	{
		Name: "error-schemas-text", Source: "wso2/product-is#3572", Summary: "schemas of an error is a text.",
		handler: answered(on("", anywhere), func(a *recorded) {
			if a.status >= http.StatusBadRequest {
				a.edit(at("schemas", asText))
			}
		}),
	},
	{
		Name: "error-old-urn", Source: "invented", Summary: "Errors are of the schema of SCIM 1.",
		handler: answered(on("", anywhere), func(a *recorded) {
			if a.status >= http.StatusBadRequest {
				a.edit(at("schemas", always([]any{"urn:scim:schemas:core:1.0"})))
			}
		}),
	},
	{
		Name: "error-status-differs", Source: "invented", Summary: "The status in an error is another one.",
		handler: answered(on("", anywhere), func(a *recorded) {
			if a.status >= http.StatusBadRequest {
				a.edit(at("status", always("418")))
			}
		}),
	},
	{
		Name: "error-status-missing", Source: "getsentry/sentry#117860", Summary: "An error has no status.",
		handler: answered(on("", anywhere), func(a *recorded) {
			if a.status >= http.StatusBadRequest {
				a.edit(at("status", gone))
			}
		}),
	},
	{
		Name: "error-detail-object", Source: "invented", Summary: "detail is an object.",
		handler: answered(on("", anywhere), func(a *recorded) {
			if a.status >= http.StatusBadRequest {
				a.edit(at("detail", func(v any) any { return map[string]any{"message": v} }))
			}
		}),
	},
	{
		Name: "error-own-word", Source: "invented", Summary: "scimType is a word of its own.",
		handler: answered(on("", anywhere), func(a *recorded) {
			if a.status >= http.StatusBadRequest {
				a.edit(func(m map[string]any) { m["scimType"] = "badRequest" })
			}
		}),
	},
	{
		Name: "error-plain-json", Source: "vouch-sh/vouch#1412", Summary: "Errors are application/json.",
		handler: answered(on("", anywhere), func(a *recorded) {
			if a.status >= http.StatusBadRequest {
				a.header.Set("Content-Type", "application/json")
			}
		}),
	},
	{
		Name: "error-empty", Source: "invented", Summary: "Errors have no body.",
		handler: answered(on("", anywhere), func(a *recorded) {
			if a.status >= http.StatusBadRequest {
				a.empty()
			}
		}),
	},
	{
		Name: "401-text", Source: "vouch-sh/vouch#1412", Summary: "401 is a text.",
		handler: answered(on("", anywhere), then(with(401, ""), func(a *recorded) { a.put(a.status, "text/plain", []byte("refused")) })),
	},
	{
		Name: "404-text", Source: "simpleidserver/SimpleIdServer#417", Summary: "404 is a text.",
		handler: answered(on("", anywhere), then(with(404, ""), func(a *recorded) { a.put(a.status, "text/plain", []byte("refused")) })),
	},
	{
		Name: "404-route-text", Source: "simpleidserver/SimpleIdServer#417", Summary: "404 of an endpoint that is not there is a text.",
		handler: answered(func(r *http.Request) bool { return !on("", `/(Users|Groups|Schemas|ResourceTypes)`)(r) }, then(with(404, ""), func(a *recorded) { a.put(a.status, "text/plain", []byte("refused")) })),
	},
	{
		Name: "409-text", Source: "invented", Summary: "409 is a text.",
		handler: answered(on("", anywhere), then(with(409, ""), func(a *recorded) { a.put(a.status, "text/plain", []byte("refused")) })),
	},
	{
		Name: "412-text", Source: "invented", Summary: "412 is a text.",
		handler: answered(on("", anywhere), then(with(412, ""), func(a *recorded) { a.put(a.status, "text/plain", []byte("refused")) })),
	},
	{
		Name: "405-text", Source: "invented", Summary: "405 is a text.",
		handler: answered(on("", anywhere), then(with(405, ""), func(a *recorded) { a.put(a.status, "text/plain", []byte("refused")) })),
	},
	{
		Name: "405-without-allow", Source: "invented", Summary: "405 does not say what is allowed.",
		handler: answered(on("", anywhere), then(with(405, ""), func(a *recorded) { a.header.Del("Allow") })),
	},
	{
		Name: "405-as-404", Source: "invented", Summary: "What cannot be done to an endpoint answers 404.",
		handler: answered(on("", anywhere), then(with(405, ""), func(a *recorded) { restatus(http.StatusNotFound)(a) })),
	},
	{
		Name: "405-as-500", Source: "invented", Summary: "What cannot be done to an endpoint answers 500.",
		handler: answered(on("", anywhere), then(with(405, ""), func(a *recorded) { restatus(http.StatusInternalServerError)(a) })),
	},
	{
		Name: "415-other-status", Source: "invented", Summary: "415 has another status in its body.",
		handler: answered(on("", anywhere), then(with(415, ""), func(a *recorded) { a.edit(at("status", always("400"))) })),
	},
	{
		Name: "400-as-422", Source: "docs/rfc-ambiguities.md, 5.5", Summary: "What is wrong with a request answers 422.",
		handler: answered(on("", anywhere), then(with(400, ""), func(a *recorded) { a.edit(at("status", always("422"))); a.status = 422 })),
	},
	{
		Name: "400-as-500", Source: "wso2/product-is#16097", Summary: "What is wrong with a request answers 500.",
		handler: answered(on("POST PUT", `/(Users|Groups)(/[^/.]+)?$`), then(with(400, ""), func(a *recorded) { restatus(http.StatusInternalServerError)(a) })),
	},
	{
		Name: "syntax-as-uniqueness", Source: "invented", Summary: "A body that nobody can read is told to be a conflict of names.",
		handler: answered(on("", anywhere), then(with(400, "invalidSyntax"), func(a *recorded) { a.edit(at("scimType", always("uniqueness"))) })),
	},
	{
		Name: "value-as-uniqueness", Source: "invented", Summary: "A value that does not fit is told to be a conflict of names.",
		handler: answered(on("", anywhere), then(with(400, "invalidValue"), func(a *recorded) { a.edit(at("scimType", always("uniqueness"))) })),
	},
	{
		Name: "path-as-uniqueness", Source: "invented", Summary: "A path that nobody knows is told to be a conflict of names.",
		handler: answered(on("", anywhere), then(with(400, "invalidPath"), func(a *recorded) { a.edit(at("scimType", always("uniqueness"))) })),
	},
	{
		Name: "any-version", Source: "invented", Summary: "Every version in the path is answered.",
		handler: asked(on("", `^/(scim/)?v\d+/`), func(r *http.Request) { r.URL.Path = regexp.MustCompile(`/v\d+/`).ReplaceAllString(r.URL.Path, "/v2/") }),
	},
	{
		Name: "unknown-endpoint-200", Source: "invented", Summary: "An endpoint that is not there answers the page of an application.",
		handler: answered(func(r *http.Request) bool {
			return r.Method == "GET" && !on("", `/(Users|Groups|Schemas|ResourceTypes|Me)`)(r)
		}, then(with(404, ""), func(a *recorded) { a.put(http.StatusOK, "text/html", []byte("<!doctype html>")) })),
	},
	{
		Name: "names-twice-500", Source: "invented", Summary: "A name given twice answers 500.",
		handler: crashing(`"userName"[^}]*"userName"|"title"[^}]*"title"|"displayName"[^}]*"displayName"`),
	},
	{
		Name: "deep-json-500", Source: "invented", Summary: "JSON within JSON within JSON answers 500.",
		handler: crashing(`(\[|\{"?\w*"?:?){40}`),
	},
	{
		Name: "long-text-500", Source: "invented", Summary: "A text of more than 200 letters answers 500.",
		handler: crashing(`"[^"]{200}`),
	},
	{
		Name: "null-character-500", Source: "invented", Summary: "A text with a null character answers 500.",
		handler: crashing(`\\u0000`),
	},
	{
		Name: "big-number-500", Source: "invented", Summary: "A number beyond 32 bits answers 500.",
		handler: crashing(`[:\[ ]-?\d{11}|\d[eE][+-]?\d`),
	},
	{
		Name: "reserved-name-500", Source: "invented", Summary: "Names that mean something to a language answer 500.",
		handler: crashing(`__proto__|constructor|"class"|\$\w+"?:|"toString"|"@`),
	},
	{
		Name: "not-utf8-500", Source: "invented", Summary: "Bytes that are no UTF-8 answer 500.",
		handler: crashing("[^\x00-\x7f]"),
	},
	{
		Name: "empty-body-500", Source: "invented", Summary: "A body that is not there answers 500.",
		handler: crashingEmpty,
	},
	{
		Name: "blank-500", Source: "invented", Summary: "An empty object, an empty list or a null answers 500.",
		handler: crashing(`\{\}|\[\]|null`),
	},
	{
		Name: "scimtype-missing", Source: "common (no thread)", Summary: "No error has a scimType.",
		handler: answered(on("", anywhere), func(a *recorded) {
			if a.status >= http.StatusBadRequest {
				a.edit(at("scimType", gone))
			}
		}),
	},
}
