package report

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Where more than this differs, or the texts are longer, they say more as they are.
const (
	mostDifferences = 20
	longestCompared = 64 << 10
)

// differing shortens two JSON objects to the values in which they differ, a line
// each, for nobody finds one wrong value in two lines of a thousand characters.
// Texts that are no such pair come back as they are.
func differing(expected, actual string) (string, string) {
	want, got := map[string]string{}, map[string]string{}
	if len(expected)+len(actual) > longestCompared {
		return expected, actual
	}
	wantRest, isObject := flatten(expected, want)
	gotRest, areObjects := flatten(actual, got)
	if !isObject || !areObjects {
		return expected, actual
	}
	var wants, gots []string
	alike := 0
	both := maps.Clone(want)
	maps.Copy(both, got)
	for _, path := range slices.Sorted(maps.Keys(both)) {
		if want[path] == got[path] {
			alike++
			continue
		}
		wants, gots = append(wants, leaf(path, want)), append(gots, leaf(path, got))
	}
	if len(wants) == 0 || len(wants) > mostDifferences {
		return expected, actual
	}
	if alike > 0 {
		rest := fmt.Sprintf("(%d more values, alike on both sides)", alike)
		wants, gots = append(wants, rest), append(gots, rest)
	}
	return strings.Join(append(wants, wantRest...), "\n"), strings.Join(append(gots, gotRest...), "\n")
}

func leaf(path string, values map[string]string) string {
	if value, there := values[path]; there {
		return line(path) + ": " + value
	}
	return line(path) + ": (not there)"
}

// flatten puts the leaves of a JSON object by their paths: emails[0].value. What
// follows the object, such as how long it was waited for, is the rest.
func flatten(text string, into map[string]string) (rest []string, isObject bool) {
	if !strings.HasPrefix(text, "{") {
		return nil, false
	}
	var object map[string]any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if decoder.Decode(&object) != nil {
		return nil, false
	}
	flattenValue("", object, into)
	if after := line(text[decoder.InputOffset():]); after != "" {
		rest = append(rest, after)
	}
	return rest, true
}

func flattenValue(path string, value any, into map[string]string) {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			flattenValue(strings.TrimPrefix(path+"."+name, "."), inner, into)
		}
		if len(v) > 0 {
			return
		}
	case []any:
		for i, inner := range v {
			flattenValue(fmt.Sprintf("%s[%d]", path, i), inner, into)
		}
		if len(v) > 0 {
			return
		}
	}
	into[path] = compact(value)
}

// compact is a value as JSON on one line, with < and & as they are.
func compact(value any) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(value) != nil {
		return fmt.Sprint(value)
	}
	return strings.TrimSpace(out.String())
}
