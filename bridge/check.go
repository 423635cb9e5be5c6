package bridge

import (
	"cmp"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Defaults of a profile, as its fields say them.
const (
	defaultSettle  = Duration(10 * time.Second)
	defaultTimeout = Duration(30 * time.Second)
)

var profileName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

func (p *Profile) setDefaults() {
	p.Title = cmp.Or(p.Title, p.Name)
	if p.Reader == "" {
		p.Reader = ReaderSCIM
		if p.Reference {
			p.Reader = ReaderMockVault
		}
	}
	p.Rename = cmp.Or(p.Rename, RenameAtOnce)
	p.Delete = cmp.Or(p.Delete, DeleteRemoves)
	p.Users.Domain = cmp.Or(p.Users.Domain, "contoso.example")
	p.Settle = cmp.Or(p.Settle, defaultSettle)
	p.Ready.Timeout = cmp.Or(p.Ready.Timeout, defaultTimeout)
	p.SCIMPath = strings.TrimRight(p.SCIMPath, "/")
	p.URL = strings.TrimRight(p.URL, "/")
	p.Ready.Path = cmp.Or(p.Ready.Path, p.SCIMPath+"/ServiceProviderConfig")
}

// check finds the first thing in a profile that makes no sense.
func (p *Profile) check(src *source) error {
	for _, check := range []func(*source) error{p.checkKind, p.checkAccess, p.checkWords, p.checkCapabilities, p.checkUsers, p.checkVersions} {
		if err := check(src); err != nil {
			return err
		}
	}
	return nil
}

func (p *Profile) checkKind(src *source) error {
	if !profileName.MatchString(p.Name) {
		return src.faultAt("$.name", "is %q, want small letters, digits and dashes", p.Name)
	}
	kinds := 0
	for _, given := range []bool{p.Reference, p.Image != nil, p.Process != nil, p.URL != ""} {
		if given {
			kinds++
		}
	}
	if kinds != 1 {
		return src.faultAt("$.name", "the profile says %d of reference, image, process and url; it must say exactly one", kinds)
	}
	switch {
	case p.Image != nil && p.Image.Ref == "":
		return src.faultAt("$.image", "ref is missing: which image is it?")
	case p.Image != nil && !isPort(p.Image.Port):
		return src.faultAt("$.image", "port is %d, want the one the bridge listens at inside the container", p.Image.Port)
	case p.Process != nil && len(p.Process.Command) == 0:
		return src.faultAt("$.process", "command is missing: how is the bridge started?")
	case p.Process != nil && p.Process.Port != 0 && !isPort(p.Process.Port):
		return src.faultAt("$.process.port", "is %d, want 1 to 65535, or 0 for a free one", p.Process.Port)
	case p.URL != "" && !isRoot(p.URL):
		return src.faultAt("$.url", "is %q, want the SCIM root, like https://bridge.example/scim/v2", p.URL)
	}
	return nil
}

func (p *Profile) checkAccess(src *source) error {
	switch {
	case p.SCIMPath != "" && !strings.HasPrefix(p.SCIMPath, "/"):
		return src.faultAt("$.scim_path", "is %q, want a path that begins with /", p.SCIMPath)
	case p.SCIMPath != "" && p.URL != "":
		return src.faultAt("$.scim_path", "stands beside url, which already says where SCIM begins")
	case !strings.HasPrefix(p.Ready.Path, "/"):
		return src.faultAt("$.ready.path", "is %q, want a path that begins with /", p.Ready.Path)
	case p.Ready.Status != 0 && (p.Ready.Status < 100 || p.Ready.Status > 599):
		return src.faultAt("$.ready.status", "is %d, want a status of HTTP", p.Ready.Status)
	case p.Token != "" && p.TokenEnv != "":
		return src.faultAt("$.token_env", "stands beside token; say one of them")
	case len(p.TokenExec) > 0 && p.Token+p.TokenEnv != "":
		return src.faultAt("$.token_exec", "stands beside token or token_env; say one of them")
	case p.OAuth != nil && p.Reference:
		return src.faultAt("$.oauth", "stands beside reference, which registers clients of its own")
	case p.OAuth != nil && !strings.HasPrefix(p.OAuth.TokenURL, "/") && !isRoot(p.OAuth.TokenURL):
		return src.faultAt("$.oauth", "token_url is %q, want an address like https://bridge.example/oauth2/token, or a path on the bridge's host", p.OAuth.TokenURL)
	case p.OAuth != nil && (p.OAuth.ClientID == "" || p.OAuth.SecretEnv == ""):
		return src.faultAt("$.oauth", "client_id and client_secret_env are needed: which client is the directory, and which variable holds its secret?")
	case p.Reader == ReaderExec && len(p.Exec) == 0:
		return src.faultAt("$.reader", "is exec, but exec is missing: which command prints the account?")
	case p.Reader != ReaderExec && len(p.Exec) > 0:
		return src.faultAt("$.exec", "stands beside reader: %s; say reader: exec", p.Reader)
	case p.Accounts < 0 || p.Accounts > 1:
		return src.faultAt("$.accounts", "is %d, want 1 (one account) or 0 (each scenario's account yields its own token)", p.Accounts)
	case p.Accounts == 0 && p.Reader != ReaderMockVault:
		return src.faultAt("$.accounts", "is 0, but only accounts of the mock vault yield tokens; say accounts: 1, or reader: mockvault")
	case p.URL != "" && p.Reader == ReaderMockVault:
		return src.faultAt("$.reader", "a bridge that already runs has no mock vault behind it; say reader: scim")
	}
	return nil
}

var domain = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+$`)

func (p *Profile) checkUsers(src *source) error {
	if !domain.MatchString(p.Users.Domain) {
		return src.faultAt("$.users.domain", "is %q, want a domain, like customers.example", p.Users.Domain)
	}
	for _, name := range slices.Sorted(maps.Keys(p.Users.Attributes)) {
		if own := []string{"schemas", "id", "meta", "username", "emails", "active", "password", "groups"}; slices.Contains(own, strings.ToLower(name)) {
			return src.faultAt("$.users.attributes", "%s is the scenarios' own; leave it out", name)
		}
		if _, isMap := p.Users.Attributes[name].(map[string]any); strings.Contains(name, ":") && !isMap {
			return src.faultAt("$.users.attributes", "%s is an extension; its attributes go under it", name)
		}
	}
	return nil
}

//nolint:gochecknoglobals // a constant table
var waysToDelete = []string{string(DeleteSuspends), string(DeleteRemoves)}

func (p *Profile) checkWords(src *source) error {
	for _, word := range []struct {
		path, value string
		known       []string
	}{
		{"$.reader", string(p.Reader), []string{string(ReaderMockVault), string(ReaderSCIM), string(ReaderExec)}},
		{"$.rename", string(p.Rename), []string{string(RenamePending), string(RenameAtOnce), string(RenameIgnored), string(RenameRefused)}},
		{"$.delete", string(p.Delete), waysToDelete},
	} {
		if !slices.Contains(word.known, word.value) {
			return src.faultAt(word.path, "is %q, want one of %s", word.value, words(word.known))
		}
	}
	return nil
}

func (p *Profile) checkCapabilities(src *source) error {
	return checkCapabilities(src, "$", p.Capabilities)
}

func checkCapabilities(src *source, at string, names []string) error {
	for i, name := range names {
		path := at + ".capabilities[" + strconv.Itoa(i) + "]"
		c, err := LookupCapability(name)
		if err != nil {
			return src.faultAt(path, "%v", err)
		}
		if c.follows != nil {
			return src.faultAt(path, "%q follows from the rest of the profile; leave it out", name)
		}
	}
	return nil
}

func (p *Profile) checkVersions(src *source) error {
	if _, known := p.Versions[p.Version]; p.Version != "" && len(p.Versions) > 0 && !known {
		return src.faultAt("$.version", "is %q, which is not among versions", p.Version)
	}
	for _, name := range slices.Sorted(maps.Keys(p.Versions)) {
		v, path := p.Versions[name], "$.versions.'"+name+"'"
		switch {
		case v.Image != "" && p.Image == nil:
			return src.faultAt(path, "names an image, but the bridge is none")
		case len(v.Env) > 0 && p.Image == nil && p.Process == nil:
			return src.faultAt(path, "sets an environment, but the bridge has none")
		case v.Delete != "" && !slices.Contains(waysToDelete, string(v.Delete)):
			return src.faultAt(path+".delete", "is %q, want one of %s", v.Delete, words(waysToDelete))
		}
		if err := checkCapabilities(src, path, v.Capabilities); err != nil {
			return err
		}
	}
	return nil
}

func isPort(n int) bool { return n > 0 && n <= 65535 }

// isRoot says whether s can be the root of a SCIM server.
func isRoot(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.RawQuery == "" && u.Fragment == ""
}
