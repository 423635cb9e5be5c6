package scim_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/scim"
)

func TestDecodePatch(t *testing.T) {
	t.Parallel()
	ops, err := scim.DecodePatch([]byte(`{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [
		{"op": "Add", "path": "nickName", "value": "Babs"},
		{"op": "REPLACE", "value": {"active": false}},
		{"op": "replace", "path": "title", "value": null},
		{"op": "Remove", "path": "members", "value": [{"$ref": null, "value": "1"}]},
		{"op": "remove", "path": null}]}`))
	if err != nil {
		t.Fatal(err)
	}
	expect(t, ops, `[{"op": "add", "path": "nickName", "value": "Babs"}, {"op": "replace", "value": {"active": false}},
		{"op": "replace", "path": "title"}, {"op": "remove", "path": "members", "value": [{"$ref": null, "value": "1"}]}, {"op": "remove"}]`)
}

func TestDecodePatchRefuses(t *testing.T) {
	t.Parallel()
	const head = `{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": `
	const noSchema = `400 invalidSyntax: schemas has to be an array that holds "urn:ietf:params:scim:api:messages:2.0:PatchOp"`
	const noOperation = `400 invalidSyntax: Operations has to be an array with at least one operation`
	for _, c := range []struct{ body, want string }{
		{`[]`, `400 invalidSyntax: the body has to be a JSON object`},
		{`{"Operations": [{"op": "add", "value": {}}]}`, noSchema},
		{`{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "Operations": [{"op": "add", "value": {}}]}`, noSchema},
		{head + `[]}`, noOperation},
		{head + `{}}`, noOperation},
		{`{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}`, noOperation},
		{head + `["add"]}`, `400 invalidSyntax: operation 1: it has to be an object`},
		{head + `[{"path": "title", "value": "x"}]}`, `400 invalidSyntax: operation 1: op has to be add, replace or remove, not ""`},
		{head + `[{"op": "move", "path": "title", "value": "x"}]}`, `400 invalidSyntax: operation 1: op has to be add, replace or remove, not "move"`},
		{head + `[{"op": "add", "op": "remove", "path": "title"}]}`, `400 invalidSyntax: the name "op" is given twice`},
		{head + `[{"op": "add", "path": "title", "value": "x"}, {"op": "add", "path": "title"}]}`, `400 invalidValue: operation 2: add needs a value`},
		{head + `[{"op": "replace"}]}`, `400 invalidValue: operation 1: replace needs a value`},
		{head + `[{"op": "remove", "path": ""}]}`, `400 invalidPath: operation 1: path has to be a string that names an attribute`},
		{head + `[{"op": "remove", "path": 5}]}`, `400 invalidPath: operation 1: path has to be a string that names an attribute`},
		{head + `[` + strings.Repeat(`{},`, 10000) + `{}]}`, `413: 10001 operations; at most 10000 are taken at once`},
	} {
		_, err := scim.DecodePatch([]byte(c.body))
		refused(t, err, c.want)
	}
}

func TestNewPatchRequestIsWhatDecodePatchTakes(t *testing.T) {
	t.Parallel()
	raw, err := json.Marshal(scim.NewPatchRequest(scim.Operation{Op: "remove", Path: "title"}, scim.Operation{Op: "add", Path: "active", Value: false}))
	if err != nil {
		t.Fatal(err)
	}
	ops, err := scim.DecodePatch(raw)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, ops, `[{"op": "remove", "path": "title"}, {"op": "add", "path": "active", "value": false}]`)
}

func FuzzApply(f *testing.F) {
	for _, ops := range []string{
		`{"op": "add", "path": "emails[type eq \"work\"].value", "value": "x"}`,
		`{"op": "replace", "value": {"emails": [{"value": "x", "primary": true}], "nickname": "B", "name.givenName": "b"}}`,
		`{"op": "remove", "path": "emails", "value": [{"value": "babs@home.example"}]}`,
		`{"op": "Replace", "path": "active", "value": "False"}`,
		`{"op": "add", "path": "` + enterprise + `:manager", "value": "7"}`,
		`{"op": "remove", "path": "` + enterprise + `"}`,
		`{"op": "add", "path": "addresses", "value": [{"type": {}, "primary": true}]}`,
		`{"op": "remove", "path": "emails.value"}, {"op": "add", "path": "schemas", "value": ["x"]}`,
	} {
		f.Add([]byte(fmt.Sprintf(`{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [%s]}`, ops)))
	}
	user := scim.UserType()
	f.Fuzz(func(t *testing.T, body []byte) {
		ops, err := scim.DecodePatch(body)
		if err != nil {
			return
		}
		for _, options := range []scim.PatchOptions{{}, scim.Tolerant()} {
			before := barbara(t)
			after, changed, err := scim.Apply(user, before, ops, options)
			was, _ := json.Marshal(barbara(t))
			if is, _ := json.Marshal(before); string(is) != string(was) {
				t.Fatalf("%s changed its input to %s", body, is)
			}
			if err != nil {
				continue
			}
			is, _ := json.Marshal(after)
			if changed == (string(is) == string(was)) {
				t.Fatalf("%s: changed is %t, the result %s", body, changed, is)
			}
			if _, err := scim.Validate(user, after); err != nil {
				t.Fatalf("%s: the result %s is not valid: %v", body, is, err)
			}
		}
	})
}
