package graph

const (
	scimTemplate = "scim"
	sourceName   = "Azure Active Directory"
	userTarget   = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	groupTarget  = "urn:ietf:params:scim:schemas:core:2.0:Group"
)

// jobTemplate is what a job can be made from.
type jobTemplate struct {
	id, tag, dialect string
	byDefault        bool
}

var jobTemplates = []jobTemplate{ //nolint:gochecknoglobals // constant table
	{scimTemplate, "SCIM", "entra-legacy", true},
	{"customappsso", "CustomSSO", "customappsso2017", false},
}

// templateDialect is how a job of the template writes unless a feature flag says otherwise.
func templateDialect(id string) string {
	for _, t := range jobTemplates {
		if t.id == id {
			return t.dialect
		}
	}
	return jobTemplates[0].dialect
}

func listJobTemplates(c *call) (any, error) {
	a, err := c.synchronized()
	if err != nil {
		return nil, err
	}
	value := []map[string]any{}
	for _, t := range jobTemplates {
		value = append(value, map[string]any{
			"id": t.id, "factoryTag": t.tag, "default": t.byDefault, "applicationId": customTemplate, "discoverable": true, "description": nil,
			"metadata": []any{map[string]any{"key": "IsOAuthEnabled", "value": "False"}},
		})
	}
	return map[string]any{"@odata.context": c.context("servicePrincipals('" + a.ID + "')/synchronization/templates"), "value": value}, nil
}
