package refbridge

import (
	"net/http"
	"strconv"
)

// wireDefects are about the answers themselves.
//
//nolint:gochecknoglobals // a constant table
var wireDefects = []Defect{
	{
		Name: "html-error", Area: "wire", Source: "docs/entra.md, interop bugs (grokability/snipe-it#11913)",
		Summary: "Errors are pages for people.",
		handler: editing(func(a *recorded) {
			if a.status >= http.StatusBadRequest {
				a.put(a.status, "text/html", []byte("<!doctype html><title>Error</title>"))
			}
		}),
	},
	{
		Name: "error-status-number", Area: "wire", Source: "docs/vault.md, Bitwarden",
		Summary: "The status in an error is a number instead of a string.",
		handler: editing(func(a *recorded) {
			if a.status >= http.StatusBadRequest {
				a.edit(func(message map[string]any) { message["status"] = a.status })
			}
		}),
	},
	{
		Name: "no-challenge", Area: "wire", Source: "docs/rfc-ambiguities.md, ETag and authentication",
		Summary: "A 401 has no WWW-Authenticate.",
		handler: editing(func(a *recorded) { a.header.Del("WWW-Authenticate") }),
	},
	{
		Name: "plain-json", Area: "wire", Source: "docs/dialects.md, interop bugs (FusionAuth/fusionauth-issues#1769)",
		Summary: "Answers have another media type than application/scim+json.",
		handler: editing(func(a *recorded) { a.header.Set("Content-Type", "application/json+scim") }),
	},
	{
		Name: "booleans-as-strings", Area: "wire", Source: "docs/rfc-ambiguities.md, client-side deviations",
		Summary: "active is answered as a string.",
		handler: editing(func(a *recorded) {
			a.edit(func(message map[string]any) {
				if active, ok := message["active"].(bool); ok {
					message["active"] = strconv.FormatBool(active)
				}
			})
		}),
	},
	{
		Name: "op-case-sensitive", Area: "wire", Source: "docs/dialects.md, interop bugs (langwatch/langwatch#6972)",
		Summary: "Operations named Add, Replace and Remove are refused.",
		handler: lowerCaseOnly,
	},
	{
		Name: "provisioning-off-200", Area: "wire", Source: "docs/vault.md, provisioning toggle",
		Summary: "While provisioning is off in the account, all that is asked is answered as if it were done.",
		lens:    pretence,
	},
}
