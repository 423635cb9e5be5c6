package dialect

import (
	"net/http"

	"github.com/scimproof/scimproof/mockidp/dialect/expression"
)

// patchSchema is the schema of every PATCH body (RFC 7644 3.5.2).
const patchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp"

// Change of one attribute; Had says whether the target returned a value for it.
type Change struct {
	Value
	Had bool
}

// operation of a PATCH body; without a path if that is "", without a value if that is none.
type operation struct {
	op, path string
	value    any
}

// none is the value of an operation that has no value; null would be written.
type none struct{}

// Update writes the changes in one PATCH.
func (d *Dialect) Update(r *Resource, id string, changes []Change) Request {
	if d.knob.attributes == "folded" {
		return d.patch(r, id, d.fold(id, changes))
	}
	operations := make([]operation, 0, len(changes))
	for _, change := range changes {
		operations = append(operations, d.single(id, change))
	}
	return d.patch(r, id, operations)
}

func (d *Dialect) single(id string, change Change) operation {
	a := change.Attribute
	out := operation{op: d.changing(id, change), path: d.path(a), value: d.value(change.Value)}
	if a.roles == expression.Single && a.path.Filtered() && d.knob.roles == "jsonText" {
		out.op, out.path, out.value = d.op("Add"), a.path.Attribute, roleTexts(change.roles[:1])
	}
	return out
}

// changing is the operation of a change: lists grow by Add, unless they are replaced as a whole.
func (d *Dialect) changing(id string, change Change) string {
	a := change.Attribute
	switch {
	case a.Replaces():
		return d.op("Replace")
	case a.multi || a.Flow == ValueAddOnly:
		return d.op("Add")
	default:
		return d.writing(change.Had, id, a.Target)
	}
}

// fold keeps filtered paths, booleans and lists apart and gathers the others by
// operation: one alone keeps its path, several become an object of dotted names.
func (d *Dialect) fold(id string, changes []Change) []operation {
	var alone []operation
	gathered := map[string][]Change{}
	var ops []string
	for _, change := range changes {
		op := d.changing(id, change)
		switch {
		case change.Attribute.path.Filtered() || change.Attribute.Type == boolean || change.Attribute.multi:
			alone = append(alone, d.single(id, change))
		case gathered[op] == nil:
			ops = append(ops, op)
			fallthrough
		default:
			gathered[op] = append(gathered[op], change)
		}
	}
	for _, op := range ops {
		if len(gathered[op]) == 1 {
			alone = append(alone, d.single(id, gathered[op][0]))
			continue
		}
		values := &object{}
		for _, change := range gathered[op] {
			values.set(d.path(change.Attribute), d.value(change.Value))
		}
		alone = append(alone, operation{op: op, value: values})
	}
	return alone
}

// SetReference points the reference at the resource with the target id.
func (d *Dialect) SetReference(r *Resource, id string, reference *Attribute, target string, had bool) Request {
	value := any(target)
	switch d.knob.manager {
	case "object":
		value = (&object{}).set("value", target)
	case "legacyArray":
		value = wrapped(target)
	}
	return d.patch(r, id, []operation{{op: d.writing(had, id, reference.Target), path: d.referencePath(reference), value: value}})
}

// ClearReference takes the reference away.
func (d *Dialect) ClearReference(r *Resource, id string, reference *Attribute) Request {
	clearing := operation{op: d.op("Replace"), path: d.referencePath(reference), value: ""}
	switch d.knob.managerRemove {
	case "ReplaceObjectEmpty":
		clearing.value = (&object{}).set("value", "")
	case "Remove":
		clearing.op, clearing.value = d.op("Remove"), none{}
	}
	return d.patch(r, id, []operation{clearing})
}

// referencePath is the path of a manager; the array of old stood under the bare name.
func (d *Dialect) referencePath(reference *Attribute) string {
	if d.knob.manager == "legacyArray" {
		return reference.path.Attribute
	}
	return d.path(reference)
}

// AddMembers adds resources to a list of references. A target that returned
// members when it was asked to leave them out is written as if the list were a
// value it has: that is how a careless server loses a group.
func (d *Dialect) AddMembers(r *Resource, id string, reference *Attribute, targets []string, had bool) Request {
	op := d.writing(had, id, reference.Target)
	return d.patch(r, id, []operation{{op: op, path: d.path(reference), value: d.references(targets)}})
}

// RemoveMembers takes resources out of a list of references.
func (d *Dialect) RemoveMembers(r *Resource, id string, reference *Attribute, targets []string) Request {
	if d.knob.memberRemoval == "valueList" {
		return d.patch(r, id, []operation{{op: d.op("Remove"), path: d.path(reference), value: d.references(targets)}})
	}
	operations := make([]operation, 0, len(targets))
	for _, target := range targets {
		operations = append(operations, operation{
			op: d.op("Remove"), path: d.path(reference) + "[value eq " + quote(target) + "]", value: none{},
		})
	}
	return d.patch(r, id, operations)
}

func (d *Dialect) references(targets []string) []any {
	out := make([]any, 0, len(targets))
	for _, target := range targets {
		reference := &object{}
		if d.knob.memberRefNull == yes {
			reference.set("$ref", nil)
		}
		out = append(out, reference.set("value", target))
	}
	return out
}

func (d *Dialect) patch(r *Resource, id string, operations []operation) Request {
	list := make([]any, 0, len(operations))
	for _, op := range operations {
		written := (&object{}).set("op", op.op)
		if op.path != "" {
			written.set("path", op.path)
		}
		if _, without := op.value.(none); !without {
			written.set("value", op.value)
		}
		list = append(list, written)
	}
	body := (&object{}).set("schemas", []any{patchSchema}).set("Operations", list)
	return d.request(http.MethodPatch, r, id, body)
}
