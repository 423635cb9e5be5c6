package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/report"
)

// This file takes out of an account that outlives the run what the wire scenarios
// put in, and nothing else. What stays is said in the report.

// doubt is something that a request should have made and whose id the bridge has
// not told: it may have been made all the same.
type doubt struct{ endpoint, attribute, value string }

// nameAttributes are what a resource is found by.
//
//nolint:gochecknoglobals // a constant table
var nameAttributes = map[string]string{"/Users": "userName", "/Groups": "displayName"}

// keepStray remembers what a request made, or may have made.
func (w *World) keepStray(method, path string, body any) {
	endpoint := endpointAt(path)
	if nameAttributes[endpoint] == "" || method != http.MethodPost && method != http.MethodPut {
		return
	}
	if id, _ := look(w.said.body, "id"); w.said.answer.Status < http.StatusMultipleChoices && id != nil {
		if stray := endpoint + "/" + url.PathEscape(fmt.Sprint(id)); !slices.Contains(w.said.strays, stray) {
			w.said.strays = append(w.said.strays, stray)
		}
		return
	}
	w.keepDoubt(method, path, body)
}

// endpointAt is what a path makes something at: /Users?attributes=id, /Me.
func endpointAt(path string) string {
	path, _, _ = strings.Cut(path, "?")
	if path == "/Me" {
		return "/Users"
	}
	endpoint, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if rest == ".search" {
		return ""
	}
	return "/" + endpoint
}

// keepDoubt only ever suspects a name of the scenario's own: under any other there
// may be somebody who was there before.
func (w *World) keepDoubt(method, path string, body any) {
	if w.names.suffix == "" || method != http.MethodPost {
		return
	}
	if text, isText := body.(string); isText {
		body, _ = decode([]byte(text))
	} else if text, err := json.Marshal(body); err == nil {
		body, _ = decode(text)
	}
	w.doubtName(endpointAt(path), body)
	operations, _ := look(body, "Operations") // of /Bulk
	list, _ := operations.([]any)
	for _, operation := range list {
		at, _ := look(operation, "path")
		data, _ := look(operation, "data")
		w.doubtName(endpointAt(fmt.Sprint(at)), data)
	}
}

func (w *World) doubtName(endpoint string, body any) {
	attribute := nameAttributes[endpoint]
	value, _ := look(body, attribute)
	if name, isText := value.(string); isText && strings.Contains(strings.ToLower(name), w.names.suffix) {
		w.said.doubts = append(w.said.doubts, doubt{endpoint, attribute, name})
	}
}

// removeStrays ends what the wire scenarios made; groups first, for they hold users.
func (w *World) removeStrays(ctx context.Context) {
	if w.run.profile.Accounts != 1 {
		return // the account goes with the scenario
	}
	for _, d := range w.said.doubts {
		found, err := w.resources(ctx, d.endpoint, d.attribute, d.value)
		if err != nil {
			w.run.leave(d.endpoint, fmt.Sprintf("whether %s %q was made is not known: %s", d.attribute, d.value, w.hide(err.Error())))
		}
		for _, resource := range found {
			if path := d.endpoint + "/" + url.PathEscape(resource.Get("id").String()); !slices.Contains(w.said.strays, path) {
				w.said.strays = append(w.said.strays, path)
			}
		}
	}
	for _, endpoint := range []string{"/Groups/", "/Users/"} {
		for _, path := range w.said.strays {
			if strings.HasPrefix(path, endpoint) {
				w.remove(ctx, path)
			}
		}
	}
}

// remove takes a resource out, or notes that it could not.
func (w *World) remove(ctx context.Context, path string) {
	exchange, err := w.scim().Delete(ctx, path)
	switch {
	case err != nil:
		w.run.leave(path, w.hide(err.Error()))
	case exchange.Status == http.StatusNotFound:
	case exchange.Status >= http.StatusMultipleChoices:
		w.run.leave(path, fmt.Sprintf("the bridge answered DELETE with %d", exchange.Status))
	case w.keeps(ctx, path):
		w.run.leave(path, fmt.Sprintf("the bridge answered DELETE with %d and keeps it", exchange.Status))
	}
}

// keeps reads back the first resource that is removed from an endpoint. One that is
// still there shows what the bridge's word is worth for all others.
func (w *World) keeps(ctx context.Context, path string) bool {
	endpoint := endpointAt(path)
	if kept, known := w.run.keeps(endpoint); known {
		return kept
	}
	err := w.Settle(ctx, path+" is gone", func(ctx context.Context) error {
		exchange, err := w.scim().Get(ctx, path)
		if err == nil && exchange.Status == http.StatusOK {
			return errKept
		}
		return nil
	})
	return w.run.learn(endpoint, err != nil)
}

// errKept is what a look at a removed resource finds when it is still there.
var errKept = errors.New("still there")

func (r *run) keeps(endpoint string) (kept, known bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	kept, known = r.keeping[endpoint]
	return kept, known
}

func (r *run) learn(endpoint string, kept bool) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.keeping[endpoint] = kept
	return kept
}

func (r *run) leave(path, why string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.left = append(r.left, report.Leftover{Path: path, Why: why})
}
