package refbridge

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/mockvault/account"
)

// Edits of JSON objects.

// at changes what lies at a path such as emails/type, in each element of a list;
// nil takes it away.
func at(path string, change func(any) any) func(map[string]any) {
	name, rest, deeper := strings.Cut(path, "/")
	return func(object map[string]any) {
		value, there := object[name]
		switch {
		case !there:
		case deeper:
			for _, inner := range objectsIn(value) {
				at(rest, change)(inner)
			}
		default:
			if object[name] = change(value); object[name] == nil {
				delete(object, name)
			}
		}
	}
}

func gone(any) any { return nil }

func always(value any) func(any) any { return func(any) any { return value } }

// text changes strings, also those of a list.
func text(change func(string) string) func(any) any {
	return func(value any) any {
		if text, ok := value.(string); ok {
			return change(text)
		}
		return value
	}
}

// first is what is left of a list where a server keeps one value.
func first(value any) any {
	if list, ok := value.([]any); ok && len(list) > 0 {
		return list[:1]
	}
	return value
}

// all runs several edits.
func all(edits ...func(map[string]any)) func(map[string]any) {
	return func(object map[string]any) {
		for _, edit := range edits {
			edit(object)
		}
	}
}

// inside edits a value that is an object.
func inside(edit func(map[string]any)) func(any) any {
	return func(value any) any {
		if object, ok := value.(map[string]any); ok {
			edit(object)
		}
		return value
	}
}

// onlyOneMember is an object without all but its first member.
func onlyOneMember(value any) any {
	object, ok := value.(map[string]any)
	if !ok || len(object) == 0 {
		return value
	}
	name := slices.Min(slices.Collect(maps.Keys(object)))
	return map[string]any{name: object[name]}
}

// asText is a value as a lenient server writes it down: a list is its first
// element, what is no text becomes one.
func asText(value any) any {
	switch value := value.(type) {
	case string, nil:
		return value
	case []any:
		if len(value) > 0 {
			return asText(value[0])
		}
		return ""
	default:
		return fmt.Sprint(value)
	}
}

// objectsIn lists the object, or those in a list.
func objectsIn(value any) []map[string]any {
	switch value := value.(type) {
	case map[string]any:
		return []map[string]any{value}
	case []any:
		var objects []map[string]any
		for _, element := range value {
			if object, ok := element.(map[string]any); ok {
				objects = append(objects, object)
			}
		}
		return objects
	default:
		return nil
	}
}

// stored changes the attributes that are kept with a member.
func stored(edit func(map[string]any)) lens {
	edited := func(raw json.RawMessage) json.RawMessage {
		var attributes map[string]any
		if json.Unmarshal(raw, &attributes) != nil {
			return raw
		}
		edit(attributes)
		if now, err := json.Marshal(attributes); err == nil {
			return now
		}
		return raw
	}
	return lens{
		createMember: func(ctx context.Context, v vault, m account.NewMember) (account.Member, error) {
			m.Attributes = edited(m.Attributes)
			return v.CreateMember(ctx, m)
		},
		changeMember: func(ctx context.Context, v vault, id string, version int, change account.MemberChange) (account.Member, error) {
			change.Attributes = edited(change.Attributes)
			return v.ChangeMember(ctx, id, version, change)
		},
	}
}
