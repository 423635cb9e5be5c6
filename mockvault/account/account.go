package account

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/refusal"
)

// Account is the state machine. It is safe for concurrent use; what it returns
// shares nothing with it. Every error is a *refusal.Error, and an operation
// that is refused has changed nothing.
type Account struct {
	clock      *clock.Virtual
	newID      func() string
	token      string
	provisions func(actor Actor, on bool) bool

	mu     sync.Mutex
	*state // replaced as a whole by Restore
	outbox history[Mail]
	audit  history[Event]
}

// Options of an account. Clock, NewID and Token are needed.
type Options struct {
	Settings Settings       // Provisioning is ignored: an account begins with it off
	Clock    *clock.Virtual // the account's own; Advance moves it
	NewID    func() string  // 26 characters of base32, upper case, never the same again
	Token    string         // what EnableProvisioning yields

	// Provisions is how an account is wrong on purpose: it says whether provisioning
	// counts as on for an actor. nil is right: for everybody as it is switched.
	Provisions func(actor Actor, on bool) bool
}

// Defaults of an account's settings.
const (
	DefaultName      = "Example account"
	DefaultDomain    = "vault.example" // of the owner's address when every domain is allowed
	DefaultInviteTTL = 5 * 24 * time.Hour
)

// New makes an account as it is after signing up: one owner, who is active, and
// the built-in groups.
func New(o Options) (*Account, error) {
	o.Settings.Provisioning = false
	o.Settings.Name = cmp.Or(o.Settings.Name, DefaultName)
	o.Settings.InviteTTL = cmp.Or(o.Settings.InviteTTL, duration.Duration(DefaultInviteTTL))
	settings, err := checkSettings(o.Settings)
	if err != nil {
		return nil, err
	}
	a := &Account{clock: o.Clock, newID: o.NewID, token: o.Token, provisions: o.Provisions, state: newState(settings)}
	domain := DefaultDomain
	if len(settings.AllowedDomains) > 0 {
		domain = settings.AllowedDomains[0]
	}
	owner := a.newMember(NewMember{Email: "owner@" + domain, Name: "Account Owner"}, RegularMember, Active)
	a.newGroup(NewGroup{Name: "Owners", Members: []string{owner.ID}}, Owners)
	a.newGroup(NewGroup{Name: "Administrators"}, Administrators)
	a.newGroup(NewGroup{Name: "Team Members"}, TeamMembers)
	return a, nil
}

// Now is what the account's clock shows.
func (a *Account) Now() time.Time { return a.clock.Now() }

// Settings of the account.
func (a *Account) Settings() Settings {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.settingsCopy()
}

// BridgeSettings is what the bridge reads of them.
func (a *Account) BridgeSettings() (Settings, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.settingsCopy(), a.admit(Bridge)
}

// ChangeSettings edits the settings. Addresses in use are not checked again.
// What a shorter time makes due happens at once.
func (a *Account) ChangeSettings(change SettingsChange) (Settings, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	next := a.settingsCopy()
	set(&next.Name, change.Name)
	set(&next.AllowedDomains, change.AllowedDomains)
	set(&next.AutoConfirm, change.AutoConfirm)
	set(&next.EmailChangeTTL, change.EmailChangeTTL)
	set(&next.InviteTTL, change.InviteTTL)
	set(&next.SSO, change.SSO)
	set(&next.EmailAtOnce, change.EmailAtOnce)
	next, err := checkSettings(next)
	if err != nil {
		return Settings{}, err
	}
	for _, c := range Diff(Snapshot{Settings: a.settings}, Snapshot{Settings: next}) {
		name := strings.TrimPrefix(c.Path, "settings/")
		a.record(Administrator, "settings", "account", name+"="+c.Before, name+"="+c.After)
	}
	a.settings = next
	a.settle(a.clock.Now())
	return a.settingsCopy(), nil
}

// EnableProvisioning turns provisioning on and returns the bridge's token,
// which is the same each time.
func (a *Account) EnableProvisioning() string {
	a.switchProvisioning(true, "provisioning-on")
	return a.token
}

// DisableProvisioning turns provisioning off: the bridge is refused, and what
// was locked is open. Pending e-mail changes stay (inferred).
func (a *Account) DisableProvisioning() { a.switchProvisioning(false, "provisioning-off") }

func (a *Account) switchProvisioning(on bool, action string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.settings.Provisioning != on {
		a.settings.Provisioning = on
		a.record(Administrator, action, "account", "", "")
	}
}

// provisioned reports whether provisioning is on, as far as the actor is concerned.
func (a *Account) provisioned(actor Actor) bool {
	if a.provisions == nil {
		return a.settings.Provisioning
	}
	return a.provisions(actor, a.settings.Provisioning)
}

// Outbox is every mail the account sent, oldest first.
func (a *Account) Outbox() []Mail {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.outbox.list()
}

// Audit is the audit trail, oldest first.
func (a *Account) Audit() []Event {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.audit.list()
}

// Advance moves the account's clock. What becomes due on the way happens in the
// order of time: confirmations, and the expiry of pending addresses and invitations.
func (a *Account) Advance(by time.Duration) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	until := a.clock.Now().Add(by)
	if by < 0 {
		return refusal.New(refusal.Invalid, "bad-time", "advance the clock by %s: it never goes back", by)
	}
	if _, err := checkTime(until); err != nil {
		return err
	}
	a.settle(until)
	a.clock.AdvanceTo(until)
	return nil
}

// due is something that happens by itself when its time has come.
type due struct {
	at     time.Time
	object string
	happen func()
}

// settle lets everything happen that is due by this time.
func (a *Account) settle(until time.Time) {
	var all []due
	plan := func(began time.Time, after duration.Duration, object string, happen func()) {
		if at := began.Add(time.Duration(after)); !at.After(until) {
			all = append(all, due{at, object, happen})
		}
	}
	for m := range a.accepted {
		if a.settings.AutoConfirm >= 0 {
			plan(*m.AcceptedAt, a.settings.AutoConfirm, m.ID, func() { a.autoConfirm(m) })
		}
	}
	for m := range a.changing {
		if a.settings.EmailChangeTTL > 0 {
			plan(m.PendingEmail.RequestedAt, a.settings.EmailChangeTTL, m.ID, func() { a.expireEmail(m) })
		}
	}
	for key, sent := range a.invitations {
		plan(sent.SentAt, a.settings.InviteTTL, key, func() { a.expireInvitation(key) })
	}
	slices.SortStableFunc(all, func(x, y due) int { return cmp.Or(x.at.Compare(y.at), strings.Compare(x.object, y.object)) })
	for _, d := range all {
		a.clock.AdvanceTo(d.at)
		d.happen()
	}
}

func (a *Account) record(actor Actor, action, object, from, to string) {
	a.audit.add(Event{At: a.clock.Now(), Actor: actor, Action: action, Object: object, Old: from, New: to})
}

func (a *Account) mail(to, template, member string) {
	a.outbox.add(Mail{At: a.clock.Now(), To: to, Template: template, Member: member})
}

// freshID draws an id that nothing in the account has: a snapshot that was
// restored may hold ids that the source has yet to yield.
func (a *Account) freshID() string {
	for {
		id := a.newID()
		lower := strings.ToLower(id)
		if a.members[id] == nil && a.groups[lower] == nil && a.vaults[lower] == nil {
			return id
		}
	}
}

func (a *Account) settingsCopy() Settings {
	s := a.settings
	s.AllowedDomains = listOf(s.AllowedDomains)
	return s
}

// set gives the field its new value, if there is one.
func set[T any](field, next *T) {
	if next != nil {
		*field = *next
	}
}
