package mockvault

import (
	"github.com/scimproof/scimproof/internal/defect"
	"github.com/scimproof/scimproof/mockvault/account"
)

// Defect is one way in which an account can be wrong on purpose, so that a
// scenario that judges the account's own promise can fail.
type Defect struct {
	Name    string
	Summary string // what breaks, in one sentence
	Area    string // lock, rename or switch
	Source  string // where such an account was seen, or "invented"

	provisions func(actor account.Actor, on bool) bool // for whom provisioning counts as on
	acts       map[account.Action]account.Action       // what an action becomes
}

// String is the name.
func (d Defect) String() string { return d.Name }

// Defects lists the known ones by area.
func Defects() []Defect {
	return []Defect{
		{
			Name: "account-unlocked", Area: "lock", Source: "invented",
			Summary:    "The administrator may change and remove members while provisioning is on.",
			provisions: func(actor account.Actor, on bool) bool { return on && actor != account.Administrator },
		},
		{
			Name: "account-stays-locked", Area: "lock", Source: "invented",
			Summary:    "Members stay locked for the administrator when provisioning is switched off.",
			provisions: func(actor account.Actor, on bool) bool { return on || actor == account.Administrator },
		},
		{
			Name: "account-drops-confirmation", Area: "rename", Source: "invented",
			Summary: "Who confirms a new address keeps the old one, and nothing waits any more.",
			acts:    map[account.Action]account.Action{account.ConfirmEmail: account.CancelEmail},
		},
		{
			Name: "account-serves-while-off", Area: "switch", Source: "invented",
			Summary:    "While provisioning is off the account obeys the bridge all the same.",
			provisions: func(actor account.Actor, on bool) bool { return on || actor == account.Bridge },
		},
	}
}

// FindDefect finds one for Options; no name is none, an unknown one an error.
func FindDefect(name string) (Defect, error) {
	return defect.Find(Defects(), name) //nolint:wrapcheck // says it all
}

func (d Defect) action(asked account.Action) account.Action {
	if other, found := d.acts[asked]; found {
		return other
	}
	return asked
}
