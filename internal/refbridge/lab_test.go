package refbridge_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/tidwall/gjson"
	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/refbridge"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	root    = "http://bridge/scim/v2"
	userURN = "urn:ietf:params:scim:schemas:core:2.0:User"
	entURN  = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
)

// lab is one bridge with one account behind it, in this process.
type lab struct {
	t       testing.TB
	http    *http.Client
	server  *mockvault.Client
	account *mockvault.AccountClient
	token   string
	logs    *syncBuffer
	between *interloper // does something each time the bridge is about to change an object
}

type interloper struct {
	base http.RoundTripper
	act  atomic.Pointer[func()]
}

func (i *interloper) RoundTrip(r *http.Request) (*http.Response, error) {
	if act := i.act.Load(); act != nil && r.Method == http.MethodPatch {
		(*act)()
	}
	return i.base.RoundTrip(r)
}

// once gets in between the next time only.
func (i *interloper) once(act func()) {
	alone := func() {
		i.act.Store(nil)
		act()
	}
	i.act.Store(&alone)
}

// newLab brings up a bridge in front of a new account; edit may change its options.
func newLab(t testing.TB, edit ...func(*refbridge.Options)) *lab {
	t.Helper()
	hosts := map[string]http.Handler{"vault": mockvault.New(mockvault.Options{AdminToken: "admin", Seed: 1})}
	transport := &loopback.Transport{Hosts: hosts}
	l := &lab{t: t, http: &http.Client{Transport: transport}, logs: &syncBuffer{}, between: &interloper{base: transport}}
	options := refbridge.Options{VaultURL: "http://vault", HTTP: &http.Client{Transport: l.between}, Log: slog.New(slog.NewJSONHandler(l.logs, nil))}
	for _, change := range edit {
		change(&options)
	}
	bridge, err := refbridge.New(options)
	if err != nil {
		t.Fatal(err)
	}
	hosts["bridge"] = bridge
	l.server = mockvault.NewClient("http://vault", "admin", l.http)
	l.account, l.token = l.newAccount()
	return l
}

func version(name string) func(*refbridge.Options) {
	return func(o *refbridge.Options) { o.Version = name }
}

func defect(name string) func(*refbridge.Options) {
	return func(o *refbridge.Options) { o.Defect = name }
}

func (l *lab) newAccount() (*mockvault.AccountClient, string) {
	l.t.Helper()
	made, err := l.server.CreateAccount(l.ctx(), mockvault.AccountSpec{})
	l.must(err)
	client := l.server.Account(made.ID)
	token, err := client.EnableProvisioning(l.ctx())
	l.must(err)
	return client, token
}

func (l *lab) ctx() context.Context {
	if tt, ok := l.t.(interface{ Context() context.Context }); ok {
		return tt.Context()
	}
	return context.Background()
}

func (l *lab) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// answer of the bridge.
type answer struct {
	status int
	header http.Header
	body   string
}

// get is the value at a gjson path as text.
func (a answer) get(path string) string { return gjson.Get(a.body, path).String() }

// do sends a request with the account's token. header is name, value, name, value.
func (l *lab) do(method, path, body string, header ...string) answer {
	l.t.Helper()
	address := path
	if !strings.HasPrefix(path, "http") {
		address = root + path
	}
	req, err := http.NewRequestWithContext(l.ctx(), method, address, strings.NewReader(body))
	l.must(err)
	req.Header.Set("Authorization", "Bearer "+l.token)
	if body != "" {
		req.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i+1] == "" {
			req.Header.Del(header[i])
			continue
		}
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := l.http.Do(req)
	l.must(err)
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	l.must(err)
	return answer{resp.StatusCode, resp.Header, string(raw)}
}

// want fails the test unless the request is answered with the status.
func (l *lab) want(status int, method, path, body string, header ...string) answer {
	l.t.Helper()
	a := l.do(method, path, body, header...)
	if a.status != status {
		l.t.Fatalf("%s %s answered %d %s; want %d", method, path, a.status, a.body, status)
	}
	return a
}

// join creates a user with this address and returns its id.
func (l *lab) join(address string) string {
	l.t.Helper()
	return l.want(201, "POST", "/Users", user(address, "")).get("id")
}

// settled makes a user who has accepted and is active.
func (l *lab) settled(address string) string {
	l.t.Helper()
	id := l.join(address)
	_, err := l.account.Act(l.ctx(), id, mockvault.Accept, "")
	l.must(err)
	return id
}

// user is the body of a create; more holds further members of the object, with a comma before.
func user(address, more string) string {
	return `{"schemas":["` + userURN + `"],"userName":"` + address + `","displayName":"Ada Byron","active":true` + more + `}`
}

func group(name, more string) string {
	return `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"` + name + `"` + more + `}`
}

// patch is the body of a PATCH with these operations.
func patch(ops ...string) string {
	return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[` + strings.Join(ops, ",") + `]}`
}

func filtered(kind, filter string) string { return kind + "?filter=" + url.QueryEscape(filter) }

func (l *lab) member(id string) account.Member {
	l.t.Helper()
	m, err := l.account.Member(l.ctx(), id)
	l.must(err)
	return m
}

// members are the addresses, names and states of everybody but the owner, as "address name state".
func (l *lab) members() string {
	l.t.Helper()
	all, err := l.account.Members(l.ctx())
	l.must(err)
	var lines []string
	for _, m := range all {
		if !strings.HasPrefix(m.Email, "owner@") {
			lines = append(lines, m.Email+" "+m.Name+" "+string(m.State))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "; ")
}

// inGroup are the members of a group of the account, by name of the group.
func (l *lab) inGroup(name string) []string {
	l.t.Helper()
	all, err := l.account.Groups(l.ctx())
	l.must(err)
	for _, g := range all {
		if g.Name == name {
			return g.Members
		}
	}
	l.t.Fatalf("there is no group %q", name)
	return nil
}

func equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// same compares JSON values without regard to order of names and white space.
func same(t testing.TB, what, got, want string) {
	t.Helper()
	var a, b any
	if err := json.Unmarshal([]byte(got), &a); err != nil {
		t.Fatalf("%s: %v in %s", what, err, got)
	}
	if err := json.Unmarshal([]byte(want), &b); err != nil {
		t.Fatalf("%s: %v in %s", what, err, want)
	}
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	if !bytes.Equal(x, y) {
		t.Errorf("%s:\n got %s\nwant %s", what, x, y)
	}
}

// syncBuffer is a buffer that requests in parallel may write to.
type syncBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}
