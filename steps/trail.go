package steps

import (
	"context"
	"fmt"
	"slices"

	"github.com/scimproof/scimproof/mockvault/account"
)

// trailSentences are about what the account leaves behind: mails and the audit trail.
func trailSentences() []Sentence {
	return []Sentence{
		{
			Then: `the account sent the mail {text} to {address}`,
			Do: func(w *World) any {
				return func(ctx context.Context, template, address string) error {
					return w.sentMail(ctx, template, address, 1)
				}
			},
		},
		{
			Then: `the account sent the mail {text} to {address} twice`,
			Do: func(w *World) any {
				return func(ctx context.Context, template, address string) error {
					return w.sentMail(ctx, template, address, 2)
				}
			},
		},
		{
			Then: `the account sent the mail {text} about {address}`,
			Do:   func(w *World) any { return w.sentMailAbout },
		},
		{
			Then: `the audit trail shows {text} of {address} by the (bridge|administrator|member) exactly once`,
			Do:   func(w *World) any { return w.auditShowsOnce },
		},
	}
}

func (w *World) sentMail(ctx context.Context, template, address string, times int) error {
	address = w.names.address(address)
	return w.countMails(ctx, fmt.Sprintf("%d mail %q to %s", times, template, address), times, func(m account.Mail) bool {
		return m.Template == template && m.To == address
	})
}

// sentMailAbout does not ask where the mail went: that differs between generations of bridges.
func (w *World) sentMailAbout(ctx context.Context, template, address string) error {
	m, err := w.member(ctx, w.names.address(address))
	if err != nil {
		return err
	}
	return w.countMails(ctx, fmt.Sprintf("1 mail %q about %s", template, m.Email), 1, func(mail account.Mail) bool {
		return mail.Template == template && mail.Member == m.ID
	})
}

func (w *World) countMails(ctx context.Context, expected string, times int, counts func(account.Mail) bool) error {
	return w.Settle(ctx, expected, func(ctx context.Context) error {
		mails, err := w.account.Outbox(ctx)
		if err != nil {
			return err //nolint:wrapcheck // the client's error says what was attempted
		}
		if found := slices.DeleteFunc(mails, func(m account.Mail) bool { return !counts(m) }); len(found) != times {
			return mismatch(expected, "%d such mails", len(found))
		}
		return nil
	})
}

func (w *World) auditShowsOnce(ctx context.Context, action, address, actor string) error {
	p, err := w.person(w.names.address(address))
	if err != nil {
		return err
	}
	members, err := w.membersOf(ctx, p)
	if err != nil {
		return err
	}
	if len(members) != 1 {
		return mismatch("one member "+address, "%s", describeMembers(members))
	}
	trail, err := w.account.Audit(ctx)
	if err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	found := slices.DeleteFunc(trail, func(e account.Event) bool {
		return e.Action != action || e.Object != members[0].ID || e.Actor != account.Actor(actor)
	})
	if len(found) != 1 {
		return mismatch(fmt.Sprintf("one %q of %s by the %s", action, address, actor), "%d such entries", len(found))
	}
	return nil
}
