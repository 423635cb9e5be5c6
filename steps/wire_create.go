package steps

import (
	"context"
	"net/http"
	"strings"
)

// createSentences make a user or a group as the action that is judged; as a
// fixture it is "a user", whose failure blocks the scenario.
func createSentences() []Sentence {
	return []Sentence{
		{
			When: `the client creates the user {name}`,
			Do:   func(w *World) any { return w.createsUser },
		},
		{
			When: `the client creates the user {name} with:`,
			Do:   func(w *World) any { return w.createsUserWith },
		},
		{
			When: `the client creates the user {name} from exactly:`,
			Do:   func(w *World) any { return w.createsUserFrom },
		},
		{
			When: `the client creates the group {name}`,
			Do:   func(w *World) any { return w.createsGroup },
		},
		{
			When: `the client creates a user whose {text} is {number} letters long`,
			Do:   func(w *World) any { return w.createsLong },
		},
		{
			When: `the client creates a user with {number} objects inside each other`,
			Do:   func(w *World) any { return w.createsDeep },
		},
		{
			When: `the client creates a user whose {text} is no UTF-8`,
			Do:   func(w *World) any { return w.createsGarbled },
		},
	}
}

// create sends the body and, if that made something, remembers it by its name.
func (w *World) create(ctx context.Context, name, endpoint string, body any) error {
	if err := w.send(ctx, http.MethodPost, endpoint, body); err != nil {
		return err
	}
	seen, _ := w.said.body.(map[string]any)
	if id, ok := seen["id"].(string); ok && w.said.answer.Status == http.StatusCreated {
		w.said.resources[name] = &resource{endpoint: endpoint, id: id, seen: seen}
	}
	return nil
}

func (w *World) createsUser(ctx context.Context, name string) error {
	return w.createsFrom(ctx, name, "", func(text string) string { return text })
}

func (w *World) createsUserWith(ctx context.Context, name string, more *DocString) error {
	return w.createsFrom(ctx, name, more.Content, func(text string) string { return text })
}

func (w *World) createsUserFrom(ctx context.Context, name string, body *DocString) error {
	text, err := w.fill(body.Content)
	if err != nil {
		return err
	}
	return w.create(ctx, name, "/Users", w.demandedIn(http.MethodPost, "/Users", text))
}

func (w *World) createsGroup(ctx context.Context, name string) error {
	return w.create(ctx, name, "/Groups", map[string]any{"schemas": []any{groupSchema}, "displayName": w.names.group(name)})
}

// createsFrom spoils the text of a body that is sound but for that.
func (w *World) createsFrom(ctx context.Context, name, more string, spoil func(string) string) error {
	body, err := w.userBody(name, more)
	if err != nil {
		return err
	}
	return w.create(ctx, name, "/Users", spoil(encode(body)))
}

// spoiled stands in the body where what no JSON of a feature can hold comes in.
const spoiled = "@spoiled@"

func (w *World) createsLong(ctx context.Context, attribute string, letters int) error {
	return w.createsFrom(ctx, "long", encode(map[string]any{attribute: spoiled}), func(text string) string {
		return strings.Replace(text, spoiled, strings.Repeat("x", letters), 1)
	})
}

func (w *World) createsDeep(ctx context.Context, depth int) error {
	nest := strings.Repeat(`{"a":`, depth) + `1` + strings.Repeat(`}`, depth)
	return w.createsFrom(ctx, "deep", `{"nest": "`+spoiled+`"}`, func(text string) string {
		return strings.Replace(text, `"`+spoiled+`"`, nest, 1)
	})
}

func (w *World) createsGarbled(ctx context.Context, attribute string) error {
	return w.createsFrom(ctx, "garbled", encode(map[string]any{attribute: spoiled}), func(text string) string {
		return strings.Replace(text, spoiled, "Zo\xeb", 1) // Latin-1
	})
}
