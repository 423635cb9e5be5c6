package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/scimproof/scimproof/internal/requirement"
	"github.com/scimproof/scimproof/steps"
)

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:     "explain ID|LOCATION|entra:NAME",
		Short:   "Say what a requirement, a scenario or a behaviour of the directory means and where it comes from",
		Example: "  scimproof explain BRIDGE-RENAME-01\n  scimproof explain RFC7644-3.5.2-05\n  scimproof explain features/lifecycle/rename.feature:11\n  scimproof explain entra:booleanStrings",
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return firstColumn(requirementRows)(), cobra.ShellCompDirectiveDefault
		},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("give one requirement id (scimproof list requirements), one location (scimproof list scenarios) or one behaviour (scimproof list behaviours)")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if name, ok := strings.CutPrefix(args[0], provenance); ok {
				return explainFinding(cmd.OutOrStdout(), name)
			}
			registry, err := requirement.Load()
			if err != nil {
				return fmt.Errorf("load the requirements: %w", err)
			}
			if strings.Contains(args[0], ".feature") {
				return explainScenarios(cmd.OutOrStdout(), registry, args[0])
			}
			return explainRequirement(cmd.OutOrStdout(), registry, args[0])
		},
	}
}

func explainRequirement(w io.Writer, registry *requirement.Registry, id string) error {
	r, ok := registry.Lookup(strings.ToUpper(id))
	if !ok {
		return fmt.Errorf("no requirement %q; scimproof list requirements shows all", id)
	}
	printRequirement(w, r)
	locations, err := scenariosByRequirement()
	if err != nil {
		return err
	}
	if len(locations[r.ID]) == 0 {
		_, _ = fmt.Fprintln(w, "\nNo scenario judges it yet.")
		return nil
	}
	_, _ = fmt.Fprintln(w, "\nJudged by")
	for _, at := range locations[r.ID] {
		_, _ = fmt.Fprintln(w, "  "+at)
	}
	return nil
}

func printRequirement(w io.Writer, r requirement.Requirement) {
	_, _ = fmt.Fprintf(w, "%s (%s, %s)\n%s\n", r.ID, r.Level, r.Area, r.Text)
	for _, line := range []struct{ label, text string }{
		{"Why", r.Why},
		{"Source", r.Source},
		{"Evidence", string(r.Grade)},
		{"Binds", string(r.Actor)},
		{"How", r.How},
		{"Unclear", r.Ambiguity},
	} {
		if line.text != "" {
			_, _ = fmt.Fprintf(w, "  %-9s %s\n", line.label, strings.ReplaceAll(line.text, "\n", "\n            "))
		}
	}
}

func explainScenarios(w io.Writer, registry *requirement.Registry, location string) error {
	sources, err := steps.SourcesFor([]string{location}, steps.Embedded())
	if err != nil {
		return err
	}
	catalog, err := steps.ReadCatalog(sources...)
	if err != nil {
		return err
	}
	scenarios, err := catalog.Pick(steps.Selection{Paths: []string{location}})
	if err != nil {
		return err
	}
	for i, s := range scenarios {
		if i > 0 {
			_, _ = fmt.Fprintln(w)
		}
		_, _ = fmt.Fprintf(w, "%s\n%s\nRule: %s\n", s.Location, s.Name, s.Rule)
		for _, step := range s.Steps {
			_, _ = fmt.Fprintf(w, "  %-5s %s\n", step.Kind, step.Text)
		}
		for _, id := range s.Requirements {
			if r, ok := registry.Lookup(id); ok {
				printRequirement(w, r)
			}
		}
		if len(s.Needs) > 0 {
			_, _ = fmt.Fprintf(w, "  %-9s %s\n", "Needs", strings.Join(s.Needs, ", "))
		}
	}
	return nil
}
