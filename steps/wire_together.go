package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/scimproof/scimproof/internal/scim"
)

// togetherSentences are about clients who write the same resource at the same
// moment. Which of them comes first is chance; that none of them undoes what
// another was told to be done is not.
func togetherSentences() []Sentence {
	return []Sentence{
		{
			When: `clients patch {name} at the same moment, each with a line of:`,
			Do: func(w *World) any {
				return func(ctx context.Context, name string, lines *DocString) error {
					return w.patchTogether(ctx, name, "", lines)
				}
			},
		},
		{
			When: `clients patch {name} at the same moment under the ETag that the client knows, each with a line of:`,
			Do: func(w *World) any {
				return func(ctx context.Context, name string, lines *DocString) error {
					r, err := w.named(name)
					if err != nil {
						return err
					}
					return w.patchTogether(ctx, name, r.tag, lines)
				}
			},
		},
		{
			Then: `what each of them was told to be done is there in {name}`,
			Do:   func(w *World) any { return w.togetherDone },
		},
		{
			Then: `at most one of them was told that it is done`,
			Do:   func(w *World) any { return w.togetherAtMostOne },
		},
	}
}

// write is what one of several clients asked for, and heard.
type write struct {
	line   string // the operation as the feature has it
	answer *scim.Exchange
	err    error
}

// made tells whether the client was told that it is done.
func (x write) made() bool { return x.answer != nil && x.answer.Status < http.StatusMultipleChoices }

// turnedAway tells of a client that was told to come again or to look again.
func (x write) turnedAway() bool {
	again := []int{http.StatusConflict, http.StatusPreconditionFailed, http.StatusTooManyRequests, http.StatusServiceUnavailable}
	return x.answer != nil && slices.Contains(again, x.answer.Status)
}

// patchTogether sends all operations at once, each in a PATCH of its own, and waits for all answers.
func (w *World) patchTogether(ctx context.Context, name, tag string, lines *DocString) error {
	r, err := w.named(name)
	if err != nil {
		return err
	}
	text, err := w.fill(strings.TrimSpace(lines.Content))
	if err != nil {
		return err
	}
	var headers []string
	if tag != "" {
		headers = []string{"If-Match", tag}
	}
	client, start := w.scim(), make(chan struct{})
	w.said.together = nil
	for line := range strings.Lines(text) {
		w.said.together = append(w.said.together, write{line: strings.TrimSpace(line)})
	}
	var all sync.WaitGroup
	for i := range w.said.together {
		all.Go(func() {
			<-start
			x := &w.said.together[i]
			x.answer, x.err = client.Do(ctx, http.MethodPatch, r.path(), fmt.Sprintf(`{"schemas":[%q],"Operations":[%s]}`, patchSchema, x.line), headers...)
		})
	}
	close(start)
	all.Wait()
	return nil
}

// togetherDone judges answers and the resource. What was refused may be there or not.
func (w *World) togetherDone(ctx context.Context, name string) error {
	for _, x := range w.said.together {
		switch {
		case x.err != nil:
			return fmt.Errorf("no answer to one of the changes: %w", x.err)
		case !x.made() && !x.turnedAway():
			return mismatch("a success, or 409, 412, 429 or 503 to "+x.line, "%d %.*s", x.answer.Status, shown, x.answer.Body)
		}
	}
	return w.reading(ctx, name, func(seen map[string]any) error {
		for _, x := range w.said.together {
			there, err := holds(seen, x.line)
			if err != nil {
				return err
			}
			if x.made() && !there {
				return mismatch(fmt.Sprintf("%s done, for it was answered %d", x.line, x.answer.Status), "%.*s", shown, encode(seen))
			}
		}
		return nil
	})
}

func (w *World) togetherAtMostOne(context.Context) error {
	var made []string
	for _, x := range w.said.together {
		if x.made() {
			made = append(made, x.line)
		}
	}
	if len(made) > 1 {
		return mismatch("one success, for the version was another after it", "%d: %s", len(made), strings.Join(made, " and "))
	}
	return nil
}

// holds tells whether a resource shows what an operation with a path puts there:
// the value itself or, of a list, elements with the same value.
func holds(seen any, operation string) (bool, error) {
	var op struct {
		Path  string
		Value any
	}
	if err := json.Unmarshal([]byte(operation), &op); err != nil || op.Path == "" {
		return false, errors.Join(fmt.Errorf("the feature's operation %s has no path", operation), err)
	}
	elements, isList := op.Value.([]any)
	if !isList {
		value, _ := look(seen, op.Path)
		return value == op.Value, nil
	}
	there, _ := everySpot(seen, op.Path+"[].value")
	for _, element := range elements {
		wanted, _ := look(element, "value")
		if !slices.ContainsFunc(there, func(s spot) bool { return s.value == wanted }) {
			return false, nil
		}
	}
	return true, nil
}
