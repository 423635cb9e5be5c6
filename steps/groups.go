package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockvault/account"
)

// groupSentences are about groups on both sides.
func groupSentences() []Sentence {
	return []Sentence{
		{
			Given: `the directory has the group {text} of ` + peopleWords,
			Do:    func(w *World) any { return w.directoryHasGroup },
		},
		{
			Given: `the account follows the group {text} of ` + peopleWords,
			Do:    func(w *World) any { return w.accountFollows },
		},
		{
			Given: `the group {text} was (assigned|unassigned|deleted|restored) in the directory`,
			When:  `the group {text} is (assigned|unassigned|deleted|restored) in the directory`,
			Do:    func(w *World) any { return w.happensToGroup },
		},
		{
			When: `the group {text} is renamed to {text}`,
			Do:   func(w *World) any { return w.renameGroup },
		},
		{
			Given: `{address} (joined|left) the group {text}`,
			When:  `{address} (joins|leaves) the group {text}`,
			Do:    func(w *World) any { return w.moveMember },
		},
		{
			Given: `the group {text} joined the group {text}`,
			Do:    func(w *World) any { return w.nestGroup },
		},
		{
			Given: `the account had the group {text} of ` + peopleWords + ` before provisioning`,
			Do:    func(w *World) any { return w.accountHadGroup },
		},
		{
			Then: `the account has the group {text} of ` + peopleWords,
			Do:   func(w *World) any { return w.accountHasGroup },
		},
		{
			Then: `the account has no group {text}`,
			Do:   func(w *World) any { return w.accountHasNoGroup },
		},
	}
}

// peopleWords is nobody, one or two addresses.
const peopleWords = `(nobody|"[^"]+@[^"]+"(?: and "[^"]+@[^"]+")?)`

func (w *World) addressesIn(people string) []string {
	if people == "nobody" {
		return nil
	}
	var addresses []string
	for quoted := range strings.SplitSeq(people, " and ") {
		addresses = append(addresses, w.names.address(strings.Trim(quoted, `"`)))
	}
	return addresses
}

func (w *World) directoryHasGroup(ctx context.Context, name, people string) error {
	group := directory.Group{DisplayName: w.names.group(name)}
	for _, address := range w.addressesIn(people) {
		p, err := w.person(address)
		if err != nil {
			return err
		}
		group.Members = append(group.Members, p.id)
	}
	made, err := w.directory.AddGroup(ctx, group)
	if err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	w.groups[name] = made.ID
	return nil
}

func (w *World) accountFollows(ctx context.Context, name, people string) error {
	if err := w.directoryHasGroup(ctx, name, people); err != nil {
		return err
	}
	if err := w.directory.Assign(ctx, w.groups[name]); err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	if err := w.runCycles(ctx, 1); err != nil {
		return err
	}
	return w.accountHasGroup(ctx, name, people)
}

func (w *World) groupID(name string) (string, error) {
	id, ok := w.groups[name]
	if !ok {
		return "", fmt.Errorf("the scenario has not introduced the group %q; say first that the directory has it", name)
	}
	return id, nil
}

func (w *World) happensToGroup(ctx context.Context, name, event string) error {
	id, err := w.groupID(name)
	if err != nil {
		return err
	}
	switch event {
	case "assigned":
		return w.directory.Assign(ctx, id)
	case "unassigned":
		return w.directory.Unassign(ctx, id)
	case "restored":
		return w.directory.Restore(ctx, id)
	default:
		return w.directory.DeleteGroup(ctx, id)
	}
}

func (w *World) renameGroup(ctx context.Context, from, to string) error {
	id, err := w.groupID(from)
	if err != nil {
		return err
	}
	w.groups[to] = id
	name := w.names.group(to)
	_, err = w.directory.ChangeGroup(ctx, id, directory.GroupChange{DisplayName: &name})
	return err //nolint:wrapcheck // the client's error says what was attempted
}

func (w *World) moveMember(ctx context.Context, address, what, name string) error {
	id, err := w.groupID(name)
	if err != nil {
		return err
	}
	p, err := w.person(w.names.address(address))
	if err != nil {
		return err
	}
	if what == "joins" || what == "joined" {
		return w.directory.AddMember(ctx, id, p.id)
	}
	return w.directory.RemoveMember(ctx, id, p.id)
}

func (w *World) nestGroup(ctx context.Context, inner, outer string) error {
	innerID, err := w.groupID(inner)
	if err != nil {
		return err
	}
	outerID, err := w.groupID(outer)
	if err != nil {
		return err
	}
	return w.directory.AddMember(ctx, outerID, innerID)
}

func (w *World) accountHadGroup(ctx context.Context, name, people string) error {
	group := account.NewGroup{Name: w.names.group(name)}
	for _, address := range w.addressesIn(people) {
		m, err := w.member(ctx, address)
		if err != nil {
			return err
		}
		group.Members = append(group.Members, m.ID)
	}
	_, err := w.account.AddGroup(ctx, group)
	return err //nolint:wrapcheck // the client's error says what was attempted
}

func (w *World) accountHasGroup(ctx context.Context, name, people string) error {
	want := w.addressesIn(people)
	slices.Sort(want)
	name = w.names.group(name)
	expected := fmt.Sprintf("one group %q of %s", name, orNobody(want))
	return w.Settle(ctx, expected, func(ctx context.Context) error {
		found, err := w.groupsCalled(ctx, name)
		if err != nil {
			return err
		}
		if len(found) != 1 {
			return mismatch(expected, "%d groups of that name", len(found))
		}
		got, err := w.addressesOf(ctx, found[0])
		if err != nil || slices.Equal(want, got) {
			return err
		}
		return mismatch(expected, "the group holds %s", orNobody(got))
	})
}

func (w *World) accountHasNoGroup(ctx context.Context, name string) error {
	name = w.names.group(name)
	return w.Settle(ctx, "no group "+name, func(ctx context.Context) error {
		found, err := w.groupsCalled(ctx, name)
		if err != nil || len(found) == 0 {
			return err
		}
		return mismatch(fmt.Sprintf("no group %q", name), "a group of that name with %d members", len(found[0].Members))
	})
}

func (w *World) groupsCalled(ctx context.Context, name string) ([]account.Group, error) {
	groups, err := w.reader.Groups(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(groups, func(g account.Group) bool { return !strings.EqualFold(g.Name, name) }), nil
}

func (w *World) addressesOf(ctx context.Context, group account.Group) ([]string, error) {
	members, err := w.reader.Members(ctx)
	if err != nil {
		return nil, err
	}
	var addresses []string
	for _, id := range group.Members {
		i := slices.IndexFunc(members, func(m account.Member) bool { return m.ID == id })
		if i < 0 {
			addresses = append(addresses, "somebody unknown ("+id+")")
			continue
		}
		addresses = append(addresses, members[i].Email)
	}
	slices.Sort(addresses)
	return addresses, nil
}

func orNobody(addresses []string) string {
	if len(addresses) == 0 {
		return "nobody"
	}
	return strings.Join(addresses, ", ")
}
