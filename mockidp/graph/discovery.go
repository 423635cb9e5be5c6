package graph

import (
	"net/http"
	"net/url"
	"strings"
)

// authority is what belongs to the tenant in the path: a tenant's id, or one of
// the words that stand for any.
func (c *call) authority() (string, error) {
	tenant := c.named("tenant")
	if _, known := c.server.options.Tenant(tenant); !known && tenant != "common" && tenant != "organizations" {
		return "", &problem{status: http.StatusBadRequest, code: "invalid_tenant", message: "Tenant '" + tenant + "' not found."}
	}
	return root(c.Request) + "/" + tenant, nil
}

// openIDConfiguration is what clients of OpenID Connect look for first (OpenID Connect Discovery 1.0, 3).
func openIDConfiguration(c *call) (any, error) {
	base, err := c.authority()
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"issuer":                                base + "/v2.0",
		"token_endpoint":                        base + "/oauth2/v2.0/token",
		"authorization_endpoint":                base + "/oauth2/v2.0/authorize",
		"jwks_uri":                              base + "/discovery/v2.0/keys",
		"token_endpoint_auth_methods_supported": []string{"client_secret_post", "client_secret_basic"},
		"response_types_supported":              []string{"code"},
		"subject_types_supported":               []string{"pairwise"},
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"scopes_supported":                      []string{"openid"},
		"tenant_region_scope":                   nil,
		"cloud_instance_name":                   c.Request.Host,
		"msgraph_host":                          c.Request.Host,
	}, nil
}

func keySet(c *call) (any, error) {
	if _, err := c.authority(); err != nil {
		return nil, err
	}
	return c.server.keys.public()
}

// instances is where clients ask whether an authority is one of Microsoft's.
func instances(c *call) (any, error) {
	asked := c.Query("authorization_endpoint")
	endpoint, err := url.Parse(asked)
	if err != nil || asked == "" {
		return nil, &problem{status: http.StatusBadRequest, code: "invalid_request", message: "The parameter authorization_endpoint is missing or malformed."}
	}
	tenant, _, _ := strings.Cut(strings.TrimPrefix(endpoint.Path, "/"), "/")
	return map[string]any{
		"tenant_discovery_endpoint": root(c.Request) + "/" + tenant + "/v2.0/.well-known/openid-configuration",
		"api-version":               "1.1",
		"metadata": []any{map[string]any{
			"preferred_network": c.Request.Host, "preferred_cache": c.Request.Host, "aliases": []string{c.Request.Host},
		}},
	}, nil
}

// cloud describes this server as a cloud of its own, in the form of 2022-09-01, whose
// loginEndpoint ends without a slash: go-azure-sdk puts /TENANT/... behind it.
func cloud(c *call) (any, error) {
	here := root(c.Request)
	return map[string]any{
		"name": "scimproof", "portal": here, "resourceManager": here + "/", "microsoftGraphResourceId": here + "/",
		"graph": here + "/", "graphAudience": here + "/", "gallery": here + "/", "batch": here + "/", "media": here, "sqlManagement": here + "/",
		"authentication": map[string]any{"loginEndpoint": here, "audiences": []string{here, graphResource}, "tenant": "common", "identityProvider": "AAD"},
		"suffixes":       map[string]any{},
	}, nil
}
