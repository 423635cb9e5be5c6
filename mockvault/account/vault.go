package account

import (
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
)

// The types of vault.
const (
	Personal    = "PERSONAL"     // of one member, since the member set up the account
	UserCreated = "USER_CREATED" // shared by grants
)

// Vaults lists all vaults, by id.
func (a *Account) Vaults() []Vault {
	a.mu.Lock()
	defer a.mu.Unlock()
	return sortedBy(a.vaults, (*vault).copy)
}

// AddVault makes a shared vault. Names need not be unique.
func (a *Account) AddVault(name string) (Vault, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := checkTitle("vault name", name); err != nil {
		return Vault{}, err
	}
	v := a.newVault(Vault{Name: name, Type: UserCreated})
	a.record(Administrator, "vault-create", v.ID, "", name)
	return v.copy(), nil
}

func (a *Account) newVault(in Vault) *vault {
	in.ID = strings.ToLower(a.freshID())
	return a.insertVault(in)
}

// Grant gives a member or a group, by id, access to a shared vault; giving it again changes nothing.
func (a *Account) Grant(vaultID, accessor string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	v, err := a.vault(vaultID)
	if err != nil {
		return err
	}
	if v.Type == Personal {
		return refusal.New(refusal.Forbidden, "personal-vault", "grant access to vault %s: it is a member's own", v.ID)
	}
	list := &v.Members
	switch {
	case a.members[accessor] != nil:
	case a.groups[accessor] != nil:
		list = &v.Groups
	default:
		return refusal.New(refusal.Invalid, "no-such-accessor", "grant access to vault %s: %q is no id of a member or a group", v.ID, accessor)
	}
	if !slices.Contains(*list, accessor) {
		*list = union(*list, []string{accessor})
		a.record(Administrator, "grant", v.ID, "", accessor)
	}
	return nil
}

// AddItem puts an item into a vault by a member's hand.
func (a *Account) AddItem(vaultID, title string) (Item, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	v, err := a.vault(vaultID)
	if err != nil {
		return Item{}, err
	}
	if err := checkTitle("item title", title); err != nil {
		return Item{}, err
	}
	item := Item{Title: title}
	for item.ID == "" || v.has(item.ID) {
		item.ID = strings.ToLower(a.freshID())
	}
	v.Items = append(v.Items, item)
	a.record(Person, "item-create", v.ID, "", title)
	return item, nil
}

func (v *vault) has(item string) bool {
	return slices.ContainsFunc(v.Items, func(i Item) bool { return i.ID == item })
}

func (a *Account) vault(id string) (*vault, error) {
	v := a.vaults[id]
	if v == nil {
		return nil, refusal.New(refusal.NotFound, "no-such-vault", "there is no vault %q", id)
	}
	return v, nil
}
