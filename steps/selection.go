package steps

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Selection says which scenarios of a catalog are meant.
type Selection struct {
	Paths []string // folders, files, or file:line as in Scenario.Location; empty: all
	Tags  TagExpression
}

// Pick returns the selected scenarios. A path or a tag that nothing in the
// catalog has is an error, for a typo must not look like an empty suite.
func (c *Catalog) Pick(sel Selection) ([]Scenario, error) {
	if err := c.checkTags(sel.Tags); err != nil {
		return nil, err
	}
	inPaths, err := c.inPaths(sel.Paths)
	if err != nil {
		return nil, err
	}
	var picked []Scenario
	for _, s := range inPaths {
		if sel.Tags.Matches(s.Tags) {
			picked = append(picked, s)
		}
	}
	if len(picked) == 0 {
		return nil, fmt.Errorf("no scenario is left by these paths and tags; scimproof list scenarios shows all")
	}
	return picked, nil
}

func (c *Catalog) checkTags(expression TagExpression) error {
	for _, name := range expression.Names() {
		known := slices.ContainsFunc(c.Scenarios, func(s Scenario) bool { return slices.Contains(s.Tags, name) })
		if !known {
			return fmt.Errorf("no scenario has the tag %s; scimproof list scenarios shows the tags", name)
		}
	}
	return nil
}

func (c *Catalog) inPaths(paths []string) ([]Scenario, error) {
	if len(paths) == 0 {
		return c.Scenarios, nil
	}
	wanted := map[string]bool{}
	for _, p := range paths {
		found := false
		for _, s := range c.Scenarios {
			if s.isAt(p) {
				wanted[s.Name], found = true, true
			}
		}
		if !found {
			return nil, fmt.Errorf("no scenario at %q; give a folder, a .feature file or FILE:LINE of a scenario, rule or examples row", p)
		}
	}
	return slices.DeleteFunc(slices.Clone(c.Scenarios), func(s Scenario) bool { return !wanted[s.Name] }), nil
}

func (s Scenario) isAt(p string) bool {
	file, line := splitLine(p)
	if line > 0 {
		return s.File == file && slices.Contains(s.Lines, line)
	}
	return s.File == file || strings.HasPrefix(s.File, strings.TrimSuffix(file, "/")+"/") || file == "."
}

// splitLine takes "a.feature:13" apart; line is 0 when there is none.
func splitLine(p string) (file string, line int) {
	p = path.Clean(filepath.ToSlash(p))
	file, suffix, found := strings.Cut(p, ".feature:")
	if !found {
		return p, 0
	}
	line, err := strconv.Atoi(suffix)
	if err != nil {
		return p, 0
	}
	return file + ".feature", line
}

// SourcesFor decides where the paths are read from: a path that exists on disk
// is read there (an author sees the own edit), any other in the embedded tree.
func SourcesFor(paths []string, embedded Source) ([]Source, error) {
	if len(paths) == 0 {
		return []Source{embedded}, nil
	}
	var sources []Source
	for _, p := range paths {
		file, _ := splitLine(p)
		source := embedded
		if info, err := os.Stat(file); err == nil {
			source = diskSource(file, info)
		} else if !inside(embedded, file) {
			return nil, fmt.Errorf("no feature file or folder %q, neither here nor among the built-in ones; scimproof list scenarios shows those", p)
		}
		if !slices.ContainsFunc(sources, func(s Source) bool { return s.Prefix == source.Prefix }) {
			sources = append(sources, source)
		}
	}
	return sources, nil
}

func diskSource(file string, info os.FileInfo) Source {
	dir := file
	if !info.IsDir() {
		dir = path.Dir(file)
	}
	return Source{FS: os.DirFS(dir), Prefix: dir}
}

func inside(source Source, file string) bool {
	rel, found := strings.CutPrefix(file+"/", source.Prefix+"/")
	if !found {
		return false
	}
	_, err := fs.Stat(source.FS, path.Clean("./"+rel))
	return err == nil
}
