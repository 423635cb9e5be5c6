package main

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/scimproof/scimproof/internal/setup"
)

// files are what the rivals are installed from, and what scim2-tester is run with.
//
//go:embed requirements.txt scim2_tester_json.py
var files embed.FS

const (
	requirements = "requirements.txt"
	driver       = "scim2_tester_json.py"
	// limit of one run of a rival; they take seconds.
	limit = 2 * time.Minute
)

// target is the bridge that is judged.
type target struct{ url, token string }

// finding is one result of a rival.
type finding struct {
	check   string // what was checked, the same in each run
	kind    string // the check without what it was applied to
	flagged bool   // the rival finds fault; a check that it left out is none
	says    string // in its first line, without what differs from run to run
}

// rival is a tester of SCIM servers that somebody else wrote.
type rival struct {
	name    string
	about   string
	command func(dir string, at target) *exec.Cmd
	read    func(printed []byte) ([]finding, error)
}

func rivals() []rival {
	return []rival{
		{"scim2-tester", "through scim2-cli, from the authors of the python-scim libraries", scim2Tester, readLines},
		{"scim-sanity", "`scim-sanity probe`", scimSanity, readObject},
	}
}

func scim2Tester(dir string, at target) *exec.Cmd {
	cmd := exec.Command(filepath.Join(dir, "venv/bin/python"), filepath.Join(dir, driver), "--url", at.url, "test") //nolint:gosec,noctx // run gives it a context
	cmd.Env = append(os.Environ(), "SCIM_CLI_HEADERS=Authorization: Bearer "+at.token)
	return cmd
}

func scimSanity(dir string, at target) *exec.Cmd {
	return exec.Command(filepath.Join(dir, "venv/bin/scim-sanity"), "probe", "--i-accept-side-effects", "--json-output", "--token", at.token, at.url) //nolint:gosec,noctx // run gives it a context
}

// version is the one that is pinned.
func (r rival) version() string {
	text, _ := files.ReadFile(requirements) // embedded
	_, rest, _ := strings.Cut(string(text), r.name+"==")
	version, _, _ := strings.Cut(rest, "\n")
	return version
}

// install puts both rivals into a directory of the user's cache, unless they are
// there. It needs python3 with its venv module.
func install(ctx context.Context, progress func(string)) (dir string, err error) {
	dir, err = setup.Dir("", "rivals")
	if err != nil {
		return "", fmt.Errorf("find a directory for the rivals: %w", err)
	}
	recipe := setup.Recipe{From: files, Files: []string{requirements, driver}, Lines: []string{
		"python3 -m venv venv",
		"venv/bin/pip install --quiet --disable-pip-version-check --no-deps --requirement " + requirements,
	}}
	if dir, err = recipe.Complete(ctx, dir, nil, progress); err != nil {
		return "", fmt.Errorf("install the rivals: %w", err)
	}
	return dir, nil
}

// run lets the rival judge a bridge and returns what it found and how long it
// took. One that breaks down, or does not come to an end, finds that.
func (r rival) run(ctx context.Context, dir string, at target) ([]finding, time.Duration, error) {
	bounded, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	made := r.command(dir, at)
	cmd := exec.CommandContext(bounded, made.Path, made.Args[1:]...) //nolint:gosec // running it is the purpose
	var printed, complaints bytes.Buffer
	cmd.Env, cmd.Stdout, cmd.Stderr = made.Env, &printed, &complaints
	began := time.Now()
	err := cmd.Run()
	took := time.Since(began)
	var failed *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, took, context.Cause(ctx)
	case bounded.Err() != nil:
		return []finding{broken("it did not come to an end")}, took, nil
	case err != nil && !errors.As(err, &failed): // it exits with 1 whenever it finds fault
		return nil, took, fmt.Errorf("run %s: %w", r.name, err)
	}
	findings, err := r.read(printed.Bytes())
	if err != nil || len(findings) == 0 {
		findings = append(findings, broken(lastLine(complaints.String())))
	}
	return findings, took, nil
}

func broken(says string) finding {
	return finding{check: "the run", kind: "the run", flagged: true, says: steady(says)}
}

// result is what both rivals print of one check.
type result struct{ Name, Kind, Status, Message string }

// finding takes what both call success, however they write it; what was left out is none.
func (r result) finding() finding {
	status := strings.ToLower(r.Status)
	fine := status == "success" || status == "pass" || status == "compliant" || status == "acceptable"
	return finding{check: r.Name, kind: cmp.Or(r.Kind, r.Name), flagged: !fine && !r.left(), says: steady(r.Message)}
}

func (r result) left() bool { return strings.HasPrefix(strings.ToLower(r.Status), "skip") }

func toFindings(results []result) []finding {
	var findings []finding
	for _, r := range results {
		if !r.left() {
			findings = append(findings, r.finding())
		}
	}
	return findings
}

// readLines reads one object of JSON a line.
func readLines(printed []byte) ([]finding, error) {
	var results []result
	for decoder := json.NewDecoder(bytes.NewReader(printed)); ; {
		var r result
		switch err := decoder.Decode(&r); {
		case errors.Is(err, io.EOF):
			return toFindings(results), nil
		case err != nil:
			return toFindings(results), err //nolint:wrapcheck // only whether there is one counts
		}
		results = append(results, r)
	}
}

// readObject reads the one object that scim-sanity prints.
func readObject(printed []byte) ([]finding, error) {
	var all struct{ Results []result }
	err := json.Unmarshal(printed, &all)
	return toFindings(all.Results), err //nolint:wrapcheck // only whether there is one counts
}

// passing differs from run to run: ids, ports, times.
var passing = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|\b[A-Za-z0-9]{26}\b|\b[0-9a-f]{8}\b|127\.0\.0\.1:\d+|\d{4}-\d\d-\d\dT[0-9:.]+Z?`)

// steady is the first line of a message, with a star for what differs from run to run.
func steady(message string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(message), "\n")
	return passing.ReplaceAllString(strings.ReplaceAll(first, "\t", " "), "*")
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
