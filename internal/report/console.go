package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/scimproof/scimproof/internal/verdict"
)

// The colours of the console.
const (
	bold   = "1"
	dim    = "2"
	red    = "1;31"
	green  = "1;32"
	yellow = "1;33"
)

// margin is the column where the values of a block begin.
const margin = 15

// console writes for a terminal and for the log of a CI job: a block for each of
// the most important findings, a line for further ones, a line for each group of
// what was not judged, the areas, what was judged, and the conclusion in the last line.
func console(r *Report, o Options) string {
	t := &terminal{options: o}
	all := findings(r)
	for _, f := range all[:min(foremost, len(all))] {
		t.finding(f)
	}
	t.further(all[min(foremost, len(all)):])
	t.groups(r)
	t.areas(areas(r))
	t.about(r)
	word := strings.ToUpper(r.Conclusion())
	color := map[int]string{verdict.Conformant: green, verdict.NotConformant: red, verdict.NoJudgement: yellow}[r.Code()]
	fmt.Fprintf(&t.text, "\n%s  %s\n", t.paint(color, word), r.Tally())
	return t.text.String()
}

type terminal struct {
	options Options
	text    strings.Builder
}

// finding is everything there is to say about one requirement that does not
// hold, in the order a reader asks for it, told by the scenario that saw it first.
func (t *terminal) finding(f finding) {
	s := f.Scenarios[0]
	t.head(s)
	t.requirement(f.Requirement)
	t.row("With it", strings.Join(f.Also, ", "))
	t.story(s)
	t.row("Fix", advice(f))
	t.row("Also", t.others(f.Scenarios[1:]))
	t.row("Again", s.Reproduce)
	t.text.WriteString("\n")
}

// block is everything there is to say about one scenario.
func (t *terminal) block(r *Report, s Scenario) {
	t.head(s)
	for _, id := range s.Requirements {
		q := r.requirement(id)
		q.Level = cmp.Or(q.Level, s.Level)
		t.requirement(q)
	}
	t.story(s)
	t.row("Again", s.Reproduce)
	t.text.WriteString("\n")
}

func (t *terminal) head(s Scenario) {
	fmt.Fprintf(&t.text, "%s  %s  %s\n", t.paint(tint(s.Verdict), heading(s.Verdict)), s.Location, t.paint(bold, s.Name))
}

func (t *terminal) requirement(q Requirement) {
	if q.ID == "" {
		return
	}
	t.row("Requirement", fmt.Sprintf("%s (%s)  %s  -> explain %s", q.ID, q.Level, q.Text, q.ID))
	words, address := source(q.ID)
	t.row("Source", strings.TrimSpace(words+"  "+address))
}

// story is what happened in a scenario, without its name and requirement.
func (t *terminal) story(s Scenario) {
	t.row("Step", s.Step)
	t.row("Expected", s.Expected)
	t.row("Actual", s.Actual)
	t.row("Reason", s.Reason)
	t.row("Likely", s.Hint)
	t.row("Exchange", exchanges(s))
}

// alsoShown is how many scenarios of one finding are named beside the first.
const alsoShown = 20

// others names the further scenarios that see the same.
func (t *terminal) others(scenarios []Scenario) string {
	var out []string
	for _, s := range scenarios[:min(alsoShown, len(scenarios))] {
		out = append(out, fmt.Sprintf("%s  %s  %s", heading(s.Verdict), s.Location, s.Name))
	}
	if more := len(scenarios) - alsoShown; more > 0 {
		out = append(out, fmt.Sprintf("(%d more: see the report)", more))
	}
	return strings.Join(out, "\n")
}

// further names the scenarios of the findings that are not among the most important.
func (t *terminal) further(all []finding) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(&t.text, "%s\n", t.paint(bold, many(len(all), "further finding")))
	for _, f := range all {
		for _, s := range f.Scenarios[:min(alsoShown, len(f.Scenarios))] {
			fmt.Fprintf(&t.text, "%s  %s  %s  (%s)\n", t.paint(tint(s.Verdict), heading(s.Verdict)), s.Location, s.Name, cmp.Or(f.Requirement.ID, "no requirement"))
		}
	}
	t.text.WriteString("\n")
}

