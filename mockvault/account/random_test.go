package account_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

// chance draws operations, legal and illegal, from a small world in which they often meet.
type chance struct {
	*rand.Rand
	a *account.Account
}

func (c chance) email() string {
	local := string("abcdefABCDEF"[c.IntN(12)])
	return local + "@" + []string{"contoso.example", "fabrikam.example", "Contoso.example", "elsewhere.example", "broken ."}[c.IntN(5)]
}

// member is the id of somebody, rarely of nobody.
func (c chance) member() string {
	all := c.a.AllMembers()
	if c.IntN(20) == 0 {
		return "NOBODY"
	}
	return all[c.IntN(len(all))].ID
}

func (c chance) members() []string {
	out := make([]string, c.IntN(4))
	for i := range out {
		out[i] = c.member()
	}
	return out
}

func (c chance) group() string {
	all := c.a.AllGroups()
	return all[c.IntN(len(all))].ID
}

func (c chance) actor() account.Actor {
	return []account.Actor{account.Bridge, account.Administrator}[c.IntN(2)]
}

func maybe[T any](c chance, draw func() T) *T {
	if c.IntN(3) > 0 {
		return nil
	}
	return new(draw())
}

func (c chance) name() string { return []string{"x", "Y", "y", "z", "", "\x00", "Owners"}[c.IntN(7)] }

func (c chance) attributes() json.RawMessage {
	return json.RawMessage([]string{"", "", `{"a":1}`, `{"b":[{}]}`, "[]"}[c.IntN(5)])
}

func (c chance) memberChange() account.MemberChange {
	return account.MemberChange{
		Email: maybe(c, c.email), Name: maybe(c, c.name), Active: maybe(c, func() bool { return c.IntN(2) == 0 }),
		ExternalID: maybe(c, c.name), Attributes: c.attributes(), NotifyOld: c.IntN(2) == 0,
	}
}

// step performs one operation and says which.
func (c chance) step() (string, error) {
	a := c.a
	actions := []account.Action{account.Accept, account.Confirm, account.Reject, account.ConfirmEmail, account.CancelEmail, account.Suspend, account.Reactivate, account.BeginRecovery, account.FinishRecovery}
	switch c.IntN(16) {
	case 0, 1:
		in := account.NewMember{Email: c.email(), Name: c.name(), Active: c.IntN(4) > 0, ExternalID: c.name(), Attributes: c.attributes()}
		_, err := a.Provision(in)
		return fmt.Sprintf("provision %+v", in), err
	case 2, 3, 4:
		id, change, actor, version := c.member(), c.memberChange(), c.actor(), c.IntN(3)
		_, err := a.ChangeMember(actor, id, version, change)
		return fmt.Sprintf("change %s by %s at %d: %+v", id, actor, version, change), err
	case 5, 6, 7:
		id, action, signIn := c.member(), actions[c.IntN(len(actions))], c.email()
		if m, err := a.Member(account.Administrator, id); err == nil && c.IntN(2) == 0 {
			signIn = m.Email
		}
		_, err := a.Act(id, action, signIn)
		return fmt.Sprintf("%s %s as %s", action, id, signIn), err
	case 8:
		id, actor := c.member(), c.actor()
		return fmt.Sprintf("remove %s by %s", id, actor), a.RemoveMember(actor, id)
	case 9:
		email, kind := c.email(), []account.Type{account.RegularMember, account.Guest, "ROBOT"}[c.IntN(3)]
		_, err := a.AddMember(email, c.name(), kind)
		return fmt.Sprintf("add %s %s", kind, email), err
	case 10:
		in := account.NewGroup{Name: c.name(), ExternalID: c.name(), Members: c.members(), Attributes: c.attributes()}
		_, err := a.AddGroup(c.actor(), in)
		return fmt.Sprintf("add group %+v", in), err
	case 11, 12:
		id, actor := c.group(), c.actor()
		change := account.GroupChange{Name: maybe(c, c.name), ExternalID: maybe(c, c.name), Members: maybe(c, c.members), Add: c.members(), Remove: c.members(), Managed: maybe(c, func() bool { return c.IntN(2) == 0 })}
		_, err := a.ChangeGroup(actor, id, 0, change)
		return fmt.Sprintf("change group %s by %s: %+v", id, actor, change), err
	case 13:
		id := c.group()
		return "remove group " + id, a.RemoveGroup(id)
	case 14:
		return c.surroundings()
	default:
		by := time.Duration(c.IntN(100)) * time.Hour
		return fmt.Sprintf("advance %s", by), a.Advance(by)
	}
}

