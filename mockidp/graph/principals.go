package graph

import (
	"strings"

	"github.com/scimproof/scimproof/mockidp/directory"
)

func createServicePrincipal(c *call) (any, error) {
	members, err := c.object()
	if err != nil {
		return nil, err
	}
	var appID string
	if err := decode("appId", members["appId"], &appID); err != nil || appID == "" {
		return nil, badRequest("A value is required for property 'appId' of resource 'ServicePrincipal'.")
	}
	delete(members, "appId")
	if _, err := checkApp(servicePrincipalEntity, members); err != nil {
		return nil, err
	}
	a, err := c.tenant.Directory.App(appID)
	if err != nil || !strings.EqualFold(a.AppID, appID) {
		return nil, badRequest("The appId '" + appID + "' of the service principal does not reference a valid application object.")
	}
	if a, err = c.tenant.Directory.AddServicePrincipal(appID); err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	c.tenant.note(a.ID, members)
	return c.entry(servicePrincipalEntity, c.tenant.servicePrincipalObject(a), nil), nil
}

func listServicePrincipals(c *call) (any, error) {
	objects := []object{}
	for _, a := range c.tenant.Directory.Apps() {
		if a.ID != "" {
			objects = append(objects, c.tenant.servicePrincipalObject(a))
		}
	}
	return c.list(servicePrincipalEntity, objects)
}

// servicePrincipal is the one that the path names, by its id or, after a bracket, by its appId.
func (c *call) servicePrincipal() (directory.App, error) {
	id := strings.ToLower(c.named("principal"))
	a, err := c.tenant.Directory.App(id)
	if err != nil || a.ID == "" || id == a.ObjectID {
		return a, notFound(c.named("principal"))
	}
	return a, nil
}

func showServicePrincipal(c *call) (any, error) {
	a, err := c.servicePrincipal()
	if err != nil {
		return nil, err
	}
	return c.one(servicePrincipalEntity, c.tenant.servicePrincipalObject(a))
}

func changeServicePrincipal(c *call) (any, error) {
	a, err := c.servicePrincipal()
	if err != nil {
		return nil, err
	}
	return nil, c.changeApp(a, servicePrincipalEntity, a.ID)
}

func deleteServicePrincipal(c *call) (any, error) {
	a, err := c.servicePrincipal()
	if err != nil {
		return nil, err
	}
	if err := c.tenant.Directory.RemoveServicePrincipal(a.ID); err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	c.tenant.forget(a.ID)
	return nil, nil
}
