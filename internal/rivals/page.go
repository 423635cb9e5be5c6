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
this suite. Written by `+"`make rivals`"+`: %s, %s/%s, %d processors, on %s. All numbers are of that one run.

`, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), on.Format(time.DateOnly))
	c.writeSideBySide(&b)
	c.writeSpeed(&b)
	fmt.Fprintf(&b, `
## What they find fault with

Whatever else they found was mended. A test holds the bridge to this table (%s), so that neither a new
fault nor one that is gone stays unseen.

%s%s`, "`internal/rivals/flags.tsv`", flagsHead, flagRows(known))
	c.writeAreas(&b)
	c.writeGaps(&b)
	c.writeDefects(&b)
	_, err := io.WriteString(out, b.String())
	return err //nolint:wrapcheck // the writer's own error
}

func (c *comparison) writeSideBySide(b *strings.Builder) {
	fmt.Fprintf(b, `## Side by side

Each judges the same bridge (generation %s, with an empty account behind it) over the loopback address, as a program of its own.
They take turns, %d times; the fastest run counts. A result is an answer yes or no. Checks are kinds of it: a rival's functions or
rows, this suite's requirements.
%s

| tester | checks | results | time | time per result | faults found in the sound bridge | defects noticed |
|---|---|---|---|---|---|---|
`, generation, rounds, c.busy())
	for i, one := range c.contenders {
		m := c.sound[i]
		noticed, brokenOff, all := c.noticed(i, func(refbridge.Defect) bool { return true })
		fmt.Fprintf(b, "| %s (%s) | %d | %d | %.2f s | %.2f ms | %d | %d of %d (%d %%)%s |\n", strings.TrimSpace(one.name+" "+one.version), one.about,
			m.kinds, m.results, m.took.Seconds(), m.each(m.took), len(m.opinion.faults), noticed, all, percent(noticed, all), breaking(brokenOff))
	}
	b.WriteString(`
A defect is noticed by whoever finds a fault that it does not find in the sound bridge, or breaks off before its end; of this
suite, the first scenario that finds fault is enough. All get nothing but a URL and a token, and the same new bridge. A rival
that would get the same answers as from the sound bridge, down to the last byte, to everything that it asks, notices nothing and is
not run: that is found out by asking the same again. scim2-tester is given user names that are e-mail addresses, because the account
refuses others; without that, hardly any of its checks about users would begin.
`)
}

// busy says what else the machine did while it was measured.
func (c *comparison) busy() string {
	if slices.Contains(c.loads, "") {
		return ""
	}
	return "\nThe load of the machine was " + c.loads[0] + " when all began, by the work of others, and " + c.loads[1] +
		" when the first run was timed, with what\nis left of the defects that were tried before. It makes times longer than they need be.\n"
}

func breaking(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d by breaking off", n)
}

// each is a time by result, in milliseconds.
func (m measurement) each(of time.Duration) float64 {
	return float64(of.Microseconds()) / 1000 / float64(max(1, m.results))
}

func (c *comparison) writeSpeed(b *strings.Builder) {
	fmt.Fprintf(b, `
## Speed

The same turns on a server that nobody here wrote, [%s](third-party.md): a library that answers from memory, so that what is
measured is the tester. Processor time is the tester's own, without the server's; other work on the machine hardly changes it.
Where a state is not as expected, the rivals look once, and so does this suite here (--settle).

| tester | results | time | median | processor | time per result | processor per result |
|---|---|---|---|---|---|---|
`, elsewhere)
	for i, one := range c.contenders {
		m := c.elsewhere[i]
		fmt.Fprintf(b, "| %s | %d | %.2f s | %.2f s | %.2f s | %.2f ms | %.2f ms |\n", one.name, m.results,
			m.took.Seconds(), m.median.Seconds(), m.cpu.Seconds(), m.each(m.took), m.each(m.cpu))
	}
	b.WriteString("\n")
	ours := c.elsewhere[len(c.elsewhere)-1]
	for i, one := range c.contenders[:len(c.contenders)-1] {
		m := c.elsewhere[i]
		fmt.Fprintf(b, "A scenario of this suite takes %s of the time of a result of %s, and %s of its processor time.\n",
			ratio(ours.each(ours.took), m.each(m.took)), one.name, ratio(ours.each(ours.cpu), m.each(m.cpu)))
	}
	b.WriteString(`
The rivals take most of their time to load their libraries; a scenario makes the people it needs, acts, reads back what came of it
and removes the people again.
`)
}

func ratio(part, whole float64) string {
	if whole == 0 {
		return "unknown parts"
	}
	return fmt.Sprintf("%.0f %%", 100*part/whole)
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
		_, _, all := c.noticed(0, in)
		fmt.Fprintf(b, "| %s | %d |", area, all)
		for i := range c.contenders {
			noticed, _, _ := c.noticed(i, in)
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

// flagsHead begins the table of flags.
const flagsHead = "| tester | generations | check | it says | why it stays |\n|---|---|---|---|---|\n"

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

func percent(part, whole int) int { return part * 100 / max(1, whole) }
