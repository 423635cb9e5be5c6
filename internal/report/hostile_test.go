package report_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/report"
)

// evil is text as a bridge could put it into an answer: it ends whatever it stands in.
const evil = "x</script></pre><script>alert(1)</script><img src=x onerror=alert(2)>" +
	"]]>&amp;\x1b[2J\x1b]8;;http://evil.example\x07\x1b[31m\x00\x08\xff\ufffe\u202e``````\n" +
	"FAILED  no/such.feature:1  forged\r\n| a | b |\n@everyone <!-- {{.}} ${x}"

func hostile() *report.Report {
	r := &report.Report{
		Suite: report.Suite{Name: evil, Version: evil}, Bridge: report.Bridge{Name: evil, Version: evil, Image: evil, Digest: evil},
		Profile: evil, Selection: evil, Reproduce: evil, Runtime: evil, Dialect: evil, Notes: []string{evil}, Problems: []string{evil},
	}
	for _, v := range []report.Scenario{{Verdict: "failed"}, {Verdict: "passed"}, {Verdict: "unsupported"}, {Verdict: "blocked"}, {Verdict: "warned"}} {
		v.Name, v.Feature, v.Rule, v.Location, v.Level = evil, evil, evil, evil, evil
		v.Requirements, v.Tags = []string{evil}, []string{evil, "@" + evil}
		v.Step, v.Expected, v.Actual, v.Hint, v.Reason, v.Reproduce = evil, evil, evil, evil, evil, evil
		v.Diff = []report.Change{{Path: evil, Before: evil, After: evil}}
		v.Exchanges = []journal.Entry{{From: evil, To: evil, Method: evil, Path: evil, Request: evil, Response: evil, Error: evil, Unexpected: evil,
			RequestHeaders: map[string]string{evil: evil}, ResponseHeaders: map[string]string{evil: evil}}}
		r.Scenarios = append(r.Scenarios, v)
	}
	r.Requirements = []report.Requirement{{ID: evil, Level: evil, Area: evil, Text: evil, Why: evil}}
	r.Finish(nil)
	return r
}

func TestHostileTextInEveryView(t *testing.T) {
	t.Parallel()
	forbidden := map[string]*regexp.Regexp{
		"a control character":        regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f]`),
		"text that turns direction":  regexp.MustCompile("[\u202a-\u202e\u2066-\u2069]"),
		"a character XML has not":    regexp.MustCompile("[\ufffe\uffff]"),
		"what follows a colour code": regexp.MustCompile(`\[31m|\[2J`),
	}
	for _, format := range []string{"console", "junit", "html", "markdown", "statement"} {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			text := render(t, hostile(), format, report.Options{Width: 80})
			for what, pattern := range forbidden {
				if at := pattern.FindStringIndex(text); at != nil {
					t.Errorf("%s in %q", what, text[max(0, at[0]-20):min(len(text), at[1]+20)])
				}
			}
			if !strings.Contains(text, "everyone") {
				t.Error("the text itself is gone")
			}
		})
	}
}

func TestHostileTextIsNoLineOfTheConsole(t *testing.T) {
	t.Parallel()
	for _, row := range strings.Split(render(t, hostile(), "console", report.Options{}), "\n") {
		if strings.HasPrefix(row, "FAILED") && !strings.HasPrefix(row, "FAILED  x</script>") {
			t.Errorf("forged line %q", row)
		}
	}
}

func TestHostileTextIsNoMarkup(t *testing.T) {
	t.Parallel()
	page := render(t, hostile(), "html", report.Options{})
	for _, tag := range []string{"<script", "</script", "<img", "<style", "<link", "<iframe", "<!--"} {
		if got, want := strings.Count(page, tag), map[string]int{"<script": 1, "</script": 1, "<style": 1}[tag]; got != want {
			t.Errorf("%s occurs %d times, want %d", tag, got, want)
		}
	}
	for _, outside := range []string{`src="`, "url(http", "@import", `href="http`} {
		if strings.Contains(page, outside) {
			t.Errorf("the page reaches outside: %s", outside)
		}
	}
}

// The policy names the very style and script of the page. Were they changed on
// their way through the template, a browser would refuse both.
func TestPolicyFitsThePage(t *testing.T) {
	t.Parallel()
	page := render(t, sample(t), "html", report.Options{})
	for _, element := range []string{"style", "script"} {
		_, rest, _ := strings.Cut(page, "<"+element+">")
		content, _, found := strings.Cut(rest, "</"+element+">")
		sum := sha256.Sum256([]byte(content))
		want := element + "-src &#39;sha256-" + strings.ReplaceAll(base64.StdEncoding.EncodeToString(sum[:]), "+", "&#43;") + "&#39;"
		if !found || !strings.Contains(page, want) {
			t.Errorf("policy lacks %s", want)
		}
	}
}

func TestHostileTextIsNoXML(t *testing.T) {
	t.Parallel()
	elements := map[string]bool{
		"testsuites": true, "testsuite": true, "properties": true, "property": true, "testcase": true,
		"failure": true, "error": true, "skipped": true, "system-out": true,
	}
	decoder := xml.NewDecoder(strings.NewReader(render(t, hostile(), "junit", report.Options{})))
	for {
		token, err := decoder.Token()
		if err == io.EOF { //nolint:errorlint // the decoder returns it bare
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok && !elements[start.Name.Local] {
			t.Errorf("element <%s>", start.Name.Local)
		}
	}
}

func TestHostileTextStaysInsideMarkdown(t *testing.T) {
	t.Parallel()
	fenced := false
	for _, row := range strings.Split(render(t, hostile(), "markdown", report.Options{}), "\n") {
		if strings.HasPrefix(row, "```") {
			fenced = !fenced
			continue
		}
		if fenced {
			continue
		}
		bare := strings.NewReplacer("<details>", "", "<summary>", "", "</summary>", "", "</details>", "").Replace(row)
		if strings.ContainsAny(bare, "<@") {
			t.Errorf("markup or a mention outside a fence: %q", row)
		}
	}
	if fenced {
		t.Error("a fence is left open")
	}
}

// Indented, this answer would take a gigabyte.
func TestDeepJSONIsNotIndented(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("[", 20_000) + "7" + strings.Repeat("]", 20_000)
	r := &report.Report{Scenarios: []report.Scenario{{Verdict: "failed", Step: "Then it is", Exchanges: []journal.Entry{{To: "bridge", Response: deep}}}}}
	r.Finish(nil)
	if text := render(t, r, "html", report.Options{}); !strings.Contains(text, strings.Repeat("[", 1000)) || len(text) > 1<<20 {
		t.Errorf("the page has %d bytes, want less than a MiB with the brackets side by side", len(text))
	}
}
