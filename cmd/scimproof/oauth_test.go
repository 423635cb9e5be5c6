package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestABridgeWithATokenEndpointIsJudgedByItsProfile names a client of a bridge that
// runs elsewhere in a profile; its secret is in the environment alone.
func TestABridgeWithATokenEndpointIsJudgedByItsProfile(t *testing.T) {
	t.Parallel()
	elsewhere := begin(t, t.TempDir(), "serve", "--json", "--runtime", "embedded")
	var s served
	if err := json.Unmarshal([]byte(elsewhere.await(t, elsewhere.stdout, "{")), &s); err != nil {
		t.Fatal(err)
	}
	root := strings.TrimSuffix(s.Bridge.URL, "/scim/v2")
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, root+"/oauth2/clients", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+s.Bridge.Token)
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	var client struct {
		ID     string `json:"client_id"`
		Secret string `json:"client_secret"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&client); err != nil || client.Secret == "" {
		t.Fatalf("registered: %s, %v", answer.Status, err)
	}
	dir := t.TempDir()
	write(t, dir, "ours.yaml", fmt.Sprintf("name: ours\nurl: %s\ntoken_env: OUR_TOKEN\naccounts: 1\ncapabilities: [patch, soft-delete]\n"+
		"oauth: {token_url: /oauth2/token, client_id: %s, client_secret_env: OUR_SECRET}\nsettle: 500ms\n", s.Bridge.URL, client.ID))
	secrets := []string{"OUR_TOKEN=" + s.Bridge.Token, "OUR_SECRET=" + client.Secret}
	const feature = "features/dialects/entra/credentials.feature"
	got := launch(t, dir, secrets, "scimproof", "test", "--bridge", "ours.yaml", "--report", "report", feature).wait(t)
	if got.code != 0 || !strings.Contains(got.stdout, "CONFORMANT  4 passed, 5 unsupported") {
		t.Errorf("exit code %d:\n%s%s", got.code, got.stdout, got.stderr)
	}
	if leaks(t, dir, client.Secret) {
		t.Error("the client's secret stands in the report")
	}
	got = launch(t, dir, secrets[:1], "scimproof", "test", "--bridge", "ours.yaml", feature).wait(t)
	if got.code != 2 || !strings.Contains(got.stdout, "set OUR_SECRET") {
		t.Errorf("without the secret: exit code %d:\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// leaks tells whether a file below dir holds the text.
func leaks(t *testing.T, dir, text string) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		held, err := os.ReadFile(path)
		found = found || bytes.Contains(held, []byte(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
