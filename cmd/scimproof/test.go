package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/steps"
)

// tokenVariable may hold the bridge's token, so that it need not stand in a
// command line that other people of the machine can read.
const tokenVariable = "SCIMPROOF_BRIDGE_TOKEN"

// testFlags are what `scimproof test` can be told beyond the paths.
type testFlags struct {
	steps.Config
	report string
}

func newTest() *cobra.Command {
	flags := &testFlags{}
	cmd := &cobra.Command{
		Use:   "test [PATHS]",
		Short: "Judge a bridge",
		Long: `Judge a bridge by scenarios: every built-in one, or those in the given folders,
feature files or FILE:LINE. A path that exists on disk is read there, any other
among the built-in features.`,
		Example: `  scimproof test
  scimproof test --tags "@rename and not @groups"
  scimproof test features/lifecycle/rename.feature:12
  scimproof test --bridge my-bridge.yaml --runtime docker --report report
  ` + tokenVariable + `=... scimproof test --bridge-url https://bridge.example/scim/v2`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			flags.Paths = paths
			return runTest(cmd, flags)
		},
	}
	f := cmd.Flags()
	f.StringVar(&flags.Bridge, "bridge", "refbridge", "`profile` of the bridge: a name (scimproof list profiles) or a yaml file")
	f.StringVar(&flags.BridgeURL, "bridge-url", "", "SCIM `URL` of a bridge that already runs")
	f.StringVar(&flags.BridgeToken, "bridge-token", "", "its bearer `token`; better in the variable "+tokenVariable)
	f.StringVar(&flags.BridgeImage, "bridge-image", "", "container `image` in place of the profile's")
	f.StringVar(&flags.Reader, "reader", "", "who tells the state behind the bridge: mockvault, scim or exec")
	f.StringVar(&flags.Version, "version-profile", "", "`generation` of the bridge, like 1.4, 1.6 or 2.x")
	f.StringVar(&flags.Defect, "defect", "", "start the reference bridge with this defect (scimproof list defects)")
	f.StringVar(&flags.Runtime, "runtime", "auto", "where the lab runs: auto, docker, embedded or attach")
	f.StringVar(&flags.Dialect, "dialect", "", "what the directory speaks (scimproof list dialects)")
	f.StringVar(&flags.Tags, "tags", "", "tag `expression`, like \"@rename and not @groups\"")
	f.StringVar(&flags.KnownFailing, "known-failing", "", "`file` of known deviations; the profile's by default")
	f.BoolVar(&flags.Strict, "strict", false, "a violated SHOULD is not conformant")
	f.Int64Var(&flags.Seed, "seed", 1, "of made-up names and ids")
	f.IntVar(&flags.Parallel, "parallel", 0, "scenarios at once; 0: what suits the runtime")
	f.StringVar(&flags.report, "report", "", "`folder` for report.json, junit.xml, index.html and summary.md")
	cmd.MarkFlagsMutuallyExclusive("bridge-url", "bridge-image")
	cmd.MarkFlagsMutuallyExclusive("bridge-url", "bridge")
	completeFlags(cmd)
	return cmd
}

func runTest(cmd *cobra.Command, flags *testFlags) error {
	if flags.BridgeToken == "" {
		flags.BridgeToken = os.Getenv(tokenVariable)
	}
	flags.SuiteVersion = version()
	progress := newProgress(cmd.ErrOrStderr())
	flags.Progress = progress.tell
	result, err := steps.Run(cmd.Context(), flags.Config)
	progress.end()
	if err != nil {
		return err
	}
	options := report.Options{Color: wantsColor(cmd.OutOrStdout())}
	if err := report.Render(cmd.OutOrStdout(), result, "console", options); err != nil {
		return fmt.Errorf("print the report: %w", err)
	}
	if flags.report != "" {
		if err := result.Write(flags.report); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
		_, _ = fmt.Fprintf(cmd.ErrOrStderr(), "report: %s/index.html\n", flags.report)
	}
	if err := cmd.Context().Err(); err != nil {
		return errors.New("interrupted; what was judged until then is above")
	}
	if code := result.Code(); code != verdict.Conformant {
		return notConformant(code)
	}
	return nil
}
