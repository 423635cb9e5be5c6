package graph

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/mockidp/directory"
)

var assignmentEntity = newAssignmentEntity() //nolint:gochecknoglobals // constant table

func newAssignmentEntity() *entity {
	e := &entity{name: "appRoleAssignment", set: "appRoleAssignments", properties: []property{
		{name: "id", kind: aString, readOnly: true},
		{name: "deletedDateTime", kind: aTime, readOnly: true},
		{name: "createdDateTime", kind: aTime, readOnly: true},
		{name: "appRoleId", kind: aString},
		{name: "principalId", kind: aString},
		{name: "principalDisplayName", kind: aString, readOnly: true},
		{name: "principalType", kind: aString, readOnly: true},
		{name: "resourceId", kind: aString},
		{name: "resourceDisplayName", kind: aString, readOnly: true},
	}}
	e.order = e.byID()
	return e
}

// assignmentID is opaque, and the same whenever the same role is given.
func assignmentID(a directory.App, given directory.Assignment) string {
	sum := sha256.Sum256([]byte(a.ID + " " + given.Principal + " " + given.Role))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// assignmentObject is a role given to somebody; false if they are in the recycle bin.
func (t *Tenant) assignmentObject(a directory.App, given directory.Assignment) (object, bool) {
	o, deleted, ok := t.object(given.Principal)
	if !ok || deleted {
		return nil, false
	}
	principal := "User"
	if o(typeName) == "#microsoft.graph.group" {
		principal = "Group"
	}
	return func(name string) any {
		switch name {
		case "id":
			return assignmentID(a, given)
		case "createdDateTime":
			return given.Since.UTC()
		case "appRoleId":
			return given.Role
		case "principalId":
			return given.Principal
		case "principalDisplayName":
			return o("displayName")
		case "principalType":
			return principal
		case "resourceId":
			return a.ID
		case "resourceDisplayName":
			return a.DisplayName
		default:
			return nil
		}
	}, true
}

func listAssignments(c *call) (any, error) {
	a, err := c.servicePrincipal()
	if err != nil {
		return nil, err
	}
	objects := []object{}
	for _, given := range c.tenant.Directory.For(a.ID).Granted() {
		if o, ok := c.tenant.assignmentObject(a, given); ok {
			objects = append(objects, o)
		}
	}
	return c.list(assignmentEntity, objects)
}

func createAssignment(c *call) (any, error) {
	a, err := c.servicePrincipal()
	if err != nil {
		return nil, err
	}
	var body struct {
		Principal string `json:"principalId"`
		Resource  string `json:"resourceId"`
		Role      string `json:"appRoleId"`
	}
	if err := c.into(&body); err != nil {
		return nil, err
	}
	role := strings.ToLower(body.Role)
	switch {
	case !guid.MatchString(body.Principal) || !guid.MatchString(body.Resource) || !guid.MatchString(role):
		return nil, badRequest("The properties 'principalId', 'resourceId' and 'appRoleId' need a GUID each.")
	case !strings.EqualFold(body.Resource, a.ID):
		return nil, badRequest("The resourceId '" + body.Resource + "' is not the service principal of this request.")
	case role != directory.DefaultRole && !slices.Contains(c.tenant.roles(a), role):
		return nil, badRequest("Permission being assigned was not found on application '" + a.AppID + "'.")
	}
	if _, deleted, ok := c.tenant.object(body.Principal); !ok || deleted {
		return nil, notFound(body.Principal)
	}
	given, err := c.tenant.Directory.For(a.ID).Grant(body.Principal, role)
	if err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	o, ok := c.tenant.assignmentObject(a, given)
	if !ok {
		return nil, notFound(body.Principal)
	}
	return c.entry(assignmentEntity, o, nil), nil
}

// assignment is the one that the path names.
func (c *call) assignment() (directory.App, directory.Assignment, error) {
	a, err := c.servicePrincipal()
	if err != nil {
		return a, directory.Assignment{}, err
	}
	for _, given := range c.tenant.Directory.For(a.ID).Granted() {
		if assignmentID(a, given) == c.named("assignment") {
			return a, given, nil
		}
	}
	return a, directory.Assignment{}, notFound(c.named("assignment"))
}

func showAssignment(c *call) (any, error) {
	a, given, err := c.assignment()
	if err != nil {
		return nil, err
	}
	o, ok := c.tenant.assignmentObject(a, given)
	if !ok {
		return nil, notFound(c.named("assignment"))
	}
	return c.one(assignmentEntity, o)
}

func deleteAssignment(c *call) (any, error) {
	a, given, err := c.assignment()
	if err != nil {
		return nil, err
	}
	return nil, c.tenant.Directory.For(a.ID).Revoke(given.Principal, given.Role) //nolint:wrapcheck // a refusal, answered in Graph's words
}
