package steps

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// elsewhereSentences are about an account that the scenario's token does not open
// (RFC 7644 section 6). It is the same one for the whole scenario.
func elsewhereSentences() []Sentence {
	return []Sentence{
		{
			Given: `a user {name} in another account`,
			Do:    func(w *World) any { return w.userElsewhere },
		},
		{
			Given: `a first page {name} of the users of another account`,
			Do:    func(w *World) any { return w.pageElsewhere },
		},
	}
}

// elsewhere is an account beside the scenario's own.
type elsewhere struct {
	account *mockvault.AccountClient
	token   string
}

// elsewhere reaches the bridge as the other account does, which it makes if need be.
func (w *World) elsewhere(ctx context.Context) (scim.Client, error) {
	if w.said.elsewhere == nil {
		if err := w.openElsewhere(ctx); err != nil {
			return scim.Client{}, err
		}
	}
	return scim.Client{Root: w.bridge.HostURL(), Token: w.said.elsewhere.token, HTTP: w.client()}, nil
}

func (w *World) openElsewhere(ctx context.Context) error {
	if w.run.lab.Vault == nil {
		return errors.New("a second account needs the mock vault")
	}
	made, err := w.run.lab.Vault.CreateAccount(ctx, mockvault.AccountSpec{
		Settings: account.Settings{Name: w.scenario.Name + ", another account"}, Seed: w.run.seedOf(w.scenario.Name + " elsewhere"),
	})
	if err != nil {
		return fmt.Errorf("make another account: %w", err)
	}
	w.said.elsewhere = &elsewhere{account: w.run.lab.Vault.Account(made.ID)}
	if w.said.elsewhere.token, err = w.said.elsewhere.account.EnableProvisioning(ctx); err != nil {
		return fmt.Errorf("switch provisioning on in another account: %w", err)
	}
	w.wire.Hide(w.said.elsewhere.token)
	return nil
}

func (w *World) userElsewhere(ctx context.Context, name string) error {
	client, err := w.elsewhere(ctx)
	if err != nil {
		return err
	}
	body, err := w.userBody(name, `{"externalId": "{address:`+name+`}"}`)
	if err != nil {
		return err
	}
	exchange, err := client.Post(ctx, "/Users", body)
	if err != nil {
		return fmt.Errorf("make a user in another account: %w", err)
	}
	return w.keepElsewhere(name, "id", http.StatusCreated, exchange)
}

// pageElsewhere asks for a page of one user, so that there is a cursor to the next.
func (w *World) pageElsewhere(ctx context.Context, name string) error {
	client, err := w.elsewhere(ctx)
	if err != nil {
		return err
	}
	exchange, err := client.Get(ctx, "/Users?cursor&count=1")
	if err != nil {
		return fmt.Errorf("list the users of another account: %w", err)
	}
	return w.keepElsewhere(name, "nextCursor", http.StatusOK, exchange)
}

// keepElsewhere remembers an answer by a name; what it is known by is in the answer.
func (w *World) keepElsewhere(name, by string, status int, exchange *scim.Exchange) error {
	decoded, _ := decode(exchange.Body)
	seen, _ := decoded.(map[string]any)
	id, _ := seen[by].(string)
	if exchange.Status != status || id == "" {
		return mismatch(fmt.Sprintf("%d with %s for %s", status, by, name), "%d %.*s", exchange.Status, shown, exchange.Body)
	}
	w.said.resources[name] = &resource{endpoint: "/Users", id: id, seen: seen, token: w.said.elsewhere.token}
	return nil
}
