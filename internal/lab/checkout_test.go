package lab

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// If a command came to need something that the hash does not see, a lab would
// run images of yesterday's sources.
func TestTheHashSeesAllThatIsInTheImages(t *testing.T) {
	t.Parallel()
	checkout, err := findCheckout()
	if err != nil {
		t.Fatal(err)
	}
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{if .Main}}{{$.Dir}}{{end}}{{end}}", "./cmd/mockidp", "./cmd/mockvault", "./cmd/refbridge")
	list.Dir = checkout
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	dirs := strings.Fields(string(out))
	if len(dirs) < 5 {
		t.Fatalf("the commands are made of %v only", dirs)
	}
	for _, dir := range dirs {
		name, err := filepath.Rel(checkout, dir)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(imageSources, func(source string) bool { return name == source || strings.HasPrefix(name, source+"/") }) {
			t.Errorf("%s goes into an image, but not into its hash", name)
		}
	}
}

func TestContentHash(t *testing.T) {
	t.Parallel()
	checkout := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(checkout, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	hash := func(more ...string) string {
		t.Helper()
		sum, err := contentHash(checkout, more...)
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	for _, source := range imageSources {
		if strings.HasPrefix(source, "go.") {
			write(source, module+"\n")
		} else {
			write(source+"/main.go", "package main\n")
		}
	}
	before := hash("amd64")
	for _, tc := range []struct {
		name, text string
		same       bool
	}{
		{"mockidp/directory_test.go", "package mockidp_test\n", true},
		{"mockidp/testdata/golden.json", "{}", true},
		{"docs/guide.md", "# Guide\n", true},
		{"steps/steps.go", "package steps\n", true},
		{"mockidp/dialect/entra.yaml", "name: entra\n", false},
		{"internal/scim/patch.go", "package scim\n", false},
		{"go.sum", "", false},
	} {
		write(tc.name, tc.text)
		after := hash("amd64")
		if (after == before) != tc.same {
			t.Errorf("a change of %s: the hash stays: %t, want %t", tc.name, after == before, tc.same)
		}
		before = after
	}
	if hash("arm64") == before {
		t.Error("the hash does not see the architecture")
	}
	if err := os.RemoveAll(filepath.Join(checkout, "mockvault")); err != nil {
		t.Fatal(err)
	}
	if _, err := contentHash(checkout); err == nil || !strings.Contains(err.Error(), "mockvault") {
		t.Errorf("a checkout without the vault: %v, want an error that names it", err)
	}
}

func TestFindCheckout(t *testing.T) {
	checkout, err := findCheckout()
	if err != nil || !isCheckout(checkout) {
		t.Fatalf("found %q, %v; want the sources around this test", checkout, err)
	}
	t.Setenv(sourceVariable, checkout)
	if again, err := findCheckout(); err != nil || again != checkout {
		t.Errorf("%s=%s: found %q, %v", sourceVariable, checkout, again, err)
	}
	empty := t.TempDir()
	t.Setenv(sourceVariable, empty)
	if _, err := findCheckout(); err == nil || err.Error() != "SCIMPROOF_SOURCE is "+empty+", which holds no sources of scimproof" {
		t.Errorf("%s names an empty directory: %v", sourceVariable, err)
	}
}
