package mockvault_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

const root = "http://vault.test"

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// lab is a server with the HTTP client that reaches it.
type lab struct {
	*mockvault.Client
	http *http.Client
}

func start(t testing.TB) lab {
	t.Helper()
	server := mockvault.New(mockvault.Options{AdminToken: "admin-secret", Seed: 7})
	hc := &http.Client{Transport: &loopback.Transport{Hosts: map[string]http.Handler{"vault.test": server}}}
	return lab{mockvault.NewClient(root, "admin-secret", hc), hc}
}

// account makes an account with provisioning on, and the bridge's client with its token.
func (l lab) account(t testing.TB, settings account.Settings) (*mockvault.AccountClient, *mockvault.BridgeClient, string) {
	t.Helper()
	made, err := l.CreateAccount(t.Context(), mockvault.AccountSpec{Settings: settings})
	if err != nil {
		t.Fatalf("create an account: %v", err)
	}
	admin := l.Account(made.ID)
	token := must[string](t)(admin.EnableProvisioning(t.Context()))
	return admin, mockvault.NewBridgeClient(root, token, l.http), token
}

func must[T any](t testing.TB) func(T, error) T {
	t.Helper()
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatalf("unexpected error: %v", err)
		}
		return value
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("unexpected error: %v", err)
	}
}

func refused(t testing.TB, err error, kind refusal.Kind, code string) {
	t.Helper()
	got, is := refusal.Of(err)
	if !is || got.Kind != kind || got.Code != code {
		t.Errorf("refusal is %v (%#v), want kind %q with code %q", err, got, kind, code)
	}
}

// raw sends a request past the clients and returns status and body.
func (l lab) raw(t testing.TB, method, path, token, body string, header ...string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, root+path, strings.NewReader(body))
	ok(t, err)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := l.http.Do(req)
	ok(t, err)
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	ok(t, err)
	return resp.StatusCode, string(answer)
}

// journalOf reads the journal in the form the tests compare.
func journalOf(ctx context.Context, a *mockvault.AccountClient, since int) ([]entry, error) {
	entries, err := a.Journal(ctx, since)
	out := []entry{}
	for _, e := range entries {
		out = append(out, entry{e.Method + " " + e.Path, e.Status, e.Unexpected, e.Error})
	}
	return out, err
}

type entry struct {
	request    string
	status     int
	unexpected string
	failure    string
}
