package graph

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/mockidp/directory"
)

// mostBound is how many members one request may bring along.
const mostBound = 20

var groupEntity = newGroupEntity() //nolint:gochecknoglobals // constant table

func newGroupEntity() *entity {
	e := &entity{name: "group", set: "groups", advanced: true, properties: []property{
		{name: "id", kind: aString, readOnly: true},
		{name: "displayName", kind: aString},
		{name: "description", kind: aString},
		{name: "mailNickname", kind: aString},
		{name: "mail", kind: aString, readOnly: true},
		{name: "mailEnabled", kind: aBoolean},
		{name: "securityEnabled", kind: aBoolean},
		{name: "groupTypes", kind: aList},
		{name: "visibility", kind: aString},
		{name: "deletedDateTime", kind: aTime, readOnly: true},
	}}
	e.order = e.byID()
	return e
}

// groupObject is a group as the API tells it. One that the directory's
// administrator made is a security group.
func groupObject(g directory.Group) object {
	return typed("group", func(name string) any {
		switch name {
		case "id":
			return g.ID
		case "displayName":
			return g.DisplayName
		case "deletedDateTime":
			return momentOrNull(g.DeletedAt)
		case "groupTypes":
			return []any{}
		case "mailEnabled":
			return g.Attributes[name] == "true"
		case "securityEnabled":
			return g.Attributes[name] != "false"
		default:
			return orNull(g.Attributes[name])
		}
	})
}

func groups(all []directory.Group) []object {
	out := make([]object, len(all))
	for i, g := range all {
		out[i] = groupObject(g)
	}
	return out
}

// groupChange is what a request's members change about a group.
func groupChange(members map[string]json.RawMessage) (directory.GroupChange, error) {
	change := directory.GroupChange{Attributes: map[string]string{}}
	e := groupEntity
	for _, name := range slices.Sorted(maps.Keys(members)) {
		p, known := e.find(name)
		var (
			err   error
			value *string
			flag  bool
			types []string
		)
		switch {
		case !known:
			err = noProperty(name, "group")
		case p.readOnly:
			err = badRequest("Property '" + name + "' is read-only and cannot be set.")
		case p.kind == aBoolean:
			err = decode(name, members[name], &flag)
			change.Attributes[name] = map[bool]string{true: "true", false: "false"}[flag]
		case p.kind == aList:
			if err = decode(name, members[name], &types); err == nil && len(types) > 0 {
				err = badRequest("Only security groups can be made here: property 'groupTypes' must be empty.")
			}
		default:
			err = decode(name, members[name], &value)
			change.Attributes[name] = orEmpty(value)
		}
		if err != nil {
			return change, err
		}
	}
	if name, given := change.Attributes["displayName"]; given {
		if strings.TrimSpace(name) == "" {
			return change, badRequest("Invalid value specified for property 'displayName'.")
		}
		change.DisplayName = &name
		delete(change.Attributes, "displayName")
	}
	return change, nil
}

// groupBody reads what a request says of a group, and whom it brings along.
func (c *call) groupBody() (body map[string]json.RawMessage, members []string, change directory.GroupChange, err error) {
	if body, err = c.object(); err != nil {
		return nil, nil, change, err
	}
	if members, err = boundMembers(body); err != nil {
		return nil, nil, change, err
	}
	change, err = groupChange(body)
	return body, members, change, err
}

func createGroup(c *call) (any, error) {
	body, members, change, err := c.groupBody()
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"displayName", "mailEnabled", "mailNickname", "securityEnabled"} {
		if value := string(body[name]); value == "" || value == "null" || value == `""` {
			return nil, badRequest("A value is required for property '" + name + "' of resource 'Group'.")
		}
	}
	added, err := c.tenant.Directory.AddGroup(directory.Group{DisplayName: *change.DisplayName, Attributes: change.Attributes, Members: members})
	if err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	return c.entry(groupEntity, groupObject(added), nil), nil
}

// boundMembers takes members@odata.bind out of the body; owners are taken and not kept.
func boundMembers(body map[string]json.RawMessage) ([]string, error) {
	out := []string{}
	for _, name := range []string{"members@odata.bind", "owners@odata.bind"} {
		raw, ok := body[name]
		if !ok {
			continue
		}
		delete(body, name)
		var references []string
		if err := decode(name, raw, &references); err != nil {
			return nil, err
		}
		if len(references) > mostBound {
			return nil, badRequest("The request brings more than " + text(mostBound) + " references along.")
		}
		for _, reference := range references {
			id, err := referred(reference)
			if err != nil {
				return nil, err
			}
			if name == "members@odata.bind" {
				out = append(out, id)
			}
		}
	}
	return out, nil
}

func listGroups(c *call) (any, error) {
	return c.list(groupEntity, groups(c.tenant.Directory.Groups()))
}

func countGroups(c *call) (any, error) {
	return c.count(groupEntity, groups(c.tenant.Directory.Groups()))
}

// group is a living group.
func (c *call) group() (directory.Group, error) {
	id := c.named("group")
	g, err := c.tenant.Directory.Group(id)
	if err != nil {
		return g, notFound(id)
	}
	return g, nil
}

func showGroup(c *call) (any, error) {
	g, err := c.group()
	if err != nil {
		return nil, err
	}
	return c.one(groupEntity, groupObject(g))
}

// changeGroup edits a group and adds the members that the request brings along: all or nothing.
func changeGroup(c *call) (any, error) {
	g, err := c.group()
	if err != nil {
		return nil, err
	}
	_, members, change, err := c.groupBody()
	if err != nil {
		return nil, err
	}
	if err := c.tenant.Directory.AddMembers(g.ID, members); err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	_, err = c.tenant.Directory.ChangeGroup(g.ID, change)
	return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
}

func deleteGroup(c *call) (any, error) {
	g, err := c.group()
	if err != nil {
		return nil, err
	}
	return nil, c.tenant.Directory.DeleteGroup(g.ID) //nolint:wrapcheck // a refusal, answered in Graph's words
}
