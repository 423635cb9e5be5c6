package graph

// bodies are what requests and answers hold that is no entity, in the notation
// of bodySchema.
func bodies() map[string]string {
	return map[string]string{
		"tokenRequest":        "grant_type:string client_id:string client_secret:string scope:string",
		"token":               "token_type:string expires_in:number ext_expires_in:number access_token:string",
		"openIDConfiguration": "issuer:string token_endpoint:string authorization_endpoint:string jwks_uri:string token_endpoint_auth_methods_supported:string* response_types_supported:string* subject_types_supported:string* id_token_signing_alg_values_supported:string* scopes_supported:string* tenant_region_scope:string? cloud_instance_name:string msgraph_host:string",
		"keySet":              "keys:object*",
		"instances":           "tenant_discovery_endpoint:string api-version:string metadata:object*",
		"cloud":               "name:string portal:string resourceManager:string microsoftGraphResourceId:string graph:string graphAudience:string gallery:string batch:string media:string sqlManagement:string authentication:object suffixes:object",
		"reference":           "@odata.id:string",
		"newApp":              "id:string displayName:string",
		"instantiated":        "@odata.context:string application:application servicePrincipal:servicePrincipal",
		"passwordCredential":  "@odata.context:string keyId:string displayName:string? secretText:string hint:string customKeyIdentifier:string? startDateTime:string endDateTime:string",

		"synchronizationTemplate": "id:string factoryTag:string default:boolean applicationId:string discoverable:boolean description:string? metadata:keyValue*",
		"keyValue":                "key:string value:string",
		"secrets":                 "@odata.context:string value:keyValue*",
		"newJob":                  "templateId:string",
		"credentials":             "applicationIdentifier:string templateId:string useSavedCredentials:boolean credentials:keyValue*",
		"restart":                 "criteria:criteria",
		"criteria":                "resetScope:string",
		"demand":                  "parameters:object*",
		"pair":                    "@odata.context:string key:string value:string",
		"objectConnection":        "@odata.context:string objectId:string sourceAnchor:string targetAnchor:string displayName:string objectTypeName:string",
		"filterOperator":          "name:string arity:string multivaluedComparisonType:string supportedAttributeTypes:string*",

		"synchronizationJob":    "@odata.context:string id:string templateId:string schedule:schedule status:synchronizationStatus synchronizationJobSettings:nameValue*",
		"nameValue":             "name:string value:string",
		"schedule":              "expiration:string? interval:string state:string",
		"synchronizationStatus": "code:string countSuccessiveCompleteFailures:number escrowsPruned:boolean lastExecution:object? lastSuccessfulExecution:object? lastSuccessfulExecutionWithExports:object? steadyStateFirstAchievedTime:string steadyStateLastAchievedTime:string progress:array quarantine:object? troubleshootingUrl:string synchronizedEntryCountByType:keyCount*",
		"keyCount":              "key:string value:number",
		"synchronizationSchema": "@odata.context:string id:string version:string directories:directoryDefinition* synchronizationRules:synchronizationRule*",
		"directoryDefinition":   "id:string name:string objects:objectDefinition*",
		"objectDefinition":      "name:string attributes:attributeDefinition*",
		"attributeDefinition":   "name:string type:string anchor:boolean caseExact:boolean required:boolean multivalued:boolean mutability:string",
		"synchronizationRule":   "id:string name:string priority:number editable:boolean sourceDirectoryName:string targetDirectoryName:string metadata:keyValue* objectMappings:objectMapping*",
		"objectMapping":         "enabled:boolean name:string flowTypes:string scope:object? sourceObjectName:string targetObjectName:string attributeMappings:attributeMapping* metadata:keyValue*",
		"attributeMapping":      "targetAttributeName:string matchingPriority:number flowType:string flowBehavior:string defaultValue:string? exportMissingReferences:boolean source:object?",

		"error":      "error:problem",
		"problem":    "code:string message:string innerError:innerError details:detail*",
		"detail":     "code:string message:string target:string",
		"innerError": "date:string request-id:string client-request-id:string",
	}
}
