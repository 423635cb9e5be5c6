package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/mockidp/provisioninglog"
)

// TestTheLogsOfTheDirectoryAreLeftAsThePageSays runs the example of docs/entra.md.
func TestTheLogsOfTheDirectoryAreLeftAsThePageSays(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join(source, "docs", "entra.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "### The log as files")
	blocks := block.FindAllStringSubmatch(section, 2)
	if len(blocks) != 2 || blocks[0][1] != "sh" || blocks[1][1] != "text" {
		t.Fatalf("the page has no commands with what they print: %q", blocks)
	}
	dir := installed(t)
	got := launch(t, dir, nil, "bash", "-ec", blocks[0][2]).wait(t)
	if got.code != 0 || !strings.HasSuffix(got.stdout, blocks[1][2]) {
		t.Fatalf("exit code %d, want 0, and the end %q:\n%s%s", got.code, blocks[1][2], got.stdout, got.stderr)
	}
	left, err := filepath.Glob(filepath.Join(dir, "logs", "*"))
	if err != nil || len(left) != 1 {
		t.Fatalf("folders %q (%v), want the scenario's", left, err)
	}
	log, err := provisioninglog.Read(left[0])
	if err != nil || len(log.Entries) != 1 || log.Entries[0].From.Details["ReportableIdentifier"] != "ada@contoso.example" || len(log.Entries[0].Steps) != 4 {
		t.Errorf("read back: %+v (%v), want the creation of ada in four steps", log.Entries, err)
	}
}
