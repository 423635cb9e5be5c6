package scim

import "maps"

// next is what an attribute becomes; nil unassigns it. held is left alone.
func (p *patcher) next(c change, held any) (any, error) {
	switch {
	case !c.filter.IsZero():
		return p.nextSelected(c, held)
	case c.sub != nil && c.attr.MultiValued:
		return p.nextElements(c, held, func(map[string]any) bool { return true })
	case c.sub != nil:
		return p.assign(c.attr, held, c.subValue())
	case c.op == "remove":
		return p.nextRemoved(c, held)
	case c.attr.MultiValued:
		return p.nextList(c, held)
	default:
		return p.nextSingle(c, held)
	}
}

// subValue is the change as an object with the one sub-attribute that is meant.
func (c change) subValue() map[string]any {
	if c.op == "remove" {
		return map[string]any{c.sub.Name: nil}
	}
	return map[string]any{c.sub.Name: c.value}
}

// nextSingle replaces a value; of a complex one just the sub-attributes that are
// given (RFC 7644 3.5.2.3).
func (p *patcher) nextSingle(c change, held any) (any, error) {
	value := c.value
	if p.options.BareValue && findAttribute(c.attr.SubAttributes, "value") != nil {
		if text, bare := value.(string); bare {
			value = map[string]any{"value": text}
		}
		if child(value, "value") == "" {
			return unassigned()
		}
	}
	if object, ok := value.(map[string]any); ok && c.attr.Type == "complex" && held != nil {
		return p.assign(c.attr, held, object)
	}
	return p.single(c.attr, value)
}

// assign sets sub-attributes of one complex value; null unassigns them.
func (p *patcher) assign(attr *Attribute, held any, given map[string]any) (any, error) {
	fields, _ := held.(map[string]any)
	fields = maps.Clone(fields)
	if fields == nil {
		fields = map[string]any{}
	}
	for i := range attr.SubAttributes {
		row := &attr.SubAttributes[i]
		_, raw, ok := lookup(given, row.Name)
		if !ok || row.Mutability == "readOnly" {
			continue
		}
		value, err := p.value(row, raw)
		if err != nil {
			return nil, within(attr.Name+".", err)
		}
		before := child(fields, row.Name)
		if before != nil && (row.Mutability == "immutable" && !equal(before, value) || row.Required && value == nil) {
			return nil, Mutability("%s.%s is %s and cannot be changed this way", attr.Name, row.Name, row.Mutability)
		}
		put(fields, row.Name, value)
	}
	if len(fields) == 0 {
		return unassigned()
	}
	return fields, nil
}

// nextList adds to, or replaces, all values of a multi-valued attribute.
func (p *patcher) nextList(c change, held any) (any, error) {
	given, err := p.elements(c.attr, asList(c.value))
	if err != nil {
		return nil, err
	}
	if c.op == "replace" {
		return orUnassigned(given), nil
	}
	list, touched := identityOf(c.attr).merge(elementsOf(held), given)
	return orUnassigned(list), settlePrimary(c.attr, list, touched)
}

// nextRemoved is nothing, or what the listed values leave.
func (p *patcher) nextRemoved(c change, held any) (any, error) {
	if !p.options.RemoveListed || !c.attr.MultiValued || c.value == nil {
		return unassigned()
	}
	listed := asList(c.value)
	for i, element := range listed {
		if text, bare := element.(string); bare && c.attr.Type == "complex" {
			listed[i] = map[string]any{"value": text}
		}
	}
	gone, err := p.elements(c.attr, listed)
	if err != nil {
		return nil, err
	}
	return orUnassigned(identityOf(c.attr).without(elementsOf(held), gone)), nil
}

// nextSelected changes the elements that pass the filter of the path.
func (p *patcher) nextSelected(c change, held any) (any, error) {
	if !c.attr.MultiValued || c.attr.Type != "complex" {
		return nil, InvalidPath("%s is not multi-valued and complex, so it has no value filter", c.attr.Name)
	}
	passes, err := bindElement(c.attr, *c.filter.root)
	if err != nil {
		return nil, err
	}
	return p.nextElements(c, held, passes)
}

func (p *patcher) nextElements(c change, held any, passes test) (any, error) {
	elements := elementsOf(held)
	list := make([]any, 0, len(elements))
	var touched []int
	matched := false
	for _, element := range elements {
		fields, ok := element.(map[string]any)
		if !ok || !passes(fields) {
			list = append(list, element)
			continue
		}
		matched = true
		next, err := p.nextElement(c, fields)
		if err != nil {
			return nil, err
		}
		if next != nil {
			list, touched = append(list, next), append(touched, len(list))
		}
	}
	if !matched {
		return p.nextMissing(c, held)
	}
	return orUnassigned(list), settlePrimary(c.attr, list, touched)
}

// nextElement is what one selected element becomes; nil takes it away.
func (p *patcher) nextElement(c change, fields map[string]any) (any, error) {
	if c.sub != nil {
		return p.assign(c.attr, fields, c.subValue())
	}
	if c.op == "remove" || c.value == nil {
		return unassigned()
	}
	object, ok := c.value.(map[string]any)
	if !ok {
		return nil, InvalidValue("the value for an element of %s has to be an object", c.attr.Name)
	}
	if c.op == "add" {
		return p.assign(c.attr, fields, object)
	}
	next, err := p.single(c.attr, object)
	if err != nil {
		return nil, err
	}
	for _, row := range c.attr.SubAttributes {
		before := child(fields, row.Name)
		if row.Mutability == "immutable" && before != nil && !equal(before, child(next, row.Name)) {
			return nil, Mutability("%s.%s cannot be changed once it is set", c.attr.Name, row.Name)
		}
	}
	return next, nil
}

// nextMissing deals with a selection that matched nothing.
func (p *patcher) nextMissing(c change, held any) (any, error) {
	if c.op == "remove" {
		return held, nil
	}
	fresh := map[string]any{}
	if !c.filter.IsZero() {
		values, simple := c.filter.root.equalities()
		if !simple || !p.options.CreateMissing {
			return nil, NoTarget("no element of %s passes [%s]", c.attr.Name, c.filter)
		}
		fresh = values
	}
	element, err := p.assign(c.attr, nil, fresh)
	if err != nil {
		return nil, err
	}
	given, ok := c.value.(map[string]any)
	if c.sub != nil {
		given, ok = c.subValue(), true
	}
	if !ok {
		return nil, InvalidValue("the value for an element of %s has to be an object", c.attr.Name)
	}
	if element, err = p.assign(c.attr, element, given); err != nil {
		return nil, err
	}
	if element == nil {
		return held, nil
	}
	list, touched := identityOf(c.attr).merge(elementsOf(held), []any{element})
	return list, settlePrimary(c.attr, list, touched)
}

// elementsOf is a held array; nil when there is none.
func elementsOf(held any) []any {
	list, _ := held.([]any)
	return list
}

// asList is a copy of a given array, or one made of a given single value.
func asList(value any) []any {
	switch value := value.(type) {
	case nil:
		return nil
	case []any:
		return append([]any{}, value...)
	default:
		return []any{value}
	}
}

// orUnassigned is nil for an empty array (RFC 7643 2.5).
func orUnassigned(list []any) any {
	if len(list) == 0 {
		return nil
	}
	return list
}
