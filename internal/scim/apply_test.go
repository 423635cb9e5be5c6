package scim_test

import (
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/scim"
)

// patchCase runs operations on a user or, if before has members, on a group.
// after is the result, "same" for no change, or "4.." for an error.
type patchCase struct{ name, before, ops, after string }

// run applies with the options and compares.
func (c patchCase) run(t *testing.T, options scim.PatchOptions) {
	t.Helper()
	rt := scim.UserType()
	if strings.Contains(c.before, "displayName\": \"Guides") {
		rt = scim.GroupType()
	}
	ops, err := scim.DecodePatch([]byte(`{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [` + c.ops + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	before := decode(t, c.before)
	after, changed, err := scim.Apply(rt, before, ops, options)
	expect(t, before, c.before)
	switch {
	case strings.HasPrefix(c.after, "4"):
		refused(t, err, c.after)
		if after != nil || changed {
			t.Errorf("a failure gave %v %t", after, changed)
		}
	case err != nil:
		t.Error(err)
	case c.after == "same":
		expect(t, after, c.before)
		if changed {
			t.Error("reported a change")
		}
	default:
		expect(t, after, c.after)
		if !changed {
			t.Error("reported no change")
		}
	}
}

const (
	plain = `{"userName": "babs"}`
	named = `{"userName": "babs", "name": {"givenName": "Barbara", "familyName": "Jensen"}}`
	mails = `{"userName": "babs", "emails": [{"value": "work@x.example", "type": "work", "primary": true}, {"value": "home@x.example", "type": "home"}]}`
	group = `{"displayName": "Guides", "members": [{"value": "a", "type": "User", "display": "Ann"}, {"value": "b"}]}`
)

// TestApply is RFC 7644 3.5.2 to the letter.
func TestApply(t *testing.T) {
	t.Parallel()
	for _, c := range []patchCase{
		// add
		{"add a missing one", plain, `{"op": "add", "path": "title", "value": "Guide"}`, `{"userName": "babs", "title": "Guide"}`},
		{"add replaces a single one", plain, `{"op": "add", "path": "userName", "value": "bj"}`, `{"userName": "bj"}`},
		{"add the same", plain, `{"op": "add", "path": "userName", "value": "babs"}`, `same`},
		{"add null", named, `{"op": "add", "path": "emails", "value": null}`, `same`},
		{"add in another letter case", plain, `{"op": "add", "path": "NICKNAME", "value": "B"}`, `{"userName": "babs", "nickName": "B"}`},
		{"add a sub-attribute", plain, `{"op": "add", "path": "name.givenName", "value": "B"}`, `{"userName": "babs", "name": {"givenName": "B"}}`},
		{"add merges a complex one", named, `{"op": "add", "path": "name", "value": {"middleName": "J"}}`, `{"userName": "babs", "name": {"givenName": "Barbara", "familyName": "Jensen", "middleName": "J"}}`},
		{
			"add without a path appends and sets, as in the RFC", mails, `{"op": "add", "value": {"emails": [{"value": "babs@jensen.example", "type": "home"}], "nickname": "Babs"}}`,
			`{"userName": "babs", "nickName": "Babs", "emails": [{"value": "work@x.example", "type": "work", "primary": true}, {"value": "home@x.example", "type": "home"}, {"value": "babs@jensen.example", "type": "home"}]}`,
		},
		{"add an element as an object", plain, `{"op": "add", "path": "emails", "value": {"value": "x@x.example"}}`, `{"userName": "babs", "emails": [{"value": "x@x.example"}]}`},
		{"add an element that is there", mails, `{"op": "add", "path": "emails", "value": [{"value": "HOME@x.example", "type": "home"}]}`, `{"userName": "babs", "emails": [{"value": "work@x.example", "type": "work", "primary": true}, {"value": "HOME@x.example", "type": "home"}]}`},
		{"add exactly an element that is there", mails, `{"op": "add", "path": "emails", "value": [{"type": "home", "value": "home@x.example"}]}`, `same`},
		{"add the value with another type", mails, `{"op": "add", "path": "emails", "value": [{"value": "home@x.example", "type": "other"}]}`, `{"userName": "babs", "emails": [{"value": "work@x.example", "type": "work", "primary": true}, {"value": "home@x.example", "type": "home"}, {"value": "home@x.example", "type": "other"}]}`},
		{"add a member", group, `{"op": "add", "path": "members", "value": [{"value": "c", "$ref": "https://x.example/Users/c", "display": "ignored"}]}`, `{"displayName": "Guides", "members": [{"value": "a", "type": "User", "display": "Ann"}, {"value": "b"}, {"value": "c", "$ref": "https://x.example/Users/c"}]}`},
		{"add a member that is there", group, `{"op": "add", "path": "members", "value": [{"value": "a", "display": "Other", "$ref": null}]}`, `same`},
		{"add a member that is there, otherwise described", group, `{"op": "add", "path": "members", "value": [{"value": "a", "type": "Group"}]}`, `same`},
		{"a member's id has letter case", group, `{"op": "add", "path": "members", "value": [{"value": "B"}]}`, `{"displayName": "Guides", "members": [{"value": "a", "type": "User", "display": "Ann"}, {"value": "b"}, {"value": "B"}]}`},
		{"add to a selected element", mails, `{"op": "add", "path": "emails[type eq \"home\"]", "value": {"display": "Home"}}`, `{"userName": "babs", "emails": [{"value": "work@x.example", "type": "work", "primary": true}, {"value": "home@x.example", "type": "home", "display": "Home"}]}`},
		{"add beside elements of another form", `{"userName": "babs", "addresses": [{"value": "stray"}, "text", 7]}`, `{"op": "add", "path": "addresses", "value": [{"country": "DE"}]}`, `{"userName": "babs", "addresses": [{"value": "stray"}, "text", 7, {"country": "DE"}]}`},
		{"add to nothing selected", mails, `{"op": "add", "path": "emails[type eq \"other\"].value", "value": "x"}`, `400 noTarget: operation 1: no element of emails passes [type eq "other"]`},

		// replace
		{"replace a single one", plain, `{"op": "replace", "path": "userName", "value": "bj"}`, `{"userName": "bj"}`},
		{"replace a missing one", plain, `{"op": "replace", "path": "title", "value": "Guide"}`, `{"userName": "babs", "title": "Guide"}`},
		{"replace with null", named, `{"op": "replace", "path": "name", "value": null}`, plain},
		{"replace with []", mails, `{"op": "replace", "path": "emails", "value": []}`, plain},
		{"replace merges a complex one", named, `{"op": "replace", "path": "name", "value": {"givenName": "Babs", "familyName": null}}`, `{"userName": "babs", "name": {"givenName": "Babs"}}`},
		{"replace a sub-attribute", named, `{"op": "replace", "path": "name.familyName", "value": "J"}`, `{"userName": "babs", "name": {"givenName": "Barbara", "familyName": "J"}}`},
		{"replace all values", mails, `{"op": "replace", "path": "emails", "value": [{"value": "x@x.example"}]}`, `{"userName": "babs", "emails": [{"value": "x@x.example"}]}`},
		{
			"replace without a path, as in the RFC", mails, `{"op": "replace", "value": {"emails": [{"value": "bjensen@x.example", "type": "work", "primary": true}, {"value": "babs@jensen.example", "type": "home"}], "nickname": "Babs"}}`,
			`{"userName": "babs", "nickName": "Babs", "emails": [{"value": "bjensen@x.example", "type": "work", "primary": true}, {"value": "babs@jensen.example", "type": "home"}]}`,
		},
		{"replace all members", group, `{"op": "replace", "path": "members", "value": [{"value": "c"}, {"value": "a"}]}`, `{"displayName": "Guides", "members": [{"value": "c"}, {"value": "a"}]}`},
		{"replace a selected element whole", mails, `{"op": "replace", "path": "emails[type eq \"work\"]", "value": {"type": "work", "value": "new@x.example"}}`, `{"userName": "babs", "emails": [{"type": "work", "value": "new@x.example"}, {"value": "home@x.example", "type": "home"}]}`},
		{"replace a selected sub-attribute", mails, `{"op": "replace", "path": "emails[type eq \"work\"].value", "value": "new@x.example"}`, `{"userName": "babs", "emails": [{"value": "new@x.example", "type": "work", "primary": true}, {"value": "home@x.example", "type": "home"}]}`},
		{"replace in all that match", mails, `{"op": "replace", "path": "emails[value ew \"x.example\"].display", "value": "d"}`, `{"userName": "babs", "emails": [{"value": "work@x.example", "type": "work", "primary": true, "display": "d"}, {"value": "home@x.example", "type": "home", "display": "d"}]}`},
		{"replace a sub-attribute of every element", mails, `{"op": "replace", "path": "emails.display", "value": "d"}`, `{"userName": "babs", "emails": [{"value": "work@x.example", "type": "work", "primary": true, "display": "d"}, {"value": "home@x.example", "type": "home", "display": "d"}]}`},
		{"replace nothing selected", mails, `{"op": "replace", "path": "emails[type eq \"other\"].value", "value": "x"}`, `400 noTarget: operation 1: no element of emails passes [type eq "other"]`},
		{"replace the same", mails, `{"op": "replace", "path": "emails[type eq \"work\"].value", "value": "work@x.example"}`, `same`},

		// remove
		{"remove a single one", named, `{"op": "remove", "path": "name"}`, plain},
		{"remove what is not there", plain, `{"op": "remove", "path": "title"}`, `same`},
		{"remove a sub-attribute", named, `{"op": "remove", "path": "name.givenName"}`, `{"userName": "babs", "name": {"familyName": "Jensen"}}`},
		{"remove the last sub-attributes", named, `{"op": "remove", "path": "name.givenName"}, {"op": "remove", "path": "name.familyName"}`, plain},
		{"remove all values", mails, `{"op": "remove", "path": "emails"}`, plain},
		{"remove ignores a value", group, `{"op": "remove", "path": "members", "value": [{"value": "a"}]}`, `{"displayName": "Guides"}`},
		{"remove a member", group, `{"op": "remove", "path": "members[value eq \"a\"]"}`, `{"displayName": "Guides", "members": [{"value": "b"}]}`},
		{"remove the last members", group, `{"op": "remove", "path": "members[value eq \"a\"]"}, {"op": "remove", "path": "members[value eq \"b\"]"}`, `{"displayName": "Guides"}`},
		{"remove nobody", group, `{"op": "remove", "path": "members[value eq \"z\"]"}`, `same`},
		{"remove by two conditions", mails, `{"op": "remove", "path": "emails[type eq \"work\" and value ew \"example\"]"}`, `{"userName": "babs", "emails": [{"value": "home@x.example", "type": "home"}]}`},
		{"remove a selected sub-attribute", mails, `{"op": "remove", "path": "emails[type eq \"work\"].primary"}`, `{"userName": "babs", "emails": [{"value": "work@x.example", "type": "work"}, {"value": "home@x.example", "type": "home"}]}`},
		{"remove and add a member", group, `{"op": "remove", "path": "members[value eq\"a\"]"}, {"op": "add", "path": "members", "value": [{"value": "c"}]}`, `{"displayName": "Guides", "members": [{"value": "b"}, {"value": "c"}]}`},

		// primary
		{"add another primary", mails, `{"op": "add", "path": "emails", "value": [{"value": "n", "primary": true}]}`, `{"userName": "babs", "emails": [{"value": "work@x.example", "type": "work", "primary": false}, {"value": "home@x.example", "type": "home"}, {"value": "n", "primary": true}]}`},
		{"set primary on a selected one", mails, `{"op": "replace", "path": "emails[type eq \"home\"].primary", "value": true}`, `{"userName": "babs", "emails": [{"value": "work@x.example", "type": "work", "primary": false}, {"value": "home@x.example", "type": "home", "primary": true}]}`},
		{"give primary to one that is there", mails, `{"op": "add", "path": "emails", "value": [{"value": "home@x.example", "type": "home", "primary": true}]}`, `{"userName": "babs", "emails": [{"value": "work@x.example", "type": "work", "primary": false}, {"value": "home@x.example", "type": "home", "primary": true}]}`},
		{"two primaries at once", mails, `{"op": "replace", "path": "emails.primary", "value": true}`, `400 invalidValue: operation 1: emails would have more than one primary value`},

		// extensions
		{"an extension's attribute", plain, `{"op": "add", "path": "` + enterprise + `:department", "value": "D"}`, `{"userName": "babs", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "` + enterprise + `"], "` + enterprise + `": {"department": "D"}}`},
		{"a dotted one", plain, `{"op": "replace", "path": "` + enterprise + `:manager.value", "value": "7"}`, `{"userName": "babs", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "` + enterprise + `"], "` + enterprise + `": {"manager": {"value": "7"}}}`},
		{"a whole extension", plain, `{"op": "replace", "path": "` + enterprise + `", "value": {"department": "D", "shoeSize": 1}}`, `{"userName": "babs", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "` + enterprise + `"], "` + enterprise + `": {"department": "D"}}`},
		{"an extension inside a value", plain, `{"op": "add", "value": {"` + enterprise + `": {"department": "D"}, "title": "T"}}`, `{"userName": "babs", "title": "T", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "` + enterprise + `"], "` + enterprise + `": {"department": "D"}}`},
		{"dotted and qualified names inside a value", plain, `{"op": "replace", "value": {"name.givenName": "B", "` + enterprise + `:employeeNumber": "1"}}`, `{"userName": "babs", "name": {"givenName": "B"}, "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "` + enterprise + `"], "` + enterprise + `": {"employeeNumber": "1"}}`},
		{"the last of an extension", `{"userName": "babs", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "` + enterprise + `"], "` + enterprise + `": {"department": "D"}}`, `{"op": "remove", "path": "` + enterprise + `:department"}`, `{"userName": "babs", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]}`},
		{"remove an extension", `{"userName": "babs", "` + enterprise + `": {"department": "D", "manager": {"value": "7"}}}`, `{"op": "remove", "path": "` + enterprise + `"}`, `{"userName": "babs", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]}`},
		{"core names qualified", mails, `{"op": "remove", "path": "urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq \"work\"]"}`, `{"userName": "babs", "emails": [{"value": "home@x.example", "type": "home"}]}`},
		{"schemas by hand has no effect", plain, `{"op": "add", "path": "schemas", "value": ["` + enterprise + `"]}`, `same`},
		{"an unknown schema", plain, `{"op": "add", "path": "schemas", "value": ["urn:example:robot"]}`, `400 invalidValue: User has no schema "urn:example:robot"`},

		// order, atomicity
		{"each works on the result of the one before", plain, `{"op": "add", "path": "title", "value": "a"}, {"op": "replace", "path": "title", "value": "b"}`, `{"userName": "babs", "title": "b"}`},
		{"add and remove", plain, `{"op": "add", "path": "title", "value": "a"}, {"op": "remove", "path": "title"}`, `same`},
		{"all or nothing", plain, `{"op": "replace", "path": "userName", "value": "x"}, {"op": "replace", "path": "id", "value": "x"}`, `400 mutability: operation 2: id is readOnly`},

		// what is refused
		{"readOnly", plain, `{"op": "replace", "path": "meta.created", "value": "2026-01-01T00:00:00Z"}`, `400 mutability: operation 1: meta.created is readOnly`},
		{"readOnly groups", plain, `{"op": "add", "path": "groups", "value": [{"value": "g"}]}`, `400 mutability: operation 1: groups is readOnly`},
		{"readOnly selected", group, `{"op": "replace", "path": "members[value eq \"a\"].display", "value": "x"}`, `400 mutability: operation 1: members.display is readOnly`},
		{"readOnly inside a value is ignored", plain, `{"op": "replace", "value": {"id": "x", "meta": {"created": "x"}, "title": "T"}}`, `{"userName": "babs", "title": "T"}`},
		{"unknown inside a value is ignored", plain, `{"op": "replace", "value": {"shoeSize": 39, "a b": 1, "name.shoe": 1}}`, `same`},
		{"immutable", group, `{"op": "replace", "path": "members[value eq \"a\"].value", "value": "z"}`, `400 mutability: operation 1: members.value is immutable and cannot be changed this way`},
		{"immutable, unchanged", group, `{"op": "replace", "path": "members[value eq \"a\"].value", "value": "a"}`, `same`},
		{"immutable, unset", group, `{"op": "add", "path": "members[value eq \"b\"].type", "value": "User"}`, `{"displayName": "Guides", "members": [{"value": "a", "type": "User", "display": "Ann"}, {"value": "b", "type": "User"}]}`},
		{"immutable, whole element", group, `{"op": "replace", "path": "members[value eq \"a\"]", "value": {"value": "z"}}`, `400 mutability: operation 1: members.value cannot be changed once it is set`},
		{"immutable, removed", group, `{"op": "remove", "path": "members[value eq \"a\"].value"}`, `400 mutability: operation 1: members.value is immutable and cannot be changed this way`},
		{"required removed", plain, `{"op": "remove", "path": "userName"}`, `400 mutability: operation 1: userName is required and cannot be removed`},
		{"required replaced by null", plain, `{"op": "replace", "path": "userName", "value": null}`, `400 mutability: operation 1: userName is required and cannot be removed`},
		{"required emptied", plain, `{"op": "replace", "path": "userName", "value": ""}`, `400 invalidValue: operation 1: userName is required and cannot be empty`},
		{"required of a group", group, `{"op": "remove", "path": "displayName"}`, `400 mutability: operation 1: displayName is required and cannot be removed`},
		{"schemas removed", `{"userName": "babs", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]}`, `{"op": "remove", "path": "schemas"}`, `400 mutability: operation 1: schemas is required and cannot be removed`},
		{"wrong type", plain, `{"op": "replace", "path": "userName", "value": 42}`, `400 invalidValue: operation 1: userName has to be a string`},
		{"wrong boolean", plain, `{"op": "replace", "path": "active", "value": "maybe"}`, `400 invalidValue: operation 1: active has to be true or false`},
		{"string boolean", plain, `{"op": "Replace", "path": "active", "value": "False"}`, `400 invalidValue: operation 1: active has to be true or false`},
		{"a string for a complex one", plain, `{"op": "add", "path": "name", "value": "Babs"}`, `400 invalidValue: operation 1: name has to be an object with sub-attributes`},
		{"a string over a complex one", named, `{"op": "replace", "path": "name", "value": "Babs"}`, `400 invalidValue: operation 1: name has to be an object with sub-attributes`},
		{"a bare manager", plain, `{"op": "add", "path": "` + enterprise + `:manager", "value": "7"}`, `400 invalidValue: operation 1: manager has to be an object with sub-attributes`},
		{"a string for an element", plain, `{"op": "add", "path": "emails", "value": "x"}`, `400 invalidValue: operation 1: emails has to be an object with sub-attributes`},
		{"a string for a selected element", mails, `{"op": "replace", "path": "emails[type eq \"work\"]", "value": "x"}`, `400 invalidValue: operation 1: the value for an element of emails has to be an object`},
		{"wrong type below", mails, `{"op": "replace", "path": "emails[type eq \"work\"].value", "value": 5}`, `400 invalidValue: operation 1: emails.value has to be a string`},
		{"no object without a path", plain, `{"op": "add", "value": "x"}`, `400 invalidValue: operation 1: without a path the value has to be an object of attributes`},
		{"remove without a path", plain, `{"op": "remove"}`, `400 noTarget: operation 1: remove needs a path`},
		{"unknown attribute", plain, `{"op": "add", "path": "shoeSize", "value": 39}`, `400 invalidPath: operation 1: there is no attribute "shoeSize" in User`},
		{"unknown sub-attribute", plain, `{"op": "add", "path": "name.shoe", "value": 39}`, `400 invalidPath: operation 1: there is no attribute "name.shoe" in User`},
		{"unknown extension", plain, `{"op": "add", "path": "urn:example:robot:arms", "value": 2}`, `400 invalidPath: operation 1: there is no attribute "urn:example:robot:arms" in User`},
		{"unknown in the filter", mails, `{"op": "remove", "path": "emails[shoe pr]"}`, `400 invalidFilter: operation 1: there is no attribute "shoe" in emails`},
		{"a filter on a single one", named, `{"op": "remove", "path": "name[givenName pr]"}`, `400 invalidPath: operation 1: name is not multi-valued and complex, so it has no value filter`},
		{"a filter on an extension", plain, `{"op": "remove", "path": "` + enterprise + `[a pr]"}`, `400 invalidPath: operation 1: an extension has no value filter`},
		{"no object for an extension", plain, `{"op": "add", "path": "` + enterprise + `", "value": "x"}`, `400 invalidValue: operation 1: the value of ` + enterprise + ` has to be an object`},
		{"wrong type without a path", plain, `{"op": "add", "value": {"title": "T", "userName": 5}}`, `400 invalidValue: operation 1: userName has to be a string`},
		{"wrong type in an extension", plain, `{"op": "add", "path": "` + enterprise + `", "value": {"department": 5}}`, `400 invalidValue: operation 1: department has to be a string`},
		{"wrong type in a whole element", mails, `{"op": "replace", "path": "emails[type eq \"work\"]", "value": {"value": 5}}`, `400 invalidValue: operation 1: emails.value has to be a string`},
		{"a broken path", plain, `{"op": "add", "path": "emails[0]", "value": "x"}`, `400 invalidPath: operation 1: position 7: array positions are not SCIM; select by a filter such as [type eq "work"]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, scim.PatchOptions{})
		})
	}
}

// TestApplyTolerant is what Entra sends and expects to work.
func TestApplyTolerant(t *testing.T) {
	t.Parallel()
	const manager = `{"userName": "babs", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "` + enterprise + `"], "` + enterprise + `": {"manager": {"value": "7", "displayName": "John"}}}`
	for _, c := range []patchCase{
		{"disable", `{"userName": "babs", "active": true}`, `{"op": "Replace", "path": "active", "value": "False"}`, `{"userName": "babs", "active": false}`},
		{"enable", plain, `{"op": "Add", "path": "active", "value": "true"}`, `{"userName": "babs", "active": true}`},
		{"no boolean", plain, `{"op": "Add", "path": "active", "value": "yes"}`, `400 invalidValue: operation 1: active has to be true or false`},
		{"create what is selected", plain, `{"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "w@x.example"}`, `{"userName": "babs", "emails": [{"type": "work", "value": "w@x.example"}]}`},
		{"create beside others", mails, `{"op": "Add", "path": "emails[type eq \"other\" and primary eq true].value", "value": "o"}`, `{"userName": "babs", "emails": [{"value": "work@x.example", "type": "work", "primary": false}, {"value": "home@x.example", "type": "home"}, {"type": "other", "primary": true, "value": "o"}]}`},
		{"create once, then replace", plain, `{"op": "Replace", "path": "addresses[type eq \"work\"].country", "value": "DE"}, {"op": "Replace", "path": "addresses[type eq \"work\"].locality", "value": "Ulm"}`, `{"userName": "babs", "addresses": [{"type": "work", "country": "DE", "locality": "Ulm"}]}`},
		{"create a whole element", plain, `{"op": "add", "path": "emails[type eq \"work\"]", "value": {"value": "w"}}`, `{"userName": "babs", "emails": [{"type": "work", "value": "w"}]}`},
		{"a quoted boolean in the filter", plain, `{"op": "Replace", "path": "roles[primary eq \"True\"].value", "value": "Admin"}`, `{"userName": "babs", "roles": [{"primary": true, "value": "Admin"}]}`},
		{"no element can be made of it", plain, `{"op": "Replace", "path": "emails[type eq \"work\" or type eq \"home\"].value", "value": "x"}`, `400 noTarget: operation 1: no element of emails passes [type eq "work" or type eq "home"]`},
		{"nor of a contradiction", plain, `{"op": "Replace", "path": "emails[type eq \"work\" and type eq \"home\"].value", "value": "x"}`, `400 noTarget: operation 1: no element of emails passes [type eq "work" and type eq "home"]`},
		{"nor of a string", plain, `{"op": "Replace", "path": "emails[type eq \"work\"]", "value": "x"}`, `400 invalidValue: operation 1: the value for an element of emails has to be an object`},
		{"nor of the wrong type", plain, `{"op": "Replace", "path": "emails[type eq \"work\"].value", "value": 5}`, `400 invalidValue: operation 1: emails.value has to be a string`},
		{"nor of nothing", plain, `{"op": "Replace", "path": "emails[type eq null].value", "value": null}`, `same`},
		{"remove the listed members", group, `{"op": "Remove", "path": "members", "value": [{"$ref": null, "value": "a"}]}`, `{"displayName": "Guides", "members": [{"value": "b"}]}`},
		{"remove a listed one that is not there", group, `{"op": "Remove", "path": "members", "value": [{"value": "z"}]}`, `same`},
		{"remove an empty list", group, `{"op": "Remove", "path": "members", "value": []}`, `same`},
		{"remove all listed", group, `{"op": "Remove", "path": "members", "value": [{"value": "a"}, {"value": "b"}]}`, `{"displayName": "Guides"}`},
		{"remove a bare id", group, `{"op": "Remove", "path": "members", "value": "b"}`, `{"displayName": "Guides", "members": [{"value": "a", "type": "User", "display": "Ann"}]}`},
		{"remove without a list", group, `{"op": "Remove", "path": "members"}`, `{"displayName": "Guides"}`},
		{"remove a listed address of any type", mails, `{"op": "remove", "path": "emails", "value": [{"value": "Work@x.example"}]}`, `{"userName": "babs", "emails": [{"value": "home@x.example", "type": "home"}]}`},
		{"remove a listed address of one type", mails, `{"op": "remove", "path": "emails", "value": [{"value": "work@x.example", "type": "home"}]}`, `same`},
		{"remove a listed thing that is none", group, `{"op": "remove", "path": "members", "value": [5]}`, `400 invalidValue: operation 1: members has to be an object with sub-attributes`},
		{"remove with a filter and a value", mails, `{"op": "Remove", "path": "emails[type eq \"work\"].value", "value": "work@x.example"}`, `{"userName": "babs", "emails": [{"type": "work", "primary": true}, {"value": "home@x.example", "type": "home"}]}`},
		{"a bare manager", plain, `{"op": "Add", "path": "` + enterprise + `:manager", "value": "7"}`, `{"userName": "babs", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "` + enterprise + `"], "` + enterprise + `": {"manager": {"value": "7"}}}`},
		{"another bare manager", manager, `{"op": "Replace", "path": "` + enterprise + `:manager", "value": "8"}`, `{"userName": "babs", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "` + enterprise + `"], "` + enterprise + `": {"manager": {"value": "8", "displayName": "John"}}}`},
		{"an empty manager", manager, `{"op": "Replace", "path": "` + enterprise + `:manager", "value": ""}`, `{"userName": "babs", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]}`},
		{"an empty manager inside", manager, `{"op": "Replace", "path": "` + enterprise + `:manager", "value": {"value": ""}}`, `{"userName": "babs", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]}`},
		{"add of what the answer did not show", plain, `{"op": "Add", "path": "nickName", "value": "Babs"}`, `{"userName": "babs", "nickName": "Babs"}`},
		{"the compliant dialect folds attributes into one", plain, `{"op": "replace", "value": {"displayName": "B", "name.givenName": "K", "name.familyName": "U", "` + enterprise + `:employeeNumber": "A"}}`, `{"userName": "babs", "displayName": "B", "name": {"givenName": "K", "familyName": "U"}, "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "` + enterprise + `"], "` + enterprise + `": {"employeeNumber": "A"}}`},
		{"a path as a name inside a value", plain, `{"op": "add", "value": {"emails[type eq \"work\"].value": "w"}}`, `{"userName": "babs", "emails": [{"type": "work", "value": "w"}]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, scim.Tolerant())
		})
	}
}

func TestApplyToImmutableAttributes(t *testing.T) {
	t.Parallel()
	set := []scim.Operation{{Op: "replace", Path: "number", Value: "5"}}
	after, _, err := scim.Apply(rooms(), scim.Resource{"seats": 1}, set, scim.PatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, after, `{"number": "5", "seats": 1}`)
	if _, changed, err := scim.Apply(rooms(), after, set, scim.PatchOptions{}); err != nil || changed {
		t.Errorf("the same again: %t %v", changed, err)
	}
	for _, op := range []scim.Operation{{Op: "remove", Path: "number"}, {Op: "add", Path: "number", Value: "6"}} {
		_, _, err := scim.Apply(rooms(), after, []scim.Operation{op}, scim.PatchOptions{})
		refused(t, err, `400 mutability: operation 1: number cannot be changed once it is set`)
	}
}

func TestApplyMakesElementsOfSoundFiltersOnly(t *testing.T) {
	t.Parallel()
	ops := []scim.Operation{{Op: "replace", Path: `roles[primary eq "True"].value`, Value: "x"}}
	_, _, err := scim.Apply(scim.UserType(), scim.Resource{"userName": "a"}, ops, scim.PatchOptions{CreateMissing: true})
	refused(t, err, `400 invalidValue: operation 1: roles.primary has to be true or false`)
}

func TestApplyRefusesUnknownOperations(t *testing.T) {
	t.Parallel()
	_, _, err := scim.Apply(scim.UserType(), nil, []scim.Operation{{Op: "copy"}}, scim.PatchOptions{})
	refused(t, err, `400 invalidSyntax: operation 1: op has to be add, replace or remove, not "copy"`)
}

func TestApplyToNothing(t *testing.T) {
	t.Parallel()
	after, changed, err := scim.Apply(scim.UserType(), nil, []scim.Operation{{Op: "Add", Path: "userName", Value: "ada"}}, scim.PatchOptions{})
	if err != nil || !changed {
		t.Errorf("got %t %v", changed, err)
	}
	expect(t, after, `{"userName": "ada"}`)
}
