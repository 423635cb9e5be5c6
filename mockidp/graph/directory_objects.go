package graph

import (
	"slices"
	"strings"
)

// directoryObject is a person or a group where either can stand: with its type,
// and with the properties of both.
var directoryObjectEntity = newDirectoryObjectEntity() //nolint:gochecknoglobals // constant table

func newDirectoryObjectEntity() *entity {
	e := &entity{name: "directoryObject", set: "directoryObjects", advanced: true, properties: []property{
		{name: typeName, kind: aString, readOnly: true},
	}}
	for _, of := range []*entity{userEntity, groupEntity} {
		for _, p := range of.properties {
			if _, known := e.find(p.name); !known {
				e.properties = append(e.properties, p)
			}
		}
	}
	e.order = e.byID()
	return e
}

// typed adds its type to an object.
func typed(name string, o object) object {
	return func(property string) any {
		if property == typeName {
			return "#microsoft.graph." + name
		}
		return o(property)
	}
}

// object finds a person or group, living or in the recycle bin.
func (t *Tenant) object(id string) (o object, deleted, ok bool) {
	if p, ok := t.Directory.AnyPerson(id); ok {
		return typed("user", userObject(p)), p.DeletedAt != nil, true
	}
	g, ok := t.Directory.AnyGroup(id)
	return groupObject(g), g.DeletedAt != nil, ok
}

// listDirectoryObjects lists people and groups; each tells only what its own type has.
func (c *call) listDirectoryObjects(objects []object) (map[string]any, error) {
	answer, err := c.list(directoryObjectEntity, objects)
	if err == nil {
		for _, shown := range answer["value"].([]map[string]any) { //nolint:errcheck,forcetypeassert // made by list
			keepOwn(shown)
		}
	}
	return answer, err
}

// directoryObject answers a single person or group.
func (c *call) directoryObject(o object) (map[string]any, error) {
	answer, err := c.one(directoryObjectEntity, o)
	keepOwn(answer)
	return answer, err
}

// keepOwn drops what the object's type does not have.
func keepOwn(shown map[string]any) {
	of := userEntity
	if shown[typeName] == "#microsoft.graph.group" {
		of = groupEntity
	}
	for property := range shown {
		if _, known := of.find(property); !known && !strings.HasPrefix(property, "@odata.") {
			delete(shown, property)
		}
	}
}

func showDirectoryObject(c *call) (any, error) {
	o, deleted, ok := c.tenant.object(c.named("object"))
	if !ok || deleted {
		return nil, notFound(c.named("object"))
	}
	return c.directoryObject(o)
}

// deleted lists what is in the recycle bin: people, groups or both.
func deleted(kinds ...string) func(*call) (any, error) {
	return func(c *call) (any, error) {
		bin := c.tenant.Directory.RecycleBin()
		objects := []object{}
		if slices.Contains(kinds, "user") {
			for _, o := range people(bin.People) {
				objects = append(objects, typed("user", o))
			}
		}
		if slices.Contains(kinds, "group") {
			objects = append(objects, groups(bin.Groups)...)
		}
		return c.listDirectoryObjects(objects)
	}
}

func (c *call) deletedItem() (object, error) {
	o, deleted, ok := c.tenant.object(c.named("object"))
	if !ok || !deleted {
		return nil, notFound(c.named("object"))
	}
	return o, nil
}

func showDeleted(c *call) (any, error) {
	o, err := c.deletedItem()
	if err != nil {
		return nil, err
	}
	return c.directoryObject(o)
}

func restoreDeleted(c *call) (any, error) {
	if _, err := c.deletedItem(); err != nil {
		return nil, err
	}
	if err := c.tenant.Directory.Restore(c.named("object")); err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	return showDirectoryObject(c)
}

func purgeDeleted(c *call) (any, error) {
	if _, err := c.deletedItem(); err != nil {
		return nil, err
	}
	return nil, c.tenant.Directory.Purge(c.named("object")) //nolint:wrapcheck // a refusal, answered in Graph's words
}
