package graph

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// compareValues orders values of one type; null comes first, and values that
// cannot be compared are all alike.
func compareValues(a, b any) int {
	switch a := a.(type) {
	case nil:
		if b == nil {
			return 0
		}
		return -1
	case string:
		if b, ok := b.(string); ok {
			return cmp.Or(cmp.Compare(strings.ToLower(a), strings.ToLower(b)), cmp.Compare(a, b))
		}
	case bool:
		if b, ok := b.(bool); ok {
			return cmp.Compare(strconv.FormatBool(a), strconv.FormatBool(b))
		}
	case float64:
		if b, ok := b.(float64); ok {
			return cmp.Compare(a, b)
		}
	case time.Time:
		if b, ok := b.(time.Time); ok {
			return a.Compare(b)
		}
	}
	if b == nil {
		return 1
	}
	return 0
}

// orNull is a text, or null where there is none.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// momentOrNull is a time, or null where there is none.
func momentOrNull(at *time.Time) any {
	if at == nil {
		return nil
	}
	return at.UTC()
}

func text(n int) string { return strconv.Itoa(n) }
