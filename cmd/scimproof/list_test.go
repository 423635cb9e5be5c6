package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// listed runs `list` both ways and makes sure that they agree in number.
func listed(t *testing.T, what string) (lines []string, objects []map[string]any) {
	t.Helper()
	plain, asJSON := run(t, "list", what), run(t, "list", what, "--json")
	if plain.code != 0 || asJSON.code != 0 || plain.stderr+asJSON.stderr != "" {
		t.Fatalf("exit codes %d and %d, stderr %q", plain.code, asJSON.code, plain.stderr+asJSON.stderr)
	}
	lines = strings.Split(strings.TrimRight(plain.stdout, "\n"), "\n")
	if err := json.Unmarshal([]byte(asJSON.stdout), &objects); err != nil {
		t.Fatalf("%v\n%.400s", err, asJSON.stdout)
	}
	if len(lines) != len(objects) {
		t.Errorf("%d lines and %d objects", len(lines), len(objects))
	}
	return lines, objects
}

func TestList(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		what  string
		keys  []string
		first string // column of every line: this key
		holds []string
		order string // sorted, or the order that a reader expects
	}{
		{"scenarios", []string{"feature", "location", "name", "needs", "requirements", "rule", "steps", "tags"}, "location",
			nil, "by file and line"},
		{"requirements", []string{"actor", "id", "level", "scenarios", "testable"}, "id",
			[]string{"RFC7643-1.1-01", "RFC7644-3.5.2-05", "RFC6750-3.1-04", "BRIDGE-RENAME-01", "CASE-RENAME-10", "ENTRA-PAUSE-01", "VAULT-LOCK-01"}, "by source"},
		{"dialects", []string{"knobs", "name", "title"}, "name", []string{"customappsso2017", "entra-compliant", "entra-legacy"}, "sorted"},
		{"behaviours", []string{"about", "evidence", "name", "settings", "values"}, "name", []string{"entra:booleanStrings", "entra:Join", "entra:probe-first"}, "by kind"},
		{"profiles", []string{"about", "name", "title"}, "name", []string{"1password", "example", "refbridge"}, "sorted"},
		{"capabilities", []string{"about", "name"}, "name", []string{"admin-hand", "groups", "soft-delete"}, "sorted"},
		{"defects", []string{"area", "name", "party", "source", "summary"}, "name", []string{"create-400", "rename-ignored", "directory-ignores-pause", "account-unlocked"}, "by party and area"},
		{"steps", []string{"kind", "text"}, "kind", []string{"Given", "When", "Then"}, "by kind"},
	} {
		t.Run(tc.what, func(t *testing.T) {
			t.Parallel()
			lines, objects := listed(t, tc.what)
			var names, groups []string
			for i, object := range objects {
				if keys := slices.Sorted(maps.Keys(object)); !slices.Equal(keys, tc.keys) {
					t.Fatalf("keys %v, want %v", keys, tc.keys)
				}
				for key, value := range object {
					if value == nil {
						t.Errorf("%v: %s is null", object[tc.first], key)
					}
				}
				name, _ := object[tc.first].(string)
				if column, _, _ := strings.Cut(lines[i], " "); column != name {
					t.Errorf("line %q does not begin with %q", lines[i], name)
				}
				names, groups = append(names, name), append(groups, groupOf(object))
			}
			for _, want := range tc.holds {
				if !slices.Contains(names, want) {
					t.Errorf("%s is missing", want)
				}
			}
			if tc.order == "sorted" && !slices.IsSorted(names) {
				t.Errorf("not sorted: %v", names)
			}
			if again := slices.Compact(slices.Clone(groups)); len(again) != len(unique(groups)) {
				t.Errorf("what belongs together does not stand together: %v", again)
			}
		})
	}
}

// groupOf is what an object is listed under.
func groupOf(object map[string]any) string {
	for _, key := range []string{"area", "kind", "feature"} {
		if group, ok := object[key].(string); ok {
			party, _ := object["party"].(string)
			return party + " " + group
		}
	}
	return ""
}

func unique(words []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(words)))
}

