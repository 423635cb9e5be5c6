package features_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/features"
	"github.com/scimproof/scimproof/internal/requirement"
	"github.com/scimproof/scimproof/mockidp/dialect"
	"github.com/scimproof/scimproof/steps"
)

// subjects are the tags that say what a feature is about; a new one is added here first.
var subjects = []string{
	"@join", "@change", "@rename", "@leave", "@return", "@groups", "@switch", "@founding-case",
	"@protocol", "@schema", "@discovery", "@enterprise", "@create", "@read", "@replace", "@patch", "@delete", "@groups-api", "@filter", "@paging",
	"@sort", "@attributes", "@search", "@errors", "@auth", "@security", "@media", "@etag", "@bulk", "@me",
	"@dialects", "@cases", "@entra", wireTag,
}

// wireTag stands where the wire is the subject outside of features/protocol.
const wireTag = "@wire"

func catalog(t *testing.T) *steps.Catalog {
	t.Helper()
	read, err := steps.ReadCatalog(steps.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func registry(t *testing.T) *requirement.Registry {
	t.Helper()
	loaded, err := requirement.Load()
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func TestEveryScenarioHasOneRequirementThatIsKnown(t *testing.T) {
	t.Parallel()
	known := registry(t)
	for _, s := range catalog(t).Scenarios {
		if len(s.Requirements) != 1 {
			t.Errorf("%s: %q carries %d requirements, want one @req: on its Rule", s.Location, s.Name, len(s.Requirements))
		}
		for _, id := range s.Requirements {
			if _, ok := known.Lookup(id); !ok {
				t.Errorf("%s: requirement %s is not in the registry", s.Location, id)
			}
		}
		if s.Rule == "" {
			t.Errorf("%s: %q stands under no Rule", s.Location, s.Name)
		}
	}
}

func TestTagsComeFromTheClosedList(t *testing.T) {
	t.Parallel()
	for _, s := range catalog(t).Scenarios {
		for _, tag := range s.Tags {
			name, value, _ := strings.Cut(tag, ":")
			var err error
			switch name {
			case "@req", "@attribute", "@warn":
			case "@needs":
				_, err = bridge.LookupCapability(value)
			case "@dialect":
				_, err = dialect.Load(value)
			default:
				if !slices.Contains(subjects, tag) {
					t.Errorf("%s: tag %s is not in the closed list", s.Location, tag)
				}
			}
			if err != nil {
				t.Errorf("%s: tag %s: %v", s.Location, tag, err)
			}
		}
	}
}

func TestEachStepSaysOneThingAndEachSentenceIsUsed(t *testing.T) {
	t.Parallel()
	vocabulary, err := steps.NewVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	scenarios := catalog(t).Scenarios
	if err := vocabulary.Check(scenarios); err != nil {
		t.Error(err)
	}
	for _, idle := range vocabulary.Unused(scenarios) {
		t.Errorf("no feature says %q; remove the sentence", idle)
	}
}

// wire is language of the protocol; an administrator does not speak it.
var wire = regexp.MustCompile(`\b(POST|PATCH|PUT|GET|DELETE|HTTP|JSON|SCIM)\b|/scim|/Users`)

func TestScenariosAreToldInTheAdministratorsWords(t *testing.T) {
	t.Parallel()
	for _, s := range catalog(t).Scenarios {
		if strings.HasPrefix(s.File, "features/protocol/") || slices.Contains(s.Tags, wireTag) {
			continue
		}
		for _, text := range append([]string{s.Name, s.Rule}, texts(s)...) {
			if wire.MatchString(text) {
				t.Errorf("%s: %q speaks of the wire", s.Location, text)
			}
			if strings.Contains(" "+text+" ", " I ") {
				t.Errorf("%s: %q is told in the first person", s.Location, text)
			}
		}
	}
}

func texts(s steps.Scenario) []string {
	out := make([]string, 0, len(s.Steps))
	for _, step := range s.Steps {
		out = append(out, step.Text)
	}
	return out
}

func TestEachScenarioIsOneActionWithAnOutcome(t *testing.T) {
	t.Parallel()
	for _, s := range catalog(t).Scenarios {
		var order []steps.Kind
		for _, step := range s.Steps {
			if len(order) == 0 || order[len(order)-1] != step.Kind {
				order = append(order, step.Kind)
			}
		}
		if !slices.Equal(order, []steps.Kind{steps.Given, steps.When, steps.Then}) {
			t.Errorf("%s: %q goes %v, want Given, When, Then once each", s.Location, s.Name, order)
		}
	}
}

func TestBackgroundsAreShort(t *testing.T) {
	t.Parallel()
	const most = 3
	err := fs.WalkDir(features.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(features.FS, name)
		if err != nil {
			return err
		}
		for _, block := range strings.Split(string(content), "Background:")[1:] {
			if lines := strings.Split(strings.TrimSpace(strings.Split(block, "\n\n")[0]), "\n"); len(lines) > most {
				t.Errorf("%s: a Background of %d steps, want at most %d", name, len(lines), most)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestEveryTestableRequirementHasAScenarioOrAReason reads uncovered/*.tsv: an id,
// and why no scenario judges it. What binds clients is not for a bridge.
func TestEveryTestableRequirementHasAScenarioOrAReason(t *testing.T) {
	t.Parallel()
	covered := map[string]bool{}
	for _, s := range catalog(t).Scenarios {
		for _, id := range s.Requirements {
			covered[id] = true
		}
	}
	excuses := readExcuses(t)
	for _, r := range registry(t).All() {
		excuse, excused := excuses[r.ID]
		delete(excuses, r.ID)
		switch judged := r.Testable != requirement.No && r.Actor != requirement.Client; {
		case judged && !covered[r.ID] && !excused:
			t.Errorf("%s (%s) has neither a scenario nor a line in uncovered/%s.tsv: %s", r.ID, r.Level, r.Area, r.Text)
		case excused && (covered[r.ID] || !judged):
			t.Errorf("%s: %s needs no excuse; remove the line", excuse, r.ID)
		}
	}
	for id, excuse := range excuses {
		t.Errorf("%s: there is no requirement %s", excuse, id)
	}
}

// readExcuses returns the file that excuses a requirement, by its id.
func readExcuses(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("uncovered/*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	excuses := map[string]string{}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(content)) {
			id, reason, _ := strings.Cut(strings.TrimSpace(line), "\t")
			if id == "" || strings.TrimSpace(reason) == "" {
				t.Errorf("%s: %q has no id or no reason", file, line)
			}
			excuses[id] = file
		}
	}
	return excuses
}
