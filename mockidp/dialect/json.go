package dialect

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
)

// object is a JSON object that keeps the order of its names, because the
// dialects are known byte for byte and a map would lose it.
type object struct {
	fields []field
	fixed  bool // keeps its order whatever the dialect's
}

type field struct {
	name  string
	value any // string, bool, nil, *object or []any of these
}

// usualFields is how many names most objects have at most.
const usualFields = 4

func (o *object) set(name string, value any) *object {
	if o.fields == nil {
		o.fields = make([]field, 0, usualFields)
	}
	o.fields = append(o.fields, field{name, value})
	return o
}

func (o *object) get(name string) any {
	for _, f := range o.fields {
		if f.name == name {
			return f.value
		}
	}
	return nil
}

func (o *object) has(name string) bool {
	return slices.ContainsFunc(o.fields, func(f field) bool { return f.name == name })
}

// child is the object under the name, made if it is not there.
func (o *object) child(name string) *object {
	if found, ok := o.get(name).(*object); ok {
		return found
	}
	made := &object{}
	o.set(name, made)
	return made
}

// arrange puts the names in the given order, at every depth; others keep their place behind them.
func (o *object) arrange(order []string) {
	if o.fixed {
		return
	}
	rank := func(f field) int {
		if at := slices.Index(order, f.name); at >= 0 {
			return at
		}
		return len(order)
	}
	slices.SortStableFunc(o.fields, func(a, b field) int { return rank(a) - rank(b) })
	for _, f := range o.fields {
		switch value := f.value.(type) {
		case *object:
			value.arrange(order)
		case []any:
			for _, element := range value {
				if inner, ok := element.(*object); ok {
					inner.arrange(order)
				}
			}
		}
	}
}

// bytes are no more than the object takes: they are built where there is room for most requests.
func (o *object) bytes() []byte {
	var room [2 << 10]byte
	return slices.Clone(appendValue(room[:0], o))
}

func appendValue(out []byte, value any) []byte {
	switch value := value.(type) {
	case *object:
		out = append(out, '{')
		for i, f := range value.fields {
			out = appendText(appendComma(out, i), f.name)
			out = appendValue(append(out, ':'), f.value)
		}
		return append(out, '}')
	case []any:
		out = append(out, '[')
		for i, element := range value {
			out = appendValue(appendComma(out, i), element)
		}
		return append(out, ']')
	case string:
		return appendText(out, value)
	case bool:
		return strconv.AppendBool(out, value)
	default:
		return append(out, "null"...)
	}
}

func appendComma(out []byte, i int) []byte {
	if i > 0 {
		return append(out, ',')
	}
	return out
}

// appendText writes a JSON string. Most texts need no escape, and are not
// worth an encoder each.
func appendText(out []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return appendEscaped(out, text)
		}
	}
	return append(append(append(out, '"'), text...), '"')
}

// appendEscaped leaves <, > and & as they are, as the directories' JSON libraries do.
func appendEscaped(out []byte, text string) []byte {
	var w bytes.Buffer
	encoder := json.NewEncoder(&w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a text always encodes
	return append(out, bytes.TrimSuffix(w.Bytes(), []byte("\n"))...)
}
