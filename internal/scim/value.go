package scim

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// checkScalar tells what is wrong with a value of a simple attribute, or "".
// Text for the error reads on from "<name> ".
func checkScalar(attr *Attribute, value any) (fault string) {
	switch attr.Type {
	case "boolean":
		if _, ok := value.(bool); !ok {
			return "has to be true or false"
		}
	case "integer":
		if number, ok := numberOf(value); !ok || strings.ContainsAny(number.String(), ".eE") {
			return "has to be a whole number"
		}
	case "decimal":
		if _, ok := numberOf(value); !ok {
			return "has to be a number"
		}
	default:
		text, ok := value.(string)
		if !ok {
			return "has to be a string"
		}
		return checkText(attr.Type, text)
	}
	return ""
}

// checkText checks the types whose JSON form is a string.
func checkText(kind, text string) (fault string) {
	switch kind {
	case "dateTime":
		if _, ok := parseTime(text); !ok {
			return "has to be a date and time such as 2026-05-13T04:42:34Z"
		}
	case "binary":
		if _, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "=")); err != nil {
			return "has to be base64"
		}
	case "reference":
		if _, err := url.Parse(text); err != nil {
			return "has to be a URI"
		}
	}
	return ""
}

// parseTime reads xsd:dateTime (RFC 7643 2.3.5). Without a time zone it is UTC.
func parseTime(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// numberOf takes the numbers of decoded JSON and those that Go code makes.
func numberOf(value any) (json.Number, bool) {
	switch value := value.(type) {
	case json.Number:
		return value, true
	case float64:
		return json.Number(strconv.FormatFloat(value, 'f', -1, 64)), true
	case int:
		return json.Number(strconv.Itoa(value)), true
	case int64:
		return json.Number(strconv.FormatInt(value, 10)), true
	default:
		return "", false
	}
}

// compareNumbers compares whole numbers exactly and others as float64.
func compareNumbers(a, b json.Number) int {
	left, errLeft := a.Int64()
	right, errRight := b.Int64()
	if errLeft == nil && errRight == nil {
		return cmp.Compare(left, right)
	}
	x, _ := a.Float64()
	y, _ := b.Float64()
	return cmp.Compare(x, y)
}

// isPresent is "pr" (RFC 7644 table 3): a value that is not empty, or a complex
// one with such a value in it.
func isPresent(value any) bool {
	switch value := value.(type) {
	case nil:
		return false
	case string:
		return value != ""
	case []any:
		for _, element := range value {
			if isPresent(element) {
				return true
			}
		}
		return false
	case map[string]any:
		for _, member := range value {
			if isPresent(member) {
				return true
			}
		}
		return false
	default:
		return true
	}
}
