package dialect

import (
	"bytes"
	"encoding/json"
	"slices"
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

func (o *object) bytes() []byte {
	w := &writer{}
	w.out.Grow(usualBody)
	// The directories' JSON libraries leave <, > and & as they are.
	w.scalars = json.NewEncoder(&w.out)
	w.scalars.SetEscapeHTML(false)
	w.write(o)
	return w.out.Bytes()
}

// usualBody is room enough for most requests, in bytes.
const usualBody = 768

type writer struct {
	out     bytes.Buffer
	scalars *json.Encoder
}

func (w *writer) write(value any) {
	switch value := value.(type) {
	case *object:
		w.out.WriteByte('{')
		for i, f := range value.fields {
			w.comma(i)
			w.write(f.name)
			w.out.WriteByte(':')
			w.write(f.value)
		}
		w.out.WriteByte('}')
	case []any:
		w.out.WriteByte('[')
		for i, element := range value {
			w.comma(i)
			w.write(element)
		}
		w.out.WriteByte(']')
	default:
		_ = w.scalars.Encode(value)     // text, booleans and null always encode
		w.out.Truncate(w.out.Len() - 1) // the encoder ends with a line break
	}
}

func (w *writer) comma(i int) {
	if i > 0 {
		w.out.WriteByte(',')
	}
}
