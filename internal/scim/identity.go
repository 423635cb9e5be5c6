package scim

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// identity tells when two elements of a multi-valued attribute are the same one.
// A value that must not change (a member's id) identifies its element by itself;
// otherwise value and type do together, since an address may be listed as work
// and as home (RFC 7643 2.4). Elements without a value are compared whole.
type identity struct {
	attr     *Attribute
	hasValue bool // elements have a value to go by
	exact    bool // in whose letter case they differ
	alone    bool // which identifies without the type
}

func identityOf(attr *Attribute) identity {
	value := attr
	if attr.Type == "complex" {
		value = findAttribute(attr.SubAttributes, "value")
	}
	if value == nil {
		return identity{attr: attr}
	}
	return identity{attr: attr, hasValue: true, exact: value.CaseExact, alone: value.Mutability == "immutable"}
}

// key is equal for the same elements.
func (i identity) key(element any) string {
	key := i.valueKey(element)
	kind, _ := child(element, "type").(string)
	if i.alone || !i.hasValue || kind == "" {
		return key
	}
	return key + "\x00" + strings.ToLower(kind)
}

// valueKey is equal for elements with the same value, whatever their type.
func (i identity) valueKey(element any) string {
	if fields, ok := element.(map[string]any); ok {
		if element = child(fields, "value"); element == nil || !i.hasValue {
			whole, _ := json.Marshal(fields) // decoded JSON: cannot fail; names are sorted
			return string(whole)
		}
	}
	text, ok := element.(string)
	switch {
	case !ok:
		return literal(element)
	case i.exact:
		return text
	default:
		return strings.ToLower(text)
	}
}

// merge appends the elements that list does not have yet. One that it has gets
// the added one's sub-attributes, except those that must not change. touched are
// the positions that were added or changed. list itself is left alone.
func (i identity) merge(list, added []any) (merged []any, touched []int) {
	places := make(map[string]int, len(added)) // where the keys of added are in merged
	for _, element := range added {
		places[i.key(element)] = -1
	}
	for at, element := range list {
		if key := i.key(element); places[key] == -1 {
			places[key] = at
		}
	}
	merged = slices.Clone(list)
	for _, element := range added {
		key := i.key(element)
		at := places[key]
		if at == -1 {
			places[key], touched = len(merged), append(touched, len(merged))
			merged = append(merged, element)
			continue
		}
		if united := i.unite(merged[at], element); !equal(united, merged[at]) {
			merged[at], touched = united, append(touched, at)
		}
	}
	if len(touched) == 0 {
		return list, nil
	}
	return merged, touched
}

// unite is held with the sub-attributes of added.
func (i identity) unite(held, added any) any {
	fields, ok := held.(map[string]any)
	news, also := added.(map[string]any)
	if !ok || !also {
		return held
	}
	united := maps.Clone(fields)
	for name, value := range news {
		row := findAttribute(i.attr.SubAttributes, name)
		if row != nil && (row.Mutability != "immutable" || united[row.Name] == nil) {
			united[row.Name] = value
		}
	}
	return united
}

// without is list less the listed elements. A listed element without a type
// stands for all that have its value.
func (i identity) without(list, listed []any) []any {
	gone := make(map[string]bool, len(listed))
	for _, element := range listed {
		gone[i.key(element)] = true
	}
	return slices.DeleteFunc(slices.Clone(list), func(element any) bool {
		return gone[i.key(element)] || gone[i.valueKey(element)]
	})
}

func isPrimary(element any) bool { return child(element, "primary") == true }

// settlePrimary makes a primary element among the touched ones the only one
// (RFC 7644 3.5.2). list belongs to the caller, its elements do not.
func settlePrimary(attr *Attribute, list []any, touched []int) error {
	winner := -1
	for _, at := range touched {
		if !isPrimary(list[at]) {
			continue
		}
		if winner >= 0 && winner != at {
			return InvalidValue("%s would have more than one primary value", attr.Name)
		}
		winner = at
	}
	if winner < 0 {
		return nil
	}
	for at, element := range list {
		if fields, ok := element.(map[string]any); ok && at != winner && isPrimary(fields) {
			demoted := maps.Clone(fields)
			demoted["primary"] = false
			list[at] = demoted
		}
	}
	return nil
}
