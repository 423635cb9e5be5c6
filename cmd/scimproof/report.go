package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/scimproof/scimproof/internal/report"
)

func newReport() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "report FILE",
		Short:   "Show a report.json in another form",
		Example: "  scimproof report report/report.json\n  scimproof report report/report.json --format html > report.html",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("give one report.json, which scimproof test --report DIR writes")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			result, err := report.Read(args[0])
			if err != nil {
				return fmt.Errorf("%w (scimproof test --report DIR writes report.json)", err)
			}
			return report.Render(cmd.OutOrStdout(), result, format, consoleOptions(cmd.OutOrStdout())) //nolint:wrapcheck // lists the formats
		},
	}
	cmd.Flags().StringVar(&format, "format", "console", "`form` of the report: "+strings.Join(report.Formats(), ", "))
	completeFlags(cmd)
	return cmd
}
