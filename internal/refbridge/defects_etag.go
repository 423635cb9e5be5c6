package refbridge

import (
	"net/http"
	"strings"
)

// etagDefects are about versions.
//
//nolint:gochecknoglobals // a constant table
var etagDefects = []Defect{
	{
		Name: "etag-missing", Source: "apache/directory-scimple#534", Summary: "Versions are promised, and no answer has an ETag.",
		handler: answered(on("", anywhere), func(a *recorded) { a.header.Del("Etag") }),
	},
	{
		Name: "etag-missing-on-writes", Source: "invented", Summary: "Nothing but a GET is answered with an ETag.",
		handler: answered(on("POST PUT PATCH", anywhere), func(a *recorded) { a.header.Del("Etag") }),
	},
	{
		Name: "version-missing", Source: "invented", Summary: "meta has no version.",
		handler: shown(on("", anywhere), at("meta/version", gone)),
	},
	{
		Name: "version-unquoted", Source: "simpleidserver/SimpleIdServer#825", Summary: "meta.version is a bare number.",
		handler: shown(on("", anywhere), at("meta/version", text(replaced(`[W/"]`, ``)))),
	},
	{
		Name: "etag-unquoted", Source: "invented", Summary: "The ETag has no quotes.",
		handler: answered(on("", anywhere), tagged(replaced(`[W/"]`, ``))),
	},
	{
		Name: "etag-small-w", Source: "invented", Summary: "A weak ETag begins with a small letter.",
		handler: answered(on("", anywhere), tagged(replaced(`^W/`, `w/`))),
	},
	{
		Name: "version-without-mark", Source: "invented", Summary: "The ETag is weak and meta.version is strong.",
		handler: shown(on("", anywhere), at("meta/version", text(replaced(`^W/`, ``)))),
	},
	{
		Name: "etag-of-moment", Source: "invented", Summary: "The ETag is another one each time.",
		handler: counting(),
	},
	{
		Name: "etag-constant", Source: "simpleidserver/SimpleIdServer#825", Summary: "The version never changes.",
		handler: fixed,
	},
	{
		Name: "etag-of-account", Source: "invented", Summary: "One version for all: a change of one user changes everybody's.",
		handler: common(),
	},
	{
		Name: "refused-change-moves-version", Source: "docs/rfc-ambiguities.md, 1.20", Summary: "A PATCH that fails gives another version.",
		handler: touchingWhenRefused,
	},
	{
		Name: "if-none-match-ignored", Source: "invented", Summary: "Reading never answers 304.",
		handler: without("GET", `.`, "If-None-Match"),
	},
	{
		Name: "if-none-match-always-304", Source: "invented", Summary: "Every If-None-Match answers 304.",
		handler: asked(on("GET", one), func(r *http.Request) {
			if r.Header.Get("If-None-Match") != "" {
				r.Header.Set("If-None-Match", "*")
			}
		}),
	},
	{
		Name: "if-none-match-strong", Source: "invented", Summary: "If-None-Match compares letter by letter.",
		handler: without("GET", `^"`, "If-None-Match"),
	},
	{
		Name: "if-none-match-no-list", Source: "invented", Summary: "A list of versions is taken for one.",
		handler: without("GET", `,`, "If-None-Match"),
	},
	{
		Name: "if-none-match-star-ignored", Source: "invented", Summary: "* is no version.",
		handler: without("GET", `^\*$`, "If-None-Match"),
	},
	{
		Name: "if-none-match-writes-ignored", Source: "invented", Summary: "Writes ignore If-None-Match.",
		handler: without("PUT PATCH DELETE", `.`, "If-None-Match"),
	},
	{
		Name: "304-without-etag", Source: "invented", Summary: "304 has no ETag.",
		handler: answered(on("", anywhere), then(with(304, ""), func(a *recorded) { a.header.Del("Etag") })),
	},
	{
		Name: "304-groups-never", Source: "invented", Summary: "Groups are always sent.",
		handler: asked(on("GET", oneGroup), func(r *http.Request) { r.Header.Del("If-None-Match") }),
	},
	{
		Name: "if-match-ignored", Source: "apache/directory-scimple#534", Summary: "If-Match is ignored.",
		handler: without("PUT PATCH DELETE", `.`, "If-Match"),
	},
	{
		Name: "if-match-ignored-by-delete", Source: "docs/rfc-ambiguities.md, 8.3", Summary: "DELETE ignores If-Match.",
		handler: without("DELETE", `.`, "If-Match"),
	},
	{
		Name: "if-match-ignored-for-groups", Source: "invented", Summary: "Groups ignore If-Match.",
		handler: asked(on("", oneGroup), func(r *http.Request) { r.Header.Del("If-Match") }),
	},
	{
		Name: "if-match-done-then-412", Source: "invented", Summary: "A change of an old version is made, and answered 412.",
		handler: doneAllTheSame,
	},
	{
		Name: "stale-409", Source: "docs/rfc-ambiguities.md, 4.7", Summary: "A change of an old version answers 409.",
		handler: answered(on("", anywhere), then(with(412, ""), func(a *recorded) { restatus(http.StatusConflict)(a) })),
	},
	{
		Name: "if-match-star-412", Source: "invented", Summary: "If-Match with * is refused.",
		handler: refusingHeader("If-Match", `^\*$`, http.StatusPreconditionFailed),
	},
	{
		Name: "if-match-always-412", Source: "invented", Summary: "Every If-Match is refused.",
		handler: refusingHeader("If-Match", ``, http.StatusPreconditionFailed),
	},
	{
		Name: "if-match-no-effect", Source: "invented", Summary: "A change of the present version says success and does nothing.",
		handler: asked(func(r *http.Request) bool { return r.Header.Get("If-Match") != "" && on("PUT PATCH", one)(r) }, func(r *http.Request) { r.Method, r.Body = http.MethodGet, http.NoBody }),
	},
	{
		Name: "if-match-star-creates", Source: "invented", Summary: "A PUT with If-Match and * makes who is not there.",
		handler: onceMore(func(r *http.Request) bool { return r.Header.Get("If-Match") != "" && on("PUT", one)(r) }, with(404, ""), func(r *http.Request) {
			r.Method, r.URL.Path = http.MethodPost, r.URL.Path[:strings.LastIndex(r.URL.Path, "/")]
		}),
	},
}
