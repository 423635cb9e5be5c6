package steps

import (
	"net/url"
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

func TestResolve(t *testing.T) {
	t.Parallel()
	root, err := url.Parse("http://bridge.example/scim/v2")
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		"https://other.example/Users/1": "https://other.example/Users/1",
		"/scim/v2/Users/1":              "http://bridge.example/scim/v2/Users/1",
		"/Users/1":                      "http://bridge.example/scim/v2/Users/1",
		"Users/1":                       "http://bridge.example/scim/v2/Users/1",
		"/Users?count=1":                "http://bridge.example/scim/v2/Users?count=1",
		"/Schemas/urn:a:2.0:User":       "http://bridge.example/scim/v2/Schemas/urn:a:2.0:User",
	} {
		target, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := resolve(root, target).String(); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}
