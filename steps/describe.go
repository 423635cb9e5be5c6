package steps

import (
	"fmt"
	"strings"
	"time"

	"github.com/scimproof/scimproof/mockvault/account"
)

func describeRow(address, state, pending string) string {
	if pending == "" {
		return address + " " + state
	}
	return fmt.Sprintf("%s %s, awaiting %s", address, state, pending)
}

func describeMembers(members []account.Member) string {
	if len(members) == 0 {
		return "no member"
	}
	parts := make([]string, 0, len(members))
	for _, m := range members {
		pending := ""
		if m.PendingEmail != nil {
			pending = m.PendingEmail.Email
		}
		parts = append(parts, describeRow(m.Email, wordFor(m.State), pending))
	}
	return strings.Join(parts, "; ")
}

func describeMember(m account.Member) string {
	m.CreatedAt, m.UpdatedAt, m.AcceptedAt, m.SuspendedAt = time.Time{}, time.Time{}, nil, nil
	return fmt.Sprintf("%s (id %s, %q, external id %q, version %d)", describeMembers([]account.Member{m}), m.ID, m.Name, m.ExternalID, m.Version)
}
