package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// block is a block of code in a page: its language and its text.
var block = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

// exits is how a line of the README says that its command exits with another code than 0.
var exits = regexp.MustCompile(`# exits (\d)$`)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(source, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// installed is a folder with bin/scimproof in it, as after `make build`.
func installed(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.Symlink(filepath.Dir(program), filepath.Join(dir, "bin")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestEveryCommandOfTheReadmeWorks(t *testing.T) {
	t.Parallel()
	var lines []string
	for _, found := range block.FindAllStringSubmatch(readme(t), -1) {
		for line := range strings.SplitSeq(found[2], "\n") {
			invented := strings.Contains(line, "my-bridge.yaml") || strings.Contains(line, "bridge.example")
			if found[1] == "sh" && strings.HasPrefix(line, "bin/scimproof") && !invented {
				lines = append(lines, line)
			}
		}
	}
	if len(lines) < 8 {
		t.Fatalf("only %d commands found: %q", len(lines), lines)
	}
	dir := installed(t)
	for _, line := range lines {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			want := 0
			if code := exits.FindStringSubmatch(line); code != nil {
				want, _ = strconv.Atoi(code[1])
			}
			if got := launch(t, dir, nil, "bash", "-c", line).wait(t); got.code != want || got.stdout == "" {
				t.Errorf("exit code %d, want %d; stderr %q", got.code, want, got.stderr)
			}
		})
	}
}

func TestWhatTheReadmeQuotesIsWhatIsPrinted(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, first, command string }{
		{"the old generation", "FAILED  features/", "scimproof test --bridge refbridge --version-profile 1.4 --runtime embedded features/lifecycle"},
		{"make run", "  Bridge  ", "scimproof test --bridge refbridge --report report --runtime docker"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if strings.Contains(tc.command, "docker") {
				needsEngine(t)
			}
			var quoted string
			for _, found := range block.FindAllStringSubmatch(readme(t), -1) {
				if found[1] == "text" && strings.HasPrefix(found[2], tc.first) {
					quoted = found[2]
				}
			}
			if quoted == "" {
				t.Fatalf("the README quotes nothing that begins with %q", tc.first)
			}
			got := launch(t, installed(t), nil, "bash", "-c", tc.command).wait(t)
			for line := range strings.SplitSeq(strings.TrimSpace(quoted), "\n") {
				if !printed(got.stdout, strings.TrimSpace(line)) {
					t.Errorf("the README quotes\n%s\nwhich does not stand in\n%.1500s", line, got.stdout)
				}
			}
			if tc.name != "make run" {
				return
			}
			said := fmt.Sprintf("; %s scenarios judged; report/index.html written", regexp.MustCompile(`(\d+) passed`).FindStringSubmatch(got.stdout)[1])
			if !strings.Contains(readme(t), said) {
				t.Errorf("the README does not say %q", said)
			}
		})
	}
}

// printed says whether a line was printed; what a quotation leaves out it marks by "...".
func printed(text, line string) bool {
	for candidate := range strings.SplitSeq(text, "\n") {
		if like(line, strings.TrimSpace(candidate)) {
			return true
		}
	}
	return false
}

// link is a link or a picture in a page that leads elsewhere than to the network or within the page.
var link = regexp.MustCompile(`\]\(([^)#:\s]+)(#[^)]*)?\)`)

func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	pages, err := filepath.Glob(filepath.Join(source, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	records, err := filepath.Glob(filepath.Join(source, "docs", "adr", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	pages = append(append(pages, records...), filepath.Join(source, "README.md"), filepath.Join(source, "CONTRIBUTING.md"))
	links := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range link.FindAllStringSubmatch(block.ReplaceAllString(string(text), ""), -1) {
			links++
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), found[1])); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
	if links < 10 {
		t.Errorf("only %d links found", links)
	}
}
