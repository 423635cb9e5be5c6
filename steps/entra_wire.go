package steps

import (
	"context"
	"fmt"
	"strings"
)

// entraWireSentences judge answers in ways that only reports from the field ask for.
func entraWireSentences() []Sentence {
	return []Sentence{
		{
			Then: `the error names {text}`,
			Do:   func(w *World) any { return w.errorNames },
		},
	}
}

// errorNames looks for a word in what the error tells people.
func (w *World) errorNames(_ context.Context, word string) error {
	detail, _ := look(w.said.body, "detail")
	if strings.Contains(strings.ToLower(fmt.Sprint(detail)), strings.ToLower(word)) {
		return nil
	}
	return &Mismatch{
		Expected: fmt.Sprintf("an error whose detail speaks of %q", word),
		Actual:   w.describeAnswer(),
		Hint:     "the directory's log quotes the error, and an administrator has to find out from it what to mend",
	}
}
