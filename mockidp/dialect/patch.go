package dialect

import "net/http"

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
	if d.Patch.Attributes == "folded" {
		return d.patch(r, id, d.fold(changes))
	}
	operations := make([]operation, 0, len(changes))
	for _, change := range changes {
		operations = append(operations, d.single(change))
	}
	return d.patch(r, id, operations)
}

func (d *Dialect) single(change Change) operation {
	return operation{op: d.writing(change.Had), path: change.Attribute.Target, value: d.value(change.Value)}
}

// fold keeps filtered paths and active apart and gathers the others by
// operation: one alone keeps its path, several become an object of dotted names.
func (d *Dialect) fold(changes []Change) []operation {
	var alone []operation
	gathered := map[string][]Change{}
	var ops []string
	for _, change := range changes {
		op := d.writing(change.Had)
		switch {
		case change.Attribute.path.Filtered() || change.Attribute.Type == boolean:
			alone = append(alone, d.single(change))
		case gathered[op] == nil:
			ops = append(ops, op)
			fallthrough
		default:
			gathered[op] = append(gathered[op], change)
		}
	}
	for _, op := range ops {
		if len(gathered[op]) == 1 {
			alone = append(alone, d.single(gathered[op][0]))
			continue
		}
		values := &object{}
		for _, change := range gathered[op] {
			values.set(change.Attribute.Target, d.value(change.Value))
		}
		alone = append(alone, operation{op: op, value: values})
	}
	return alone
}

// SetReference points the reference at the resource with the target id.
func (d *Dialect) SetReference(r *Resource, id string, reference *Attribute, target string, had bool) Request {
	var value any = target
	if d.Patch.Manager == "object" {
		value = (&object{}).set("value", target)
	}
	return d.patch(r, id, []operation{{op: d.writing(had), path: reference.Target, value: value}})
}

// ClearReference takes the reference away.
func (d *Dialect) ClearReference(r *Resource, id string, reference *Attribute) Request {
	clearing := operation{op: d.Patch.Ops.Replace, path: reference.Target, value: ""}
	switch d.Patch.ManagerRemoval {
	case "empty-object":
		clearing.value = (&object{}).set("value", "")
	case "remove":
		clearing.op, clearing.value = d.Patch.Ops.Remove, none{}
	}
	return d.patch(r, id, []operation{clearing})
}

// AddMembers adds resources to a list of references. A target that returned
// members when it was asked to leave them out is written as if the list were a
// value it has: that is how a careless server loses a group.
func (d *Dialect) AddMembers(r *Resource, id string, reference *Attribute, targets []string, had bool) Request {
	return d.patch(r, id, []operation{{op: d.writing(had), path: reference.Target, value: d.references(targets)}})
}

// RemoveMembers takes resources out of a list of references.
func (d *Dialect) RemoveMembers(r *Resource, id string, reference *Attribute, targets []string) Request {
	if d.Patch.Members == "value-list" {
		return d.patch(r, id, []operation{{op: d.Patch.Ops.Remove, path: reference.Target, value: d.references(targets)}})
	}
	operations := make([]operation, 0, len(targets))
	for _, target := range targets {
		operations = append(operations, operation{
			op: d.Patch.Ops.Remove, path: reference.Target + "[value eq " + quote(target) + "]", value: none{},
		})
	}
	return d.patch(r, id, operations)
}

func (d *Dialect) references(targets []string) []any {
	out := make([]any, 0, len(targets))
	for _, target := range targets {
		reference := &object{}
		if d.Patch.MemberRefNull {
			reference.set("$ref", nil)
		}
		out = append(out, reference.set("value", target))
	}
	return out
}

// writing is the operation that writes a value.
func (d *Dialect) writing(had bool) string {
	if d.Patch.CreateOp == "always-add" || d.Patch.CreateOp == "add-when-empty" && !had {
		return d.Patch.Ops.Add
	}
	return d.Patch.Ops.Replace
}

func (d *Dialect) value(value Value) any {
	if value.Attribute.Type != boolean {
		return value.Text
	}
	yes := same(value.Text, "true")
	switch {
	case d.Patch.Booleans == "json":
		return yes
	case d.Patch.Booleans == "lower" && yes:
		return "true"
	case d.Patch.Booleans == "lower":
		return "false"
	case yes:
		return "True"
	default:
		return "False"
	}
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
