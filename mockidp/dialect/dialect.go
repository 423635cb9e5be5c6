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
	Name        string              `yaml:"name"`
	Title       string              `yaml:"title"`
	Extends     string              `yaml:"extends"` // dialect whose settings hold where this one is silent
	MappingFile string              `yaml:"mapping"`
	Headers     Headers             `yaml:"headers"`
	Query       Query               `yaml:"query"`
	Probe       []string            `yaml:"probe"`       // kinds that a test of the connection asks for
	DeletedUPN  string              `yaml:"deleted_upn"` // plain or tombstone
	Patch       Patch               `yaml:"patch"`
	OnDemand    string              `yaml:"on_demand"` // dialect whose patch shapes provision-on-demand writes
	Evidence    map[string]Evidence `yaml:"evidence"`  // by knob, as in patch.ops

	Mapping  *Mapping `yaml:"-"`
	onDemand *Dialect
}

// Headers of requests; an empty one is not sent.
type Headers struct {
	ContentType string `yaml:"content_type"` // of requests with a body
	Accept      string `yaml:"accept"`
	UserAgent   string `yaml:"user_agent"`
}

// Query says how query strings are written.
type Query struct {
	Space  string `yaml:"space"`   // a blank in a filter: + or %20
	Flag   string `yaml:"flag"`    // key without a value on every request
	FlagAt string `yaml:"flag_at"` // before or after the rest
}

// Patch is the shape of PATCH bodies.
type Patch struct {
	Ops            Ops    `yaml:"ops"`
	Booleans       string `yaml:"booleans"`   // capitalised, lower, json
	Attributes     string `yaml:"attributes"` // one-by-one, folded
	CreateOp       string `yaml:"create_op"`  // add-when-empty, always-add, always-replace
	Members        string `yaml:"members"`    // value-list, value-path
	MemberRefNull  bool   `yaml:"member_ref_null"`
	Manager        string `yaml:"manager"`         // string, object
	ManagerRemoval string `yaml:"manager_removal"` // empty-string, empty-object, remove
}

// Ops are the names of the operations.
type Ops struct {
	Add     string `yaml:"add"`
	Replace string `yaml:"replace"`
	Remove  string `yaml:"remove"`
}

// Evidence says where a setting comes from. Grades: A documentation or source
// code, B captured traffic, C second-hand, I inferred.
type Evidence struct {
	Source string `yaml:"source"`
	Grade  string `yaml:"grade"`
}

//go:embed *.yaml mapping/*.yaml
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
		shapes, ok := dialects[d.OnDemand]
		if !ok {
			return nil, fmt.Errorf("dialect %s: on_demand names the dialect %q, which does not exist", d.Name, d.OnDemand)
		}
		d.onDemand = new(*d)
		d.onDemand.Patch = shapes.Patch
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
	d.Evidence = nil
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
	if err := d.check(); err != nil {
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

// check refuses a setting that the writer does not know.
func (d *Dialect) check() error {
	for _, knob := range []struct {
		name, value string
		allowed     []string
	}{
		{"query.space", d.Query.Space, []string{"+", "%20"}},
		{"query.flag_at", d.Query.FlagAt, []string{"before", "after"}},
		{"deleted_upn", d.DeletedUPN, []string{"plain", "tombstone"}},
		{"patch.booleans", d.Patch.Booleans, []string{"capitalised", "lower", "json"}},
		{"patch.attributes", d.Patch.Attributes, []string{"one-by-one", "folded"}},
		{"patch.create_op", d.Patch.CreateOp, []string{"add-when-empty", "always-add", "always-replace"}},
		{"patch.members", d.Patch.Members, []string{"value-list", "value-path"}},
		{"patch.manager", d.Patch.Manager, []string{"string", "object"}},
		{"patch.manager_removal", d.Patch.ManagerRemoval, []string{"empty-string", "empty-object", "remove"}},
	} {
		if !slices.Contains(knob.allowed, knob.value) {
			return fmt.Errorf("%s is %q: want one of %s", knob.name, knob.value, strings.Join(knob.allowed, ", "))
		}
	}
	return nil
}
