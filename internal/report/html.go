package report

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/intake"
	"github.com/scimproof/scimproof/internal/verdict"
)

//go:embed page
var assets embed.FS

// pageView is what page/page.html draws.
type pageView struct {
	*Report
	Title    string
	Tone     string // of the whole run
	Sentence string
	Policy   string // Content-Security-Policy: this style, this script, and nothing from anywhere
	Style    template.CSS
	Script   template.JS
	Facts    []fact
	Bar      []segment
	Findings []findingView
	Further  []findingView
	Areas    []areaView
	Features []featureView
	Tags     []tagView
}

// segment is one verdict's part of the bar, and its filter.
type segment struct {
	Verdict  verdict.Verdict
	Word     string
	Tone     string
	Count    int
	X, Width float64 // percent
}

type tagView struct {
	Name  string
	Count int
}

// page is one self-contained HTML file: style and script are part of it, and
// its policy forbids it to load anything.
func page(r *Report) (string, error) {
	style, err := assets.ReadFile("page/page.css")
	if err != nil {
		return "", fmt.Errorf("read style: %w", err)
	}
	script, err := assets.ReadFile("page/page.js")
	if err != nil {
		return "", fmt.Errorf("read script: %w", err)
	}
	layout, err := template.New("page.html").ParseFS(assets, "page/*.html")
	if err != nil {
		return "", fmt.Errorf("parse page: %w", err)
	}
	view := pageView{
		Report: r,
		Title:  strings.ToUpper(r.Conclusion()[:1]) + r.Conclusion()[1:],
		Tone:   map[int]string{verdict.Conformant: "ok", verdict.NotConformant: "bad", verdict.NoJudgement: "blocked"}[r.Code()],
		Policy: fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'", digest(style), digest(script)),
		Style:  template.CSS(style), //nolint:gosec // our own file
		Script: template.JS(script), //nolint:gosec // our own file
		Facts:  facts(r),
		Bar:    bar(r.Summary),
		Tags:   tags(r.Scenarios),
	}
	view.Sentence = sentence(r)
	all := findings(r)
	full := thorough(all)
	view.Findings, view.Further = viewFindings(all)
	view.Areas = viewAreas(r)
	for _, f := range features(r) {
		view.Features = append(view.Features, viewFeature(r, f, full))
	}
	var out bytes.Buffer
	if err := layout.Execute(&out, view); err != nil {
		return "", fmt.Errorf("draw page: %w", err)
	}
	return out.String(), nil
}

// FindingsTitle is the heading above the findings.
func (v pageView) FindingsTitle() string {
	switch n := len(v.Findings) + len(v.Further); {
	case n == 1:
		return "What to mend"
	case n <= foremost:
		return fmt.Sprintf("%d things to mend, the most important first", n)
	default:
		return fmt.Sprintf("The %d most important of %d things to mend", foremost, n)
	}
}

// FurtherTitle is the heading above those that get a line only.
func (v pageView) FurtherTitle() string { return many(len(v.Further), "further finding") }

// bar is the verdicts that occur, each with its share of the width.
func bar(s verdict.Summary) []segment {
	var out []segment
	x, total := 0.0, float64(max(s.Total(), 1))
	for _, v := range verdict.All() {
		if n := s[v]; n > 0 {
			width := 100 * float64(n) / total
			out = append(out, segment{Verdict: v, Word: word(v), Tone: tone(v), Count: n, X: x, Width: width})
			x += width
		}
	}
	return out
}

// tags are those a reader can filter by, with how many scenarios have them.
func tags(scenarios []Scenario) []tagView {
	var out []tagView
	for _, s := range scenarios {
		for _, tag := range searchable(s.Tags) {
			i := slices.IndexFunc(out, func(t tagView) bool { return t.Name == tag })
			if i < 0 {
				i = len(out)
				out = append(out, tagView{Name: tag})
			}
			out[i].Count++
		}
	}
	slices.SortFunc(out, func(a, b tagView) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// sentence says the conclusion the way one would tell it.
func sentence(r *Report) string {
	judged := "The bridge"
	if r.Bridge.Name != "" {
		judged = strings.TrimSpace(r.Bridge.Name + " " + r.Bridge.Version)
	}
	switch r.Code() {
	case verdict.Conformant:
		return judged + " does what these scenarios ask of it."
	case verdict.NotConformant:
		return judged + " does not do what these scenarios ask of it."
	default:
		return "Nothing can be said of " + judged + " yet: the run is not complete."
	}
}

func word(v verdict.Verdict) string { return strings.ReplaceAll(string(v), "-", " ") }

// tone is the colour family of a verdict; the word always stands beside it.
func tone(v verdict.Verdict) string {
	switch v {
	case verdict.Passed:
		return "ok"
	case verdict.Failed, verdict.UnexpectedPass:
		return "bad"
	case verdict.Warned:
		return "warn"
	case verdict.Blocked:
		return "blocked"
	case verdict.KnownFailing:
		return "known"
	default:
		return "mute"
	}
}

// milliseconds is a duration to the precision a reader cares for: 0.4 ms, 25 ms, 10.0 s.
func milliseconds(ms float64) string {
	switch {
	case ms < 10:
		return fmt.Sprintf("%.1f ms", ms)
	case ms < 1000:
		return fmt.Sprintf("%.0f ms", ms)
	default:
		return fmt.Sprintf("%.1f s", ms/1000)
	}
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// deepest is how many levels of JSON are indented: the blanks grow with their square.
const deepest = 50

// pretty indents JSON and leaves everything else as it is.
func pretty(body string) string {
	var out bytes.Buffer
	if depth, _ := intake.Measure(body); depth > deepest || json.Indent(&out, []byte(body), "", "  ") != nil {
		return clip(body)
	}
	return clip(out.String())
}
