package profiles_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/profiles"
)

// leftToChance is how many entries of all files may say so: what they cover proves
// nothing about a bridge (docs/adr/0005-deviations-left-to-chance.md).
const leftToChance = 4

func TestWhatIsLeftToChanceIsLittleAndSaysWhatItIs(t *testing.T) {
	t.Parallel()
	files, err := fs.Glob(profiles.Files, "*.known-failing.yaml")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d files of known deviations: %v", len(files), err)
	}
	found := 0
	for _, file := range files {
		text, err := fs.ReadFile(profiles.Files, file)
		if err != nil {
			t.Fatal(err)
		}
		var entries []verdict.Entry
		if err := yaml.Unmarshal(text, &entries); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, e := range entries {
			if !e.Sometimes {
				continue
			}
			found++
			if !strings.Contains(e.Reason, "chance") {
				t.Errorf("%s: the reason does not say what is left to chance: %s", file, e.Reason)
			}
		}
	}
	if found > leftToChance {
		t.Errorf("%d entries say sometimes, more than %d", found, leftToChance)
	}
}
