package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/scimproof/scimproof/internal/refbridge"
)

const (
	// rounds are the runs that are timed, of each contender.
	rounds = 5
	// trials are the runs on the sound bridge that show what somebody always finds fault with.
	trials = 3
	// seats are the defects tried at once; nothing is timed meanwhile.
	seats = 2
	// tryLimit bounds what one contender takes for one defect.
	tryLimit = 5 * time.Minute
)

// course is where the contenders meet.
type course struct {
	bridge    func(defect string) ground // the reference bridge; sound if the name is empty
	repeated  func(defect string) ground // the same at one and the same hour, so that the same questions get the same answers
	elsewhere ground                     // the server that nobody here wrote
}

// comparison is what one run of all contenders came to.
type comparison struct {
	contenders []contender
	usual      []map[string]bool // what is found fault with in the sound bridge, by contender
	tapes      []*tape           // of the sound bridge, by contender; nil: cannot be repeated
	loads      []string          // of the machine: when all began, and before it was measured; empty if nobody knows
	sound      []measurement     // by contender
	elsewhere  []measurement     // by contender
	rows       []row
}

// measurement is what several runs of a contender came to.
type measurement struct {
	performance               // the one that took the least time
	median      time.Duration // of time
}

// row is what was new about a defect, by contender.
type row struct {
	defect refbridge.Defect
	news   []opinion
}

// makeComparison tries all contenders on the defects, and then measures them.
func makeComparison(ctx context.Context, contenders []contender, on course, defects []refbridge.Defect, progress func(string)) (*comparison, error) {
	c := &comparison{contenders: contenders, loads: []string{load()}}
	if err := c.learn(ctx, on, progress); err != nil {
		return nil, fmt.Errorf("on the sound bridge: %w", err)
	}
	if err := c.try(ctx, on, defects, progress); err != nil {
		return nil, err
	}
	c.loads = append(c.loads, load())
	progress("the load was and is " + strings.Join(c.loads, ", "))
	var err error
	if c.elsewhere, err = measure(ctx, contenders, on.elsewhere, progress); err != nil {
		return nil, fmt.Errorf("on %s: %w", elsewhere, err)
	}
	if c.sound, err = measure(ctx, contenders, on.bridge(""), progress); err != nil {
		return nil, fmt.Errorf("on the sound bridge: %w", err)
	}
	return c, nil
}

// learn finds out what the contenders find fault with in the sound bridge.
func (c *comparison) learn(ctx context.Context, on course, progress func(string)) error {
	for _, one := range c.contenders {
		usual := map[string]bool{}
		for range trials {
			found, err := one.opinion(ctx, on.bridge(""), "")
			if err == nil && found.broken != "" {
				err = fmt.Errorf("it breaks off: %s", found.broken)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", one.name, err)
			}
			for _, fault := range found.faults {
				usual[fault] = true
			}
		}
		heard, err := record(ctx, one, on.repeated(""))
		if err != nil {
			return fmt.Errorf("%s: %w", one.name, err)
		}
		if heard != nil {
			progress(fmt.Sprintf("%s asks %d things", one.name, len(heard.exchanges)))
		}
		c.usual, c.tapes = append(c.usual, usual), append(c.tapes, heard)
	}
	return nil
}

// opinion is what it finds fault with, or an error if that cannot be found out.
func (one contender) opinion(ctx context.Context, on ground, area string) (found opinion, err error) {
	bounded, cancel := context.WithTimeout(ctx, tryLimit)
	defer cancel()
	err = on(bounded, func(at target) (err error) {
		found, err = one.judge(bounded, at, area)
		return err
	})
	return found, err
}

// measure times all contenders in turn, so that what else the machine does meets
// all of them.
func measure(ctx context.Context, contenders []contender, on ground, progress func(string)) ([]measurement, error) {
	runs := make([][]performance, len(contenders))
	for range rounds {
		for i, one := range contenders {
			var p performance
			err := on(ctx, func(at target) (err error) {
				p, err = one.perform(ctx, at)
				return err
			})
			if err == nil && p.opinion.broken != "" {
				err = fmt.Errorf("it breaks off: %s", p.opinion.broken)
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", one.name, err)
			}
			progress(fmt.Sprintf("%s: %d results, %d faults, %s, processor %s", one.name, p.results, len(p.opinion.faults), p.took.Round(time.Millisecond), p.cpu.Round(time.Millisecond)))
			runs[i] = append(runs[i], p)
		}
	}
	var all []measurement
	for _, of := range runs {
		all = append(all, measurementOf(of))
	}
	return all, nil
}

func measurementOf(runs []performance) measurement {
	slices.SortFunc(runs, func(a, b performance) int { return int(a.took - b.took) })
	m := measurement{performance: runs[0], median: runs[len(runs)/2].took}
	for _, p := range runs {
		m.cpu = min(m.cpu, p.cpu)
	}
	return m
}

// try tries the contenders on each defect.
func (c *comparison) try(ctx context.Context, on course, defects []refbridge.Defect, progress func(string)) error {
	c.rows = make([]row, len(defects))
	errs := make([]error, len(defects))
	var all sync.WaitGroup
	var telling sync.Mutex
	free := make(chan struct{}, seats)
	for i, d := range defects {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			c.rows[i], errs[i] = c.tryOn(ctx, on, d)
			telling.Lock()
			defer telling.Unlock()
			progress(fmt.Sprintf("%d/%d %s", i+1, len(defects), c.line(c.rows[i])))
		})
	}
	all.Wait()
	for i, err := range errs {
		if err != nil {
			return fmt.Errorf("defect %s: %w", defects[i], err)
		}
	}
	return nil
}

// tryOn lets each contender judge a bridge with a defect.
func (c *comparison) tryOn(ctx context.Context, on course, d refbridge.Defect) (row, error) {
	r := row{defect: d, news: make([]opinion, len(c.contenders))}
	for i, one := range c.contenders {
		var found opinion
		same, err := c.tapes[i].sounds(ctx, on.repeated(d.Name))
		if err == nil && !same {
			found, err = one.opinion(ctx, on.bridge(d.Name), d.Area)
		}
		if err != nil {
			return r, fmt.Errorf("%s: %w", one.name, err)
		}
		found.faults = slices.DeleteFunc(found.faults, func(fault string) bool { return c.usual[i][fault] })
		r.news[i] = found
	}
	return r, nil
}

func (c *comparison) line(r row) string {
	line := r.defect.Name
	for i, one := range c.contenders {
		line += fmt.Sprintf("  %s %s", one.name, cell(r.news[i]))
	}
	return line
}

// noticed counts the defects that a contender noticed, of those that count, and
// those of them where it broke off.
func (c *comparison) noticed(contender int, counts func(refbridge.Defect) bool) (noticed, brokenOff, all int) {
	for _, r := range c.rows {
		if !counts(r.defect) {
			continue
		}
		all++
		if r.news[contender].noticed() {
			noticed++
		}
		if r.news[contender].broken != "" {
			brokenOff++
		}
	}
	return noticed, brokenOff, all
}

// load is how many programs wanted a processor in the last minute, where the system
// tells.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}
