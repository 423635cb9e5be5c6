package account_test

import (
	"testing"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

// inState brings a new member ada@contoso.example into a state, with
// provisioning off at the end so that the administrator is free to act.
func inState(t *testing.T, state account.State) (*account.Account, account.Member) {
	t.Helper()
	a := open(t, account.Settings{AutoConfirm: never})
	m := provision(t, a, "ada@contoso.example")
	act := func(actions ...account.Action) {
		for _, action := range actions {
			must[account.Member](t)(a.Act(m.ID, action, ""))
		}
	}
	a.DisableProvisioning()
	switch state {
	case account.Invited:
	case account.InviteSuspended:
		act(account.Suspend)
	case account.Accepted:
		act(account.Accept)
	case account.Active:
		act(account.Accept, account.Confirm)
	case account.Suspended:
		act(account.Accept, account.Confirm, account.Suspend)
	case account.RecoveryStarted:
		act(account.Accept, account.Confirm, account.BeginRecovery)
	case account.RecoveryAccepted:
		act(account.Accept, account.Confirm, account.BeginRecovery, account.FinishRecovery)
	}
	m = must[account.Member](t)(a.Member(account.Administrator, m.ID))
	if m.State != state {
		t.Fatalf("the member is in state %q, want %q", m.State, state)
	}
	return a, m
}

const (
	illegal = "illegal" // refused, changes nothing
	nothing = "nothing" // succeeds, changes nothing
	gone    = "gone"    // ends the membership
)

// every action in every state. The columns are the states, in the order of the head.
func TestMoves(t *testing.T) {
	t.Parallel()
	states := []account.State{"TRANSFER_STARTED", "TRANSFER_SUSPENDED", "TRANSFER_ACCEPTED", "ACTIVE", "SUSPENDED", "RECOVERY_STARTED", "RECOVERY_ACCEPTED"}
	for action, ends := range map[account.Action][]string{
		"accept":          {"TRANSFER_ACCEPTED", illegal, illegal, illegal, illegal, illegal, illegal},
		"confirm":         {illegal, illegal, "ACTIVE", illegal, illegal, illegal, "ACTIVE"},
		"reject":          {illegal, illegal, gone, illegal, illegal, illegal, illegal},
		"suspend":         {"TRANSFER_SUSPENDED", nothing, "TRANSFER_SUSPENDED", "SUSPENDED", nothing, "SUSPENDED", "SUSPENDED"},
		"reactivate":      {nothing, "TRANSFER_STARTED", nothing, nothing, "ACTIVE", nothing, nothing},
		"begin-recovery":  {illegal, illegal, illegal, "RECOVERY_STARTED", illegal, illegal, illegal},
		"finish-recovery": {illegal, illegal, illegal, illegal, illegal, "RECOVERY_ACCEPTED", illegal},
		"confirm-email":   {illegal, illegal, illegal, illegal, illegal, illegal, illegal}, // nothing is pending
		"cancel-email":    {illegal, illegal, illegal, illegal, illegal, illegal, illegal},
		"explode":         {illegal, illegal, illegal, illegal, illegal, illegal, illegal},
	} {
		for i, from := range states {
			t.Run(string(action)+" "+string(from), func(t *testing.T) {
				t.Parallel()
				a, m := inState(t, from)
				checkMove(t, a, m, action, ends[i])
			})
		}
	}
}

func checkMove(t *testing.T, a *account.Account, m account.Member, action account.Action, end string) {
	t.Helper()
	switch end {
	case illegal:
		unchanged(t, a, func() {
			if _, err := a.Act(m.ID, action, m.Email); err == nil {
				t.Errorf("%s in state %s succeeded", action, m.State)
			}
		})
	case nothing:
		unchanged(t, a, func() {
			if _, err := a.Act(m.ID, action, ""); err != nil {
				t.Errorf("%s in state %s: %v", action, m.State, err)
			}
		})
	case gone:
		must[account.Member](t)(a.Act(m.ID, action, ""))
		_, err := a.Member(account.Administrator, m.ID)
		refused(t, err, refusal.NotFound, "no-such-member")
	default:
		mark := len(a.Audit())
		after := must[account.Member](t)(a.Act(m.ID, action, ""))
		if string(after.State) != end || after.Version != m.Version+1 || after.ID != m.ID {
			t.Errorf("%s from %s version %d led to %s version %d, want %s and one version more", action, m.State, m.Version, after.State, after.Version, end)
		}
		if n := len(a.Audit()) - mark; n != 1 {
			t.Errorf("%d events, want one: %+v", n, a.Audit()[mark:])
		}
	}
}

func TestMails(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		from   account.State
		action account.Action
		mails  []string
	}{
		{account.Invited, account.Accept, []string{}},
		{account.Accepted, account.Confirm, []string{"confirmed to ada@contoso.example"}},
		{account.Active, account.Suspend, []string{"suspended to ada@contoso.example"}},
		{account.Accepted, account.Suspend, []string{"suspended to ada@contoso.example"}},
		{account.Invited, account.Suspend, []string{}},
		{account.Suspended, account.Reactivate, []string{"reactivated to ada@contoso.example"}},
		{account.InviteSuspended, account.Reactivate, []string{"invitation to ada@contoso.example"}},
	} {
		t.Run(string(tc.action)+" "+string(tc.from), func(t *testing.T) {
			t.Parallel()
			a, m := inState(t, tc.from)
			mark := len(a.Outbox())
			must[account.Member](t)(a.Act(m.ID, tc.action, ""))
			same(t, "mails", mails(a, mark), tc.mails)
		})
	}
}

