// Package clients_test proves the Graph API with programs that nobody here wrote:
// Microsoft's own clients and those under Terraform's azuread provider, each in a
// folder of its own with pinned versions and not a line of them changed. `make
// clients` runs it.
package clients_test

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/scimproof/scimproof/mockvault"
)

// story is what a client prints: what it read on its way, by its own types.
type story struct {
	People   []person `json:"people"`   // as the directory lists them
	Assigned []string `json:"assigned"` // who has the app, sorted
	Job      struct { // after its first cycle
		Template string `json:"template"`
		State    string `json:"state"`
		Exported int    `json:"exported"`
	} `json:"job"`
	OnDemand struct {
		Result string `json:"result"`
		Action string `json:"action"`
	} `json:"on_demand"`
	Pages int    `json:"pages"` // of the log, two lines each
	Log   []line `json:"log"`
}

type person struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Enabled bool   `json:"enabled"`
}

type line struct {
	Action string `json:"action"`
	Status string `json:"status"`
	Source string `json:"source"` // display name of the person
	Target string `json:"target"` // id of the member
}

// client is one of the programs.
type client struct {
	dir     string
	prepare func(t *testing.T, dir string) (argv []string)
	trust   string // variable that names the file of the certificate; "": the program reads graph.ca_file
}

func TestClientsThatNobodyHereWrote(t *testing.T) {
	t.Parallel()
	if os.Getenv("SCIMPROOF_CLIENTS") != "true" {
		t.Skip("make clients runs it: it installs four clients and compiles for minutes")
	}
	scimproof := build(t, filepath.Join("..", "..", "..", "cmd", "scimproof"))
	for _, c := range []client{
		{"hamilton", golang, "SSL_CERT_FILE"},
	} {
		t.Run(c.dir, func(t *testing.T) {
			t.Parallel()
			argv := c.prepare(t, c.dir)
			lab := serve(t, scimproof)
			told, err := json.Marshal(map[string]any{"graph": lab.Graph, "bridge": lab.Bridge})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
			cmd.Stdin, cmd.Stderr = bytes.NewReader(told), &bytes.Buffer{}
			if cmd.Env = os.Environ(); c.trust != "" {
				cmd.Env = append(cmd.Env, c.trust+"="+lab.Graph.CAFile)
			}
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v\n%s%s", err, out, cmd.Stderr)
			}
			var got story
			decoder := json.NewDecoder(bytes.NewReader(out))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&got); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			got.mustBeRight(t, lab.members(t))
		})
	}
}

// mustBeRight holds the story against what the account holds: ids of members by
// their address.
func (s story) mustBeRight(t *testing.T, members map[string]string) {
	t.Helper()
	names := []string{}
	for _, p := range s.People {
		names = append(names, p.Name)
		if p.ID == "" || !p.Enabled {
			t.Errorf("the client reads %+v, want somebody with an id and enabled", p)
		}
	}
	if want := []string{"ada@contoso.example", "ben@contoso.example", "cyd@contoso.example"}; !slices.Equal(names, want) {
		t.Errorf("the client reads the people %v, want %v", names, want)
	}
	if want := []string{"ada", "ben", "cyd"}; !slices.Equal(s.Assigned, want) {
		t.Errorf("the app is assigned to %v, want %v", s.Assigned, want)
	}
	if j := s.Job; j.Template != "scim" || j.State != "Active" || j.Exported != 2 {
		t.Errorf("after its first cycle the job is %+v, want scim, Active, 2", j)
	}
	if d := s.OnDemand; d.Result != "Success" || d.Action != "create" {
		t.Errorf("on demand: %+v, want Success, create", d)
	}
	if want := []string{"ada@contoso.example", "ben@contoso.example", "cyd@contoso.example", "owner@vault.example"}; !slices.Equal(slices.Sorted(maps.Keys(members)), want) {
		t.Fatalf("the account holds %v, want %v", members, want)
	}
	want := []line{
		{"create", "success", "ada", members["ada@contoso.example"]},
		{"create", "success", "ben", members["ben@contoso.example"]},
		{"create", "success", "cyd", members["cyd@contoso.example"]},
	}
	if s.Pages != 2 || len(s.Log) != 3 || s.Log[0].Source != "cyd" {
		t.Errorf("the log has %d pages, and begins with the oldest or lacks lines: %v; want 2, and three lines, cyd's first", s.Pages, s.Log)
	}
	slices.SortFunc(s.Log, func(a, b line) int { return strings.Compare(a.Source, b.Source) })
	if !slices.Equal(s.Log, want) {
		t.Errorf("the log is %v, want %v", s.Log, want)
	}
}

// lab is the line of `scimproof serve --json`.
type lab struct {
	Graph struct {
		URL          string `json:"url"`
		Authority    string `json:"authority"`
		Tenant       string `json:"tenant"`
		ClientID     string `json:"client_id"`
		ClientSecret string `json:"client_secret"`
		CAFile       string `json:"ca_file"`
	} `json:"graph"`
	Bridge struct {
		URL   string `json:"url"`
		Token string `json:"token"`
	} `json:"bridge"`
	Vault struct {
		URL        string `json:"url"`
		AdminToken string `json:"admin_token"`
		Account    string `json:"account"`
	} `json:"vault"`
}

// serve starts the program with everything in it, and ends it when the test ends.
func serve(t *testing.T, scimproof string) (l lab) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), scimproof, "serve", "--json", "--runtime", "embedded")
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGINT) }
	cmd.WaitDelay = 30 * time.Second
	said := &bytes.Buffer{}
	cmd.Stderr = said
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Wait() }) // t.Context has ended by then
	if err := json.NewDecoder(out).Decode(&l); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return l
}

// members asks the account behind the bridge, which no client knows of.
func (l lab) members(t *testing.T) map[string]string {
	t.Helper()
	all, err := mockvault.NewClient(l.Vault.URL, l.Vault.AdminToken, http.DefaultClient).Account(l.Vault.Account).Members(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	for _, m := range all {
		ids[m.Email] = m.ID
	}
	return ids
}

// build compiles the program in a folder, which may be a module of its own.
func build(t *testing.T, dir string) (file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), filepath.Base(dir))
	cmd := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-tags", "nomsgpack", "-o", file, ".")
	cmd.Dir = dir
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", dir, err, out)
	}
	t.Logf("built %s in %s", dir, time.Since(began).Round(time.Second/10))
	return file
}

func golang(t *testing.T, dir string) []string {
	t.Helper()
	return []string{build(t, dir)}
}
