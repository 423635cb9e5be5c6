package graph

import (
	"encoding/json"

	"github.com/scimproof/scimproof/mockidp/directory"
)

func createUser(c *call) (any, error) {
	members, err := c.object()
	if err != nil {
		return nil, err
	}
	manager, err := bound(members, "manager")
	if err != nil {
		return nil, err
	}
	change, err := personChange(members)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"accountEnabled", "displayName", "mailNickname", "passwordProfile", "userPrincipalName"} {
		if value := string(members[name]); value == "" || value == "null" || value == `""` {
			return nil, badRequest("A value is required for property '" + name + "' of resource 'User'.")
		}
	}
	added, err := c.tenant.Directory.AddPerson(directory.Person{Enabled: *change.Enabled, Attributes: change.Attributes, Manager: manager})
	if err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	return c.entry(userEntity, userObject(added), nil), nil
}

// bound takes NAME@odata.bind, a reference to one object, out of the members.
func bound(members map[string]json.RawMessage, name string) (string, error) {
	raw, ok := members[name+"@odata.bind"]
	if !ok {
		return "", nil
	}
	delete(members, name+"@odata.bind")
	var reference string
	if err := decode(name+"@odata.bind", raw, &reference); err != nil {
		return "", err
	}
	return referred(reference)
}

func listUsers(c *call) (any, error) { return c.list(userEntity, people(c.tenant.Directory.People())) }

func countUsers(c *call) (any, error) {
	return c.count(userEntity, people(c.tenant.Directory.People()))
}

func people(all []directory.Person) []object {
	out := make([]object, len(all))
	for i, p := range all {
		out[i] = userObject(p)
	}
	return out
}

func showUser(c *call) (any, error) {
	p, err := c.tenant.person(c.named("user"))
	if err != nil {
		return nil, err
	}
	return c.one(userEntity, userObject(p))
}

func changeUser(c *call) (any, error) {
	p, err := c.tenant.person(c.named("user"))
	if err != nil {
		return nil, err
	}
	members, err := c.object()
	if err != nil {
		return nil, err
	}
	change, err := personChange(members)
	if err != nil {
		return nil, err
	}
	_, err = c.tenant.Directory.ChangePerson(p.ID, change)
	return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
}

func deleteUser(c *call) (any, error) {
	p, err := c.tenant.person(c.named("user"))
	if err != nil {
		return nil, err
	}
	return nil, c.tenant.Directory.DeletePerson(p.ID) //nolint:wrapcheck // a refusal, answered in Graph's words
}

// person is a living person, by id or userPrincipalName.
func (t *Tenant) person(name string) (directory.Person, error) {
	p, err := t.Directory.Person(name)
	if err != nil {
		return p, notFound(name)
	}
	return p, nil
}

func showManager(c *call) (any, error) {
	p, err := c.tenant.person(c.named("user"))
	if err != nil {
		return nil, err
	}
	manager, ok := c.tenant.Directory.AnyPerson(p.Manager)
	if !ok || manager.DeletedAt != nil {
		return nil, notFound("manager")
	}
	return c.one(userEntity, userObject(manager))
}

func setManager(c *call) (any, error) {
	p, err := c.tenant.person(c.named("user"))
	if err != nil {
		return nil, err
	}
	reference, err := c.reference()
	if err != nil {
		return nil, err
	}
	manager, err := c.tenant.person(reference)
	if err != nil {
		return nil, err
	}
	_, err = c.tenant.Directory.ChangePerson(p.ID, directory.PersonChange{Manager: &manager.ID})
	return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
}

func removeManager(c *call) (any, error) {
	p, err := c.tenant.person(c.named("user"))
	if err != nil {
		return nil, err
	}
	if p.Manager == "" {
		return nil, notFound("manager")
	}
	_, err = c.tenant.Directory.ChangePerson(p.ID, directory.PersonChange{Manager: new("")})
	return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
}

// listMemberships are the groups that a person is a direct member of.
func listMemberships(c *call) (any, error) {
	p, err := c.tenant.person(c.named("user"))
	if err != nil {
		return nil, err
	}
	groups := []object{}
	for _, id := range c.tenant.Directory.GroupsOf(p.ID) {
		if g, err := c.tenant.Directory.Group(id); err == nil {
			groups = append(groups, groupObject(g))
		}
	}
	return c.listDirectoryObjects(groups)
}
