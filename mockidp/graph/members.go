package graph

import (
	"slices"

	"github.com/scimproof/scimproof/mockidp/directory"
)

func listMembers(c *call) (any, error) {
	g, err := c.group()
	if err != nil {
		return nil, err
	}
	return c.listDirectoryObjects(c.tenant.members(g))
}

// members are those of a group that are not in the recycle bin.
func (t *Tenant) members(of ...directory.Group) []object {
	ids := map[string]struct{}{}
	for _, g := range of {
		for _, id := range g.Members {
			ids[id] = struct{}{}
		}
	}
	out := []object{}
	for id := range ids {
		if o, deleted, ok := t.object(id); ok && !deleted {
			out = append(out, o)
		}
	}
	return out
}

// listTransitiveMembers lists the members of the group and of the groups in it, each once.
func listTransitiveMembers(c *call) (any, error) {
	g, err := c.group()
	if err != nil {
		return nil, err
	}
	all := []directory.Group{g}
	for i := 0; i < len(all); i++ {
		for _, id := range all[i].Members {
			nested, err := c.tenant.Directory.Group(id)
			if err == nil && !slices.ContainsFunc(all, func(g directory.Group) bool { return g.ID == id }) {
				all = append(all, nested)
			}
		}
	}
	return c.listDirectoryObjects(c.tenant.members(all...))
}

func addMember(c *call) (any, error) {
	g, err := c.group()
	if err != nil {
		return nil, err
	}
	id, err := c.reference()
	if err != nil {
		return nil, err
	}
	if _, _, ok := c.tenant.object(id); !ok {
		return nil, notFound(id)
	}
	return nil, c.tenant.Directory.AddMember(g.ID, id) //nolint:wrapcheck // a refusal, answered in Graph's words
}

func removeMember(c *call) (any, error) {
	g, err := c.group()
	if err != nil {
		return nil, err
	}
	id := c.named("member")
	if _, _, ok := c.tenant.object(id); !ok {
		return nil, notFound(id)
	}
	return nil, c.tenant.Directory.RemoveMember(g.ID, id) //nolint:wrapcheck // a refusal, answered in Graph's words
}
