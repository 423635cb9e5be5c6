// Package scim is SCIM 2.0 as data: resources, schemas, filters, paths, patches,
// projections, lists and errors (RFC 7643, RFC 7644). It does no I/O, with one
// exception: Client, which sends a request and hands back what came, unjudged.
//
// Where the RFCs leave a choice, the docstring of the function names the choice.
// Attribute names are case insensitive everywhere (RFC 7643 2.1).
package scim

// MediaType of requests and answers (RFC 7644 3.1).
const MediaType = "application/scim+json"

// The URNs that name schemas and messages.
const (
	UserURN                  = "urn:ietf:params:scim:schemas:core:2.0:User"
	GroupURN                 = "urn:ietf:params:scim:schemas:core:2.0:Group"
	EnterpriseUserURN        = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	ServiceProviderConfigURN = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
	ResourceTypeURN          = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
	SchemaURN                = "urn:ietf:params:scim:schemas:core:2.0:Schema"

	ErrorURN         = "urn:ietf:params:scim:api:messages:2.0:Error"
	ListResponseURN  = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	PatchOpURN       = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
	SearchRequestURN = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
)
