package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/verdict"
)

// CI systems cut long summaries off, so one explains at most this many
// scenarios, and stops when it has this many bytes.
const (
	mostScenarios = 50
	mostBytes     = 256 << 10
)

// markdown writes the summary of a CI job: conclusion, counts, and what somebody has to look at.
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
	explained, more := 0, 0
	for _, v := range []verdict.Verdict{verdict.Failed, verdict.UnexpectedPass, verdict.Blocked, verdict.Warned} {
		for _, s := range r.Scenarios {
			if s.Verdict != v {
				continue
			}
			if explained == mostScenarios || b.Len() > mostBytes {
				more++
				continue
			}
			explained++
			markdownScenario(&b, r, s)
		}
	}
	if more > 0 {
		fmt.Fprintf(&b, "\n%d more are in the report.\n", more)
	}
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

func markdownScenario(b *strings.Builder, r *Report, s Scenario) {
	fmt.Fprintf(b, "\n### %s: %s\n\n%s\n\n", strings.ReplaceAll(string(s.Verdict), "-", " "), escape(s.Name), escape(s.Location))
	for _, id := range s.Requirements {
		q := r.requirement(id)
		fmt.Fprintf(b, "**%s** (%s) %s\n\n", escape(id), escape(cmp.Or(q.Level, s.Level)), escape(q.Text))
	}
	story := terminal{}
	story.story(s)
	b.WriteString(fence(story.text.String()))
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
