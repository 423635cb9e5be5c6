package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/scimproof/scimproof/internal/refbridge"
	"github.com/scimproof/scimproof/internal/report"
)

// addCompletion adds the commands that print completion scripts. They are
// cobra's, except that an unknown shell is an error.
func addCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	completion, _, err := root.Find([]string{"completion"})
	if err != nil {
		return
	}
	completion.Args, completion.RunE = noArgs, showHelp
	completion.Example = "  scimproof completion bash"
	for _, shell := range completion.Commands() {
		shell.Args = noArgs
		shell.Example = fmt.Sprintf("  scimproof completion %s", shell.Name())
	}
}

// completeFlags lets a shell complete the values of flags.
func completeFlags(cmd *cobra.Command) {
	files, nothing := cobra.ShellCompDirectiveDefault, cobra.ShellCompDirectiveNoFileComp
	for flag, known := range map[string]struct {
		values    func() []string
		otherwise cobra.ShellCompDirective // what else may be given
	}{
		"bridge":          {firstColumn(profileRows), files},
		"defect":          {firstColumn(defectRows), nothing},
		"dialect":         {firstColumn(dialectRows), nothing},
		"format":          {report.Formats, nothing},
		"runtime":         {func() []string { return []string{"auto", "docker", "embedded", "attach"} }, nothing},
		"reader":          {func() []string { return []string{"mockvault", "scim", "exec"} }, nothing},
		"version-profile": {generations, nothing},
	} {
		// The only error is a flag that this command does not have.
		_ = cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return known.values(), known.otherwise
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
