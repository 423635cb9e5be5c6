package steps

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

// Kind of a step: what was, what happens, what must be so.
type Kind string

// The kinds of step.
const (
	Given Kind = "Given"
	When  Kind = "When"
	Then  Kind = "Then"
)

func kindOf(t messages.PickleStepType) Kind {
	switch t {
	case messages.PickleStepType_ACTION:
		return When
	case messages.PickleStepType_OUTCOME:
		return Then
	default:
		return Given
	}
}

// Table is the table below a step.
type Table = messages.PickleTable

// Sentence is one thing that features can say. An action has a Given form in
// the past tense and a When form in the present, and both do the same.
//
// Expressions match the whole step. {address}, {text}, {number} and {version}
// stand for a value in quotes (a number has none); (a|b) for a closed choice.
type Sentence struct {
	Given, When, Then string
	Do                func(w *World) any // the function godog calls: (context.Context, arguments...) error
}

// phrase is one compiled form of a sentence.
type phrase struct {
	number int // of its sentence
	kind   Kind
	text   string // as the table has it
	expr   *regexp.Regexp
	do     func(w *World) any
}

// Vocabulary is every phrase that features can use, compiled once for a run.
type Vocabulary struct{ phrases []phrase }

// NewVocabulary compiles the built-in sentences and any further ones.
func NewVocabulary(more ...Sentence) (*Vocabulary, error) {
	v := &Vocabulary{}
	for number, s := range slices.Concat(sentences(), more) {
		for _, form := range []struct {
			kind Kind
			text string
		}{{Given, s.Given}, {When, s.When}, {Then, s.Then}} {
			if form.text == "" {
				continue
			}
			expr, err := regexp.Compile("^" + values.Replace(form.text) + "$")
			if err != nil {
				return nil, fmt.Errorf("sentence %s %q: %w", form.kind, form.text, err)
			}
			v.phrases = append(v.phrases, phrase{number, form.kind, form.text, expr, s.Do})
		}
	}
	return v, nil
}

// values are the placeholders that a sentence may use.
//
//nolint:gochecknoglobals // a constant table
var values = strings.NewReplacer(
	"{address}", `"([^"@ ]+@[^"@ ]+)"`,
	"{text}", `"([^"]*)"`,
	"{version}", `"([0-9a-z.]+)"`,
	"{number}", `(\d+)`,
	"{name}", `"([a-z][a-z0-9-]*)"`,
	"{path}", `"((?:[^"]|"[^"]*"\])+)"`,
	"{json}", `"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null|\[.*\]|\{.*\}`,
	"{filter}", `'([^']+)'`,
)

// List returns every phrase as features write it, sorted, with its kind before it.
func (v *Vocabulary) List() []string {
	var lines []string
	for _, p := range v.phrases {
		lines = append(lines, fmt.Sprintf("%-5s %s", p.kind, p.text))
	}
	slices.SortFunc(lines, func(a, b string) int {
		order := "GWT"
		return cmp.Or(cmp.Compare(strings.IndexByte(order, a[0]), strings.IndexByte(order, b[0])), strings.Compare(a, b))
	})
	return lines
}

// Check makes sure that each step of the scenarios says one thing: no phrase,
// and two phrases, are errors that name the line.
func (v *Vocabulary) Check(scenarios []Scenario) error {
	for _, s := range scenarios {
		for _, step := range s.Steps {
			if err := v.checkStep(step); err != nil {
				return fmt.Errorf("%s:%d: %w", s.File, step.Line, err)
			}
		}
	}
	return nil
}

func (v *Vocabulary) checkStep(step Step) error {
	var matching []string
	for _, p := range v.phrases {
		if p.kind == step.Kind && p.expr.MatchString(step.Text) {
			matching = append(matching, p.text)
		}
	}
	switch len(matching) {
	case 1:
		return nil
	case 0:
		return fmt.Errorf("no sentence says %s %q; scimproof list steps shows all", step.Kind, step.Text)
	default:
		return fmt.Errorf("%s %q says %d things: %s", step.Kind, step.Text, len(matching), strings.Join(matching, "; "))
	}
}

// spoken returns the phrases that the scenarios use: registering and trying the
// others for each of a thousand scenarios is what a run would spend its time on.
func (v *Vocabulary) spoken(scenarios map[string]Scenario) []phrase {
	said := map[Step]bool{}
	for _, s := range scenarios {
		for _, step := range s.Steps {
			said[Step{Kind: step.Kind, Text: step.Text}] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(v.phrases), func(p phrase) bool {
		for step := range said {
			if p.kind == step.Kind && p.expr.MatchString(step.Text) {
				return false
			}
		}
		return true
	})
}

// Unused returns the sentences of which no step of the scenarios uses any form.
func (v *Vocabulary) Unused(scenarios []Scenario) []string {
	used := map[int]bool{}
	for _, s := range scenarios {
		for _, step := range s.Steps {
			for _, p := range v.phrases {
				if p.kind == step.Kind && p.expr.MatchString(step.Text) {
					used[p.number] = true
				}
			}
		}
	}
	var idle []string
	for _, p := range v.phrases {
		if !used[p.number] {
			idle = append(idle, string(p.kind)+" "+p.text)
		}
	}
	return idle
}
