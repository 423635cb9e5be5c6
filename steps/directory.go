package steps

import (
	"context"
	"fmt"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockvault/account"
)

// directorySentences are about people in the directory and the administrator's hand there.
func directorySentences() []Sentence {
	return []Sentence{
		{
			Given: `{address} is in the directory`,
			Do:    func(w *World) any { return w.isInDirectory },
		},
		{
			Given: `{address} is in the directory with the ` + attributeWords + ` {text}`,
			Do:    func(w *World) any { return w.isInDirectoryWith },
		},
		{
			Given: `{address} is in the directory without an e-mail address`,
			Do: func(w *World) any {
				return func(ctx context.Context, address string) error {
					_, err := w.introduce(ctx, w.names.address(address), map[string]string{"mail": ""})
					return err
				}
			},
		},
		{
			Given: `these people are in the directory:`,
			Do:    func(w *World) any { return w.areInDirectory },
		},
		{
			Given: `{address} is an active member`,
			Do:    func(w *World) any { return w.isActiveMember },
		},
		{
			Given: `{address} is invited`,
			Do:    func(w *World) any { return w.isInvited },
		},
		{
			Given: `{address} was in the account before provisioning`,
			Do:    func(w *World) any { return w.wasBefore },
		},
		{
			Given: `{address} was a guest of the account before provisioning`,
			Do:    func(w *World) any { return w.wasGuest },
		},
		{
			Given: `{address} was ` + eventWords + ` in the directory`,
			When:  `{address} is ` + eventWords + ` in the directory`,
			Do:    func(w *World) any { return w.happensTo },
		},
		{
			Given: `all of them were assigned in the directory`,
			When:  `all of them are assigned in the directory`,
			Do:    func(w *World) any { return w.assignAll },
		},
		{
			Given: `the directory renamed {address} to {address}`,
			When:  `the directory renames {address} to {address}`,
			Do:    func(w *World) any { return w.rename },
		},
		{
			Given: `the directory changed the ` + attributeWords + ` of {address} to {text}`,
			When:  `the directory changes the ` + attributeWords + ` of {address} to {text}`,
			Do:    func(w *World) any { return w.change },
		},
		{
			Given: `the manager of {address} became {address}`,
			When:  `the manager of {address} becomes {address}`,
			Do:    func(w *World) any { return w.nameManager },
		},
	}
}

// attributes are the words features have for what the default mapping carries.
//
//nolint:gochecknoglobals // a constant table
var attributes = []struct{ word, source, target string }{
	{"display name", "displayName", "displayName"},
	{"given name", "givenName", "name.givenName"},
	{"surname", "surname", "name.familyName"},
	{"job title", "jobTitle", "title"},
	{"department", "department", enterprise + ".department"},
	{"employee number", "employeeId", enterprise + ".employeeNumber"},
	{"city", "city", `addresses.#(type=="work").locality`},
	{"work phone", "telephoneNumber", `phoneNumbers.#(type=="work").value`},
}

// enterprise is the enterprise extension's object in a resource, with the dot
// of its version escaped for gjson.
const enterprise = `urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User`

const attributeWords = `(display name|given name|surname|job title|department|employee number|city|work phone)`

func sourceOf(word string) string {
	for _, row := range attributes {
		if row.word == word {
			return row.source
		}
	}
	return ""
}

// events are what can happen to a person, by the word a feature has for it.
//
//nolint:gochecknoglobals // a constant table
var events = map[string]func(ctx context.Context, w *World, id string) error{
	"assigned":   func(ctx context.Context, w *World, id string) error { return w.directory.Assign(ctx, id) },
	"unassigned": func(ctx context.Context, w *World, id string) error { return w.directory.Unassign(ctx, id) },
	"disabled":   func(ctx context.Context, w *World, id string) error { return w.enable(ctx, id, false) },
	"enabled":    func(ctx context.Context, w *World, id string) error { return w.enable(ctx, id, true) },
	"taken out of scope": func(ctx context.Context, w *World, id string) error {
		return w.set(ctx, id, scopeAttribute, outOfScope)
	},
	"taken into scope": func(ctx context.Context, w *World, id string) error { return w.set(ctx, id, scopeAttribute, inScope) },
	"deleted":          func(ctx context.Context, w *World, id string) error { return w.directory.DeletePerson(ctx, id) },
	"restored":         func(ctx context.Context, w *World, id string) error { return w.directory.Restore(ctx, id) },
	"purged":           func(ctx context.Context, w *World, id string) error { return w.directory.Purge(ctx, id) },
}

const eventWords = `(assigned|unassigned|disabled|enabled|taken out of scope|taken into scope|deleted|restored|purged)`

