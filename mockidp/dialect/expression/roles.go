package expression

import (
	"encoding/json"
	"fmt"
)

// The functions that read the app roles of a person's assignments.
const (
	Single    = "SingleAppRoleAssignment"
	Complex   = "AppRoleAssignmentsComplex"
	Assertive = "AssertiveAppRoleAssignmentsComplex"
)

// RolesAttribute is the source attribute of the app roles: a JSON array of
// Role, or null. Whoever knows a person's roles fills it.
const RolesAttribute = "appRoleAssignments"

// Role of an app that a person was assigned with.
type Role struct {
	ID          string `json:"id"`
	Value       string `json:"value"`
	DisplayName string `json:"displayName"`
}

// ReadRoles reads the app roles of a source object, in their order.
func ReadRoles(source Lookup) ([]Role, error) {
	raw := source(RolesAttribute)
	if raw == "" {
		return nil, nil
	}
	var out []Role
	if err := json.Unmarshal([]byte(raw), &out); err != nil {
		return nil, fmt.Errorf("%s is no list of roles: %w", RolesAttribute, err)
	}
	return out, nil
}

// roles yields the values of all roles.
func roles(args []*Node) (evaluation, error) {
	if err := wantRoles(args[0]); err != nil {
		return nil, err
	}
	return func(source Lookup) (Value, error) {
		found, err := ReadRoles(source)
		if err != nil || len(found) == 0 {
			return null, err
		}
		values := make([]string, 0, len(found))
		for _, role := range found {
			values = append(values, role.Value)
		}
		return Value{List: values}, nil
	}, nil
}

// singleRole yields the value of one role.
func singleRole(args []*Node) (evaluation, error) {
	if err := wantRoles(args[0]); err != nil {
		return nil, err
	}
	return func(source Lookup) (Value, error) {
		found, err := ReadRoles(source)
		if err != nil || len(found) == 0 {
			return null, err
		}
		return text(found[0].Value), nil
	}, nil
}

func wantRoles(arg *Node) error {
	if arg.Kind != Attribute || arg.Text != RolesAttribute {
		return fmt.Errorf("its argument is always [%s]", RolesAttribute)
	}
	return nil
}
