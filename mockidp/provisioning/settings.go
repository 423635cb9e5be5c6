package provisioning

import (
	"cmp"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/dialect"
)

// hidden is how a token reads back.
const hidden = "*"

// mostAtOnce is how many objects a job may carry at once: as many connections as
// the directory keeps open to one bridge.
const mostAtOnce = 64

// skipOutOfScope leaves alone whoever goes out of scope.
const skipOutOfScope = "SkipOutOfScopeDeletions"

// Configure sets where the job goes and what it carries; what is left empty
// gets its default, and the token "*" keeps the one there is. A change of
// scope, filter, groups or mapping makes the next cycle an initial one; links are kept,
// even under another base URL. Settings that cannot work are refused.
func (j *Job) Configure(settings Settings) error {
	settings = settings.withDefaults()
	written, err := settings.written()
	if err != nil {
		return err
	}
	people, err := settings.Filter.compile()
	if err != nil {
		return err
	}
	groups, err := settings.GroupFilter.compile()
	if err != nil {
		return err
	}
	if err := settings.check(); err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	settings = settings.unmasked(j.settings)
	if err := settings.Auth.check(j.signer != nil); err != nil {
		return err
	}
	if j.proof == nil || j.settings.Auth != settings.Auth || j.settings.Token != settings.Token {
		j.proof = newCredentials(j, settings)
	}
	activity := configured
	switch {
	case j.state == NotConfigured:
		j.state = NotRun
	case !j.settings.scopesAs(settings):
		j.initial, activity = true, remapped
	}
	j.audit(activity, byUser, "")
	j.settings, j.dialect = settings, written
	j.filter = map[string]scoping{kindUser: people, kindGroup: groups}
	return nil
}

// scopesAs reports whether the same objects are in scope of both, and become the same.
func (s Settings) scopesAs(other Settings) bool {
	return s.Scope == other.Scope && s.Groups == other.Groups && s.Filter.equal(other.Filter) && s.GroupFilter.equal(other.GroupFilter) &&
		reflect.DeepEqual(s.Mapping, other.Mapping)
}

func (s Settings) withDefaults() Settings {
	s = s.copy()
	s.BaseURL = strings.TrimRight(s.BaseURL, "/")
	s.Dialect = cmp.Or(s.Dialect, "entra-legacy")
	s.Scope = cmp.Or(s.Scope, Assigned)
	s.Interval = cmp.Or(s.Interval, duration.Duration(40*time.Minute))
	s.Concurrency = cmp.Or(s.Concurrency, 1)
	l := &s.Limits
	l.FailuresFrom = cmp.Or(l.FailuresFrom, 5_000)
	l.FailureShare = cmp.Or(l.FailureShare, 0.4)
	l.FailuresBase = cmp.Or(l.FailuresBase, 40_000)
	l.FailuresTotal = cmp.Or(l.FailuresTotal, 60_000)
	l.MembersPerPatch = cmp.Or(l.MembersPerPatch, 100)
	return s
}

func (s Settings) check() error {
	base, err := url.Parse(s.BaseURL)
	l := s.Limits
	switch {
	case err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https":
		return refusal.New(refusal.Invalid, "base-url-malformed", "the base URL %q is none", s.BaseURL).
			WithHint("write it as https://host/path of the bridge's SCIM root")
	case base.RawQuery != "" || base.Fragment != "" || base.User != nil:
		return refusal.New(refusal.Invalid, "base-url-malformed", "the base URL of host %q carries more than scheme, host and path", base.Host).
			WithHint("the token has a field of its own, and a feature flag is a dialect: %s", strings.Join(dialect.Names(), ", "))
	case strings.ContainsAny(s.Token, "\r\n"):
		return refusal.New(refusal.Invalid, "token-malformed", "the token contains a line break")
	case s.Scope != Assigned && s.Scope != All:
		return refusal.New(refusal.Invalid, "no-such-scope", "there is no scope %q", s.Scope).WithHint("choose %s or %s", Assigned, All)
	case s.Concurrency < 0 || s.Concurrency > mostAtOnce:
		return refusal.New(refusal.Invalid, "concurrency-malformed", "a job carries 1 to %d objects at once, not %d", mostAtOnce, s.Concurrency)
	case s.Timeout < 0:
		return refusal.New(refusal.Invalid, "timeout-negative", "the timeout %s is negative", s.Timeout)
	case s.Interval < 0:
		return refusal.New(refusal.Invalid, "interval-negative", "the interval %s is negative", s.Interval)
	case min(l.FailuresFrom, l.FailuresBase, l.FailuresTotal, l.Deletes, l.MembersPerPatch) < 0 || l.FailureShare < 0 || l.FailureShare > 1:
		return refusal.New(refusal.Invalid, "limits-malformed", "a limit is negative, or the share of failures is more than 1")
	}
	if err := checkRecipients(s.Recipients); err != nil {
		return err
	}
	for name := range s.Skips {
		if name != skipOutOfScope {
			return refusal.New(refusal.Invalid, "no-such-skip", "there is no skip %q", name).WithHint("the only one is %s", skipOutOfScope)
		}
	}
	return nil
}

func (s Settings) copy() Settings {
	s.Filter, s.GroupFilter, s.Skips = s.Filter.clone(), s.GroupFilter.clone(), maps.Clone(s.Skips)
	s.Recipients, s.Mapping, s.Knobs = slices.Clone(s.Recipients), s.Mapping.copy(), maps.Clone(s.Knobs)
	return s
}
