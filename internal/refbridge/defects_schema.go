package refbridge

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// schemaDefects are about attributes, extensions and the schemas they belong to.
//
//nolint:gochecknoglobals // a constant table
var schemaDefects = []Defect{
	{
		Name: "schemas-missing", Source: "common (no thread)", Summary: "Resources do not name their schemas.",
		handler: shown(on("", anywhere), at("schemas", gone)),
	},
	{
		Name: "schemas-missing-in-lists", Source: "common (no thread)", Summary: "Resources in lists do not name their schemas.",
		handler: listed(func(_ url.Values, list map[string]any) {
			for _, r := range objectsIn(list["Resources"]) {
				delete(r, "schemas")
			}
		}),
	},
	{
		Name: "schemas-as-sent", Source: "wireapp/wire-server#5436", Summary: "schemas is shown as it was sent.",
		handler: overlaying(on("POST PUT", `/Users`), "schemas"),
	},
	{
		Name: "schemas-as-text", Source: "wso2/product-is#3572", Summary: "schemas is a text.",
		handler: shown(on("", anywhere), at("schemas", asText)),
	},
	{
		Name: "schemas-without-extension", Source: "common (no thread)", Summary: "schemas does not name the extension.",
		handler: shown(on("", anywhere), at("schemas", first)),
	},
	{
		Name: "schemas-all", Source: "wireapp/wire-server#5436", Summary: "schemas names the extension, used or not.",
		handler: shown(on("", `/Users`), func(r map[string]any) { r["schemas"] = []any{scim.UserURN, scim.EnterpriseUserURN} }),
	},
	{
		Name: "schemas-of-group-wrong", Source: "invented", Summary: "A group names the schema of users.",
		handler: shown(on("", `/Groups`), at("schemas", always([]any{scim.UserURN}))),
	},
	{
		Name: "attributes-under-urn", Source: "invented", Summary: "Core attributes are shown under the URN.",
		handler: shown(on("", `/Users`), func(r map[string]any) {
			r[scim.UserURN] = map[string]any{"userName": r["userName"]}
			delete(r, "userName")
		}),
	},
	{
		Name: "names-lower-case", Source: "invented", Summary: "The names of attributes are in small letters.",
		handler: shown(on("", `/Users`), func(r map[string]any) {
			for name, v := range r {
				if name != strings.ToLower(name) && !strings.Contains(name, ":") {
					delete(r, name)
					r[strings.ToLower(name)] = v
				}
			}
		}),
	},
	{
		Name: "names-case-sensitive", Source: "elimity-com/scim (seen)", Summary: "Names in bodies count in the schema's letter case alone.",
		handler: sent(on("POST PUT", `/(Users|Groups)`), func(m map[string]any) {
			for name := range m {
				if name[0] < 97 || slices.Contains([]string{"username", "displayname", "nickname", "externalid"}, name) {
					delete(m, name)
				}
			}
		}),
	},
	{
		Name: "certificates-reencoded", Source: "invented", Summary: "Binary values come back in another alphabet.",
		handler: shown(on("", anywhere), at("x509Certificates/value", text(func(s string) string { return strings.NewReplacer("+", "-", "/", "_", "=", "").Replace(s) }))),
	},
	{
		Name: "enterprise-flattened", Source: "MicrosoftDocs (collection)", Summary: "The extension's attributes are shown at the top.",
		handler: shown(on("", anywhere), func(r map[string]any) {
			if e, ok := r[scim.EnterpriseUserURN].(map[string]any); ok {
				maps.Copy(r, e)
				delete(r, scim.EnterpriseUserURN)
			}
		}),
	},
	{
		Name: "enterprise-numbers", Source: "common (number columns)", Summary: "An employee number loses its zeros.",
		lens: stored(at(scim.EnterpriseUserURN+"/employeeNumber", text(func(s string) string { return strings.TrimLeft(s, "0") }))),
	},
	{
		Name: "enterprise-manager-text", Source: "Captain-P-Goldfish/SCIM-SDK#686", Summary: "A manager is shown as a bare id.",
		handler: shown(on("", anywhere), at(scim.EnterpriseUserURN+"/manager", func(v any) any { m, _ := v.(map[string]any); return m["value"] })),
	},
	{
		Name: "enterprise-manager-list", Source: "invented", Summary: "A manager is shown in a list.",
		handler: shown(on("", anywhere), at(scim.EnterpriseUserURN+"/manager", func(v any) any { return []any{v} })),
	},
	{
		Name: "enterprise-manager-ref-wrong", Source: "invented", Summary: "The reference of a manager leads nowhere.",
		handler: shown(on("", anywhere), at(scim.EnterpriseUserURN+"/manager/$ref", text(replaced(`/Users/`, `/Managers/`)))),
	},
	{
		Name: "enterprise-manager-lost", Source: "invented", Summary: "The manager is lost.",
		lens: stored(at(scim.EnterpriseUserURN+"/manager", gone)),
	},
	{
		Name: "enterprise-manager-name-kept", Source: "scimmyjs/scimmy (seen)", Summary: "The name that a client gives to a manager is shown.",
		handler: overlaying(on("POST PUT", `/Users`), scim.EnterpriseUserURN),
	},
	{
		Name: "enterprise-division-lost", Source: "common (no thread)", Summary: "cost center, division and organization are lost.",
		lens: stored(all(at(scim.EnterpriseUserURN+"/costCenter", gone), at(scim.EnterpriseUserURN+"/division", gone), at(scim.EnterpriseUserURN+"/organization", gone))),
	},
	{
		Name: "name-honorifics-lost", Source: "common (no thread)", Summary: "Middle name, prefix and suffix are lost.",
		lens: stored(all(at("name/middleName", gone), at("name/honorificPrefix", gone), at("name/honorificSuffix", gone))),
	},
	{
		Name: "name-formatted-stale", Source: "invented", Summary: "The whole name is another one.",
		handler: shown(on("", anywhere), func(r map[string]any) {
			if name, ok := r["name"].(map[string]any); ok {
				name["formatted"] = "N. N."
			}
		}),
	},
	{
		Name: "name-lost", Source: "common (no thread)", Summary: "The parts of a name are lost.",
		lens: stored(at("name", gone)),
	},
	{
		Name: "nick-name-lost", Source: "common (no thread)", Summary: "nickName is lost.",
		lens: stored(at("nickName", gone)),
	},
	{
		Name: "title-lost", Source: "common (no thread)", Summary: "title is lost.",
		lens: stored(at("title", gone)),
	},
	{
		Name: "user-type-lost", Source: "common (no thread)", Summary: "userType and profileUrl are lost.",
		lens: stored(all(at("userType", gone), at("profileUrl", gone))),
	},
	{
		Name: "locale-lost", Source: "common (no thread)", Summary: "locale, preferredLanguage and timezone are lost.",
		lens: stored(all(at("locale", gone), at("preferredLanguage", gone), at("timezone", gone))),
	},
	{
		Name: "emails-lost", Source: "common (no thread)", Summary: "emails are lost.",
		lens: stored(at("emails", gone)),
	},
	{
		Name: "phone-numbers-lost", Source: "common (no thread)", Summary: "phoneNumbers and ims are lost.",
		lens: stored(all(at("phoneNumbers", gone), at("ims", gone), at("photos", gone))),
	},
	{
		Name: "addresses-lost", Source: "common (no thread)", Summary: "addresses are lost.",
		lens: stored(at("addresses", gone)),
	},
	{
		Name: "rights-lost", Source: "common (no thread)", Summary: "roles, entitlements and certificates are lost.",
		lens: stored(all(at("roles", gone), at("entitlements", gone), at("x509Certificates", gone))),
	},
}
