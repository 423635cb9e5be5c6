package steps

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockvault/account"
)

// person is somebody a scenario speaks of, in the directory or only in the account.
type person struct {
	id        string          // in the directory; "" when only in the account
	addresses []string        // every one the person has had, newest last
	member    *account.Member // as the Givens left it
	items     []string        // titles in the personal vault
}

func (p *person) has(address string) bool {
	return slices.ContainsFunc(p.addresses, func(a string) bool { return strings.EqualFold(a, address) })
}

// owns reports whether the member is this person's, by any address the person has had.
func (p *person) owns(m account.Member) bool {
	return p.has(m.Email) || m.PendingEmail != nil && p.has(m.PendingEmail.Email)
}

// among picks the members that are this person's.
func (p *person) among(members []account.Member) []account.Member {
	return slices.DeleteFunc(slices.Clone(members), func(m account.Member) bool { return !p.owns(m) })
}

// person finds somebody by any address they have had.
func (w *World) person(address string) (*person, error) {
	for _, p := range w.people {
		if p.has(address) {
			return p, nil
		}
	}
	return nil, fmt.Errorf("the scenario has not introduced %q; say first that the person is in the directory or was in the account", address)
}

// introduce puts a person with this address into the directory, with made-up
// but repeatable data, unless the scenario knows the person's id already.
func (w *World) introduce(ctx context.Context, address string, attributes map[string]string) (*person, error) {
	known, err := w.person(address)
	if err == nil && known.id != "" {
		return known, nil
	}
	data := w.madeUp(address)
	maps.Copy(data, w.run.profile.Users.Directory)
	maps.Copy(data, attributes)
	made, err := w.directory.AddPerson(ctx, directory.Person{Enabled: true, Attributes: data})
	if err != nil {
		return nil, err //nolint:wrapcheck // the client's error says what was attempted
	}
	if known == nil {
		known = &person{}
		w.people = append(w.people, known)
	}
	known.id = made.ID
	if !known.has(address) {
		known.addresses = append(known.addresses, address)
	}
	return known, nil
}

// scopeAttribute decides who is in scope: the one attribute that the default
// mapping does not carry, so that leaving the scope changes nothing else.
const (
	scopeAttribute = "companyName"
	inScope        = "Contoso"
	outOfScope     = "Elsewhere"
)

func (w *World) madeUp(address string) map[string]string {
	given, surname := w.fake.FirstName(), w.fake.LastName()
	return map[string]string{
		"userPrincipalName": address,
		"mail":              address,
		"mailNickname":      strings.ReplaceAll(address, "@", "."),
		"displayName":       given + " " + surname,
		"givenName":         given,
		"surname":           surname,
		"jobTitle":          w.fake.JobTitle(),
		"department":        "Operations",
		"employeeId":        w.fake.DigitN(6),
		scopeAttribute:      inScope,
	}
}

// remember keeps the member as it is now, for "as before" and "unchanged".
func (w *World) remember(ctx context.Context, p *person) error {
	members, err := w.reader.Members(ctx)
	if err != nil {
		return err
	}
	for _, m := range members {
		if p.owns(m) {
			p.member = &m
			return nil
		}
	}
	return fmt.Errorf("%w: %s", errNoMember, strings.Join(p.addresses, ", "))
}

// member finds who has this address in force.
func (w *World) member(ctx context.Context, address string) (account.Member, error) {
	members, err := w.reader.Members(ctx)
	if err != nil {
		return account.Member{}, err
	}
	for _, m := range members {
		if strings.EqualFold(m.Email, address) {
			return m, nil
		}
	}
	return account.Member{}, fmt.Errorf("%w: %s", errNoMember, address)
}

// membersOf lists all members that are this person's; more than one is a double.
func (w *World) membersOf(ctx context.Context, p *person) ([]account.Member, error) {
	members, err := w.reader.Members(ctx)
	if err != nil {
		return nil, err
	}
	return p.among(members), nil
}

func isRefused(err error, code string) bool { return refusal.Is(err, code) }
