package steps

import (
	"context"
	"net/http"
	"strings"
)

// meSentences are about the alias of whoever calls (RFC 7644 3.11).
func meSentences() []Sentence {
	return []Sentence{
		{
			Then: `the answer shows a user, or redirects to one`,
			Do:   func(w *World) any { return w.meShows },
		},
		{
			Then: `the answer says where the user is, or redirects there`,
			Do:   func(w *World) any { return w.meLeads },
		},
	}
}

// meShows follows a redirect once.
func (w *World) meShows(ctx context.Context) error {
	user := w.said.body
	if w.said.answer.Status == http.StatusPermanentRedirect {
		home := w.said.answer.Header.Get("Location")
		if home == "" || strings.HasSuffix(home, "/Me") {
			return mismatch("a header Location of a user", "%q", home)
		}
		var err error
		if user, err = w.follow(ctx, home); err != nil {
			return err
		}
	}
	if _, found := look(user, "userName"); !found {
		return mismatch("a user", "%.*s", shown, encode(user))
	}
	return nil
}

// meLeads wants the permanent address of the user in the header of a direct answer.
func (w *World) meLeads(ctx context.Context) error {
	if w.said.answer.Status == http.StatusPermanentRedirect {
		return w.meShows(ctx)
	}
	header := w.said.answer.Header.Get("Location")
	home, _ := look(w.said.body, "meta.location")
	if header == "" || header != home || strings.HasSuffix(header, "/Me") {
		return mismatch("a header Location as meta.location, and not the alias", "header %q, meta.location %s", header, encode(home))
	}
	return nil
}
