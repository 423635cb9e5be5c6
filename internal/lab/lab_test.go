package lab_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/engine/enginetest"
	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
	"github.com/scimproof/scimproof/mockvault"
)

func TestMain(m *testing.M) {
	if os.Getenv(victim) != "" {
		beVictim()
		return
	}
	goleak.VerifyTestMain(m)
}

// reference is the profile of the reference bridge.
func reference(t testing.TB) bridge.Profile {
	t.Helper()
	p, err := bridge.LoadProfile("refbridge")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// up brings a lab up, and down when the test ends.
func up(t *testing.T, o lab.Options) *lab.Lab {
	t.Helper()
	o.Progress = func(line string) { t.Log(line) }
	l, err := lab.Up(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context())
		if t.Failed() {
			for party, log := range l.Logs(ctx) {
				t.Logf("log of %s:\n%s", party, log)
			}
		}
		if err := errors.Join(l.Close(ctx), l.Close(ctx)); err != nil {
			t.Errorf("close the lab: %v", err)
		}
	})
	return l
}

// drive provisions Ada through a bridge of the lab into a new account and
// returns the address by which the account knows her in the end.
func drive(t *testing.T, l *lab.Lab, b bridge.Bridge) string {
	t.Helper()
	ctx := t.Context()
	made, err := l.Vault.CreateAccount(ctx, mockvault.AccountSpec{})
	must(t, err)
	account := l.Vault.Account(made.ID)
	token, err := account.EnableProvisioning(ctx)
	must(t, err)
	in, err := l.Directory.CreateTenant(ctx, mockidp.TenantSpec{})
	must(t, err)
	tenant := l.Directory.Tenant(in.ID)
	ada, err := tenant.AddPerson(ctx, directory.Person{Enabled: true, Attributes: map[string]string{
		"userPrincipalName": "ada@contoso.example", "displayName": "Ada King", "mail": "ada@contoso.example",
	}})
	must(t, err)
	must(t, tenant.Assign(ctx, ada.ID))
	_, err = tenant.ConfigureJob(ctx, provisioning.Settings{BaseURL: b.URL(), Token: token, Scope: provisioning.Assigned})
	must(t, err)
	must(t, tenant.StartJob(ctx))
	cycle, err := tenant.RunCycle(ctx)
	must(t, err)
	member, err := account.Member(ctx, "ada@contoso.example")
	if err != nil {
		t.Fatalf("after the cycle %+v: %v", cycle, err)
	}
	return member.Email
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestEmbedded(t *testing.T) {
	t.Parallel()
	l := up(t, lab.Options{Profile: reference(t), Runtime: lab.Embedded})
	if l.Runtime != "embedded" || len(l.Notes) != 0 || l.Bridge.Info().Version != "2.x" || l.Bridge.URL() != "http://bridge.lab/scim/v2" {
		t.Errorf("runtime %s, notes %q, bridge %+v at %s", l.Runtime, l.Notes, l.Bridge.Info(), l.Bridge.URL())
	}
	if got := drive(t, l, l.Bridge); got != "ada@contoso.example" {
		t.Errorf("the account knows Ada as %s", got)
	}
	old, err := l.StartBridge(t.Context(), "1.4")
	must(t, err)
	if old.Info().Version != "1.4" || old.URL() != "http://bridge-2.lab/scim/v2" {
		t.Errorf("another bridge is %+v at %s", old.Info(), old.URL())
	}
	if got := drive(t, l, old); got != "ada@contoso.example" {
		t.Errorf("through version 1.4 the account knows Ada as %s", got)
	}
	if logs := l.Logs(t.Context()); len(logs) != 2 || !strings.Contains(logs["bridge"], "/scim/v2/Users") || strings.Contains(logs["bridge-2"], "Bearer") {
		t.Errorf("logs %q", logs)
	}
	if l.Endpoints.Bridge.URL != "" || l.Endpoints.Directory.URL != "" || l.Endpoints.Vault.URL != "" {
		t.Errorf("endpoints %+v of a lab that does not listen", l.Endpoints)
	}
}

func TestEmbeddedThatListens(t *testing.T) {
	t.Parallel()
	l := up(t, lab.Options{Profile: reference(t), Runtime: lab.Embedded, Listen: &lab.Listen{}})
	hc := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	at := l.Endpoints
	l.Directory = mockidp.NewClient(at.Directory.URL, at.Directory.Token, hc)
	l.Vault = mockvault.NewClient(at.Vault.URL, at.Vault.Token, hc)
	over := bridge.InProcess(reference(t), at.Bridge.URL, func() string { return "" })
	if got := drive(t, l, over); got != "ada@contoso.example" {
		t.Errorf("over the network the account knows Ada as %s", got)
	}
	_, err := lab.Up(t.Context(), lab.Options{
		Profile: reference(t), Runtime: lab.Embedded, Listen: &lab.Listen{Vault: strings.TrimPrefix(at.Vault.URL, "http://")},
	})
	if err == nil || !strings.Contains(err.Error(), "start vault: listen tcp ") {
		t.Errorf("a second lab at the same address: %v", err)
	}
}

func TestAroundAProcess(t *testing.T) {
	t.Parallel()
	p, err := bridge.ParseProfile("stub.yaml", []byte(`
name: stub
process: {command: ["`+enginetest.Stub(t)+`"], env: {STUB_LISTEN: "127.0.0.1:{port}", STUB_TOKEN: "{token}"}}
scim_path: /scim/v2
token: s3cret
accounts: 1
`), nil)
	must(t, err)
	l := up(t, lab.Options{Profile: p, Cache: t.TempDir()})
	if l.Runtime != "process" || l.Vault != nil || l.Endpoints.Bridge.URL != l.Bridge.URL() || l.Endpoints.Bridge.Token != "s3cret" {
		t.Errorf("runtime %s, vault %v, bridge %+v", l.Runtime, l.Vault, l.Endpoints.Bridge)
	}
	if _, err := l.StartBridge(t.Context(), ""); err == nil || !strings.Contains(err.Error(), "only the reference bridge and images can run beside another") {
		t.Errorf("StartBridge beside a process: %v", err)
	}
	attached := up(t, lab.Options{Profile: bridge.AttachProfile(l.Bridge.URL(), "s3cret")})
	if attached.Runtime != "attach" || attached.Vault != nil || attached.Bridge.URL() != l.Bridge.URL() {
		t.Errorf("runtime %s, bridge at %s", attached.Runtime, attached.Bridge.URL())
	}
	again := up(t, lab.Options{Profile: p, URL: l.Bridge.URL() + "/", Cache: t.TempDir()})
	if again.Runtime != "attach" || again.Bridge.Token() != "s3cret" || again.Bridge.URL() != l.Bridge.URL() {
		t.Errorf("the profile with a URL: runtime %s, bridge at %s", again.Runtime, again.Bridge.URL())
	}
}

// The reference bridge as a command speaks to a vault that listens in this process.
func TestAProcessBeforeTheVault(t *testing.T) {
	t.Parallel()
	p, err := bridge.ParseProfile("refbridge.yaml", []byte(`
name: refprocess
process:
  command: [go, run, github.com/scimproof/scimproof/cmd/refbridge]
  env: {REFBRIDGE_LISTEN: "127.0.0.1:{port}", REFBRIDGE_VAULT_URL: "{vault_url}"}
scim_path: /scim/v2
reader: mockvault
ready: {path: /healthz, status: 200, timeout: 120s}
`), nil)
	must(t, err)
	l := up(t, lab.Options{Profile: p, Cache: t.TempDir()})
	if got := drive(t, l, l.Bridge); got != "ada@contoso.example" {
		t.Errorf("the account knows Ada as %s", got)
	}
}

func TestWhatDoesNotFitTogether(t *testing.T) {
	t.Parallel()
	command, err := bridge.ParseProfile("p.yaml", []byte("name: mine\nprocess: {command: [x]}\naccounts: 1\n"), nil)
	must(t, err)
	image, err := bridge.ParseProfile("p.yaml", []byte("name: mine\nimage: {ref: x, port: 80}\naccounts: 1\n"), nil)
	must(t, err)
	attached := bridge.AttachProfile("http://127.0.0.1:1/scim", "")
	for _, tc := range []struct {
		name string
		o    lab.Options
		want string
	}{
		{"unknown runtime", lab.Options{Profile: reference(t), Runtime: "podman"}, `unknown runtime "podman"; there are auto, docker, embedded, attach`},
		{"unknown version", lab.Options{Profile: reference(t), Version: "3"}, `profile refbridge has no version "3"; it knows 1.4, 1.6, 2.x, hosted, rfc`},
		{"attach to nothing", lab.Options{Profile: reference(t), Runtime: lab.Attach}, `the runtime attach does not suit profile refbridge; leave it away, or say docker`},
		{"a command in a container", lab.Options{Profile: command, Runtime: lab.Docker}, `the runtime docker does not suit profile mine (a command on this machine); leave it away, or say process`},
		{"an image in the process", lab.Options{Profile: image, Runtime: lab.Embedded}, `the runtime embedded does not suit profile mine (an image); leave it away, or say docker`},
		{"a URL in a container", lab.Options{Profile: attached, Runtime: lab.Docker}, `the runtime docker does not suit a bridge that already runs; leave it away, or say attach`},
		{"defect of somebody else", lab.Options{Profile: image, Defect: "create-400"}, `only the reference bridge can have the defect create-400, not profile mine`},
		{"defect of a vault that is not there", lab.Options{Profile: image, Defect: "account-unlocked"}, `only the mock vault can have the defect account-unlocked, and it is not behind profile mine`},
		{"unknown defect", lab.Options{Profile: reference(t), Defect: "none-such"}, `there is no defect "none-such"; scimproof list defects shows all`},
		{"image of a command", lab.Options{Profile: command, Image: "x"}, `profile mine is not started from an image, so that no other image can be given`},
		{"mock vault behind a URL", lab.Options{Profile: reference(t), URL: "http://127.0.0.1:1/scim"}, `profile refbridge reads the state from the mock vault, which is not behind http://127.0.0.1:1/scim; take a profile with reader: scim`},
		{"nobody there", lab.Options{Profile: attached}, `attach to http://127.0.0.1:1/scim: dial tcp 127.0.0.1:1: connect: connection refused`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if _, err := lab.Up(t.Context(), tc.o); err == nil || err.Error() != tc.want {
				t.Errorf("got  %v\nwant %s", err, tc.want)
			}
		})
	}
}

