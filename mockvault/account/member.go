package account

import (
	"bytes"
	"encoding/json"

	"github.com/scimproof/scimproof/internal/refusal"
)

// Provision makes a member by the bridge's hand and sends the invitation;
// nobody gets one while suspended. An address that any member has or is changing
// to is refused: to adopt that member is the bridge's decision.
func (a *Account) Provision(in NewMember) (Member, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.admit(Bridge); err != nil {
		return Member{}, err
	}
	if err := a.mayTake(nil, in.Email); err != nil {
		return Member{}, err
	}
	in, err := checkNew(in)
	if err != nil {
		return Member{}, err
	}
	state := Invited
	if !in.Active {
		state = InviteSuspended
	}
	m := a.newMember(in, RegularMember, state)
	a.record(Bridge, "provision", m.ID, "", m.Email)
	if in.Active {
		a.mail(m.Email, MailInvitation, m.ID)
	}
	delete(a.invitations, fold(m.Email)) // the bridge's invitation stands in for the manual one (inferred)
	return m.copy(), nil
}

// AddMember seeds somebody who has long been an active member, or a guest,
// without a mail. Allowed domains are not asked: they may be younger than the member.
func (a *Account) AddMember(email, name string, kind Type) (Member, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if kind == "" {
		kind = RegularMember
	}
	if kind != RegularMember && kind != Guest {
		return Member{}, refusal.New(refusal.Invalid, "bad-type", "there is no type of member %q; want %s or %s", kind, RegularMember, Guest)
	}
	if err := a.free(nil, email); err != nil {
		return Member{}, err
	}
	in, err := checkNew(NewMember{Email: email, Name: name})
	if err != nil {
		return Member{}, err
	}
	m := a.newMember(in, kind, Active)
	a.record(Administrator, "add", m.ID, "", m.Email)
	return m.copy(), nil
}

// Invite sends a manual invitation, or sends it again; no member exists until
// it is accepted. Locked while provisioning is on.
func (a *Account) Invite(email string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.provisioned(Administrator) {
		return refusal.New(refusal.Locked, "provisioning-owns", "invite %q by hand: provisioning is on", email).
			WithHint("assign the person in the directory, or turn provisioning off first")
	}
	if err := a.mayTake(nil, email); err != nil {
		return err
	}
	a.invitations[fold(email)] = Invitation{Email: email, SentAt: a.clock.Now()}
	a.record(Administrator, "invite", email, "", "")
	a.mail(email, MailInvitation, "")
	return nil
}

// join is the acceptance of a manual invitation.
func (a *Account) join(invitation Invitation) (Member, error) {
	if err := a.mayTake(nil, invitation.Email); err != nil {
		return Member{}, err
	}
	delete(a.invitations, fold(invitation.Email))
	m := a.newMember(NewMember{Email: invitation.Email, Name: invitation.Email}, RegularMember, Accepted)
	a.record(Person, "accept", m.ID, "", string(Accepted))
	a.autoConfirm(m)
	return m.copy(), nil
}

func (a *Account) expireInvitation(key string) {
	a.record(Service, "invite-expire", a.invitations[key].Email, "", "")
	delete(a.invitations, key)
}

// checkNew checks all but the address of a member to be made, and returns it as it is kept.
func checkNew(in NewMember) (NewMember, error) {
	if err := checkText("name", in.Name, nameLimit); err != nil {
		return in, err
	}
	if err := checkText("external id", in.ExternalID, externalIDLimit); err != nil {
		return in, err
	}
	if in.Password != "" {
		if err := checkPassword(in.Password); err != nil {
			return in, err
		}
	}
	var err error
	in.Attributes, err = canonical(in.Attributes)
	return in, err
}

// newMember makes a member of what has been checked.
func (a *Account) newMember(in NewMember, kind Type, state State) *member {
	now := a.clock.Now()
	m := a.insertMember(Member{
		ID: a.freshID(), Email: in.Email, Name: in.Name, Type: kind, State: state,
		ExternalID: in.ExternalID, Attributes: in.Attributes, Version: 1, CreatedAt: now, UpdatedAt: now,
	})
	if in.Password != "" {
		m.password = hashed(m.ID, in.Password)
	}
	switch state {
	case InviteSuspended:
		m.SuspendedAt = &now
	case Accepted, Active:
		a.setUp(m)
	}
	return m
}

