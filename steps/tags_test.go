package steps

import (
	"slices"
	"strings"
	"testing"
)

func TestTagExpressions(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		expression string
		tags       string
		want       bool
	}{
		{"", "", true},
		{"@a", "@a", true},
		{"@a", "@b", false},
		{"not @a", "@b", true},
		{"not not @a", "@a", true},
		{"@a and @b", "@a", false},
		{"@a and @b", "@a @b", true},
		{"@a or @b", "@b", true},
		{"@a or @b and @c", "@a", true}, // and binds tighter
		{"(@a or @b) and @c", "@a", false},
		{"(@a or @b) and not @c", "@b", true},
		{"not (@a or @b)", "@c", true},
		{"@req:BRIDGE-JOIN-01", "@req:BRIDGE-JOIN-01", true},
	} {
		e, err := ParseTags(tt.expression)
		if err != nil {
			t.Errorf("%q: %v", tt.expression, err)
			continue
		}
		if got := e.Matches(strings.Fields(tt.tags)); got != tt.want {
			t.Errorf("%q on %q: %v, want %v", tt.expression, tt.tags, got, tt.want)
		}
	}
}

func TestWrongTagExpressionsSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string]string{
		"rename":     `"rename" is no tag`,
		"@a and":     "ends too early",
		"(@a or @b":  "a bracket is not closed",
		"@a @b":      `did not expect "@b"`,
		"@a && @b":   `did not expect "&&"`,
		"not":        "ends too early",
		"@a)":        `did not expect ")"`,
		"and @a":     `"and" is no tag`,
		"@a or or @": `"or" is no tag`,
	} {
		if _, err := ParseTags(expression); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", expression, err, want)
		}
	}
}

func FuzzParseTags(f *testing.F) {
	f.Add("@a and not (@b or @c)")
	f.Add("((((")
	f.Fuzz(func(t *testing.T, text string) {
		e, err := ParseTags(text)
		if err == nil && strings.TrimSpace(text) != "" && len(e.Names()) == 0 {
			t.Errorf("%q parses without naming a tag", text)
		}
		e.Matches(slices.Clone(e.Names()))
	})
}
