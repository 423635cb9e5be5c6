package refbridge

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
)

// searchRequest reads the body of a POST to /.search (RFC 7644 3.4.3). It
// becomes the parameters of the URL that would ask the same.
func (k *call) searchRequest() (query, error) {
	body, err := k.resource()
	if err != nil {
		return query{}, err
	}
	if schemas, _ := body.Get("schemas").([]any); !slices.Contains(schemas, any(scim.SearchRequestURN)) {
		return query{}, scim.InvalidSyntax("schemas of a search must hold %s", scim.SearchRequestURN)
	}
	values := url.Values{}
	for _, name := range []string{"filter", "sortBy", "sortOrder", "startIndex", "count", "cursor", "attributes", "excludedAttributes"} {
		value := body.Get(name)
		if value == nil {
			continue
		}
		text, ok := parameter(value)
		if !ok {
			return query{}, scim.InvalidSyntax("%s of a search cannot be %v", name, value)
		}
		values.Set(name, text)
	}
	return queryOf(values)
}

// parameter is a JSON value as a parameter in a URL: a string, a number or a list of strings.
func parameter(value any) (string, bool) {
	switch value := value.(type) {
	case string:
		return value, true
	case json.Number:
		return value.String(), true
	case []any:
		list := make([]string, len(value))
		for i, name := range value {
			text, ok := name.(string)
			if !ok {
				return "", false
			}
			list[i] = text
		}
		return strings.Join(list, ","), true
	default:
		return "", false
	}
}

// shows reports whether an answer will hold the attribute at a path such as
// "groups" or "members.display".
func (s selection) shows(path string) bool {
	if len(s.attributes) == 0 {
		return !slices.ContainsFunc(s.excluded, func(name string) bool { return within(path, shortName(name)) })
	}
	return slices.ContainsFunc(s.attributes, func(name string) bool {
		return within(path, shortName(name)) || within(shortName(name), path)
	})
}

// within reports whether path lies at or below the attribute.
func within(path, attribute string) bool {
	return path == attribute || strings.HasPrefix(path, attribute+".")
}

// shortName is an attribute name in lower case, without the URN of a core schema.
func shortName(name string) string {
	name = strings.ToLower(name)
	for _, urn := range []string{scim.UserURN, scim.GroupURN} {
		name = strings.TrimPrefix(name, strings.ToLower(urn)+":")
	}
	return name
}
