// Package architecture holds no code, only the rules that keep the tree simple.
package architecture

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	module      = "github.com/scimproof/scimproof"
	mostLines   = 300 // of a file
	mostOfAFunc = 50  // lines of a function
)

// layers are the packages from the inside out. A package may import its own
// layer and those before it, never one after it.
var layers = [][]string{
	{"internal/intake", "internal/refusal", "internal/clock", "internal/duration", "internal/oneormore", "internal/defect", "internal/wait", "internal/fault", "internal/journal", "internal/loopback", "internal/verdict", "internal/serve", "internal/engine", "internal/process", "internal/watchdog", "features", "profiles"},
	{"internal/api", "internal/scim", "internal/requirement", "internal/report", "internal/setup"},
	{"mockidp", "mockvault", "bridge"},
	{"internal/refbridge"},
	{"internal/lab"},
	{"steps"},
	{"cmd", "internal/bench", "internal/rivals"},
}

func TestImportsRunOneWay(t *testing.T) {
	t.Parallel()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, module+"/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.TrimSpace(string(out)), "\n") {
		names := strings.Fields(line)
		from, known := layerOf(names[0])
		if !known {
			t.Errorf("%s is in no layer; add it to this test where it belongs", names[0])
			continue
		}
		for _, name := range names[1:] {
			if to, ours := layerOf(name); ours && to > from {
				t.Errorf("%s imports %s, which lies further out", names[0], name)
			}
		}
	}
}

func layerOf(importPath string) (int, bool) {
	name, ours := strings.CutPrefix(importPath, module+"/")
	if !ours {
		return 0, false
	}
	for i, layer := range layers {
		for _, prefix := range layer {
			if name == prefix || strings.HasPrefix(name, prefix+"/") {
				return i, true
			}
		}
	}
	return 0, strings.HasPrefix(name, "internal/architecture")
}

func TestOnlyTheSuiteKnowsGodog(t *testing.T) {
	t.Parallel()
	eachFile(t, func(name string, file *ast.File, _ *token.FileSet) {
		for _, spec := range file.Imports {
			if spec.Path.Value == `"github.com/cucumber/godog"` && name != "steps/suite.go" {
				t.Errorf("%s imports godog; only steps/suite.go may", name)
			}
		}
	})
}

func TestFilesAndFunctionsAreSmall(t *testing.T) {
	t.Parallel()
	eachFile(t, func(name string, file *ast.File, set *token.FileSet) {
		if lines := set.Position(file.End()).Line; lines > mostLines {
			t.Errorf("%s has %d lines, want at most %d", name, lines, mostLines)
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && !isTable(f) {
				if lines := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; lines > mostOfAFunc {
					t.Errorf("%s: %s has %d lines, want at most %d", name, f.Name.Name, lines, mostOfAFunc)
				}
			}
		}
	})
}

// isTable tells a function that only returns a literal: data, not logic.
func isTable(f *ast.FuncDecl) bool {
	if f.Body == nil || len(f.Body.List) != 1 {
		return false
	}
	ret, ok := f.Body.List[0].(*ast.ReturnStmt)
	return ok && len(ret.Results) == 1
}

// takeover is where any program becomes its own watchdog, before its main runs.
const takeover = "internal/watchdog/takeover.go"

// banned are calls that no package but a main may make, and why.
var banned = map[string]string{
	"time.Sleep": "wait with wait.Until",
	"os.Exit":    "only main ends the process",
	"log.Fatal":  "only main ends the process",
	"fmt.Print":  "write to the writer that was passed in", "fmt.Printf": "write to the writer that was passed in", "fmt.Println": "write to the writer that was passed in",
}

func TestNobodySleepsExitsOrPrints(t *testing.T) {
	t.Parallel()
	eachFile(t, func(name string, file *ast.File, set *token.FileSet) {
		if file.Name.Name == "main" || name == takeover {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := selector.X.(*ast.Ident)
			if !ok {
				return true
			}
			if why, found := banned[pkg.Name+"."+selector.Sel.Name]; found {
				t.Errorf("%s: %s.%s: %s", set.Position(n.Pos()), pkg.Name, selector.Sel.Name, why)
			}
			return true
		})
	})
}

func TestNoPackageIsADrawer(t *testing.T) {
	t.Parallel()
	drawers := []string{"util", "utils", "common", "helpers", "helper", "models", "manager", "misc", "base"}
	eachFile(t, func(name string, file *ast.File, _ *token.FileSet) {
		if slices.Contains(drawers, file.Name.Name) {
			t.Errorf("%s: package %s says nothing of what is in it", name, file.Name.Name)
		}
	})
}

// eachFile parses every Go file of the module that is no test.
func eachFile(t *testing.T, visit func(name string, file *ast.File, set *token.FileSet)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if base := entry.Name(); entry.IsDir() && path != root && (strings.HasPrefix(base, ".") || base == "node_modules" || base == "bin") {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if bytes.Contains(content, []byte("DO NOT EDIT")) {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, content, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err == nil {
			visit(filepath.ToSlash(name), file, set)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
