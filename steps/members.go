package steps

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/mockvault/account"
)

// memberSentences say what became of people in the account.
func memberSentences() []Sentence {
	return []Sentence{
		{
			Then: `{address} is ` + stateWords + ` in the account`,
			Do:   func(w *World) any { return w.isInState },
		},
		{
			Then: `none of them is in the account twice`,
			Do:   func(w *World) any { return w.noneTwice },
		},
		{
			Then: `nobody unknown is in the account`,
			Do:   func(w *World) any { return w.noStrangers },
		},
		{
			Then: `{address} is (the same|another) member (?:as|than) before`,
			Do:   func(w *World) any { return w.sameMember },
		},
		{
			Then: `{address} is unchanged in the account`,
			Do:   func(w *World) any { return w.isUnchanged },
		},
		{
			Then: `the member {address} is called {text}`,
			Do:   func(w *World) any { return w.isCalled },
		},
		{
			Then: `the account has these members:`,
			Do:   func(w *World) any { return w.hasMembers },
		},
		{
			Given: `the account awaited confirmation of {address}`,
			Then:  `the account awaits confirmation of {address}`,
			Do:    func(w *World) any { return w.awaitsConfirmation },
		},
	}
}

// states are the words features have for the states of a member.
//
//nolint:gochecknoglobals // a constant table
var states = map[string]account.State{
	"active":                     account.Active,
	"suspended":                  account.Suspended,
	"invited":                    account.Invited,
	"suspended before accepting": account.InviteSuspended,
	"waiting to be confirmed":    account.Accepted,
}

const stateWords = `(active|suspended|invited|suspended before accepting|waiting to be confirmed)`

func wordFor(state account.State) string {
	for word, s := range states {
		if s == state {
			return word
		}
	}
	return string(state)
}

func (w *World) isInState(ctx context.Context, address, state string) error {
	address = w.names.address(address)
	return w.Settle(ctx, address+" "+state, func(ctx context.Context) error {
		m, err := w.member(ctx, address)
		if errors.Is(err, errNoMember) {
			return mismatch(address+" "+state, "no member of that address")
		}
		if err != nil || m.State == states[state] {
			return err
		}
		return mismatch(address+" "+state, "%s %s", address, wordFor(m.State))
	})
}

// noneTwice looks for a person with two members; one whom nobody stands for may
// be the second of somebody.
func (w *World) noneTwice(ctx context.Context) error {
	members, err := w.reader.Members(ctx)
	if err != nil {
		return err
	}
	for _, p := range w.people {
		if own := p.among(members); len(own) > 1 {
			return mismatch("one member for "+p.addresses[0], "%s", describeMembers(own))
		}
	}
	if w.account == nil { // an account that others use too
		return nil
	}
	return w.noStrangers(ctx)
}

// noStrangers looks for members who came since the action and belong to nobody the scenario knows.
func (w *World) noStrangers(ctx context.Context) error {
	members, err := w.reader.Members(ctx)
	if err != nil {
		return err
	}
	for _, m := range members {
		if !w.wasThere(m) && !slices.ContainsFunc(w.people, func(p *person) bool { return p.owns(m) }) {
			return mismatch("no member that nobody stands for", "%s", describeMembers([]account.Member{m}))
		}
	}
	return nil
}

// wasThere tells whether a member belongs to the account since before the action.
func (w *World) wasThere(m account.Member) bool {
	return slices.ContainsFunc(w.before.Members, func(old account.Member) bool { return old.ID == m.ID })
}

func (w *World) sameMember(ctx context.Context, address, which string) error {
	p, err := w.person(w.names.address(address))
	if err != nil {
		return err
	}
	if p.member == nil {
		return fmt.Errorf("%s was no member when the scenario began, so there is no member to compare with", address)
	}
	m, err := w.member(ctx, w.names.address(address))
	if errors.Is(err, errNoMember) && which == "the same" {
		members, listErr := w.membersOf(ctx, p)
		if listErr != nil {
			return listErr
		}
		if len(members) == 1 {
			m, err = members[0], nil
		}
	}
	if err != nil {
		return mismatch(which+" member", "%v", err)
	}
	if (m.ID == p.member.ID) == (which == "the same") {
		return nil
	}
	return mismatch(which+" member as "+p.member.ID, "member %s (%s, %s)", m.ID, m.Email, wordFor(m.State))
}

// isUnchanged compares the member with what the Givens left, down to the
// version where the account has one; only clock readings do not count.
func (w *World) isUnchanged(ctx context.Context, address string) error {
	p, err := w.person(w.names.address(address))
	if err != nil {
		return err
	}
	members, err := w.reader.Members(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(members, func(m account.Member) bool { return m.ID == p.member.ID })
	if i < 0 {
		return mismatch(describeMember(*p.member), "the member is gone")
	}
	if was, is := describeMember(*p.member), describeMember(members[i]); was != is {
		return mismatch(was, "%s", is)
	}
	return nil
}

func (w *World) isCalled(ctx context.Context, address, name string) error {
	address = w.names.address(address)
	return w.Settle(ctx, address+" is called "+name, func(ctx context.Context) error {
		m, err := w.member(ctx, address)
		if err != nil || m.Name == name {
			return err
		}
		return mismatch(fmt.Sprintf("%s called %q", address, name), "%q", m.Name)
	})
}

// hasMembers compares a table with the people the scenario knows, exactly.
func (w *World) hasMembers(ctx context.Context, table *Table) error {
	rows, err := readTable(table, "address", "state", "pending address")
	if err != nil {
		return err
	}
	var want []string
	for _, row := range rows {
		want = append(want, describeRow(w.names.address(row["address"]), row["state"], w.names.address(row["pending address"])))
	}
	slices.Sort(want)
	return w.Settle(ctx, "the members of the table", func(ctx context.Context) error {
		members, err := w.reader.Members(ctx)
		if err != nil {
			return err
		}
		var got []string
		for _, m := range members {
			if !slices.ContainsFunc(w.people, func(p *person) bool { return p.owns(m) }) {
				continue
			}
			pending := ""
			if m.PendingEmail != nil {
				pending = m.PendingEmail.Email
			}
			got = append(got, describeRow(m.Email, wordFor(m.State), pending))
		}
		slices.Sort(got)
		if slices.Equal(want, got) {
			return nil
		}
		return mismatch(strings.Join(want, "; "), "%s", strings.Join(got, "; "))
	})
}

func (w *World) awaitsConfirmation(ctx context.Context, address string) error {
	address = w.names.address(address)
	expected := "a pending change to " + address
	return w.Settle(ctx, expected, func(ctx context.Context) error {
		p, err := w.person(address)
		if err != nil {
			return err
		}
		members, err := w.membersOf(ctx, p)
		if err != nil {
			return err
		}
		if len(members) == 1 && members[0].PendingEmail != nil && strings.EqualFold(members[0].PendingEmail.Email, address) {
			return nil
		}
		return &Mismatch{
			Expected: expected,
			Actual:   describeMembers(members),
			Hint:     "the bridge took the request and did nothing with the new user name, as generations before 1.6 do",
		}
	})
}
