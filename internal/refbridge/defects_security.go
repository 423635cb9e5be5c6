package refbridge

import (
	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault/account"
)

// securityDefects are about what must not come out.
//
//nolint:gochecknoglobals // a constant table
var securityDefects = []Defect{
	{
		Name: "password-shown", Source: "pond/scimitar#56", Summary: "The password that was sent is shown in the answer.",
		handler: overlaying(on("POST PUT", `/Users`), "password"),
	},
	{
		Name: "password-shown-always", Source: "pond/scimitar#56", Summary: "A password is shown whenever a user is.",
		handler: shown(on("", anywhere), func(r map[string]any) {
			if r["userName"] != nil {
				r["password"] = "$2a$10$abcdefghijklmnopqrstuv"
			}
		}),
	},
	{
		Name: "password-shown-when-asked", Source: "elimity-com/scim#57", Summary: "The password is shown to whoever asks for it.",
		handler: showingPassword,
	},
	{
		Name: "password-in-patch", Source: "invented", Summary: "The answer to a PATCH repeats the password.",
		handler: answered(on("PATCH", oneUser), then(with(200, ""), func(a *recorded) { a.edit(func(m map[string]any) { m["password"] = "***" }) })),
	},
	{
		Name: "password-in-error", Source: "invented", Summary: "An error repeats the body.",
		handler: repeating,
	},
	{
		Name: "password-filter-ignored", Source: "invented", Summary: "A filter by password finds everybody.",
		handler: queried("filter", replaced(`(?i)password \w+( "[^"]*")?`, `id pr`)),
	},
	{
		Name: "password-filter-500", Source: "invented", Summary: "A filter by password answers 500.",
		handler: refusingQuery("filter", `(?i)password`, 500),
	},
	{
		Name: "password-change-ignored", Source: "invented", Summary: "A new password is answered with success, and the old one stays.",
		lens: changing(func(c *account.MemberChange) { c.Password = nil }),
	},
	{
		Name: "password-patch-500", Source: "invented", Summary: "A PATCH of the password answers 500.",
		handler: rejecting(op("", `(?i)^password$`), scim.Internal("no")),
	},
}
