package steps

import (
	"slices"
	"testing"
)

func TestEverySpot(t *testing.T) {
	t.Parallel()
	document, err := decode([]byte(`{"Resources": [
		{"id": "a", "attributes": [{"name": "x", "type": "complex", "subAttributes": [{"name": "y"}]}, {"name": "z", "type": "string"}]},
		{"attributes": []},
		{"id": null}],
		"urn:e:2.0:User": {"manager": {"value": "7"}}, "schemas": ["a", "b"], "flags": [true, false]}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		path string
		want []string
	}{
		{"Resources[].id", []string{"Resources[0].id=a", "Resources[1].id missing", "Resources[2].id missing"}},
		{"resources[].attributes[].name", []string{"resources[0].attributes[0].name=x", "resources[0].attributes[1].name=z"}},
		{`Resources[].attributes[type eq "complex"].name`, []string{"Resources[0].attributes[0].name=x"}},
		{`Resources[].attributes[type ne "complex"].subAttributes`, []string{"Resources[0].attributes[1].subAttributes missing"}},
		{`Resources[id eq "a"].attributes[].subAttributes[].name`, []string{"Resources[0].attributes[0].subAttributes[0].name=y"}},
		{"urn:e:2.0:User:manager.value", []string{"urn:e:2.0:User.manager.value=7"}},
		{`schemas[value ne "a"]`, []string{"schemas[1]=b"}},
		{"flags[]", []string{"flags[0]=true", "flags[1]=false"}},
		{"pagination.cursor", nil},
	} {
		var got []string
		spots, err := everySpot(document, tc.path)
		if err != nil {
			t.Error(err)
		}
		for _, s := range spots {
			if s.found {
				got = append(got, s.at+"="+plain(s.value))
			} else {
				got = append(got, s.at+" missing")
			}
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %q, want %q", tc.path, got, tc.want)
		}
	}
	if _, err := everySpot(document, "Resources[oops"); err == nil {
		t.Error("a path that breaks off means nothing, and nobody was told")
	}
}
