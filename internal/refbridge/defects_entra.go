package refbridge

import (
	"net/http"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// extensionOf is the extension that Entra's default mapping writes into.
const extensionOf = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

// entraDefects are what bridges were seen to get wrong about Entra, one report each
// (docs/entra.md, interop bugs).
//
//nolint:gochecknoglobals // a constant table
var entraDefects = []Defect{
	{
		Name: "active-add-400", Source: "rancher/rancher#54025", Summary: "An addition of active is refused.",
		handler: rejecting(op("add", `^active$`), scim.InvalidValue("add is no valid choice")),
	},
	{
		Name: "active-lower-case-400", Source: "Unleash/unleash#9336", Summary: "The words true and false are refused in small letters.",
		handler: rejecting(valued(`^(true|false)$`), scim.InvalidValue("the value is no boolean")),
	},
	{
		Name: "active-true-ignored", Source: "bytebase/bytebase#19073", Summary: `active "True" is answered with success and has no effect.`,
		handler: skipping(valued(`^(?i:true)$`)),
	},
	{
		Name: "active-on-create-400", Source: "limosa-io/laravel-scim-server#57", Summary: "Whoever is created with a state is refused.",
		handler: refusingCreation(`"active":`),
	},
	{
		Name: "disabled-cannot-be-changed", Source: "FusionAuth/fusionauth-issues#3311", Summary: "A change of somebody who is disabled is refused.",
		handler: untilActive,
	},
	{
		Name: "member-ref-null-400", Source: "ssoready/ssoready#182", Summary: "A member with an empty reference is refused.",
		handler: refusingChange(`"\$ref":\s*null`),
	},
	{
		Name: "member-display-compared", Source: "apache/directory-scimple#436", Summary: "A member who is named with more than an id is not removed.",
		handler: skipping(listing("remove", func(elements []map[string]any) bool {
			return slices.ContainsFunc(elements, func(e map[string]any) bool { return len(e) > 1 })
		})),
	},
	{
		Name: "member-first-removed-only", Source: "simpleidserver/SimpleIdServer#164", Summary: "Of several members to remove the first one goes.",
		handler: whenever(op("remove", `^members$`), at("value", first)),
	},
	{
		Name: "member-removal-with-value-400", Source: "Captain-P-Goldfish/SCIM-SDK#149", Summary: "A removal that carries values is refused.",
		handler: rejecting(listing("remove", func(elements []map[string]any) bool { return len(elements) > 0 }), scim.InvalidValue("values must not be given")),
	},
	{
		Name: "member-value-path-400", Source: "pingidentity/scim2#174", Summary: "A member who is named by a filter in the path cannot be removed.",
		handler: rejecting(op("remove", `^members\[`), scim.InvalidPath("the path is not understood")),
	},
	{
		Name: "filtered-add-appends", Source: "pingidentity/scim2#281", Summary: "What is added to a part of an element becomes another element.",
		handler: whenever(op("add", `^\w+\[type eq "\w+"\]\.\w+$`), func(o operation) {
			list, rest, _ := strings.Cut(textOf(o, "path"), `[type eq "`)
			kind, part, _ := strings.Cut(rest, `"].`)
			o["path"], o["value"] = list, []any{map[string]any{"type": kind, part: o["value"]}}
		}),
	},
	{
		Name: "remove-with-value-writes", Source: "AzureAD/SCIMReferenceCode#87", Summary: "A removal that carries a value writes the value.",
		handler: whenever(func(o operation) bool { return op("remove", `\]\.`)(o) && o["value"] != nil }, func(o operation) { o["op"] = "replace" }),
	},
	{
		Name: "manager-object-400", Source: "python-scim/scim2-models#62", Summary: "A manager who is named by an object is refused.",
		handler: rejecting(func(o operation) bool {
			_, isObject := o["value"].(map[string]any)
			return isObject && op("", `:manager$`)(o)
		}, scim.InvalidValue("the manager is an id")),
	},
	{
		Name: "manager-as-text", Source: "Budibase/budibase#15369", Summary: "A manager is shown as a text.",
		handler: shown(on("GET POST PATCH", `/Users`), at(extensionOf+"/manager", managerID)),
	},
	{
		Name: "manager-not-shown", Source: "MicrosoftDocs/azure-docs#11784", Summary: "A manager is taken and not shown.",
		handler: shown(on("", `/Users`), at(extensionOf, inside(at("manager", gone)))),
	},
	{
		Name: "extension-truncated", Source: "jelhub/scimgateway#124", Summary: "The extension is shown under half of its name.",
		handler: shown(on("", `/Users`), func(user map[string]any) {
			if extension, ok := user[extensionOf]; ok {
				user["urn:ietf:params:scim:schemas:extension:enterprise:2"] = extension
				delete(user, extensionOf)
			}
		}),
	},
	{
		Name: "external-id-add-ignored", Source: "open-webui/open-webui#30074", Summary: "An externalId that is added later is answered with success and has no effect.",
		handler: skipping(op("", `^externalId$`)),
	},
	{
		Name: "core-urn-filter-501", Source: "rancher/rancher#54871", Summary: "A filter by a qualified name is not implemented.",
		handler: refusingQuery("filter", `^urn:ietf:params:scim:schemas:core`, http.StatusNotImplemented),
	},
	{
		Name: "external-id-filter-400", Source: "OctopusDeploy/Issues#9841", Summary: "A filter by externalId is refused.",
		handler: refusingQuery("filter", `^externalId `, http.StatusBadRequest),
	},
	{
		Name: "work-address-filter-400", Source: "MicrosoftDocs/azure-docs#83855", Summary: "A filter by the value of a work address is refused.",
		handler: refusingQuery("filter", `^emails\[`, http.StatusBadRequest),
	},
	{
		Name: "user-agent-required", Source: "kortix-ai/suna#7297", Summary: "Who names neither itself nor what it accepts is refused.",
		handler: failing(func(r *http.Request) bool { return r.UserAgent() == "" && r.Header.Get("Accept") == "" }, http.StatusForbidden),
	},
	{
		Name: "locality-400", Source: "kortix-ai/suna#7302", Summary: "Whatever comes with a city is refused.",
		handler: refusingBody(`locality`, http.StatusBadRequest),
	},
	{
		Name: "patch-405", Source: "goauthentik/authentik#13386", Summary: "There is no PATCH.",
		handler: failing(on("PATCH", anywhere), http.StatusMethodNotAllowed),
	},
	{
		Name: "roles-as-text-400", Source: "Captain-P-Goldfish/SCIM-SDK#516", Summary: "A role that comes as text is refused.",
		handler: refusingBody(`"value":\s*"\{`, http.StatusBadRequest),
	},
	{
		Name: "roles-only-added", Source: "MicrosoftDocs/entra-docs#391", Summary: "Roles that are replaced are added to those there were.",
		handler: whenever(op("replace", `^roles$`), func(o operation) { o["op"] = "add" }),
	},
	{
		Name: "errors-without-names", Source: "pranems/SCIMServer", Summary: "Errors say that something is wrong and not what.",
		handler: editing(func(a *recorded) {
			if a.status >= http.StatusBadRequest {
				a.edit(func(message map[string]any) { message["detail"] = "the request was not understood" })
			}
		}),
	},
}
