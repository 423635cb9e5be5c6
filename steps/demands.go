package steps

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// This file makes scenarios ask for such users as a bridge takes (bridge.Users).

// usualDomain is the one that features write, in letters of either case.
var usualDomain = regexp.MustCompile(`(?i)contoso\.example`)

// inDomain is a feature's text with addresses in the domain that the bridge takes,
// in capitals where the feature has capitals.
func (r *run) inDomain(text string) string {
	domain := r.profile.Users.Domain
	if domain == "contoso.example" {
		return text
	}
	return usualDomain.ReplaceAllStringFunc(text, func(found string) string {
		switch {
		case found == strings.ToUpper(found):
			return strings.ToUpper(domain)
		case found != strings.ToLower(found):
			return strings.ToUpper(domain[:1]) + domain[1:]
		default:
			return domain
		}
	})
}

// demanded adds what the bridge asks of every user to the body of one.
func (w *World) demanded(body map[string]any) map[string]any {
	extra := w.run.profile.Users.Attributes
	maps.Copy(body, extra)
	schemas, _ := body["schemas"].([]any)
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		if strings.Contains(name, ":") && !slices.Contains(schemas, any(name)) {
			schemas = append(schemas, name)
		}
	}
	body["schemas"] = schemas
	return body
}

var (
	firstBrace  = regexp.MustCompile(`^\s*\{`)
	userAddress = regexp.MustCompile(`^/Users(/[^/?.]+)?(\?.*)?$`)
)

// demandedIn does the same to a body that the feature has written out, and leaves
// its letters as they are otherwise.
func (w *World) demandedIn(method, path, text string) string {
	var body map[string]any
	if method != http.MethodPost && method != http.MethodPut || !userAddress.MatchString(path) || json.Unmarshal([]byte(text), &body) != nil || len(body) == 0 {
		return text
	}
	for name, value := range w.run.profile.Users.Attributes {
		given := func(key string) bool { return strings.EqualFold(key, name) }
		if !slices.ContainsFunc(slices.Collect(maps.Keys(body)), given) {
			text = firstBrace.ReplaceAllLiteralString(text, fmt.Sprintf("{%s: %s, ", encode(name), encode(value)))
		}
	}
	return text
}

// about names an attribute that the bridge asks of every user and that the
// scenario is about, or "": without it the bridge would rightly refuse.
func (r *run) about(s Scenario) string {
	for _, name := range slices.Sorted(maps.Keys(r.profile.Users.Attributes)) {
		if s.mentions(name) {
			return name
		}
	}
	return ""
}

// mentions looks for the name as a whole word in what the steps say.
func (s Scenario) mentions(name string) bool {
	word := regexp.MustCompile(`(?i)(^|[^A-Za-z0-9])` + regexp.QuoteMeta(name) + `($|[^A-Za-z0-9])`)
	return slices.ContainsFunc(s.said, word.MatchString)
}
