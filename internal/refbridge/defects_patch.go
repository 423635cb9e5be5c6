package refbridge

import (
	"slices"

	"github.com/scimproof/scimproof/internal/scim"
)

// patchDefects are about single operations and their paths.
//
//nolint:gochecknoglobals // a constant table
var patchDefects = []Defect{
	{
		Name: "patch-readonly-200", Source: "scimmyjs/scimmy (seen)", Summary: "A PATCH of what is readOnly says success and does nothing.",
		handler: swallowing("PATCH", "mutability"),
	},
	{
		Name: "patch-bad-path-200", Source: "NorthlandPositronics/Cogtrix#432", Summary: "A path that nobody has, or nobody can read, says success and does nothing.",
		handler: swallowing("PATCH", "invalidPath"),
	},
	{
		Name: "patch-no-target-200", Source: "Captain-P-Goldfish/scim-for-keycloak#73", Summary: "A replacement whose filter selects nothing says success and does nothing.",
		intolerant: []string{"create-missing"}, handler: swallowing("PATCH", "noTarget"),
	},
	{
		Name: "patch-bad-value-200", Source: "scimmyjs/scimmy (seen)", Summary: "A value that does not fit says success and does nothing.",
		handler: swallowing("PATCH", "invalidValue"),
	},
	{
		Name: "patch-bad-filter-200", Source: "invented", Summary: "A filter in a path that nobody can read says success and does nothing.",
		handler: swallowing("PATCH", "invalidFilter"),
	},
	{
		Name: "patch-bad-body-200", Source: "langwatch/langwatch#6972", Summary: "A PATCH that nobody can read says success and does nothing.",
		handler: swallowing("PATCH", "invalidSyntax"),
	},
	{
		Name: "patch-taken-name-200", Source: "invented", Summary: "A PATCH to a userName that is taken says success and does nothing.",
		handler: swallowing("PATCH", "uniqueness"),
	},
	{
		Name: "patch-no-target-without-word", Source: "invented", Summary: "A replacement without a match has no scimType.",
		handler: answered(on("PATCH", anywhere), then(with(400, "noTarget"), restatus(400))),
	},
	{
		Name: "patch-mutability-without-word", Source: "elimity-com/scim (seen)", Summary: "A change of what is readOnly has no scimType.",
		handler: answered(on("PATCH", anywhere), then(with(400, "mutability"), restatus(400))),
	},
	{
		Name: "patch-path-without-word", Source: "invented", Summary: "A wrong path has no scimType.",
		handler: answered(on("PATCH", anywhere), then(with(400, "invalidPath"), restatus(400))),
	},
	{
		Name: "patch-path-case", Source: "langwatch/langwatch#7140", Summary: "Paths are understood in the schema's letter case alone.",
		handler: rejecting(op("", `^[A-Z]|^[a-z]+\.?[A-Z]{2}|^(username|displayname|nickname|name\.givenname|externalid)$`), scim.InvalidPath("unknown path")),
	},
	{
		Name: "patch-core-urn-unknown", Source: "rancher/rancher#54871", Summary: "Core attributes are not found by their qualified names.",
		handler: rejecting(op("", `(?i)^urn:ietf:params:scim:schemas:core:`), scim.InvalidPath("unknown path")),
	},
	{
		Name: "patch-urn-split-at-dot", Source: "wso2/product-is#6015", Summary: "A path with a URN is split at the dot of 2.0 and refused.",
		handler: rejecting(op("", `2\.0:User:`), scim.InvalidPath("unknown path")),
	},
	{
		Name: "patch-urn-ignored", Source: "thomaspoignant/scim-patch#152", Summary: "An operation on an attribute of an extension says success and does nothing.",
		handler: skipping(op("", `(?i)enterprise:2\.0:User:`)),
	},
	{
		Name: "patch-extension-replaced-whole", Source: "invented", Summary: "One attribute of an extension that changes takes the others away.",
		handler: preceded(op("add replace", `^urn:.*enterprise:2\.0:User:`), operation{"op": "remove", "path": scim.EnterpriseUserURN}),
	},
	{
		Name: "patch-extension-object-dropped", Source: "elimity-com/scim#207", Summary: "The extension in a value without a path is dropped.",
		handler: patching(at("value", inside(at(scim.EnterpriseUserURN, gone)))),
	},
	{
		Name: "patch-capital-op-ignored", Source: "ory/polis#4070", Summary: "Operations named Add, Replace and Remove say success and do nothing.",
		handler: skipping(func(o operation) bool { return slices.Contains([]string{"Add", "Replace", "Remove"}, textOf(o, "op")) }),
	},
	{
		Name: "patch-unknown-op-replaces", Source: "invented", Summary: "An operation that nobody knows is taken for replace.",
		handler: whenever(func(o operation) bool { return !op("add remove replace", "")(o) }, func(o operation) { o["op"] = "replace" }),
	},
	{
		Name: "patch-pathless-400", Source: "goauthentik/authentik#12321", Summary: "Operations without a path are refused.",
		handler: rejecting(op("add replace", `^$`), scim.InvalidPath("path is missing")),
	},
	{
		Name: "patch-pathless-ignored", Source: "goauthentik/authentik#12321", Summary: "Operations without a path say success and do nothing.",
		handler: skipping(op("add replace", `^$`)),
	},
	{
		Name: "patch-pathless-first-only", Source: "goauthentik/authentik#12321", Summary: "Of several attributes in a value without a path one counts.",
		handler: whenever(op("", `^$`), at("value", onlyOneMember)),
	},
	{
		Name: "patch-pathless-appends", Source: "scimmyjs/scimmy (seen)", Summary: "A list in a replacement without a path is appended.",
		handler: whenever(op("replace", `^$`), func(o operation) { o["op"] = "add" }),
	},
	{
		Name: "patch-remove-without-path-200", Source: "invented", Summary: "A removal without a path says success and does nothing.",
		handler: skipping(op("remove", `^$`)),
	},
	{
		Name: "patch-add-replaces-list", Source: "FusionAuth/fusionauth-issues#2784", Summary: "New values take the place of the old ones.",
		handler: whenever(op("add", `^[A-Za-z]+$`), func(o operation) { o["op"] = "replace" }),
	},
	{
		Name: "patch-replace-appends-list", Source: "keycloak/keycloak#52752", Summary: "A list that should take the place of the old one is appended.",
		handler: whenever(op("replace", `^[A-Za-z]+$`), func(o operation) { o["op"] = "add" }),
	},
	{
		Name: "patch-add-ignored", Source: "invented", Summary: "An addition says success and does nothing.",
		handler: skipping(op("add", ``)),
	},
	{
		Name: "patch-replace-ignored", Source: "growthbook/growthbook#1680", Summary: "A replacement by path says success and does nothing.",
		handler: skipping(op("replace", `.`)),
	},
	{
		Name: "patch-remove-ignored", Source: "goauthentik/authentik#24173", Summary: "A removal by path says success and does nothing.",
		handler: skipping(op("remove", `.`)),
	},
	{
		Name: "patch-remove-required-200", Source: "elimity-com/scim (seen)", Summary: "The removal of a userName or of a group's name says success.",
		handler: skipping(op("remove", `(?i)^(userName|displayName)$`)),
	},
	{
		Name: "patch-sub-removal-removes-element", Source: "invented", Summary: "The removal of a part of an element removes the element.",
		handler: repathed(op("remove", `\]\.`), `\]\..*`, `]`),
	},
	{
		Name: "patch-sub-removal-removes-parent", Source: "invented", Summary: "The removal of a part of the name removes the name.",
		handler: repathed(op("remove", `^name\.`), `\..*`, ``),
	},
	{
		Name: "patch-filter-ignored", Source: "simpleidserver/SimpleIdServer#164", Summary: "A filter in a path is ignored: all elements change.",
		handler: repathed(op("", `^[a-z]+[^:]*\[`), `\[.*\]`, ``),
	},
	{
		Name: "patch-filter-and-as-or", Source: "invented", Summary: "One of two conditions in a path is enough.",
		handler: repathed(op("", `\[`), ` and `, ` or `),
	},
	{
		Name: "patch-filter-simple-only", Source: "elimity-com/scim (seen)", Summary: "A filter in a path is refused unless it is one comparison by eq.",
		handler: rejecting(op("", `\[.* (and|or|co|sw|ew|ne|pr|gt|ge|lt|le)\b|\[not`), scim.InvalidFilter("too much")),
	},
	{
		Name: "patch-filter-refused", Source: "elimity-com/scim (seen)", Summary: "Paths with a filter are refused.",
		handler: rejecting(op("", `\[`), scim.InvalidPath("too much")),
	},
	{
		Name: "patch-sub-attribute-400", Source: "invented", Summary: "Paths to a part of an attribute are refused.",
		handler: rejecting(op("", `^(name|emails|addresses)\.`), scim.InvalidPath("too much")),
	},
	{
		Name: "patch-complex-substituted", Source: "scimmyjs/scimmy (seen)", Summary: "A new part of the name takes the other parts away.",
		handler: preceded(op("add replace", `^name$`), operation{"op": "remove", "path": "name"}),
	},
	{
		Name: "patch-order-reversed", Source: "invented", Summary: "Operations run from the last to the first.",
		handler: rearranging(func(ops []operation) []operation { slices.Reverse(ops); return ops }),
	},
	{
		Name: "patch-last-only", Source: "open-webui/open-webui#30074", Summary: "Of several operations the last one counts.",
		handler: rearranging(func(ops []operation) []operation { return ops[len(ops)-1:] }),
	},
	{
		Name: "patch-null-assumed", Source: "scimmyjs/scimmy#80", Summary: "An operation without a value says success and does nothing.",
		handler: skipping(func(o operation) bool { return op("add replace", "")(o) && o["value"] == nil }),
	},
	{
		Name: "patch-username-ignored", Source: "growthbook/growthbook#1680", Summary: "A PATCH of the userName says success and does nothing.",
		handler: skipping(op("", `(?i)^userName$`)),
	},
	{
		Name: "patch-active-ignored", Source: "NorthlandPositronics/Cogtrix#122", Summary: "A PATCH of active says success and does nothing.",
		handler: skipping(op("", `(?i)^active$`)),
	},
	{
		Name: "patch-primary-cleared-by-any", Source: "invented", Summary: "Whatever address is added, the primary one is primary no more.",
		handler: preceded(op("add", `^emails$`), operation{"op": "remove", "path": "emails[primary eq true].primary"}),
	},
}
