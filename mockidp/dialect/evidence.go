package dialect

import (
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/scimproof/scimproof/mockidp/dialect/expression"
)

// Finding is one thing the directory does, with where we know it from.
type Finding struct {
	Name     string            `json:"name"`
	About    string            `json:"about"`
	Values   []string          `json:"values"`   // of a knob; never null
	Settings map[string]string `json:"settings"` // of a knob, by dialect; never null
	Evidence []Origin          `json:"evidence"`
}

// Origin is where a finding comes from.
type Origin struct {
	Of string `json:"of,omitempty"` // the dialect, if they differ
	Evidence
	Guessed bool `json:"guessed"` // nobody's word but ours
}

func origin(of string, e Evidence) Origin { return Origin{of, e, e.Guessed()} }

// plainFinding is one that cannot be set.
func plainFinding(name, about string, e Evidence) Finding {
	return Finding{Name: name, About: about, Values: []string{}, Settings: map[string]string{}, Evidence: []Origin{origin("", e)}}
}

// behaviours are those of docs/entra.md that no knob turns.
var behaviours = sync.OnceValues(func() ([]Finding, error) { //nolint:gochecknoglobals // constant table
	raw, err := files.ReadFile("evidence/behaviours.yaml")
	if err != nil {
		return nil, fmt.Errorf("read the behaviours: %w", err)
	}
	var rows []struct {
		Name     string `yaml:"name"`
		Says     string `yaml:"says"`
		Evidence `yaml:",inline"`
	}
	if err := yaml.UnmarshalWithOptions(raw, &rows, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("behaviours.yaml: %w", err)
	}
	out := make([]Finding, 0, len(rows))
	for _, row := range rows {
		out = append(out, plainFinding(row.Name, row.Says, row.Evidence))
	}
	return out, nil
})

// Findings lists all knobs, functions of expressions and other behaviours of
// the directory with their evidence.
func Findings() ([]Finding, error) {
	out, err := behaviours()
	if err != nil {
		return nil, err
	}
	out = append([]Finding{}, out...)
	for _, k := range knobs {
		f := Finding{Name: k.Name, About: k.About, Values: k.Values, Settings: map[string]string{}}
		for _, d := range List() {
			f.Settings[d.Name] = d.Setting(k)
			f.Evidence = append(f.Evidence, origin(d.Name, d.Evidence[k.Name]))
		}
		out = append(out, f)
	}
	for _, function := range expression.Functions() {
		about := function.Signature
		switch {
		case !function.Imitated:
			about += ": not imitated: " + function.Note
		case function.Note != "":
			about += ": " + function.Note
		}
		out = append(out, plainFinding(function.Name, about, Evidence{Source: function.Source, Grade: function.Grade}))
	}
	return out, nil
}

// FindFinding finds one by its name, whatever the case.
func FindFinding(name string) (Finding, bool) {
	all, _ := Findings()
	for _, f := range all {
		if same(f.Name, name) {
			return f, true
		}
	}
	return Finding{}, false
}
