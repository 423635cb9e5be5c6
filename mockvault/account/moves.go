package account

import (
	"fmt"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
)

// Action is one thing that a member or the administrator does to a membership.
type Action string

// The actions. Accept, ConfirmEmail and FinishRecovery are the member's, the
// others the administrator's.
const (
	Accept         Action = "accept"          // set up the account after the invitation
	Confirm        Action = "confirm"         // let an accepted member in
	Reject         Action = "reject"          // turn an accepted member away: removes
	ConfirmEmail   Action = "confirm-email"   // sign in and take the pending address
	CancelEmail    Action = "cancel-email"    // drop the pending address
	Suspend        Action = "suspend"         // locked while provisioning is on
	Reactivate     Action = "reactivate"      // locked while provisioning is on
	BeginRecovery  Action = "begin-recovery"  // allowed always
	FinishRecovery Action = "finish-recovery" // the member sets a new password
)

// hands says whose hand an action needs.
//
//nolint:gochecknoglobals // a constant table
var hands = map[Action]Actor{
	Accept: Person, ConfirmEmail: Person, FinishRecovery: Person,
	Confirm: Administrator, Reject: Administrator, CancelEmail: Administrator,
	Suspend: Administrator, Reactivate: Administrator, BeginRecovery: Administrator,
}

// removed is where a move leads that ends the membership.
const removed State = ""

// move is one edge of the state diagram. Without an event it changes nothing:
// what was asked for is already so.
type move struct {
	action   Action
	from, to State
	event    string // in the audit trail
	mail     string
}

// moves is the whole state diagram of docs/vault.md; what is not here is refused.
//
//nolint:gochecknoglobals // a constant table
var moves = []move{
	{Accept, Invited, Accepted, "accept", ""},
	{Confirm, Accepted, Active, "confirm", MailConfirmed},
	{Confirm, RecoveryAccepted, Active, "recovery-complete", ""},
	{Reject, Accepted, removed, "reject", ""},
	{BeginRecovery, Active, RecoveryStarted, "recovery-begin", ""},
	{FinishRecovery, RecoveryStarted, RecoveryAccepted, "recovery-accept", ""},

	{Suspend, Active, Suspended, "suspend", MailSuspended},
	{Suspend, RecoveryStarted, Suspended, "suspend", MailSuspended}, // ends the recovery (inferred)
	{Suspend, RecoveryAccepted, Suspended, "suspend", MailSuspended},
	{Suspend, Invited, InviteSuspended, "suspend", ""}, // nobody is there to read a mail (inferred)
	{Suspend, Accepted, InviteSuspended, "suspend", MailSuspended},
	{Suspend, Suspended, Suspended, "", ""},
	{Suspend, InviteSuspended, InviteSuspended, "", ""},

	{Reactivate, Suspended, Active, "reactivate", MailReactivated},
	{Reactivate, InviteSuspended, Invited, "reactivate", MailInvitation},
	{Reactivate, Invited, Invited, "", ""},
	{Reactivate, Accepted, Accepted, "", ""},
	{Reactivate, Active, Active, "", ""},
	{Reactivate, RecoveryStarted, RecoveryStarted, "", ""},
	{Reactivate, RecoveryAccepted, RecoveryAccepted, "", ""},
}

// Act performs an action on a member, who is named by id or effective address.
// signIn is the address the member signs in with; only ConfirmEmail looks at it.
// The member is returned as the action left it, a rejected one as it last was.
func (a *Account) Act(name string, action Action, signIn string) (Member, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	actor, known := hands[action]
	if !known {
		return Member{}, refusal.New(refusal.Invalid, "no-such-action", "there is no action %q", action)
	}
	if invitation, invited := a.invitations[fold(name)]; invited && action == Accept && a.named(name) == nil {
		return a.join(invitation)
	}
	m, err := a.member(actor, name)
	if err != nil {
		return Member{}, err
	}
	mark := a.audit.len()
	switch action {
	case ConfirmEmail:
		err = a.completeEmail(m, signIn)
	case CancelEmail:
		err = a.cancelEmail(actor, m)
	default:
		err = a.act(actor, m, action)
	}
	if err != nil {
		return Member{}, err
	}
	a.commit(m, mark)
	a.autoConfirm(m)
	return m.copy(), nil
}

