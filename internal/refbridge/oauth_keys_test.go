package refbridge_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// counted counts who asks for keys, and publishes one under the name of the day.
type counted struct {
	keys
	asked int
	name  string
}

func (c *counted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.asked++
	c.keys.ServeHTTP(renaming{w, c.name}, r)
}

// renaming gives the key of newKeys another id.
type renaming struct {
	http.ResponseWriter
	name string
}

func (r renaming) Write(p []byte) (int, error) {
	return fmt.Fprint(r.ResponseWriter, strings.Replace(string(p), `"k1"`, `"`+r.name+`"`, 1))
}

func TestKeysOfAnIssuerAreKept(t *testing.T) {
	t.Parallel()
	l := newOpenLab(t)
	issuing := &counted{keys: newKeys(), name: "k1"}
	l.hosts.Hosts["issuer"] = issuing
	c := l.register(trusting)
	for _, step := range []struct {
		what   string
		after  time.Duration
		name   string // under which the issuer publishes its key; tokens say k1
		status int
		asked  int // how often the issuer was asked until then
	}{
		{"the first token", 0, "k1", 200, 1},
		{"another one", time.Minute, "k1", 200, 1},
		{"a key that is kept and was withdrawn", time.Minute, "k2", 200, 1},
		{"an hour after the first", time.Hour, "k2", 401, 2},
		{"soon after a key was not found", 9 * time.Second, "k1", 401, 2},
		{"later the key is looked for again", time.Second, "k1", 200, 3},
	} {
		l.now = l.now.Add(step.after)
		issuing.name = step.name
		token, err := newKeys().Sign(map[string]any{"iss": issuer, "exp": l.now.Unix() + 60})
		l.must(err)
		if status, body := l.send(http.MethodGet, c.SCIMURL+"/Users", "Bearer "+token, ""); status != step.status || issuing.asked != step.asked {
			t.Errorf("%s: %d %s, and the issuer was asked %d times; want %d and %d", step.what, status, body, issuing.asked, step.status, step.asked)
		}
	}
}

func TestLocationsLeadBackToTheClientsOwnPath(t *testing.T) {
	t.Parallel()
	l := newOpenLab(t)
	c := l.register(trusting)
	token, err := newKeys().Sign(map[string]any{"iss": issuer, "exp": l.now.Unix() + 60})
	l.must(err)
	status, body := l.send(http.MethodGet, c.SCIMURL+"/Users", "Bearer "+token, "")
	if want := `"location":"` + c.SCIMURL + `/Users/`; status != http.StatusOK || !strings.Contains(body, want) {
		t.Errorf("%d %s, want %s", status, body, want)
	}
	if status, body := l.send(http.MethodGet, c.SCIMURL+"/ServiceProviderConfig", "Bearer "+token, ""); status != http.StatusOK || !strings.Contains(body, c.SCIMURL+"/ServiceProviderConfig") {
		t.Errorf("%d %s, want a location below %s", status, body, c.SCIMURL)
	}
}
