package main

import (
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"
)

// What two testers from elsewhere find fault with in the reference bridge is
// mended, or stands in flags.tsv with the sentence that says why not.
func TestWhatTheRivalsFlag(t *testing.T) {
	t.Parallel()
	needPython(t)
	dir, err := install(t.Context(), func(line string) { t.Log(line) })
	if err != nil {
		t.Fatal(err)
	}
	known, err := flags()
	if err != nil {
		t.Fatal(err)
	}
	for _, generation := range []string{"rfc", "2.x"} {
		for _, r := range rivals() {
			t.Run(r.name+" on "+generation, func(t *testing.T) {
				t.Parallel()
				var o output
				err := reference(generation, "", time.Now)(t.Context(), func(at target) (err error) {
					o, err = r.run(t.Context(), dir, at)
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
				found := r.findings(o)
				t.Logf("%d results in %s", len(found), o.took)
				if len(found) < 20 {
					t.Errorf("%d results only: %+v", len(found), found)
				}
				about := slices.DeleteFunc(slices.Clone(known), func(f flag) bool { return f.tester != r.name || f.generation != generation })
				unknown, stale := compare(found, about)
				for _, f := range unknown {
					t.Errorf("it finds fault; mend the bridge, or say in flags.tsv why not:\n%s\t%s\t%s\t%s\t", r.name, generation, f.check, f.says)
				}
				for _, f := range stale {
					t.Errorf("flags.tsv: %q on %s is not said any more; remove the line", f.check, generation)
				}
			})
		}
	}
}

// needPython skips a test where the rivals cannot be installed. CI can, so there
// a skip would hide that nothing was tested.
func needPython(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("installs and runs testers from elsewhere: not with -short")
	}
	err := exec.CommandContext(t.Context(), "python3", "-c", "import venv, ensurepip").Run()
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("python3 with venv does not work here (%v), and in CI it must", err)
	default:
		t.Skipf("python3 with venv does not work here: %v", err)
	}
}
