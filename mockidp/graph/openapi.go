package graph

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// openAPI answers the description of the API, made of the tables it works by.
func openAPI(c *call) (any, error) {
	paths := map[string]map[string]any{}
	for _, r := range routes() {
		for _, version := range r.versions() {
			at := version + r.path
			if paths[at] == nil {
				paths[at] = map[string]any{}
			}
			paths[at][strings.ToLower(r.method)] = operation(r)
		}
	}
	return map[string]any{
		"openapi": "3.1.0",
		"info": map[string]any{
			"title": "scimproof directory, Graph-compatible API", "version": "1",
			"description": "The part of Microsoft Graph that provisioning needs, and the token endpoint before it. Objects can also be named as in servicePrincipals(appId='X'), and the tenant may stand behind the version: /v1.0/TENANT/users. Not endorsed by Microsoft.",
		},
		"servers":  []any{map[string]any{"url": root(c.Request)}},
		"security": []any{map[string]any{"token": []any{}}},
		"paths":    paths,
		"components": map[string]any{
			"schemas":         schemas(),
			"securitySchemes": map[string]any{"token": map[string]any{"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
		},
	}, nil
}

func operation(r route) map[string]any {
	success := map[string]any{"description": r.summary}
	if r.gives != "" {
		success["content"] = content(r.gives)
	}
	out := map[string]any{
		"summary": r.summary, "parameters": parameters(r),
		"responses": map[string]any{
			strconv.Itoa(r.status): success,
			"default":              map[string]any{"description": "An error", "content": content("error")},
		},
	}
	if r.takes != "" {
		out["requestBody"] = map[string]any{"content": content(r.takes)}
	}
	if r.open {
		out["security"] = []any{}
	}
	return out
}

var inBraces = regexp.MustCompile(`\{([a-z]+)\}`)

func parameters(r route) []any {
	out := []any{}
	for _, name := range inBraces.FindAllStringSubmatch(r.path, -1) {
		out = append(out, map[string]any{"name": name[1], "in": "path", "required": true, "schema": map[string]any{"type": "string"}})
	}
	if strings.HasPrefix(r.gives, "[") {
		for _, option := range listOptions {
			out = append(out, map[string]any{"name": option, "in": "query", "schema": map[string]any{"type": "string"}})
		}
	}
	return out
}

// content is a body of a schema; "[" before its name makes it a page of a list.
func content(name string) map[string]any {
	switch {
	case name == "text":
		return map[string]any{"text/plain": map[string]any{"schema": map[string]any{"type": "string"}}}
	case name == "tokenRequest":
		return map[string]any{"application/x-www-form-urlencoded": map[string]any{"schema": reference(name)}}
	case strings.HasPrefix(name, "["):
		return map[string]any{"application/json": map[string]any{"schema": shape(map[string]any{
			"@odata.context": ofType("string"), "@odata.count": ofType("number"), "@odata.nextLink": ofType("string"),
			"value": map[string]any{"type": "array", "items": reference(name[1:])},
		})}}
	default:
		return map[string]any{"application/json": map[string]any{"schema": reference(name)}}
	}
}

func reference(name string) map[string]any {
	return map[string]any{"$ref": "#/components/schemas/" + name}
}

func ofType(name string) map[string]any { return map[string]any{"type": name} }

func shape(properties map[string]any) map[string]any {
	return map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
}

// schemas are those of the entities and of the other bodies.
func schemas() map[string]any {
	out := map[string]any{}
	for _, e := range []*entity{
		userEntity, groupEntity, directoryObjectEntity, applicationEntity, servicePrincipalEntity, templateEntity, assignmentEntity, logEntity,
	} {
		properties := map[string]any{"@odata.context": ofType("string")}
		for _, p := range e.properties {
			properties[p.name] = kindSchema(p.kind)
		}
		out[e.name] = shape(properties)
	}
	maps.Copy(out["user"].(map[string]any)["properties"].(map[string]any), map[string]any{ //nolint:errcheck,forcetypeassert // made above
		"passwordProfile": ofType("object"), "passwordPolicies": nullable("string"), "manager@odata.bind": ofType("string"),
	})
	maps.Copy(out["group"].(map[string]any)["properties"].(map[string]any), map[string]any{ //nolint:errcheck,forcetypeassert // made above
		"members@odata.bind": ofType("array"), "owners@odata.bind": ofType("array"),
	})
	for name, members := range bodies() {
		properties := map[string]any{}
		for _, member := range strings.Fields(members) {
			key, kind, _ := strings.Cut(member, ":")
			properties[key] = bodySchema(kind)
		}
		out[name] = shape(properties)
	}
	out["object"] = ofType("object")
	return out
}

func nullable(name string) map[string]any { return map[string]any{"type": []string{name, "null"}} }

func kindSchema(k kind) map[string]any {
	switch k {
	case aList:
		return nullable("array")
	case aTime:
		return map[string]any{"type": []string{"string", "null"}, "format": "date-time"}
	case aComplex:
		return nullable("object")
	default:
		return nullable(string(k))
	}
}

// bodySchema reads the notation of bodies: a JSON type, with ? if it may be
// null, or the name of another schema, with * if there are several.
func bodySchema(kind string) map[string]any {
	plain := []string{"string", "number", "boolean", "object", "array"}
	name, many := strings.CutSuffix(kind, "*")
	name, null := strings.CutSuffix(name, "?")
	switch {
	case many:
		return map[string]any{"type": "array", "items": bodySchema(name)}
	case null:
		return nullable(name)
	case slices.Contains(plain, name):
		return ofType(name)
	default:
		return reference(name)
	}
}
