package refbridge

import (
	"net/http"

	"github.com/scimproof/scimproof/internal/scim"
)

// membershipDefects are about groups and their members as the protocol shows them.
//
//nolint:gochecknoglobals // a constant table
var membershipDefects = []Defect{
	{
		Name: "group-lost-update", Source: "docs/dialects.md, interop bugs (fleetdm/fleet#50724)",
		Summary: "Of two changes of a group's members at the same time, the later one undoes the earlier.",
		lens:    lens{changeGroup: relisting}, handler: meetingPoint,
	},
	{
		Name: "group-unknown-member-wipes", Source: "Metatavu/keycloak-scim-server#107", Summary: "A change with an unknown member empties the group and is refused.",
		lens: lens{changeGroup: wiping},
	},
	{
		Name: "group-unknown-member-500", Source: "lightdash/lightdash#24458", Summary: "An unknown member answers 500.",
		handler: answered(on("POST PUT PATCH", `/Groups`), then(with(400, "invalidValue"), restatus(http.StatusInternalServerError))),
	},
	{
		Name: "group-remove-everywhere", Source: "invented", Summary: "A member who leaves a group leaves all.",
		lens: lens{changeGroup: leavingAll},
	},
	{
		Name: "group-change-404", Source: "invented", Summary: "Groups cannot be changed or replaced.",
		handler: failing(on("PUT PATCH", oneGroup), 501),
	},
	{
		Name: "group-self-500", Source: "invented", Summary: "A group among the members answers 500.",
		handler: crashingSelf,
	},
	{
		Name: "group-members-lost", Source: "gravitational/teleport#67372", Summary: "A group is made without its members.",
		handler: sent(on("POST", allGroups), at("members", gone)),
	},
	{
		Name: "group-members-required", Source: "invented", Summary: "A group without members is refused.",
		handler: rejectingBody(on("POST PUT", `/Groups`), func(m map[string]any) bool { list, _ := m["members"].([]any); return m != nil && len(list) == 0 }, scim.InvalidValue("members is required")),
	},
	{
		Name: "group-members-empty-list", Source: "invented", Summary: "A group without members shows one who is nobody.",
		handler: shown(on("", `/Groups`), func(r map[string]any) {
			if r["members"] == nil {
				r["members"] = []any{map[string]any{"value": ""}}
			}
		}),
	},
	{
		Name: "group-member-by-name", Source: "invented", Summary: "A member is shown by name and not by id.",
		handler: shown(on("", `/Groups`), func(r map[string]any) {
			for _, m := range objectsIn(r["members"]) {
				if m["display"] != nil {
					m["value"] = m["display"]
				}
			}
		}),
	},
	{
		Name: "group-member-ref-wrong", Source: "invented", Summary: "The reference of a member leads nowhere.",
		handler: shown(on("", `/Groups`), at("members/$ref", text(replaced(`/Users/`, `/Members/`)))),
	},
	{
		Name: "group-member-ref-relative", Source: "jelhub/scimgateway#110", Summary: "The reference of a member lost the path of the bridge.",
		handler: shown(on("", `/Groups`), at("members/$ref", text(replaced(`^http://[^/]+/scim(/v2)?`, `/api`)))),
	},
	{
		Name: "group-member-ref-odd", Source: "invented", Summary: "References are of another scheme.",
		handler: shown(on("", anywhere), all(at("members/$ref", text(replaced(`^http`, `ldap`))), at("groups/$ref", text(replaced(`^http`, `ldap`))), at("meta/location", text(replaced(`^http`, `ldap`))))),
	},
	{
		Name: "group-member-doubled", Source: "AzureAD/SCIMReferenceCode#10", Summary: "A member is shown twice.",
		handler: shown(on("", `/Groups`), at("members", func(v any) any { list, _ := v.([]any); return append(list, list...) })),
	},
	{
		Name: "group-member-type-wrong", Source: "invented", Summary: "A member is of a type that nobody knows.",
		handler: shown(on("", `/Groups`), at("members/type", always("Person"))),
	},
	{
		Name: "group-member-extra-400", Source: "invented", Summary: "A member with more than an id is refused.",
		handler: rejectingBody(on("POST PUT", `/Groups`), func(m map[string]any) bool {
			for _, o := range objectsIn(m["members"]) {
				if len(o) > 1 {
					return true
				}
			}
			return false
		}, scim.InvalidValue("too much")),
	},
	{
		Name: "group-members-immutable", Source: "simpleidserver/SimpleIdServer#247", Summary: "Members that were set once cannot be set again.",
		handler: rejectingBody(on("PUT", oneGroup), func(m map[string]any) bool { return m["members"] != nil }, scim.Mutability("members is immutable")),
	},
	{
		Name: "group-member-value-changes", Source: "invented", Summary: "The id in a member can be changed.",
		handler: skipping(op("replace", `^members\[.*\]\.value$`)),
	},
	{
		Name: "user-groups-hidden", Source: "invented", Summary: "Users do not show their groups.",
		handler: shown(on("", `/Users`), at("groups", gone)),
	},
	{
		Name: "user-groups-by-name", Source: "AzureAD/SCIMReferenceCode#20", Summary: "A user's group is shown by name.",
		handler: shown(on("", `/Users`), func(r map[string]any) {
			for _, g := range objectsIn(r["groups"]) {
				g["value"] = g["display"]
			}
		}),
	},
	{
		Name: "user-groups-ref-wrong", Source: "invented", Summary: "The reference of a user's group leads nowhere.",
		handler: shown(on("", `/Users`), at("groups/$ref", text(replaced(`/Groups/`, `/Group/`)))),
	},
	{
		Name: "user-groups-type-wrong", Source: "invented", Summary: "The type of a user's group is no word of the standard.",
		handler: shown(on("", `/Users`), at("groups/type", always("member"))),
	},
	{
		Name: "user-groups-stale", Source: "wso2/product-is#7475", Summary: "A user shows groups that are left or gone.",
		handler: staleGroups(),
	},
	{
		Name: "user-groups-writable", Source: "invented", Summary: "Groups in the body of a user are shown as if they counted.",
		handler: overlaying(on("POST PUT", `/Users`), "groups"),
	},
	{
		Name: "user-groups-writable-200", Source: "invented", Summary: "A PATCH of a user's groups says success.",
		handler: skipping(op("", `^groups`)),
	},
	{
		Name: "user-put-leaves-groups", Source: "invented", Summary: "A PUT of a user takes it out of its groups.",
		handler: leavingOnPut,
	},
	{
		Name: "group-name-not-unique-500", Source: "invented", Summary: "A group with a name that is taken answers 500.",
		handler: answered(on("POST PUT PATCH", `/Groups`), then(with(409, ""), restatus(http.StatusInternalServerError))),
	},
}
