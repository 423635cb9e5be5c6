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
func viewFindings(r *Report) (full, further []findingView) {
	for i, f := range findings(r) {
		first := f.Scenarios[0]
		view := findingView{finding: f, Rank: i + 1, First: first, Word: word(f.Verdict), Tone: tone(f.Verdict), Seen: many(len(f.Scenarios), "scenario")}
		if i >= foremost {
			further = append(further, view)
			continue
		}
		view.Advice = advice(f)
		view.Source, view.Address = source(f.Requirement.ID)
		asked, seen := telling(first.Exchanges)
		var told []journal.Entry
		for _, e := range []*journal.Entry{asked, seen} {
			if e != nil {
				told = append(told, *e)
			}
		}
		if len(told) > 0 {
			view.Sequence = draw(told)
		}
		full = append(full, view)
	}
	return full, further
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
