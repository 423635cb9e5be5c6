//nolint:wrapcheck // what a defect lets pass, it passes as it is
package refbridge

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// memberDefects are about joining, and about attributes that change.
//
//nolint:gochecknoglobals // a constant table
var memberDefects = []Defect{
	{
		Name: "create-400", Area: "join", Source: "docs/vault.md, cases (bridge 1.1.1)",
		Summary: "Every create of a user is refused with 400.",
		handler: refusing(http.MethodPost, "/Users", scim.InvalidSyntax("the endpoint is not fully compatible")),
	},
	{
		Name: "duplicate-create-201", Area: "join", Source: "docs/dialects.md, interop bugs (grokability/snipe-it#13854)",
		Summary: "A create of somebody who is there already answers 201.",
		lens:    lens{createMember: claimExisting},
	},
	{
		Name: "creates-twice", Area: "join", Source: "invented",
		Summary: "A create makes a second member, with a plus address.",
		lens:    lens{createMember: createTwice},
	},
	{
		Name: "no-second-seat", Area: "join", Source: "invented",
		Summary: "A create is refused as soon as the account has two members.",
		lens:    lens{createMember: createOne},
	},
	{
		Name: "invited-shown-inactive", Area: "join", Source: "invented",
		Summary: "Who has not accepted the invitation yet is shown as inactive.",
		lens: seeing(func(m *account.Member) {
			if m.State == account.Invited {
				m.State = account.InviteSuspended
			}
		}),
	},
	{
		Name: "create-ignores-inactive", Area: "join", Source: "docs/dialects.md, Google Workspace",
		Summary: "Somebody created as inactive is let in.",
		lens:    asking(func(m *account.NewMember) { m.Active = true }),
	},
	{
		Name: "external-id-not-stored", Area: "join", Source: "docs/entra.md, interop bugs (open-webui/open-webui#30074)",
		Summary: "The externalId is taken and forgotten.",
		lens: lens{
			createMember: asking(func(m *account.NewMember) { m.ExternalID = "" }).createMember,
			changeMember: changing(func(c *account.MemberChange) { c.ExternalID = nil }).changeMember,
		},
	},
	{
		Name: "enterprise-dropped", Area: "change", Source: "docs/vault.md, discovery and shapes",
		Summary: "Attributes of the enterprise extension are taken and forgotten.",
		lens: lens{
			createMember: asking(func(m *account.NewMember) { m.Attributes = withoutEnterprise(m.Attributes) }).createMember,
			changeMember: changing(func(c *account.MemberChange) { c.Attributes = withoutEnterprise(c.Attributes) }).changeMember,
		},
	},
	{
		Name: "display-name-ignored", Area: "change", Source: "invented",
		Summary: "A changed display name is answered with success and never reaches the account.",
		lens:    changing(func(c *account.MemberChange) { c.Name = nil }),
	},
	{
		Name: "manager-bare-string-400", Area: "change", Source: "docs/entra.md, interop bugs (Captain-P-Goldfish/SCIM-SDK#686)",
		Summary:    "A manager sent as a bare id is refused.",
		intolerant: []string{"bare-manager"},
	},
	{
		Name: "notarget-400", Area: "change", Source: "docs/entra.md, interop bugs (better-auth/better-auth#10682)",
		Summary:    "A filtered path without a match is refused instead of made.",
		intolerant: []string{"create-missing"},
	},
	{
		Name: "dotted-keys-ignored", Area: "change", Source: "docs/entra.md, interop bugs (thomaspoignant/scim-patch#132)",
		Summary: "Dotted keys of a path-less operation have no effect.",
		patch:   &Tolerance{patch: withoutDottedKeys},
	},
	{
		Name: "patch-not-atomic", Area: "change", Source: "docs/entra.md, object-level errors",
		Summary: "A PATCH that fails leaves its first operations done.",
		handler: onebyone,
	},
	{
		Name: "lost-update", Area: "change", Source: "docs/dialects.md, interop bugs (fleetdm/fleet#50724)",
		Summary: "Of two changes at the same time, the later one undoes the earlier.",
		lens:    lens{changeMember: overwriting}, handler: meetingPoint,
	},
	{
		Name: "vault-error-200", Area: "change", Source: "docs/vault.md, behaviour matrix",
		Summary: "What the account refuses or fails at is answered with success.",
		lens:    lens{createMember: createAnyhow, changeMember: changeAnyhow},
	},
}

func withoutDottedKeys(ops []scim.Operation) []scim.Operation {
	for _, op := range ops {
		if object, ok := op.Value.(map[string]any); ok && op.Path == "" {
			maps.DeleteFunc(object, func(key string, _ any) bool { return strings.Contains(key, ".") })
		}
	}
	return ops
}

func createOne(ctx context.Context, v vault, m account.NewMember) (account.Member, error) {
	there, err := v.Members(ctx, mockvault.Query{Limit: 1})
	if err == nil && there.Total > 1 {
		return account.Member{}, refusal.New(refusal.Forbidden, "no-seat", "create member %q: no seat is left", m.Email)
	}
	return v.CreateMember(ctx, m)
}

func createAnyhow(ctx context.Context, v vault, m account.NewMember) (account.Member, error) {
	created, err := v.CreateMember(ctx, m)
	if err != nil {
		return alleged(m), nil
	}
	return created, nil
}

func changeAnyhow(ctx context.Context, v vault, id string, version int, change account.MemberChange) (account.Member, error) {
	now, err := v.ChangeMember(ctx, id, version, change)
	if _, refused := refusal.Of(err); refused {
		return v.Member(ctx, id)
	}
	return now, err
}

func claimExisting(ctx context.Context, v vault, m account.NewMember) (account.Member, error) {
	created, err := v.CreateMember(ctx, m)
	if !refusal.Is(err, "address-taken") {
		return created, err
	}
	found, err := v.Members(ctx, mockvault.Query{Email: m.Email})
	if err != nil || len(found.Items) == 0 { // a guest has the address, whom no bridge sees
		return alleged(m), err
	}
	return found.Items[0], nil
}

func createTwice(ctx context.Context, v vault, m account.NewMember) (account.Member, error) {
	created, err := v.CreateMember(ctx, m)
	if err == nil {
		m.Email = strings.Replace(m.Email, "@", "+1@", 1)
		_, err = v.CreateMember(ctx, m)
	}
	return created, err
}

func withoutEnterprise(attributes json.RawMessage) json.RawMessage {
	r, err := scim.DecodeResource(attributes)
	if err != nil {
		return attributes
	}
	delete(r, scim.EnterpriseUserURN)
	out, err := json.Marshal(r)
	if err != nil {
		return attributes
	}
	return out
}