func (c chance) surroundings() (string, error) {
	a := c.a
	switch c.IntN(6) {
	case 0:
		a.EnableProvisioning()
		return "enable provisioning", nil
	case 1:
		a.DisableProvisioning()
		return "disable provisioning", nil
	case 2:
		change := account.SettingsChange{SSO: maybe(c, c.coin), EmailAtOnce: maybe(c, c.coin), AutoConfirm: maybe(c, c.hours), EmailChangeTTL: maybe(c, c.hours), InviteTTL: maybe(c, c.hours)}
		_, err := a.ChangeSettings(change)
		return fmt.Sprintf("settings %+v", change), err
	case 3:
		vaults := a.Vaults()
		vault, accessor := vaults[c.IntN(len(vaults))].ID, []string{c.member(), c.group()}[c.IntN(2)]
		return "grant " + vault + " to " + accessor, a.Grant(vault, accessor)
	case 4:
		_, err := a.AddVault(c.name())
		return "add vault", err
	default:
		email := c.email()
		return "invite " + email, a.Invite(email)
	}
}

func (c chance) coin() bool { return c.IntN(2) == 0 }

func (c chance) hours() duration.Duration {
	return duration.Duration(c.IntN(100)-10) * duration.Duration(time.Hour)
}

// Whatever is done to an account, what is refused changes nothing, and what is
// done leaves an account that is consistent.
func TestRandomOperations(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			c := chance{rand.New(rand.NewPCG(seed, 1)), open(t, account.Settings{AllowedDomains: []string{"contoso.example", "fabrikam.example"}})} //nolint:gosec // a test
			before := c.a.Snapshot()
			for n := range 300 {
				what, err := c.step()
				after := c.a.Snapshot()
				if err != nil {
					if _, ok := refusal.Of(err); !ok {
						t.Fatalf("step %d, %s: no refusal: %v", n, what, err)
					}
					if encode(t, after) != encode(t, before) {
						t.Fatalf("step %d, %s: refused (%v), but changed %+v", n, what, err, account.Diff(before, after))
					}
				}
				consistent(t, fmt.Sprintf("step %d, %s", n, what), before, after)
				before = after
			}
			other := open(t, account.Settings{})
			if err := other.Restore(before); err != nil {
				t.Fatalf("restore the last snapshot: %v", err)
			}
			if encode(t, other.Snapshot()) != encode(t, before) {
				t.Errorf("restored differs: %+v", account.Diff(before, other.Snapshot()))
			}
		})
	}
}

// consistent checks what must hold in every account, and between it and the one before.
func consistent(t *testing.T, what string, before, after account.Snapshot) {
	t.Helper()
	holder, state := map[string]string{}, map[string]account.Member{}
	take := func(address, id string) {
		address = strings.ToLower(address)
		if other, taken := holder[address]; taken {
			t.Fatalf("%s: %s and %s both have %s", what, other, id, address)
		}
		holder[address] = id
	}
	for _, m := range after.Members {
		state[m.ID] = m
		take(m.Email, m.ID)
		if m.PendingEmail != nil {
			take(m.PendingEmail.Email, m.ID)
		}
	}
	for _, m := range before.Members {
		now, there := state[m.ID]
		same := content(t, m) == content(t, now)
		if there && (now.Version < m.Version || same != (now.Version == m.Version)) {
			t.Fatalf("%s: version %d became %d for\n%s\n%s", what, m.Version, now.Version, encode(t, m), encode(t, now))
		}
	}
	for _, g := range after.Groups {
		owners := 0
		for _, id := range g.Members {
			m, there := state[id]
			if !there || m.Type == account.Guest {
				t.Fatalf("%s: group %s holds %s", what, g.Name, id)
			}
			if m.State == account.Active || m.State == account.RecoveryStarted || m.State == account.RecoveryAccepted {
				owners++
			}
		}
		if g.Type == account.Owners && owners == 0 {
			t.Fatalf("%s: nobody owns the account", what)
		}
	}
	for _, old := range before.Groups {
		i := slices.IndexFunc(after.Groups, func(g account.Group) bool { return g.ID == old.ID })
		if i < 0 || old.Type == account.TeamMembers {
			continue
		}
		if now := after.Groups[i]; now.Version < old.Version || (contentOfGroup(t, now) == contentOfGroup(t, old)) != (now.Version == old.Version) {
			t.Fatalf("%s: version %d became %d for group %s", what, old.Version, now.Version, old.Name)
		}
	}
	for _, v := range after.Vaults {
		if _, there := state[v.Owner]; v.Type == account.Personal && !there {
			t.Fatalf("%s: vault %s is left of %s", what, v.ID, v.Owner)
		}
		for _, id := range v.Members {
			if _, there := state[id]; !there {
				t.Fatalf("%s: vault %s is open to %s", what, v.ID, id)
			}
		}
	}
}

// content is all but what every change brings along.
func content(t *testing.T, m account.Member) string {
	t.Helper()
	m.Version, m.UpdatedAt = 0, time.Time{}
	return encode(t, m)
}

func contentOfGroup(t *testing.T, g account.Group) string {
	t.Helper()
	g.Version, g.UpdatedAt = 0, time.Time{}
	return encode(t, g)
}
