package refbridge

import (
	"bytes"
	"crypto/rand"
	"net/http"
	"path"
	"slices"

	"github.com/scimproof/scimproof/internal/scim"
)

// bulkDefects are about bulk requests.
//
//nolint:gochecknoglobals // a constant table
var bulkDefects = []Defect{
	{
		Name: "bulk-promised-501", Source: "thunder-id/thunderid#5110", Summary: "Bulk is promised and not implemented.",
		handler: refusing("POST", "/Bulk", scim.NotImplemented("no bulk")),
	},
	{
		Name: "bulk-nothing-done", Source: "invented", Summary: "Every operation answers success and none is done.",
		handler: pretendedBulk,
	},
	{
		Name: "bulk-request-urn", Source: "invented", Summary: "The answer is of the schema BulkRequest.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) { a.edit(at("schemas", always([]any{scim.BulkRequestURN}))) }),
	},
	{
		Name: "bulk-any-schema", Source: "invented", Summary: "The schemas of a bulk request are not looked at.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) { m["schemas"] = []any{scim.BulkRequestURN} }),
	},
	{
		Name: "bulk-any-method", Source: "invented", Summary: "/Bulk takes every method.",
		handler: asked(on("PUT PATCH DELETE", `/Bulk$`), func(r *http.Request) { r.Method = http.MethodPost }),
	},
	{
		Name: "bulk-operations-optional", Source: "SAP-archive/scimono#178", Summary: "A bulk request without operations says success.",
		handler: answered(on("POST", `/Bulk$`), then(with(400, ""), func(a *recorded) {
			a.respond(200, map[string]any{"schemas": []any{scim.BulkResponseURN}, "Operations": []any{}})
		})),
	},
	{
		Name: "bulk-one-operation", Source: "invented", Summary: "A bare operation is a list of one.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) { m["Operations"] = listOf(m["Operations"]) }),
	},
	{
		Name: "bulk-method-guessed", Source: "invented", Summary: "An operation without a method that is known is a DELETE, or a PUT if it has data.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) {
			for _, o := range objectsIn(m["Operations"]) {
				if method := textOf(o, "method"); !slices.Contains([]string{"POST", "PUT", "PATCH", "DELETE"}, method) {
					o["method"] = "DELETE"
					if o["data"] != nil {
						o["method"] = "PUT"
					}
				}
			}
		}),
	},
	{
		Name: "bulk-delete-ignored", Source: "invented", Summary: "DELETE in bulk says success and does nothing.",
		handler: asked(func(r *http.Request) bool { return inBulk(r) && r.Method == http.MethodDelete }, func(r *http.Request) { r.Method = http.MethodGet }),
	},
	{
		Name: "bulk-patch-ignored", Source: "invented", Summary: "PATCH in bulk says success and does nothing.",
		handler: bulkWithout("PATCH"),
	},
	{
		Name: "bulk-put-ignored", Source: "invented", Summary: "PUT in bulk says success and does nothing.",
		handler: bulkWithout("PUT"),
	},
	{
		Name: "bulk-id-optional", Source: "invented", Summary: "A creation without a bulkId is made.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) {
			for _, o := range objectsIn(m["Operations"]) {
				if textOf(o, "bulkId") == "" {
					o["bulkId"] = rand.Text()
				}
			}
		}),
	},
	{
		Name: "bulk-id-twice", Source: "scimmyjs/scimmy (seen)", Summary: "A bulkId may be given twice.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) {
			seen := map[string]bool{}
			for _, o := range objectsIn(m["Operations"]) {
				if id := textOf(o, "bulkId"); seen[id] {
					o["bulkId"] = rand.Text()
				} else {
					seen[id] = true
				}
			}
		}),
	},
	{
		Name: "bulk-version-ignored", Source: "apache/directory-scimple#534", Summary: "The version of an operation is ignored.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) {
			for _, o := range objectsIn(m["Operations"]) {
				delete(o, "version")
			}
		}),
	},
	{
		Name: "bulk-path-cleaned", Source: "invented", Summary: "A path that leaves the root is cleaned and taken.",
		handler: sent(on("POST", `/Bulk$`), func(m map[string]any) {
			for _, o := range objectsIn(m["Operations"]) {
				at("path", text(path.Clean))(o)
			}
		}),
	},
	{
		Name: "bulk-no-location", Source: "invented", Summary: "Results have no location.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, o := range objectsIn(m["Operations"]) {
					delete(o, "location")
				}
			})
		}),
	},
	{
		Name: "bulk-location-on-success", Source: "docs/rfc-ambiguities.md, 6.10", Summary: "Operations that fail have no location.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, o := range objectsIn(m["Operations"]) {
					if o["response"] != nil {
						delete(o, "location")
					}
				}
			})
		}),
	},
	{
		Name: "bulk-location-of-failed-post", Source: "invented", Summary: "A creation that fails has a location.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, o := range objectsIn(m["Operations"]) {
					if o["location"] == nil {
						o["location"] = "http://bridge.example/scim/v2/Users/1"
					}
				}
			})
		}),
	},
	{
		Name: "bulk-no-response", Source: "invented", Summary: "An operation that fails does not say why.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, o := range objectsIn(m["Operations"]) {
					delete(o, "response")
				}
			})
		}),
	},
	{
		Name: "bulk-response-text", Source: "invented", Summary: "An operation that fails answers a text.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, o := range objectsIn(m["Operations"]) {
					if o["response"] != nil {
						o["response"] = "refused"
					}
				}
			})
		}),
	},
	{
		Name: "bulk-error-without-word", Source: "invented", Summary: "An operation that fails has no scimType.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, o := range objectsIn(m["Operations"]) {
					at("response/scimType", gone)(o)
				}
			})
		}),
	},
	{
		Name: "bulk-response-of-other", Source: "invented", Summary: "The response of a creation shows somebody else.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			a.edit(func(m map[string]any) {
				for _, o := range objectsIn(m["Operations"]) {
					if o["response"] == nil {
						o["response"] = map[string]any{"schemas": []any{scim.UserURN}, "id": "1", "userName": "somebody@vault.example"}
					}
				}
			})
		}),
	},
	{
		Name: "bulk-400-on-failure", Source: "docs/rfc-ambiguities.md, 6.5", Summary: "A bulk request of which an operation fails answers 400.",
		handler: answered(on("POST", `/Bulk$`), func(a *recorded) {
			if bytes.Contains(a.body.Bytes(), []byte(`"response"`)) {
				a.status = http.StatusBadRequest
			}
		}),
	},
	{
		Name: "bulk-207", Source: "invented", Summary: "A bulk request answers 207.",
		handler: answered(on("POST", `/Bulk$`), then(with(200, ""), func(a *recorded) { a.status = http.StatusMultiStatus })),
	},
}
