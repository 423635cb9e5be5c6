package refbridge

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// bulkLimitDefects are about how far bulk requests go, and about references in them.
//
//nolint:gochecknoglobals // a constant table
var bulkLimitDefects = []Defect{
	{
		Name: "bulk-stops-at-first", Source: "Captain-P-Goldfish/scim-for-keycloak#71", Summary: "Whatever is asked, the first error ends it.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) { m["failOnErrors"] = 1 }),
	},
	{
		Name: "bulk-limit-of-errors-ignored", Source: "invented", Summary: "failOnErrors is ignored.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) { delete(m, "failOnErrors") }),
	},
	{
		Name: "bulk-limit-of-errors-late", Source: "invented", Summary: "One more error is taken than failOnErrors says.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) {
			if n, ok := m["failOnErrors"].(float64); ok {
				m["failOnErrors"] = n + 1
			}
		}),
	},
	{
		Name: "bulk-limit-of-errors-early", Source: "invented", Summary: "One error less is taken than failOnErrors says.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) {
			if n, ok := m["failOnErrors"].(float64); ok && n > 1 {
				m["failOnErrors"] = n - 1
			}
		}),
	},
	{
		Name: "bulk-limit-of-errors-counts-all", Source: "invented", Summary: "failOnErrors counts operations.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) {
			if n, ok := m["failOnErrors"].(float64); ok {
				if ops, ok := m["Operations"].([]any); ok && len(ops) > int(n) {
					m["Operations"] = ops[:int(n)]
				}
			}
		}),
	},
	{
		Name: "bulk-limit-of-errors-echoed", Source: "invented", Summary: "The answer repeats failOnErrors.",
		handler: answered(on("POST", `/Bulk$`), then(with(200, ""), func(a *recorded) { a.edit(func(m map[string]any) { m["failOnErrors"] = 1 }) })),
	},
	{
		Name: "bulk-status-number", Source: "docs/rfc-ambiguities.md, 6.1", Summary: "status is an object of another form.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, o := range objectsIn(m["Operations"]) {
					o["status"] = map[string]any{"value": o["status"]}
				}
			})
		}),
	},
	{
		Name: "bulk-status-200", Source: "invented", Summary: "Every operation has the status 200.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, o := range objectsIn(m["Operations"]) {
					o["status"] = "200"
				}
			})
		}),
	},
	{
		Name: "bulk-failures-only", Source: "invented", Summary: "Operations that succeed are left out of the answer.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			a.edit(at("Operations", func(v any) any {
				left := []any{}
				for _, o := range objectsIn(v) {
					if o["response"] != nil {
						left = append(left, o)
					}
				}
				return left
			}))
		}),
	},
	{
		Name: "bulk-no-operations", Source: "invented", Summary: "The answer has no list of results.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) { a.edit(at("Operations", gone)) }),
	},
	{
		Name: "bulk-no-limit", Source: "invented", Summary: "The limit of operations is not kept.",
		handler: unlimited,
	},
	{
		Name: "bulk-too-large-200", Source: "invented", Summary: "A body that is too large says success.",
		handler: answered(on("POST", `/Bulk$`), then(with(413, ""), func(a *recorded) {
			a.respond(200, map[string]any{"schemas": []any{scim.BulkResponseURN}, "Operations": []any{}})
		})),
	},
	{
		Name: "bulk-limit-400", Source: "invented", Summary: "Too many operations answer 400.",
		handler: answered(on("POST", `/Bulk$`), then(with(413, ""), func(a *recorded) { restatus(http.StatusBadRequest)(a) })),
	},
	{
		Name: "bulk-limit-unnamed", Source: "scimmyjs/scimmy-routers (seen)", Summary: "The error about a limit does not name it.",
		handler: answered(on("POST", `/Bulk$`), then(with(413, ""), func(a *recorded) { restatus(http.StatusRequestEntityTooLarge)(a) })),
	},
	{
		Name: "bulk-limit-zero", Source: "invented", Summary: "The limits of bulk are 0.",
		handler: answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) {
			a.edit(all(at("bulk/maxOperations", always(0)), at("bulk/maxPayloadSize", always(0))))
		}),
	},
	{
		Name: "bulk-id-not-echoed", Source: "invented", Summary: "Results have no bulkId.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, o := range objectsIn(m["Operations"]) {
					delete(o, "bulkId")
				}
			})
		}),
	},
	{
		Name: "bulk-id-on-success", Source: "invented", Summary: "Operations that fail have no bulkId.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, o := range objectsIn(m["Operations"]) {
					if o["response"] != nil {
						delete(o, "bulkId")
					}
				}
			})
		}),
	},
	{
		Name: "bulk-reference-kept", Source: "wso2/product-is#3300", Summary: "A reference is not looked up.",
		handler: asked(on("POST", `/Bulk$`), func(r *http.Request) {
			raw := kept(r)
			*r = *withBody(r, []byte(strings.ReplaceAll(string(raw), `"bulkId:`, `"bulk-Id:`)))
		}),
	},
	{
		Name: "bulk-reference-by-prefix", Source: "invented", Summary: "References are replaced by how they begin.",
		handler: asked(on("POST", `/Bulk$`), func(r *http.Request) {
			raw := kept(r)
			*r = *withBody(r, regexp.MustCompile(`"bulkId:([a-z]+)[^"]*"`).ReplaceAll(raw, []byte(`"bulkId:$1"`)))
		}),
	},
	{
		Name: "bulk-reference-members-only", Source: "wso2/charon#393", Summary: "References in extensions stay.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) {
			for _, o := range objectsIn(m["Operations"]) {
				at("data/"+scim.EnterpriseUserURN+"/manager/value", text(replaced(`^bulkId:`, `bulk-Id:`)))(o)
			}
		}),
	},
	{
		Name: "bulk-reference-post-only", Source: "limosa-io/laravel-scim-server#56", Summary: "References in PUT and PATCH stay.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) {
			for _, o := range objectsIn(m["Operations"]) {
				if textOf(o, "method") != "POST" {
					at("data/members/value", text(replaced(`^bulkId:`, `bulk-Id:`)))(o)
					at("data/Operations/value/value", text(replaced(`^bulkId:`, `bulk-Id:`)))(o)
					at("data/Operations/value/members/value", text(replaced(`^bulkId:`, `bulk-Id:`)))(o)
				}
			}
		}),
	},
	{
		Name: "bulk-reversed", Source: "invented", Summary: "Operations are done from the last to the first.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) {
			if ops, ok := m["Operations"].([]any); ok {
				slices.Reverse(ops)
			}
		}),
	},
	{
		Name: "bulk-circle-500", Source: "simpleidserver/SimpleIdServer#850", Summary: "References in a circle answer 500.",
		handler: crashing(`(?s)"bulkId:.*"bulkId:`),
	},
	{
		Name: "bulk-self-500", Source: "simpleidserver/SimpleIdServer#850", Summary: "A group among its own members answers 500.",
		handler: crashing(`(?s)"bulkId":"(\w+)".*"bulkId:`),
	},
	{
		Name: "bulk-nested", Source: "invented", Summary: "A bulk request may hold bulk requests and searches.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, o := range objectsIn(m["Operations"]) {
					if strings.HasPrefix(fmt.Sprint(o["status"]), "4") {
						o["status"] = "200"
						delete(o, "response")
					}
				}
			})
		}),
	},
	{
		Name: "bulk-patch-bare", Source: "RFC 7644, erratum 5050", Summary: "The data of a PATCH is a bare list of operations.",
		handler: rejectingBody(func(r *http.Request) bool { return inBulk(r) && r.Method == "PATCH" }, func(m map[string]any) bool { return m != nil }, scim.InvalidSyntax("a list is needed")),
	},
}
