package report

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/scimproof/scimproof/internal/journal"
)

// escapes are the control sequences a terminal acts on: CSI, OSC and the short ones.
var escapes = regexp.MustCompile(`\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b[ -/]*[0-~]`)

// clean makes text that came from a bridge harmless in any view: no terminal
// sequences, no control characters but line ends and tabs, nothing that turns the
// writing direction, valid UTF-8.
func clean(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = escapes.ReplaceAllString(text, "")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\uFFFE', r == '\uFFFF':
			return -1
		default:
			return r
		}
	}, text)
}

// line is clean text on one line, so that a name cannot pretend to be a line of the report.
func line(text string) string { return strings.Join(strings.Fields(clean(text)), " ") }

// clip cuts text that would bury the rest of a view; report.json has all of it.
func clip(text string) string {
	const limit = 8 << 10
	if len(text) <= limit {
		return text
	}
	return strings.ToValidUTF8(text[:limit], "") + "\n...(cut; all of it is in report.json)"
}

func lines(texts []string) []string {
	out := make([]string, 0, len(texts))
	for _, text := range texts {
		out = append(out, line(text))
	}
	return out
}

// plain is a copy of the report with every text cleaned. All views but JSON
// start from it, so that none of them can forget to.
func (r *Report) plain() *Report {
	p := *r
	p.Suite = Suite{Name: line(r.Suite.Name), Version: line(r.Suite.Version)}
	p.Bridge = Bridge{Name: line(r.Bridge.Name), Version: line(r.Bridge.Version), Image: line(r.Bridge.Image), Digest: line(r.Bridge.Digest)}
	p.Profile, p.Runtime, p.Dialect = line(r.Profile), line(r.Runtime), line(r.Dialect)
	p.Selection, p.Reproduce = line(r.Selection), line(r.Reproduce)
	p.Notes, p.Problems = lines(slices.Concat(r.Notes, leftBehind(r.Left))), lines(r.Problems)
	p.Scenarios = slices.Clone(r.Scenarios)
	for i := range p.Scenarios {
		p.Scenarios[i] = p.Scenarios[i].plain()
	}
	p.Requirements = slices.Clone(r.Requirements)
	for i, q := range p.Requirements {
		p.Requirements[i] = Requirement{
			ID: line(q.ID), Level: line(q.Level), Area: line(q.Area), Text: line(q.Text), Why: line(q.Why),
			Verdict: q.Verdict, Scenarios: lines(q.Scenarios),
		}
	}
	return &p
}

func (s Scenario) plain() Scenario {
	s.Name, s.Feature, s.Rule, s.Location, s.Level = line(s.Name), line(s.Feature), line(s.Rule), line(s.Location), line(s.Level)
	s.Requirements, s.Tags = lines(s.Requirements), lines(s.Tags)
	s.Step, s.Reason, s.Reproduce = clean(s.Step), line(s.Reason), clean(s.Reproduce)
	expected, actual := differing(s.Expected, s.Actual) // before cleaning: an escape in JSON may hide what is to be cleaned away
	s.Expected, s.Actual, s.Hint = clean(expected), clean(actual), clean(s.Hint)
	s.Exchanges = slices.Clone(s.Exchanges)
	for i, e := range s.Exchanges {
		s.Exchanges[i] = plainEntry(e)
	}
	s.Diff = slices.Clone(s.Diff)
	for i, d := range s.Diff {
		s.Diff[i] = Change{Path: line(d.Path), Before: clean(d.Before), After: clean(d.After)}
	}
	return s
}

func plainEntry(e journal.Entry) journal.Entry {
	e.From, e.To, e.Method, e.Path = line(e.From), line(e.To), line(e.Method), line(e.Path)
	e.Error, e.Unexpected = clean(e.Error), clean(e.Unexpected)
	e.Request, e.Response = clean(e.Request), clean(e.Response)
	e.RequestHeaders, e.ResponseHeaders = plainHeaders(e.RequestHeaders), plainHeaders(e.ResponseHeaders)
	return e
}

func plainHeaders(headers map[string]string) map[string]string {
	out := make(map[string]string, len(headers))
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		out[line(name)] = line(headers[name])
	}
	return out
}
