package report

import "github.com/scimproof/scimproof/internal/verdict"

// feature is the scenarios of one file, in its order.
type feature struct {
	Name      string
	Path      string
	Scenarios []Scenario
	Summary   verdict.Summary
}

// features groups a report's scenarios by file. They are sorted by location, so
// those of one file stand together.
func features(r *Report) []feature {
	var out []feature
	for _, s := range r.Scenarios {
		path, _ := place(s.Location)
		if len(out) == 0 || out[len(out)-1].Path != path {
			out = append(out, feature{Name: s.Feature, Path: path, Summary: verdict.Count()})
		}
		last := &out[len(out)-1]
		last.Scenarios = append(last.Scenarios, s)
		last.Summary[s.Verdict]++
	}
	return out
}