// Somebody suspended between acceptance and confirmation waits on after reactivation.
func TestSuspendedBeforeConfirmation(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{AutoConfirm: never})
	m := provision(t, a, "ada@contoso.example")
	must[account.Member](t)(a.Act(m.ID, account.Accept, ""))
	if got := change(t, a, m.ID, turn(false)); got.State != account.InviteSuspended || got.SuspendedAt == nil || got.AcceptedAt == nil {
		t.Errorf("suspended: %+v", got)
	}
	mark := len(a.Outbox())
	if got := change(t, a, m.ID, turn(true)); got.State != account.Accepted || got.SuspendedAt != nil {
		t.Errorf("reactivated: %+v, want state %s", got, account.Accepted)
	}
	same(t, "mails", mails(a, mark), []string{"reactivated to ada@contoso.example"})
	if n := len(a.Vaults()); n != 2 {
		t.Errorf("%d vaults, want the owner's and the member's one", n)
	}
}

// The bridge may do all that the administrator may not while provisioning is on, and the other way round.
func TestLocks(t *testing.T) {
	t.Parallel()
	edits := map[string]func(*account.Account, account.Actor, string) error{
		"name": func(a *account.Account, by account.Actor, id string) error {
			_, err := a.ChangeMember(by, id, 0, account.MemberChange{Name: new("Ada King")})
			return err
		},
		"address": func(a *account.Account, by account.Actor, id string) error {
			_, err := a.ChangeMember(by, id, 0, rename("ada.king@contoso.example"))
			return err
		},
		"state": func(a *account.Account, by account.Actor, id string) error {
			_, err := a.ChangeMember(by, id, 0, turn(false))
			return err
		},
		"removal": func(a *account.Account, by account.Actor, id string) error { return a.RemoveMember(by, id) },
	}
	for name, edit := range edits {
		for _, tc := range []struct {
			provisioning bool
			by           account.Actor
			kind         refusal.Kind
			code         string
		}{
			{true, account.Bridge, "", ""},
			{true, account.Administrator, refusal.Locked, "provisioning-owns"},
			{false, account.Bridge, refusal.Forbidden, "provisioning-off"},
			{false, account.Administrator, "", ""},
		} {
			t.Run(name+" by "+string(tc.by), func(t *testing.T) {
				t.Parallel()
				a := open(t, account.Settings{})
				m := active(t, a, "ada@contoso.example")
				if !tc.provisioning {
					a.DisableProvisioning()
				}
				if tc.kind != "" {
					unchanged(t, a, func() { refused(t, edit(a, tc.by, m.ID), tc.kind, tc.code) })
					return
				}
				before := encode(t, a.Snapshot())
				if err := edit(a, tc.by, m.ID); err != nil {
					t.Errorf("refused: %v", err)
				}
				if encode(t, a.Snapshot()) == before {
					t.Error("nothing changed")
				}
			})
		}
	}
}

