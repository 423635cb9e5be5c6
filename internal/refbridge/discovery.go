package refbridge

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/scim"
)

// serveDiscovery serves what RFC 7644 4 calls discovery. It is the same for
// every account, so it needs no token (RFC 7643 5 asks that the authentication
// schemes can be read before one authenticates).
func (b *bridge) serveDiscovery(routes gin.IRoutes) {
	routes.GET("/ServiceProviderConfig", func(c *gin.Context) { discover(c, b.serviceProviderConfig(rootOf(c.Request))) })
	routes.GET("/ResourceTypes", func(c *gin.Context) { discover(c, whole(b.resourceTypes(rootOf(c.Request)))) })
	routes.GET("/ResourceTypes/:id", func(c *gin.Context) { discoverOne(c, b.resourceTypes(rootOf(c.Request))) })
	routes.GET("/Schemas", func(c *gin.Context) { discover(c, whole(b.schemas(rootOf(c.Request)))) })
	routes.GET("/Schemas/:id", func(c *gin.Context) { discoverOne(c, b.schemas(rootOf(c.Request))) })
}

// discover answers a document. Paging and sorting are ignored, a filter is
// refused (RFC 7644 4).
func discover(c *gin.Context, document any) {
	if c.Request.URL.Query().Has("filter") {
		refuse(c, scim.Forbidden("%s cannot be filtered", c.Request.URL.Path))
		return
	}
	answer(c, http.StatusOK, document)
}

func discoverOne(c *gin.Context, documents []scim.Resource) {
	for _, document := range documents {
		if document["id"] == c.Param("id") {
			discover(c, document)
			return
		}
	}
	refuse(c, scim.NotFound("there is no %s", c.Request.URL.Path))
}

func whole(documents []scim.Resource) scim.ListResponse {
	return scim.NewListResponse(scim.Page{StartIndex: 1, Count: len(documents)}, len(documents), documents)
}

func (b *bridge) resourceTypes(root string) []scim.Resource {
	documents := make([]scim.Resource, len(b.kinds))
	for i, kd := range b.kinds {
		documents[i] = kd.resourceType().Document(root)
	}
	return documents
}

func (b *bridge) schemas(root string) []scim.Resource {
	var documents []scim.Resource
	for _, kd := range b.kinds {
		documents = append(documents, kd.resourceType().Schema.Document(root))
		for _, extension := range kd.resourceType().Extensions {
			documents = append(documents, extension.Schema.Document(root))
		}
	}
	return documents
}

// serviceProviderConfig says what this bridge can do (RFC 7643 5).
func (b *bridge) serviceProviderConfig(root string) scim.Resource {
	supported := func(yes bool) map[string]any { return map[string]any{"supported": yes} }
	return scim.Resource{
		"schemas":        []any{scim.ServiceProviderConfigURN},
		"patch":          supported(true),
		"bulk":           map[string]any{"supported": true, "maxOperations": maxBulkOperations, "maxPayloadSize": maxBulkPayloadSize},
		"filter":         map[string]any{"supported": true, "maxResults": maxResults},
		"changePassword": supported(b.profile.Passwords),
		"sort":           supported(true),
		"etag":           supported(true),
		"pagination": map[string]any{
			"cursor": true, "index": true, "defaultPaginationMethod": "index",
			"defaultPageSize": maxResults, "maxPageSize": maxResults, "cursorTimeout": int(cursorTimeout.Seconds()),
		},
		"authenticationSchemes": []any{map[string]any{
			"type": "oauthbearertoken", "name": "Bearer token", "primary": true,
			"description": "The token that the account shows when provisioning is switched on",
			"specUri":     "https://www.rfc-editor.org/info/rfc6750",
		}},
		"meta": map[string]any{"resourceType": "ServiceProviderConfig", "location": root + "/ServiceProviderConfig"},
	}
}
