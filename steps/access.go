package steps

import (
	"context"
	"errors"
	"slices"

	"github.com/scimproof/scimproof/mockvault/account"
)

// accessSentences say who gets into the account. They look at the person,
// whatever address the account knows them by.
func accessSentences() []Sentence {
	return []Sentence{
		{
			Then: `{address} has (access|no access) to the account`,
			Do:   func(w *World) any { return w.hasAccess },
		},
		{
			Given: `{address} lost access to the account`,
			Do: func(w *World) any {
				return func(ctx context.Context, address string) error { return w.hasAccess(ctx, address, "no access") }
			},
		},
		{
			Given: `{address} still has access to the account`,
			Do: func(w *World) any {
				return func(ctx context.Context, address string) error { return w.hasAccess(ctx, address, "access") }
			},
		},
		{
			Given: `{address} kept access after a sync cycle`,
			Do:    func(w *World) any { return w.keptAccess },
		},
		{
			Then: `each of them has access to the account`,
			Do:   func(w *World) any { return w.allHaveAccess },
		},
		{
			Then: `{address} is no member of the account`,
			Do:   func(w *World) any { return w.isNoMember },
		},
	}
}

func (w *World) hasAccess(ctx context.Context, address, what string) error {
	p, err := w.person(w.names.address(address))
	if err != nil {
		return err
	}
	return w.personHas(ctx, p, what)
}

func (w *World) personHas(ctx context.Context, p *person, what string) error {
	expected := p.addresses[len(p.addresses)-1] + " with " + what
	return w.Settle(ctx, expected, func(ctx context.Context) error {
		members, err := w.membersOf(ctx, p)
		if err != nil {
			return err
		}
		open := slices.ContainsFunc(members, func(m account.Member) bool {
			return m.State != account.Suspended && m.State != account.InviteSuspended
		})
		if open == (what == "access") {
			return nil
		}
		return &Mismatch{Expected: expected, Actual: describeMembers(members)}
	})
}

func (w *World) keptAccess(ctx context.Context, address string) error {
	if err := w.runCycles(ctx, 1); err != nil {
		return err
	}
	return w.hasAccess(ctx, address, "access")
}

func (w *World) allHaveAccess(ctx context.Context) error {
	for _, p := range w.people {
		if err := w.personHas(ctx, p, "access"); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) isNoMember(ctx context.Context, address string) error {
	address = w.names.address(address)
	return w.Settle(ctx, address+" is no member", func(ctx context.Context) error {
		m, err := w.member(ctx, address)
		if errors.Is(err, errNoMember) {
			return nil
		}
		if err != nil {
			return err
		}
		return mismatch("no member "+address, "%s %s", address, wordFor(m.State))
	})
}
