package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/refbridge"
)

// The page holds measurements, which nobody repeats for each change; but what it
// names there must be.
func TestThePageNamesWhatThereIs(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/rivals.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(text)
	for _, r := range rivals() {
		if !strings.Contains(page, "| "+r.name+" "+r.version()+" (") {
			t.Errorf("the page compares another version of %s than the pinned one; run make rivals", r.name)
		}
	}
	known, err := flags()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page, flagsHead+flagRows(known)+"\n") {
		t.Error("the page shows other flags than flags.tsv; run make rivals, or write them in by hand")
	}
	_, about, found := strings.Cut(page, gapsTitle)
	named := regexp.MustCompile("`([a-z0-9-]+)`").FindAllStringSubmatch(about, -1)
	if !found || len(named) < 100 {
		t.Fatalf("%d defects on the page; run make rivals", len(named))
	}
	for _, name := range named {
		if !slices.ContainsFunc(refbridge.Defects(), func(d refbridge.Defect) bool { return d.Name == name[1] }) {
			t.Errorf("there is no defect %s; run make rivals, or take it off the page", name[1])
		}
	}
}
