package scim

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Operation is one step of a PATCH (RFC 7644 3.5.2).
type Operation struct {
	Op    string `json:"op"`              // add, replace, remove
	Path  string `json:"path,omitempty"`  // "": the resource itself
	Value any    `json:"value,omitempty"` // decoded as by DecodeResource; nil: null or absent
}

// PatchRequest is the body of a PATCH, for those who send one.
type PatchRequest struct {
	Schemas    []string    `json:"schemas"`
	Operations []Operation `json:"Operations"`
}

// NewPatchRequest puts operations into the message that PATCH takes.
func NewPatchRequest(ops ...Operation) PatchRequest {
	return PatchRequest{Schemas: []string{PatchOpURN}, Operations: ops}
}

// PatchOptions are the leniencies that real clients need. The zero value is the
// letter of RFC 7644.
type PatchOptions struct {
	// CreateMissing: add and replace on a value filter that matches nothing make
	// the element from the filter's eq terms. Off: noTarget.
	CreateMissing bool
	// StringBooleans: "True" and "false", in any letter case, are booleans.
	StringBooleans bool
	// BareValue: a string for a single-valued complex attribute is its value
	// sub-attribute (manager: "id"), and an empty one unassigns it.
	BareValue bool
	// RemoveListed: remove with a value takes just the listed values away. Off:
	// the value is ignored, so all of them go.
	RemoveListed bool
}

// Tolerant is every leniency: what Entra ID needs (docs/entra.md 2.5, 3).
func Tolerant() PatchOptions {
	return PatchOptions{CreateMissing: true, StringBooleans: true, BareValue: true, RemoveListed: true}
}

// maxOperations bounds one PATCH, since each operation may look at every member.
const maxOperations = 10_000

// DecodePatch reads the body of a PATCH. The op may have any letter case and is
// handed on in lower case. It fails with an *Error: as DecodeResource does, 413
// beyond 10000 operations, invalidSyntax (no PatchOp schema, no operations,
// unknown op), invalidValue (add or replace without a value), invalidPath (a path
// that is no string, or empty).
func DecodePatch(body []byte) ([]Operation, error) {
	message, err := DecodeResource(body)
	if err != nil {
		return nil, err
	}
	_, schemas, _ := message.Lookup("schemas")
	if named, _ := schemas.([]any); !slices.Contains(named, any(PatchOpURN)) {
		return nil, InvalidSyntax("schemas has to be an array that holds %q", PatchOpURN)
	}
	_, given, _ := message.Lookup("Operations")
	list, _ := given.([]any)
	switch {
	case len(list) == 0:
		return nil, InvalidSyntax("Operations has to be an array with at least one operation")
	case len(list) > maxOperations:
		return nil, TooLarge("%d operations; at most %d are taken at once", len(list), maxOperations)
	}
	ops := make([]Operation, len(list))
	for i, element := range list {
		if ops[i], err = decodeOperation(element); err != nil {
			return nil, within(fmt.Sprintf("operation %d: ", i+1), err)
		}
	}
	return ops, nil
}

func decodeOperation(element any) (Operation, error) {
	fields, ok := element.(map[string]any)
	if !ok {
		return Operation{}, InvalidSyntax("it has to be an object")
	}
	name, _ := child(fields, "op").(string)
	op := Operation{Op: strings.ToLower(name)}
	if !isOp(op.Op) {
		return Operation{}, InvalidSyntax("op has to be add, replace or remove, not %q", name)
	}
	if _, path, _ := lookup(fields, "path"); path != nil {
		if op.Path, _ = path.(string); op.Path == "" {
			return Operation{}, InvalidPath("path has to be a string that names an attribute")
		}
	}
	_, value, given := lookup(fields, "value")
	if !given && op.Op != "remove" {
		return Operation{}, InvalidValue("%s needs a value", op.Op)
	}
	op.Value = value
	return op, nil
}

func isOp(name string) bool { return name == "add" || name == "replace" || name == "remove" }

// Apply runs the operations one after the other and returns what the resource
// becomes; r itself is never changed, so a failure leaves nothing behind.
// didChange is false when the result equals r. r has to be in the form that
// Validate gives (it may hold readOnly attributes as well). schemas follows the
// extensions that have data.
//
// A path that names a readOnly attribute is refused; readOnly and unknown
// attributes inside a value are ignored. The names in a value without a path may
// be dotted or qualified. remove on a filter that matches nothing succeeds. An
// element that is added again is not added twice. It fails with an *Error:
// invalidPath, invalidFilter, invalidValue, noTarget, mutability.
func Apply(rt *ResourceType, r Resource, ops []Operation, o PatchOptions) (changed Resource, didChange bool, err error) {
	p := &patcher{rt: rt, options: o, normaliser: normaliser{stringBooleans: o.StringBooleans}, resource: maps.Clone(r)}
	if p.resource == nil {
		p.resource = Resource{}
	}
	for i, op := range ops {
		if err := p.apply(op); err != nil {
			return nil, false, within(fmt.Sprintf("operation %d: ", i+1), err)
		}
	}
	if err := p.settleSchemas(r); err != nil {
		return nil, false, err
	}
	return p.resource, !equal(map[string]any(r), map[string]any(p.resource)), nil
}