// Without what containers need, auto does without them and says so; docker does not.
func TestWithoutContainers(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("SCIMPROOF_SOURCE", dir)
	reason := "SCIMPROOF_SOURCE is " + dir + ", which holds no sources of scimproof"
	l := up(t, lab.Options{Profile: reference(t)})
	if l.Runtime != "embedded" || len(l.Notes) != 1 || l.Notes[0] != "all in one process instead of containers: "+reason {
		t.Errorf("runtime %s, notes %q", l.Runtime, l.Notes)
	}
	image := lab.Options{Profile: reference(t), Image: "registry.example/refbridge:1"}
	for _, tc := range []struct {
		o    lab.Options
		want string
	}{
		{lab.Options{Profile: reference(t), Runtime: lab.Docker}, "the runtime docker cannot be had: " + reason},
		{image, "profile refbridge (an image) needs containers: " + reason},
	} {
		if _, err := lab.Up(t.Context(), tc.o); err == nil || err.Error() != tc.want {
			t.Errorf("got  %v\nwant %s", err, tc.want)
		}
	}
}

func BenchmarkEmbeddedUp(b *testing.B) {
	p := reference(b)
	for b.Loop() {
		l, err := lab.Up(b.Context(), lab.Options{Profile: p, Runtime: lab.Embedded})
		if err == nil {
			err = l.Close(b.Context())
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
