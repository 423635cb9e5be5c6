package dialect_test

import (
	"net/http"
	"reflect"
	"slices"
	"testing"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/dialect"
)

func TestNamesAndTitles(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"entra-compliant", "entra-legacy", "entra-tombstone"} {
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
	if !ok || refused.Code != "no-such-dialect" || refused.Hint != "choose one of entra-compliant, entra-legacy, entra-tombstone" {
		t.Errorf("error %v", err)
	}
}

// TestEveryKnobHasEvidence walks the settings of every dialect.
func TestEveryKnobHasEvidence(t *testing.T) {
	t.Parallel()
	notKnobs := []string{"name", "title", "extends", "evidence", "-", ""}
	for _, d := range dialect.List() {
		var knobs []string
		settings := reflect.TypeOf(*d)
		for i := range settings.NumField() {
			field := settings.Field(i)
			name := field.Tag.Get("yaml")
			switch {
			case slices.Contains(notKnobs, name):
			case field.Type.Kind() == reflect.Struct:
				for k := range field.Type.NumField() {
					knobs = append(knobs, name+"."+field.Type.Field(k).Tag.Get("yaml"))
				}
			default:
				knobs = append(knobs, name)
			}
		}
		if len(knobs) < 15 {
			t.Errorf("%s: found the knobs %v only", d.Name, knobs)
		}
		for _, knob := range knobs {
			if e := d.Evidence[knob]; e.Source == "" || !slices.Contains([]string{"A", "B", "C", "I"}, e.Grade) {
				t.Errorf("%s: the knob %s has the evidence %+v", d.Name, knob, e)
			}
		}
		for knob := range d.Evidence {
			if !slices.Contains(knobs, knob) {
				t.Errorf("%s: evidence for %s, which is no knob", d.Name, knob)
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
		set   func(d *dialect.Dialect)
		write func(d *dialect.Dialect) dialect.Request
		want  string
	}{
		"$ref null": {
			func(d *dialect.Dialect) { d.Patch.MemberRefNull = true },
			func(d *dialect.Dialect) dialect.Request {
				r, a := group(d)
				return d.AddMembers(r, "g", a, []string{"u"}, false)
			},
			"PATCH /Groups/g " + begin + `{"op":"Add","path":"members","value":[{"$ref":null,"value":"u"}]}]}`,
		},
		"manager as object": {
			func(d *dialect.Dialect) { d.Patch.Manager = "object" },
			func(d *dialect.Dialect) dialect.Request { r, a := user(d); return d.SetReference(r, "u", a, "m", true) },
			"PATCH /Users/u " + begin + `{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":"m"}}]}`,
		},
		"manager emptied by object": {
			func(d *dialect.Dialect) { d.Patch.ManagerRemoval = "empty-object" },
			func(d *dialect.Dialect) dialect.Request { r, a := user(d); return d.ClearReference(r, "u", a) },
			"PATCH /Users/u " + begin + `{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":""}}]}`,
		},
		"manager removed": {
			func(d *dialect.Dialect) { d.Patch.ManagerRemoval = "remove" },
			func(d *dialect.Dialect) dialect.Request { r, a := user(d); return d.ClearReference(r, "u", a) },
			"PATCH /Users/u " + begin + `{"op":"Remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}]}`,
		},
		"lower booleans": {
			func(d *dialect.Dialect) { d.Patch.Booleans = "lower" },
			func(d *dialect.Dialect) dialect.Request {
				return d.Update(&d.Mapping.User, "u", []dialect.Change{change(d, "active", "False", true)})
			},
			"PATCH /Users/u " + begin + `{"op":"Replace","path":"active","value":"false"}]}`,
		},
		"always add": {
			func(d *dialect.Dialect) { d.Patch.CreateOp = "always-add" },
			func(d *dialect.Dialect) dialect.Request {
				return d.Update(&d.Mapping.User, "u", []dialect.Change{title(d)})
			},
			"PATCH /Users/u " + begin + `{"op":"Add","path":"title","value":"Lead"}]}`,
		},
		"always replace": {
			func(d *dialect.Dialect) { d.Patch.CreateOp = "always-replace" },
			func(d *dialect.Dialect) dialect.Request {
				return d.Update(&d.Mapping.User, "u", []dialect.Change{change(d, "title", "Lead", false)})
			},
			"PATCH /Users/u " + begin + `{"op":"Replace","path":"title","value":"Lead"}]}`,
		},
		"folded with active": {
			func(d *dialect.Dialect) { d.Patch.Attributes = "folded" },
			func(d *dialect.Dialect) dialect.Request {
				return d.Update(&d.Mapping.User, "u", []dialect.Change{
					change(d, "active", "False", true), title(d), change(d, "displayName", "Ada", true), change(d, "externalId", "a", false), change(d, "name.givenName", "Ada", false),
				})
			},
			"PATCH /Users/u " + begin + `{"op":"Replace","path":"active","value":"False"},` +
				`{"op":"Replace","value":{"title":"Lead","displayName":"Ada"}},{"op":"Add","value":{"externalId":"a","name.givenName":"Ada"}}]}`,
		},
		"flag after the filter": {
			func(d *dialect.Dialect) { d.Query.Flag, d.Query.FlagAt = "aadOptscim062020", "after" },
			func(d *dialect.Dialect) dialect.Request { return match(d, "ada") },
			"GET /Users?filter=userName+eq+%22ada%22&aadOptscim062020 ",
		},
		"blank as %20": {
			func(d *dialect.Dialect) { d.Query.Space = "%20" },
			func(d *dialect.Dialect) dialect.Request { return match(d, "a+b c") },
			"GET /Users?filter=userName%20eq%20%22a%2Bb%20c%22 ",
		},
		"quotes in a value": {
			func(*dialect.Dialect) {},
			func(d *dialect.Dialect) dialect.Request { return match(d, `a"\`) },
			"GET /Users?filter=userName+eq+%22a%5C%22%5C%5C%22 ",
		},
		"a strange id": {
			func(*dialect.Dialect) {},
			func(d *dialect.Dialect) dialect.Request { return d.Delete(&d.Mapping.User, "a/b?c") },
			"DELETE /Users/a%2Fb%3Fc ",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := *legacy(t)
			test.set(&d)
			request := test.write(&d)
			if got := request.Method + " " + request.Target + " " + string(request.Body); got != test.want {
				t.Errorf("wrote\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestHeadersThatAreSet(t *testing.T) {
	t.Parallel()
	d := *legacy(t)
	d.Headers.Accept, d.Headers.UserAgent = "application/scim+json", "Directory 1.0"
	want := http.Header{"Accept": {"application/scim+json"}, "User-Agent": {"Directory 1.0"}}
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
