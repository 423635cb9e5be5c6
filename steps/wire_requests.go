package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

// DocString is the text below a step.
type DocString = messages.PickleDocString

// requestSentences make resources and requests of the protocol's features.
func requestSentences() []Sentence {
	return []Sentence{
		{
			Given: `a user {name}`,
			Do:    func(w *World) any { return w.aUser },
		},
		{
			Given: `a user {name} with:`,
			Do:    func(w *World) any { return w.aUserWith },
		},
		{
			Given: `the users:`,
			Do:    func(w *World) any { return w.theUsers },
		},
		{
			Given: `a group {name} of ` + namesWords,
			Do:    func(w *World) any { return w.aGroup },
		},
		{
			Given: `the next request carries the header {text} with {text}`,
			Do:    func(w *World) any { return w.nextHeader },
		},
		{
			Given: `the next request carries no token`,
			Do:    func(w *World) any { return w.nextAnonymous },
		},
		{
			Given: `the client sent ` + methodWords + ` {text}`,
			When:  `the client sends ` + methodWords + ` {text}`,
			Do:    func(w *World) any { return w.sends },
		},
		{
			Given: `the client sent ` + methodWords + ` {text} with:`,
			When:  `the client sends ` + methodWords + ` {text} with:`,
			Do:    func(w *World) any { return w.sendsWith },
		},
		{
			Given: `the client patched {name} with:`,
			When:  `the client patches {name} with:`,
			Do:    func(w *World) any { return w.patches },
		},
		{
			Given: `the client replaced {name} with:`,
			When:  `the client replaces {name} with:`,
			Do:    func(w *World) any { return w.replaces },
		},
		{
			Given: `the client deleted {name}`,
			When:  `the client deletes {name}`,
			Do:    func(w *World) any { return w.deletes },
		},
		{
			When: `the client reads {name}`,
			Do:   func(w *World) any { return w.reads },
		},
		{
			When: `the client lists (users|groups|everything) with (.+)`,
			Do:   func(w *World) any { return w.lists },
		},
		{
			When: `the client filters (users|groups) by:`,
			Do:   func(w *World) any { return w.filters },
		},
	}
}

const (
	methodWords = `(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)`
	namesWords  = `(nobody|"[a-z0-9-]+"(?:(?:, | and )"[a-z0-9-]+")*)`
)

func namesIn(text string) []string {
	if text == "nobody" {
		return nil
	}
	text = strings.NewReplacer(" and ", ", ", `"`, "").Replace(text)
	return strings.Split(text, ", ")
}

func (w *World) aUser(ctx context.Context, name string) error { return w.makeUser(ctx, name, "") }

func (w *World) aUserWith(ctx context.Context, name string, more *DocString) error {
	return w.makeUser(ctx, name, more.Content)
}

func (w *World) makeUser(ctx context.Context, name, more string) error {
	body, err := w.userBody(name, more)
	if err != nil {
		return err
	}
	return w.introduceResource(ctx, name, "/Users", body)
}

