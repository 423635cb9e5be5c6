package dialect

import (
	"bytes"
	"encoding/json"
	"slices"
)

// object is a JSON object that keeps the order of its names, because the
// dialects are known byte for byte and a map would lose it.
type object struct{ fields []field }

type field struct {
	name  string
	value any // string, bool, nil, *object or []any of these
}

func (o *object) set(name string, value any) *object {
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

func (o *object) bytes() []byte {
	var out bytes.Buffer
	write(&out, o)
	return out.Bytes()
}

func write(out *bytes.Buffer, value any) {
	switch value := value.(type) {
	case *object:
		out.WriteByte('{')
		for i, f := range value.fields {
			if i > 0 {
				out.WriteByte(',')
			}
			write(out, f.name)
			out.WriteByte(':')
			write(out, f.value)
		}
		out.WriteByte('}')
	case []any:
		out.WriteByte('[')
		for i, element := range value {
			if i > 0 {
				out.WriteByte(',')
			}
			write(out, element)
		}
		out.WriteByte(']')
	default:
		// The directories' JSON libraries leave <, > and & as they are.
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		_ = encoder.Encode(value) // text, booleans and null always encode
		out.Truncate(out.Len() - 1)
	}
}
