package steps

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// tagSentences are about versions of resources and the headers that carry them
// (RFC 7644 3.14, RFC 9110 8.8.3 and 13).
func tagSentences() []Sentence {
	return []Sentence{
		{
			Given: `the client knows the ETag of {name}`,
			Do:    func(w *World) any { return w.learnsTag },
		},
		{
			Given: `the next request carries the header {text} with {filter}`,
			Do:    func(w *World) any { return w.nextHeader },
		},
		{
			Then: `the answer's header {text} equals its {path}(| if it has both| if it shows one)`,
			Do:   func(w *World) any { return w.headerEquals },
		},
		{
			Then: `the answer's header {text} matches {filter}`,
			Do:   func(w *World) any { return w.headerMatches },
		},
		{
			Then: `the ETag of {name} is (the same as|another than) before`,
			Do:   func(w *World) any { return w.tagMoved },
		},
		{
			Then: `the answer is a success, or 412 to the weak tag of {name}`,
			Do:   func(w *World) any { return w.tagLetThrough },
		},
	}
}

// readTag asks for the version of a resource past the newest answer.
func (w *World) readTag(ctx context.Context, name string) (string, error) {
	r, err := w.named(name)
	if err != nil {
		return "", err
	}
	exchange, err := w.scim().Get(ctx, r.path())
	if err != nil {
		return "", fmt.Errorf("read the ETag of %s: %w", name, err)
	}
	tag := exchange.Header.Get("ETag")
	if exchange.Status != http.StatusOK || tag == "" {
		return "", mismatch("200 with an ETag when "+name+" is read", "%d with ETag %q", exchange.Status, tag)
	}
	return tag, nil
}

func (w *World) learnsTag(ctx context.Context, name string) error {
	tag, err := w.readTag(ctx, name)
	if err == nil {
		w.said.resources[name].tag = tag
	}
	return err
}

// headerEquals has an opinion on what is missing: nothing may be; "if it has
// both", either; "if it shows one", the value in the body.
func (w *World) headerEquals(_ context.Context, name, path, when string) error {
	header := w.said.answer.Header.Get(name)
	value, found := look(w.said.body, path)
	switch {
	case found && value == header,
		!found && when != "",
		header == "" && when == " if it has both":
		return nil
	}
	return mismatch(fmt.Sprintf("header %s and %s alike", name, path), "%q and %s", header, encode(value))
}

func (w *World) headerMatches(_ context.Context, name, pattern string) error {
	expr, err := regexp.Compile("^(?:" + pattern + ")$")
	if err != nil {
		return fmt.Errorf("the feature's pattern: %w", err)
	}
	if header := w.said.answer.Header.Get(name); !expr.MatchString(header) {
		return mismatch(name+" like "+pattern, "%q", header)
	}
	return nil
}

func (w *World) tagMoved(ctx context.Context, name, which string) error {
	r, err := w.named(name)
	if err != nil {
		return err
	}
	now, err := w.readTag(ctx, name)
	if err != nil {
		return err
	}
	if (now == r.tag) != strings.HasPrefix(which, "the same") {
		return mismatch("an ETag that is "+which+" "+r.tag, "%s", now)
	}
	return nil
}

// tagLetThrough knows that HTTP compares If-Match strongly (RFC 9110 13.1.1), by
// which a weak tag matches nothing, while RFC 7644 3.14 shows weak ones that do.
func (w *World) tagLetThrough(_ context.Context, name string) error {
	r, err := w.named(name)
	if err != nil {
		return err
	}
	s := w.said.answer.Status
	if s >= 200 && s < 300 || s == http.StatusPreconditionFailed && strings.HasPrefix(r.tag, "W/") {
		return nil
	}
	return mismatch("a success, for "+r.tag+" is the present version", "%s", w.describeAnswer())
}
