package scim

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Sort orders resources in place (RFC 7644 3.4.2.3): stable, by the type of the
// attribute, without regard to case unless it is caseExact; a multi-valued one by
// its primary or else its first value; resources without the value come last
// ascending and first descending. A complex attribute stands for its value. An
// empty sortBy leaves the order alone, an empty order is ascending. It fails with
// an *Error invalidValue: unknown attribute, complex one without a value, unknown
// order.
func Sort(resources []Resource, rt *ResourceType, sortBy, order string) error {
	if sortBy == "" {
		return nil
	}
	by, err := sortTarget(rt, sortBy)
	if err != nil {
		return err
	}
	direction := 1
	switch strings.ToLower(order) {
	case "", "ascending":
	case "descending":
		direction = -1
	default:
		return InvalidValue("sortOrder has to be ascending or descending, not %q", order)
	}
	type row struct {
		key      any
		resource Resource
	}
	rows := make([]row, len(resources))
	for i, r := range resources {
		rows[i] = row{by.sortKey(r), r}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return direction * compareKeys(a.key, b.key) })
	for i, row := range rows {
		resources[i] = row.resource
	}
	return nil
}

func sortTarget(rt *ResourceType, sortBy string) (target, error) {
	path, ok := parseAttrPath(sortBy)
	by, known := target{}, false
	if ok {
		by, known = rt.resolve(path)
	}
	if !known || by.attr == nil || by.leaf().Returned == "never" {
		return target{}, InvalidValue("sortBy: there is no attribute %q in %s", sortBy, rt.Name)
	}
	if by, ok = by.simple(); !ok {
		return target{}, InvalidValue("sortBy: %s is complex; name one of its sub-attributes", sortBy)
	}
	return by, nil
}

// sortKey is the value to sort by, in a form that compareKeys knows; nil when
// there is none.
func (t target) sortKey(r Resource) any {
	value := t.held(r)
	if elements, ok := value.([]any); ok && len(elements) > 0 {
		value = elements[max(0, slices.IndexFunc(elements, isPrimary))]
	}
	if t.sub != nil {
		value = child(value, t.sub.Name)
	}
	switch value := value.(type) {
	case bool:
		return value
	case string:
		return textKey(t.leaf(), value)
	}
	if number, ok := numberOf(value); ok {
		return number
	}
	return nil
}

func textKey(row *Attribute, text string) any {
	if row.Type == "dateTime" {
		if at, ok := parseTime(text); ok {
			return at
		}
		return nil
	}
	if row.CaseExact {
		return text
	}
	return strings.ToLower(text)
}

// compareKeys orders two keys of the same attribute; nil comes last.
func compareKeys(a, b any) int {
	if a == nil || b == nil {
		return cmp.Compare(rank(a == nil), rank(b == nil))
	}
	switch a := a.(type) {
	case bool:
		b, _ := b.(bool)
		return cmp.Compare(rank(a), rank(b))
	case string:
		b, _ := b.(string)
		return strings.Compare(a, b)
	case time.Time:
		b, _ := b.(time.Time)
		return a.Compare(b)
	case json.Number:
		b, _ := b.(json.Number)
		return compareNumbers(a, b)
	default:
		return 0
	}
}

func rank(is bool) int {
	if is {
		return 1
	}
	return 0
}
