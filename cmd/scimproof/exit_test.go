package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// onlyRename14 are the scenarios that a bridge must fail that takes no change of address.
var onlyRename14 = []string{
	"FAILED  features/lifecycle/founding_case.feature:21  User name and e-mail change in the directory",
	"FAILED  features/lifecycle/founding_case.feature:27  User name and e-mail change and the person confirms",
	"FAILED  features/lifecycle/founding_case.feature:39  The member goes on with the old address",
	"FAILED  features/lifecycle/founding_case.feature:65  Nobody but the member has to act",
	"FAILED  features/lifecycle/rename.feature:11  The account asks the member to confirm the new address",
	"FAILED  features/lifecycle/rename.feature:19  Further cycles leave the pending change as it is",
	"FAILED  features/lifecycle/rename.feature:27  A restarted job recognises the member by the address it asked for",
	"FAILED  features/lifecycle/rename.feature:46  A entra-legacy directory renames the member",
	"FAILED  features/lifecycle/rename.feature:47  A entra-compliant directory renames the member",
	"FAILED  features/lifecycle/rename.feature:52  The member signs in with the old address and confirms",
	"FAILED  features/lifecycle/rename.feature:64  Nothing the member owns is lost by the new address",
	"FAILED  features/lifecycle/rename.feature:72  With single sign-on the member signs in with the new address",
	"FAILED  features/lifecycle/rename.feature:83  A marriage changes display name and address",
	"FAILED  features/lifecycle/rename.feature:108  The new address belongs to another member",
	"FAILED  features/lifecycle/rename.feature:120  The person moves to a domain that the account does not allow",
	"FAILED  features/lifecycle/rename.feature:129  Once the domain is allowed the change goes through",
	"FAILED  features/lifecycle/rename.feature:141  An invited person is renamed",
	"FAILED  features/lifecycle/rename.feature:152  The directory renames again before the member confirms",
	"FAILED  features/lifecycle/rename.feature:196  A mail asks for the confirmation",
	"BLOCKED  features/lifecycle/leave.feature:91  A person with a pending address is unassigned",
	"BLOCKED  features/lifecycle/rename.feature:94  The directory takes the old address again before the member confirms",
}

// verdictLine is the first line of what a run prints of a scenario that somebody has to look at.
var verdictLine = regexp.MustCompile(`(?m)^(FAILED|BLOCKED|WARNED|UNEXPECTED PASS)  features/.*$`)

func TestAnOldGenerationFailsTheRenames(t *testing.T) {
	t.Parallel()
	got := run(t, "test", "--runtime", "embedded", "--bridge", "refbridge", "--version-profile", "1.4")
	if got.code != 1 || got.stderr != "" {
		t.Errorf("exit code %d, stderr %q; want 1 and nothing", got.code, got.stderr)
	}
	lines := verdictLine.FindAllString(got.stdout, -1)
	if !slices.Equal(lines, onlyRename14) {
		t.Errorf("verdicts:\n%s\nwant:\n%s", strings.Join(lines, "\n"), strings.Join(onlyRename14, "\n"))
	}
	if want := "NOT CONFORMANT  105 passed, 19 failed, 2 unsupported, 2 blocked"; lastLine(got.stdout) != want {
		t.Errorf("last line %q, want %q", lastLine(got.stdout), want)
	}
}

func TestExitCodes(t *testing.T) {
	t.Parallel()
	known, err := filepath.Abs("testdata/refbridge-1.4.known-failing.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, "gone.yaml", "- scenario: A scenario that was removed\n  reason: it was flaky\n")
	write(t, dir, "healed.yaml", "- requirement: CASE-RENAME-02\n  reason: as 1.4 does\n")
	write(t, dir, "ours/join.feature", "Feature: Ours\n  @req:BRIDGE-JOIN-01\n  Rule: It works\n    Scenario: Our own\n      Given \"ada@contoso.example\" is in the directory\n      When a sync cycle completes\n      Then \"ada@contoso.example\" is no member of the account\n")
	write(t, dir, "ours/should.feature", "Feature: Ours\n  @req:RFC7643-2.4-08\n  Rule: It works\n    Scenario: Our SHOULD\n      When a sync cycle completes\n      Then \"ada@contoso.example\" is active in the account\n")
	for _, tc := range []struct {
		name, args string
		code       int
		last       string
		holds      string
	}{
		{"the reference bridge", "", 0, "CONFORMANT  126 passed, 2 unsupported", "Bridge       Reference bridge 2.x"},
		{"generation 1.6", "--version-profile 1.6", 0, "CONFORMANT  126 passed, 2 unsupported", "Bridge       Reference bridge 1.6"},
		{"the flagged dialect", "--dialect entra-compliant @join", 0, "CONFORMANT  ... passed", "Dialect      entra-compliant"},
		{"a defect", "--defect delete-on-deactivate @leave", 1, "NOT CONFORMANT  ...", "FAILED  features/lifecycle/leave.feature:"},
		{"a tag that nothing supports", "features/lifecycle/rename.feature:163", 2, "NO JUDGEMENT  2 unsupported", `the profile refbridge has no capability "rename-at-once"`},
		{"known to fail", "--version-profile 1.4 --known-failing " + known, 0, "CONFORMANT  105 passed, 21 known-failing, 2 unsupported", "KNOWN FAILING    1  no change process starts"},
		{"known to fail and does not", "--known-failing healed.yaml features/lifecycle/founding_case.feature:21", 1, "NOT CONFORMANT  1 unexpected-pass", "healed.yaml:1 declares it failing: as 1.4 does"},
		{"known to fail and not there", "--known-failing gone.yaml @join", 2, "NO JUDGEMENT  ... passed", `Problem      gone.yaml:1: no scenario matches scenario "A scenario that was removed"; correct the entry or remove it`},
		{"known to fail elsewhere", "--known-failing " + known + " ours/join.feature", 0, "CONFORMANT  1 passed", ""},
		{"a SHOULD", "ours/should.feature", 0, "CONFORMANT  1 warned", "WARNED  ours/should.feature:4  Our SHOULD"},
		{"a SHOULD that is strict", "--strict ours/should.feature", 1, "NOT CONFORMANT  1 warned", "WARNED  ours/should.feature:4  Our SHOULD"},
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
