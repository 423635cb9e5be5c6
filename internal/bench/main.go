// Command bench measures the budgets of the lifecycle suite in one run on one
// machine and prints docs/benchmarks.md. Nothing in it passes or fails: timed
// assertions make tests flaky, and a reader can compare for oneself.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"time"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/steps"
)

// measure is one line of the table.
type measure struct {
	what   string
	budget time.Duration
	runs   int
	unit   time.Duration // in which it is printed
	take   func(ctx context.Context) (time.Duration, error)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if is, err := beBare(ctx, os.Stdin, os.Stdout); is {
		if err != nil {
			_, _ = fmt.Fprintf(os.Stderr, "bench: the bare client: %v\n", err)
			os.Exit(1) //nolint:gocritic // the process ends, and its signals with it
		}
		return
	}
	if err := write(ctx, os.Stdout); err != nil {
		stop()
		_, _ = fmt.Fprintf(os.Stderr, "bench: %v\n", err)
		os.Exit(1)
	}
}

func write(ctx context.Context, out io.Writer) error {
	_, _ = fmt.Fprintf(out, "# Benchmarks\n\nWritten by `make bench`: %s, %s/%s, %d cores, on %s. Real time; each line is measured in the same run, the\nfirst measurement of each is thrown away.\n\n"+
		"| what | budget | best | median | worst | median / budget |\n|---|---|---|---|---|---|\n",
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), time.Now().Format(time.DateOnly))
	for _, m := range measures() {
		taken, err := repeat(ctx, m)
		if err != nil {
			_, _ = fmt.Fprintf(out, "| %s | %s | not measured: %v | | | |\n", m.what, m.print(m.budget), err)
			continue
		}
		median := taken[len(taken)/2]
		_, _ = fmt.Fprintf(out, "| %s | %s | %s | %s | %s | %.2f |\n", m.what, m.print(m.budget), m.print(taken[0]), m.print(median), m.print(taken[len(taken)-1]), float64(median)/float64(m.budget))
	}
	if err := writeRequests(ctx, out); err != nil {
		return err
	}
	if err := writeDirectory(ctx, out); err != nil {
		return err
	}
	_, err := fmt.Fprint(out, "\nWhere the time goes in the embedded suite is seen with `go test -run '^$' -bench Lifecycle -cpuprofile cpu.out ./steps`.\n")
	return err //nolint:wrapcheck // the writer's own error
}

func (m measure) print(d time.Duration) string {
	return fmt.Sprintf("%.2f %s", float64(d)/float64(m.unit), map[time.Duration]string{time.Millisecond: "ms", time.Second: "s"}[m.unit])
}

func repeat(ctx context.Context, m measure) ([]time.Duration, error) {
	var taken []time.Duration
	for i := range m.runs + 1 {
		d, err := m.take(ctx)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			taken = append(taken, d)
		}
	}
	slices.Sort(taken)
	return taken, nil
}

func measures() []measure {
	return []measure{
		{"a lab in this process, up and closed", 5 * time.Millisecond, 50, time.Millisecond, embeddedLab},
		{"lifecycle suite embedded, per scenario", 3 * time.Millisecond, 10, time.Millisecond, perScenario(suite("embedded", "features/lifecycle"))},
		{"protocol suite embedded, whole", 2 * time.Second, 5, time.Second, whole(suite("embedded", "features/protocol", "--version-profile", "rfc"))},
		{"protocol suite over the network, one account, one scenario after the other", 8 * time.Second, 3, time.Second, oneAccount},
		{"from a warm image cache to the first green scenario in containers", 3 * time.Second, 5, time.Second, firstGreen},
		{"lifecycle suite in containers, per scenario", 50 * time.Millisecond, 2, time.Millisecond, perScenario(suite("docker", "features/lifecycle"))},
	}
}

func embeddedLab(ctx context.Context) (time.Duration, error) {
	profile, err := bridge.LoadProfile("refbridge")
	if err != nil {
		return 0, err //nolint:wrapcheck // says enough
	}
	began := time.Now()
	up, err := lab.Up(ctx, lab.Options{Profile: profile, Runtime: lab.Embedded})
	if err != nil {
		return 0, err //nolint:wrapcheck // says enough
	}
	err = up.Close(ctx)
	return time.Since(began), err //nolint:wrapcheck // says enough
}

func whole(run func(context.Context) (time.Duration, int, error)) func(context.Context) (time.Duration, error) {
	return func(ctx context.Context) (time.Duration, error) {
		taken, _, err := run(ctx)
		return taken, err
	}
}

func perScenario(run func(context.Context) (time.Duration, int, error)) func(context.Context) (time.Duration, error) {
	return func(ctx context.Context) (time.Duration, error) {
		taken, scenarios, err := run(ctx)
		return taken / time.Duration(max(scenarios, 1)), err
	}
}

// firstGreen runs one scenario and takes the time until its verdict is known.
func firstGreen(ctx context.Context) (time.Duration, error) {
	began := time.Now()
	var green time.Duration
	_, err := steps.Run(ctx, steps.Config{
		Runtime: lab.Docker, Paths: []string{"features/lifecycle/join.feature"},
		Progress: func(p steps.Progress) {
			if p.Last.Verdict == verdict.Passed && green == 0 {
				green = time.Since(began)
			}
		},
	})
	if err == nil && green == 0 {
		err = errors.New("the scenario did not pass")
	}
	return green, err //nolint:wrapcheck // says enough
}
