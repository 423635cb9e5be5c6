package setup_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/scimproof/scimproof/internal/setup"
)

func TestARecipeIsCompletedOnce(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	from := fstest.MapFS{"folder/pins.txt": {Data: []byte("a==1")}}
	complete := func(lines ...string) (dir string, told []string, err error) {
		dir, err = setup.Recipe{From: from, Files: []string{"folder/pins.txt"}, Lines: lines}.
			Complete(t.Context(), filepath.Join(base, "tool"), nil, func(line string) { told = append(told, line) })
		return dir, told, err
	}
	first, told, err := complete("cat pins.txt >> installed")
	if err != nil || len(told) != 1 {
		t.Fatalf("told %q, %v; want the one line", told, err)
	}
	again, told, err := complete("cat pins.txt >> installed")
	if err != nil || again != first || len(told) != 0 {
		t.Errorf("the second time: %s, told %q, %v; want %s and nothing told", again, told, err, first)
	}
	if text, err := os.ReadFile(filepath.Join(first, "installed")); err != nil || string(text) != "a==1" {
		t.Errorf("installed %q, %v", text, err)
	}
	if other, _, err := complete("test ! -e installed"); err != nil || other == first {
		t.Errorf("another recipe: %s, %v; want an empty directory of its own", other, err)
	}
}

func TestARecipeThatFailsIsTriedAgain(t *testing.T) {
	t.Parallel()
	base, tries := t.TempDir(), 0
	for range 2 {
		_, err := setup.Recipe{Lines: []string{"echo no such package; exit 3"}}.
			Complete(t.Context(), filepath.Join(base, "tool"), nil, func(string) { tries++ })
		if err == nil || !strings.Contains(err.Error(), "exit status 3") || !strings.Contains(err.Error(), "no such package") {
			t.Errorf("%v, want the status and the last words", err)
		}
	}
	if tries != 2 {
		t.Errorf("tried %d times, want 2", tries)
	}
}

func TestDir(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", "/somewhere")
	for base, want := range map[string]string{"": "/somewhere/scimproof/a/b", "/base": "/base/a/b"} {
		if got, err := setup.Dir(base, "a", "b"); err != nil || got != want {
			t.Errorf("below %q: %s, %v; want %s", base, got, err, want)
		}
	}
}
