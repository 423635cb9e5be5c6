package refbridge

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// createDefects are about making a resource.
//
//nolint:gochecknoglobals // a constant table
var createDefects = []Defect{
	{
		Name: "create-200", Source: "FusionAuth/fusionauth-issues#1775", Summary: "A creation answers 200.",
		handler: answered(on("POST", `/(Users|Groups)$`), then(with(201, ""), func(a *recorded) { a.status = http.StatusOK })),
	},
	{
		Name: "create-without-body", Source: "RFC 7644, 3.3", Summary: "A creation is answered without a body.",
		handler: answered(on("POST", `/(Users|Groups)$`), then(with(201, ""), func(a *recorded) { a.put(a.status, "", nil) })),
	},
	{
		Name: "create-echoes", Source: "Infisical/infisical#5947", Summary: "The answer to a creation is the request.",
		handler: echoing(on("POST", `/(Users|Groups)$`)),
	},
	{
		Name: "create-no-location", Source: "scimmyjs/scimmy-routers (seen)", Summary: "A creation has no Location.",
		handler: answered(on("POST", anywhere), func(a *recorded) { a.header.Del("Location") }),
	},
	{
		Name: "create-location-relative", Source: "wso2/product-is#7317", Summary: "The Location of a creation lost its prefix.",
		handler: answered(on("POST", anywhere), func(a *recorded) {
			a.header.Set("Location", strings.Replace(a.header.Get("Location"), "/scim/v2", "", 1))
		}),
	},
	{
		Name: "location-wrong-host", Source: "elimity-com/scim#172", Summary: "meta.location names an internal host.",
		handler: shown(on("", anywhere), at("meta/location", text(replaced(`^http://[^/]+`, `http://bridge.internal.example`)))),
	},
	{
		Name: "location-without-prefix", Source: "FusionAuth/fusionauth-issues#2793", Summary: "meta.location leads nowhere.",
		handler: shown(on("", anywhere), at("meta/location", text(replaced(`/scim(/v2)?`, ``)))),
	},
	{
		Name: "location-of-list", Source: "invented", Summary: "meta.location in lists is the address of the list.",
		handler: listed(func(_ url.Values, list map[string]any) {
			for _, r := range objectsIn(list["Resources"]) {
				at("meta/location", text(replaced(`/[^/]+$`, ``)))(r)
			}
		}),
	},
	{
		Name: "location-with-query", Source: "invented", Summary: "The address of a user has a query.",
		handler: shown(on("", anywhere), at("meta/location", text(replaced(`$`, `?v=2`)))),
	},
	{
		Name: "create-with-id-400", Source: "pingidentity/scim2#93", Summary: "A creation with an id is refused.",
		handler: rejectingBody(on("POST", `/(Users|Groups)$`), func(m map[string]any) bool { return m["id"] != nil }, scim.Mutability("id is readOnly")),
	},
	{
		Name: "create-with-meta-400", Source: "invented", Summary: "A creation with meta or groups is refused.",
		handler: rejectingBody(on("POST", `/(Users|Groups)$`), func(m map[string]any) bool { return m["meta"] != nil || m["groups"] != nil }, scim.Mutability("meta is readOnly")),
	},
	{
		Name: "client-id-shown", Source: "SAP-archive/scimono#176", Summary: "The id of the request is shown in the answer.",
		handler: overlaying(on("POST PUT", `/Users`), "id"),
	},
	{
		Name: "client-meta-shown", Source: "invented", Summary: "meta of the request is shown in the answer.",
		handler: overlaying(on("POST PUT", `/(Users|Groups)`), "meta"),
	},
	{
		Name: "create-bad-value-201", Source: "invented", Summary: "A value of another type is stored as its text.",
		handler: onceMore(on("POST", allUsers), with(400, "invalidValue"), body(func(m map[string]any) {
			for name, v := range m {
				if name != "schemas" && name != "emails" && name != "active" {
					m[name] = asText(v)
				}
			}
		})),
	},
	{
		Name: "create-bad-active-201", Source: "python-scim/scim2-server (seen)", Summary: "What is no boolean is taken for true.",
		handler: onceMore(on("POST PUT", `/Users`), with(400, "invalidValue"), body(func(m map[string]any) {
			if m["active"] != nil {
				m["active"] = true
			}
		})),
	},
	{
		Name: "create-bad-value-dropped", Source: "invented", Summary: "What does not fit is dropped.",
		handler: onceMore(on("POST", allUsers), with(400, "invalidValue"), body(func(m map[string]any) {
			for name := range m {
				if name != "schemas" && name != "userName" {
					delete(m, name)
				}
			}
		})),
	},
	{
		Name: "create-bad-body-201", Source: "elimity-com/scim (seen)", Summary: "A body that nobody can read makes a user, as good as it goes.",
		handler: onceMore(on("POST", allUsers), with(400, "invalidSyntax"), mended),
	},
	{
		Name: "create-name-invented", Source: "invented", Summary: "A userName that is missing is made up.",
		handler: sent(on("POST", allUsers), func(m map[string]any) {
			if name, ok := m["userName"].(string); !ok || strings.TrimSpace(name) == "" {
				m["userName"] = "user-" + rand.Text() + "@vault.example"
			}
		}),
	},
	{
		Name: "group-name-invented", Source: "invented", Summary: "A group's name that is missing is made up.",
		handler: sent(on("POST PUT", `/Groups`), func(m map[string]any) {
			if name, ok := m["displayName"].(string); !ok || strings.TrimSpace(name) == "" {
				m["displayName"] = "group " + rand.Text()
			}
		}),
	},
	{
		Name: "create-emails-required", Source: "PostHog/posthog#42205", Summary: "A user without e-mails is refused.",
		handler: rejectingBody(on("POST", allUsers), func(m map[string]any) bool { return m["emails"] == nil }, scim.InvalidValue("emails is required")),
	},
	{
		Name: "create-null-400", Source: "simpleidserver/SimpleIdServer#823", Summary: "null in a body is refused.",
		handler: rejectingBody(on("POST PUT", `/Users`), func(m map[string]any) bool { return holds(m, nil) }, scim.InvalidValue("null is no value")),
	},
	{
		Name: "create-empty-list-400", Source: "Captain-P-Goldfish/SCIM-SDK#757", Summary: "An empty list in a body is refused.",
		handler: rejectingBody(on("POST PUT", `/(Users|Groups)`), func(m map[string]any) bool {
			for _, v := range m {
				if list, ok := v.([]any); ok && len(list) == 0 {
					return true
				}
			}
			return false
		}, scim.InvalidValue("an empty list is no value")),
	},
	{
		Name: "create-prefer-400", Source: "invented", Summary: "A header Prefer is refused.",
		handler: refusingHeader("Prefer", ``, http.StatusBadRequest),
	},
	{
		Name: "create-name-case-twins", Source: "InumanSoul/kotauth#140", Summary: "A userName that is taken in another letter case makes a second user.",
		handler: onceMore(on("POST", allUsers), with(409, ""), body(at("userName", text(replaced(`^([A-Z])`, `x$1`))))),
	},
	{
		Name: "create-duplicate-shown", Source: "croffasia/itsaplan#250", Summary: "A creation of somebody who is there answers that user.",
		handler: adopting,
	},
	{
		Name: "create-duplicate-400", Source: "invented", Summary: "A userName that is taken answers 400.",
		handler: answered(on("POST", allUsers), then(with(409, ""), func(a *recorded) { a.respond(400, &scim.Error{Status: 400, ScimType: "uniqueness"}) })),
	},
	{
		Name: "conflict-without-word", Source: "getsentry/sentry#117860", Summary: "A conflict has no scimType.",
		handler: answered(on("", anywhere), then(with(409, ""), restatus(http.StatusConflict))),
	},
	{
		Name: "create-inactive-active", Source: "invented", Summary: "Somebody made as inactive is shown as active in the answer, and is.",
		handler: sent(on("POST", allUsers), at("active", gone)),
	},
	{
		Name: "create-unknown-schema-201", Source: "invented", Summary: "The schemas of a body are not looked at.",
		handler: sent(on("POST PUT", `/Users(/[^/.]+)?$`), func(m map[string]any) { m["schemas"] = []any{scim.UserURN} }),
	},
	{
		Name: "external-id-upserts", Source: "croffasia/itsaplan#250", Summary: "An externalId that is in use is refused.",
		handler: uniquely("externalId"),
	},
	{
		Name: "title-unique", Source: "invented", Summary: "A title or display name that is in use is refused.",
		handler: uniquely("title", "displayName"),
	},
}
