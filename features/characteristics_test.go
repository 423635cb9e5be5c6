package features_test

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/features"
)

// characteristicsFile has one row per attribute of RFC 7643, with its errata.
const characteristicsFile = "../internal/scim/characteristics.tsv"

// judged are the schemas all of whose attributes are declared in some feature.
var judged = regexp.MustCompile(`:2\.0:User$`)

var schemaRead = regexp.MustCompile(`GET "/Schemas/([^"]+)"`)

// TestDeclarationsAreThoseOfTheStandard holds the tables in features against the
// characteristics: each attribute of a user once, and each cell with what the RFC or
// its errata say. A cell may allow more than one value, for the RFC contradicts itself.
func TestDeclarationsAreThoseOfTheStandard(t *testing.T) {
	t.Parallel()
	want := characteristics(t)
	seen := map[string]int{}
	for _, row := range declarations(t) {
		key := row["schema"] + " " + row["attribute"]
		seen[key]++
		for name, cell := range row {
			allowed := strings.Split(cell, " or ")
			if said, known := want[key][name]; !known || !slices.Contains(allowed, said) {
				t.Errorf("%s: the feature has %s %q, the standard %q", key, name, cell, said)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if schema, _, _ := strings.Cut(key, " "); judged.MatchString(schema) && seen[key] != 1 {
			t.Errorf("%s is declared in %d tables of features, want one", key, seen[key])
		}
	}
}

func characteristics(t *testing.T) map[string]map[string]string {
	t.Helper()
	content, err := os.ReadFile(characteristicsFile)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]map[string]string{}
	var header []string
	for line := range strings.Lines(string(content)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if header == nil {
			header = cells
			continue
		}
		row := map[string]string{}
		for i, cell := range cells {
			row[header[i]] = cell
		}
		rows[row["schema"]+" "+row["attribute"]] = row
	}
	return rows
}

// declarations are the rows of all tables that have columns of characteristics behind
// the attribute's name.
func declarations(t *testing.T) []map[string]string {
	t.Helper()
	files, err := fs.Glob(features.FS, "protocol/*.feature")
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, file := range files {
		content, err := fs.ReadFile(features.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, declarationsIn(string(content))...)
	}
	return rows
}

func declarationsIn(feature string) []map[string]string {
	var rows []map[string]string
	var header []string
	schema := ""
	for line := range strings.Lines(feature) {
		if m := schemaRead.FindStringSubmatch(line); m != nil {
			schema = m[1]
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case !strings.HasPrefix(strings.TrimSpace(line), "|"):
			header = nil
		case slices.Contains(cells, "mutability") && slices.Contains(cells, "returned"):
			header = append([]string{"attribute"}, cells[1:]...)
		case header != nil:
			row := map[string]string{"schema": schema}
			for i, cell := range cells {
				row[header[i]] = cell
			}
			rows = append(rows, row)
		}
	}
	return rows
}
