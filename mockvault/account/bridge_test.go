package account_test

import (
	"testing"

	"github.com/scimproof/scimproof/mockvault/account"
)

// What the bridge's active flag does in every state: "" is nothing at all.
func TestActiveFlag(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ from, inactive, active account.State }{
		{"TRANSFER_STARTED", "TRANSFER_SUSPENDED", ""},
		{"TRANSFER_SUSPENDED", "", "TRANSFER_STARTED"},
		{"TRANSFER_ACCEPTED", "TRANSFER_SUSPENDED", ""},
		{"ACTIVE", "SUSPENDED", ""},
		{"SUSPENDED", "", "ACTIVE"},
		{"RECOVERY_STARTED", "SUSPENDED", ""},
		{"RECOVERY_ACCEPTED", "SUSPENDED", ""},
	} {
		for flag, end := range map[bool]account.State{false: tc.inactive, true: tc.active} {
			t.Run(string(tc.from), func(t *testing.T) {
				t.Parallel()
				a, m := inState(t, tc.from)
				a.EnableProvisioning()
				if end == "" {
					unchanged(t, a, func() { change(t, a, m.ID, turn(flag)) })
					return
				}
				mark := len(a.Audit())
				got := change(t, a, m.ID, turn(flag))
				if got.State != end || got.Version != m.Version+1 || (got.SuspendedAt != nil) == flag {
					t.Errorf("active %t in state %s: %+v, want state %s", flag, tc.from, got, end)
				}
				if events := a.Audit()[mark:]; len(events) != 1 || events[0].Actor != account.Bridge {
					t.Errorf("events %+v, want one of the bridge", events)
				}
			})
		}
	}
}
