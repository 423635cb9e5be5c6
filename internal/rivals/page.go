package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/scimproof/scimproof/internal/refbridge"
)

// write prints docs/rivals.md.
func (c *comparison) write(out io.Writer, known []flag, on time.Time) error {
	var b strings.Builder
	fmt.Fprintf(&b, `# The rivals as witnesses

Testers that others wrote judge the reference bridge, so that not only its authors say that it is sound, and are compared with
this suite. Written by `+"`make rivals`"+`: %s, %s/%s, %d cores, on %s. All numbers are of that one run.

`, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), on.Format(time.DateOnly))
	c.writeSideBySide(&b)
	fmt.Fprintf(&b, `
## What they find fault with

Whatever else they found was mended. A test holds the bridge to this table (%s), so that neither a new
fault nor one that is gone stays unseen.

| tester | generations | check | it says | why it stays |
|---|---|---|---|---|
%s`, "`internal/rivals/flags.tsv`", flagRows(known))
	c.writeAreas(&b)
	b.WriteString("\n## Defect by defect\n\n| defect | what breaks |" + c.head() + "\n")
	for _, r := range c.rows {
		fmt.Fprintf(&b, "| %s | %s |", r.defect, r.defect.Summary)
		for _, news := range r.news {
			fmt.Fprintf(&b, " %s |", cell(news))
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(out, b.String())
	return err //nolint:wrapcheck // the writer's own error
}

func (c *comparison) writeSideBySide(b *strings.Builder) {
	fmt.Fprintf(b, `## Side by side

Each judges the same bridge (generation %s, with an empty account behind it) over the loopback address, as a program of its own,
one after the other; of %d runs the one in the middle counts. A result is an answer yes or no. Checks are kinds of it: a rival's
functions or rows, this suite's requirements. A defect is noticed by whoever finds a fault that it does not find in the sound
bridge.

| tester | checks | results | time | time per result | faults found in the sound bridge | defects noticed |
|---|---|---|---|---|---|---|
`, generation, rounds)
	for i, one := range c.contenders {
		p := c.medians[i]
		noticed, all := c.noticed(i, func(refbridge.Defect) bool { return true })
		fmt.Fprintf(b, "| %s (%s) | %d | %d | %.2f s | %.1f ms | %d | %d of %d (%d %%) |\n", strings.TrimSpace(one.name+" "+one.version), one.about,
			p.kinds, p.results, p.took.Seconds(), float64(p.took.Microseconds())/1000/float64(max(1, p.results)), len(p.faults), noticed, all, percent(noticed, all))
	}
	b.WriteString(`
scim2-tester is given user names that are e-mail addresses, because the account refuses others; without that, hardly any of its
checks about users would begin.
`)
}

func (c *comparison) writeAreas(b *strings.Builder) {
	fmt.Fprintf(b, `
## Defects, area by area

The defects are this project's own (%s), which favours its suite. Many of them SCIM alone cannot show: whether
the account follows is what %s is for ([mutation.md](mutation.md)), and only %s takes part here.

| area | defects |%s
`, "`scimproof list defects`", "`features/lifecycle`", "`"+protocol+"`", c.head())
	for _, area := range c.areas() {
		in := func(d refbridge.Defect) bool { return d.Area == area }
		_, all := c.noticed(0, in)
		fmt.Fprintf(b, "| %s | %d |", area, all)
		for i := range c.contenders {
			noticed, _ := c.noticed(i, in)
			fmt.Fprintf(b, " %d |", noticed)
		}
		b.WriteString("\n")
	}
}

// head is the rest of the head of a table that has a column for each contender.
func (c *comparison) head() string {
	names, lines := "", "|---|---|"
	for _, one := range c.contenders {
		names += " " + one.name + " |"
		lines += "---|"
	}
	return names + "\n" + lines
}

func (c *comparison) areas() []string {
	var areas []string
	for _, r := range c.rows {
		if !slices.Contains(areas, r.defect.Area) {
			areas = append(areas, r.defect.Area)
		}
	}
	return areas
}

// flagRows has one row for each flag, with its generations.
func flagRows(known []flag) string {
	var b strings.Builder
	for i := 0; i < len(known); i++ {
		f := known[i]
		generations := []string{f.generation}
		for ; i+1 < len(known) && known[i+1].tester == f.tester && known[i+1].check == f.check; i++ {
			generations = append(generations, known[i+1].generation)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", f.tester, strings.Join(generations, ", "), plain(f.check), plain(f.says), plain(f.why))
	}
	return b.String()
}

// cell is the first of what was noticed, and how much more there is.
func cell(news []string) string {
	if len(news) == 0 {
		return "–"
	}
	text := []rune(news[0])
	if len(text) > cellLength {
		text = append(text[:cellLength], []rune(" …")...)
	}
	if len(news) == 1 {
		return plain(string(text))
	}
	return fmt.Sprintf("%s; %d more", plain(string(text)), len(news)-1)
}

// cellLength is what a cell shows of a text.
const cellLength = 100

// plain is a text that means nothing to Markdown.
func plain(text string) string {
	return strings.NewReplacer("|", "\\|", "<", "&lt;", "*", "\\*").Replace(text)
}

func percent(part, whole int) int { return part * 100 / max(1, whole) }
