package bridge_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/bridge"
)

// minimal is the shortest profile there is; tests add lines to it.
const minimal = "name: mine\nprocess:\n  command: [serve]\naccounts: 1\n"

func TestDefaults(t *testing.T) {
	t.Parallel()
	p, err := bridge.ParseProfile("mine.yaml", []byte(minimal), nil)
	if err != nil {
		t.Fatal(err)
	}
	if p.Title != "mine" || p.Reader != "scim" || p.Rename != "at-once" || p.Delete != "removes" {
		t.Errorf("title %q, reader %q, rename %q, delete %q; want mine, scim, at-once, removes", p.Title, p.Reader, p.Rename, p.Delete)
	}
	if p.Settle.String() != "10s" || p.Ready.Timeout.String() != "30s" || p.Ready.Path != "/ServiceProviderConfig" || p.Ready.Status != 0 {
		t.Errorf("settle %s, ready %+v; want 10s, and any answer of /ServiceProviderConfig within 30s", p.Settle, p.Ready)
	}
}

// A profile that makes no sense is one line that names file, line and key.
func TestWrongProfiles(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, yaml, want string }{
		{"empty", "", `p.yaml: is empty; profiles/example.yaml shows what belongs there`},
		{"no yaml", "<html><body>not found</body></html>", `p.yaml:1: string was used where mapping is expected`},
		{"a list", "- a\n- b\n", `p.yaml:1: sequence was used where mapping is expected`},
		{"broken", "name: mine\nprocess: {command: [serve\n", `p.yaml:2: command: sequence end token ']' not found`},
		{"tab", "name: mine\n\tprocess: x\n", `p.yaml:2: `},
		{"two documents", minimal + "---\nname: other\n", `p.yaml: holds 2 documents; write one profile per file`},
		{"unknown key", minimal + "readr: scim\n", `p.yaml:5: unknown field "readr"`},
		{"unknown inner key", "name: mine\nprocess:\n  command: [serve]\n  comand: x\n", `p.yaml:4: unknown field "comand"`},
		{"twice the same key", minimal + "name: other\n", `p.yaml:5: mapping key "name" already defined at [1:1]`},
		{"text for a number", minimal + "ready:\n  status: fine\n", `p.yaml:6: status: is text, want a number`},
		{"number for a list", "name: mine\nprocess:\n  command: 5\n", `p.yaml:3: command: int was used where sequence is expected`},
		{"text for true", "name: mine\nreference: maybe\n", `p.yaml:2: reference: is text, want true or false`},
		{"mapping for text", "name: {a: b}\n", `p.yaml:1: name: is a mapping, want text`},
		{"no duration", minimal + "settle: soon\n", `p.yaml:5: settle: want a number with a unit, like 300ms or 10s`},
		{"duration without unit", minimal + "ready: {timeout: 5}\n", `p.yaml:5: timeout: want a number with a unit, like 300ms or 10s`},
		{"negative duration", minimal + "settle: -1s\n", `p.yaml:5: settle: want a number with a unit, like 300ms or 10s`},
		{"no name", "process: {command: [serve]}\n", `p.yaml: name: is "", want small letters, digits and dashes`},
		{"wrong name", "name: My Bridge\nreference: true\n", `p.yaml:1: name: is "My Bridge", want small letters, digits and dashes`},
		{"nothing to start", "name: mine\n", `p.yaml:1: name: the profile says 0 of reference, image, process and url; it must say exactly one`},
		{"two things to start", minimal + "reference: true\n", `p.yaml:1: name: the profile says 2 of reference, image, process and url; it must say exactly one`},
		{"no image", "name: mine\naccounts: 1\nimage: {port: 80}\n", `p.yaml:3: image: ref is missing: which image is it?`},
		{"no port", "name: mine\naccounts: 1\nimage:\n  ref: x\n", `image: port is 0, want the one the bridge listens at inside the container`},
		{"no command", "name: mine\nprocess: {dir: x}\n", `process: command is missing: how is the bridge started?`},
		{"wrong port", "name: mine\nprocess: {command: [x], port: 70000}\n", `p.yaml:2: process.port: is 70000, want 1 to 65535, or 0 for a free one`},
		{"no root", "name: mine\naccounts: 1\nurl: bridge.example\n", `p.yaml:3: url: is "bridge.example", want the SCIM root, like https://bridge.example/scim/v2`},
		{"path beside url", "name: mine\naccounts: 1\nurl: http://a.example\nscim_path: /x\n", `p.yaml:4: scim_path: stands beside url, which already says where SCIM begins`},
		{"relative path", minimal + "scim_path: scim\n", `p.yaml:5: scim_path: is "scim", want a path that begins with /`},
		{"relative ready", minimal + "ready: {path: up}\n", `p.yaml:5: ready.path: is "up", want a path that begins with /`},
		{"no status", minimal + "ready: {status: 7}\n", `p.yaml:5: ready.status: is 7, want a status of HTTP`},
		{"two tokens", minimal + "token: x\ntoken_env: Y\n", `p.yaml:6: token_env: stands beside token; say one of them`},
		{"three tokens", minimal + "token: x\ntoken_exec: [y]\n", `p.yaml:6: token_exec: stands beside token or token_env; say one of them`},
		{"client without a secret", minimal + "oauth: {token_url: /token, client_id: x}\n", `p.yaml:5: oauth: client_id and client_secret_env are needed: which client is the directory, and which variable holds its secret?`},
		{"client of nowhere", minimal + "oauth: {token_url: token, client_id: x, client_secret_env: Y}\n", `p.yaml:5: oauth: token_url is "token", want an address like https://bridge.example/oauth2/token, or a path on the bridge's host`},
		{"client of the reference bridge", "name: mine\nreference: true\noauth: {token_url: /token, client_id: x, client_secret_env: Y}\n", `p.yaml:3: oauth: stands beside reference, which registers clients of its own`},
		{"reader without its command", minimal + "reader: exec\n", `p.yaml:5: reader: is exec, but exec is missing: which command prints the account?`},
		{"command without its reader", minimal + "exec: [y]\n", `p.yaml:5: exec: stands beside reader: scim; say reader: exec`},
		{"many accounts", "name: mine\nreference: true\naccounts: 2\n", `p.yaml:3: accounts: is 2, want 1 (one account) or 0 (each scenario's account yields its own token)`},
		{"accounts of nobody", "name: mine\nprocess: {command: [x]}\naccounts: 0\n", `p.yaml:3: accounts: is 0, but only accounts of the mock vault yield tokens; say accounts: 1, or reader: mockvault`},
		{"mock behind a URL", "name: mine\nurl: http://a.example\nreader: mockvault\n", `p.yaml:3: reader: a bridge that already runs has no mock vault behind it; say reader: scim`},
		{"unknown reader", minimal + "reader: op\n", `p.yaml:5: reader: is "op", want one of mockvault, scim, exec`},
		{"unknown rename", minimal + "rename: later\n", `p.yaml:5: rename: is "later", want one of pending, at-once, ignored, refused`},
		{"unknown delete", minimal + "delete: no\n", `p.yaml:5: delete: is "no", want one of suspends, removes`},
		{"no domain", minimal + "users: {domain: \"@x\"}\n", `p.yaml:5: users.domain: is "@x", want a domain, like customers.example`},
		{"an attribute of the scenarios", minimal + "users:\n  attributes: {userName: x}\n", `p.yaml:6: users.attributes: userName is the scenarios' own; leave it out`},
		{"an extension that is none", minimal + "users:\n  attributes: {\"urn:x:y\": x}\n", `p.yaml:6: users.attributes: urn:x:y is an extension; its attributes go under it`},
		{"unknown capability", minimal + "capabilities:\n  - groups\n  - telepathy\n", `p.yaml:7: capabilities[1]: unknown capability "telepathy"; the words are admin-hand, audit, `},
		{"claimed capability", minimal + "capabilities: [audit]\n", `p.yaml:5: capabilities[0]: "audit" follows from the rest of the profile; leave it out`},
		{"unknown capability of a version", minimal + "versions:\n  a: {capabilities: [telepathy]}\n", `p.yaml:6: versions.'a'.capabilities[0]: unknown capability "telepathy"`},
		{"unknown version", minimal + "version: 2\nversions: {1: {}}\n", `p.yaml:5: version: is "2", which is not among versions`},
		{"image of a process", minimal + "versions:\n  \"1.0\": {image: x}\n", `p.yaml:6: versions.'1.0': names an image, but the bridge is none`},
		{"environment of nothing", "name: mine\nreference: true\nversions:\n  a: {env: {B: c}}\n", `p.yaml:4: versions.'a': sets an environment, but the bridge has none`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := bridge.ParseProfile("p.yaml", []byte(tc.yaml), nil)
			if err == nil {
				t.Fatalf("taken, want an error with %q", tc.want)
			}
			if !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got  %s\nwant %s", err, tc.want)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("%q is more than one line", err)
			}
		})
	}
}

