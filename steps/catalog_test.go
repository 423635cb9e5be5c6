package steps

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const example = `@rename
Feature: Names

  Background:
    Given "ada@contoso.example" is an active member

  @req:BRIDGE-RENAME-01 @needs:groups
  Rule: A rule

    Scenario: Plain
      When a sync cycle completes
      Then "ada@contoso.example" is active in the account

    @slow
    Scenario Outline: Row <n>
      When <n> sync cycles complete
      Then "ada@contoso.example" is active in the account

      Examples: some
        | n |
        | 2 |
        | 3 |
`

func exampleCatalog(t *testing.T) *Catalog {
	t.Helper()
	catalog, err := ReadCatalog(Source{FS: fstest.MapFS{"sub/names.feature": {Data: []byte(example)}, "readme.md": {Data: []byte("no feature")}}, Prefix: "features"})
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

func TestTheCatalogKnowsWhereEachScenarioStands(t *testing.T) {
	t.Parallel()
	scenarios := exampleCatalog(t).Scenarios
	if len(scenarios) != 3 {
		t.Fatalf("%d scenarios, want 3: %+v", len(scenarios), scenarios)
	}
	for i, want := range []struct{ name, location string }{
		{"Plain", "features/sub/names.feature:10"},
		{"Row 2", "features/sub/names.feature:21"},
		{"Row 3", "features/sub/names.feature:22"},
	} {
		got := scenarios[i]
		if got.Name != want.name || got.Location != want.location || got.Rule != "A rule" || got.Feature != "Names" {
			t.Errorf("scenario %d: %+v, want %s at %s", i, got, want.name, want.location)
		}
		if !slices.Equal(got.Requirements, []string{"BRIDGE-RENAME-01"}) || !slices.Equal(got.Needs, []string{"groups"}) {
			t.Errorf("%s: requirements %v, needs %v", got.Name, got.Requirements, got.Needs)
		}
	}
	step := scenarios[2].Steps[1]
	if step.Kind != When || step.Text != "3 sync cycles complete" || step.Line != 16 {
		t.Errorf("second step of the last row: %+v", step)
	}
}

func TestStepsSayWhichOptionalAttributesTheyNeed(t *testing.T) {
	t.Parallel()
	const feature = `Feature: Attributes
    Scenario: A
      Given a user "ada" with:
        """
        {"NickName": "Countess", "addresses": [{"type": "work"}], "title": "Dr"}
        """
      Then reading "ada" shows:
        | phoneNumbers[type eq "fax"].value | "1" |
      And the list by filter=roles.value eq "x" holds exactly nobody
    Scenario: B
      Then the two addresses and all photos are told apart by "emails.value" in "nickNames"
`
	catalog, err := ReadCatalog(Source{FS: fstest.MapFS{"a.feature": {Data: []byte(feature)}}, Prefix: "features"})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]string{{"addresses", "nickname", "phonenumbers", "roles"}, nil} {
		if got := catalog.Scenarios[i].Attributes; !slices.Equal(got, want) {
			t.Errorf("scenario %s needs %q, want %q", catalog.Scenarios[i].Name, got, want)
		}
	}
}

func TestTwoScenariosOfOneNameAreRefused(t *testing.T) {
	t.Parallel()
	double := strings.Replace(example, "Row <n>", "Row", 1)
	_, err := ReadCatalog(Source{FS: fstest.MapFS{"a.feature": {Data: []byte(double)}}})
	if err == nil || !strings.Contains(err.Error(), `a.feature:22: the scenario name "Row" is taken by a.feature:21`) {
		t.Errorf("error %v, want one that names both places", err)
	}
}

func TestAFileThatDoesNotParseIsNamed(t *testing.T) {
	t.Parallel()
	_, err := ReadCatalog(Source{FS: fstest.MapFS{"broken.feature": {Data: []byte("Feature: x\n  Scenario: y\n    Given a\n    Nonsense here")}}})
	if err == nil || !strings.Contains(err.Error(), "broken.feature") {
		t.Errorf("error %v, want one that names the file", err)
	}
}

func TestPickTakesPathsLinesAndTags(t *testing.T) {
	t.Parallel()
	const file = "features/sub/names.feature"
	for _, tt := range []struct {
		name  string
		paths []string
		tags  string
		want  []string
		err   string
	}{
		{"everything", nil, "", []string{"Plain", "Row 2", "Row 3"}, ""},
		{"a folder", []string{"features/sub/"}, "", []string{"Plain", "Row 2", "Row 3"}, ""},
		{"a file", []string{file}, "", []string{"Plain", "Row 2", "Row 3"}, ""},
		{"the rule's line", []string{file + ":8"}, "", []string{"Plain", "Row 2", "Row 3"}, ""},
		{"a scenario's line", []string{file + ":10"}, "", []string{"Plain"}, ""},
		{"an outline's line", []string{file + ":15"}, "", []string{"Row 2", "Row 3"}, ""},
		{"a row's line", []string{file + ":22"}, "", []string{"Row 3"}, ""},
		{"two paths in the file's order", []string{file + ":22", file + ":10"}, "", []string{"Plain", "Row 3"}, ""},
		{"a tag", nil, "@rename and not @slow", []string{"Plain"}, ""},
		{"a line of a step", []string{file + ":11"}, "", nil, `no scenario at "features/sub/names.feature:11"`},
		{"a folder that is a name's beginning", []string{"features/su"}, "", nil, "no scenario at"},
		{"an unknown tag", nil, "@renme", nil, "no scenario has the tag @renme"},
		{"nothing left", nil, "@slow and not @rename", nil, "no scenario is left"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tags, err := ParseTags(tt.tags)
			if err != nil {
				t.Fatal(err)
			}
			picked, err := exampleCatalog(t).Pick(Selection{Paths: tt.paths, Tags: tags})
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("error %v, want %q", err, tt.err)
				}
				return
			}
			var names []string
			for _, s := range picked {
				names = append(names, s.Name)
			}
			if err != nil || !slices.Equal(names, tt.want) {
				t.Errorf("picked %v, %v; want %v", names, err, tt.want)
			}
		})
	}
}

func TestPathsComeFromDiskOrFromTheBuiltInTree(t *testing.T) {
	t.Parallel()
	sources, err := SourcesFor([]string{"features/lifecycle/join.feature:9"}, Embedded())
	if err != nil || len(sources) != 1 || sources[0].Prefix != "features" {
		t.Errorf("sources %+v, %v; want the built-in tree, for no such file is here", sources, err)
	}
	if _, err := SourcesFor([]string{"features/lifecycle/jion.feature"}, Embedded()); err == nil || !strings.Contains(err.Error(), "jion.feature") {
		t.Errorf("error %v, want one that names the path", err)
	}
	sources, err = SourcesFor([]string{"testdata/own.feature"}, Embedded())
	if err != nil || len(sources) != 1 || sources[0].Prefix != "testdata" {
		t.Errorf("sources %+v, %v; want the folder on disk", sources, err)
	}
}
