package scim

import (
	"strings"
	"time"
)

// comparator is the test of one value, by the type of the attribute.
func comparator(n node, attr *Attribute) (func(any) bool, error) {
	switch attr.Type {
	case "boolean":
		return compareBoolean(n, attr)
	case "integer", "decimal":
		return compareNumber(n, attr)
	}
	operand, ok := n.value.(string)
	if !ok {
		return nil, InvalidFilter("%s is compared with a string in double quotes, not with %s", n.path, literal(n.value))
	}
	switch {
	case attr.Type == "dateTime":
		return compareTime(n, attr, operand)
	case attr.Type == "binary" && n.op != "eq" && n.op != "ne":
		return nil, unfit(n, attr)
	default:
		return compareText(n.op, operand, attr.CaseExact), nil
	}
}

func unfit(n node, attr *Attribute) error {
	return InvalidFilter("%q does not go with %s, which is a %s", n.op, n.path, attr.Type)
}

func compareBoolean(n node, attr *Attribute) (func(any) bool, error) {
	operand, ok := booleanOf(n.value)
	switch {
	case n.op != "eq" && n.op != "ne":
		return nil, unfit(n, attr)
	case !ok:
		return nil, InvalidFilter("%s is compared with true or false, not with %s", n.path, literal(n.value))
	}
	return func(value any) bool { return (value == operand) == (n.op == "eq") }, nil
}

// booleanOf takes booleans, also those that a client has put in quotes.
func booleanOf(value any) (is, ok bool) {
	if text, quoted := value.(string); quoted {
		is = strings.EqualFold(text, "true")
		return is, is || strings.EqualFold(text, "false")
	}
	is, ok = value.(bool)
	return is, ok
}

func compareNumber(n node, attr *Attribute) (func(any) bool, error) {
	holds, ok := ordering(n.op)
	if !ok {
		return nil, unfit(n, attr)
	}
	operand, ok := numberOf(n.value)
	if !ok {
		return nil, InvalidFilter("%s is compared with a number, not with %s", n.path, literal(n.value))
	}
	return func(value any) bool {
		number, ok := numberOf(value)
		return ok && holds(compareNumbers(number, operand))
	}, nil
}

// compareTime compares points in time, so that offsets and fractions of seconds
// do not matter.
func compareTime(n node, attr *Attribute, operand string) (func(any) bool, error) {
	holds, ok := ordering(n.op)
	if !ok {
		return nil, unfit(n, attr)
	}
	at, ok := parseTime(operand)
	if !ok {
		return nil, InvalidFilter("%s is compared with a date and time, not with %s", n.path, quote(operand))
	}
	return func(value any) bool {
		held, ok := timeOf(value)
		return ok && holds(held.Compare(at))
	}, nil
}

func timeOf(value any) (time.Time, bool) {
	text, ok := value.(string)
	if !ok {
		return time.Time{}, false
	}
	return parseTime(text)
}

// compareText compares strings, letter case disregarded unless exact.
func compareText(op, operand string, exact bool) func(any) bool {
	if !exact && (op == "eq" || op == "ne") {
		return func(value any) bool {
			text, ok := value.(string)
			return ok && strings.EqualFold(text, operand) == (op == "eq")
		}
	}
	fold := func(text string) string { return text }
	if !exact {
		fold = strings.ToLower
	}
	holds := textTest(op, fold(operand))
	return func(value any) bool {
		text, ok := value.(string)
		return ok && holds(fold(text))
	}
}

func textTest(op, operand string) func(string) bool {
	switch op {
	case "co":
		return func(text string) bool { return strings.Contains(text, operand) }
	case "sw":
		return func(text string) bool { return strings.HasPrefix(text, operand) }
	case "ew":
		return func(text string) bool { return strings.HasSuffix(text, operand) }
	default:
		holds, _ := ordering(op)
		return func(text string) bool { return holds(strings.Compare(text, operand)) }
	}
}

// ordering is what an operator says of the outcome of a comparison; ok is false
// for the operators on text.
func ordering(op string) (holds func(order int) bool, ok bool) {
	switch op {
	case "eq":
		return func(order int) bool { return order == 0 }, true
	case "ne":
		return func(order int) bool { return order != 0 }, true
	case "gt":
		return func(order int) bool { return order > 0 }, true
	case "ge":
		return func(order int) bool { return order >= 0 }, true
	case "lt":
		return func(order int) bool { return order < 0 }, true
	case "le":
		return func(order int) bool { return order <= 0 }, true
	default:
		return nil, false
	}
}
