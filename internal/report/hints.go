package report

import (
	_ "embed"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/scimproof/scimproof/internal/journal"
)

//go:embed hints.tsv
var hintTable string

// remedies say by requirement how it is usually mended.
var remedies = func() map[string]string { //nolint:gochecknoglobals // constant table
	table := map[string]string{}
	for row := range strings.Lines(hintTable) {
		id, hint, _ := strings.Cut(strings.TrimSpace(row), "\t")
		table[id] = hint
	}
	return table
}()

// ignored tells a write that was answered with success and had no effect at all: what
// the bridge shows after it is what it showed before.
func ignored(asked journal.Entry, s Scenario) bool {
	if asked.Status >= 300 || !writes(asked) || asked.Method == "POST" || !aboutState(s.Step) {
		return false
	}
	var before, after map[string]any
	wrote := false
	for _, e := range s.Exchanges {
		switch shown := representation(e); {
		case e.To == "bridge" && e.Method == asked.Method && e.Path == asked.Path && e.Began.Equal(asked.Began):
			wrote = true
		case shown == nil || !strings.Contains(asked.Path, "/"+asText(shown["id"])):
		case wrote:
			after = shown
		default:
			before = shown
		}
	}
	return before != nil && after != nil && reflect.DeepEqual(before, after)
}

// representation is the resource that an answer shows, without its meta; nil if it shows none.
func representation(e journal.Entry) map[string]any {
	var shown map[string]any
	if e.To != "bridge" || json.Unmarshal([]byte(e.Response), &shown) != nil || asText(shown["id"]) == "" {
		return nil
	}
	delete(shown, "meta")
	return shown
}

func asText(value any) string {
	text, _ := value.(string)
	return text
}