// theUsers makes a user for each row; the other columns are top-level attributes
// with JSON in their cells, an empty cell leaves the attribute out.
func (w *World) theUsers(ctx context.Context, table *Table) error {
	columns := table.Rows[0].Cells
	for _, row := range table.Rows[1:] {
		more := map[string]json.RawMessage{}
		name := ""
		for i, cell := range row.Cells {
			switch {
			case columns[i].Value == "name":
				name = cell.Value
			case cell.Value != "":
				more[columns[i].Value] = json.RawMessage(cell.Value)
			}
		}
		text, err := json.Marshal(more)
		if err != nil {
			return fmt.Errorf("row %q: every cell but the name is JSON: %w", name, err)
		}
		if err := w.makeUser(ctx, name, string(text)); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) aGroup(ctx context.Context, name, people string) error {
	body := map[string]any{"schemas": []any{groupSchema}, "displayName": w.names.group(name)}
	var members []any
	for _, member := range namesIn(people) {
		r, err := w.named(member)
		if err != nil {
			return err
		}
		members = append(members, map[string]any{"value": r.id})
	}
	if members != nil {
		body["members"] = members
	}
	return w.introduceResource(ctx, name, "/Groups", body)
}

func (w *World) nextHeader(_ context.Context, name, value string) error {
	filled, err := w.fill(value)
	if w.said.headers == nil {
		w.said.headers = map[string]string{}
	}
	w.said.headers[name] = filled
	return err
}

func (w *World) nextAnonymous(context.Context) error {
	w.said.anonymous = true
	return nil
}

func (w *World) sends(ctx context.Context, method, path string) error {
	filled, err := w.fill(path)
	if err != nil {
		return err
	}
	return w.send(ctx, method, filled, nil)
}

func (w *World) sendsWith(ctx context.Context, method, path string, body *DocString) error {
	filled, err := w.fill(path)
	if err != nil {
		return err
	}
	text, err := w.fill(body.Content)
	if err != nil {
		return err
	}
	return w.send(ctx, method, filled, w.demandedIn(method, filled, text))
}

// patches takes the list of operations, or a single one, and wraps it.
func (w *World) patches(ctx context.Context, name string, operations *DocString) error {
	r, err := w.named(name)
	if err != nil {
		return err
	}
	text, err := w.fill(operations.Content)
	if err != nil {
		return err
	}
	if text = strings.TrimSpace(text); !strings.HasPrefix(text, "[") {
		text = "[" + text + "]"
	}
	return w.send(ctx, http.MethodPatch, r.path(), fmt.Sprintf(`{"schemas":[%q],"Operations":%s}`, patchSchema, text))
}

// replaces sends a whole body: a user or group as it was made, with the feature's JSON on top.
func (w *World) replaces(ctx context.Context, name string, more *DocString) error {
	r, err := w.named(name)
	if err != nil {
		return err
	}
	body := map[string]any{"schemas": []any{groupSchema}, "displayName": w.names.group(name)}
	if r.endpoint == "/Users" {
		body = w.demanded(map[string]any{"schemas": []any{userSchema}, "userName": w.addressFor(name)})
	}
	if err := w.overlay(body, more.Content); err != nil {
		return err
	}
	return w.send(ctx, http.MethodPut, r.path(), body)
}

func (w *World) deletes(ctx context.Context, name string) error {
	r, err := w.named(name)
	if err != nil {
		return err
	}
	return w.send(ctx, http.MethodDelete, r.path(), nil)
}

func (w *World) reads(ctx context.Context, name string) error {
	r, err := w.named(name)
	if err != nil {
		return err
	}
	return w.send(ctx, http.MethodGet, r.path(), nil)
}

// lists asks for a list; the query is written as people read it and encoded here.
func (w *World) lists(ctx context.Context, kind, query string) error {
	values, err := w.queryOf(query)
	if err != nil {
		return err
	}
	return w.send(ctx, http.MethodGet, endpointOf(kind)+"?"+values.Encode(), nil)
}

// queryOf reads name=value&name=value, as people write it, with the quotes of a filter and all.
func (w *World) queryOf(text string) (url.Values, error) {
	values := url.Values{}
	filled, err := w.fill(text)
	for pair := range strings.SplitSeq(filled, "&") {
		if name, value, _ := strings.Cut(pair, "="); name != "" {
			values.Add(name, value)
		}
	}
	return values, err
}

func (w *World) filters(ctx context.Context, kind string, filter *DocString) error {
	filled, err := w.fill(strings.TrimSpace(filter.Content))
	if err != nil {
		return err
	}
	return w.send(ctx, http.MethodGet, endpointOf(kind)+"?filter="+url.QueryEscape(filled), nil)
}

func endpointOf(kind string) string {
	return map[string]string{"users": "/Users", "groups": "/Groups", "everything": "/"}[kind]
}
