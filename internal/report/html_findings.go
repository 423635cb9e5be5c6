package report

import "github.com/scimproof/scimproof/internal/journal"

// findingView is a finding as the page tells it.
type findingView struct {
	finding
	Rank     int
	First    Scenario // tells it
	Word     string
	Tone     string
	Seen     string // 3 scenarios
	Source   string
	Address  string
	Advice   string
	Sequence *sequence // the telling exchanges only; the scenario has all of them
}

// areaView is an area with its requirements.
type areaView struct {
	Name         string
	Must, Should []segment
	Judged       []requirementView
}

type requirementView struct {
	Requirement
	Word string
	Tone string
}

// viewFindings splits the findings into those told in full and those that get a line.
func viewFindings(all []finding) (full, further []findingView) {
	for i, f := range all {
		first := f.Scenarios[0]
		view := findingView{finding: f, Rank: i + 1, First: first, Word: word(f.Verdict), Tone: tone(f.Verdict), Seen: many(len(f.Scenarios), "scenario")}
		if i >= foremost {
			further = append(further, view)
			continue
		}
		view.Advice = advice(f)
		view.Source, view.Address = source(f.Requirement.ID)
		view.Sequence = tell(first)
		if view.Sequence != nil {
			view.Sequence.Arrows[0].Open = true
		}
		full = append(full, view)
	}
	return full, further
}

// tell draws the telling exchanges alone; nil if there are none.
func tell(scenario Scenario) *sequence {
	asked, seen := telling(scenario)
	var told []journal.Entry
	for _, e := range []*journal.Entry{asked, seen} {
		if e != nil {
			told = append(told, *e)
		}
	}
	if len(told) == 0 {
		return nil
	}
	s := draw(told)
	s.Hidden = len(scenario.Exchanges) - len(told)
	return s
}

func viewAreas(r *Report) []areaView {
	var out []areaView
	for _, a := range areas(r) {
		view := areaView{Name: a.Name, Must: bar(a.Must), Should: bar(a.Should)}
		for _, q := range a.Requirements {
			view.Judged = append(view.Judged, requirementView{q, word(q.Verdict), tone(q.Verdict)})
		}
		out = append(out, view)
	}
	return out
}
