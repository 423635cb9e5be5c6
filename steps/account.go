package steps

import (
	"context"
	"fmt"
	"slices"

	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// accountSentences are about the hands of administrator and members in the
// account, and about its mails, items and audit trail.
func accountSentences() []Sentence {
	return []Sentence{
		{
			Given: `the member confirmed the address {address}`,
			When:  `the member confirms the address {address}`,
			Do:    func(w *World) any { return w.confirmAddress },
		},
		{
			Given: `{address} owns the item {text}`,
			Do:    func(w *World) any { return w.ownsItem },
		},
		{
			Given: `the account uses single sign-on`,
			Do:    func(w *World) any { return w.useSSO },
		},
		{
			Given: `the account allows the domain {text} only`,
			Do: func(w *World) any {
				return func(ctx context.Context, domain string) error { return w.allowDomains(ctx, domain) }
			},
		},
		{
			Given: `the account came to allow the domain {text} too`,
			Do:    func(w *World) any { return w.allowDomainToo },
		},
		{
			Given: `the administrator switched provisioning (off|on)`,
			When:  `the administrator switches provisioning (off|on)`,
			Do:    func(w *World) any { return w.switchProvisioning },
		},
		{
			Given: `the administrator (removed|suspended|reactivated) the member {address}`,
			When:  `the administrator (removes|suspends|reactivates) the member {address}`,
			Do:    func(w *World) any { return w.administratorDoes },
		},
		{
			When: `the administrator tries to change the (address|display name|state) of {address}`,
			Do:   func(w *World) any { return w.triesToChange },
		},
		{
			When: `the administrator tries to remove {address}`,
			Do:   func(w *World) any { return w.triesToRemove },
		},
		{
			Given: `the account fails at the next creation`,
			Do:    func(w *World) any { return w.failNextCreation },
		},
		{
			Then: `the administrator is refused because provisioning owns the member`,
			Do:   func(w *World) any { return w.wasRefused },
		},
		{
			Then: `the account (takes|refuses) the password {text} of {name}`,
			Do:   func(w *World) any { return w.triesPassword },
		},
		{
			Then: `the account kept every item of {address}`,
			Do:   func(w *World) any { return w.keptItems },
		},
	}
}

func (w *World) accept(ctx context.Context, address string) error {
	_, err := w.account.Act(ctx, w.names.address(address), mockvault.Accept, "")
	return err //nolint:wrapcheck // the client's error says what was attempted
}

// confirmAddress signs the member in the way the account asks for: with the
// address in force, or with the new one under single sign-on.
func (w *World) confirmAddress(ctx context.Context, address string) error {
	address = w.names.address(address)
	if err := w.awaitsConfirmation(ctx, address); err != nil {
		return err
	}
	p, err := w.person(address)
	if err != nil {
		return err
	}
	members, err := w.membersOf(ctx, p)
	if err != nil {
		return err
	}
	info, err := w.account.Info(ctx)
	if err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	signIn := members[0].Email
	if info.Settings.SSO {
		signIn = address
	}
	_, err = w.account.Act(ctx, members[0].ID, mockvault.ConfirmEmail, signIn)
	return err //nolint:wrapcheck // the client's error says what was attempted
}

// triesPassword speaks of a user of the protocol's features, whom the account knows by address.
func (w *World) triesPassword(ctx context.Context, verb, password, name string) error {
	err := w.account.TryPassword(ctx, w.addressFor(name), password)
	switch {
	case err != nil && !refusal.Is(err, "wrong-password"):
		return err //nolint:wrapcheck // the client's error says what was attempted
	case (err == nil) != (verb == "takes"):
		return mismatch(fmt.Sprintf("an account that %s the password %q of %s", verb, password, name), "it does not")
	}
	return nil
}

func (w *World) ownsItem(ctx context.Context, address, title string) error {
	m, err := w.member(ctx, w.names.address(address))
	if err != nil {
		return err
	}
	vault, err := w.personalVault(ctx, m.ID)
	if err != nil {
		return err
	}
	if _, err := w.account.AddItem(ctx, vault.ID, title); err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	p, err := w.person(w.names.address(address))
	if err != nil {
		return err
	}
	p.items = append(p.items, title)
	return nil
}

func (w *World) personalVault(ctx context.Context, member string) (account.Vault, error) {
	vaults, err := w.account.Vaults(ctx)
	if err != nil {
		return account.Vault{}, err //nolint:wrapcheck // the client's error says what was attempted
	}
	i := slices.IndexFunc(vaults, func(v account.Vault) bool { return v.Owner == member })
	if i < 0 {
		return account.Vault{}, mismatch("a personal vault of "+member, "none")
	}
	return vaults[i], nil
}

func (w *World) useSSO(ctx context.Context) error {
	on := true
	_, err := w.account.ChangeSettings(ctx, account.SettingsChange{SSO: &on})
	return err //nolint:wrapcheck // the client's error says what was attempted
}

func (w *World) allowDomains(ctx context.Context, domains ...string) error {
	_, err := w.account.ChangeSettings(ctx, account.SettingsChange{AllowedDomains: &domains})
	return err //nolint:wrapcheck // the client's error says what was attempted
}

func (w *World) allowDomainToo(ctx context.Context, domain string) error {
	info, err := w.account.Info(ctx)
	if err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	return w.allowDomains(ctx, append(info.Settings.AllowedDomains, domain)...)
}

func (w *World) switchProvisioning(ctx context.Context, to string) error {
	if to == "off" {
		return w.account.DisableProvisioning(ctx)
	}
	token, err := w.account.EnableProvisioning(ctx)
	if err == nil && token != w.token {
		return mismatch("the same token as before", "another one")
	}
	return err //nolint:wrapcheck // the client's error says what was attempted
}

func (w *World) administratorDoes(ctx context.Context, what, address string) error {
	address = w.names.address(address)
	var err error
	switch what {
	case "removed", "removes":
		err = w.account.RemoveMember(ctx, address)
	case "suspended", "suspends":
		_, err = w.account.Act(ctx, address, mockvault.Suspend, "")
	default:
		_, err = w.account.Act(ctx, address, mockvault.Reactivate, "")
	}
	return err //nolint:wrapcheck // the client's error says what was attempted
}

// triesToChange keeps the answer for the Then: a refusal is what the scenario asks for.
func (w *World) triesToChange(ctx context.Context, field, address string) error {
	address = w.names.address(address)
	email, name := "by.hand@"+w.run.profile.Users.Domain, "Changed by Hand"
	switch field {
	case "address":
		_, w.attempt = w.account.ChangeMember(ctx, address, account.MemberChange{Email: &email})
	case "display name":
		_, w.attempt = w.account.ChangeMember(ctx, address, account.MemberChange{Name: &name})
	default:
		_, w.attempt = w.account.Act(ctx, address, mockvault.Suspend, "")
	}
	return nil
}

func (w *World) triesToRemove(ctx context.Context, address string) error {
	w.attempt = w.account.RemoveMember(ctx, w.names.address(address))
	return nil
}

func (w *World) failNextCreation(ctx context.Context) error {
	return w.account.SetFaults(ctx, fault.Rule{
		Name: "the account fails at a creation", Match: fault.Match{Method: "POST", Path: "/members"}, Do: fault.Action{Status: 503}, Times: 1,
	})
}

func (w *World) wasRefused(context.Context) error {
	if isRefused(w.attempt, "provisioning-owns") {
		return nil
	}
	return mismatch(`a refusal "provisioning-owns"`, "%v", w.attempt)
}

func (w *World) keptItems(ctx context.Context, address string) error {
	p, err := w.person(w.names.address(address))
	if err != nil {
		return err
	}
	m, err := w.member(ctx, w.names.address(address))
	if err != nil {
		return mismatch("a member with the items "+fmt.Sprint(p.items), "%v", err)
	}
	vault, err := w.personalVault(ctx, m.ID)
	if err != nil {
		return err
	}
	var titles []string
	for _, item := range vault.Items {
		titles = append(titles, item.Title)
	}
	slices.Sort(titles)
	if want := slices.Sorted(slices.Values(p.items)); len(want) == 0 || !slices.Equal(want, titles) {
		return mismatch(fmt.Sprintf("the items %q", want), "%q", titles)
	}
	return nil
}
