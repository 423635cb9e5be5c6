package steps

import (
	"context"
	"fmt"
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

// matchBy changes which attribute tells that somebody is there already.
func (w *World) matchBy(ctx context.Context, words string) error {
	mapping, err := provisioning.DefaultMapping(w.settings.Dialect)
	if err != nil {
		return fmt.Errorf("the mapping of %s: %w", w.settings.Dialect, err)
	}
	target := map[string]string{"user name": "userName", "externalId": "externalId", "e-mail address": `emails[type eq "work"].value`}[words]
	for i := range mapping.User.Attributes {
		line := &mapping.User.Attributes[i]
		line.MatchingPriority = 0
		if line.Target == target {
			line.MatchingPriority = 1
		}
		if line.Target == "externalId" {
			line.Source = "objectId" // unlike the mail's nickname it never changes
		}
	}
	w.settings.Mapping = &mapping
	return w.configure(ctx)
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
