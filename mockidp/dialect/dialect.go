// Package dialect is how each family of directories writes SCIM: yaml files of
// knobs, and one writer that obeys them. Dialects are data because real ones
// differ in shapes and not in purpose, and because each setting must carry its
// source (docs/entra.md).
package dialect

import (
	"bytes"
	"embed"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/scimproof/scimproof/internal/refusal"
)

// Dialect is one way of writing SCIM. What the functions of this package
// return is shared: read it, don't change it.
type Dialect struct {
	Name     string              `yaml:"name"`
	Title    string              `yaml:"title"`
	Extends  string              `yaml:"extends"`  // dialect whose settings hold where this one is silent
	Settings map[string]string   `yaml:"knobs"`    // by knob; only those this file sets
	Evidence map[string]Evidence `yaml:"evidence"` // by knob, for the settings this dialect has

	MappingFile string `yaml:"mapping"`
	Unflagged   string `yaml:"unflagged"` // dialect of the same job without a feature flag

	Mapping  *Mapping `yaml:"-"`
	knob     settings
	onDemand *Dialect
}

// Evidence says where a setting comes from. Grades: A documentation or source
// code, B captured traffic, C second-hand, I inferred.
type Evidence struct {
	Source string `yaml:"source" json:"source"`
	Grade  string `yaml:"grade"  json:"grade"`
}

// Guessed reports whether it is our own inference and nobody's word.
func (e Evidence) Guessed() bool { return e.Grade == "I" }

//go:embed *.yaml mapping/*.yaml evidence/*.yaml
var files embed.FS

// all reads the embedded dialects once: they cannot change, and a lab makes thousands of jobs.
var all = sync.OnceValues(parseAll) //nolint:gochecknoglobals // constant table

// Names lists the dialects by name.
func Names() []string {
	dialects, _ := all()
	return slices.Sorted(maps.Keys(dialects))
}

// List lists the dialects by name.
func List() []*Dialect {
	dialects, _ := all()
	out := make([]*Dialect, 0, len(dialects))
	for _, name := range Names() {
		out = append(out, dialects[name])
	}
	return out
}

// Load returns the dialect with this name, or a refusal that lists the names there are.
func Load(name string) (*Dialect, error) {
	dialects, err := all()
	if err != nil {
		return nil, err
	}
	found, ok := dialects[name]
	if !ok {
		return nil, refusal.New(refusal.Invalid, "no-such-dialect", "there is no dialect %q", name).
			WithHint("choose one of %s", strings.Join(Names(), ", "))
	}
	return found, nil
}

// With is the dialect with other settings of some knobs and, if it is not nil,
// another mapping. Unknown knobs and settings are refused.
func (d *Dialect) With(set map[string]string, mapping *Mapping) (*Dialect, error) {
	dialects, err := all()
	if err != nil {
		return nil, err
	}
	out := *d
	if mapping != nil {
		out.Mapping = mapping
	}
	if err := out.knob.set(set); err != nil {
		return nil, err
	}
	shapes := dialects[d.Unflagged].knob
	if err := shapes.set(set); err != nil {
		return nil, err
	}
	out.demandShapes(shapes)
	return &out, nil
}

// demandShapes lets provision-on-demand write the given shapes, if it ignores the flag.
func (d *Dialect) demandShapes(shapes settings) {
	demand := *d
	for _, k := range knobs {
		if k.Shape && d.knob.podIgnoresFlag == yes {
			*k.field(&demand.knob) = *k.field(&shapes)
		}
	}
	d.onDemand = &demand
}

// ForDemand is the dialect as provision-on-demand writes it.
func (d *Dialect) ForDemand() *Dialect { return d.onDemand }

func parseAll() (map[string]*Dialect, error) {
	names, err := files.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("list the dialects: %w", err)
	}
	dialects := map[string]*Dialect{}
	for _, entry := range names {
		if entry.IsDir() {
			continue
		}
		d, err := parse(entry.Name())
		if err != nil {
			return nil, err
		}
		dialects[d.Name] = d
	}
	for _, d := range dialects {
		shapes, ok := dialects[d.Unflagged]
		if !ok {
			return nil, fmt.Errorf("dialect %s: unflagged names the dialect %q, which does not exist", d.Name, d.Unflagged)
		}
		d.demandShapes(shapes.knob)
	}
	return dialects, nil
}

// parse reads one file over what it extends.
func parse(file string) (*Dialect, error) {
	var head struct {
		Extends string `yaml:"extends"`
	}
	raw, err := files.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read dialect: %w", err)
	}
	if err := yaml.Unmarshal(raw, &head); err != nil {
		return nil, fmt.Errorf("dialect %s: %w", file, err)
	}
	d := &Dialect{}
	if head.Extends != "" {
		if d, err = parse(head.Extends + ".yaml"); err != nil {
			return nil, err
		}
	}
	inherited := d.Evidence
	d.Settings, d.Evidence = nil, nil
	if err := decode(raw, d); err != nil {
		return nil, fmt.Errorf("dialect %s: %w", file, err)
	}
	for knob, evidence := range inherited {
		if _, own := d.Evidence[knob]; !own {
			d.Evidence[knob] = evidence
		}
	}
	if d.Name+path.Ext(file) != file {
		return nil, fmt.Errorf("dialect %s: the name %q is not that of the file", file, d.Name)
	}
	if err := d.knob.set(d.Settings); err != nil {
		return nil, fmt.Errorf("dialect %s: %w", file, err)
	}
	if d.Mapping, err = parseMapping(d.MappingFile); err != nil {
		return nil, fmt.Errorf("dialect %s: %w", file, err)
	}
	return d, nil
}

func parseMapping(file string) (*Mapping, error) {
	raw, err := files.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read mapping: %w", err)
	}
	m := &Mapping{}
	if err := decode(raw, m); err != nil {
		return nil, fmt.Errorf("mapping %s: %w", file, err)
	}
	if err := m.compile(); err != nil {
		return nil, fmt.Errorf("mapping %s: %w", file, err)
	}
	return m, nil
}

func decode(raw []byte, out any) error {
	return yaml.NewDecoder(bytes.NewReader(raw), yaml.Strict()).Decode(out) //nolint:wrapcheck // tells line and column
}
