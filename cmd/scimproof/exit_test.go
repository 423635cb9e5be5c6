package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// failed14 is what a bridge gets wrong that takes no change of address.
var failed14 = []string{
	"blocked  features/lifecycle/leave.feature  A person with a pending address is unassigned",
	"blocked  features/lifecycle/rename.feature  The directory takes the old address again before the member confirms",
	"failed  features/lifecycle/founding_case.feature  Nobody but the member has to act",
	"failed  features/lifecycle/founding_case.feature  The member goes on with the old address",
	"failed  features/lifecycle/founding_case.feature  User name and e-mail change and the person confirms",
	"failed  features/lifecycle/founding_case.feature  User name and e-mail change in the directory",
	"failed  features/lifecycle/rename.feature  A entra-compliant directory renames the member",
	"failed  features/lifecycle/rename.feature  A entra-legacy directory renames the member",
	"failed  features/lifecycle/rename.feature  A mail asks for the confirmation",
	"failed  features/lifecycle/rename.feature  A marriage changes display name and address",
	"failed  features/lifecycle/rename.feature  A person who comes back from a domain that the account does not allow stays outside",
	"failed  features/lifecycle/rename.feature  A restarted job recognises the member by the address it asked for",
	"failed  features/lifecycle/rename.feature  An invited person is renamed",
	"failed  features/lifecycle/rename.feature  Further cycles leave the pending change as it is",
	"failed  features/lifecycle/rename.feature  Nothing the member owns is lost by the new address",
	"failed  features/lifecycle/rename.feature  Once the domain is allowed the change goes through",
	"failed  features/lifecycle/rename.feature  The account asks the member to confirm the new address",
	"failed  features/lifecycle/rename.feature  The directory renames again before the member confirms",
	"failed  features/lifecycle/rename.feature  The member signs in with the old address and confirms",
	"failed  features/lifecycle/rename.feature  The new address belongs to another member",
	"failed  features/lifecycle/rename.feature  The person moves to a domain that the account does not allow",
	"failed  features/lifecycle/rename.feature  With single sign-on the member signs in with the new address",
}

func TestAnOldGenerationFailsTheRenames(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	got := begin(t, dir, "test", "--runtime", "embedded", "--bridge", "refbridge", "--version-profile", "1.4", "--report", "report", "features/lifecycle").wait(t)
	if got.code != 1 || got.stderr != "report: report/index.html\n" {
		t.Errorf("exit code %d, stderr %q; want 1 and where the report is", got.code, got.stderr)
	}
	var lines []string
	for _, s := range readReport(t, filepath.Join(dir, "report", "report.json")).Scenarios {
		if s.Verdict != "passed" && s.Verdict != "unsupported" {
			file, _, _ := strings.Cut(s.Location, ":")
			lines = append(lines, s.Verdict+"  "+file+"  "+s.Name)
		}
	}
	slices.Sort(lines) // their order is the report's business
	if !slices.Equal(lines, failed14) {
		t.Errorf("verdicts:\n%s\nwant:\n%s", strings.Join(lines, "\n"), strings.Join(failed14, "\n"))
	}
	if want := "NOT CONFORMANT  ... passed, 20 failed, 2 unsupported, 2 blocked"; !like(want, lastLine(got.stdout)) {
		t.Errorf("last line %q, want %q", lastLine(got.stdout), want)
	}
}

func TestExitCodes(t *testing.T) {
	t.Parallel()
	known, err := filepath.Abs("testdata/refbridge-1.4.known-failing.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := ours(t)
	write(t, dir, "gone.yaml", "- scenario: A scenario that was removed\n  reason: it was flaky\n")
	write(t, dir, "healed.yaml", "- requirement: BRIDGE-JOIN-01\n  reason: as 1.4 does\n")
	write(t, dir, "should/should.feature", "Feature: Ours\n  @req:RFC7643-2.4-08\n  Rule: It works\n    Scenario: Our SHOULD\n      When a sync cycle completes\n      Then \"ada@contoso.example\" is active in the account\n")
	for _, tc := range []struct {
		name, args string
		code       int
		last       string
		holds      string
	}{
		{"the reference bridge", "", 0, "CONFORMANT  ... passed, ... unsupported", "Bridge       Reference bridge 2.x"},
		{"generation 1.6", "--version-profile 1.6 features/lifecycle", 0, "CONFORMANT  ... passed, 2 unsupported", "Bridge       Reference bridge 1.6"},
		{"generation rfc", "--version-profile rfc features/protocol/patch.feature", 0, "CONFORMANT  ... passed", "Bridge       Reference bridge rfc"},
		{"the flagged dialect", "--dialect entra-compliant @join", 0, "CONFORMANT  ... passed, 1 unsupported", "Dialect      entra-compliant"},
		{"a defect", "--defect delete-on-deactivate @leave", 1, "NOT CONFORMANT  ...", "FAILED  features/lifecycle/leave.feature:"},
		{"a tag that nothing supports", "features/lifecycle/rename.feature:175", 2, "NO JUDGEMENT  2 unsupported", `the profile refbridge has no capability "rename-at-once"`},
		{"known to fail", "--version-profile 1.4 features/lifecycle --known-failing " + known, 0, "CONFORMANT  ... passed, 22 known-failing, 2 unsupported", "KNOWN FAILING    1  no change process starts"},
		{"known to fail and does not", "--known-failing healed.yaml ours.feature:6", 1, "NOT CONFORMANT  1 unexpected-pass", "healed.yaml:1 declares it failing: as 1.4 does"},
		{"known to fail and not there", "--known-failing gone.yaml @join", 2, "NO JUDGEMENT  ... passed, 1 unsupported", `Problem      gone.yaml:1: no scenario matches scenario "A scenario that was removed"; correct the entry or remove it`},
		{"known to fail elsewhere", "--known-failing " + known + " ours.feature:6", 0, "CONFORMANT  1 passed", ""},
		{"a SHOULD", "should/should.feature", 0, "CONFORMANT  1 warned", "WARNED  should/should.feature:4  Our SHOULD"},
		{"a SHOULD that is strict", "--strict should/should.feature", 1, "NOT CONFORMANT  1 warned", "WARNED  should/should.feature:4  Our SHOULD"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			args := []string{"test", "--runtime", "embedded"}
			for _, arg := range strings.Fields(tc.args) {
				if strings.HasPrefix(arg, "@") {
					args = append(args, "--tags")
				}
				args = append(args, arg)
			}
			got := begin(t, dir, args...).wait(t)
			if got.code != tc.code || got.stderr != "" {
				t.Errorf("exit code %d, stderr %q; want %d and nothing", got.code, got.stderr, tc.code)
			}
			if !like(tc.last, lastLine(got.stdout)) || !strings.Contains(got.stdout, tc.holds) {
				t.Errorf("stdout:\n%s\nwant it to hold %q and to end with %q", got.stdout, tc.holds, tc.last)
			}
		})
	}
}
