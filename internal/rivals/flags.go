package main

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed flags.tsv
var flagsTable string

// flag is something that a rival finds fault with in the reference bridge, and
// why it stays so.
type flag struct {
	tester     string
	generation string // of the bridge
	check      string
	says       string // in the rival's words
	why        string // with the section of the RFC
}

// flags reads flags.tsv, whose line holds one flag, with all generations it is raised on.
func flags() ([]flag, error) {
	var all []flag
	for i, line := range strings.Split(strings.TrimSpace(flagsTable), "\n")[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != 5 || slices.Contains(cells, "") {
			return nil, fmt.Errorf("flags.tsv:%d: %d cells, want 5 with something in each", i+2, len(cells))
		}
		for generation := range strings.FieldsSeq(cells[1]) {
			all = append(all, flag{cells[0], generation, cells[2], cells[3], cells[4]})
		}
	}
	return all, nil
}

// holds tells whether the flag is about this finding.
func (f flag) holds(found finding) bool { return f.check == found.check && f.says == found.says }

// compare returns the findings that no flag holds, and the flags without a finding.
func compare(found []finding, known []flag) (unknown []finding, stale []flag) {
	for _, f := range found {
		if f.flagged && !slices.ContainsFunc(known, func(k flag) bool { return k.holds(f) }) {
			unknown = append(unknown, f)
		}
	}
	for _, k := range known {
		if !slices.ContainsFunc(found, func(f finding) bool { return f.flagged && k.holds(f) }) {
			stale = append(stale, k)
		}
	}
	return unknown, stale
}
