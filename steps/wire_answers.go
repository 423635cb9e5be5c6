package steps

import (
	"context"
	"fmt"
	"mime"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// answerSentences judge the newest answer of the bridge.
func answerSentences() []Sentence {
	return []Sentence{
		{
			Then: `the answer is (\d{3}(?:(?:, | or )\d{3})*)`,
			Do:   func(w *World) any { return w.answerIs },
		},
		{
			Then: `the answer is a refusal`,
			Do:   func(w *World) any { return w.answerIsRefusal },
		},
		{
			Then: `the answer is no server error`,
			Do:   func(w *World) any { return w.noServerError },
		},
		{
			Then: `the answer is a SCIM error`,
			Do:   func(w *World) any { return w.answerIsError },
		},
		{
			Then: `the scimType is ({text}(?:(?:, | or ){text})*)`,
			Do:   func(w *World) any { return w.scimTypeIs },
		},
		{
			Then: `the answer has {path} as ({json})`,
			Do:   func(w *World) any { return w.answerHas },
		},
		{
			Then: `the answer has {path} as an? (string|boolean|number|date|list|object|URI)`,
			Do:   func(w *World) any { return w.answerHasKind },
		},
		{
			Then: `the answer has {path}`,
			Do:   func(w *World) any { return w.answerHasAny },
		},
		{
			Then: `the answer has no {path}`,
			Do:   func(w *World) any { return w.answerHasNo },
		},
		{
			Then: `the answer has:`,
			Do:   func(w *World) any { return w.answerHasAll },
		},
		{
			Then: `the answer has no body`,
			Do:   func(w *World) any { return w.answerIsEmpty },
		},
		{
			Then: `the answer's header {text} is {text}`,
			Do:   func(w *World) any { return w.headerIs },
		},
		{
			Then: `the answer's header {text} holds {text}`,
			Do:   func(w *World) any { return w.headerHolds },
		},
		{
			Then: `the answer has the header {text}`,
			Do:   func(w *World) any { return w.headerIsThere },
		},
		{
			Then: `the answer's media type is {text}`,
			Do:   func(w *World) any { return w.mediaTypeIs },
		},
		{
			Then: `the answer nowhere says {text}`,
			Do:   func(w *World) any { return w.nowhereSays },
		},
	}
}

// shown is how much of a body a message quotes, in bytes.
const shown = 300

func (w *World) describeAnswer() string {
	return fmt.Sprintf("%d %.*s", w.said.answer.Status, shown, w.said.answer.Body)
}

func (w *World) answerIs(_ context.Context, statuses string) error {
	for _, status := range regexp.MustCompile(`\d{3}`).FindAllString(statuses, -1) {
		if status == strconv.Itoa(w.said.answer.Status) {
			return nil
		}
	}
	return mismatch("status "+statuses, "%s", w.describeAnswer())
}

func (w *World) answerIsRefusal(context.Context) error {
	if s := w.said.answer.Status; s >= 400 && s < 500 {
		return nil
	}
	return mismatch("a status of 400 to 499", "%s", w.describeAnswer())
}

func (w *World) noServerError(context.Context) error {
	if s := w.said.answer.Status; s < 500 || s == 501 {
		return nil
	}
	return mismatch("no server error", "%s", w.describeAnswer())
}

const errorSchema = "urn:ietf:params:scim:api:messages:2.0:Error"

// answerIsError looks at the body alone: the status is judged by a sentence of
// its own, so that one cause is one finding.
func (w *World) answerIsError(context.Context) error {
	schemas, _ := look(w.said.body, "schemas")
	list, _ := schemas.([]any)
	if !slices.Contains(list, any(errorSchema)) {
		return mismatch("a body with schemas "+errorSchema, "%s", w.describeAnswer())
	}
	status, _ := look(w.said.body, "status")
	if status != strconv.Itoa(w.said.answer.Status) {
		return mismatch(fmt.Sprintf(`status "%d" as a string`, w.said.answer.Status), "%s", encode(status))
	}
	return nil
}

// scimTypeIs has nothing to say of a body that is no object at all: that is a
// requirement of its own, and one cause is one finding.
func (w *World) scimTypeIs(_ context.Context, choices string) error {
	if _, isObject := w.said.body.(map[string]any); !isObject {
		return nil
	}
	got, _ := look(w.said.body, "scimType")
	for _, choice := range regexp.MustCompile(`"([^"]*)"`).FindAllStringSubmatch(choices, -1) {
		if got == choice[1] {
			return nil
		}
	}
	return mismatch("scimType "+choices, "%s", encode(got))
}

func (w *World) answerHas(_ context.Context, path, text string) error {
	return w.compare(w.said.body, path, text)
}

// compare holds the value at a path against JSON from a feature.
func (w *World) compare(document any, path, text string) error {
	filled, err := w.fill(text)
	if err != nil {
		return err
	}
	want, err := decode([]byte(filled))
	if err != nil {
		return fmt.Errorf("the feature's value %s: %w", text, err)
	}
	got, found := look(document, path)
	switch {
	case !found && unassigned(want), found && sameJSON(got, want):
		return nil
	case !found:
		return mismatch(path+" "+filled, "no %s in %.*s", path, shown, encode(document))
	default:
		return mismatch(path+" "+filled, "%s", encode(got))
	}
}

// kinds of JSON values, with those that SCIM writes as strings (RFC 7643 2.3).
//
//nolint:gochecknoglobals // a constant table
var kinds = map[string]func(any) bool{
	"string":  func(v any) bool { _, ok := v.(string); return ok },
	"boolean": func(v any) bool { _, ok := v.(bool); return ok },
	"number":  func(v any) bool { _, ok := v.(float64); return ok },
	"list":    func(v any) bool { _, ok := v.([]any); return ok },
	"object":  func(v any) bool { _, ok := v.(map[string]any); return ok },
	"date":    func(v any) bool { s, _ := v.(string); _, err := time.Parse(time.RFC3339Nano, s); return err == nil },
	"URI": func(v any) bool {
		s, _ := v.(string)
		return strings.Contains(s, ":") && !strings.ContainsAny(s, " \n")
	},
}

func (w *World) answerHasKind(_ context.Context, path, kind string) error {
	got, found := look(w.said.body, path)
	if !found {
		return mismatch(path+" as a "+kind, "no %s in %s", path, w.describeAnswer())
	}
	if !kinds[kind](got) {
		return mismatch(path+" as a "+kind, "%s", encode(got))
	}
	return nil
}

func (w *World) answerHasAny(_ context.Context, path string) error {
	if got, found := look(w.said.body, path); found && !unassigned(got) {
		return nil
	}
	return mismatch("a value of "+path, "none in %s", w.describeAnswer())
}

func (w *World) answerHasNo(_ context.Context, path string) error {
	if got, found := look(w.said.body, path); found && !unassigned(got) {
		return mismatch("no "+path, "%s", encode(got))
	}
	return nil
}

func (w *World) answerHasAll(ctx context.Context, table *Table) error {
	rows, err := readTable(table, "path", "value")
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := w.answerHas(ctx, row["path"], row["value"]); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) answerIsEmpty(context.Context) error {
	if len(w.said.answer.Body) == 0 {
		return nil
	}
	return mismatch("no body", "%s", w.describeAnswer())
}

func (w *World) headerIs(_ context.Context, name, value string) error {
	filled, err := w.fill(value)
	if got := w.said.answer.Header.Get(name); err == nil && got != filled {
		return mismatch(name+": "+filled, "%q", got)
	}
	return err
}

func (w *World) headerHolds(_ context.Context, name, value string) error {
	filled, err := w.fill(value)
	if got := w.said.answer.Header.Get(name); err == nil && !strings.Contains(strings.ToLower(got), strings.ToLower(filled)) {
		return mismatch(name+" with "+filled, "%q", got)
	}
	return err
}

func (w *World) headerIsThere(_ context.Context, name string) error {
	if w.said.answer.Header.Get(name) == "" {
		return mismatch("a header "+name, "none")
	}
	return nil
}

func (w *World) mediaTypeIs(_ context.Context, want string) error {
	header := w.said.answer.Header.Get("Content-Type")
	if got, _, err := mime.ParseMediaType(header); err != nil || got != want {
		return mismatch(want, "%q", header)
	}
	return nil
}

// nowhereSays searches the raw answer, headers included.
func (w *World) nowhereSays(_ context.Context, text string) error {
	filled, err := w.fill(text)
	if err == nil && (strings.Contains(string(w.said.answer.Body), filled) || strings.Contains(fmt.Sprint(w.said.answer.Header), filled)) {
		return mismatch("no "+filled, "%s", w.describeAnswer())
	}
	return err
}
