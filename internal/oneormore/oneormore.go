// Package oneormore reads what is one text most of the time and a list of texts
// now and then.
package oneormore

import (
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// Texts is in yaml a text or a list of texts. Nothing, in whatever form, is nil.
type Texts []string

// UnmarshalYAML reads either form; its error knows line and column.
func (t *Texts) UnmarshalYAML(node ast.Node) error {
	var many []string
	if list, ok := node.(*ast.SequenceNode); ok {
		if err := yaml.NodeToValue(list, &many, yaml.Strict()); err != nil {
			return err //nolint:wrapcheck // knows the place
		}
		*t = many
		return nil
	}
	var one string
	if err := yaml.NodeToValue(node, &one, yaml.Strict()); err != nil {
		return err //nolint:wrapcheck // knows the place
	}
	if one != "" {
		*t = Texts{one}
	}
	return nil
}
