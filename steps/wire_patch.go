package steps

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// changeSentences judge what PATCH, PUT and changes of groups leave behind.
func changeSentences() []Sentence {
	return []Sentence{
		{
			When: `the client sends {name} back as it is`,
			Do:   func(w *World) any { return w.sendsBack },
		},
		{
			Then: `the answer shows {name} in full`,
			Do:   func(w *World) any { return w.answerShows },
		},
		{
			Then: `the answer shows {name} in full unless it is 204`,
			Do:   func(w *World) any { return w.answerShowsOrIsEmpty },
		},
		{
			Then: `the answer is a refusal that changes nothing, or reading {name} shows {path} as ({json})`,
			Do:   func(w *World) any { return w.refusedOrShows },
		},
		{
			Then: `the answer is a refusal that changes nothing, or the group {name} holds exactly ` + namesWords,
			Do:   func(w *World) any { return w.refusedOrHolds },
		},
		{
			Then: `reading {name} shows {text} as the only primary of {path}`,
			Do:   func(w *World) any { return w.showsPrimary },
		},
		{
			Then: `the group {name} still holds ` + namesWords,
			Do:   func(w *World) any { return w.groupStillHolds },
		},
		{
			Then: `the groups that {name} shows are ` + namesWords + `, if any are shown`,
			Do:   func(w *World) any { return w.showsGroups },
		},
		{
			Then: `nothing is at {text}`,
			Do:   func(w *World) any { return w.nothingAt },
		},
	}
}

// sendsBack reads a resource and replaces it with what was read, readOnly
// attributes and all.
func (w *World) sendsBack(ctx context.Context, name string) error {
	seen, err := w.fetch(ctx, name)
	if err != nil {
		return err
	}
	return w.send(ctx, http.MethodPut, w.said.resources[name].path(), seen)
}

// answerShows holds the answer to a write against what is read afterwards.
func (w *World) answerShows(ctx context.Context, name string) error {
	return w.reading(ctx, name, func(seen map[string]any) error {
		if sameJSON(unordered(w.said.body), unordered(any(seen))) {
			return nil
		}
		return mismatch("the same as is read: "+encode(seen), "%s", encode(w.said.body))
	})
}

func (w *World) answerShowsOrIsEmpty(ctx context.Context, name string) error {
	if w.said.answer.Status == http.StatusNoContent {
		return nil
	}
	return w.answerShows(ctx, name)
}

// refusedOrShows is for what the standard leaves open: both are right, a success
// without the effect and a refusal with one are not.
func (w *World) refusedOrShows(ctx context.Context, name, path, value string) error {
	if w.answerIsRefusal(ctx) == nil {
		return w.isUntouched(ctx, name)
	}
	if err := w.succeeded(); err != nil {
		return err
	}
	return w.shows(ctx, name, path, value)
}

func (w *World) refusedOrHolds(ctx context.Context, name, people string) error {
	if w.answerIsRefusal(ctx) == nil {
		return w.isUntouched(ctx, name)
	}
	if err := w.succeeded(); err != nil {
		return err
	}
	return w.groupHolds(ctx, name, people)
}

func (w *World) succeeded() error {
	if s := w.said.answer.Status; s < 200 || s > 299 {
		return mismatch("a success or a refusal", "%s", w.describeAnswer())
	}
	return nil
}

// showsPrimary names the one value whose primary is true (RFC 7643 2.4).
func (w *World) showsPrimary(ctx context.Context, name, value, path string) error {
	want, err := w.fill(value)
	if err != nil {
		return err
	}
	return w.reading(ctx, name, func(seen map[string]any) error {
		found, _ := look(seen, path)
		list, _ := found.([]any)
		var primary []string
		for _, element := range list {
			if is, _ := look(element, "primary"); is == true {
				of, _ := look(element, "value")
				primary = append(primary, fmt.Sprint(of))
			}
		}
		if slices.Equal(primary, []string{want}) {
			return nil
		}
		return mismatch(want+" as the only primary of "+path, "%s", encode(found))
	})
}

func (w *World) groupStillHolds(ctx context.Context, name, people string) error {
	want, err := w.ids(namesIn(people))
	if err != nil {
		return err
	}
	return w.reading(ctx, name, func(seen map[string]any) error {
		for _, id := range want {
			if _, found := look(seen, fmt.Sprintf(`members[value eq "%s"]`, id)); !found {
				members, _ := look(seen, "members")
				return mismatch("the members "+people, "no %s in %s", w.namesOf([]string{id}), encode(members))
			}
		}
		return nil
	})
}

// showsGroups looks at the groups attribute of a user, which a server need not
// have: what is shown names the groups by id (RFC 7643 4.1.2).
func (w *World) showsGroups(ctx context.Context, name, groups string) error {
	want, err := w.ids(namesIn(groups))
	if err != nil {
		return err
	}
	slices.Sort(want)
	return w.reading(ctx, name, func(seen map[string]any) error {
		found, _ := look(seen, "groups")
		if unassigned(found) {
			return nil
		}
		got := []string{}
		list, _ := found.([]any)
		for _, element := range list {
			value, _ := look(element, "value")
			got = append(got, fmt.Sprint(value))
		}
		if slices.Sort(got); slices.Equal(got, want) {
			return nil
		}
		return mismatch("the groups "+groups, "%s", encode(found))
	})
}

// nothingAt looks past the newest answer, which stays the one to judge.
func (w *World) nothingAt(ctx context.Context, path string) error {
	filled, err := w.fill(path)
	if err != nil {
		return err
	}
	exchange, err := w.scim().Get(ctx, filled)
	if err == nil && exchange.Status != http.StatusNotFound {
		return mismatch("404 for GET "+filled, "%d %.*s", exchange.Status, shown, exchange.Body)
	}
	return err //nolint:wrapcheck // the client's error says what was attempted
}

// unordered puts the elements of arrays in an order of our own: the values of a
// multi-valued attribute have none (RFC 7643 2.4).
func unordered(value any) any {
	switch value := value.(type) {
	case map[string]any:
		out := make(map[string]any, len(value))
		for name, v := range value {
			out[name] = unordered(v)
		}
		return out
	case []any:
		out := make([]any, len(value))
		for i, v := range value {
			out[i] = unordered(v)
		}
		slices.SortFunc(out, func(a, b any) int { return strings.Compare(encode(a), encode(b)) })
		return out
	default:
		return value
	}
}
