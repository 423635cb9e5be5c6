package scim

import (
	"errors"
	"strings"
)

// normaliser brings values into the form that is stored: names in the schema's
// letter case, nothing that is unassigned, unknown or readOnly.
type normaliser struct {
	stringBooleans bool // "True" is true
}

// value normalises what is given for an attribute; nil means unassigned
// (RFC 7643 2.5).
func (n normaliser) value(attr *Attribute, value any) (any, error) {
	if !attr.MultiValued || value == nil {
		return n.single(attr, value)
	}
	given, ok := value.([]any)
	if !ok {
		return nil, InvalidValue("%s has to be an array", attr.Name)
	}
	list, err := n.elements(attr, given)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list, nil
}

// elements normalises the elements of an array, drops those that are empty or
// there already, and refuses a second primary one (RFC 7643 2.4).
func (n normaliser) elements(attr *Attribute, given []any) ([]any, error) {
	list := make([]any, 0, len(given))
	for _, element := range given {
		value, err := n.single(attr, element)
		if err != nil {
			return nil, err
		}
		if value != nil {
			list = append(list, value)
		}
	}
	list, touched := identityOf(attr).merge(nil, list)
	return list, settlePrimary(attr, list, touched)
}

func (n normaliser) single(attr *Attribute, value any) (any, error) {
	if value == nil {
		return unassigned()
	}
	if attr.Type == "complex" {
		object, ok := value.(map[string]any)
		if !ok {
			return nil, InvalidValue("%s has to be an object with sub-attributes", attr.Name)
		}
		fields, err := n.fields(attr.SubAttributes, object)
		if err != nil {
			return nil, within(attr.Name+".", err)
		}
		if len(fields) == 0 {
			return unassigned()
		}
		return fields, nil
	}
	if n.stringBooleans && attr.Type == "boolean" {
		if is, ok := booleanOf(value); ok {
			return is, nil
		}
	}
	if fault := checkScalar(attr, value); fault != "" {
		return nil, InvalidValue("%s %s", attr.Name, fault)
	}
	return value, nil
}

// unassigned is what null, [] and {} come to (RFC 7643 2.5).
func unassigned() (any, error) { return nil, nil } //nolint:nilnil // no value and no fault

// fields normalises an object by the rows that describe it.
func (n normaliser) fields(rows []Attribute, object map[string]any) (map[string]any, error) {
	out := make(map[string]any, len(object))
	for i := range rows {
		row := &rows[i]
		if row.Mutability == "readOnly" {
			continue
		}
		_, given, _ := lookup(object, row.Name)
		value, err := n.value(row, given)
		if err != nil {
			return nil, err
		}
		if row.Required && isBlank(value) {
			return nil, InvalidValue("%s is required", row.Name)
		}
		if value != nil {
			out[row.Name] = value
		}
	}
	return out, nil
}

// isBlank tells values that cannot stand for a required attribute.
func isBlank(value any) bool {
	text, ok := value.(string)
	return value == nil || ok && strings.TrimSpace(text) == ""
}

// within puts the place before the detail of an error.
func within(place string, err error) error {
	var fault *Error
	if !errors.As(err, &fault) {
		return err
	}
	placed := *fault
	placed.Detail = place + fault.Detail
	return &placed
}
