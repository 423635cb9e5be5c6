package report

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/scimproof/scimproof/internal/journal"
)

// sequence is the exchanges of a scenario as arrows between the parties.
type sequence struct {
	Lanes  []lane
	Arrows []arrow
	Hidden int // exchanges that are left out
}

type lane struct {
	Name string
	X    float64 // percent of the drawing's width
}

type arrow struct {
	journal.Entry
	X1, X2  float64
	Tone    string
	Outcome string
	Took    string
	Open    bool // unfolded from the start
	Asked   message
	Told    message
}

// message is one half of an exchange.
type message struct {
	Headers []fact
	Body    string
}

// draw puts each exchange between the lanes of its two parties. The three of the
// lab always have a lane, in the direction people travel; others follow.
func draw(entries []journal.Entry) *sequence {
	parties := []string{"directory", "bridge", "vault"}
	for _, e := range entries {
		for _, name := range []string{e.From, e.To} {
			if !slices.Contains(parties, name) {
				parties = append(parties, name)
			}
		}
	}
	s := &sequence{}
	for i, name := range parties {
		s.Lanes = append(s.Lanes, lane{Name: name, X: math.Round((float64(i)+0.5)*1000/float64(len(parties))) / 10})
	}
	for _, e := range entries {
		s.Arrows = append(s.Arrows, arrow{
			Entry:   e,
			X1:      s.Lanes[slices.Index(parties, e.From)].X,
			X2:      s.Lanes[slices.Index(parties, e.To)].X,
			Tone:    statusTone(e),
			Outcome: outcome(e),
			Took:    milliseconds(e.Milliseconds),
			Asked:   message{headers(e.RequestHeaders), pretty(e.Request)},
			Told:    message{headers(e.ResponseHeaders), pretty(e.Response)},
		})
	}
	return s
}

func statusTone(e journal.Entry) string {
	switch {
	case e.Status == 0:
		return "lost"
	case e.Status >= 400:
		return "bad"
	default:
		return "ok"
	}
}

func headers(all map[string]string) []fact {
	var out []fact
	for _, name := range slices.Sorted(maps.Keys(all)) {
		out = append(out, fact{name, cmp.Or(all[name], "(empty)")})
	}
	return out
}
