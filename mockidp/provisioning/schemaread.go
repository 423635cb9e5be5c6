package provisioning

import (
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/dialect"
	"github.com/scimproof/scimproof/mockidp/dialect/expression"
)

// added lists the attributes of one's own that a schema declares for an object of the target.
func (s Schema) added(directory, object string) (out []dialect.Target) {
	for _, d := range s.Directories {
		for _, o := range d.Objects {
			if d.Name != directory || o.Name != object {
				continue
			}
			for _, a := range o.Attributes {
				known := attributeDefinition(a.Name)
				if dialect.IsExtension(a.Name) || a.Type != known.Type || a.Multivalued != known.Multivalued {
					out = append(out, dialect.Target{Name: a.Name, Type: strings.TrimPrefix(a.Type, "String"), Multivalued: a.Multivalued})
				}
			}
		}
	}
	return out
}

// read is the type and source of a line. A source without expression is put
// together from its structure, as Graph's own tools send it.
func (s SchemaSource) read() (kind, source string, err error) {
	written := s.Expression
	if written == "" {
		if written, err = s.write(); err != nil {
			return "", "", err
		}
	}
	parsed, err := expression.Parse(written)
	if err != nil {
		return "", "", err //nolint:wrapcheck // the caller says of which line
	}
	switch root := parsed.Tree(); root.Kind {
	case expression.Attribute:
		return Direct, root.Text, nil
	case expression.Literal:
		return Constant, root.Text, nil
	default:
		return Expression, written, nil
	}
}

// write puts an expression together from its structure.
func (s SchemaSource) write() (string, error) {
	switch s.Type {
	case "", "Attribute":
		return "[" + s.Name + "]", nil
	case "Constant":
		return expression.Quote(s.Name), nil
	case "Function":
	default:
		return "", refusal.New(refusal.Invalid, "schema-malformed", "there is no source of type %q", s.Type).
			WithHint("choose Attribute, Constant or Function")
	}
	var args []string
	for _, parameter := range s.Parameters {
		value := parameter.Value.Expression
		if value == "" {
			var err error
			if value, err = parameter.Value.write(); err != nil {
				return "", err
			}
		}
		at := expression.Argument(s.Name, parameter.Key, len(args))
		for len(args) < at {
			args = append(args, "") // left out
		}
		args = append(args, value)
	}
	for len(args) < expression.Least(s.Name) {
		args = append(args, "")
	}
	return s.Name + "(" + strings.Join(args, ", ") + ")", nil
}
