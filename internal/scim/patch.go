package scim

// Operation is one step of a PATCH (RFC 7644 3.5.2).
type Operation struct {
	Op    string `json:"op"`              // add, replace, remove
	Path  string `json:"path,omitempty"`  // "": the resource itself
	Value any    `json:"value,omitempty"` // decoded as by DecodeResource; nil: null or absent
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

// DecodePatch reads the body of a PATCH. The op may have any letter case and is
// handed on in lower case. It fails with an *Error: as DecodeResource does, and
// invalidSyntax (no PatchOp schema, no operations, unknown op), invalidValue (add
// or replace without a value), invalidPath (a path that is no string, or empty).
func DecodePatch(body []byte) ([]Operation, error) { return nil, nil }

// Apply runs the operations one after the other and returns what the resource
// becomes; r itself is never changed, so a failure leaves nothing behind.
// didChange is false when the result equals r. r has to be in the form that
// Validate gives (it may hold readOnly attributes as well).
//
// A path that names a readOnly attribute is refused; readOnly and unknown
// attributes inside a value are ignored. remove on a filter that matches nothing
// succeeds. It fails with an *Error: invalidPath, invalidFilter, invalidValue,
// noTarget, mutability.
func Apply(rt *ResourceType, r Resource, ops []Operation, o PatchOptions) (changed Resource, didChange bool, err error) {
	return nil, false, nil
}
