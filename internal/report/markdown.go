package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/verdict"
)

// CI systems cut long summaries off, so one lists at most this many scenarios
// or findings, and tells none in full when it has this many bytes.
const (
	mostScenarios = 50
	mostBytes     = 256 << 10
)

// markdown writes the summary of a CI job: conclusion, counts, what somebody has
// to look at, and the areas.
func markdown(r *Report) string {
	var b strings.Builder
	conclusion := strings.ToUpper(r.Conclusion()[:1]) + r.Conclusion()[1:]
	fmt.Fprintf(&b, "## %s: %s\n\n%s.\n", conclusion, escape(strings.TrimSpace(cmp.Or(r.Bridge.Name, "bridge")+" "+r.Bridge.Version)), r.Tally())
	for _, problem := range r.Problems {
		fmt.Fprintf(&b, "\n> **Problem:** %s\n", escape(problem))
	}
	for _, note := range r.Notes {
		fmt.Fprintf(&b, "\n> Note: %s\n", escape(note))
	}
	markdownCounts(&b, r)
	all := findings(r)
	told := 0
	for told < min(foremost, len(all)) && b.Len() < mostBytes {
		markdownFinding(&b, all[told])
		told++
	}
	markdownFurther(&b, all[told:])
	markdownAreas(&b, areas(r))
	b.WriteString("\n<details><summary>What was judged</summary>\n\n| | |\n|---|---|\n")
	for _, f := range facts(r) {
		fmt.Fprintf(&b, "| %s | %s |\n", f.Name, escape(f.Value))
	}
	b.WriteString("\n</details>\n")
	return b.String()
}

func markdownCounts(b *strings.Builder, r *Report) {
	all := slices.DeleteFunc(verdict.All(), func(v verdict.Verdict) bool { return r.Summary[v] == 0 })
	if len(all) == 0 {
		return
	}
	b.WriteString("\n|")
	for _, v := range all {
		fmt.Fprintf(b, " %s |", v)
	}
	b.WriteString("\n|" + strings.Repeat("---:|", len(all)) + "\n|")
	for _, v := range all {
		fmt.Fprintf(b, " %d |", r.Summary[v])
	}
	b.WriteString("\n")
}

func markdownFinding(b *strings.Builder, f finding) {
	s, q := f.Scenarios[0], f.Requirement
	fmt.Fprintf(b, "\n### %s: %s\n\n", word(f.Verdict), escape(cmp.Or(q.Text, s.Name)))
	if q.ID != "" {
		fmt.Fprintf(b, "**%s** (%s, %s)", escape(q.ID), escape(q.Level), escape(cmp.Or(q.Area, elsewhere)))
		if words, address := source(q.ID); words != "" {
			fmt.Fprintf(b, ", [%s](%s)", words, address)
		}
		b.WriteString("\n\n")
	}
	fmt.Fprintf(b, "%s, %s\n\n", escape(s.Location), escape(s.Name))
	story := terminal{}
	story.row("With it", strings.Join(f.Also, ", "))
	story.story(s)
	story.row("Fix", advice(f))
	story.row("Again", s.Reproduce)
	b.WriteString(fence(story.text.String()))
	if more := f.Scenarios[1:]; len(more) > 0 {
		fmt.Fprintf(b, "\n<details><summary>Seen by %s more</summary>\n\n", many(len(more), "scenario"))
		for _, s := range more[:min(mostScenarios, len(more))] {
			fmt.Fprintf(b, "- %s: %s, %s\n", word(s.Verdict), escape(s.Location), escape(s.Name))
		}
		b.WriteString("\n</details>\n")
	}
}

func markdownFurther(b *strings.Builder, all []finding) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(b, "\n### %s\n\n", many(len(all), "further finding"))
	for _, f := range all[:min(mostScenarios, len(all))] {
		s := f.Scenarios[0]
		fmt.Fprintf(b, "- %s: **%s** %s (%s, %s)\n", word(f.Verdict), escape(cmp.Or(f.Requirement.ID, s.Name)),
			escape(clipLine(f.Requirement.Text)), escape(s.Location), many(len(f.Scenarios), "scenario"))
	}
	if more := len(all) - mostScenarios; more > 0 {
		fmt.Fprintf(b, "\n%d more are in the report.\n", more)
	}
}

// markdownAreas is a table of the requirements by area and verdict.
func markdownAreas(b *strings.Builder, all []area) {
	if len(all) == 0 {
		return
	}
	sum := total(all)
	must, should := occurring(sum.Must), occurring(sum.Should)
	b.WriteString("\n<details><summary>Requirements by area</summary>\n\n| |")
	for _, v := range must {
		fmt.Fprintf(b, " MUST %s |", v)
	}
	for _, v := range should {
		fmt.Fprintf(b, " SHOULD %s |", v)
	}
	b.WriteString("\n|---|" + strings.Repeat("---:|", len(must)+len(should)) + "\n")
	for _, a := range append(slices.Clone(all), sum) {
		fmt.Fprintf(b, "| %s |", escape(a.Name))
		for _, v := range must {
			fmt.Fprintf(b, " %s |", number(a.Must[v]))
		}
		for _, v := range should {
			fmt.Fprintf(b, " %s |", number(a.Should[v]))
		}
		b.WriteString("\n")
	}
	b.WriteString("\n</details>\n")
}

// escape makes text plain text in Markdown, also where HTML is allowed. A mention
// in it notifies nobody. It must not begin a line, where a few more marks have a meaning.
func escape(text string) string {
	var b strings.Builder
	for _, r := range line(text) {
		switch {
		case strings.ContainsRune("\\`*_{}[]()#|~", r):
			fmt.Fprintf(&b, "\\%c", r)
		case strings.ContainsRune("<>&@", r):
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// fence is a block of code that nothing inside can end.
func fence(text string) string {
	ticks := "```"
	for strings.Contains(text, ticks) {
		ticks += "`"
	}
	return ticks + "text\n" + strings.TrimRight(text, "\n") + "\n" + ticks + "\n"
}
