package refbridge

import (
	"net/http"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// changeDefects are about what PATCH and PUT answer and leave.
//
//nolint:gochecknoglobals // a constant table
var changeDefects = []Defect{
	{
		Name: "patch-answers-stale", Source: "open-webui/open-webui#30074", Summary: "The answer to a PATCH shows the user as it was.",
		handler: knowing(on("PATCH", oneUser), stale),
	},
	{
		Name: "put-answers-stale", Source: "wso2/product-is#7475", Summary: "The answer to a PUT shows what was there before.",
		handler: knowing(on("PUT", one), stale),
	},
	{
		Name: "patch-204-always", Source: "invented", Summary: "A PATCH is answered without a body although attributes are asked for.",
		handler: answered(on("PATCH", one), then(with(200, ""), func(a *recorded) { a.put(http.StatusNoContent, "", nil) })),
	},
	{
		Name: "patch-no-change-500", Source: "wso2/product-is#8589", Summary: "A PATCH that changes nothing answers 500.",
		handler: knowing(on("PATCH", one), func(before, now *recorded) {
			if now.status < 300 && before.header.Get("Etag") == now.header.Get("Etag") {
				restatus(http.StatusInternalServerError)(now)
			}
		}),
	},
	{
		Name: "patch-unknown-user-200", Source: "Metatavu/keycloak-scim-server#107", Summary: "A PATCH of somebody who is not there says success.",
		handler: answered(on("PATCH", one), then(with(404, ""), func(a *recorded) { a.put(http.StatusNoContent, "", nil) })),
	},
	{
		Name: "patch-promised-501", Source: "unitycatalog/unitycatalog#423", Summary: "PATCH is promised and not implemented.",
		handler: refusing("PATCH", "/", scim.NotImplemented("PATCH is not implemented")),
	},
	{
		Name: "patch-taken-name-500", Source: "sourcegraph/sourcegraph-public-snapshot#49016", Summary: "A PATCH to a userName that is taken answers 500.",
		handler: answered(on("PATCH", one), then(with(409, ""), restatus(http.StatusInternalServerError))),
	},
	{
		Name: "patch-error-500", Source: "wso2/product-is#16933", Summary: "A PATCH that is wrong answers 500.",
		handler: answered(on("PATCH", one), then(with(400, ""), restatus(http.StatusInternalServerError))),
	},
	{
		Name: "patch-coerces", Source: "invented", Summary: "A value of another type is stored as its text.",
		handler: onceMore(on("PATCH", one), with(400, "invalidValue"), body(func(m map[string]any) {
			for _, o := range objectsIn(m["Operations"]) {
				at("value", asText)(o)
			}
		})),
	},
	{
		Name: "put-unimplemented", Source: "invented", Summary: "PUT is not implemented.",
		handler: refusing("PUT", "/", scim.NotImplemented("PUT is not implemented")),
	},
	{
		Name: "put-creates", Source: "docs/rfc-ambiguities.md, 4.3", Summary: "A PUT to somebody who is not there makes somebody.",
		handler: onceMore(on("PUT", one), with(404, ""), func(r *http.Request) {
			r.Method, r.URL.Path = http.MethodPost, r.URL.Path[:strings.LastIndex(r.URL.Path, "/")]
		}),
	},
	{
		Name: "put-merges", Source: "attevon-llc/OpenTranscribe#582", Summary: "A PUT leaves what it does not name.",
		handler: func(next http.Handler) http.Handler {
			merged := sent(on("PATCH", one), func(m map[string]any) {
				if m["Operations"] == nil {
					value := map[string]any{}
					for name, v := range m {
						value[name] = v
						delete(m, name)
					}
					delete(value, "schemas")
					m["schemas"] = []any{scim.PatchOpURN}
					m["Operations"] = []any{operation{"op": "add", "value": value}}
				}
			})(next)
			return asked(on("PUT", one), func(r *http.Request) { r.Method = http.MethodPatch })(merged)
		},
	},
	{
		Name: "put-ignored", Source: "invented", Summary: "A PUT says success and changes nothing.",
		handler: func(next http.Handler) http.Handler {
			return asked(on("PUT", one), func(r *http.Request) { r.Method, r.Body = http.MethodGet, http.NoBody })(next)
		},
	},
	{
		Name: "put-members-dropped", Source: "gravitational/teleport#67372", Summary: "A PUT of a group stores no members.",
		handler: sent(on("PUT", oneGroup), at("members", gone)),
	},
	{
		Name: "put-readonly-400", Source: "SAP-archive/scimono#176", Summary: "A PUT that holds id or meta is refused.",
		handler: rejectingBody(on("PUT", one), func(m map[string]any) bool { return m["id"] != nil || m["meta"] != nil }, scim.Mutability("id is readOnly")),
	},
	{
		Name: "put-echoes", Source: "Infisical/infisical#5947", Summary: "The answer to a PUT is the request.",
		handler: echoing(on("PUT", one)),
	},
	{
		Name: "put-taken-name-200", Source: "invented", Summary: "A PUT with another's userName says success and does nothing.",
		handler: swallowing("PUT", "uniqueness"),
	},
	{
		Name: "put-taken-name-without-word", Source: "getsentry/sentry#117860", Summary: "A PUT with another's userName is refused without a scimType.",
		handler: answered(on("PUT", one), then(with(409, ""), restatus(http.StatusConflict))),
	},
	{
		Name: "put-nameless-200", Source: "python-scim/scim2-server (seen)", Summary: "A PUT without a userName, or with an empty one, says success.",
		handler: swallowing("PUT", "invalidValue"),
	},
	{
		Name: "put-bad-body-200", Source: "invented", Summary: "A PUT that nobody can read says success and does nothing.",
		handler: swallowing("PUT", "invalidSyntax"),
	},
	{
		Name: "put-absent-schemas-400", Source: "invented", Summary: "A PUT of less than all attributes is refused.",
		handler: rejectingBody(on("PUT", oneUser), func(m map[string]any) bool { return m["emails"] == nil }, scim.InvalidValue("emails is required")),
	},
	{
		Name: "put-null-kept", Source: "attevon-llc/OpenTranscribe#582", Summary: "null and [] in a PUT leave what was there.",
		handler: withOldWhereEmpty,
	},
	{
		Name: "put-own-name-409", Source: "invented", Summary: "A PUT with one's own userName is a conflict.",
		handler: knowing(on("PUT", oneUser), func(before, now *recorded) {
			if now.status == http.StatusOK && before.member("userName") == now.member("userName") {
				now.respond(http.StatusConflict, scim.Uniqueness("userName is taken"))
			}
		}),
	},
}

// stale is the answer of before.
func stale(before, now *recorded) {
	if now.status == http.StatusOK {
		now.put(http.StatusOK, scim.MediaType, before.body.Bytes())
	}
}
