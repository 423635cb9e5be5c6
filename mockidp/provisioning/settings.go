package provisioning

import (
	"cmp"
	"maps"
	"net/url"
	"regexp"
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
// scope, filter or groups makes the next cycle an initial one; links are kept,
// even under another base URL. Settings that cannot work are refused.
func (j *Job) Configure(settings Settings) error {
	settings = settings.withDefaults()
	written, err := dialect.Load(settings.Dialect)
	if err != nil {
		return err //nolint:wrapcheck // a refusal that says it all
	}
	clauses, err := compile(settings.Filter)
	if err != nil {
		return err
	}
	if err := settings.check(); err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if settings.Token == hidden {
		settings.Token = j.settings.Token
	}
	if j.settings.Scope != settings.Scope || j.settings.Groups != settings.Groups || !slices.Equal(j.settings.Filter, settings.Filter) {
		j.initial = true
	}
	if j.state == NotConfigured {
		j.state = NotRun
	}
	j.settings, j.dialect, j.filter = settings, written, clauses
	return nil
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
	case s.Interval < 0:
		return refusal.New(refusal.Invalid, "interval-negative", "the interval %s is negative", s.Interval)
	case min(l.FailuresFrom, l.FailuresBase, l.FailuresTotal, l.Deletes, l.MembersPerPatch) < 0 || l.FailureShare < 0 || l.FailureShare > 1:
		return refusal.New(refusal.Invalid, "limits-malformed", "a limit is negative, or the share of failures is more than 1")
	}
	for name := range s.Skips {
		if name != skipOutOfScope {
			return refusal.New(refusal.Invalid, "no-such-skip", "there is no skip %q", name).WithHint("the only one is %s", skipOutOfScope)
		}
	}
	return nil
}

func (s Settings) copy() Settings {
	s.Filter, s.Skips = slices.Clone(s.Filter), maps.Clone(s.Skips)
	return s
}

// filter is a scoping filter made ready: every clause must hold.
type filter []func(value func(attribute string) string) bool

func (f filter) holds(value func(string) string) bool {
	for _, clause := range f {
		if !clause(value) {
			return false
		}
	}
	return true
}

// operators compare an attribute that is not null with a clause's value.
var operators = map[string]func(have, want string) bool{ //nolint:gochecknoglobals // constant table
	"EQUALS":      func(have, want string) bool { return have == want },
	"NOT EQUALS":  func(have, want string) bool { return have != want },
	"IS NULL":     func(string, string) bool { return false },
	"IS NOT NULL": func(string, string) bool { return true },
	"ENDS WITH":   strings.HasSuffix,
}

func compile(clauses []Clause) (filter, error) {
	var out filter
	for _, clause := range clauses {
		holds, known := operators[clause.Operator]
		switch {
		case clause.Attribute == "":
			return nil, refusal.New(refusal.Invalid, "clause-malformed", "a clause of the scoping filter names no attribute")
		case clause.Operator == "REGEX MATCH" || clause.Operator == "NOT REGEX MATCH":
			pattern, err := regexp.Compile(clause.Value)
			if err != nil {
				return nil, refusal.New(refusal.Invalid, "clause-malformed", "the clause on %s has no regular expression: %v", clause.Attribute, err)
			}
			wanted := clause.Operator == "REGEX MATCH"
			holds = func(have, _ string) bool { return pattern.MatchString(have) == wanted }
		case !known:
			return nil, refusal.New(refusal.Invalid, "no-such-operator", "the clause on %s has an unknown operator %q", clause.Attribute, clause.Operator).
				WithHint("choose among EQUALS, NOT EQUALS, IS NULL, IS NOT NULL, REGEX MATCH, NOT REGEX MATCH, ENDS WITH")
		}
		out = append(out, func(value func(string) string) bool {
			have := value(clause.Attribute)
			if have == "" {
				return clause.Operator == "IS NULL"
			}
			return holds(have, clause.Value)
		})
	}
	return out, nil
}
