package steps

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// discoverySentences judge answers that hold lists of lists, as the schemas do:
// one sentence for all places that a path with [] in it means. "every" wants the
// place to be filled, "any" judges it where it is.
func discoverySentences() []Sentence {
	return []Sentence{
		{
			Given: `the client knows the bridge's address`,
			Do:    func(*World) any { return func(context.Context) error { return nil } },
		},
		{
			Then: `(every|any) {path} of the answer is a (string|boolean|whole number|list|object|date)`,
			Do:   func(w *World) any { return w.everyIsKind },
		},
		{
			Then: `(every|any) {path} of the answer is one of (\[.*\])`,
			Do:   func(w *World) any { return w.everyIsOneOf },
		},
		{
			Then: `(every|any) {path} of the answer matches {text}`,
			Do:   func(w *World) any { return w.everyMatches },
		},
		{
			Then: `no two {path} of the answer are the same`,
			Do:   func(w *World) any { return w.noTwoAlike },
		},
		{
			Then: `the answer nowhere has {path}`,
			Do:   func(w *World) any { return w.nowhereHas },
		},
		{
			Then: `the answer lists as many as it counts`,
			Do:   func(w *World) any { return w.listsAll },
		},
		{
			Then: `each {path} of the answer can be read at {text}`,
			Do:   func(w *World) any { return w.eachReadable },
		},
		{
			Then: `each {path} of the answer can be read at {text} with the same {path}`,
			Do:   func(w *World) any { return w.eachReadableAs },
		},
		{
			Then: `any {path} of the answer leads to {name}`,
			Do:   func(w *World) any { return w.leadsTo },
		},
		{
			Then: `the answer is ` + statusWords + ` if {path} is promised, else ` + statusWords,
			Do:   func(w *World) any { return w.answersAsPromised },
		},
	}
}

const statusWords = `(\d{3}(?:(?:, | or )\d{3})*)`

// exact decodes the newest answer with its numbers as they were written.
func (w *World) exact() any {
	decoder := json.NewDecoder(bytes.NewReader(w.said.answer.Body))
	decoder.UseNumber()
	var value any
	_ = decoder.Decode(&value) // no JSON has no places
	return value
}

// eachSpot judges every place of the newest answer that a path means.
func (w *World) eachSpot(document any, which, path, want string, holds func(any) bool) error {
	if w.said.body == nil && which == "every" {
		return mismatch("JSON with "+path, "%s", w.describeAnswer())
	}
	spots, err := everySpot(document, path)
	for _, s := range spots {
		switch {
		case !s.found && which == "every":
			return mismatch(s.at+" "+want, "nothing there")
		case s.found && !holds(s.value):
			return mismatch(s.at+" "+want, "%s", encode(s.value))
		}
	}
	return err
}

func (w *World) everyIsKind(_ context.Context, which, path, kind string) error {
	return w.eachSpot(w.exact(), which, path, "as a "+kind, func(value any) bool {
		number, isNumber := value.(json.Number)
		if kind == "whole number" {
			return isNumber && !strings.ContainsAny(number.String(), ".eE")
		}
		return kinds[kind](value)
	})
}

func (w *World) everyIsOneOf(_ context.Context, which, path, choices string) error {
	decoded, err := decode([]byte(choices))
	if err != nil {
		return fmt.Errorf("the feature's list %s: %w", choices, err)
	}
	list, _ := decoded.([]any)
	return w.eachSpot(w.said.body, which, path, "as one of "+choices, func(value any) bool {
		return slices.ContainsFunc(list, func(choice any) bool { return sameJSON(choice, value) })
	})
}

func (w *World) everyMatches(_ context.Context, which, path, pattern string) error {
	filled, err := w.fill(pattern)
	if err != nil {
		return err
	}
	expr, err := regexp.Compile("^(?:" + filled + ")$")
	if err != nil {
		return fmt.Errorf("the feature's pattern: %w", err)
	}
	return w.eachSpot(w.said.body, which, path, "like "+filled, func(value any) bool {
		_, isObject := value.(map[string]any)
		return !isObject && expr.MatchString(plain(value))
	})
}

func (w *World) noTwoAlike(_ context.Context, path string) error {
	seen := map[string]string{}
	spots, err := everySpot(w.said.body, path)
	for _, s := range spots {
		value := encode(s.value)
		if other, twice := seen[value]; twice && s.found {
			return mismatch("no two "+path+" alike", "%s at %s and at %s", value, other, s.at)
		}
		seen[value] = s.at
	}
	return err
}

