package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"strings"
)

// finding is one result of a rival.
type finding struct {
	check   string // what was checked, the same in each run
	kind    string // the check without what it was applied to
	flagged bool   // the rival finds fault; a check that it left out is none
	says    string // in its first line, without what differs from run to run
}

// theRun is the check of a rival that broke off.
const theRun = "the run"

func brokenOff(says string) finding {
	return finding{check: theRun, kind: theRun, flagged: true, says: steady(says)}
}

// result is what both rivals print of one check.
type result struct{ Name, Kind, Status, Message string }

// finding takes what both call success, however they write it; what was left out is none.
func (r result) finding() finding {
	status := strings.ToLower(r.Status)
	fine := status == "success" || status == "pass" || status == "compliant" || status == "acceptable"
	return finding{check: r.Name, kind: cmp.Or(r.Kind, r.Name), flagged: !fine && !r.left(), says: steady(r.Message)}
}

func (r result) left() bool { return strings.HasPrefix(strings.ToLower(r.Status), "skip") }

func toFindings(results []result) []finding {
	var findings []finding
	for _, r := range results {
		if !r.left() {
			findings = append(findings, r.finding())
		}
	}
	return findings
}

// readLines reads one object of JSON a line. The last one says that it is; without
// it, the rival broke off, and that is the error.
func readLines(printed []byte) ([]finding, error) {
	var results []result
	for decoder := json.NewDecoder(bytes.NewReader(printed)); ; {
		var r result
		switch err := decoder.Decode(&r); {
		case err != nil:
			return toFindings(results), err //nolint:wrapcheck // only whether there is one counts
		case r.Status == "END":
			return toFindings(results), nil
		}
		results = append(results, r)
	}
}

// readObject reads the one object that scim-sanity prints.
func readObject(printed []byte) ([]finding, error) {
	var all struct{ Results []result }
	err := json.Unmarshal(printed, &all)
	return toFindings(all.Results), err //nolint:wrapcheck // only whether there is one counts
}

// passing differs from run to run: ids, ports, times.
var passing = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|\b[A-Za-z0-9]{26}\b|\b[0-9a-f]{8}\b|127\.0\.0\.1:\d+|\d{4}-\d\d-\d\dT[0-9:.]+Z?`)

// steady is the first line of a message, with a star for what differs from run to run.
func steady(message string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(message), "\n")
	return passing.ReplaceAllString(strings.ReplaceAll(first, "\t", " "), "*")
}

// lastWords is the line of a program's complaints that says why it broke off:
// what it calls the error, or else the end of a Python traceback.
func lastWords(complaints string) string {
	lines := strings.Split(strings.TrimSpace(complaints), "\n")
	for _, line := range lines {
		if strings.HasPrefix(line, "Error: ") {
			return line
		}
	}
	return lines[len(lines)-1]
}
