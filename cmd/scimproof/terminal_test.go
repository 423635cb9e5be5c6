package main

import (
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestCompletion(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			got := run(t, "completion", shell)
			if got.code != 0 || got.stderr != "" || strings.Count(got.stdout, "\n") < 100 || !strings.Contains(got.stdout, "__complete") {
				t.Errorf("exit code %d, stderr %q, stdout:\n%.300s", got.code, got.stderr, got.stdout)
			}
		})
	}
	for _, tc := range []struct {
		name string
		args []string
		want string // words and the directive: 0 offers files as well, 4 does not; the shell filters
	}{
		{"profiles", []string{"test", "--bridge", ""}, "1password ... refbridge ... :0"},
		{"generations", []string{"serve", "--version-profile", ""}, "1.4 1.6 2.x hosted rfc :4"},
		{"dialects", []string{"test", "--dialect", ""}, "customappsso2017 entra-compliant ...:4"},
		{"runtimes", []string{"test", "--runtime", ""}, "auto docker embedded attach :4"},
		{"readers", []string{"test", "--reader", ""}, "mockvault scim exec :4"},
		{"forms of a report", []string{"report", "report.json", "--format", ""}, "badge console html json junit markdown statement :4"},
		{"listings", []string{"list", ""}, "scenarios requirements dialects behaviours profiles capabilities defects steps :4"},
		{"defects", []string{"test", "--defect", ""}, "create-400 ... rename-ignored ... :4"},
		{"requirements", []string{"explain", ""}, "RFC7643-1.1-01 ... CASE-RENAME-01 ... :0"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got := run(t, append([]string{"__complete"}, tc.args...)...)
			if words := strings.Join(strings.Fields(got.stdout), " "); got.code != 0 || !like(tc.want, words) {
				t.Errorf("exit code %d, completes to %.2000q, want %q", got.code, words, tc.want)
			}
		})
	}
}

// examples are the command lines in a help text, without what is said about them.
var examples = regexp.MustCompile(`(?m)^  (?:\w+=\S+ )?scimproof(?: \S+)*`)

func TestEveryCommandHasHelpWithExamples(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, command := range []string{"", "test", "list", "explain", "report", "serve", "help", "completion", "completion bash", "completion zsh", "completion fish", "completion powershell"} {
		args := append(strings.Fields(command), "--help")
		got := run(t, args...)
		_, after, found := strings.Cut(got.stdout, "\nExamples:\n")
		if got.code != 0 || got.stderr != "" || !found {
			t.Errorf("%v: exit code %d, stderr %q, stdout:\n%s", args, got.code, got.stderr, got.stdout)
		}
		block, _, _ := strings.Cut(after, "\n\n")
		lines := examples.FindAllString(block, -1)
		if len(lines) == 0 {
			t.Errorf("%v: no example in\n%s", args, block)
		}
		for _, line := range lines {
			seen[line] = true
		}
	}
	for line := range seen {
		if strings.Contains(line, " explain ") || strings.Contains(line, " list ") {
			if got := launch(t, t.TempDir(), nil, "bash", "-c", line).wait(t); got.code != 0 {
				t.Errorf("%s: exit code %d: %s", line, got.code, got.stderr)
			}
		}
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	if got := run(t, "--version"); got.code != 0 || !like("scimproof version ...\n", got.stdout) {
		t.Errorf("exit code %d, stdout %q", got.code, got.stdout)
	}
}

// onTerminal runs a command line with a terminal on both stdout and stderr.
func onTerminal(t *testing.T, line string) outcome {
	t.Helper()
	if _, err := exec.LookPath("script"); err != nil {
		t.Skip("needs script of util-linux for a terminal")
	}
	return launch(t, ours(t), []string{"TERM=xterm"}, "script", "-qec", line, "/dev/null").wait(t)
}

func TestColoursAndProgressAreForTerminals(t *testing.T) {
	t.Parallel()
	const (
		line   = "scimproof test --runtime embedded --version-profile 1.4 ours.feature"
		escape = "\x1b["
		bar    = "judging, "
	)
	for _, tc := range []struct {
		name, line     string
		terminal       bool
		colours, moves bool
	}{
		{"terminal", line, true, true, true},
		{"terminal of somebody who wants no colours", "NO_COLOR=1 " + line, true, false, true},
		{"verdicts into a file", line + " > verdicts; ! grep -q $'\\x1b' verdicts && grep -q 'NOT CONFORMANT' verdicts", true, false, true},
		{"progress into a file", line + " 2> progress; ! grep -q . progress", true, true, false},
		{"pipe", line, false, false, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var got outcome
			if tc.terminal {
				got = onTerminal(t, "bash -c "+quoted(tc.line))
			} else {
				got = launch(t, ours(t), nil, "bash", "-c", tc.line).wait(t)
			}
			if strings.Contains(tc.line, "grep") && got.code != 0 {
				t.Errorf("the file is not as it should be: exit code %d", got.code)
			}
			printed := got.stdout + got.stderr
			if strings.Contains(printed, escape+"1;31m") != tc.colours || strings.Contains(printed, bar) != tc.moves {
				t.Errorf("colours and progress want to be %t and %t in\n%.2000q", tc.colours, tc.moves, printed)
			}
			if !tc.colours && strings.Contains(printed, escape+"1m") {
				t.Errorf("there is an escape sequence in\n%.2000q", printed)
			}
		})
	}
}

func quoted(line string) string { return "'" + strings.ReplaceAll(line, "'", `'\''`) + "'" }

func TestLongLinesAreWrappedOnTerminals(t *testing.T) {
	t.Parallel()
	got := onTerminal(t, "stty cols 70; scimproof test --runtime embedded --version-profile 1.4 ours.feature:25")
	lines := strings.Split(strings.ReplaceAll(got.stdout, "\r", ""), "\n")
	i := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "Requirement") })
	if i < 0 || i+1 == len(lines) || !strings.HasPrefix(lines[i+1], strings.Repeat(" ", 15)) {
		t.Errorf("the requirement is not wrapped:\n%s", got.stdout)
	}
}