// ChangeMember edits a member that still has this version (0: any). Name,
// address and state are locked for the administrator while provisioning is on;
// external id, attributes and password are the bridge's alone. Either every part of the
// change is possible, or nothing is changed.
func (a *Account) ChangeMember(actor Actor, name string, version int, change MemberChange) (Member, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	m, err := a.member(actor, name)
	if err != nil {
		return Member{}, err
	}
	if err := a.unlocked(actor, m, "change"); err != nil {
		return Member{}, err
	}
	if err := checkVersion(who(m), version, m.Version); err != nil {
		return Member{}, err
	}
	if change.Attributes, err = a.checkChange(actor, m, change); err != nil {
		return Member{}, err
	}
	mark := a.audit.len()
	a.edit(actor, m, change)
	a.commit(m, mark)
	a.autoConfirm(m)
	return m.copy(), nil
}

// checkChange makes sure that every part of the change is possible, and
// returns the attributes as they are kept.
func (a *Account) checkChange(actor Actor, m *member, change MemberChange) (json.RawMessage, error) {
	if actor != Bridge && (change.ExternalID != nil || change.Attributes != nil || change.Password != nil) {
		return nil, refusal.New(refusal.Forbidden, "not-editable", "change %s: external id, attributes and password are the bridge's", who(m))
	}
	if change.Name != nil {
		if err := checkText("name", *change.Name, nameLimit); err != nil {
			return nil, err
		}
	}
	if change.Email != nil {
		if err := a.mayTake(m, *change.Email); err != nil {
			return nil, err
		}
	}
	if change.ExternalID != nil {
		if err := checkText("external id", *change.ExternalID, externalIDLimit); err != nil {
			return nil, err
		}
	}
	if change.Password != nil {
		if err := checkPassword(*change.Password); err != nil {
			return nil, err
		}
	}
	if change.Active != nil {
		action := Suspend
		if *change.Active {
			action = Reactivate
		}
		if _, err := a.mayMove(m, action); err != nil {
			return nil, err
		}
	}
	return canonical(change.Attributes)
}

// edit applies what checkChange has passed. A suspension comes first, because
// it cancels a pending address; a reactivation last, because its invitation
// goes to the address the member has then.
func (a *Account) edit(actor Actor, m *member, change MemberChange) {
	if change.Name != nil && *change.Name != m.Name {
		a.record(actor, "rename", m.ID, m.Name, *change.Name)
		m.Name = *change.Name
	}
	if change.ExternalID != nil && *change.ExternalID != m.ExternalID {
		a.record(actor, "external-id", m.ID, m.ExternalID, *change.ExternalID)
		a.people.remove(m.ExternalID, m)
		m.ExternalID = *change.ExternalID
		a.people.add(m.ExternalID, m)
	}
	if change.Attributes != nil && !bytes.Equal(change.Attributes, m.Attributes) {
		a.record(actor, "attributes", m.ID, "", "")
		m.Attributes = change.Attributes
	}
	if change.Password != nil {
		a.setPassword(actor, m, *change.Password)
	}
	if change.Active != nil && !*change.Active {
		a.turn(actor, m, Suspend)
	}
	if change.Email != nil {
		a.requestEmail(actor, m, *change.Email, change.NotifyOld)
	}
	if change.Active != nil && *change.Active {
		a.turn(actor, m, Reactivate)
	}
}

// RemoveMember ends a membership with all its data; locked for the
// administrator while provisioning is on. Whoever is provisioned later under
// the same address is somebody new.
func (a *Account) RemoveMember(actor Actor, name string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	m, err := a.member(actor, name)
	if err != nil {
		return err
	}
	if err := a.unlocked(actor, m, "remove"); err != nil {
		return err
	}
	if a.lastOwner(m) {
		return a.lastOwnerRefusal(m, "remove")
	}
	a.record(actor, "remove", m.ID, m.Email, "")
	a.eraseMember(m, a.clock.Now())
	return nil
}