// groups writes a line for each reason why scenarios were not judged or their failure is accepted.
func (t *terminal) groups(r *Report) {
	type group struct {
		verdict verdict.Verdict
		reason  string
	}
	var order []group
	count := map[group]int{}
	for _, s := range r.Scenarios {
		if !slices.Contains([]verdict.Verdict{verdict.KnownFailing, verdict.Unsupported, verdict.NotRun}, s.Verdict) {
			continue
		}
		g := group{s.Verdict, cmp.Or(s.Reason, "no reason given")}
		if count[g]++; count[g] == 1 {
			order = append(order, g)
		}
	}
	slices.SortStableFunc(order, func(a, b group) int {
		return slices.Index(verdict.All(), a.verdict) - slices.Index(verdict.All(), b.verdict)
	})
	for _, g := range order {
		reason := strings.Join(t.wrap(g.reason, 20), "\n"+strings.Repeat(" ", 20))
		fmt.Fprintf(&t.text, "%-13s  %3d  %s\n", heading(g.verdict), count[g], reason)
	}
	if len(order) > 0 {
		t.text.WriteString("\n")
	}
}

// about says what was judged, with what.
func (t *terminal) about(r *Report) {
	for _, fact := range facts(r) {
		t.row(fact.Name, fact.Value)
	}
	for _, note := range r.Notes {
		t.row("Note", note)
	}
	for _, problem := range r.Problems {
		t.row("Problem", problem)
	}
}

// row writes a label and its value; an empty value is left out. A value of one
// line is wrapped; one of several, such as a table, keeps its shape, and a command
// stays on one line so that it can be copied.
func (t *terminal) row(label, value string) {
	value = strings.TrimRight(strings.ReplaceAll(clip(value), "\t", "    "), "\n ")
	if value == "" {
		return
	}
	hanging := "\n" + strings.Repeat(" ", margin)
	if strings.Contains(value, "\n") || label == "Again" {
		value = strings.ReplaceAll(value, "\n", hanging)
	} else {
		value = strings.Join(t.wrap(value, margin), hanging)
	}
	t.text.WriteString(t.paint(dim, fmt.Sprintf("  %-*s", margin-2, label)) + value + "\n")
}

// wrap breaks text between words so that it fits beside an indent. Words longer
// than a line, such as addresses, stay whole so that they can be copied.
func (t *terminal) wrap(text string, indent int) []string {
	room := t.options.Width - indent
	if room <= 0 {
		return []string{text}
	}
	var out []string
	for _, word := range strings.Split(text, " ") {
		last := len(out) - 1
		if last < 0 || utf8.RuneCountInString(out[last])+1+utf8.RuneCountInString(word) > room {
			out = append(out, word)
		} else {
			out[last] += " " + word
		}
	}
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

func (t *terminal) paint(color, text string) string {
	if !t.options.Color || text == "" {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[0m"
}

// tint is the colour of a verdict somebody has to look at.
func tint(v verdict.Verdict) string {
	if v == verdict.Warned || v == verdict.Blocked {
		return yellow
	}
	return red
}

func heading(v verdict.Verdict) string {
	return strings.ToUpper(strings.ReplaceAll(string(v), "-", " "))
}

// fact is one line about the run.
type fact struct{ Name, Value string }

// facts say what was judged and how to have the same again.
func facts(r *Report) []fact {
	all := []fact{
		{"Bridge", strings.TrimSpace(r.Bridge.Name + " " + r.Bridge.Version)},
		{"Profile", r.Profile},
		{"Image", r.Bridge.Image},
		{"Digest", r.Bridge.Digest},
		{"Dialect", r.Dialect},
		{"Runtime", r.Runtime},
		{"Selection", r.Selection},
		{"Seed", fmt.Sprint(r.Seed)},
		{"Started", r.Started.UTC().Format("2006-01-02 15:04:05 UTC")},
		{"Took", r.Ended.Sub(r.Started).Round(time.Millisecond).String()},
		{"Suite", strings.TrimSpace(r.Suite.Name + " " + r.Suite.Version)},
	}
	return slices.DeleteFunc(all, func(f fact) bool { return f.Value == "" })
}
