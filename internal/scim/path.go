package scim

// AttrPath names an attribute in standard notation (RFC 7644 3.10):
// [URI:]Name[.Sub].
type AttrPath struct {
	URI, Name, Sub string
}

// Path is the target of a PATCH operation (RFC 7644 3.5.2 figure 7). With a
// filter, Sub stands behind the bracket: emails[type eq "work"].value.
type Path struct {
	AttrPath
	Filter Filter // IsZero when the path has no brackets
}

// ParsePath reads a PATCH path. It fails with an *Error: invalidFilter when the
// fault lies inside the brackets, else invalidPath.
func ParsePath(text string) (Path, error) { return Path{}, nil }

// String is the path in the notation that ParsePath reads.
func (p Path) String() string { return "" }

func parseAttrPath(text string) (AttrPath, error) { return AttrPath{}, nil }
