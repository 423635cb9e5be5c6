package lab

import (
	"fmt"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/defect"
	"github.com/scimproof/scimproof/internal/refbridge"
	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockvault"
)

// The parties that can be wrong on purpose.
const (
	theDirectory = "directory"
	theBridge    = "bridge"
	theVault     = "vault"
)

// Defect is one way in which one of the three parties can be wrong on purpose.
type Defect struct {
	Name    string
	Party   string // directory, bridge (the reference bridge only) or vault
	Area    string
	Summary string // what breaks, in one sentence
	Source  string // where it was seen, or "invented"
}

// String is the name.
func (d Defect) String() string { return d.Name }

// Defects lists those of all parties, the bridge's first.
func Defects() []Defect {
	var all []Defect
	for _, d := range refbridge.Defects() {
		all = append(all, Defect{d.Name, theBridge, d.Area, d.Summary, d.Source})
	}
	for _, d := range mockidp.Defects() {
		all = append(all, Defect{d.Name, theDirectory, d.Area, d.Summary, d.Source})
	}
	for _, d := range mockvault.Defects() {
		all = append(all, Defect{d.Name, theVault, d.Area, d.Summary, d.Source})
	}
	return all
}

// checkDefect refuses one that nobody in this lab can have.
func (o Options) checkDefect(p bridge.Profile) error {
	d, err := defect.Find(Defects(), o.Defect)
	switch {
	case err != nil:
		return err //nolint:wrapcheck // says it all
	case d.Party == theBridge && !p.Reference:
		return fmt.Errorf("only the reference bridge can have the defect %s, not profile %s", d, p.Name)
	case d.Party == theVault && p.Reader != bridge.ReaderMockVault:
		return fmt.Errorf("only the mock vault can have the defect %s, and it is not behind profile %s", d, p.Name)
	}
	return nil
}

// defect is the one asked for, if it is this party's.
func (o Options) defect(party string) string {
	if d, err := defect.Find(Defects(), o.Defect); err == nil && d.Party == party {
		return d.Name
	}
	return ""
}
