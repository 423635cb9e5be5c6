package scim

import (
	"maps"
	"slices"
	"strings"
)

// Resource is a JSON object, with the names as they came. Its values are the
// plain kinds of JSON and nothing else: nil, bool, string, json.Number (a
// float64 or int made by Go code is understood too), []any and map[string]any.
// Extension attributes lie in an object under the extension's URN.
type Resource map[string]any

// Lookup finds a top-level attribute or extension by name in any letter case.
// key is the name as the resource spells it.
func (r Resource) Lookup(name string) (key string, value any, ok bool) {
	return lookup(r, name)
}

// Get returns the value at a path such as "userName", "name.givenName", an
// extension's URN, or URN:attribute[.sub]; nil when there is none. It does not
// look into arrays.
func (r Resource) Get(path string) any {
	if _, value, ok := r.Lookup(path); ok {
		return value
	}
	attr, ok := parseAttrPath(path)
	if !ok {
		return nil
	}
	value := any(map[string]any(r))
	if attr.URI != "" && !isCoreURN(attr.URI) {
		value = child(value, attr.URI)
	}
	value = child(value, attr.Name)
	if attr.Sub != "" {
		value = child(value, attr.Sub)
	}
	return value
}

// Text is Get for strings: "" when there is no value, or one of another type.
func (r Resource) Text(path string) string {
	text, _ := r.Get(path).(string)
	return text
}

// isCoreURN tells the schemas whose attributes lie at the top level.
func isCoreURN(urn string) bool {
	return len(urn) > len(corePrefix) && strings.EqualFold(urn[:len(corePrefix)], corePrefix)
}

const corePrefix = "urn:ietf:params:scim:schemas:core:"

// lookup is a map access that falls back to other letter cases.
func lookup(object map[string]any, name string) (key string, value any, ok bool) {
	if value, ok := object[name]; ok {
		return name, value, true
	}
	for key, value := range object {
		if sameName(key, name) {
			return key, value, true
		}
	}
	return "", nil, false
}

// sameName compares names without regard to letter case. Names are ASCII, so
// those of different lengths differ.
func sameName(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }

// child is one member of a value that should be an object.
func child(value any, name string) any {
	object, _ := value.(map[string]any)
	_, value, _ = lookup(object, name)
	return value
}

// equal compares two JSON values.
func equal(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, b, equal)
	case []any:
		b, ok := b.([]any)
		return ok && equalLists(a, b)
	default:
		return a == b
	}
}

// equalLists knows arrays that share their memory at once, which makes the
// comparison of an untouched list of members free.
func equalLists(a, b []any) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.EqualFunc(a, b, equal))
}
