package main

import (
	"fmt"
	"strings"
)

// gapsTitle heads what a rival notices and this suite does not.
const gapsTitle = "## What only a rival notices"

// byRivals tells whether one of the others noticed the defect, and by us whether we
// did, who are the last contender.
func (r row) byRivals() bool {
	for _, o := range r.news[:len(r.news)-1] {
		if o.noticed() {
			return true
		}
	}
	return false
}

func (r row) byUs() bool { return r.news[len(r.news)-1].noticed() }

// open are defects that break nothing the standard asks for, so that this suite
// lets them pass, whoever notices them.
//
//nolint:gochecknoglobals // a constant table
var open = map[string]string{
	"405-as-404":       "RFC 7644 has no status for a method that an endpoint does not know, and RFC 9110, 9.1 has 405 as a SHOULD: any refusal will do",
	"names-lower-case": "names are the same in any letter case (RFC 7643, 2.1), and scim-sanity does not find userName under username",
}

// writeGaps lists the defects that a rival notices and this suite does not.
func (c *comparison) writeGaps(b *strings.Builder) {
	b.WriteString("\n" + gapsTitle + "\n\n")
	all := c.those(func(r row) bool { return r.byRivals() && !r.byUs() })
	if len(all) == 0 {
		b.WriteString("Nothing: each defect that a rival notices, a scenario of `" + protocol + "` notices, too.\n")
		return
	}
	fmt.Fprintf(b, "Defects: %d. What is not explained below is a gap in `%s`.\n\n", len(all), protocol)
	c.writeRows(b, all)
	b.WriteString("\n")
	for _, r := range all {
		if why := open[r.defect.Name]; why != "" {
			fmt.Fprintf(b, "- `%s`: %s.\n", r.defect, why)
		}
	}
}

// writeDefects lists who notices what, where a rival notices anything, and the
// names of the rest.
func (c *comparison) writeDefects(b *strings.Builder) {
	both := c.those(func(r row) bool { return r.byRivals() && r.byUs() })
	fmt.Fprintf(b, "\n## What a rival notices, and this suite too\n\nDefects: %d, with the first thing that each says.\n\n", len(both))
	c.writeRows(b, both)
	ours := c.those(func(r row) bool { return !r.byRivals() && r.byUs() })
	fmt.Fprintf(b, "\n## What only this suite notices\n\nDefects: %s.\n", names(ours))
	none := c.those(func(r row) bool { return !r.byRivals() && !r.byUs() })
	fmt.Fprintf(b, "\n## What nobody notices over SCIM alone\n\nDefects: %s.\n", names(none))
}

func (c *comparison) those(count func(row) bool) []row {
	var some []row
	for _, r := range c.rows {
		if count(r) {
			some = append(some, r)
		}
	}
	return some
}

func names(rows []row) string {
	if len(rows) == 0 {
		return "none"
	}
	var all []string
	for _, r := range rows {
		all = append(all, "`"+r.defect.Name+"`")
	}
	return fmt.Sprintf("%d, %s", len(all), strings.Join(all, ", "))
}

func (c *comparison) writeRows(b *strings.Builder, rows []row) {
	b.WriteString("| defect | what breaks |" + c.head() + "\n")
	for _, r := range rows {
		fmt.Fprintf(b, "| `%s` | %s |", r.defect, r.defect.Summary)
		for _, o := range r.news {
			fmt.Fprintf(b, " %s |", cell(o))
		}
		b.WriteString("\n")
	}
}

// cell is the first of what was noticed, and how much more there is.
func cell(o opinion) string {
	switch {
	case o.broken != "":
		return plain("breaks off: " + short(o.broken))
	case len(o.faults) == 0:
		return "–"
	case len(o.faults) == 1:
		return plain(short(o.faults[0]))
	}
	return fmt.Sprintf("%s; %d more", plain(short(o.faults[0])), len(o.faults)-1)
}

// cellLength is what a cell shows of a text.
const cellLength = 100

func short(text string) string {
	if letters := []rune(text); len(letters) > cellLength {
		return string(letters[:cellLength]) + " …"
	}
	return text
}

// plain is a text that means nothing to Markdown.
func plain(text string) string {
	return strings.NewReplacer("|", "\\|", "<", "&lt;", "*", "\\*").Replace(text)
}
