package steps

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/scimproof/scimproof/internal/journal"
)

// silentScenarios is how many scenarios in a row a bridge may leave without any
// answer before the run gives up: it would cost the rest their whole patience each,
// and nothing would be learnt.
const silentScenarios = 5

// errTooLong ends a run that goes on for ever.
var errTooLong = errors.New("the run takes too long")

// pulse is what a run knows of whether the bridge is there at all.
type pulse struct {
	silent  int           // scenarios in a row without any answer
	why     string        // the run gave up
	putOff  int           // requests that got 429
	waiting time.Duration // on their account
}

// feel takes the bridge's pulse after a scenario: what was asked of it there.
func (r *run) feel(failed bool, exchanges []journal.Entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	toBridge := func(e journal.Entry) bool { return e.To == "bridge" }
	answered := func(e journal.Entry) bool {
		return toBridge(e) && e.Error == "" && e.Status != 0 && e.Status != http.StatusTooManyRequests
	}
	switch {
	case !failed, slices.ContainsFunc(exchanges, answered):
		r.pulse.silent = 0
	case slices.ContainsFunc(exchanges, toBridge):
		r.pulse.silent++
	}
	if r.pulse.silent >= silentScenarios && r.pulse.why == "" {
		r.pulse.why = fmt.Sprintf("the run gave up: the bridge gave no answer in %d scenarios in a row", silentScenarios)
	}
}

// tooLong gives up a run that goes on for ever.
func (r *run) tooLong() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pulse.why = cmp.Or(r.pulse.why, fmt.Sprintf("the run gave up: it took longer than %s", r.cfg.limit()))
}

// gaveUp says why the rest of the scenarios is not run, or "".
func (r *run) gaveUp() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.pulse.why
}

// putOff counts a request that got 429.
func (r *run) putOff(wait time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pulse.putOff++
	r.pulse.waiting += wait
}

// said are the notes of the run, with what the pulse was like.
func (r *run) said() []string {
	notes := slices.Clone(r.notes)
	if n := r.pulse.putOff; n > 0 {
		notes = append(notes, fmt.Sprintf("the bridge limits the rate of requests: it answered 429 %d times, which was waited out where it could be (%s in all) and judged nowhere",
			n, r.pulse.waiting.Round(time.Millisecond)))
	}
	return notes
}

// isOver tells whether the run was interrupted or takes too long.
func (r *run) isOver() bool {
	select {
	case <-r.ended:
		return true
	default:
		return false
	}
}
