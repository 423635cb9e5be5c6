package refbridge

import (
	"slices"
	"strings"
)

// Distortions of values.

// everyText changes all texts of a resource but those by which it is known.
func everyText(change func(string) string) func(map[string]any) {
	return func(r map[string]any) {
		for name, value := range r {
			if !slices.Contains([]string{"id", "schemas", "meta", "userName"}, name) {
				r[name] = deepText(value, change)
			}
		}
	}
}

func deepText(value any, change func(string) string) any {
	switch value := value.(type) {
	case string:
		return change(value)
	case []any:
		for i, element := range value {
			value[i] = deepText(element, change)
		}
	case map[string]any:
		for name, inner := range value {
			value[name] = deepText(inner, change)
		}
	}
	return value
}

// latin1 reads UTF-8 as if each byte were a letter.
func latin1(s string) string {
	letters := make([]rune, 0, len(s))
	for _, b := range []byte(s) {
		letters = append(letters, rune(b))
	}
	return string(letters)
}

func cutAt(mark string) func(string) string {
	return func(s string) string {
		before, _, _ := strings.Cut(s, mark)
		return before
	}
}
