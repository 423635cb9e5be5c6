package graph

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"github.com/scimproof/scimproof/mockidp/directory"
)

// The apps of the directory have an id and a name. Whatever else clients write
// about them is kept as they wrote it, and means nothing here but for appRoles.

var applicationEntity = newAppEntity("application", "applications", []property{ //nolint:gochecknoglobals // constant table
	{name: "id", kind: aString, readOnly: true},
	{name: "appId", kind: aString, readOnly: true},
	{name: "displayName", kind: aString},
	{name: "applicationTemplateId", kind: aString, readOnly: true},
	{name: "publisherDomain", kind: aString, readOnly: true},
	{name: "description", kind: aString},
	{name: "notes", kind: aString},
	{name: "signInAudience", kind: aString},
	{name: "groupMembershipClaims", kind: aString},
	{name: "isFallbackPublicClient", kind: aBoolean},
	{name: "identifierUris", kind: aList},
	{name: "tags", kind: aList},
	{name: "appRoles", kind: aList},
	{name: "requiredResourceAccess", kind: aList},
	{name: "passwordCredentials", kind: aList, readOnly: true},
	{name: "keyCredentials", kind: aList},
	{name: "api", kind: aComplex},
	{name: "info", kind: aComplex},
	{name: "optionalClaims", kind: aComplex},
	{name: "publicClient", kind: aComplex},
	{name: "spa", kind: aComplex},
	{name: "web", kind: aComplex},
})

var servicePrincipalEntity = newAppEntity("servicePrincipal", "servicePrincipals", []property{ //nolint:gochecknoglobals // constant table
	{name: "id", kind: aString, readOnly: true},
	{name: "appId", kind: aString, readOnly: true},
	{name: "displayName", kind: aString},
	{name: "appDisplayName", kind: aString, readOnly: true},
	{name: "applicationTemplateId", kind: aString, readOnly: true},
	{name: "appOwnerOrganizationId", kind: aString, readOnly: true},
	{name: "servicePrincipalType", kind: aString},
	{name: "accountEnabled", kind: aBoolean},
	{name: "appRoleAssignmentRequired", kind: aBoolean},
	{name: "description", kind: aString},
	{name: "notes", kind: aString},
	{name: "loginUrl", kind: aString},
	{name: "preferredSingleSignOnMode", kind: aString},
	{name: "servicePrincipalNames", kind: aList, readOnly: true},
	{name: "notificationEmailAddresses", kind: aList},
	{name: "tags", kind: aList},
	{name: "appRoles", kind: aList, readOnly: true},
})

func newAppEntity(name, set string, properties []property) *entity {
	e := &entity{name: name, set: set, advanced: true, properties: properties}
	e.order = e.byID()
	return e
}

// The roles that an app from the template has.
const galleryRoles = `[
	{"id":"18d14569-c3bd-439b-9a66-3a2aee01d14f","displayName":"User","description":"User","value":null,"isEnabled":true,"origin":"Application","allowedMemberTypes":["User"]},
	{"id":"b9632174-c057-4f7e-951b-be3adc52bfe6","displayName":"msiam_access","description":"msiam_access","value":null,"isEnabled":true,"origin":"Application","allowedMemberTypes":["User"]}
]`

// noted are the properties of an object that only this API knows; never nil.
func (t *Tenant) noted(id string) map[string]json.RawMessage {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := map[string]json.RawMessage{}
	maps.Copy(out, t.more[id])
	return out
}

func (t *Tenant) note(id string, members map[string]json.RawMessage) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.more[id] == nil {
		t.more[id] = map[string]json.RawMessage{}
	}
	maps.Copy(t.more[id], members)
}

// value is a noted property, or its zero.
func value(e *entity, noted map[string]json.RawMessage, name string) any {
	p, _ := e.find(name)
	var out any
	if raw, ok := noted[name]; ok && json.Unmarshal(raw, &out) == nil && out != nil {
		return out
	}
	if p.kind == aList {
		return []any{}
	}
	return nil
}

func (t *Tenant) applicationObject(a directory.App) object {
	noted := t.noted(a.ObjectID)
	return func(name string) any {
		switch name {
		case "id":
			return a.ObjectID
		case "appId":
			return a.AppID
		case "displayName":
			return a.DisplayName
		case "publisherDomain":
			return "contoso.example"
		case "signInAudience":
			return cmp.Or(value(applicationEntity, noted, name), any("AzureADMyOrg"))
		default:
			return value(applicationEntity, noted, name)
		}
	}
}

func (t *Tenant) servicePrincipalObject(a directory.App) object {
	noted, app := t.noted(a.ID), t.noted(a.ObjectID)
	return func(name string) any {
		switch name {
		case "id":
			return a.ID
		case "appId":
			return a.AppID
		case "displayName", "appDisplayName":
			return a.DisplayName
		case "appOwnerOrganizationId":
			return t.ID
		case "servicePrincipalType":
			return "Application"
		case "servicePrincipalNames":
			return []any{a.AppID}
		case "accountEnabled":
			return value(servicePrincipalEntity, noted, name) != false
		case "appRoleAssignmentRequired":
			return value(servicePrincipalEntity, noted, name) == true
		case "appRoles", "applicationTemplateId":
			return value(applicationEntity, app, name)
		default:
			return value(servicePrincipalEntity, noted, name)
		}
	}
}

// roles are the ids of the roles that an app has.
func (t *Tenant) roles(a directory.App) []string {
	var roles []struct {
		ID string `json:"id"`
	}
	if raw, ok := t.noted(a.ObjectID)["appRoles"]; ok && json.Unmarshal(raw, &roles) != nil {
		return nil
	}
	out := make([]string, len(roles))
	for i, role := range roles {
		out[i] = role.ID
	}
	return out
}

// checkApp takes the name out of what a request says about an app and checks the rest.
func checkApp(e *entity, members map[string]json.RawMessage) (name string, err error) {
	for _, property := range slices.Sorted(maps.Keys(members)) {
		p, known := e.find(property)
		switch {
		case !known:
			return "", noProperty(property, e.name)
		case p.readOnly:
			return "", badRequest("Property '" + property + "' is read-only and cannot be set.")
		}
		var into any = new(any)
		switch p.kind {
		case aString:
			into = new(*string)
		case aBoolean:
			into = new(*bool)
		case aList:
			into = new([]any)
		case aComplex:
			into = new(map[string]any)
		}
		if err := decode(property, members[property], into); err != nil {
			return "", err
		}
		if property == "appRoles" {
			if err := checkRoles(members[property]); err != nil {
				return "", err
			}
		}
	}
	if raw, ok := members["displayName"]; ok {
		var given *string
		err = decode("displayName", raw, &given)
		name = orEmpty(given)
		delete(members, "displayName")
		if err == nil && name == "" {
			err = badRequest("Invalid value specified for property 'displayName'.")
		}
	}
	return name, err
}

// checkRoles refuses roles without an id.
func checkRoles(raw json.RawMessage) error {
	var roles []struct {
		ID string `json:"id"`
	}
	if err := decode("appRoles", raw, &roles); err != nil {
		return err
	}
	for _, role := range roles {
		if !guid.MatchString(role.ID) {
			return badRequest("Invalid value specified for property 'id' of an app role.")
		}
	}
	return nil
}