func TestLoadProfile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "mine.yaml")
	for name, text := range map[string]string{"mine.yaml": minimal + "known_failing: mine.known.yaml\n", "mine.known.yaml": "[]\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := bridge.LoadProfile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.KnownFailing) != 1 {
		t.Fatalf("known_failing is %q, want one file", p.KnownFailing)
	}
	if known, err := p.ReadKnownFailing(p.KnownFailing[0]); err != nil || string(known) != "[]\n" {
		t.Errorf("ReadKnownFailing = %q, %v; want the file beside the profile", known, err)
	}
	for _, tc := range []struct{ name, want string }{
		{"refbrige", `unknown profile "refbrige"; known are 1password, `},
		{"../refbridge", "read profile: open ../refbridge: no such file"},
		{"absent.yaml", "read profile: open absent.yaml: no such file"},
		{"profiles", `unknown profile "profiles"`},
	} {
		if _, err := bridge.LoadProfile(tc.name); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("LoadProfile(%q) = %v, want an error with %q", tc.name, err, tc.want)
		}
	}
}

// What comes with scimproof is sound and says what it is.
func TestProfilesThatComeWithScimproof(t *testing.T) {
	t.Parallel()
	all, err := bridge.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, p := range all {
		names[p.Name] = true
		if again, err := bridge.LoadProfile(p.Name); err != nil || again.Name != p.Name {
			t.Errorf("profile %s stands in a file of another name: %v", p.Name, err)
		}
		if p.About == "" || p.Title == p.Name {
			t.Errorf("profile %s does not say what it is", p.Name)
		}
		if p.Sends == "" {
			t.Errorf("profile %s does not say which dialect it gets", p.Name)
		}
		for _, file := range p.KnownFailing {
			if _, err := p.ReadKnownFailing(file); err != nil {
				t.Error(err)
			}
		}
	}
	for _, want := range []string{"refbridge", "1password", "example"} {
		if !names[want] {
			t.Errorf("profile %s is missing", want)
		}
	}
}