func (w *World) isInDirectory(ctx context.Context, address string) error {
	_, err := w.introduce(ctx, w.names.address(address), nil)
	return err
}

func (w *World) isInDirectoryWith(ctx context.Context, address, word, value string) error {
	_, err := w.introduce(ctx, w.names.address(address), map[string]string{sourceOf(word): value})
	return err
}

func (w *World) areInDirectory(ctx context.Context, table *Table) error {
	rows, err := readTable(table, "address")
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := w.isInDirectory(ctx, row["address"]); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) isActiveMember(ctx context.Context, address string) error {
	p, err := w.provisioned(ctx, w.names.address(address))
	if err != nil {
		return err
	}
	if w.account != nil {
		if err := w.accept(ctx, address); err != nil {
			return err
		}
	}
	if err := w.isInState(ctx, address, "active"); err != nil {
		return err
	}
	return w.remember(ctx, p)
}

func (w *World) isInvited(ctx context.Context, address string) error {
	p, err := w.provisioned(ctx, w.names.address(address))
	if err != nil {
		return err
	}
	if err := w.isInState(ctx, address, "invited"); err != nil {
		return err
	}
	return w.remember(ctx, p)
}

// provisioned brings a person from the directory into the account: in the
// directory, assigned, one cycle.
func (w *World) provisioned(ctx context.Context, address string) (*person, error) {
	p, err := w.introduce(ctx, address, nil)
	if err != nil {
		return nil, err
	}
	if err := w.directory.Assign(ctx, p.id); err != nil {
		return nil, err //nolint:wrapcheck // the client's error says what was attempted
	}
	if err := w.runCycles(ctx, 1); err != nil {
		return nil, err
	}
	return p, w.Settle(ctx, address+" is in the account", func(ctx context.Context) error {
		_, err := w.member(ctx, address)
		return err
	})
}

func (w *World) wasBefore(ctx context.Context, address string) error {
	address = w.names.address(address)
	if err := w.reader.Seed(ctx, address, w.fake.Name()); err != nil {
		return fmt.Errorf("put %s into the account: %w", address, err)
	}
	return w.meet(ctx, address)
}

func (w *World) wasGuest(ctx context.Context, address string) error {
	address = w.names.address(address)
	if _, err := w.account.AddMember(ctx, address, w.fake.Name(), account.Guest); err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	return w.meet(ctx, address)
}

// meet makes somebody who is only in the account known to the scenario.
func (w *World) meet(ctx context.Context, address string) error {
	p := &person{addresses: []string{address}}
	w.people = append(w.people, p)
	return w.remember(ctx, p)
}

func (w *World) happensTo(ctx context.Context, address, event string) error {
	p, err := w.person(w.names.address(address))
	if err != nil {
		return err
	}
	return events[event](ctx, w, p.id)
}

func (w *World) assignAll(ctx context.Context) error {
	for _, p := range w.people {
		if p.id == "" {
			continue
		}
		if err := w.directory.Assign(ctx, p.id); err != nil {
			return err //nolint:wrapcheck // the client's error says what was attempted
		}
	}
	return nil
}

func (w *World) enable(ctx context.Context, id string, enabled bool) error {
	_, err := w.directory.ChangePerson(ctx, id, directory.PersonChange{Enabled: &enabled})
	return err //nolint:wrapcheck // the client's error says what was attempted
}

func (w *World) set(ctx context.Context, id, attribute, value string) error {
	_, err := w.directory.ChangePerson(ctx, id, directory.PersonChange{Attributes: map[string]string{attribute: value}})
	return err //nolint:wrapcheck // the client's error says what was attempted
}

// rename changes user principal name and mail together, as a marriage does.
func (w *World) rename(ctx context.Context, from, to string) error {
	from, to = w.names.address(from), w.names.address(to)
	p, err := w.person(from)
	if err != nil {
		return err
	}
	change := directory.PersonChange{Attributes: map[string]string{"userPrincipalName": to, "mail": to}}
	if _, err := w.directory.ChangePerson(ctx, p.id, change); err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	if _, taken := w.person(to); taken != nil {
		p.addresses = append(p.addresses, to)
	}
	return nil
}

func (w *World) change(ctx context.Context, word, address, value string) error {
	p, err := w.person(w.names.address(address))
	if err != nil {
		return err
	}
	return w.set(ctx, p.id, sourceOf(word), value)
}

func (w *World) nameManager(ctx context.Context, address, manager string) error {
	p, err := w.person(w.names.address(address))
	if err != nil {
		return err
	}
	m, err := w.person(w.names.address(manager))
	if err != nil {
		return err
	}
	_, err = w.directory.ChangePerson(ctx, p.id, directory.PersonChange{Manager: &m.id})
	return err //nolint:wrapcheck // the client's error says what was attempted
}