func (a *Account) act(actor Actor, m *member, action Action) error {
	if action == Suspend || action == Reactivate {
		if err := a.unlocked(actor, m, string(action)); err != nil {
			return err
		}
	}
	step, err := a.mayMove(m, action)
	if err == nil {
		a.move(actor, m, step)
	}
	return err
}

// mayMove finds the edge that the action takes from the member's state.
func (a *Account) mayMove(m *member, action Action) (move, error) {
	for _, step := range moves {
		if step.action != action || step.from != m.State {
			continue
		}
		if (step.to == Suspended || step.to == removed) && a.lastOwner(m) {
			return move{}, a.lastOwnerRefusal(m, string(action))
		}
		return step, nil
	}
	return move{}, refusal.New(refusal.Conflict, "wrong-state", "%s %s: impossible in state %s", action, who(m), m.State)
}

// turn makes the move where there is one; the caller has asked mayMove.
func (a *Account) turn(actor Actor, m *member, action Action) {
	if step, err := a.mayMove(m, action); err == nil {
		a.move(actor, m, step)
	}
}

// move takes an edge of the diagram with everything that follows from it.
func (a *Account) move(actor Actor, m *member, step move) {
	if step.event == "" {
		return
	}
	if step.to == Invited && m.AcceptedAt != nil { // had set up before: goes on waiting (inferred)
		step.to, step.mail = Accepted, MailReactivated
	}
	now := a.clock.Now()
	a.record(actor, step.event, m.ID, string(m.State), string(step.to))
	if step.to == removed {
		a.eraseMember(m, now)
		return
	}
	a.setState(m, step.to)
	m.SuspendedAt = nil
	switch step.to {
	case Suspended, InviteSuspended:
		m.SuspendedAt = &now
		if m.PendingEmail != nil {
			a.dropEmail(actor, m, "email-cancel")
		}
	case Accepted:
		if m.AcceptedAt == nil {
			a.setUp(m)
		}
	}
	if step.mail != "" {
		a.mail(m.Email, step.mail, m.ID)
	}
}

// setUp is what happens when a person sets up the account: keys and a vault of one's own exist.
func (a *Account) setUp(m *member) {
	now := a.clock.Now()
	m.AcceptedAt = &now
	if m.Type != Guest {
		a.newVault(Vault{Name: "Private", Type: Personal, Owner: m.ID})
	}
}

// autoConfirm lets an accepted member in once Settings.AutoConfirm has passed.
func (a *Account) autoConfirm(m *member) {
	wait := a.settings.AutoConfirm
	if m.gone || m.State != Accepted || wait < 0 || m.AcceptedAt.Add(time.Duration(wait)).After(a.clock.Now()) {
		return
	}
	mark := a.audit.len()
	a.turn(Service, m, Confirm)
	a.commit(m, mark)
}

// commit gives the member a new version if something was done since the mark in the audit trail.
func (a *Account) commit(m *member, mark int) {
	if a.audit.len() > mark {
		m.Version++
		m.UpdatedAt = a.clock.Now()
	}
}

// unlocked refuses the administrator what provisioning owns while it is on:
// name, address and state of every regular member, whether a bridge ever
// touched that member or not.
func (a *Account) unlocked(actor Actor, m *member, what string) error {
	if actor == Administrator && a.provisioned(actor) && m.Type != Guest {
		return refusal.New(refusal.Locked, "provisioning-owns", "%s %s: name, address and state are locked while provisioning is on", what, who(m)).
			WithHint("change it in the directory, or turn provisioning off first")
	}
	return nil
}

func (a *Account) lastOwnerRefusal(m *member, what string) error {
	return refusal.New(refusal.Conflict, "last-owner", "%s %s: nobody else owns the account", what, who(m)).
		WithHint("make somebody else an owner first")
}

// who names a member in refusals.
func who(m *member) string { return fmt.Sprintf("member %s (%s)", m.ID, m.Email) }
