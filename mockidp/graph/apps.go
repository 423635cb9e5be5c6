package graph

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/scimproof/scimproof/mockidp/directory"
)

// customTemplate is the template of apps that are not in the gallery.
const customTemplate = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"

var guid = regexp.MustCompile(`^(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

func createApplication(c *call) (any, error) {
	members, err := c.object()
	if err != nil {
		return nil, err
	}
	name, err := checkApp(applicationEntity, members)
	if err != nil {
		return nil, err
	}
	if name == "" {
		return nil, badRequest("A value is required for property 'displayName' of resource 'Application'.")
	}
	made, err := c.tenant.Directory.AddApp(name)
	if err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	c.tenant.note(made.ObjectID, members)
	return c.entry(applicationEntity, c.tenant.applicationObject(made), nil), nil
}

func listApplications(c *call) (any, error) {
	objects := []object{}
	for _, a := range c.tenant.Directory.Apps() {
		objects = append(objects, c.tenant.applicationObject(a))
	}
	return c.list(applicationEntity, objects)
}

// application is the app that the path names, by the id of its application or, after a bracket, by its appId.
func (c *call) application() (directory.App, error) {
	id := strings.ToLower(c.named("application"))
	a, err := c.tenant.Directory.App(id)
	if err != nil || id == a.ID {
		return a, notFound(c.named("application"))
	}
	return a, nil
}

func showApplication(c *call) (any, error) {
	a, err := c.application()
	if err != nil {
		return nil, err
	}
	return c.one(applicationEntity, c.tenant.applicationObject(a))
}

func changeApplication(c *call) (any, error) {
	a, err := c.application()
	if err != nil {
		return nil, err
	}
	return nil, c.changeApp(a, applicationEntity, a.ObjectID)
}

// changeApp edits what is known about an application or a service principal.
func (c *call) changeApp(a directory.App, e *entity, id string) error {
	members, err := c.object()
	if err != nil {
		return err
	}
	name, err := checkApp(e, members)
	if err != nil {
		return err
	}
	if name != "" {
		if err := c.tenant.Directory.RenameApp(a.AppID, name); err != nil {
			return err //nolint:wrapcheck // a refusal, answered in Graph's words
		}
	}
	c.tenant.note(id, members)
	return nil
}

func deleteApplication(c *call) (any, error) {
	a, err := c.application()
	if err != nil {
		return nil, err
	}
	if err := c.tenant.Directory.RemoveApp(a.AppID); err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	c.tenant.forget(a.ID, a.ObjectID, a.AppID)
	return nil, nil
}

// forget drops whatever the API knows under these ids, jobs included.
func (t *Tenant) forget(ids ...string) {
	for _, id := range ids {
		t.mu.Lock()
		delete(t.more, id)
		delete(t.syncs, id)
		delete(t.fresh, id)
		delete(t.clients, id)
		t.mu.Unlock()
		t.Jobs.Forget(id)
	}
}

// addPassword makes the application somebody who may ask for tokens.
func addPassword(c *call) (any, error) {
	a, err := c.application()
	if err != nil {
		return nil, err
	}
	members, err := c.object()
	if err != nil {
		return nil, err
	}
	var credential struct {
		Name string `json:"displayName"`
	}
	if raw, ok := members["passwordCredential"]; ok {
		if err := decode("passwordCredential", raw, &credential); err != nil {
			return nil, err
		}
	}
	secret := newSecret()
	c.tenant.allow(a.AppID, secret)
	return map[string]any{
		"@odata.context": c.context("microsoft.graph.passwordCredential"), "keyId": c.tenant.NewID(),
		"displayName": orNull(credential.Name), "secretText": secret, "hint": secret[:3], "customKeyIdentifier": nil,
		"startDateTime": c.server.options.Now().UTC(), "endDateTime": c.server.options.Now().UTC().AddDate(2, 0, 0),
	}, nil
}

var templateEntity = newAppEntity("applicationTemplate", "applicationTemplates", []property{ //nolint:gochecknoglobals // constant table
	{name: "id", kind: aString},
	{name: "displayName", kind: aString},
	{name: "publisher", kind: aString},
	{name: "description", kind: aString},
	{name: "categories", kind: aList},
	{name: "supportedProvisioningTypes", kind: aList},
	{name: "supportedSingleSignOnModes", kind: aList},
})

func template(property string) any {
	return map[string]any{
		"id": customTemplate, "displayName": "Custom", "publisher": nil, "description": "An app that is not in the gallery.",
		"categories": []any{}, "supportedProvisioningTypes": []any{"sync"}, "supportedSingleSignOnModes": []any{"saml", "password"},
	}[property]
}

func listTemplates(c *call) (any, error) { return c.list(templateEntity, []object{template}) }

func showTemplate(c *call) (any, error) {
	if id := c.named("template"); !strings.EqualFold(id, customTemplate) {
		return nil, notFound(id)
	}
	return c.one(templateEntity, template)
}

// instantiate makes an app with its service principal.
func instantiate(c *call) (any, error) {
	if id := c.named("template"); !strings.EqualFold(id, customTemplate) {
		return nil, notFound(id)
	}
	var body struct {
		ID          string `json:"id"` // some clients send the template again
		DisplayName string `json:"displayName"`
	}
	if err := c.into(&body); err != nil {
		return nil, err
	}
	made, err := c.tenant.Directory.AddApp(body.DisplayName)
	if err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	c.tenant.note(made.ObjectID, map[string]json.RawMessage{
		"appRoles": json.RawMessage(galleryRoles), "applicationTemplateId": json.RawMessage(`"` + customTemplate + `"`),
	})
	if made, err = c.tenant.Directory.AddServicePrincipal(made.AppID); err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	return map[string]any{
		"@odata.context":   c.context("microsoft.graph.applicationServicePrincipal"),
		"application":      applicationEntity.shown(c.tenant.applicationObject(made), nil),
		"servicePrincipal": servicePrincipalEntity.shown(c.tenant.servicePrincipalObject(made), nil),
	}, nil
}
