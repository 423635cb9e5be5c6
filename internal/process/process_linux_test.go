package process_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/internal/process"
	"github.com/scimproof/scimproof/internal/wait"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// notebook is a guard that writes down what it is told.
type notebook struct {
	mu    sync.Mutex
	notes []string
	fail  error
}

func (n *notebook) Group(int) error      { return n.note("group") }
func (n *notebook) GroupEnded(int) error { return n.note("ended") }

func (n *notebook) note(word string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.notes = append(n.notes, word)
	return n.fail
}

func shell(line string) process.Command { return process.Command{Argv: []string{"sh", "-c", line}} }

func TestAGroupEndsWithItsCommand(t *testing.T) {
	t.Parallel()
	guard := &notebook{}
	g, err := process.Start(t.Context(), shell("tail -f /dev/null & echo $!; exit 7"), guard)
	if err != nil {
		t.Fatal(err)
	}
	if err := <-g.Gone(); err == nil || err.Error() != "exit status 7" {
		t.Errorf("Gone = %v, want exit status 7", err)
	}
	mustVanish(t, strings.TrimSpace(g.Log()))
	g.End(t.Context())
	if got := strings.Join(guard.notes, " "); got != "group ended" {
		t.Errorf("the guard was told %q, want when the group began and when it ended", got)
	}
}

func TestEndReachesTheWholeGroup(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, line string }{
		{"that obeys", "tail -f /dev/null & echo $!; wait"},
		{"that does not", "trap '' TERM; sh -c 'trap \"\" TERM; echo $$; tail -f /dev/null; :'; :"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			g, err := process.Start(t.Context(), shell(tc.line), nil)
			if err != nil {
				t.Fatal(err)
			}
			err = wait.Until(t.Context(), "child", func(context.Context) error {
				if !strings.HasSuffix(g.Log(), "\n") {
					return errors.New("printed nothing")
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			g.End(t.Context())
			g.End(t.Context())
			mustVanish(t, strings.TrimSpace(g.Log()))
		})
	}
}

func TestRun(t *testing.T) {
	t.Parallel()
	if err := process.Run(t.Context(), shell("true"), nil); err != nil {
		t.Errorf("Run of a command that succeeds: %v", err)
	}
	err := process.Run(t.Context(), shell("echo no such wheel >&2; exit 4"), nil)
	if want := "run sh -c echo no such wheel >&2; exit 4: exit status 4; the end of its log:\n  no such wheel"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	err = process.Run(t.Context(), process.Command{Argv: []string{"/absent/program"}}, nil)
	if err == nil || !strings.HasPrefix(err.Error(), "run /absent/program: ") {
		t.Errorf("Run of a program that is not there: %v", err)
	}
	refused := errors.New("the guard is gone")
	if err := process.Run(t.Context(), shell("tail -f /dev/null"), &notebook{fail: refused}); !errors.Is(err, refused) {
		t.Errorf("Run without a guard that listens: %v, want %v", err, refused)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	interrupted := errors.New("interrupted")
	cancel(interrupted)
	if err := process.Run(ctx, shell("tail -f /dev/null"), nil); !errors.Is(err, interrupted) {
		t.Errorf("Run that was interrupted: %v, want the cause", err)
	}
}

func TestOutput(t *testing.T) {
	t.Parallel()
	got, err := process.Output(t.Context(), shell("echo noise >&2; printf 12345"), 5, nil)
	if err != nil || string(got) != "12345" {
		t.Errorf("Output = %q, %v; want 12345 and nothing of standard error", got, err)
	}
	if got, err := process.Output(t.Context(), shell("printf 123; printf 456"), 5, nil); err == nil || got != nil ||
		err.Error() != "run sh -c printf 123; printf 456: it printed more than 5 bytes" {
		t.Errorf("Output of too much = %q, %v", got, err)
	}
	if _, err := process.Output(t.Context(), shell("echo 12; echo no such wheel >&2; exit 4"), 5, nil); err == nil ||
		!strings.HasSuffix(err.Error(), "exit status 4; the end of its log:\n  no such wheel") {
		t.Errorf("Output of a command that fails: %v", err)
	}
}

func TestTailKeepsTheEnd(t *testing.T) {
	t.Parallel()
	var tail process.Tail
	for i := range 40_000 {
		if _, err := fmt.Fprintf(&tail, "line %05d\n", i); err != nil {
			t.Fatal(err)
		}
	}
	got := tail.String()
	// 5957 lines of 11 bytes are the most that fit into 64 KiB.
	if len(got) != 5957*11 || !strings.HasPrefix(got, "line 34043\n") || !strings.HasSuffix(got, "line 39999\n") {
		t.Errorf("kept %d bytes from %q; want the last 64 KiB in whole lines", len(got), got[:11])
	}
}

func TestLastWords(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("early\n", 30) + strings.Repeat("late\n", 20)
	for _, tc := range []struct{ name, log, want string }{
		{"nothing", " \n", "; it printed nothing"},
		{"little", "one\ntwo\n", "; the end of its log:\n  one\n  two"},
		{"much", long, "; the end of its log:" + strings.Repeat("\n  late", 20)},
		{"a secret", "sent s3cret", "; the end of its log:\n  sent ***"},
		{"a bearer token", `header "Authorization: bearer mF_9.B5f-4.1JqM=="`, "; the end of its log:\n  header \"Authorization: bearer ***\""},
	} {
		if got := process.LastWords(tc.log, "s3cret", ""); got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

// mustVanish waits until no process has this number, or only a dead one.
func mustVanish(t *testing.T, pid string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	err := wait.Until(ctx, "process "+pid+" gone", func(context.Context) error {
		state, err := os.ReadFile("/proc/" + pid + "/stat")
		if err == nil && !strings.Contains(string(state), ") Z ") {
			return errors.New(string(state))
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestLock(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "new", "lock")
	unlock, err := process.Lock(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	impatient, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := process.Lock(impatient, name); err == nil || !strings.HasSuffix(err.Error(), "last: another run holds it") {
		t.Errorf("Lock of what is locked: %v", err)
	}
	unlock()
	again, err := process.Lock(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	again()
}
