package scim_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/scim"
)

func TestDecodeResourceKeepsWhatCame(t *testing.T) {
	t.Parallel()
	r := decode(t, `{"a": null, "B": [1, 1.50, true, "x\u00e9\ud83d\ude00"], "urn:example:2.0": {"c": {}}, "d": []}`)
	expect(t, r, `{"a": null, "B": [1, 1.5, true, "xé😀"], "urn:example:2.0": {"c": {}}, "d": []}`)
	list, _ := r["B"].([]any)
	if list[1] != json.Number("1.50") {
		t.Errorf("number became %#v", list[1])
	}
}

func TestDecodeResourceRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ body, want string }{
		{``, `400 invalidSyntax: the body is not JSON: unexpected end of JSON input`},
		{`{`, `400 invalidSyntax: the body is not JSON: unexpected end of JSON input`},
		{`{"a": 1,}`, `400 invalidSyntax: the body is not JSON: invalid character '}' looking for beginning of object key string`},
		{`{"a": 1} x`, `400 invalidSyntax: the body is not JSON: invalid character 'x' after top-level value`},
		{`[]`, `400 invalidSyntax: the body has to be a JSON object`},
		{`"text"`, `400 invalidSyntax: the body has to be a JSON object`},
		{`null`, `400 invalidSyntax: the body has to be a JSON object`},
		{"{\"a\": \"\xff\"}", `400 invalidSyntax: the body is not UTF-8`},
		{`{"a": 1, "a": 2}`, `400 invalidSyntax: the name "a" is given twice`},
		{`{"userName": 1, "USERNAME": 2}`, `400 invalidSyntax: the name "USERNAME" is given twice`},
		{`{"a": [{"b": 1, "\u0062": 2}]}`, `400 invalidSyntax: the name "b" is given twice`},
		{strings.Repeat(`{"a":`, 40) + `1` + strings.Repeat(`}`, 40), `400 invalidSyntax: more than 32 objects and arrays inside each other`},
		{`{"a": "` + strings.Repeat("x", 8<<20) + `"}`, `413: the body has 8388617 bytes; at most 8388608 are read`},
	} {
		_, err := scim.DecodeResource([]byte(c.body))
		refused(t, err, c.want)
	}
}

func TestLookupGetAndText(t *testing.T) {
	t.Parallel()
	r := barbara(t)
	if key, value, ok := r.Lookup("USERNAME"); key != "userName" || value != "Barbara@Contoso.example" || !ok {
		t.Errorf("got %q %v %t", key, value, ok)
	}
	if _, _, ok := r.Lookup("nickName"); ok {
		t.Error("found a nickName")
	}
	for _, c := range []struct{ path, want string }{
		{"userName", "Barbara@Contoso.example"},
		{"NAME.givenname", "Barbara"},
		{"urn:ietf:params:scim:schemas:core:2.0:User:userName", "Barbara@Contoso.example"},
		{enterprise + ":department", "Tour Operations"},
		{enterprise + ":manager.value", "26118915"},
		{"department", ""},
		{"name", ""},
		{"emails.value", ""},
		{"nickName", ""},
		{"a b", ""},
	} {
		if got := r.Text(c.path); got != c.want {
			t.Errorf("%s: got %q, want %q", c.path, got, c.want)
		}
	}
	expect(t, r.Get(enterprise), `{"employeeNumber": "701984", "department": "Tour Operations",
		"manager": {"value": "26118915", "displayName": "John Smith"}}`)
}

func FuzzDecodeResource(f *testing.F) {
	f.Add([]byte(barbaraText))
	f.Add([]byte(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"x","members":[{"$ref":null,"value":"1"}]}`))
	f.Add([]byte(`{"a":{"A":1,"a":2}}`))
	f.Add([]byte(`{"a":1e400,"b":"\ud800"}`))
	user := scim.UserType()
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := scim.DecodeResource(body)
		if err != nil {
			return
		}
		raw, err := json.Marshal(r)
		if err != nil {
			t.Fatalf("%s cannot be written again: %v", body, err)
		}
		valid, err := scim.Validate(user, r)
		if after, _ := json.Marshal(r); string(after) != string(raw) {
			t.Fatalf("Validate changed its input\nfrom %s\nto   %s", raw, after)
		}
		if err != nil {
			return
		}
		again, err := scim.Validate(user, valid)
		if err != nil {
			t.Fatalf("%s became %s, which is refused: %v", body, valid, err)
		}
		first, _ := json.Marshal(valid)
		if twice, _ := json.Marshal(again); string(twice) != string(first) {
			t.Fatalf("validated once %s\nand twice      %s", first, twice)
		}
	})
}