func (w *World) nowhereHas(_ context.Context, path string) error {
	spots, err := everySpot(w.said.body, path)
	for _, s := range spots {
		if s.found && !unassigned(s.value) {
			return mismatch("no "+path, "%s: %s", s.at, encode(s.value))
		}
	}
	return err
}

// listsAll wants a ListResponse with something in it, and all of it.
func (w *World) listsAll(context.Context) error {
	total, _ := look(w.said.body, "totalResults")
	resources, _ := look(w.said.body, "Resources")
	if list, _ := resources.([]any); len(list) == 0 || total != float64(len(list)) {
		return mismatch("Resources, and totalResults to be their number", "totalResults %s, %d Resources in %s",
			encode(total), len(list), w.describeAnswer())
	}
	return nil
}

func (w *World) eachReadable(ctx context.Context, path, template string) error {
	return w.eachReadableAs(ctx, path, template, "")
}

// eachReadableAs follows what an answer names: {it} in the template is the value found.
func (w *World) eachReadableAs(ctx context.Context, path, template, same string) error {
	spots, err := everySpot(w.said.body, path)
	for _, s := range spots {
		it, isText := s.value.(string)
		if !isText {
			return mismatch(s.at+" as a string", "%s", encode(s.value))
		}
		address := strings.ReplaceAll(template, "{it}", it)
		body, err := w.follow(ctx, address)
		if err != nil {
			return err
		}
		if got, _ := look(body, same); same != "" && got != any(it) {
			return mismatch(fmt.Sprintf("%s %q at %s, as %s says", same, it, address, s.at), "%s", encode(got))
		}
	}
	return err
}

// leadsTo follows a reference (RFC 7643 2.3.7); one that is left out leads nowhere wrong.
func (w *World) leadsTo(ctx context.Context, path, name string) error {
	r, err := w.named(name)
	if err != nil {
		return err
	}
	spots, err := everySpot(w.said.body, path)
	for _, s := range spots {
		if !s.found {
			continue
		}
		body, err := w.follow(ctx, w.resolve(plain(s.value)))
		if err != nil {
			return err
		}
		if got, _ := look(body, "id"); got != any(r.id) {
			return mismatch(fmt.Sprintf("%s with id %q at %s %s", name, r.id, s.at, plain(s.value)), "id %s", encode(got))
		}
	}
	return err
}

// resolve makes a relative reference absolute; it counts from the base URL and a
// slash (RFC 7643 2.3.7).
func (w *World) resolve(reference string) string {
	base, err := url.Parse(w.bridge.HostURL() + "/")
	if err != nil {
		return reference
	}
	target, err := base.Parse(reference)
	if err != nil {
		return reference
	}
	return target.String()
}

// follow reads what a URI leads to. The token goes to the bridge and to nobody else.
func (w *World) follow(ctx context.Context, address string) (any, error) {
	client := w.scim()
	target, err := url.Parse(address)
	root, rootErr := url.Parse(client.Root)
	if err != nil || rootErr != nil {
		return nil, mismatch("a URI", "%q", address)
	}
	target = resolve(root, target)
	if target.Host != root.Host {
		client.Token = ""
	}
	client.Root = ""
	exchange, err := client.Get(ctx, target.String())
	if err != nil {
		return nil, fmt.Errorf("follow %s: %w", address, err)
	}
	if exchange.Status != http.StatusOK {
		return nil, mismatch("200 at "+address, "%d %.*s", exchange.Status, shown, exchange.Body)
	}
	return decode(exchange.Body)
}

// resolve counts a relative URI from the base URL (RFC 7643 2.3.7). A path that
// begins with a slash may be the server's, as in any URI, or the base URL's.
func resolve(root, target *url.URL) *url.URL {
	if target.IsAbs() || strings.HasPrefix(target.Path, root.Path+"/") {
		return root.ResolveReference(target)
	}
	under := root.JoinPath(target.EscapedPath())
	under.RawQuery = target.RawQuery
	return under
}

// answersAsPromised holds a deed against ServiceProviderConfig. A bridge that
// promises nothing and denies nothing may do either.
func (w *World) answersAsPromised(ctx context.Context, kept, path, denied string) error {
	promised, found := look(w.run.promises.config, path)
	switch {
	case !found:
		return nil
	case promised == true:
		return w.answerIs(ctx, kept)
	default:
		return w.answerIs(ctx, denied)
	}
}
