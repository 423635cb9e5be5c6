package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/verdict"
)

// areas writes how many requirements of each area have which verdict.
func (t *terminal) areas(all []area) {
	if len(all) == 0 {
		return
	}
	sum := total(all)
	columns := []struct {
		level string
		count func(area) verdict.Summary
	}{
		{"MUST", func(a area) verdict.Summary { return a.Must }},
		{"SHOULD", func(a area) verdict.Summary { return a.Should }},
	}
	rows := make([]string, len(all)+3) // levels, verdicts, the areas, all
	for _, c := range columns {
		for i, v := range occurring(c.count(sum)) {
			width := len(v) + 2
			label := ""
			if i == 0 {
				label, width = c.level, width+2
			}
			rows[0] += fmt.Sprintf("%*s", width, label)
			rows[1] += fmt.Sprintf("%*s", width, v)
			for n, a := range append(slices.Clone(all), sum) {
				rows[n+2] += fmt.Sprintf("%*s", width, number(c.count(a)[v]))
			}
		}
	}
	names := []string{"", "Requirements"}
	for _, a := range all {
		names = append(names, a.Name)
	}
	for i, name := range append(names, "all") {
		t.text.WriteString(t.paint(dim, fmt.Sprintf("  %-*s", margin-2, name)) + strings.TrimRight(rows[i], " ") + "\n")
	}
	t.text.WriteString("\n")
}

// number leaves out what is 0, so that the eye finds the others.
func number(n int) string {
	if n == 0 {
		return "."
	}
	return fmt.Sprint(n)
}
