package provisioning_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

func TestSettingsDefaults(t *testing.T) {
	t.Parallel()
	l := newLab(t, func(s *provisioning.Settings) { s.BaseURL = "https://bridge.example/scim/" })
	want := provisioning.Settings{
		BaseURL: "https://bridge.example/scim", Token: "*", Dialect: "entra-legacy", Scope: provisioning.Assigned, Groups: true,
		Interval: duration.Duration(40 * time.Minute), Concurrency: 1,
		Limits: provisioning.Limits{FailuresFrom: 5000, FailureShare: 0.4, FailuresBase: 40000, FailuresTotal: 60000, MembersPerPatch: 100},
	}
	if got := l.job.Status().Settings; !reflect.DeepEqual(got, want) {
		t.Errorf("settings %+v, want %+v", got, want)
	}
}

func TestSettingsRefused(t *testing.T) {
	t.Parallel()
	clause := func(attribute, operator, value string) func(*provisioning.Settings) {
		return func(s *provisioning.Settings) {
			s.Filter = provisioning.AllOf(provisioning.Clause{Attribute: attribute, Operator: operator, Value: value})
		}
	}
	url := func(text string) func(*provisioning.Settings) {
		return func(s *provisioning.Settings) { s.BaseURL = text }
	}
	for name, test := range map[string]struct {
		change func(*provisioning.Settings)
		code   string
	}{
		"no URL":           {url(""), "base-url-malformed"},
		"URL without host": {url("/scim"), "base-url-malformed"},
		"URL of a file":    {url("file://bridge.example/scim"), "base-url-malformed"},
		"URL with a flag":  {url("https://bridge.example/scim?aadOptscim062020"), "base-url-malformed"},
		"URL with a name":  {url("https://ada:pw@bridge.example/scim"), "base-url-malformed"},
		"unparsable URL":   {url("https://bridge.example/%zz"), "base-url-malformed"},
		"dialect":          {func(s *provisioning.Settings) { s.Dialect = "entra" }, "no-such-dialect"},
		"scope":            {func(s *provisioning.Settings) { s.Scope = "some" }, "no-such-scope"},
		"operator":         {clause("mail", "LIKES", "x"), "no-such-operator"},
		"regexp":           {clause("mail", "REGEX MATCH", "("), "clause-malformed"},
		"attribute":        {clause("", "EQUALS", "x"), "clause-malformed"},
		"no value":         {clause("mail", "EQUALS", ""), "clause-malformed"},
		"no number":        {clause("employeeId", "GREATER_THAN", "1.5"), "clause-malformed"},
		"no bits":          {clause("employeeId", "&", "0x2"), "clause-malformed"},
		"members":          {clause("members", "IS NOT NULL", ""), "attribute-not-filterable"},
		"manager":          {clause("manager", "EQUALS", "boss"), "attribute-not-filterable"},
		"user type":        {clause("userType", "EQUALS", "Guest"), "attribute-not-filterable"},
		"list":             {clause("proxyAddresses", "INCLUDES", "x"), "attribute-not-filterable"},
		"date":             {clause("employeeHireDate", "IS NULL", ""), "attribute-not-filterable"},
		"date and time":    {clause("createdDateTime", "IS NULL", ""), "attribute-not-filterable"},
		"an empty filter":  {func(s *provisioning.Settings) { s.Filter = provisioning.Filter{{}} }, "clause-malformed"},
		"groups":           {func(s *provisioning.Settings) { s.GroupFilter = provisioning.Filter{{}} }, "clause-malformed"},
		"limits":           {func(s *provisioning.Settings) { s.Limits.Deletes = -1 }, "limits-malformed"},
		"share":            {func(s *provisioning.Settings) { s.Limits.FailureShare = 40 }, "limits-malformed"},
		"concurrency":      {func(s *provisioning.Settings) { s.Concurrency = 65 }, "concurrency-malformed"},
		"interval":         {func(s *provisioning.Settings) { s.Interval = -1 }, "interval-negative"},
		"skip":             {func(s *provisioning.Settings) { s.Skips = map[string]bool{"Everything": true} }, "no-such-skip"},
		"token":            {func(s *provisioning.Settings) { s.Token = "a\r\nb" }, "token-malformed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			before := l.job.Status().Settings
			settings := provisioning.Settings{BaseURL: "https://bridge.example/scim"}
			test.change(&settings)
			if err := l.job.Configure(settings); !refusal.Is(err, test.code) {
				t.Errorf("error %v, want code %s", err, test.code)
			}
			if after := l.job.Status().Settings; !reflect.DeepEqual(before, after) {
				t.Errorf("a refused change changed the settings to %+v", after)
			}
		})
	}
}

func TestReconfigure(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*provisioning.Settings)
		kind   string
	}{
		"nothing": {func(*provisioning.Settings) {}, "incremental"},
		"address": {func(s *provisioning.Settings) { s.BaseURL = "https://bridge.example/scim/v2" }, "incremental"},
		"dialect": {func(s *provisioning.Settings) { s.Dialect = "entra-compliant" }, "incremental"},
		"scope":   {func(s *provisioning.Settings) { s.Scope = provisioning.All }, "initial"},
		"groups":  {func(s *provisioning.Settings) { s.Groups = false }, "initial"},
		"filter": {func(s *provisioning.Settings) {
			s.Filter = provisioning.AllOf(provisioning.Clause{Attribute: "userPrincipalName", Operator: "IS NOT NULL"})
		}, "initial"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			carried(l)
			l.configure(test.change)
			if links := l.job.Status().Links; len(links) != 1 || links[0].Target != "u1" {
				t.Errorf("links %+v", links)
			}
			if cycle := l.run(); cycle.Kind != test.kind {
				t.Errorf("the next cycle is %s, want %s", cycle.Kind, test.kind)
			}
		})
	}
}

func TestTokenSurvivesItsOwnMask(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.must(l.job.Configure(l.job.Status().Settings))
	l.run()
	if got := l.bridge.headers[0].Get("Authorization"); got != "Bearer s3cret" {
		t.Errorf("authorization %q", got)
	}
}

func TestStatesBeforeTheFirstCycle(t *testing.T) {
	t.Parallel()
	job := provisioning.New(provisioning.Options{Now: clock.Epoch})
	for attempt, err := range map[string]error{"start": job.Start(), "pause": job.Pause(), "restart": job.Restart(), "validate": job.Validate(t.Context())} {
		if !refusal.Is(err, "job-not-configured") {
			t.Errorf("%s: %v", attempt, err)
		}
	}
	if state := job.Status().State; state != provisioning.NotConfigured {
		t.Errorf("state %s", state)
	}
	if err := job.Configure(provisioning.Settings{BaseURL: "http://bridge.example"}); err != nil {
		t.Fatal(err)
	}
	if state := job.Status().State; state != provisioning.NotRun {
		t.Errorf("state %s", state)
	}
	if _, err := job.RunCycle(t.Context()); !refusal.Is(err, "job-not-started") {
		t.Errorf("run: %v", err)
	}
	if err := job.Restart("Everything"); !refusal.Is(err, "no-such-reset-scope") {
		t.Errorf("restart: %v", err)
	}
}
