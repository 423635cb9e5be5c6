package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/verdict"
)

// program is what make build has built: the suite is measured as people run it.
const program = "bin/scimproof"

// suite runs the program on the features of a folder, all of which must be judged well.
func suite(runtime, folder string, flags ...string) func(context.Context) (time.Duration, int, error) {
	return func(ctx context.Context) (time.Duration, int, error) {
		began := time.Now()
		judged, err := judge(ctx, "", append([]string{"--runtime", runtime, folder}, flags...)...)
		return time.Since(began), judged.Summary[verdict.Passed], err
	}
}

// judge runs scimproof test and reads its report. The token is no argument: those
// are in the error.
func judge(ctx context.Context, token string, args ...string) (report.Report, error) {
	var judged report.Report
	dir, err := os.MkdirTemp("", "scimproof-bench-")
	if err != nil {
		return judged, fmt.Errorf("make a folder for the report: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	command := exec.CommandContext(ctx, program, append([]string{"test", "--report", dir}, args...)...)
	command.Env = append(os.Environ(), "SCIMPROOF_BRIDGE_TOKEN="+token)
	output, err := command.CombinedOutput()
	if err != nil {
		return judged, fmt.Errorf("%s test %s: %w: %s", program, strings.Join(args, " "), err, lastLine(output))
	}
	raw, err := os.ReadFile(filepath.Join(dir, "report.json")) //nolint:gosec // just written
	if err != nil {
		return judged, fmt.Errorf("read the report: %w", err)
	}
	if err := json.Unmarshal(raw, &judged); err != nil {
		return judged, fmt.Errorf("read the report: %w", err)
	}
	return judged, nil
}

func lastLine(output []byte) string {
	lines := strings.Split(strings.TrimSpace(string(output)), "\n")
	return lines[len(lines)-1]
}

// oneAccount judges a bridge that already runs and has one account: over the
// network, scenarios one after the other, everything read back over SCIM.
func oneAccount(ctx context.Context) (took time.Duration, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	served := exec.CommandContext(ctx, program, "serve", "--json", "--runtime", "embedded", "--version-profile", "rfc")
	served.Cancel = func() error { return served.Process.Signal(syscall.SIGTERM) }
	out, err := served.StdoutPipe()
	if err != nil {
		return 0, fmt.Errorf("serve: %w", err)
	}
	if err := served.Start(); err != nil {
		return 0, fmt.Errorf("serve: %w", err)
	}
	defer func() {
		stop()
		_ = served.Wait() // it was told to end
	}()
	var up struct {
		Bridge struct{ URL, Token string }
	}
	if err := json.NewDecoder(out).Decode(&up); err != nil {
		return 0, fmt.Errorf("serve: %w", err)
	}
	began := time.Now()
	_, err = judge(ctx, up.Bridge.Token, "--bridge-url", up.Bridge.URL, "features/protocol")
	return time.Since(began), err
}

// writeRequests says how many requests a scenario of the protocol sends to the
// bridge: to make its people, for what it is about, to read back and to clean up.
func writeRequests(ctx context.Context, out io.Writer) error {
	judged, err := judge(ctx, "", "--runtime", "embedded", "--version-profile", "rfc", "features/protocol")
	if err != nil {
		return err
	}
	most, total, passed := report.Scenario{}, 0, 0
	for _, s := range judged.Scenarios {
		if s.Verdict != verdict.Passed {
			continue
		}
		passed, total = passed+1, total+s.Requests
		if s.Requests > most.Requests {
			most = s
		}
	}
	if passed == 0 {
		return errors.New("no scenario of the protocol passed")
	}
	_, err = fmt.Fprintf(out, "\nA scenario of the protocol sends %.1f requests to the bridge on average, of which one or two make its people and one reads\n"+
		"them back; the most are %d: %s (%s).\n", float64(total)/float64(passed), most.Requests, most.Name, most.Location)
	return err //nolint:wrapcheck // the writer's own error
}
