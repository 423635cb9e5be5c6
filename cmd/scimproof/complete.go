package main

import (
	"github.com/spf13/cobra"

	"github.com/scimproof/scimproof/internal/refbridge"
)

// completeFlags lets a shell complete the values of flags.
func completeFlags(cmd *cobra.Command) {
	for flag, values := range map[string]func() []string{
		"bridge":          firstColumn(profileRows),
		"defect":          firstColumn(defectRows),
		"dialect":         firstColumn(dialectRows),
		"runtime":         func() []string { return []string{"auto", "docker", "embedded", "attach"} },
		"reader":          func() []string { return []string{"mockvault", "scim"} },
		"version-profile": generations,
	} {
		// The only error is a flag that does not exist, which a test would show.
		_ = cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return values(), cobra.ShellCompDirectiveDefault
		})
	}
}

func firstColumn(rows func() ([]row, error)) func() []string {
	return func() []string {
		listed, err := rows()
		if err != nil {
			return nil
		}
		names := make([]string, 0, len(listed))
		for _, r := range listed {
			names = append(names, r.columns[0])
		}
		return names
	}
}

func generations() []string {
	var names []string
	for _, p := range refbridge.Versions() {
		names = append(names, p.Version)
	}
	return names
}