func TestWhatProvisioningDoesNotLock(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{AutoConfirm: never})
	m := active(t, a, "ada@contoso.example")
	for _, action := range []account.Action{account.BeginRecovery, account.FinishRecovery, account.Confirm} {
		must[account.Member](t)(a.Act(m.ID, action, ""))
	}
	for _, action := range []account.Action{account.Suspend, account.Reactivate} {
		unchanged(t, a, func() {
			_, err := a.Act(m.ID, action, "")
			refused(t, err, refusal.Locked, "provisioning-owns")
		})
	}
	unchanged(t, a, func() { refused(t, a.Invite("new@contoso.example"), refusal.Locked, "provisioning-owns") })
	// somebody no bridge ever touched is locked too, a guest is not
	seeded := must[account.Member](t)(a.AddMember("old@contoso.example", "Old Hand", account.RegularMember))
	_, err := a.ChangeMember(account.Administrator, seeded.ID, 0, account.MemberChange{Name: new("X")})
	refused(t, err, refusal.Locked, "provisioning-owns")
	guest := must[account.Member](t)(a.AddMember("guest@elsewhere.example", "Guest", account.Guest))
	must[account.Member](t)(a.ChangeMember(account.Administrator, guest.ID, 0, account.MemberChange{Name: new("Visitor")}))
}

func TestBridgeIsRefusedWhileProvisioningIsOff(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	m := active(t, a, "ada@contoso.example")
	g := must[account.Group](t)(a.AddGroup(account.Bridge, account.NewGroup{Name: "Engines"}))
	a.DisableProvisioning()
	for name, call := range map[string]func() error{
		"settings": func() error { _, err := a.BridgeSettings(); return err },
		"find": func() error {
			_, err := a.FindMembers(account.Query{})
			return err
		},
		"read":      func() error { _, err := a.Member(account.Bridge, m.ID); return err },
		"provision": func() error { _, err := a.Provision(account.NewMember{Email: "b@contoso.example"}); return err },
		"groups": func() error {
			_, err := a.FindGroups(account.Query{})
			return err
		},
		"group":        func() error { _, err := a.Group(account.Bridge, g.ID); return err },
		"create group": func() error { _, err := a.AddGroup(account.Bridge, account.NewGroup{Name: "X"}); return err },
		"change group": func() error {
			_, err := a.ChangeGroup(account.Bridge, g.ID, 0, account.GroupChange{Add: []string{m.ID}})
			return err
		},
		"remove group": func() error { return a.RemoveGroup(g.ID) },
	} {
		unchanged(t, a, func() {
			if err := call(); !refusal.Is(err, "provisioning-off") {
				t.Errorf("%s: %v, want provisioning-off", name, err)
			}
		})
	}
	unchanged(t, a, a.DisableProvisioning)
	if first, second := a.EnableProvisioning(), a.EnableProvisioning(); first != "token" || second != first {
		t.Errorf("tokens %q and %q, want the same again", first, second)
	}
}

func TestLastOwner(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	owner := must[account.Member](t)(a.Member(account.Administrator, "owner@vault.example"))
	owners := ""
	for _, g := range a.AllGroups() {
		if g.Type == account.Owners {
			owners = g.ID
		}
	}
	suspend := func() error { _, err := a.ChangeMember(account.Bridge, owner.ID, 0, turn(false)); return err }
	// more than the suspension is asked for, and none of it happens
	both := func() error {
		_, err := a.ChangeMember(account.Bridge, owner.ID, 0, account.MemberChange{Name: new("X"), Active: new(false)})
		return err
	}
	remove := func() error { return a.RemoveMember(account.Bridge, owner.ID) }
	leave := func() error {
		_, err := a.ChangeGroup(account.Administrator, owners, 0, account.GroupChange{Remove: []string{owner.ID}})
		return err
	}
	for _, try := range []func() error{suspend, both, remove, leave} {
		unchanged(t, a, func() { refused(t, try(), refusal.Conflict, "last-owner") })
	}
	second := active(t, a, "second@vault.example")
	must[account.Group](t)(a.ChangeGroup(account.Administrator, owners, 0, account.GroupChange{Add: []string{"second@vault.example"}}))
	if err := suspend(); err != nil {
		t.Errorf("suspend one of two owners: %v", err)
	}
	if _, err := a.ChangeMember(account.Bridge, second.ID, 0, turn(false)); !refusal.Is(err, "last-owner") {
		t.Errorf("suspend the owner who is left: %v, want last-owner", err)
	}
	if err := remove(); err != nil {
		t.Errorf("remove a suspended owner beside an active one: %v", err)
	}
}
