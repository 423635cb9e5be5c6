package dialect

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/tidwall/gjson"
)

// listSchema is the schema of every list answer (RFC 7644 3.4.2).
const listSchema = "urn:ietf:params:scim:api:messages:2.0:ListResponse"

// ErrNoID is a resource that cannot be addressed.
var ErrNoID = errors.New("the resource has no id")

// Answered is a resource as a bridge returned it.
type Answered struct {
	ID  string
	raw string
}

func (r Answered) json() gjson.Result { return gjson.Result{Type: gjson.JSON, Raw: r.raw} }

// ParseResource reads a resource, which must be an object with an id.
func ParseResource(body []byte) (Answered, error) {
	result, err := parseObject(body)
	if err != nil {
		return Answered{}, err
	}
	return answered(result)
}

func answered(result gjson.Result) (Answered, error) {
	id := member(result, "id")
	if id.Type != gjson.String || id.Str == "" {
		return Answered{}, ErrNoID
	}
	return Answered{ID: id.Str, raw: result.Raw}, nil
}

// ParseList reads the resources of a list answer.
func ParseList(body []byte) ([]Answered, error) {
	result, err := parseObject(body)
	if err != nil {
		return nil, err
	}
	known := false
	for _, schema := range member(result, "schemas").Array() {
		known = known || same(schema.String(), listSchema)
	}
	total, resources := member(result, "totalResults"), member(result, "Resources")
	switch {
	case !known:
		return nil, fmt.Errorf("the answer is no list: its schemas lack %s", listSchema)
	case total.Type != gjson.Number:
		return nil, fmt.Errorf("the list has no totalResults")
	case exists(resources) && !resources.IsArray():
		return nil, fmt.Errorf("the list's Resources are no array")
	case total.Num > 0 && len(resources.Array()) == 0:
		return nil, fmt.Errorf("the list says it has %s results and carries none", total.Raw)
	}
	var out []Answered
	if exists(resources) {
		for _, element := range resources.Array() {
			resource, err := answered(element)
			if err != nil {
				return nil, err
			}
			out = append(out, resource)
		}
	}
	return out, nil
}

// Read is the value the resource has for an attribute, and whether it has one.
// A boolean reads as True or False, a reference as the id it points to. It
// fails where the resource has another structure than the attribute wants.
func (r Answered) Read(a *Attribute) (string, bool, error) {
	at, err := r.find(a)
	if err != nil || !exists(at) {
		return "", false, err
	}
	switch {
	case at.IsObject() || at.IsArray():
		return "", false, fmt.Errorf("%s is %s where a single value is expected", a.Target, shape(at))
	case a.Type == boolean && same(at.String(), "true"):
		return "True", true, nil
	case a.Type == boolean && same(at.String(), "false"):
		return "False", true, nil
	case a.Type == boolean:
		return "", false, fmt.Errorf("%s is %s where a boolean is expected", a.Target, at.Raw)
	}
	return at.String(), true, nil
}

// ReadList is the values the resource has for an attribute with several; an
// element is its value, or itself if it is a text.
func (r Answered) ReadList(a *Attribute) ([]string, error) {
	at := r.json()
	if a.path.URN != "" {
		var err error
		if at, err = inside(at, a.path.URN); err != nil || !exists(at) {
			return nil, err
		}
	}
	list := member(at, a.path.Attribute)
	if !exists(list) {
		return nil, nil
	}
	if !list.IsArray() {
		return nil, fmt.Errorf("%s is %s where a list is expected", a.Target, shape(list))
	}
	var out []string
	for _, element := range list.Array() {
		if element.IsObject() {
			element = member(element, "value")
		}
		if exists(element) {
			out = append(out, element.String())
		}
	}
	return out, nil
}

// Has reports whether the resource has anything under a list attribute.
func (r Answered) Has(a *Attribute) bool {
	return len(member(r.json(), a.path.Attribute).Array()) > 0
}

func (r Answered) find(a *Attribute) (at gjson.Result, err error) {
	at, p := r.json(), a.path
	sub := p.Sub
	if a.Reference == One {
		sub = "value"
	}
	if p.URN != "" {
		if at, err = inside(at, p.URN); err != nil || !exists(at) {
			return at, err
		}
	}
	switch {
	case p.Filtered():
		list := member(at, p.Attribute)
		if exists(list) && !list.IsArray() {
			return at, fmt.Errorf("%s is %s where a list is expected", p.Attribute, shape(list))
		}
		at = pick(list, p)
	case sub != "":
		if at, err = inside(at, p.Attribute); err != nil {
			return at, err
		}
	default:
		return member(at, p.Attribute), nil
	}
	return member(at, sub), nil
}

// inside is the object under the name, or nothing.
func inside(at gjson.Result, name string) (gjson.Result, error) {
	found := member(at, name)
	if exists(found) && !found.IsObject() {
		return found, fmt.Errorf("%s is %s where an object is expected", name, shape(found))
	}
	return found, nil
}

func pick(list gjson.Result, p Path) gjson.Result {
	for _, element := range list.Array() {
		if same(member(element, p.By).String(), p.Equal) {
			return element
		}
	}
	return gjson.Result{}
}

// member looks a name up as SCIM does, without case; gjson's own paths would
// take the dots of an URN for separators.
func member(at gjson.Result, name string) (found gjson.Result) {
	if !at.IsObject() {
		return gjson.Result{}
	}
	at.ForEach(func(key, value gjson.Result) bool {
		if same(key.Str, name) {
			found = value
			return false
		}
		return true
	})
	return found
}

// exists treats null as absence (RFC 7643 2.5); gjson does not.
func exists(value gjson.Result) bool { return value.Exists() && value.Type != gjson.Null }

func shape(value gjson.Result) string {
	switch {
	case value.IsArray():
		return "a list"
	case value.IsObject():
		return "an object"
	default:
		return "a single value"
	}
}

// CheckObject fails on an answer that is no JSON object.
func CheckObject(body []byte) error {
	_, err := parseObject(body)
	return err
}

// parseObject uses the standard library to validate: it bounds the nesting, which gjson does not.
func parseObject(body []byte) (gjson.Result, error) {
	if !json.Valid(body) {
		return gjson.Result{}, fmt.Errorf("the answer is no JSON")
	}
	result := gjson.ParseBytes(body)
	if !result.IsObject() {
		return gjson.Result{}, fmt.Errorf("the answer is %s where an object is expected", shape(result))
	}
	return result, nil
}
