package requirement

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

//go:embed requirements.tsv observed.tsv ambiguities.tsv
var tables embed.FS

// The header lines of the tables.
const (
	statedHeader   = "id level area actor testable requirement how"
	observedHeader = statedHeader + " source grade why"
	noteHeader     = "requirements note"
)

var (
	idPattern   = regexp.MustCompile(`^(RFC\d{4}-[\d.]+-\d{2}|[A-Z]+-[A-Z]+-\d{2})$`)
	wordPattern = regexp.MustCompile(`^[a-z]+$`)
)

// Registry holds the requirements. It is read-only and safe for concurrent use.
type Registry struct {
	all  []Requirement
	byID map[string]int // index in all
}

// Load reads the embedded tables. An error means that a table was edited wrongly
// and names its line.
func Load() (*Registry, error) { return load(tables) }

// Lookup finds a requirement by its id.
func (r *Registry) Lookup(id string) (Requirement, bool) {
	i, ok := r.byID[id]
	if !ok {
		return Requirement{}, false
	}
	return r.all[i], true
}

// All lists the requirements in the order of the tables: the RFCs section by
// section, then the observed ones by subject.
func (r *Registry) All() []Requirement { return slices.Clone(r.all) }

func load(fsys fs.FS) (*Registry, error) {
	r := &Registry{byID: map[string]int{}}
	err := read(fsys, "requirements.tsv", statedHeader, func(c []string) error { return r.add(stated(c)) })
	if err != nil {
		return nil, err
	}
	err = read(fsys, "observed.tsv", observedHeader, func(c []string) error {
		q := stated(c)
		q.Source, q.Grade, q.Why = c[7], Grade(c[8]), c[9]
		return r.add(q)
	})
	if err != nil {
		return nil, err
	}
	return r, read(fsys, "ambiguities.tsv", noteHeader, func(c []string) error { return r.annotate(strings.Fields(c[0]), c[1]) })
}

func stated(c []string) Requirement {
	return Requirement{ID: c[0], Level: Level(c[1]), Area: c[2], Actor: Actor(c[3]), Testable: Testable(c[4]), Text: c[5], How: c[6]}
}

// read calls row with the cells of each line below the header of a tab-separated table.
func read(fsys fs.FS, file, header string, row func(cells []string) error) error {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return fmt.Errorf("read table of requirements: %w", err)
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	columns := strings.Fields(header)
	if lines[0] != strings.Join(columns, "\t") {
		return fmt.Errorf("%s:1: header is not %q, separated by tabs", file, header)
	}
	for i, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != len(columns) {
			return fmt.Errorf("%s:%d: %d cells, want %d (%s)", file, i+2, len(cells), len(columns), header)
		}
		if err := row(cells); err != nil {
			return fmt.Errorf("%s:%d: %w", file, i+2, err)
		}
	}
	return nil
}

func (r *Registry) add(q Requirement) error {
	if err := q.check(); err != nil {
		return err
	}
	if _, taken := r.byID[q.ID]; taken {
		return fmt.Errorf("id %s is given twice", q.ID)
	}
	r.byID[q.ID] = len(r.all)
	r.all = append(r.all, q)
	return nil
}

func (r *Registry) annotate(ids []string, note string) error {
	if len(ids) == 0 {
		return fmt.Errorf("note is about no requirement: %s", note)
	}
	if strings.TrimSpace(note) == "" {
		return fmt.Errorf("note on %s is empty", ids[0])
	}
	for _, id := range ids {
		i, ok := r.byID[id]
		if !ok {
			return fmt.Errorf("note is about unknown requirement %q", id)
		}
		if r.all[i].Ambiguity != "" {
			r.all[i].Ambiguity += "\n"
		}
		r.all[i].Ambiguity += note
	}
	return nil
}

// check finds the first thing wrong with one requirement.
func (q Requirement) check() error {
	observed := q.Level == Observed
	for _, rule := range []struct {
		holds bool
		wrong string
	}{
		{idPattern.MatchString(q.ID), "id has another form than RFC7644-3.5.2-18 or BRIDGE-JOIN-01"},
		{slices.Contains([]Level{Must, MustNot, Should, ShouldNot, May, Defines, Observed}, q.Level), fmt.Sprintf("unknown level %q", q.Level)},
		{wordPattern.MatchString(q.Area), fmt.Sprintf("area %q is not one lower-case word", q.Area)},
		{slices.Contains([]Actor{Server, Client, Bridge, Directory, Vault}, q.Actor), fmt.Sprintf("unknown actor %q", q.Actor)},
		{slices.Contains([]Testable{Yes, Partly, No}, q.Testable), fmt.Sprintf("unknown testable %q", q.Testable)},
		{filled(q.Text), "requirement is empty"},
		{filled(q.How) || q.Testable == No, "how is empty, yet it is testable"},
		{observed != strings.HasPrefix(q.ID, "RFC"), fmt.Sprintf("level %s does not go with this id", q.Level)},
		{!observed || filled(q.Source), "source is empty"},
		{!observed || slices.Contains([]Grade{Documented, Seen, Inferred}, q.Grade), fmt.Sprintf("unknown grade %q", q.Grade)},
		{!observed || filled(q.Why), "why is empty"},
	} {
		if !rule.holds {
			return fmt.Errorf("%s: %s", q.ID, rule.wrong)
		}
	}
	return nil
}

func filled(text string) bool { return strings.TrimSpace(text) != "" }
