package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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
among the built-in features. Ctrl-C ends the run and says what was judged until
then; a second one does not wait for the clean-up.`,
		Example: `  scimproof test
  scimproof test --tags "@rename and not @groups"
  scimproof test features/lifecycle/rename.feature:11
  scimproof test --bridge my-bridge.yaml --runtime docker --report report
  ` + tokenVariable + `=... scimproof test --bridge-url https://bridge.example/scim/v2`,
		PreRunE: func(cmd *cobra.Command, _ []string) error { return flags.check(cmd.Flags()) },
		RunE: func(cmd *cobra.Command, paths []string) error {
			giveRoom()
			flags.Paths = paths
			return runTest(cmd, flags)
		},
	}
	f := cmd.Flags()
	f.StringVar(&flags.Bridge, "bridge", "refbridge", "`profile` of the bridge: a name (scimproof list profiles) or a yaml file")
	f.StringVar(&flags.BridgeURL, "bridge-url", "", "SCIM `URL` of a bridge that already runs")
	f.StringVar(&flags.BridgeToken, "bridge-token", "", "bearer `token` of the bridge; better in the variable "+tokenVariable)
	f.StringVar(&flags.BridgeImage, "bridge-image", "", "container `image` in place of the profile's")
	f.StringVar(&flags.Reader, "reader", "", "`reader` of the state behind the bridge: mockvault, scim or exec")
	f.StringVar(&flags.Version, "version-profile", "", "`generation` of the bridge, like 1.4, 1.6 or 2.x")
	f.StringVar(&flags.Defect, "defect", "", "start bridge, directory or vault with this `defect` (scimproof list defects)")
	f.StringVar(&flags.Runtime, "runtime", "auto", "`runtime` of the lab: auto, docker, embedded or attach")
	f.StringVar(&flags.Dialect, "dialect", "", "`dialect` that the directory speaks (scimproof list dialects)")
	f.StringVar(&flags.Tags, "tags", "", "tag `expression`, like \"@rename and not @groups\"")
	f.StringVar(&flags.KnownFailing, "known-failing", "", "`file` of known deviations; the profile's by default")
	f.BoolVar(&flags.Strict, "strict", false, "a violated SHOULD is not conformant")
	f.Int64Var(&flags.Seed, "seed", 0, "`number` that made-up names and ids come from; 0: 1, or a new one for an account that outlives the run")
	f.DurationVar(&flags.Patience, "patience", 0, "`time` that one answer of the bridge may take, like 30s; 0: 10s")
	f.DurationVar(&flags.Limit, "limit", 0, "`time` that the whole run may take, like 10m; what is left then is not run; 0: 1h")
	f.IntVar(&flags.Parallel, "parallel", 0, "`number` of scenarios at once; 0: what suits the runtime")
	f.DurationVar(&flags.Settle, "settle", 0, "`duration` that a step waits at most for a state to come about, like 2s; the profile's by default")
	f.StringVar(&flags.report, "report", "", "`folder` for report.json, junit.xml, index.html, summary.md, conformance.json and badge.json")
	f.StringVar(&flags.ProvisioningLog, "provisioning-log", "", "`folder` for what the directory logged in each scenario, as JSON and as the three CSV files of Entra's portal")
	completeFlags(cmd)
	return cmd
}

// contradictions are pairs of flags that cannot both be meant.
//
//nolint:gochecknoglobals // a constant table
var contradictions = [][2]string{
	{"bridge-url", "bridge"},
	{"bridge-url", "bridge-image"},
	{"bridge-url", "version-profile"},
}

// check finds what makes no sense whatever the bridge is. A flag given empty is
// most likely a variable that is not set, and must not mean another bridge.
func (t *testFlags) check(given *pflag.FlagSet) error {
	for _, pair := range contradictions {
		if given.Changed(pair[0]) && given.Changed(pair[1]) {
			return fmt.Errorf("--%s and --%s exclude each other; give one of them", pair[0], pair[1])
		}
	}
	var err error
	given.Visit(func(f *pflag.Flag) {
		if f.Value.String() == "" && f.Name != "tags" && err == nil {
			err = fmt.Errorf("--%s is empty; give it a value or leave it away", f.Name)
		}
	})
	if err != nil {
		return err
	}
	if t.Parallel < 0 {
		return fmt.Errorf("--parallel is %d; give the number of scenarios at once, or 0", t.Parallel)
	}
	if given.Changed("settle") && t.Settle <= 0 {
		return fmt.Errorf("--settle is %s; give a duration above zero, like 500ms or 10s", t.Settle)
	}
	if t.Patience < 0 || t.Limit < 0 {
		return errors.New("--patience and --limit are times that pass; give them like 30s, or 0")
	}
	return nil
}

func runTest(cmd *cobra.Command, flags *testFlags) error {
	if flags.BridgeToken == "" && (flags.BridgeURL != "" || flags.Bridge != "refbridge") { // refbridge has no token of its own
		flags.BridgeToken = os.Getenv(tokenVariable)
	}
	for _, made := range [][2]string{{"report", flags.report}, {"provisioning log", flags.ProvisioningLog}} {
		if made[1] == "" {
			continue
		}
		if err := os.MkdirAll(made[1], 0o755); err != nil { //nolint:gosec // as report.Write makes it; before the judging, not after
			return fmt.Errorf("make the %s's folder: %w", made[0], err)
		}
	}
	flags.SuiteVersion = version()
	progress := newProgress(cmd.ErrOrStderr())
	flags.Progress = progress.tell
	result, err := steps.Run(cmd.Context(), flags.Config)
	progress.end()
	if err != nil {
		return err //nolint:wrapcheck // says what was attempted
	}
	if err := show(cmd, result, flags.report); err != nil {
		return err
	}
	if cmd.Context().Err() != nil {
		return fmt.Errorf("%w; what was judged until then is above", errInterrupted)
	}
	if code := result.Code(); code != verdict.Conformant {
		return notConformant(code)
	}
	return nil
}

// show prints the verdicts and writes the report if a folder for it was named.
func show(cmd *cobra.Command, result *steps.Report, folder string) error {
	if err := report.Render(cmd.OutOrStdout(), result, "console", consoleOptions(cmd.OutOrStdout())); err != nil {
		return fmt.Errorf("print the report: %w", err)
	}
	if folder == "" {
		return nil
	}
	if err := result.Write(folder); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	_, _ = fmt.Fprintf(cmd.ErrOrStderr(), "report: %s/index.html\n", folder)
	return nil
}
