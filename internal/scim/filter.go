package scim

// Filter is a parsed filter expression (RFC 7644 3.4.2.2). The zero value is
// no filter: it matches everything.
type Filter struct {
	root *int
}

// ParseFilter reads a filter. It fails with an *Error invalidFilter that tells
// the position (counted in bytes from 1) and what was expected there.
//
// Beyond the grammar it takes a comparison behind brackets, as Entra sends it:
// emails[type eq "work"].value eq "x" means emails[type eq "work" and value eq "x"].
func ParseFilter(text string) (Filter, error) { return Filter{}, nil }

// IsZero reports whether there is no filter.
func (f Filter) IsZero() bool { return f.root == nil }

// String is the filter in the notation that ParseFilter reads.
func (f Filter) String() string { return "" }

// Equality reports whether the whole filter is one comparison `attr eq "value"`,
// which a server can answer from an index. attr is as the client wrote it;
// ResourceType.Resolve tells which attribute it is.
func (f Filter) Equality() (attr, value string, ok bool) { return "", "", false }

// Matcher tells whether a resource passes a filter.
type Matcher func(Resource) bool

// Compile binds a filter to a resource type: names are resolved and types
// checked once, so that the Matcher is cheap for many resources. It fails with
// an *Error invalidFilter: unknown attribute, operator that does not go with the
// type, operand of another type.
func (f Filter) Compile(rt *ResourceType) (Matcher, error) { return nil, nil }

// CompileMixed is Compile for endpoints that hold several resource types: an
// attribute that this type does not have counts as one without a value
// (RFC 7644 3.4.2.1).
func (f Filter) CompileMixed(rt *ResourceType) (Matcher, error) { return nil, nil }

// Matches is Compile for one resource.
func (f Filter) Matches(r Resource, rt *ResourceType) (bool, error) { return false, nil }
