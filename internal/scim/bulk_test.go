package scim_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/scim"
)

const bulkHead = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],`

func TestDecodeBulk(t *testing.T) {
	t.Parallel()
	got, err := scim.DecodeBulk([]byte(bulkHead+`"failOnErrors":2,"Operations":[
		{"method":"post","path":"/Users","bulkId":"a","data":{"x":1}},
		{"METHOD":"DELETE","path":"/Users/7","version":"W/\"1\""},
		{"method":"PUT","path":"/Users/7"}]}`), 3)
	if err != nil {
		t.Fatal(err)
	}
	if got.FailOnErrors != 2 || len(got.Operations) != 3 {
		t.Fatalf("got %+v", got)
	}
	if a := got.Operations[0]; a.Method != "POST" || a.Path != "/Users" || a.BulkID != "a" || a.Fault != nil {
		t.Errorf("first operation: %+v", a)
	}
	if b := got.Operations[1]; b.Method != "DELETE" || b.Version != `W/"1"` || b.Fault != nil {
		t.Errorf("second operation: %+v", b)
	}
	if c := got.Operations[2]; c.Fault == nil || c.Fault.ScimType != "invalidSyntax" {
		t.Errorf("third operation: %+v", c)
	}
}

func TestDecodeBulkRefuses(t *testing.T) {
	t.Parallel()
	cases := map[string]int{
		`{`: 400,
		`{"Operations":[{"method":"DELETE","path":"/Users/1"}]}`:                             400,
		bulkHead + `"Operations":[]}`:                                                        400,
		bulkHead + `"Operations":[[]]}`:                                                      400,
		bulkHead + `"Operations":[{},{},{}]}`:                                                413,
		bulkHead + `"failOnErrors":-1,"Operations":[{}]}`:                                    400,
		bulkHead + `"failOnErrors":1.5,"Operations":[{}]}`:                                   400,
		bulkHead + `"failOnErrors":true,"Operations":[{}]}`:                                  400,
		bulkHead + `"Operations":[{"method":"POST","bulkId":"a"},{"bulkId":"a"}]}`:           400,
		bulkHead + `"Operations":[{}],"operations":[{}]}`:                                    400,
		bulkHead + `"Operations":` + strings.Repeat("[", 99) + strings.Repeat("]", 99) + "}": 400,
	}
	for body, want := range cases {
		_, err := scim.DecodeBulk([]byte(body), 2)
		e, ok := errors.AsType[*scim.Error](err)
		if !ok || e.Status != want {
			t.Errorf("%.120s: got %v, want %d", body, err, want)
		}
	}
}

func TestBulkReferences(t *testing.T) {
	t.Parallel()
	var data map[string]any
	if err := json.Unmarshal([]byte(`{"displayName":"about bulkId:a","members":[{"type":"User","value":"bulkId:b"},{"value":"x"}],
		"urn:e":{"manager":{"value":"bulkId:a","$ref":"bulkId:a"},"department":"d"},"list":["bulkId:b","c"]}`), &data); err != nil {
		t.Fatal(err)
	}
	op := scim.BulkOperation{Path: "/Groups/bulkId:g", Data: data}
	if got := op.References(); !slices.Equal(got, []string{"a", "b", "g"}) {
		t.Errorf("references: %v", got)
	}
	cases := []struct {
		ids        map[string]string
		path, want string
	}{
		{
			map[string]string{"a": "1", "b": "2", "g": "3"}, "/Groups/3",
			`{"displayName":"about bulkId:a","list":["2","c"],"members":[{"type":"User","value":"2"},{"value":"x"}],"urn:e":{"department":"d","manager":{"$ref":"1","value":"1"}}}`,
		},
		{
			map[string]string{"b": "2"}, "/Groups/bulkId:g",
			`{"displayName":"about bulkId:a","list":["2","c"],"members":[{"type":"User","value":"2"},{"value":"x"}],"urn:e":{"department":"d"}}`,
		},
		{
			nil, "/Groups/bulkId:g",
			`{"displayName":"about bulkId:a","list":["c"],"members":[{"value":"x"}],"urn:e":{"department":"d"}}`,
		},
	}
	before, _ := json.Marshal(data)
	for _, tc := range cases {
		got := op.Resolve(tc.ids)
		text, err := json.Marshal(got.Data)
		if err != nil || string(text) != tc.want || got.Path != tc.path {
			t.Errorf("with %v: %s %s (%v)", tc.ids, got.Path, text, err)
		}
	}
	if after, _ := json.Marshal(data); string(after) != string(before) {
		t.Errorf("the data itself changed: %s", after)
	}
}

func FuzzDecodeBulk(f *testing.F) {
	f.Add(bulkHead + `"failOnErrors":1,"Operations":[{"method":"POST","path":"/Users","bulkId":"a","data":{"members":[{"value":"bulkId:a"}]}}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		request, err := scim.DecodeBulk([]byte(body), 5)
		if err != nil {
			if _, own := errors.AsType[*scim.Error](err); !own {
				t.Fatalf("%v is no SCIM error", err)
			}
			return
		}
		for _, op := range request.Operations {
			ids := map[string]string{}
			for _, id := range op.References() {
				ids[id] = "7"
			}
			if left := op.Resolve(ids).References(); len(left) > 0 && op.Fault == nil {
				t.Fatalf("%v still refers to %v", op, left)
			}
		}
	})
}
