package lab_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/engine"
	"github.com/scimproof/scimproof/internal/engine/enginetest"
	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/internal/wait"
)

// victim, in the environment, makes this test binary a run with the profile that
// it names, which is killed.
const victim = "SCIMPROOF_TEST_VICTIM"

// beVictim brings a lab up, says how far it is, and waits to be killed.
func beVictim() {
	p, err := bridge.LoadProfile(os.Getenv(victim))
	if err == nil {
		_, err = lab.Up(context.Background(), lab.Options{
			Profile: p, Cache: os.TempDir(), Log: slog.New(slog.NewTextHandler(os.Stdout, nil)),
			Progress: func(line string) { fmt.Println(line) },
		})
	}
	if err != nil {
		fmt.Println("failed:", err)
		return
	}
	fmt.Println("it is up")
	select {}
}

func TestNothingIsLeftOfARunThatIsKilled(t *testing.T) {
	t.Parallel()
	e := enginetest.Require(t)
	for _, moment := range []string{"starting the containers", "it is up"} {
		t.Run(moment, func(t *testing.T) {
			run := regexp.MustCompile(`run=(\w+)`).FindStringSubmatch(killAt(t, "refbridge", moment) + " run=unknown")[1]
			mustVanish(t, e, run)
		})
	}
	t.Run("with a command", func(t *testing.T) {
		profile := filepath.Join(t.TempDir(), "stub.yaml")
		must(t, os.WriteFile(profile, []byte(`
name: stub
process: {command: ["`+enginetest.Stub(t)+`"], env: {STUB_LISTEN: "127.0.0.1:{port}", STUB_CHILD: "yes"}}
accounts: 1
`), 0o600))
		killAt(t, profile, "it is up")
	})
}

// killAt starts a run, kills it once it says so, waits until no process of it is
// left, and returns what it said.
func killAt(t *testing.T, profile, moment string) string {
	t.Helper()
	program, err := os.Executable()
	must(t, err)
	mark := victim + "=" + profile
	cmd := exec.CommandContext(t.Context(), program)
	cmd.Env = append(os.Environ(), mark, "TMPDIR="+t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	var said strings.Builder
	lines := bufio.NewScanner(io.TeeReader(out, &said))
	for lines.Scan() && lines.Text() != moment {
	}
	if lines.Text() != moment {
		t.Errorf("the run ended by itself: %s", said.String())
	}
	must(t, syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL))
	_ = cmd.Wait()
	mustEnd(t, mark)
	return said.String()
}

// mustEnd waits until no process has this in its environment.
func mustEnd(t *testing.T, mark string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	err := wait.Until(ctx, "no process of the run alive", func(context.Context) error {
		found, err := filepath.Glob("/proc/[0-9]*/environ")
		if err != nil {
			return err
		}
		for _, name := range found {
			if env, _ := os.ReadFile(name); strings.Contains(string(env), mark) {
				command, _ := os.ReadFile(filepath.Join(filepath.Dir(name), "cmdline"))
				return fmt.Errorf("%s is: %q", filepath.Dir(name), command)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func mustVanish(t *testing.T, e *engine.Engine, run string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	err := wait.Until(ctx, "nothing left of run "+run, func(ctx context.Context) error {
		left, err := e.Left(ctx, run)
		if err == nil && len(left) > 0 {
			err = fmt.Errorf("there are %v", left)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// A run that is interrupted, at whatever moment, removes what it made before it returns.
func TestNothingIsLeftOfARunThatIsInterrupted(t *testing.T) {
	t.Parallel()
	e := enginetest.Require(t)
	ctx, interrupt := context.WithCancel(t.Context())
	var log strings.Builder
	_, err := lab.Up(ctx, lab.Options{
		Profile: reference(t), Runtime: lab.Docker, Log: slog.New(slog.NewTextHandler(&log, nil)),
		Progress: func(line string) {
			if line == "starting the containers" {
				interrupt()
			}
		},
	})
	if err == nil || !strings.Contains(err.Error(), "context canceled") {
		t.Errorf("Up of an interrupted run: %v", err)
	}
	run := regexp.MustCompile(`run=(\w+)`).FindStringSubmatch(log.String() + " run=unknown")[1]
	if left, err := e.Left(t.Context(), run); err != nil || len(left) != 0 || run == "unknown" {
		t.Errorf("run %s left %v, %v", run, left, err)
	}
}
