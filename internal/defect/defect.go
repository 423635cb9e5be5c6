// Package defect finds the ways in which a party can be wrong on purpose, so
// that scenarios have something to notice. Each party has a table of its own.
package defect

import "fmt"

// Find returns the defect that prints as this name. No name is no defect, the
// zero value; an unknown one is an error that says where to look.
func Find[D fmt.Stringer](known []D, name string) (D, error) {
	var none D
	if name == "" {
		return none, nil
	}
	for _, d := range known {
		if d.String() == name {
			return d, nil
		}
	}
	return none, fmt.Errorf("there is no defect %q; scimproof list defects shows all", name)
}
