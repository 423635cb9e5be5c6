package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
	python       = "venv/bin/python"
	// limit of one run of a rival; they take seconds.
	limit = 2 * time.Minute
)

// rival is a tester of SCIM servers that somebody else wrote.
type rival struct {
	name    string
	about   string
	command func(dir string, at target) *exec.Cmd
	many    bool // the driver can judge one server after the other
	read    func(printed []byte) ([]finding, error)
}

func rivals() []rival {
	return []rival{
		{"scim2-tester", "through scim2-cli, from the authors of the python-scim libraries", scim2Tester, true, readLines},
		{"scim-sanity", "`scim-sanity probe`", scimSanity, false, readObject},
	}
}

func scim2Tester(dir string, at target) *exec.Cmd {
	cmd := exec.Command(filepath.Join(dir, python), filepath.Join(dir, driver), "--url", at.url, "test") //nolint:gosec,noctx // run gives it a context
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

// output is what is left of a program that judged a server.
type output struct {
	printed, complaints []byte
	late                bool // it was ended because it took too long
	took                time.Duration
	cpu                 time.Duration // of the processor, without what the server took
}

// run lets the rival judge a server, as a program of its own.
func (r rival) run(ctx context.Context, dir string, at target) (output, error) {
	bounded, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	made := r.command(dir, at)
	cmd := exec.CommandContext(bounded, made.Path, made.Args[1:]...) //nolint:gosec // running it is the purpose
	var printed, complaints bytes.Buffer
	cmd.Env, cmd.Stdout, cmd.Stderr = made.Env, &printed, &complaints
	began := time.Now()
	err := cmd.Run()
	o := output{printed: printed.Bytes(), complaints: complaints.Bytes(), late: bounded.Err() != nil, took: time.Since(began), cpu: cpu(cmd)}
	var failed *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return o, context.Cause(ctx)
	case err != nil && !o.late && !errors.As(err, &failed): // it exits with 1 whenever it finds fault
		return o, fmt.Errorf("run %s: %w", r.name, err)
	}
	return o, nil
}

// cpu is what a program that has ended took of the processors.
func cpu(cmd *exec.Cmd) time.Duration {
	if cmd.ProcessState == nil {
		return 0
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// findings are what the rival found. One that broke off, or did not come to an
// end, found at least that.
func (r rival) findings(o output) []finding {
	findings, err := r.read(o.printed)
	switch {
	case o.late:
		findings = append(findings, brokenOff("it did not come to an end"))
	case err != nil || len(findings) == 0:
		findings = append(findings, brokenOff(lastWords(string(o.complaints))))
	}
	return findings
}
