package dialect_test

import (
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/dialect"
)

func TestNamesAndTitles(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"customappsso2017", "entra-compliant", "entra-legacy", "entra-tombstone"} {
		if !slices.Contains(dialect.Names(), name) {
			t.Errorf("there is no %s among %v", name, dialect.Names())
		}
	}
	for _, d := range dialect.List() {
		if d.Title == "" {
			t.Errorf("%s has no title", d.Name)
		}
	}
}

func TestUnknownDialectIsRefusedWithTheNames(t *testing.T) {
	t.Parallel()
	_, err := dialect.Load("entra")
	refused, ok := refusal.Of(err)
	if !ok || refused.Code != "no-such-dialect" || refused.Hint != "choose one of customappsso2017, entra-compliant, entra-legacy, entra-tombstone" {
		t.Errorf("error %v", err)
	}
}

// TestEveryKnobHasEvidence goes through the settings of every dialect.
func TestEveryKnobHasEvidence(t *testing.T) {
	t.Parallel()
	knobs := dialect.Knobs()
	if len(knobs) != 28 {
		t.Errorf("%d knobs", len(knobs))
	}
	for _, d := range dialect.List() {
		names := []string{"mapping"}
		for _, k := range knobs {
			names = append(names, k.Name)
			if !slices.Contains(k.Values, d.Setting(k)) || k.About == "" {
				t.Errorf("%s: %s is %q, want one of %q", d.Name, k.Name, d.Setting(k), k.Values)
			}
		}
		for _, name := range names {
			if e := d.Evidence[name]; e.Source == "" || !slices.Contains([]string{"A", "B", "C", "I"}, e.Grade) || e.Guessed() != (e.Grade == "I") {
				t.Errorf("%s: the knob %s has the evidence %+v", d.Name, name, e)
			}
		}
		for name := range d.Evidence {
			if !slices.Contains(names, name) {
				t.Errorf("%s: evidence for %s, which is no knob", d.Name, name)
			}
		}
	}
}

func TestDefaultMappingHasItsRows(t *testing.T) {
	t.Parallel()
	mapping := legacy(t).Mapping
	if people, groups := len(mapping.User.Attributes), len(mapping.Group.Attributes); people != 22 || groups != 3 {
		t.Errorf("%d rows for people, %d for groups", people, groups)
	}
}

