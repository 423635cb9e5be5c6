package scim

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/tidwall/gjson"
)

const (
	maxBody  = 8 << 20 // bytes
	maxDepth = 32      // objects and arrays inside each other
)

// DecodeResource reads a JSON object from a request. Numbers become
// json.Number. It fails with an *Error: 413 beyond 8 MiB, else invalidSyntax:
// not JSON, not UTF-8, not an object, nested too deep, a name given twice (in
// whatever letter case).
func DecodeResource(body []byte) (Resource, error) {
	if len(body) > maxBody {
		return nil, TooLarge("the body has %d bytes; at most %d are read", len(body), maxBody)
	}
	if !json.Valid(body) {
		var fault any
		return nil, InvalidSyntax("the body is not JSON: %v", json.Unmarshal(body, &fault))
	}
	if !utf8.Valid(body) {
		return nil, InvalidSyntax("the body is not UTF-8")
	}
	value, err := build(gjson.ParseBytes(body), 0)
	if err != nil {
		return nil, err
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, InvalidSyntax("the body has to be a JSON object")
	}
	return object, nil
}

// build turns parsed JSON into the kinds of value that Resource names.
func build(parsed gjson.Result, depth int) (any, error) {
	switch {
	case depth > maxDepth:
		return nil, InvalidSyntax("more than %d objects and arrays inside each other", maxDepth)
	case parsed.IsObject():
		return buildObject(parsed, depth)
	case parsed.IsArray():
		return buildArray(parsed, depth)
	case parsed.Type == gjson.Number:
		return json.Number(parsed.Raw), nil
	default:
		return parsed.Value(), nil
	}
}

func buildObject(parsed gjson.Result, depth int) (any, error) {
	object := map[string]any{}
	seen := map[string]bool{}
	var err error
	parsed.ForEach(func(name, member gjson.Result) bool {
		folded := strings.ToLower(name.Str)
		if seen[folded] {
			err = InvalidSyntax("the name %q is given twice", name.Str)
			return false
		}
		seen[folded] = true
		object[name.Str], err = build(member, depth+1)
		return err == nil
	})
	return object, err
}

func buildArray(parsed gjson.Result, depth int) (any, error) {
	array := []any{}
	var err error
	parsed.ForEach(func(_, element gjson.Result) bool {
		var value any
		value, err = build(element, depth+1)
		array = append(array, value)
		return err == nil
	})
	return array, err
}
