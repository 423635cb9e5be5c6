package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/scimproof/scimproof/mockidp/dialect"
)

// provenance is how a thing that the directory does is named for explain.
const provenance = "entra:"

// explainFinding says what the directory does, how it can be set and how sure we are.
func explainFinding(w io.Writer, name string) error {
	f, ok := dialect.FindFinding(name)
	if !ok {
		return fmt.Errorf("the directory does nothing named %q; scimproof list behaviours shows all", name)
	}
	_, _ = fmt.Fprintf(w, "%s%s\n%s\n", provenance, f.Name, f.About)
	if len(f.Values) > 0 {
		_, _ = fmt.Fprintf(w, "  %-9s %s\n", "Settings", strings.Join(f.Values, ", "))
	}
	for _, o := range f.Evidence {
		if o.Of != "" {
			_, _ = fmt.Fprintf(w, "  %s: %s\n", o.Of, f.Settings[o.Of])
		}
		_, _ = fmt.Fprintf(w, "  %-9s %s\n  %-9s %s\n", "Source", o.Source, "Evidence", grade(o))
	}
	return nil
}

// grade is the letter in words, so that nobody takes our guess for the vendor's word.
func grade(o dialect.Origin) string {
	return o.Grade + ", " + map[string]string{
		"A": "documented", "B": "observed", "C": "second-hand", "I": "guessed",
	}[o.Grade]
}

func behaviourRows() ([]row, error) {
	findings, err := dialect.Findings()
	if err != nil {
		return nil, err //nolint:wrapcheck // says it all
	}
	var rows []row
	for _, f := range findings {
		grades := make([]string, 0, len(f.Evidence))
		for _, o := range f.Evidence {
			if len(grades) == 0 || grades[len(grades)-1] != grade(o) {
				grades = append(grades, grade(o))
			}
		}
		f.Name = provenance + f.Name
		rows = append(rows, row{[]string{f.Name, strings.Join(grades, "; "), f.About}, f})
	}
	return rows, nil
}