func TestVersions(t *testing.T) {
	t.Parallel()
	p, err := bridge.ParseProfile("p.yaml", []byte(`
name: mine
accounts: 1
image: {ref: "mine:2", port: 80, env: {A: base, B: base}}
version: "2.0"
versions:
  "1.0": {image: "mine:1", env: {B: old}, delete: suspends}
  "2.0": {}
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	old, err := p.At("1.0")
	if err != nil {
		t.Fatal(err)
	}
	if old.Version != "1.0" || old.Image.Ref != "mine:1" || old.Image.Env["A"] != "base" || old.Image.Env["B"] != "old" {
		t.Errorf("version 1.0 is %+v with image %+v", old, old.Image)
	}
	now, err := p.At("")
	if err != nil {
		t.Fatal(err)
	}
	if now.Version != "2.0" || now.Image.Ref != "mine:2" || now.Image.Env["B"] != "base" {
		t.Errorf("the version meant by default is %+v with image %+v; an older version must not change it", now, now.Image)
	}
	if old.Has("delete-removes") || !now.Has("delete-removes") {
		t.Errorf("delete %s in 1.0 and %s in 2.0, want suspends and removes", old.Delete, now.Delete)
	}
	if single, err := (bridge.Profile{Name: "single", Version: "1"}).At("1"); err != nil || single.Version != "1" {
		t.Errorf("the only version there is: %+v, %v", single, err)
	}
	if _, err := p.At("3.0"); err == nil || err.Error() != `profile mine has no version "3.0"; it knows 1.0, 2.0` {
		t.Errorf("At(3.0) = %v", err)
	}
}

func TestCapabilities(t *testing.T) {
	t.Parallel()
	reference, err := bridge.LoadProfile("refbridge")
	if err != nil {
		t.Fatal(err)
	}
	if rfc, err := reference.At("rfc"); err != nil || !rfc.Has("me") || !rfc.Has("groups") {
		t.Errorf("generation rfc: %v, %v", rfc.Capabilities, err)
	}
	attached := bridge.AttachProfile("https://bridge.example/scim/v2/", "t0")
	for _, tc := range []struct {
		word                string
		reference, attached bool
	}{
		{"admin-hand", true, false},
		{"audit", true, false},
		{"delete-suspends", true, false},
		{"email-confirmation", true, false},
		{"groups", true, true},
		{"invitations", true, false},
		{"items", true, false},
		{"managers", true, true},
		{"many-accounts", true, false},
		{"outbox", true, false},
		{"passwords", true, false},
		{"patch", true, true},
		{"provisioning-switch", true, false},
		{"rename-at-once", false, true},
		{"several-versions", true, false},
		{"soft-delete", true, true},
		{"delete-removes", false, true},
		{"discovery", true, true},
		{"enterprise", true, true},
		{"search", true, true},
		{"federation", true, false},
		{"filter", false, true},
		{"bulk", false, false},
		{"change-password", false, false},
		{"client-credentials", true, false},
		{"cursor-paging", false, false},
		{"etag", false, false},
		{"me", false, false},
		{"small-pages", false, false},
		{"sort", false, false},
		{"telepathy", false, false},
	} {
		for _, side := range []struct {
			name string
			p    bridge.Profile
			want bool
		}{{"reference", reference, tc.reference}, {"attached", attached, tc.attached}} {
			if got := side.p.Has(tc.word); got != side.want {
				t.Errorf("%s has %s: %t, want %t", side.name, tc.word, got, side.want)
			}
		}
	}
	if len(bridge.Capabilities()) != 30 {
		t.Errorf("%d capabilities; the table above knows 30", len(bridge.Capabilities()))
	}
	if attached.URL != "https://bridge.example/scim/v2" || time.Duration(attached.Settle) != 10*time.Second {
		t.Errorf("attached to %s, settles within %s", attached.URL, attached.Settle)
	}
}

func FuzzParseProfile(f *testing.F) {
	f.Add([]byte(minimal))
	f.Add([]byte("name: [a\n"))
	f.Add([]byte("ready:\n  timeout: 5\nversions: {1.4: {env: {A: 1}}}\n"))
	f.Add([]byte("a: &a [*a]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := bridge.ParseProfile("p.yaml", text, nil)
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("the error %q is more than one line", err)
		}
		if err == nil && p.Name == "" {
			t.Error("a profile without a name was taken")
		}
	})
}
