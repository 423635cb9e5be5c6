package report

import (
	"fmt"
	"strings"
)

// leftNamed is how many leftovers a view names; report.json names all.
const leftNamed = 20

// leftBehind says in a line for each reason what the run could not remove.
func leftBehind(left []Leftover) []string {
	var reasons []string
	paths := map[string][]string{}
	for _, l := range left {
		if paths[l.Why] == nil {
			reasons = append(reasons, l.Why)
		}
		paths[l.Why] = append(paths[l.Why], l.Path)
	}
	var out []string
	for _, why := range reasons {
		named := paths[why]
		text := fmt.Sprintf("left behind, for %s: %s", why, strings.Join(named[:min(leftNamed, len(named))], ", "))
		if more := len(named) - leftNamed; more > 0 {
			text += fmt.Sprintf(" and %d more, all of them named in report.json", more)
		}
		out = append(out, text)
	}
	return out
}
