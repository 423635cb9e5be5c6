package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"time"

	"github.com/scimproof/scimproof/mockidp/directory"
)

// The budgets of the directory: people in a large tenant, and how many
// connections the comparison with a bare client has.
const (
	few, many   = 1_000, 100_000
	changes     = 10
	connections = 8
	exported    = 20_000
)

// ratio is one line of the directory's table.
type ratio struct {
	what, budget, measured string
}

// writeDirectory measures the directory's job against a bridge that answers at
// once, behind a socket of this machine and in this process.
func writeDirectory(ctx context.Context, out io.Writer) error {
	_, _ = fmt.Fprint(out, "\n## The directory\n\nA job carries people, nine of ten with a manager, to a bridge that answers at once behind a socket of the same process.\n\n"+
		"| what | budget | measured |\n|---|---|---|\n")
	for _, take := range []func(context.Context) ([]ratio, error){large, against} {
		rows, err := take(ctx)
		if err != nil {
			return fmt.Errorf("measure the directory: %w", err)
		}
		for _, row := range rows {
			_, _ = fmt.Fprintf(out, "| %s | %s | %s |\n", row.what, row.budget, row.measured)
		}
	}
	return nil
}

// large measures what the number of people costs.
func large(ctx context.Context) ([]ratio, error) {
	small, _, err := initial(ctx, few)
	if err != nil {
		return nil, err
	}
	c, err := newCrowd(ctx, many, 1)
	defer c.close()
	if err != nil {
		return nil, err
	}
	runtime.GC()
	stop := peak(ctx)
	took, err := c.cycle(ctx, many)
	most := stop()
	if err != nil {
		return nil, err
	}
	next, err := c.changed(ctx)
	if err != nil {
		return nil, err
	}
	each := took / many
	return []ratio{
		{fmt.Sprintf("initial cycle, per person, %d people beside %d", many, few), "1.20", fmt.Sprintf("%.2f (%s and %s)", float64(each)/float64(small), each.Round(time.Microsecond), small.Round(time.Microsecond))},
		{fmt.Sprintf("most memory in the initial cycle of %d people, bridge included", many), "400 MiB", fmt.Sprintf("%d MiB", most>>20)},
		{fmt.Sprintf("incremental cycle with %d changes among %d people", changes, many), "50 ms", fmt.Sprintf("%.1f ms", float64(next.Microseconds())/1000)},
	}, nil
}

// initial is the best time that one person takes in an initial cycle.
func initial(ctx context.Context, people int) (best, all time.Duration, err error) {
	for range 5 {
		c, err := newCrowd(ctx, people, 1)
		if err == nil {
			all, err = c.cycle(ctx, people)
		}
		c.close()
		if err != nil {
			return 0, 0, err
		}
		if each := all / time.Duration(people); best == 0 || each < best {
			best = each
		}
	}
	return best, all, nil
}

// changed edits a few people and takes the time of the cycle that carries them.
func (c *crowd) changed(ctx context.Context) (time.Duration, error) {
	for i := range changes {
		name := fmt.Sprintf("p%06d@corp.example", i*many/changes+1)
		change := directory.PersonChange{Attributes: map[string]string{"jobTitle": "Lead"}}
		if _, err := c.tenant.ChangePerson(ctx, name, change); err != nil {
			return 0, err //nolint:wrapcheck // says enough
		}
	}
	began := time.Now()
	cycle, err := c.tenant.RunCycle(ctx)
	took := time.Since(began)
	if err == nil && cycle.Counts["update/success"] != changes {
		err = fmt.Errorf("want %d exports, got %v", changes, cycle.Counts)
	}
	return took, err //nolint:wrapcheck // says enough
}

// against compares the job with a bare client that sends the same requests over
// as many connections: the best of three each, in turn.
func against(ctx context.Context) ([]ratio, error) {
	var job, bare time.Duration
	var requests int
	for range 3 {
		c, err := newCrowd(ctx, exported/2, connections)
		if err != nil {
			return nil, err
		}
		c.requests.keep = true
		took, err := c.cycle(ctx, exported/2)
		c.requests.keep = false
		if err == nil {
			requests = len(c.requests.kept)
			job = best(job, took)
			took, err = replay(ctx, c.bridge.URL, c.requests.kept, connections)
			bare = best(bare, took)
		}
		c.close()
		if err != nil {
			return nil, err
		}
	}
	rate := func(d time.Duration) float64 { return float64(requests) / d.Seconds() }
	return []ratio{{
		fmt.Sprintf("requests of an export beside a bare client, %d connections", connections), "0.80 or more",
		fmt.Sprintf("%.2f (%.0f and %.0f a second)", float64(bare)/float64(job), rate(job), rate(bare)),
	}}, nil
}

func best(before, now time.Duration) time.Duration {
	if before == 0 {
		return now
	}
	return min(before, now)
}
