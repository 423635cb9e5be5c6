package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/engine/enginetest"
	"github.com/scimproof/scimproof/internal/wait"
)

// These tests run the program as a user does: built, from a shell's point of
// view, with what it prints and how it exits.

// patience is how long any command may take before it counts as hanging.
const patience = time.Minute

// markVariable marks a command and all that it starts, so that what it leaves running can be found.
const markVariable = "SCIMPROOF_TEST_MARK"

// program is the built scimproof; source is the checkout it was built from.
var program, source string

func TestMain(m *testing.M) {
	if played, err := playBridge(); played {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(3) //nolint:forbidigo // as a bridge that ends
	}
	code, err := withProgram(m.Run)
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code) //nolint:forbidigo // where all tests end
}

// withProgram builds the program as the Makefile does, into a folder that is called bin.
func withProgram(use func() int) (code int, err error) {
	dir, err := os.MkdirTemp("", "scimproof-test-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if source, err = filepath.Abs(filepath.Join("..", "..")); err != nil {
		return 0, err
	}
	cache, err := exec.CommandContext(context.Background(), "go", "env", "GOCACHE").Output()
	if err != nil {
		return 0, fmt.Errorf("ask go for its cache: %w", err)
	}
	program = filepath.Join(dir, "bin", "scimproof")
	build := exec.CommandContext(context.Background(), "go", "build", "-trimpath", "-tags", "nomsgpack", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("build: %w\n%s", err, out)
	}
	if err := errors.Join(os.Unsetenv(tokenVariable), os.Unsetenv("NO_COLOR")); err != nil {
		return 0, err
	}
	for name, value := range map[string]string{
		"PATH":             filepath.Dir(program) + string(os.PathListSeparator) + os.Getenv("PATH"),
		"GOCACHE":          strings.TrimSpace(string(cache)), // images are built by go
		"XDG_CACHE_HOME":   filepath.Join(dir, "cache"),
		"SCIMPROOF_SOURCE": source,
	} {
		if err := os.Setenv(name, value); err != nil {
			return 0, err
		}
	}
	return use(), nil
}

// needsEngine is for tests with containers, which a short run leaves out.
func needsEngine(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("containers are for the full run")
	}
	enginetest.Require(t)
}

// outcome is what a user sees of a command.
type outcome struct {
	code           int
	stdout, stderr string
}

// run runs scimproof in an empty folder.
func run(t *testing.T, args ...string) outcome {
	t.Helper()
	return begin(t, t.TempDir(), args...).wait(t)
}

// running is a command that was begun.
type running struct {
	cmd            *exec.Cmd
	stdout, stderr *heard
	mark           string
	ended          chan error // yields how the command ended
}

// begin runs scimproof in a folder and returns at once.
func begin(t *testing.T, dir string, args ...string) *running {
	t.Helper()
	return launch(t, dir, nil, program, args...)
}

// launch begins any command; what it needs of the environment comes on top.
func launch(t *testing.T, dir string, env []string, name string, args ...string) *running {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	r := &running{
		cmd: exec.CommandContext(ctx, name, args...), stdout: newHeard(), stderr: newHeard(),
		mark: rand.Text(), ended: make(chan error, 1),
	}
	r.cmd.Dir, r.cmd.Stdout, r.cmd.Stderr = dir, r.stdout, r.stderr
	r.cmd.Env = append(append(os.Environ(), markVariable+"="+r.mark), env...)
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { r.ended <- r.cmd.Wait() }()
	return r
}

// await waits for a line that begins so, and returns all that was printed there until then.
func (r *running) await(t *testing.T, from *heard, prefix string) string {
	t.Helper()
	for {
		select {
		case line := <-from.lines:
			if strings.HasPrefix(line, prefix) {
				return from.String()
			}
		case err := <-r.ended:
			t.Fatalf("%v ended before it printed %q: %v\n%s%s", r.cmd.Args, prefix, err, r.stdout, r.stderr)
		}
	}
}

// wait waits for the end and makes sure that nothing is left running. A command
// that a signal ended has the code -1.
func (r *running) wait(t *testing.T) outcome {
	t.Helper()
	err := <-r.ended
	var exited *exec.ExitError
	if err != nil && !errors.As(err, &exited) {
		t.Fatal(err)
	}
	r.mustLeaveNothing(t)
	return outcome{r.cmd.ProcessState.ExitCode(), r.stdout.String(), r.stderr.String()}
}

// heard is what a command has printed so far. It tells of every line.
type heard struct {
	mu    sync.Mutex
	text  bytes.Buffer
	lines chan string
}

func newHeard() *heard { return &heard{lines: make(chan string, 1000)} }

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	begun := h.text.String()
	begun = begun[strings.LastIndex(begun, "\n")+1:] + string(p)
	for line, rest, whole := strings.Cut(begun, "\n"); whole; line, rest, whole = strings.Cut(rest, "\n") {
		select {
		case h.lines <- line:
		default: // nobody listens to so many
		}
	}
	return h.text.Write(p)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// mustLeaveNothing looks for processes that carry the command's mark. Where
// there is no /proc it cannot look.
func (r *running) mustLeaveNothing(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 10*time.Second)
	defer cancel()
	err := wait.Until(ctx, "nothing is left running", func(context.Context) error {
		environments, err := filepath.Glob("/proc/[0-9]*/environ")
		if err != nil {
			return err
		}
		for _, file := range environments {
			if text, err := os.ReadFile(file); err == nil && bytes.Contains(text, []byte(markVariable+"="+r.mark)) {
				command, _ := os.ReadFile(filepath.Join(filepath.Dir(file), "cmdline"))
				return fmt.Errorf("still there: %s", bytes.ReplaceAll(command, []byte{0}, []byte(" ")))
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// like says whether text is the pattern, in which "..." stands for anything.
func like(pattern, text string) bool {
	quoted := strings.ReplaceAll(regexp.QuoteMeta(pattern), `\.\.\.`, `.*`)
	return regexp.MustCompile(`^(?s)` + quoted + `$`).MatchString(text)
}

// write puts a file into a folder and returns its path.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// ours is an empty folder but for ours.feature, whose scenarios pass, fail, are
// blocked or are unsupported, as the bridge is.
func ours(t *testing.T) (dir string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "ours.feature"))
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	write(t, dir, "ours.feature", string(text))
	return dir
}

// lastLine of what was printed.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return lines[len(lines)-1]
}