func TestListedRequirementsNameTheirScenarios(t *testing.T) {
	t.Parallel()
	_, objects := listed(t, "requirements")
	for _, tc := range []struct{ id, level, actor, testable, file string }{
		{"RFC7644-3.5.2-05", "MUST", "server", "yes", "features/protocol/patch.feature"},
		{"CASE-RENAME-02", "OBSERVED", "bridge", "yes", "features/lifecycle/founding_case.feature"},
	} {
		i := slices.IndexFunc(objects, func(o map[string]any) bool { return o["id"] == tc.id })
		if i < 0 {
			t.Errorf("%s is missing", tc.id)
			continue
		}
		o := objects[i]
		if o["level"] != tc.level || o["actor"] != tc.actor || o["testable"] != tc.testable {
			t.Errorf("%v, want %+v", o, tc)
		}
		at, _ := o["scenarios"].([]any)
		in := func(location any) bool { return like(tc.file+":...", fmt.Sprint(location)) }
		if !slices.ContainsFunc(at, in) {
			t.Errorf("%s is judged by %v, want one of %s", tc.id, at, tc.file)
		}
	}
}

func TestExplain(t *testing.T) {
	t.Parallel()
	const judged = "Judged by\n  features/lifecycle/"
	for _, tc := range []struct {
		id    string
		holds []string
	}{
		{"RFC7644-3.5.2-05", []string{"RFC7644-3.5.2-05 (MUST, patch)\nEach operation has exactly one op", "\n  Binds     server\n", "Judged by\n  features/protocol/patch.feature:"}},
		{"RFC7643-3.1-09", []string{"RFC7643-3.1-09 (MUST NOT, create)\n", "\n  Binds     client\n", "No scenario judges it yet."}},
		{"rfc7644-3.5.2-05", []string{"RFC7644-3.5.2-05 (MUST, patch)\n"}},
		{"BRIDGE-RENAME-01", []string{"BRIDGE-RENAME-01 (OBSERVED, rename)\n", "\n  Evidence  documented\n", judged + "rename.feature:"}},
		{"CASE-RENAME-02", []string{"\n  Source    1Password Community discussion 116443\n", judged + "founding_case.feature:"}},
		{"ENTRA-PAUSE-01", []string{"ENTRA-PAUSE-01 (OBSERVED, ", judged}},
		{"VAULT-LOCK-01", []string{"VAULT-LOCK-01 (OBSERVED, ", judged}},
		{"entra:booleanstrings", []string{
			"entra:booleanStrings\nhow a PATCH writes a boolean", "\n  Settings  capitalised, lower, json\n",
			"\n  entra-compliant: json\n  Source    MS:COMPAT\n  Evidence  A, documented\n",
		}},
		{"entra:flagPlacement", []string{"\n  Evidence  I, guessed\n"}},
		{"entra:Replace", []string{"entra:Replace\nReplace(source, oldValue?, regexPattern?,", "\n  Evidence  A, documented\n"}},
		{"entra:additions-first", []string{"\n  Source    no source; a choice\n  Evidence  I, guessed\n"}},
		{"ours.feature:25", []string{
			"ours.feature:25\nThe new address of Ada waits\nRule: A changed address waits for the member\n",
			"\n  Given \"ada@contoso.example\" is an active member\n  When  the directory renames ", "\nBRIDGE-RENAME-01 (OBSERVED, rename)\n", "\n  Needs     email-confirmation\n",
		}},
		{"ours.feature:23", []string{"ours.feature:25\n", "\n\nours.feature:31\n"}},
		{"features/lifecycle/rename.feature:11", []string{"features/lifecycle/rename.feature:11\n"}},
		{"features/lifecycle/join.feature", []string{"features/lifecycle/join.feature:"}},
	} {
		t.Run(tc.id, func(t *testing.T) {
			t.Parallel()
			got := begin(t, ours(t), "explain", tc.id).wait(t)
			if got.code != 0 || got.stderr != "" {
				t.Errorf("exit code %d, stderr %q; want 0 and nothing", got.code, got.stderr)
			}
			for _, want := range tc.holds {
				if !strings.Contains(got.stdout, want) {
					t.Errorf("it does not hold %q:\n%s", want, got.stdout)
				}
			}
		})
	}
}
