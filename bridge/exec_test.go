package bridge_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/bridge"
)

// guarded is a profile of a server here that wants the token sesame, with the
// shell line that tells it and the one that prints the account.
func guarded(t *testing.T, tell, printAccount string) bridge.Profile {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer sesame" {
			w.WriteHeader(http.StatusUnauthorized)
		}
	}))
	t.Cleanup(server.Close)
	return bridge.Profile{
		Name: "guarded", URL: server.URL + "/scim", Accounts: 1, Ready: bridge.Ready{Timeout: 1e10},
		Reader: bridge.ReaderExec, TokenExec: []string{"sh", "-c", tell}, Exec: []string{"sh", "-c", printAccount},
	}
}

func TestCommandsOfTheVendor(t *testing.T) {
	t.Parallel()
	p := guarded(t, "echo '{url}' >&2; echo sesame", "echo 'scim {url} port {port} token {token}'; echo chatter >&2")
	b, err := bridge.Attach(t.Context(), p, setting(t))
	if err != nil {
		t.Fatal(err)
	}
	if b.Token() != "sesame" {
		t.Errorf("token %q, want the one that the command printed", b.Token())
	}
	printed, err := setting(t).State(t.Context(), p, b)
	port := p.URL[strings.LastIndex(p.URL, ":")+1 : len(p.URL)-len("/scim")]
	if want := "scim " + p.URL + " port " + port + " token sesame\n"; err != nil || string(printed) != want {
		t.Errorf("State = %q, %v; want %q and nothing of standard error", printed, err, want)
	}
	given := setting(t)
	given.Token = "wrong"
	if _, err := bridge.Attach(t.Context(), p, given); err == nil || !strings.Contains(err.Error(), "the token is wrong") {
		t.Errorf("Attach with another token = %v; want the one that was given to be used", err)
	}
}

func TestCommandsThatFail(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, tell, want string }{
		{"no token", "true", "ask for the bearer token: sh -c true printed 0 words, want the token and nothing else"},
		{"chatter", "echo here it is", "printed 3 words, want the token and nothing else"},
		{"an error", "echo no such realm >&2; exit 3", "exit status 3; the end of its log:\n  no such realm"},
		{"too much", "yes x | head -c 70000", "it printed more than 65536 bytes"},
		{"no such variable", "echo {env:SCIMPROOF_TEST_ABSENT}", "needs the environment variable SCIMPROOF_TEST_ABSENT; set it"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := bridge.Attach(t.Context(), guarded(t, tc.tell, "true"), setting(t))
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got  %v\nwant %s", err, tc.want)
			}
		})
	}
	p := guarded(t, "echo sesame", "echo 'cannot log in with {token}' >&2; exit 1")
	b, err := bridge.Attach(t.Context(), p, setting(t))
	if err != nil {
		t.Fatal(err)
	}
	_, err = setting(t).State(t.Context(), p, b)
	if err == nil || strings.Contains(err.Error(), "sesame") || !strings.Contains(err.Error(), "cannot log in with ***") {
		t.Errorf("State = %v; want the last words of the command, without the token", err)
	}
}
