package main

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"

	"github.com/tidwall/gjson"

	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockvault"
)

// mustEnd ends `serve` as Ctrl-C does, and looks whether somebody is left at the addresses.
func (r *running) mustEnd(t *testing.T, addresses ...string) {
	t.Helper()
	printed := r.stdout.String()
	if err := r.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if got := r.wait(t); got.code != 0 || got.stdout != printed {
		t.Errorf("exit code %d, more on stdout %q, stderr %q; want 0 and nothing", got.code, got.stdout, got.stderr)
	}
	for _, address := range addresses {
		at, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", at.Host); err == nil {
			_ = conn.Close()
			t.Errorf("somebody still listens at %s", at.Host)
		}
	}
}

func TestServeForAMachine(t *testing.T) {
	t.Parallel()
	for _, runtime := range []string{"embedded", "docker"} {
		t.Run(runtime, func(t *testing.T) {
			t.Parallel()
			if runtime == "docker" {
				needsEngine(t)
			}
			r := begin(t, t.TempDir(), "serve", "--json", "--runtime", runtime)
			printed := r.await(t, r.stdout, "{")
			for _, path := range []string{"directory.url", "directory.admin_token", "bridge.url", "bridge.token", "vault.url", "vault.admin_token", "graph.client_id"} {
				if gjson.Get(printed, path).String() == "" {
					t.Errorf("%s is missing", path)
				}
			}
			if strings.Count(printed, "\n") != 1 {
				t.Errorf("printed %q, want one line", printed)
			}
			var s served
			if err := json.Unmarshal([]byte(printed), &s); err != nil {
				t.Fatalf("%v: %q", err, printed)
			}
			drive(t, s)
			driveGraph(t, s.Graph)
			r.mustEnd(t, s.Directory.URL, s.Bridge.URL, s.Vault.URL)
		})
	}
}

// drive leads one person from the directory into the account.
func drive(t *testing.T, s served) {
	t.Helper()
	ctx := t.Context()
	tenant := mockidp.NewClient(s.Directory.URL, s.Directory.AdminToken, http.DefaultClient).Tenant(s.Directory.Tenant)
	if _, err := tenant.AddPerson(ctx, directory.Person{Enabled: true, Attributes: map[string]string{"userPrincipalName": "ada@contoso.example", "displayName": "Ada King"}}); err != nil {
		t.Fatal(err)
	}
	if err := tenant.Assign(ctx, "ada@contoso.example"); err != nil {
		t.Fatal(err)
	}
	if err := tenant.StartJob(ctx); err != nil {
		t.Fatal(err)
	}
	if cycle, err := tenant.RunCycle(ctx); err != nil || cycle.State != "Succeeded" {
		t.Fatalf("cycle %s: %v", cycle.State, err)
	}
	if log, err := tenant.ProvisioningLog(ctx); err != nil || len(log) != 1 || log[0].Action != "create" || log[0].Status.Status != "success" {
		t.Errorf("the provisioning log is %+v (%v), want the creation", log, err)
	}
	member, err := mockvault.NewClient(s.Vault.URL, s.Vault.AdminToken, http.DefaultClient).Account(s.Vault.Account).Member(ctx, "ada@contoso.example")
	if err != nil || member.Name != "Ada King" {
		t.Errorf("member %+v (%v), want Ada King", member, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Bridge.URL+"/Users", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+s.Bridge.Token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if got := gjson.GetBytes(body, "Resources.#.userName").String(); err != nil || got != `["owner@vault.example","ada@contoso.example"]` {
		t.Errorf("the bridge lists %s (%v), want the account's owner and ada", got, err)
	}
}

// script is what `serve` prints for a shell: its indented lines.
func script(printed string) string {
	var lines []string
	for line := range strings.SplitSeq(printed, "\n") {
		if rest, ok := strings.CutPrefix(line, "  "); ok {
			lines = append(lines, rest)
		}
	}
	return strings.Join(lines, "\necho\n") // or the answers would stand in one line
}

func TestServeForAPerson(t *testing.T) {
	t.Parallel()
	const ours = "directory http://127.0.0.1:... token ... tenant ... bridge http://127.0.0.1:.../scim/v2 token ... vault http://127.0.0.1:... token ... account ... graph https://127.0.0.1:... tenant ... client ... secret ... certificates ... Put somebody ..."
	for _, tc := range []struct {
		name, begin string
		args        []string
		path, ends  string // what stands at the path in the last answer to the script
	}{
		{"embedded", ours, []string{"--runtime", "embedded"}, "#.email", `["ada@contoso.example","owner@vault.example"]`},
		{"docker", ours, []string{"--runtime", "docker"}, "#.email", `["ada@contoso.example","owner@vault.example"]`},
		{
			"a bridge elsewhere", "directory http://127.0.0.1:... bridge {url} token " + bridgeToken + " graph https://127.0.0.1:... Put somebody ...",
			[]string{"--bridge", "{profile}"}, "Resources.#.userName", `["owner@vault.example","ada@contoso.example"]`,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if tc.name == "docker" {
				needsEngine(t)
			}
			root := serveReference(t, "")
			profile := write(t, t.TempDir(), "our.yaml", "name: our\nurl: "+root+"\ntoken: "+bridgeToken+"\naccounts: 1\n")
			for i := range tc.args {
				tc.args[i] = strings.ReplaceAll(tc.args[i], "{profile}", profile)
			}
			r := begin(t, t.TempDir(), append([]string{"serve"}, tc.args...)...)
			printed := r.await(t, r.stdout, "Ctrl-C")
			if want := strings.ReplaceAll(tc.begin, "{url}", root); !like(want, strings.Join(strings.Fields(printed), " ")) {
				t.Errorf("printed:\n%s\nwant it to begin like:\n%s", printed, want)
			}
			got := launch(t, t.TempDir(), nil, "bash", "-euo", "pipefail", "-c", strings.ReplaceAll(script(printed), "curl ", "curl -sSf ")).wait(t)
			if found := gjson.Get(lastLine(got.stdout), tc.path).String(); got.code != 0 || found != tc.ends {
				t.Errorf("exit code %d, stderr %q; the last answer has %s, want %s:\n%s", got.code, got.stderr, found, tc.ends, got.stdout)
			}
			r.mustEnd(t)
		})
	}
}