// The two dialects in use are held byte for byte by the provisioning engine's
// tests; here are the shapes that only other settings write.
func TestOtherSettings(t *testing.T) {
	t.Parallel()
	const begin = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[`
	group := func(d *dialect.Dialect) (*dialect.Resource, *dialect.Attribute) {
		return &d.Mapping.Group, d.Mapping.Group.Reference()
	}
	user := func(d *dialect.Dialect) (*dialect.Resource, *dialect.Attribute) {
		return &d.Mapping.User, d.Mapping.User.Reference()
	}
	title := func(d *dialect.Dialect) dialect.Change { return change(d, "title", "Lead", true) }
	for name, test := range map[string]struct {
		set   map[string]string
		write func(d *dialect.Dialect) dialect.Request
		want  string
	}{
		"$ref null": {
			map[string]string{"memberRefNull": "true"},
			func(d *dialect.Dialect) dialect.Request {
				r, a := group(d)
				return d.AddMembers(r, "g", a, []string{"u"}, false)
			},
			"PATCH /Groups/g " + begin + `{"op":"Add","path":"members","value":[{"$ref":null,"value":"u"}]}]}`,
		},
		"manager as object": {
			map[string]string{"managerValueShape": "object"},
			func(d *dialect.Dialect) dialect.Request { r, a := user(d); return d.SetReference(r, "u", a, "m", true) },
			"PATCH /Users/u " + begin + `{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":"m"}}]}`,
		},
		"manager emptied by object": {
			map[string]string{"managerRemove": "ReplaceObjectEmpty"},
			func(d *dialect.Dialect) dialect.Request { r, a := user(d); return d.ClearReference(r, "u", a) },
			"PATCH /Users/u " + begin + `{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":""}}]}`,
		},
		"manager removed": {
			map[string]string{"managerRemove": "Remove"},
			func(d *dialect.Dialect) dialect.Request { r, a := user(d); return d.ClearReference(r, "u", a) },
			"PATCH /Users/u " + begin + `{"op":"Remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}]}`,
		},
		"lower booleans": {
			map[string]string{"booleanStrings": "lower"},
			func(d *dialect.Dialect) dialect.Request {
				return d.Update(&d.Mapping.User, "u", []dialect.Change{change(d, "active", "False", true)})
			},
			"PATCH /Users/u " + begin + `{"op":"Replace","path":"active","value":"false"}]}`,
		},
		"always add": {
			map[string]string{"createOpRule": "alwaysAdd"},
			func(d *dialect.Dialect) dialect.Request {
				return d.Update(&d.Mapping.User, "u", []dialect.Change{title(d)})
			},
			"PATCH /Users/u " + begin + `{"op":"Add","path":"title","value":"Lead"}]}`,
		},
		"always replace": {
			map[string]string{"createOpRule": "alwaysReplace"},
			func(d *dialect.Dialect) dialect.Request {
				return d.Update(&d.Mapping.User, "u", []dialect.Change{change(d, "title", "Lead", false)})
			},
			"PATCH /Users/u " + begin + `{"op":"Replace","path":"title","value":"Lead"}]}`,
		},
		"folded with active": {
			map[string]string{"patchAttributes": "folded"},
			func(d *dialect.Dialect) dialect.Request {
				return d.Update(&d.Mapping.User, "u", []dialect.Change{
					change(d, "active", "False", true), title(d), change(d, "displayName", "Ada", true), change(d, "externalId", "a", false), change(d, "name.givenName", "Ada", false),
				})
			},
			"PATCH /Users/u " + begin + `{"op":"Replace","path":"active","value":"False"},` +
				`{"op":"Replace","value":{"title":"Lead","displayName":"Ada"}},{"op":"Add","value":{"externalId":"a","name.givenName":"Ada"}}]}`,
		},
		"flag after the filter": {
			map[string]string{"flag": "aadOptscim062020", "flagPlacement": "afterFilter"},
			func(d *dialect.Dialect) dialect.Request { return match(d, "ada") },
			"GET /Users?filter=userName+eq+%22ada%22&aadOptscim062020 ",
		},
		"blank as %20": {
			map[string]string{"querySpace": "%20"},
			func(d *dialect.Dialect) dialect.Request { return match(d, "a+b c") },
			"GET /Users?filter=userName%20eq%20%22a%2Bb%20c%22 ",
		},
		"quotes in a value": {
			nil,
			func(d *dialect.Dialect) dialect.Request { return match(d, `a"\`) },
			"GET /Users?filter=userName+eq+%22a%5C%22%5C%5C%22 ",
		},
		"a strange id": {
			nil,
			func(d *dialect.Dialect) dialect.Request { return d.Delete(&d.Mapping.User, "a/b?c") },
			"DELETE /Users/a%2Fb%3Fc ",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			request := test.write(with(t, test.set))
			if got := request.Method + " " + request.Target + " " + string(request.Body); got != test.want {
				t.Errorf("wrote\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestTextsAreWrittenAsJSON(t *testing.T) {
	t.Parallel()
	d, err := dialect.Load("entra-legacy")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Lead":         `"Lead"`,
		"R&D <lead>":   `"R&D <lead>"`,
		`a "b" \ c`:    `"a \"b\" \\ c"`,
		"a\tb\nc\x01":  `"a\tb\nc\u0001"`,
		"Zoë 東":        `"Zoë 東"`,
		"a\xffb":       `"a\ufffdb"`,
		"line\u2028 b": `"line\u2028 b"`,
	} {
		body := string(d.Create(&d.Mapping.User, []dialect.Value{change(d, "title", text, false).Value}).Body)
		if !strings.Contains(body, `"title":`+want+`}`) {
			t.Errorf("%q is written in %s, want %s", text, body, want)
		}
	}
}

func TestHeadersThatAreSet(t *testing.T) {
	t.Parallel()
	d := with(t, map[string]string{"sendAccept": "on", "sendUserAgent": "on"})
	want := http.Header{"Accept": {"application/scim+json"}, "User-Agent": {"Entra-Provisioning/1.0"}}
	if got := d.Header(false); !reflect.DeepEqual(got, want) {
		t.Errorf("headers %v", got)
	}
}

func legacy(t *testing.T) *dialect.Dialect {
	t.Helper()
	d, err := dialect.Load("entra-legacy")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// with is the legacy dialect with other settings.
func with(t *testing.T, knobs map[string]string) *dialect.Dialect {
	t.Helper()
	d, err := legacy(t).With(knobs, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func match(d *dialect.Dialect, value string) dialect.Request {
	return d.Match(&d.Mapping.User, d.Mapping.User.Matching()[0], value)
}

func change(d *dialect.Dialect, target, text string, had bool) dialect.Change {
	attribute := attribute(d, target)
	return dialect.Change{Value: dialect.Value{Attribute: attribute, Text: text}, Had: had}
}

func attribute(d *dialect.Dialect, target string) *dialect.Attribute {
	for i := range d.Mapping.User.Attributes {
		if a := &d.Mapping.User.Attributes[i]; a.Target == target {
			return a
		}
	}
	return nil
}
