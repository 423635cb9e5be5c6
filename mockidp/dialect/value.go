package dialect

import (
	"strings"

	"github.com/scimproof/scimproof/mockidp/dialect/expression"
)

// roleType is the type of every role that the service writes.
const roleType = "WindowsAzureActiveDirectoryRole"

// value is a value as a PATCH writes it.
func (d *Dialect) value(value Value) any {
	a := value.Attribute
	switch {
	case a.roles == expression.Complex && a.multi && d.knob.roles == "jsonText":
		return roleTexts(value.roles)
	case a.multi:
		return elements(value)
	case a.Type == boolean && d.knob.booleans == "json":
		return isTrue(value.Text)
	case a.Type == boolean:
		return d.scalar(d.boolean(isTrue(value.Text)))
	default:
		return d.scalar(value.Text)
	}
}

func isTrue(text string) bool { return same(text, yes) }

func (d *Dialect) boolean(truth bool) string {
	text := "False"
	if truth {
		text = "True"
	}
	if d.knob.booleans == "lower" {
		return strings.ToLower(text)
	}
	return text
}

func (d *Dialect) scalar(text string) any {
	if d.knob.values == "wrapped" {
		return wrapped(text)
	}
	return text
}

func wrapped(text string) []any {
	return []any{(&object{}).set("$ref", nil).set("value", text)}
}

// elements are the values of a list as a new resource carries them.
func elements(value Value) []any {
	out := make([]any, 0, len(value.List))
	if len(value.roles) == 0 {
		for _, one := range value.List {
			out = append(out, (&object{}).set("value", one))
		}
		return out
	}
	display := "displayName"
	if value.Attribute.roles == expression.Assertive {
		display = "display"
	}
	for _, role := range value.roles {
		element := &object{fixed: true}
		out = append(out, element.set("primary", false).set("type", roleType).set(display, role.DisplayName).set("value", role.Value))
	}
	return out
}

// roleTexts are roles as JSON text inside of elements.
func roleTexts(roles []expression.Role) []any {
	out := make([]any, 0, len(roles))
	for _, role := range roles {
		written := (&object{}).set("id", role.ID).set("value", role.Value).set("displayName", role.DisplayName)
		out = append(out, (&object{}).set("value", string(written.bytes())))
	}
	return out
}

// path is an attribute's path as a request writes it.
func (d *Dialect) path(a *Attribute) string {
	if d.knob.extensionPath == "colon" && d.knob.filteredPath == "quoted" {
		return a.Target
	}
	p := a.path
	out := p.Attribute
	if p.URN != "" {
		separator := ":"
		if d.knob.extensionPath == "dot" {
			separator = "."
		}
		out = p.URN + separator + out
	}
	if p.Filtered() {
		equal := quote(p.Equal)
		if d.knob.filteredPath == "unquoted" {
			equal = p.Equal
		}
		out += "[" + p.By + " eq " + equal + "]"
	}
	if p.Sub != "" {
		out += "." + p.Sub
	}
	return out
}
