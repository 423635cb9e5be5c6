package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/scimproof/scimproof/internal/refbridge"
)

const (
	// rounds are the runs of which the one in the middle counts.
	rounds = 3
	// seats are the defects tried at once; nothing is timed meanwhile.
	seats = 2
	// tryLimit bounds what one contender takes for one defect.
	tryLimit = 5 * time.Minute
)

// comparison is what one run of all contenders came to.
type comparison struct {
	contenders []contender
	medians    []performance // by contender
	rows       []row
}

// row is what was noticed of one defect, by contender.
type row struct {
	defect refbridge.Defect
	news   [][]string
}

// makeComparison measures all contenders, one after the other, and then tries
// them on the defects.
func makeComparison(ctx context.Context, contenders []contender, defects []refbridge.Defect, progress func(string)) (*comparison, error) {
	c := &comparison{contenders: contenders}
	usual := make([]map[string]bool, len(contenders)) // what they find fault with in the sound bridge
	for i, one := range contenders {
		usual[i] = map[string]bool{}
		var runs []performance
		for range rounds {
			p, err := one.perform(ctx)
			if err != nil {
				return nil, fmt.Errorf("%s on the sound bridge: %w", one.name, err)
			}
			progress(fmt.Sprintf("%s: %d results, %d faults, %s", one.name, p.results, len(p.faults), p.took.Round(time.Millisecond)))
			for _, fault := range p.faults {
				usual[i][fault] = true
			}
			runs = append(runs, p)
		}
		slices.SortFunc(runs, func(a, b performance) int { return int(a.took - b.took) })
		c.medians = append(c.medians, runs[rounds/2])
	}
	c.rows = make([]row, len(defects))
	errs := make([]error, len(defects))
	var all sync.WaitGroup
	var telling sync.Mutex
	free := make(chan struct{}, seats)
	for i, d := range defects {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			c.rows[i], errs[i] = try(ctx, contenders, usual, d)
			telling.Lock()
			defer telling.Unlock()
			progress(fmt.Sprintf("%d/%d %s", i+1, len(defects), c.rows[i].line(contenders)))
		})
	}
	all.Wait()
	for i, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("defect %s: %w", defects[i], err)
		}
	}
	return c, nil
}

// try lets each contender judge a bridge with a defect.
func try(ctx context.Context, contenders []contender, usual []map[string]bool, d refbridge.Defect) (row, error) {
	r := row{defect: d, news: make([][]string, len(contenders))}
	for i, one := range contenders {
		bounded, cancel := context.WithTimeout(ctx, tryLimit)
		faults, err := one.faults(bounded, d.Name)
		cancel()
		if err != nil {
			return r, fmt.Errorf("%s: %w", one.name, err)
		}
		r.news[i] = slices.DeleteFunc(faults, func(fault string) bool { return usual[i][fault] })
	}
	return r, nil
}

func (r row) line(contenders []contender) string {
	line := r.defect.Name
	for i, one := range contenders {
		line += fmt.Sprintf("  %s %d", one.name, len(r.news[i]))
	}
	return line
}

// noticed counts the defects that a contender noticed, of those that count.
func (c *comparison) noticed(contender int, counts func(refbridge.Defect) bool) (noticed, all int) {
	for _, r := range c.rows {
		if counts(r.defect) {
			all++
			noticed += min(1, len(r.news[contender]))
		}
	}
	return noticed, all
}
