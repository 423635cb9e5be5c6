package report

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/scimproof/scimproof/internal/journal"
)

// shown is how many exchanges a failure shows, counted from the last.
const shown = 6

// exchanges shows the last ones, and in any case the request that tells most;
// of that one, and of the look at the bridge after it, also what was said.
func exchanges(s Scenario) string {
	all := s.Exchanges
	asked, seen := telling(s)
	var out []string
	hidden := 0
	for i := range all {
		e := &all[i]
		if i < len(all)-shown && e != asked && e != seen {
			hidden++
			continue
		}
		if hidden > 0 {
			out = append(out, fmt.Sprintf("(%d: see the report)", hidden))
			hidden = 0
		}
		text := fmt.Sprintf("%-19s  %s %s -> %s", e.From+" -> "+e.To, e.Method, e.Path, outcome(*e))
		if e.Unexpected != "" {
			text += "  UNEXPECTED: " + line(e.Unexpected)
		}
		out = append(out, text)
		if e == asked || e == seen {
			out = append(out, said("sent", e.Request)...)
			out = append(out, said("answered", e.Response)...)
		}
	}
	return strings.Join(out, "\n")
}

func said(label, body string) []string {
	if body == "" {
		return nil
	}
	return []string{fmt.Sprintf("  %-8s  %s", label, clipLine(body))}
}

// clipLine is the beginning of a text, on one line.
func clipLine(text string) string {
	const limit = 300
	text = line(text)
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	return string([]rune(text)[:limit]) + " ..."
}

func outcome(e journal.Entry) string {
	switch {
	case e.Status > 0:
		return fmt.Sprint(e.Status)
	case e.Error == "":
		return "no answer"
	default:
		return "no answer: " + line(e.Error)
	}
}

// states are how the steps begin that are about what a bridge or an account holds
// after a change; all others are about the last answer.
var states = []string{ //nolint:gochecknoglobals // constant table
	"reading ", "nothing about ", "nothing is at ", "the group", "the ETag of ", "the users matching ", "the bridge reports ",
	"the account ", "the member ", "each of them ", "none of them ", "nobody ", `"`,
}

// aboutState tells a step about what is held from one about an answer.
func aboutState(step string) bool {
	_, text, _ := strings.Cut(step, " ") // Then
	return slices.ContainsFunc(states, func(beginning string) bool { return strings.HasPrefix(text, beginning) })
}

// telling finds the exchanges with the bridge that show a failure: asked is the
// request the step judges, which for a state is the last that should change
// something; seen is the last look at the bridge after it. Either may be nil.
func telling(s Scenario) (asked, seen *journal.Entry) {
	state := aboutState(s.Step)
	for i := range s.Exchanges {
		e := &s.Exchanges[i]
		switch {
		case e.To != "bridge":
		case !state || writes(*e):
			asked, seen = e, nil
		case asked == nil || !writes(*asked):
			asked = e
		default:
			seen = e
		}
	}
	return asked, seen
}

func writes(e journal.Entry) bool {
	return !slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodOptions}, e.Method) && !strings.HasSuffix(e.Path, "/.search")
}
