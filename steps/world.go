package steps

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/brianvoe/gofakeit/v6"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/wait"
	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockidp/provisioning"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// World is what one scenario sees and moves: a tenant of the directory, an
// account of the vault and the bridge between them. Each scenario has its own.
type World struct {
	run      *run
	scenario Scenario
	names    namer
	fake     *gofakeit.Faker

	directory *mockidp.TenantClient
	account   *mockvault.AccountClient // nil when no mock vault is behind the bridge
	reader    Reader
	bridge    bridge.Bridge
	token     string
	settings  provisioning.Settings
	wire      *journal.Journal // what the harness itself asked of the bridge
	said      wire             // of features/protocol, where the harness is the client

	heldUp atomic.Int64 // nanoseconds, for the sake of requests that the bridge put off

	people  []*person
	groups  map[string]string  // directory id by name
	cycle   provisioning.Cycle // the newest
	attempt error              // how the administrator's last attempt ended

	acted  bool             // the first When has begun
	mark   int              // the directory's journal when it did
	before account.Snapshot // the account when it did
	result outcome
}

// Directory is the administrator's hand in the directory.
func (w *World) Directory() *mockidp.TenantClient { return w.directory }

// Account is the hand of administrator and members in the vault; nil without a mock vault.
func (w *World) Account() *mockvault.AccountClient { return w.account }

// Bridge is the bridge this scenario goes through.
func (w *World) Bridge() bridge.Bridge { return w.bridge }

// Reader sees the account behind the bridge.
func (w *World) Reader() Reader { return w.reader }

// Settle waits until check holds, at most as long as the profile gives a bridge
// to settle. A look that began in that time may end after it: a slow answer is an
// answer. The error is check's last one.
func (w *World) Settle(ctx context.Context, what string, check func(context.Context) error) error {
	limit, cancel := context.WithTimeout(ctx, w.run.settle)
	defer cancel()
	return wait.Until(limit, what, func(context.Context) error {
		look, cancel := context.WithTimeout(ctx, lookLimit)
		defer cancel()
		return check(look)
	})
}

// lookLimit bounds one look at the state, in real time.
const lookLimit = 5 * time.Second

// open gives the scenario its tenant, its account and a started job.
func (w *World) open(ctx context.Context) error {
	seed := w.run.seedOf(w.scenario.Name)
	w.fake = gofakeit.New(seed)
	w.names = newNamer(w.run.profile.Accounts == 1, seed)
	w.groups = map[string]string{}
	w.said.resources = map[string]*resource{}
	w.bridge, w.token = w.run.lab.Bridge, w.run.lab.Bridge.Token()
	w.wire = journal.New(w.token)
	if err := w.openAccount(ctx, seed); err != nil {
		return err
	}
	w.settings = provisioning.Settings{
		BaseURL: w.bridge.URL(),
		Token:   w.token,
		Dialect: w.run.dialect,
		Scope:   provisioning.Assigned,
		Groups:  w.run.profile.Has("groups"),
		Filter:  provisioning.AllOf(provisioning.Clause{Attribute: scopeAttribute, Operator: "NOT EQUALS", Value: outOfScope}),
	}
	tenant, err := w.run.lab.Directory.CreateTenant(ctx, mockidp.TenantSpec{Name: w.scenario.Name, Seed: seed, Job: &w.settings})
	if err != nil {
		return fmt.Errorf("make a tenant: %w", err)
	}
	w.directory = w.run.lab.Directory.Tenant(tenant.ID)
	return nil
}

func (w *World) openAccount(ctx context.Context, seed int64) error {
	w.reader = scimReader{w}
	if w.run.profile.Reader == bridge.ReaderExec {
		w.reader = execReader{w.reader, w.state}
	}
	if w.run.lab.Vault == nil {
		return nil
	}
	settings := account.Settings{Name: w.scenario.Name, EmailAtOnce: w.run.profile.Rename == bridge.RenameAtOnce}
	made, err := w.run.lab.Vault.CreateAccount(ctx, mockvault.AccountSpec{Settings: settings, Seed: seed})
	if err != nil {
		return fmt.Errorf("make an account: %w", err)
	}
	w.account = w.run.lab.Vault.Account(made.ID)
	if w.run.profile.Reader == bridge.ReaderMockVault {
		w.reader = vaultReader{w.account}
	}
	token, err := w.account.EnableProvisioning(ctx)
	if err != nil {
		return fmt.Errorf("switch provisioning on: %w", err)
	}
	if w.token == "" {
		w.token = token
		w.wire = journal.New(token)
	}
	return nil
}

func (w *World) configure(ctx context.Context) error {
	if _, err := w.directory.ConfigureJob(ctx, w.settings); err != nil {
		return fmt.Errorf("configure the job: %w", err)
	}
	return nil
}

// beginAction remembers how things stood before the first When.
func (w *World) beginAction(ctx context.Context) error {
	if w.acted {
		return nil
	}
	w.acted = true
	tenant, err := w.directory.Info(ctx)
	if err != nil {
		return fmt.Errorf("read the directory's journal: %w", err)
	}
	w.mark = tenant.Exchanges
	if w.account != nil {
		if w.before, err = w.account.Snapshot(ctx); err != nil {
			return fmt.Errorf("take a snapshot of the account: %w", err)
		}
	}
	return nil
}

// close ends what the scenario opened. It goes on after an error and returns all.
func (w *World) close(ctx context.Context) error {
	var problems []error
	if w.reader != nil {
		w.removeStrays(ctx)
		problems = append(problems, w.reader.CleanUp(ctx))
	}
	if w.directory != nil {
		problems = append(problems, w.directory.Delete(ctx))
	}
	if w.account != nil {
		problems = append(problems, w.account.Delete(ctx))
	}
	if w.said.elsewhere != nil {
		problems = append(problems, w.said.elsewhere.account.Delete(ctx))
	}
	return errors.Join(problems...)
}

// client returns an HTTP client that journals what the harness asks of the bridge.
func (w *World) client() *http.Client {
	return &http.Client{
		Transport:     asking{w, &journal.Transport{Base: w.run.lab.HTTP.Transport, Journal: w.wire, From: "harness", To: "bridge", Now: w.run.now}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// hide takes the token out of a text for people.
func (w *World) hide(text string) string {
	if w.token == "" {
		return text
	}
	return strings.ReplaceAll(text, w.token, "***")
}
