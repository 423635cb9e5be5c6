package steps

import (
	"context"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// errorSentences judge refusals where the standard leaves the status open: what
// belongs to a status is asked for when it is given.
func errorSentences() []Sentence {
	return []Sentence{
		{
			Given: `the next request goes to version {text} of the protocol`,
			Do:    func(w *World) any { return w.nextVersion },
		},
		{
			Then: `the answer's body repeats its status`,
			Do:   func(w *World) any { return w.repeatsStatus },
		},
		{
			Then: `an? (\d{3}) answer has {path} as ({json})`,
			Do:   func(w *World) any { return w.givenStatusHas },
		},
		{
			Then: `an? (\d{3}) answer has the header {text}`,
			Do:   func(w *World) any { return w.givenStatusHeader },
		},
		{
			Then: `an? (\d{3}) answer's header {text} holds {text}`,
			Do:   func(w *World) any { return w.givenStatusHolds },
		},
		{
			Then: `the answer is in UTF-8`,
			Do:   func(w *World) any { return w.inUTF8 },
		},
	}
}

func (w *World) nextVersion(_ context.Context, version string) error {
	w.said.version = version
	return nil
}

// repeatsStatus takes a number for the status, too, and a body that is no object:
// these are requirements of their own.
func (w *World) repeatsStatus(context.Context) error {
	if _, isObject := w.said.body.(map[string]any); !isObject {
		return nil
	}
	status, _ := look(w.said.body, "status")
	if fmt.Sprint(status) != strconv.Itoa(w.said.answer.Status) {
		return mismatch(fmt.Sprintf("status %d in the body", w.said.answer.Status), "%s", w.describeAnswer())
	}
	return nil
}

func (w *World) hasStatus(status string) bool { return strconv.Itoa(w.said.answer.Status) == status }

func (w *World) givenStatusHas(ctx context.Context, status, path, value string) error {
	if !w.hasStatus(status) {
		return nil
	}
	return w.answerHas(ctx, path, value)
}

func (w *World) givenStatusHeader(ctx context.Context, status, name string) error {
	if !w.hasStatus(status) {
		return nil
	}
	return w.headerIsThere(ctx, name)
}

func (w *World) givenStatusHolds(ctx context.Context, status, name, value string) error {
	if !w.hasStatus(status) {
		return nil
	}
	return w.headerHolds(ctx, name, value)
}

func (w *World) inUTF8(context.Context) error {
	if utf8.Valid(w.said.answer.Body) {
		return nil
	}
	return mismatch("a body in UTF-8", "%q", w.said.answer.Body[:min(shown, len(w.said.answer.Body))])
}
