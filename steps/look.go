package steps

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// look finds a value in a decoded JSON answer by a path as features write it:
// name.familyName, emails[type eq "work"].value, Resources[0].id, or an extension's
// URN, a colon and an attribute. Names match in any letter case (RFC 7643 2.1).
// It is written without package scim, which the reference bridge is made of, so
// that an error there cannot hide itself.
func look(document any, path string) (any, bool) {
	current := document
	for _, part := range parts(path) {
		var found bool
		if current, found = part.of(current); !found {
			return nil, false
		}
	}
	return current, true
}

// part is one step of a path.
type part struct {
	name  string // of an attribute
	index int    // of an element, when name is "" and key is ""
	key   string // sub-attribute an element is chosen by
	value string
}

var (
	element = regexp.MustCompile(`^\[(?:(\d+)|([A-Za-z$]+) eq "([^"]*)")\]`)
	version = regexp.MustCompile(`:\d+\.\d+$`) // of a schema, before its resource's name
)

func parts(path string) []part {
	var list []part
	if strings.HasPrefix(strings.ToLower(path), "urn:") {
		colon := strings.LastIndex(path, ":")
		if head := path[:colon]; version.MatchString(head) {
			return []part{{name: path}} // a bare URN: the version's dot is not a path's
		}
		list, path = append(list, part{name: path[:colon]}), path[colon+1:]
	}
	for path != "" {
		if m := element.FindStringSubmatch(path); m != nil {
			index, _ := strconv.Atoi(m[1])
			list, path = append(list, part{index: index, key: m[2], value: m[3]}), strings.TrimPrefix(path[len(m[0]):], ".")
			continue
		}
		end := strings.IndexAny(path, ".[")
		if end <= 0 { // no further part, or one that begins like none: a name that nothing has
			end = len(path)
		}
		list, path = append(list, part{name: path[:end]}), strings.TrimPrefix(path[end:], ".")
	}
	return list
}

func (p part) of(value any) (any, bool) {
	if p.name != "" {
		object, _ := value.(map[string]any)
		for name, v := range object {
			if strings.EqualFold(name, p.name) {
				return v, true
			}
		}
		return nil, false
	}
	list, _ := value.([]any)
	if p.key == "" {
		if p.index >= len(list) {
			return nil, false
		}
		return list[p.index], true
	}
	for _, candidate := range list {
		if v, ok := member(candidate, p.key); ok && fmt.Sprint(v) == p.value {
			return candidate, true
		}
	}
	return nil, false
}

// member is what an element is chosen by; a text in a list of texts is its own value.
func member(element any, key string) (any, bool) {
	if text, isText := element.(string); isText && key == "value" {
		return text, true
	}
	return look(element, key)
}

// unassigned tells what RFC 7643 2.5 calls unassigned: null, and an empty list.
func unassigned(value any) bool {
	list, isList := value.([]any)
	return value == nil || isList && len(list) == 0
}

// assigned is what is left of a resource without what is unassigned, and without
// the name of an extension that has no values: that a server shows an empty
// manager is one finding, and no change of everybody it is shown for.
func assigned(value any) any {
	switch v := value.(type) {
	case map[string]any:
		left := map[string]any{}
		for key, inner := range v {
			if inner = assigned(inner); inner != nil {
				left[key] = inner
			}
		}
		if names, ok := left["schemas"].([]any); ok {
			left["schemas"] = slices.DeleteFunc(names, func(name any) bool {
				urn, _ := name.(string)
				return strings.Contains(urn, ":extension:") && left[urn] == nil
			})
		}
		if len(left) > 0 {
			return left
		}
	case []any:
		if len(v) > 0 {
			return slices.Clone(v)
		}
	default:
		return value
	}
	return nil
}

// sameJSON compares decoded values; numbers by value, objects without regard to order.
func sameJSON(a, b any) bool { return reflect.DeepEqual(a, b) }

func decode(text []byte) (any, error) {
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		return nil, fmt.Errorf("not JSON: %w", err)
	}
	return value, nil
}

func encode(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}
