package refbridge

import (
	"net/http"

	"github.com/scimproof/scimproof/internal/scim"
)

// Distortions of what a bridge says of itself.

// documented changes the documents at a path.
func documented(path string, edit func(map[string]any)) distortion {
	return answered(on("GET", path), func(a *recorded) {
		if a.status != http.StatusOK {
			return
		}
		a.edit(func(m map[string]any) {
			if m["totalResults"] == nil {
				edit(m)
			}
			for _, document := range objectsIn(m["Resources"]) {
				edit(document)
			}
		})
	})
}

// declared changes how attributes and their parts are declared.
func declared(edit func(map[string]any)) distortion {
	return documented(`/Schemas`, func(m map[string]any) {
		for _, attribute := range objectsIn(m["attributes"]) {
			for _, part := range objectsIn(attribute["subAttributes"]) {
				edit(part)
			}
			edit(attribute)
		}
	})
}

// declaredParts changes how parts are declared.
func declaredParts(edit func(map[string]any)) distortion {
	return documented(`/Schemas`, func(m map[string]any) {
		for _, attribute := range objectsIn(m["attributes"]) {
			for _, part := range objectsIn(attribute["subAttributes"]) {
				edit(part)
			}
		}
	})
}

// answeredFilter finds nothing where a filter should be refused.
func answeredFilter(next http.Handler) http.Handler {
	return answered(on("GET", `/(Schemas|ResourceTypes)`), then(with(http.StatusForbidden, ""), func(a *recorded) {
		a.respond(http.StatusOK, scim.NewListResponse(scim.Page{StartIndex: 1}, 0, nil))
	}))(next)
}

// promising promises new passwords and refuses them.
func promising(next http.Handler) http.Handler {
	refusing := rejecting(op("", `(?i)^password$`), scim.Mutability("password is readOnly"))(next)
	refusing = rejectingBody(on("PUT", oneUser), func(m map[string]any) bool { return m["password"] != nil }, scim.Mutability("password is readOnly"))(refusing)
	return answered(on("GET", `/ServiceProviderConfig$`), func(a *recorded) {
		a.edit(at("changePassword/supported", always(true)))
	})(refusing)
}
