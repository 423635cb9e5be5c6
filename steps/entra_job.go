package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// entraJobSentences set up a job in ways that the directory's administrators
// have, or that only some tenants are seen to have (docs/entra.md, knobs).
func entraJobSentences() []Sentence {
	return []Sentence{
		{
			Given: `the directory ` + habitWords(),
			Do:    func(w *World) any { return w.adopt },
		},
		{
			Given: `the job matches people by (user name|externalId|e-mail address)`,
			Do:    func(w *World) any { return w.matchBy },
		},
		{
			Given: `the job ` + mappingWords(),
			Do:    func(w *World) any { return w.mapOtherwise },
		},
		{
			Given: `the job reports to {address}`,
			Do:    func(w *World) any { return w.reportTo },
		},
		{
			When: `the group {text} is provisioned on demand`,
			Do:   func(w *World) any { return w.groupOnDemand },
		},
		{
			When: `the administrator tests the connection`,
			Do:   func(w *World) any { return w.testConnection },
		},
		{
			Then: `the connection works`,
			Do:   func(w *World) any { return w.connectionWorks },
		},
		{
			Then: `the quarantine is for {text}`,
			Do:   func(w *World) any { return w.quarantineIsFor },
		},
		{
			Then: `{address} got (one mail|two mails) about the quarantine`,
			Do:   func(w *World) any { return w.gotMails },
		},
	}
}

// habits are what one tenant writes otherwise than another: the words a feature
// has for it, the knob and its setting.
//
//nolint:gochecknoglobals // a constant table
var habits = []struct{ words, knob, value string }{
	{"writes true and false in small letters", "booleanStrings", "lower"},
	{"adds whatever it changes", "createOpRule", "alwaysAdd"},
	{"replaces what was never there", "createOpRule", "alwaysReplace"},
	{"names members with an empty reference", "memberRefNull", "true"},
	{"names a manager by an object", "managerValueShape", "object"},
}

func habitWords() string {
	words := make([]string, 0, len(habits))
	for _, h := range habits {
		words = append(words, h.words)
	}
	return "(" + strings.Join(words, "|") + ")"
}

func (w *World) adopt(ctx context.Context, words string) error {
	if w.settings.Knobs == nil {
		w.settings.Knobs = map[string]string{}
	}
	for _, h := range habits {
		if h.words == words {
			w.settings.Knobs[h.knob] = h.value
		}
	}
	return w.configure(ctx)
}

// mappings are what an administrator changes in the default mapping of people:
// the words a feature has for it, and the change.
//
//nolint:gochecknoglobals // a constant table
var mappings = []struct {
	words  string
	change func(*provisioning.ObjectMapping)
}{
	{"says nothing of who is active", func(m *provisioning.ObjectMapping) {
		m.Attributes = slices.DeleteFunc(m.Attributes, func(line provisioning.AttributeMapping) bool { return line.Target == "active" })
	}},
	{"may not delete people", func(m *provisioning.ObjectMapping) { m.FlowTypes = []string{"Add", "Update"} }},
	{"gives everybody two job titles", func(m *provisioning.ObjectMapping) {
		for i := range m.Attributes {
			if line := &m.Attributes[i]; line.Target == "title" {
				line.Type, line.Source = provisioning.Expression, `Split("Countess,Analyst", ",")`
			}
		}
	}},
}

func mappingWords() string {
	words := make([]string, 0, len(mappings))
	for _, m := range mappings {
		words = append(words, m.words)
	}
	return "(" + strings.Join(words, "|") + ")"
}

func (w *World) mapOtherwise(ctx context.Context, words string) error {
	return w.remap(ctx, func(m *provisioning.ObjectMapping) {
		for _, known := range mappings {
			if known.words == words {
				known.change(m)
			}
		}
	})
}

// remap changes the mapping of people that the dialect has.
func (w *World) remap(ctx context.Context, change func(*provisioning.ObjectMapping)) error {
	mapping, err := provisioning.DefaultMapping(w.settings.Dialect)
	if err != nil {
		return fmt.Errorf("the mapping of %s: %w", w.settings.Dialect, err)
	}
	change(&mapping.User)
	w.settings.Mapping = &mapping
	return w.configure(ctx)
}

// matchBy changes which attribute tells that somebody is there already.
func (w *World) matchBy(ctx context.Context, words string) error {
	target := map[string]string{"user name": "userName", "externalId": "externalId", "e-mail address": `emails[type eq "work"].value`}[words]
	return w.remap(ctx, func(m *provisioning.ObjectMapping) {
		for i := range m.Attributes {
			line := &m.Attributes[i]
			line.MatchingPriority = 0
			if line.Target == target {
				line.MatchingPriority = 1
			}
			if line.Target == "externalId" {
				line.Source = "objectId" // unlike the mail's nickname it never changes
			}
		}
	})
}

func (w *World) reportTo(ctx context.Context, address string) error {
	w.settings.Recipients = append(w.settings.Recipients, address)
	return w.configure(ctx)
}

func (w *World) quarantineIsFor(ctx context.Context, code string) error {
	job, err := w.directory.Job(ctx)
	switch {
	case err != nil:
		return err //nolint:wrapcheck // the client's error says what was attempted
	case job.Quarantine == nil:
		return mismatch("a quarantine for "+code, "none")
	case job.Quarantine.ErrorCode == code:
		return nil
	}
	return mismatch("a quarantine for "+code, "one for %s (%s)", job.Quarantine.ErrorCode, job.Quarantine.Message)
}

func (w *World) gotMails(ctx context.Context, address, many string) error {
	mails, err := w.directory.Outbox(ctx, 0)
	if err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	mails = slices.DeleteFunc(mails, func(m provisioning.Mail) bool { return !slices.Contains(m.To, address) })
	if want := map[string]int{"one mail": 1, "two mails": 2}[many]; len(mails) != want {
		return mismatch(fmt.Sprintf("%d mails to %s", want, address), "%d", len(mails))
	}
	return nil
}

func (w *World) groupOnDemand(ctx context.Context, name string) error {
	id, err := w.groupID(name)
	if err != nil {
		return err
	}
	if w.cycle, err = w.directory.ProvisionOnDemand(ctx, id); err != nil {
		return fmt.Errorf("provision the group %s on demand: %w", name, err)
	}
	return nil
}

// testConnection keeps how the test ended: that is for a Then to judge.
func (w *World) testConnection(ctx context.Context) error {
	w.attempt = w.directory.ValidateJob(ctx)
	return nil
}

func (w *World) connectionWorks(context.Context) error {
	if w.attempt == nil {
		return nil
	}
	return mismatch("a connection that works", "%v", w.attempt)
}
