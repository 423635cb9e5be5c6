package report

import (
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/verdict"
)

type featureView struct {
	feature
	Tally  []segment
	Shared []string // tags that each of its scenarios has
	Cards  []card
}

// card is one scenario. Most have passed, and those must not make the page
// heavy: a brief one is a row that cannot be opened.
type card struct {
	Scenario
	Word         string
	Tone         string
	Brief        bool
	IDs          string   // of its requirements
	Line         string   // :13
	Own          []string // its tags but those of the whole feature
	Took         string
	Requirements []Requirement
	Sequence     *sequence // nil without exchanges, of what passed and of what is known to fail
}

// witnesses is how many scenarios of one finding tell all their exchanges. The
// others see the same, and show only the ones that tell most.
const witnesses = 3

// thorough are the places of the scenarios that tell everything.
func thorough(all []finding) map[string]bool {
	out := map[string]bool{}
	for _, f := range all {
		for _, s := range f.Scenarios[:min(witnesses, len(f.Scenarios))] {
			out[s.Location] = true
		}
	}
	return out
}

func viewFeature(r *Report, f feature, full map[string]bool) featureView {
	view := featureView{feature: f, Tally: bar(f.Summary), Shared: searchable(f.Scenarios[0].Tags)}
	for _, s := range f.Scenarios {
		view.Shared = slices.DeleteFunc(view.Shared, func(tag string) bool { return !slices.Contains(s.Tags, tag) })
	}
	for _, s := range f.Scenarios {
		c := card{Scenario: s, Word: word(s.Verdict), Tone: tone(s.Verdict), Took: milliseconds(s.Milliseconds)}
		c.Brief = slices.Contains([]verdict.Verdict{verdict.Passed, verdict.Unsupported, verdict.NotRun}, s.Verdict)
		c.IDs = strings.Join(s.Requirements, " ")
		if _, number := place(s.Location); number != "" {
			c.Line = ":" + number
		}
		c.Own = slices.DeleteFunc(searchable(s.Tags), func(tag string) bool { return slices.Contains(view.Shared, tag) })
		if !c.Brief {
			for _, id := range s.Requirements {
				c.Requirements = append(c.Requirements, r.requirement(id))
			}
			c.Sequence = c.story(full[s.Location])
		}
		view.Cards = append(view.Cards, c)
	}
	return view
}

func (c card) story(full bool) *sequence {
	switch {
	case len(c.Exchanges) == 0 || c.Verdict == verdict.KnownFailing:
		return nil
	case full:
		return draw(c.Exchanges)
	default:
		return tell(c.Scenario)
	}
}

// searchable are the tags a reader can filter by. Requirements have a list of their own.
func searchable(tags []string) []string {
	return slices.DeleteFunc(slices.Clone(tags), func(tag string) bool { return strings.HasPrefix(tag, "@req:") })
}
