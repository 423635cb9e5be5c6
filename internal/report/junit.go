package report

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"github.com/scimproof/scimproof/internal/verdict"
)

// The elements of the JUnit format as CI systems read it: one suite per feature.
type (
	junitSuites struct {
		XMLName xml.Name `xml:"testsuites"`
		Name    string   `xml:"name,attr"`
		junitCounts
		Suites []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name string `xml:"name,attr"`
		File string `xml:"file,attr,omitempty"`
		junitCounts
		Timestamp  string          `xml:"timestamp,attr"`
		Properties []junitProperty `xml:"properties>property"`
		Cases      []junitCase     `xml:"testcase"`
	}
	junitCounts struct {
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Time     string `xml:"time,attr"` // seconds
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		Class     string        `xml:"classname,attr"`
		File      string        `xml:"file,attr,omitempty"`
		Line      string        `xml:"line,attr,omitempty"`
		Time      string        `xml:"time,attr"`
		Failure   *junitMessage `xml:"failure"`
		Error     *junitMessage `xml:"error"`
		Skipped   *junitMessage `xml:"skipped"`
		SystemOut *junitMessage `xml:"system-out"`
	}
	junitMessage struct {
		Message string `xml:"message,attr,omitempty"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",cdata"`
	}
)

// junit is red exactly when the exit code is not 0. What no scenario can show,
// such as a run that never began, becomes an error of the run itself.
func junit(r *Report) (string, error) {
	all := junitSuites{Name: cmp.Or(r.Suite.Name, "scimproof")}
	all.Time = seconds(float64(r.Ended.Sub(r.Started).Milliseconds()))
	for _, f := range features(r) {
		suite := junitSuite{Name: cmp.Or(f.Name, f.Path), File: f.Path}
		spent := 0.0
		for _, s := range f.Scenarios {
			suite.Cases = append(suite.Cases, junitScenario(r, f, s))
			spent += s.Milliseconds
		}
		all.add(r, suite, spent)
	}
	if r.Code() == verdict.NoJudgement {
		why := strings.Join(append([]string{"no judgement: " + r.Tally()}, r.Problems...), "\n")
		run := junitCase{Name: "The run allows a judgement", Class: all.Name, Time: seconds(0)}
		run.Error = &junitMessage{Message: "no judgement: " + r.Tally(), Type: "no-judgement", Text: why}
		all.add(r, junitSuite{Name: "the run", Cases: []junitCase{run}}, 0)
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	return xml.Header + string(text) + "\n", err
}

func (all *junitSuites) add(r *Report, suite junitSuite, milliseconds float64) {
	for _, c := range suite.Cases {
		suite.Tests++
		suite.Failures += one(c.Failure)
		suite.Errors += one(c.Error)
		suite.Skipped += one(c.Skipped)
	}
	suite.Time = seconds(milliseconds)
	suite.Timestamp = r.Started.UTC().Format("2006-01-02T15:04:05")
	for _, f := range facts(r) {
		suite.Properties = append(suite.Properties, junitProperty{strings.ToLower(f.Name), f.Value})
	}
	all.Tests += suite.Tests
	all.Failures += suite.Failures
	all.Errors += suite.Errors
	all.Skipped += suite.Skipped
	all.Suites = append(all.Suites, suite)
}

func junitScenario(r *Report, f feature, s Scenario) junitCase {
	c := junitCase{Name: s.Name, Class: cmp.Or(f.Name, f.Path), Time: seconds(s.Milliseconds)}
	c.File, c.Line = place(s.Location)
	details := terminal{}
	details.block(r, s)
	message := &junitMessage{Message: headline(s), Type: string(s.Verdict), Text: details.text.String()}
	switch s.Verdict {
	case verdict.Passed:
	case verdict.Failed, verdict.UnexpectedPass:
		c.Failure = message
	case verdict.Warned:
		if r.Strict {
			c.Failure = message
		} else {
			c.SystemOut = &junitMessage{Text: message.Text}
		}
	case verdict.Blocked:
		c.Error = message
	case verdict.KnownFailing, verdict.Unsupported, verdict.NotRun:
		c.Skipped = &junitMessage{Message: string(s.Verdict) + ": " + cmp.Or(s.Reason, "no reason given")}
	}
	return c
}

// headline is the failure on one line, for lists that show no more.
func headline(s Scenario) string {
	switch {
	case s.Expected != "" && s.Actual != "":
		return line(fmt.Sprintf("expected %s, got %s", clip(s.Expected), clip(s.Actual)))
	default:
		return line(clip(cmp.Or(s.Actual, s.Reason, s.Step, string(s.Verdict))))
	}
}

// place splits features/a.feature:13 into file and line; the line is empty if there is none.
func place(location string) (file, number string) {
	at := strings.LastIndexByte(location, ':')
	if at < 0 {
		return location, ""
	}
	if _, err := strconv.Atoi(location[at+1:]); err != nil {
		return location, ""
	}
	return location[:at], location[at+1:]
}

func seconds(milliseconds float64) string { return strconv.FormatFloat(milliseconds/1000, 'f', 3, 64) }

func one(message *junitMessage) int {
	if message == nil {
		return 0
	}
	return 1
}
