package watchdog

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/internal/wait"
)

// victim, in the environment, makes this test binary a process that has things
// to clean up and is killed before it can.
const victim = "SCIMPROOF_TEST_VICTIM"

func TestMain(m *testing.M) {
	if dir := os.Getenv(victim); dir != "" {
		if err := beVictim(dir); err != nil {
			fmt.Println("failed:", err)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

// beVictim starts a watchdog and a group of two processes, prints their numbers
// and waits to be killed.
func beVictim(dir string) error {
	dog, err := Start()
	if err != nil {
		return err
	}
	group := exec.Command("sh", "-c", "sleep 1000 & echo $!; sleep 1000")
	group.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := group.StdoutPipe()
	if err != nil {
		return err
	}
	if err := group.Start(); err != nil {
		return err
	}
	child, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return err
	}
	if err := errors.Join(dog.Dir(dir), dog.Group(group.Process.Pid)); err != nil {
		return err
	}
	fmt.Println(dog.cmd.Process.Pid, group.Process.Pid, strings.TrimSpace(child))
	select {}
}

func TestNothingStaysWhenTheProcessIsKilled(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "scratch")
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program)
	cmd.Env = append(os.Environ(), victim+"="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	numbers := strings.Fields(line)
	if len(numbers) != 3 {
		t.Fatalf("the victim said %q", line)
	}
	dog := deaf(t, numbers[0])
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		if err := syscall.Kill(dog, signal); err != nil {
			t.Errorf("the watchdog was gone before %s: %v", signal, err)
		}
	}
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	for _, number := range numbers {
		mustVanish(t, number)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there: %v", dir, err)
	}
}

func TestDoneLeavesEverythingAlone(t *testing.T) {
	t.Parallel()
	dog, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := errors.Join(dog.Dir(dir), dog.Done(), dog.Done(), dog.Abandon()); err != nil {
		t.Errorf("Done: %v", err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Errorf("Done did not keep the watchdog from cleaning up: %v", err)
	}
}

func TestAbandonCleansUp(t *testing.T) {
	t.Parallel()
	dog, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "scratch")
	if err := os.Mkdir(dir, 0o750); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(dog.Dir(dir), dog.Abandon()); err != nil {
		t.Errorf("Abandon: %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there: %v", dir, err)
	}
}

func TestWatch(t *testing.T) {
	t.Parallel()
	d := watch(strings.NewReader("run a\ngroup 7\ngroup 8\ndir /x y\nended 7\ngroup 1\ngroup 0\ngroup -5\ngroup x\nbark\nrun b\n"))
	if len(d.groups) != 1 || !d.groups[8] {
		t.Errorf("groups %v, want only 8: 7 ended, 0 and 1 are not for us to kill", d.groups)
	}
	if fmt.Sprint(d.runs, d.dirs) != "[a b] [/x y]" {
		t.Errorf("runs %v, directories %v", d.runs, d.dirs)
	}
	if done := watch(strings.NewReader("run a\ngroup 7\ndone\n")); len(done.runs)+len(done.groups)+len(done.dirs) != 0 {
		t.Errorf("after done there is still %+v to do", done)
	}
}

// deaf waits until the watchdog ignores the signals that end ordinary processes.
// It is protected from a terminal's from the beginning, by its own session.
func deaf(t *testing.T, pid string) int {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	err := wait.Until(ctx, "watchdog "+pid+" ready", func(context.Context) error {
		status, err := os.ReadFile("/proc/" + pid + "/status")
		if err != nil {
			return err
		}
		_, mask, _ := strings.Cut(string(status), "SigIgn:\t")
		mask, _, _ = strings.Cut(mask, "\n")
		ignored, err := strconv.ParseUint(mask, 16, 64)
		if err == nil && ignored&(1<<(syscall.SIGTERM-1)) == 0 {
			err = fmt.Errorf("ignores %s", mask)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(pid)
	if err != nil {
		t.Fatal(err)
	}
	return number
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
