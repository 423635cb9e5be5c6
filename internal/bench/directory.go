package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/scimproof/scimproof/mockidp/directory"
)

// The budgets of the directory: people in a large tenant, and how many
// connections the comparison with a bare client has.
const (
	few, many   = 1_000, 100_000
	smallCrowds = 8 // of few people, because the processor's time is counted in hundredths of a second
	changes     = 10
	connections = 8
	exported    = 20_000
)

// ratio is one line of the directory's table.
type ratio struct {
	what, budget, measured string
}

// writeDirectory measures the directory's job against a bridge that answers at
// once behind a socket of this machine.
func writeDirectory(ctx context.Context, out io.Writer) error {
	_, _ = fmt.Fprint(out, "\n## The directory\n\nA job carries people, nine of ten with a manager, to a bridge that answers at once behind a socket.\n"+
		"Directory, bridge and bare client are a process each; the bare client works as the load generator vegeta does.\n\n"+
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
	small, err := initial(ctx, few, smallCrowds)
	if err != nil {
		return nil, err
	}
	c, err := newCrowd(ctx, many, 1)
	defer c.close()
	if err != nil {
		return nil, err
	}
	cost, err := c.cost(ctx, many)
	if err != nil {
		return nil, err
	}
	most, err := c.peak()
	if err != nil {
		return nil, err
	}
	next, err := c.changed(ctx)
	if err != nil {
		return nil, err
	}
	each := cost / many
	return []ratio{
		{
			fmt.Sprintf("initial cycle, the directory's processor time per person, %d people beside %d", many, few), "1.20",
			fmt.Sprintf("%.2f (%s and %s)", float64(each)/float64(small), each.Round(time.Microsecond), small.Round(time.Microsecond)),
		},
		{fmt.Sprintf("most memory of the directory with %d people", many), "400 MiB", fmt.Sprintf("%d MiB", most>>20)},
		{fmt.Sprintf("incremental cycle with %d changes among %d people", changes, many), "50 ms", fmt.Sprintf("%.1f ms", float64(next.Microseconds())/1000)},
	}, nil
}

// initial is what one person costs in an initial cycle, on average over so many tenants.
func initial(ctx context.Context, people, tenants int) (time.Duration, error) {
	var all time.Duration
	for range tenants {
		c, err := newCrowd(ctx, people, 1)
		var cost time.Duration
		if err == nil {
			cost, err = c.cost(ctx, people)
		}
		c.close()
		if err != nil {
			return 0, err
		}
		all += cost
	}
	return all / time.Duration(people*tenants), nil
}

// cost is the processor time that the initial cycle takes.
func (c *crowd) cost(ctx context.Context, people int) (time.Duration, error) {
	before, err := c.processor()
	if err != nil {
		return 0, err
	}
	if _, err := c.cycle(ctx, people); err != nil {
		return 0, err
	}
	after, err := c.processor()
	return after - before, err
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
	if err == nil && cycle.Counts["update/success"] < changes {
		err = fmt.Errorf("want %d exports, got %v", changes, cycle.Counts)
	}
	return took, err //nolint:wrapcheck // says enough
}

// against compares the job with a bare client that sends the same requests over
// as many connections: the best of three each, in turn.
func against(ctx context.Context) ([]ratio, error) {
	var job, other time.Duration
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
			took, err = bare(ctx, c.bridge.URL, c.requests.kept, connections)
			other = best(other, took)
		}
		c.close()
		if err != nil {
			return nil, err
		}
	}
	rate := func(d time.Duration) float64 { return float64(requests) / d.Seconds() }
	return []ratio{{
		fmt.Sprintf("requests of an export beside a bare client, %d connections", connections), "0.80 or more",
		fmt.Sprintf("%.2f (%.0f and %.0f a second)", float64(other)/float64(job), rate(job), rate(other)),
	}}, nil
}

func best(before, now time.Duration) time.Duration {
	if before == 0 {
		return now
	}
	return min(before, now)
}
