package bridge

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/scimproof/scimproof/internal/process"
)

// Setting is the world a bridge is started into. Every field may be empty.
type Setting struct {
	VaultURL string        // the vault as the bridge reaches it, for {vault_url}
	Token    string        // bearer token instead of the profile's
	Cache    string        // directory that keeps what profiles set up; scimproof in the user's cache by default
	HTTP     *http.Client  // reaches the bridge from here; http.DefaultClient by default
	Guard    process.Guard // ends what was started if this process is killed; without one, only Linux ends the first process of a group
	Progress func(string)  // told in one line what takes long
}

func (s Setting) progress(format string, args ...any) {
	if s.Progress != nil {
		s.Progress(fmt.Sprintf(format, args...))
	}
}

// token is what the bridge is called with: the setting's, the profile's, or the
// environment's.
func (s Setting) token(p Profile) (string, error) {
	if s.Token != "" || p.TokenEnv == "" {
		return cmp.Or(s.Token, p.Token), nil
	}
	token := os.Getenv(p.TokenEnv)
	if token == "" {
		return "", fmt.Errorf("start bridge %s: its bearer token is missing; set %s", p.Name, p.TokenEnv)
	}
	return token, nil
}

var placeholder = regexp.MustCompile(`\{(port|token|cache|vault_url|version|url|env:[A-Za-z_][A-Za-z0-9_]*)\}`)

// values are what stands for the placeholders in a profile.
type values map[string]string

func (s Setting) values(p Profile, token, cache string, port int) values {
	return values{"port": strconv.Itoa(port), "token": token, "cache": cache, "vault_url": s.VaultURL, "version": p.Version}
}

// expand fills in the placeholders. One that stands for nothing is an error;
// other braces stay as they are.
func (v values) expand(text string) (string, error) {
	var missing error
	out := placeholder.ReplaceAllStringFunc(text, func(found string) string {
		name := found[1 : len(found)-1]
		if variable, ok := strings.CutPrefix(name, "env:"); ok {
			value, set := os.LookupEnv(variable)
			if !set {
				missing = fmt.Errorf("%q needs the environment variable %s; set it", text, variable)
			}
			return value
		}
		if v[name] == "" {
			missing = fmt.Errorf("%q needs {%s}, and there is none here", text, name)
		}
		return v[name]
	})
	return out, missing
}

func (v values) expandAll(texts []string) ([]string, error) {
	out := make([]string, len(texts))
	for i, text := range texts {
		var err error
		if out[i], err = v.expand(text); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (v values) expandMap(texts map[string]string) (map[string]string, error) {
	out := make(map[string]string, len(texts))
	for name, text := range texts {
		var err error
		if out[name], err = v.expand(text); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// running is the one implementation of Bridge; the ways to start one differ in
// how its log is read and how it ends.
type running struct {
	url, hostURL, token string
	info                Info
	logs                func(context.Context) (string, error) // nil: it runs elsewhere
	end                 func(context.Context) error           // nil: it is not ours to end

	once  sync.Once
	ended error
}

func (r *running) URL() string     { return r.url }
func (r *running) HostURL() string { return r.hostURL }
func (r *running) Token() string   { return r.token }
func (r *running) Info() Info      { return r.info }

func (r *running) Logs(ctx context.Context) (string, error) {
	if r.logs == nil {
		return "", nil
	}
	text, err := r.logs(ctx)
	return process.Redact(text, r.token), err
}

func (r *running) Close(ctx context.Context) error {
	if r.end != nil {
		r.once.Do(func() { r.ended = r.end(ctx) })
	}
	return r.ended
}

func (p Profile) info() Info { return Info{Name: p.Title, Version: p.Version} }
