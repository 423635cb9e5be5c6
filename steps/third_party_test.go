package steps_test

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/steps"
)

// elsewhere is a server nobody of this project wrote.
type elsewhere struct {
	bridge string
	needs  [][]string    // commands that must work
	passed int           // at least so many scenarios
	big    bool          // takes long to fetch or to start: for make third-party alone
	limit  time.Duration // of the scenarios, on two busy processors; what is left then is not run, and so an error
}

// installLimit bounds what comes before the scenarios: fetching the server, building and starting it.
const installLimit = 15 * time.Minute

// Servers nobody of this project wrote keep the suite honest: what fails on
// them must be declared, with a reason, in the file beside their profile
// (docs/third-party.md).
func TestThirdPartyBridges(t *testing.T) {
	t.Parallel()
	results := &thirdPartyResults{reports: map[string]*steps.Report{}}
	var bridges []string
	t.Cleanup(func() { results.settle(t, bridges) })
	for _, tc := range []elsewhere{
		{"scim2-server", python, 1750, false, 5 * time.Minute},
		{"elimity", golang, 1400, false, 5 * time.Minute},
		{"scimmy", node, 1500, false, 5 * time.Minute},
		{"scimmy-express5", node, 1450, true, 5 * time.Minute},
		{"better-auth", node, 1150, true, 5 * time.Minute},
		{"saml-jackson", slices.Concat(node, curl), 650, true, 5 * time.Minute},
		{"scim-sdk", java, 1600, true, 5 * time.Minute},
		{"keycloak", slices.Concat(java, python), 1000, true, 10 * time.Minute},
	} {
		bridges = append(bridges, tc.bridge)
		t.Run(tc.bridge, func(t *testing.T) {
			t.Parallel()
			if tc.big && !thirdParty() {
				t.Skip("judged by make third-party")
			}
			need(t, tc.needs...)
			got := tc.judged(t)
			results.add(tc.bridge, got)
			tc.meets(t, got)
		})
	}
}

// judged by the whole suite. The seed is always the same, so that counts can be compared.
func (e elsewhere) judged(t *testing.T) *steps.Report {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), installLimit+e.limit)
	defer cancel()
	got, err := steps.Run(ctx, steps.Config{Bridge: e.bridge, Seed: 1, Limit: e.limit})
	if err != nil {
		t.Fatalf("judge %s: %v", e.bridge, err)
	}
	return got
}

// meets fails unless all that the bridge gets wrong is declared.
func (e elsewhere) meets(t *testing.T, got *steps.Report) {
	t.Helper()
	for _, v := range []verdict.Verdict{verdict.Failed, verdict.Warned, verdict.UnexpectedPass, verdict.Blocked, verdict.NotRun} {
		if got.Summary[v] > 0 {
			t.Errorf("%s: %d scenarios are %s:\n%s", e.bridge, got.Summary[v], v, describe(got))
		}
	}
	if n := got.Summary[verdict.Passed]; n < e.passed {
		t.Errorf("%d scenarios passed, want %d or more", n, e.passed)
	}
	if len(got.Problems) > 0 {
		t.Errorf("problems: %q", got.Problems)
	}
	t.Logf("%s: %d passed, %d known-failing, %d unsupported in %s", e.bridge, got.Summary[verdict.Passed],
		got.Summary[verdict.KnownFailing], got.Summary[verdict.Unsupported], got.Ended.Sub(got.Started).Round(time.Second/10))
}

// SCIMMY refuses the "False" that Entra sends by default
// (https://github.com/scimmyjs/scimmy/issues/86): whoever leaves keeps access.
// A suite that misses this on a real server would be worth nothing.
func TestLeaverWhoKeepsAccessIsNoticed(t *testing.T) {
	t.Parallel()
	need(t, node...)
	got := judge(t, steps.Config{
		Bridge: "scimmy", Dialect: "entra-legacy", KnownFailing: os.DevNull, Paths: []string{"features/lifecycle/leave.feature"},
	})
	verdicts := map[string]verdict.Verdict{}
	for _, s := range got.Scenarios {
		verdicts[s.Name] = s.Verdict
	}
	for _, event := range []string{"unassigned", "disabled", "taken out of scope", "deleted"} {
		name := "A person who is " + event + " loses access and keeps the account"
		if verdicts[name] != verdict.Failed {
			t.Errorf("%q is %q, want failed", name, verdicts[name])
		}
	}
}

//nolint:gochecknoglobals // constant tables
var (
	python = [][]string{{"python3", "-c", "import venv, ensurepip"}}
	golang = [][]string{{"go", "version"}}
	node   = [][]string{{"node", "--version"}, {"npm", "--version"}}
	java   = [][]string{{"javac", "-version"}, {"mvn", "--version"}}
	curl   = [][]string{{"curl", "--version"}}
)

// thirdParty says that this is make third-party, which judges every bridge from elsewhere.
func thirdParty() bool { return os.Getenv("SCIMPROOF_THIRD_PARTY") == "true" }

// need skips a test where a program it needs is missing. CI has all of them, and
// make third-party is there to judge every one, so that a skip would hide that
// nothing was tested.
func need(t *testing.T, commands ...[]string) {
	t.Helper()
	if testing.Short() {
		t.Skip("installs and starts a server: not with -short")
	}
	for _, command := range commands {
		err := exec.CommandContext(t.Context(), command[0], command[1:]...).Run()
		if err == nil {
			continue
		}
		if os.Getenv("CI") == "true" || thirdParty() {
			t.Fatalf("%s does not work here (%v), and in CI and for make third-party it must", strings.Join(command, " "), err)
		}
		t.Skipf("%s does not work here: %v", strings.Join(command, " "), err)
	}
}
