package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/internal/requirement"
	"github.com/scimproof/scimproof/mockidp/dialect"
	"github.com/scimproof/scimproof/steps"
)

// row of a listing: what a person reads, and what a machine gets.
type row struct {
	columns []string // the first is the name
	value   any
}

// listings by what can be listed.
//
//nolint:gochecknoglobals // a constant table
var listings = []struct {
	name string
	rows func() ([]row, error)
}{
	{"scenarios", scenarioRows},
	{"requirements", requirementRows},
	{"dialects", dialectRows},
	{"behaviours", behaviourRows},
	{"profiles", profileRows},
	{"capabilities", capabilityRows},
	{"defects", defectRows},
	{"steps", stepRows},
}

func newList() *cobra.Command {
	var asJSON bool
	names := make([]string, 0, len(listings))
	for _, l := range listings {
		names = append(names, l.name)
	}
	cmd := &cobra.Command{
		Use:       "list " + strings.Join(names, "|"),
		Short:     "List what scimproof knows",
		Example:   "  scimproof list scenarios\n  scimproof list requirements --json\n  scimproof list defects",
		ValidArgs: names,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(names, args[0]) {
				return fmt.Errorf("say what to list: %s", strings.Join(names, ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			i := slices.Index(names, args[0])
			rows, err := listings[i].rows()
			if err != nil {
				return err
			}
			return printRows(cmd.OutOrStdout(), rows, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print an array of objects")
	return cmd
}

func printRows(w io.Writer, rows []row, asJSON bool) error {
	if asJSON {
		values := make([]any, 0, len(rows))
		for _, r := range rows {
			values = append(values, r.value)
		}
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		return encoder.Encode(values) //nolint:wrapcheck // the writer's own error
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0) //nolint:mnd // two blanks between columns
	for _, r := range rows {
		_, _ = fmt.Fprintln(table, strings.Join(r.columns, "\t"))
	}
	return table.Flush() //nolint:wrapcheck // the writer's own error
}

func scenarioRows() ([]row, error) {
	catalog, err := steps.ReadCatalog(steps.Embedded())
	if err != nil {
		return nil, err
	}
	rows := make([]row, 0, len(catalog.Scenarios))
	for _, s := range catalog.Scenarios {
		s.Tags, s.Requirements, s.Needs = present(s.Tags), present(s.Requirements), present(s.Needs)
		rows = append(rows, row{[]string{s.Location, s.Name, strings.Join(s.Tags, " ")}, s})
	}
	return rows, nil
}

// present makes no list an empty one, so that JSON never says null.
func present(list []string) []string { return append([]string{}, list...) }

// listedRequirement is the contract of `list requirements --json`.
type listedRequirement struct {
	ID        string   `json:"id"`
	Level     string   `json:"level"`
	Actor     string   `json:"actor"`
	Testable  string   `json:"testable"`
	Scenarios []string `json:"scenarios"`
}

func requirementRows() ([]row, error) {
	registry, err := requirement.Load()
	if err != nil {
		return nil, fmt.Errorf("load the requirements: %w", err)
	}
	locations, err := scenariosByRequirement()
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, r := range registry.All() {
		at := present(locations[r.ID])
		rows = append(rows, row{
			[]string{r.ID, string(r.Level), scenarios(len(at)), r.Text},
			listedRequirement{r.ID, string(r.Level), string(r.Actor), string(r.Testable), at},
		})
	}
	return rows, nil
}

func scenarios(n int) string {
	if n == 1 {
		return "1 scenario"
	}
	return fmt.Sprintf("%d scenarios", n)
}

func scenariosByRequirement() (map[string][]string, error) {
	catalog, err := steps.ReadCatalog(steps.Embedded())
	if err != nil {
		return nil, err
	}
	locations := map[string][]string{}
	for _, s := range catalog.Scenarios {
		for _, id := range s.Requirements {
			locations[id] = append(locations[id], s.Location)
		}
	}
	return locations, nil
}

func dialectRows() ([]row, error) {
	var rows []row
	for _, d := range dialect.List() {
		knobs := map[string]setting{}
		for _, k := range dialect.Knobs() {
			e := d.Evidence[k.Name]
			knobs[k.Name] = setting{d.Setting(k), e, e.Guessed()}
		}
		rows = append(rows, row{[]string{d.Name, d.Title}, map[string]any{"name": d.Name, "title": d.Title, "knobs": knobs}})
	}
	return rows, nil
}

// setting of a dialect's knob, and how sure we are of it.
type setting struct {
	Value string `json:"value"`
	dialect.Evidence
	Guessed bool `json:"guessed"`
}

func profileRows() ([]row, error) {
	profiles, err := bridge.Profiles()
	if err != nil {
		return nil, fmt.Errorf("list the profiles: %w", err)
	}
	slices.SortFunc(profiles, func(a, b bridge.Profile) int { return strings.Compare(a.Name, b.Name) }) // they come in the order of their files
	var rows []row
	for _, p := range profiles {
		rows = append(rows, row{[]string{p.Name, p.About}, map[string]string{"name": p.Name, "title": p.Title, "about": p.About}})
	}
	return rows, nil
}

func capabilityRows() ([]row, error) {
	var rows []row
	for _, c := range bridge.Capabilities() {
		rows = append(rows, row{[]string{c.Name, c.About}, map[string]string{"name": c.Name, "about": c.About}})
	}
	return rows, nil
}

func defectRows() ([]row, error) {
	var rows []row
	for _, d := range lab.Defects() {
		value := map[string]string{"name": d.Name, "party": d.Party, "area": d.Area, "summary": d.Summary, "source": d.Source}
		rows = append(rows, row{[]string{d.Name, d.Party, d.Area, d.Summary}, value})
	}
	return rows, nil
}

func stepRows() ([]row, error) {
	vocabulary, err := steps.NewVocabulary()
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, line := range vocabulary.List() {
		kind, text, _ := strings.Cut(line, " ")
		rows = append(rows, row{[]string{line}, map[string]string{"kind": kind, "text": strings.TrimSpace(text)}})
	}
	return rows, nil
}
