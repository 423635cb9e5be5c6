package account

import (
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
)

// An e-mail change (docs/vault.md). The address is an input to the member's
// keys, so for somebody who has set up the account a request only begins the
// change: the member completes it by signing in.

// mayTake checks that the address can become this member's; nil is somebody new.
// An address that is the member's already, effective or pending, needs no leave.
func (a *Account) mayTake(m *member, address string) error {
	if err := a.free(m, address); err != nil {
		return err
	}
	if m != nil && a.addresses[fold(address)] == m {
		return nil
	}
	return a.allowed(address)
}

// free checks that no other member has the address or is changing to it.
func (a *Account) free(m *member, address string) error {
	if err := checkAddress(address); err != nil {
		return err
	}
	if holder := a.addresses[fold(address)]; holder != nil && holder != m {
		return refusal.New(refusal.Conflict, "address-taken", "take the address %s: another member has it, or is changing to it", address)
	}
	return nil
}

// allowed checks the address against the account's allowed domains.
func (a *Account) allowed(address string) error {
	domain := fold(address[strings.LastIndexByte(address, '@')+1:])
	if len(a.settings.AllowedDomains) == 0 || slices.Contains(a.settings.AllowedDomains, domain) {
		return nil
	}
	return refusal.New(refusal.Invalid, "domain-not-allowed", "take the address %s: its domain is not among the account's allowed domains", address).
		WithHint("an administrator adds the domain to the account's settings")
}

// requestEmail begins a change of address, or does what is left of one. The
// caller has asked mayTake.
func (a *Account) requestEmail(actor Actor, m *member, address string, notifyOld bool) {
	switch {
	case fold(address) == fold(m.Email), // back to where it was, or another spelling of it
		a.settings.EmailAtOnce && m.AcceptedAt != nil:
		if m.PendingEmail != nil {
			a.dropEmail(actor, m, "email-cancel")
		}
		if address != m.Email {
			a.takeEmail(actor, m, address)
		}
	case m.AcceptedAt == nil: // no keys exist yet that depend on the address (inferred)
		a.takeEmail(actor, m, address)
		if m.State == Invited {
			a.mail(m.Email, MailInvitation, m.ID)
		}
	case m.PendingEmail == nil:
		a.proposeEmail(actor, m, address, notifyOld)
		a.record(actor, "email-propose", m.ID, m.Email, address)
	case fold(address) != fold(m.PendingEmail.Email):
		superseded := m.PendingEmail.Email
		a.proposeEmail(actor, m, address, notifyOld)
		a.record(actor, "email-supersede", m.ID, superseded, address)
	}
}

func (a *Account) takeEmail(actor Actor, m *member, address string) {
	a.record(actor, "email-change", m.ID, m.Email, address)
	a.setEmail(m, address)
}

func (a *Account) proposeEmail(actor Actor, m *member, address string, notifyOld bool) {
	notified := address
	if notifyOld {
		notified = m.Email
	}
	a.setPending(m, PendingEmail{Email: address, RequestedAt: a.clock.Now(), RequestedBy: actor, Notified: notified})
	a.mail(notified, MailEmailChange, m.ID)
}

// completeEmail is the member's sign-in that confirms the pending address: with
// the old address, or with the new one where there is single sign-on.
func (a *Account) completeEmail(m *member, signIn string) error {
	if m.PendingEmail == nil {
		return noPendingEmail(m)
	}
	if m.State != Active {
		return refusal.New(refusal.Conflict, "wrong-state", "confirm the address of %s: cannot sign in in state %s", who(m), m.State)
	}
	want, which := m.Email, "old"
	if a.settings.SSO {
		want, which = m.PendingEmail.Email, "new"
	}
	if fold(signIn) != fold(want) {
		return refusal.New(refusal.Forbidden, "wrong-sign-in", "confirm the address of %s: cannot sign in as %q", who(m), signIn).
			WithHint("sign in with the %s address, %s", which, want)
	}
	old, next := m.Email, m.PendingEmail.Email
	a.clearPending(m)
	a.setEmail(m, next)
	a.record(Person, "email-complete", m.ID, old, next)
	a.mail(next, MailEmailChanged, m.ID)
	return nil
}

func (a *Account) cancelEmail(actor Actor, m *member) error {
	if m.PendingEmail == nil {
		return noPendingEmail(m)
	}
	a.dropEmail(actor, m, "email-cancel")
	return nil
}

func (a *Account) expireEmail(m *member) {
	mark := a.audit.len()
	a.dropEmail(Service, m, "email-expire")
	a.commit(m, mark)
}

func (a *Account) dropEmail(actor Actor, m *member, event string) {
	a.record(actor, event, m.ID, m.PendingEmail.Email, m.Email)
	a.clearPending(m)
}

func noPendingEmail(m *member) error {
	return refusal.New(refusal.Conflict, "no-pending-email", "no change of address waits for %s", who(m))
}
