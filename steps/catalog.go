package steps

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
)

// Scenario is one case as the feature file has it; each row of an outline is a
// scenario of its own.
type Scenario struct {
	Name         string   `json:"name"` // unique in the catalog
	Feature      string   `json:"feature"`
	Rule         string   `json:"rule"`
	Location     string   `json:"location"` // features/lifecycle/join.feature:13; for a row, the row's line
	File         string   `json:"-"`
	Lines        []int    `json:"-"` // every line that names it: scenario, rule, examples row
	Tags         []string `json:"tags"`
	Requirements []string `json:"requirements"`
	Needs        []string `json:"needs"` // capabilities
	Attributes   []string `json:"-"`     // optional ones that its steps speak of
	Steps        []Step   `json:"steps"`
	said         []string // by the steps, with their texts and tables
}

// Step of a scenario.
type Step struct {
	Kind Kind   `json:"kind"`
	Text string `json:"text"`
	Line int    `json:"line"`
}

// Catalog is every scenario that was read, by location.
type Catalog struct {
	Scenarios []Scenario
	contents  map[string][]byte // by file, as godog gets it
}

// Source is a tree of feature files. Prefix goes before each file's path in locations.
type Source struct {
	FS     fs.FS
	Prefix string
}

// ReadCatalog parses every .feature file of the sources. A file that does not
// parse, and two scenarios of one name, are errors.
func ReadCatalog(sources ...Source) (*Catalog, error) {
	catalog := &Catalog{contents: map[string][]byte{}}
	for _, source := range sources {
		if err := catalog.read(source); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(catalog.Scenarios, func(a, b Scenario) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Lines[0], b.Lines[0]))
	})
	return catalog, catalog.checkNames()
}

func (c *Catalog) read(source Source) error {
	return fs.WalkDir(source.FS, ".", func(name string, entry fs.DirEntry, err error) error { //nolint:wrapcheck // wrapped inside
		if err != nil {
			return fmt.Errorf("read features: %w", err)
		}
		file := path.Join(source.Prefix, name)
		if _, known := c.contents[file]; known || entry.IsDir() || path.Ext(name) != ".feature" {
			return nil
		}
		content, err := fs.ReadFile(source.FS, name)
		if err != nil {
			return fmt.Errorf("read feature %s: %w", name, err)
		}
		return c.parse(file, content)
	})
}

func (c *Catalog) parse(file string, content []byte) error {
	newID := (&messages.Incrementing{}).NewId
	document, err := gherkin.ParseGherkinDocument(bytes.NewReader(content), newID)
	if err != nil {
		return fmt.Errorf("parse feature %s: %w", file, err)
	}
	c.contents[file] = content
	if document.Feature == nil {
		return nil
	}
	places := placesOf(document.Feature)
	for _, pickle := range gherkin.Pickles(*document, file, newID) {
		c.Scenarios = append(c.Scenarios, newScenario(document.Feature.Name, file, pickle, places))
	}
	return nil
}

func newScenario(feature, file string, pickle *messages.Pickle, places map[string]place) Scenario {
	s := Scenario{Name: pickle.Name, Feature: feature, File: file, Attributes: attributesOf(pickle)}
	for _, id := range slices.Backward(pickle.AstNodeIds) {
		s.Lines = append(s.Lines, places[id].lines...)
		s.Rule = cmp.Or(s.Rule, places[id].rule)
	}
	s.Location = fmt.Sprintf("%s:%d", file, s.Lines[0])
	for _, tag := range pickle.Tags {
		if slices.Contains(s.Tags, tag.Name) {
			continue
		}
		s.Tags = append(s.Tags, tag.Name)
		if id, ok := strings.CutPrefix(tag.Name, "@req:"); ok {
			s.Requirements = append(s.Requirements, id)
		}
		if word, ok := strings.CutPrefix(tag.Name, "@needs:"); ok {
			s.Needs = append(s.Needs, word)
		}
	}
	for _, step := range pickle.Steps {
		s.said = append(s.said, step.Text, argumentOf(step))
		s.Steps = append(s.Steps, Step{Kind: kindOf(step.Type), Text: step.Text, Line: places[step.AstNodeIds[0]].lines[0]})
	}
	return s
}

// argumentOf is the text or the table below a step.
func argumentOf(step *messages.PickleStep) string {
	if step.Argument == nil {
		return ""
	}
	if step.Argument.DocString != nil {
		return step.Argument.DocString.Content
	}
	var cells []string
	for _, row := range step.Argument.DataTable.Rows {
		for _, cell := range row.Cells {
			cells = append(cells, cell.Value)
		}
	}
	return strings.Join(cells, " ")
}

// place says where a node of the document stands.
type place struct {
	lines []int // the node's own line, then its rule's
	rule  string
}

func placesOf(feature *messages.Feature) map[string]place {
	places := map[string]place{}
	for _, child := range feature.Children {
		placeBackground(places, child.Background)
		placeScenario(places, child.Scenario, "", nil)
		if child.Rule == nil {
			continue
		}
		line := []int{int(child.Rule.Location.Line)}
		for _, inner := range child.Rule.Children {
			placeBackground(places, inner.Background)
			placeScenario(places, inner.Scenario, child.Rule.Name, line)
		}
	}
	return places
}

func placeBackground(places map[string]place, background *messages.Background) {
	if background != nil {
		placeSteps(places, background.Steps)
	}
}

func placeScenario(places map[string]place, s *messages.Scenario, rule string, ruleLine []int) {
	if s == nil {
		return
	}
	places[s.Id] = place{lines: append([]int{int(s.Location.Line)}, ruleLine...), rule: rule}
	placeSteps(places, s.Steps)
	for _, examples := range s.Examples {
		for _, row := range examples.TableBody {
			places[row.Id] = place{lines: []int{int(row.Location.Line)}, rule: rule}
		}
	}
}

func placeSteps(places map[string]place, steps []*messages.Step) {
	for _, step := range steps {
		places[step.Id] = place{lines: []int{int(step.Location.Line)}}
	}
}

// checkNames makes sure that a name leads to one scenario: reports, known
// deviations and the runner go by it.
func (c *Catalog) checkNames() error {
	first := map[string]string{}
	for _, s := range c.Scenarios {
		if other, taken := first[s.Name]; taken {
			return fmt.Errorf("%s: the scenario name %q is taken by %s; names are unique", s.Location, s.Name, other)
		}
		first[s.Name] = s.Location
	}
	return nil
}
