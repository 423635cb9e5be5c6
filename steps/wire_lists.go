package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// listSentences are about queries: what a list holds and how much of each resource
// an answer shows (RFC 7644 3.4.2, 3.4.3 and 3.9).
func listSentences() []Sentence {
	return []Sentence{
		{
			Given: `the users ` + namesWords + ` with {text} as {text}`,
			Do:    func(w *World) any { return w.usersAlike },
		},
		{
			Given: `{name} is (the time|an hour before|an hour after) {path} of {name} in the time zone {text}`,
			Do:    func(w *World) any { return w.timeIs },
		},
		{
			When: `the client searches {text} for:`,
			Do:   func(w *World) any { return w.searches },
		},
		{
			Then: `the list holds exactly ` + namesWords + `, or the answer declines`,
			Do:   func(w *World) any { return w.listHoldsOrDeclines },
		},
		{
			Then: `the list holds {name} if its {path} was shown as ({json})`,
			Do:   func(w *World) any { return w.listHasIfShown },
		},
		{
			Then: `the list is the same as of GET {text}`,
			Do:   func(w *World) any { return w.listIsSame },
		},
		{
			Then: `the list is the reverse of GET {text}`,
			Do:   func(w *World) any { return w.listIsReverse },
		},
		{
			Then: `the users matching {filter} are ` + namesWords,
			Do:   func(w *World) any { return w.usersMatching },
		},
		{
			Then: `the answer shows nothing but {text}`,
			Do:   func(w *World) any { return w.answerShowsOnly },
		},
		{
			Then: `{path} of the answer shows nothing but {text}`,
			Do:   func(w *World) any { return w.placeShowsOnly },
		},
	}
}

// listed gives the ids of the newest list, or of the pages walked, as far as the
// scenario knows them: a server may hold others, and they are none of its business.
func (w *World) listed() ([]string, error) {
	if w.said.walked != nil {
		return w.said.walked, nil
	}
	resources, found := look(w.said.body, "Resources")
	list, isList := resources.([]any)
	total, _ := look(w.said.body, "totalResults")
	if w.said.answer.Status != http.StatusOK || !isList && (found || total != float64(0)) {
		return nil, mismatch("a list", "%s", w.describeAnswer())
	}
	return w.ours(list), nil
}

// ours gives the ids of the resources that the scenario knows, in their order.
func (w *World) ours(resources []any) []string {
	ids := []string{}
	for _, entry := range resources {
		id, _ := look(entry, "id")
		for _, r := range w.said.resources {
			if r.id == id {
				ids = append(ids, r.id)
			}
		}
	}
	return ids
}

// usersAlike makes users that one value holds together, so that a filter finds them among others.
func (w *World) usersAlike(ctx context.Context, people, attribute, value string) error {
	more := encode(map[string]any{attribute: value})
	for _, name := range namesIn(people) {
		if err := w.makeUser(ctx, name, more); err != nil {
			return err
		}
	}
	return nil
}

// timeIs names a moment: an attribute of a resource, an hour added or not, written
// as the clocks of a time zone show it.
func (w *World) timeIs(_ context.Context, name, which, path, of, zone string) error {
	r, err := w.named(of)
	if err != nil {
		return err
	}
	value, _ := look(r.seen, path)
	at, err := time.Parse(time.RFC3339Nano, fmt.Sprint(value))
	if err != nil {
		return mismatch(path+" as a date and time", "%s", encode(value))
	}
	clock, err := time.Parse("-07:00", zone)
	if err != nil {
		return fmt.Errorf("the feature's time zone %q is none like +05:30", zone)
	}
	hours := map[string]time.Duration{"an hour before": -time.Hour, "an hour after": time.Hour}[which]
	w.said.resources[name] = &resource{id: at.Add(hours).In(clock.Location()).Format("2006-01-02T15:04:05.999999999-07:00")}
	return nil
}

const searchSchema = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"

// searches posts a search; the feature gives its parameters alone.
func (w *World) searches(ctx context.Context, endpoint string, parameters *DocString) error {
	text, err := w.fill(parameters.Content)
	if err != nil {
		return err
	}
	body := map[string]any{"schemas": []any{searchSchema}}
	if err := json.Unmarshal([]byte(text), &body); err != nil {
		return fmt.Errorf("the feature's JSON: %w", err)
	}
	return w.send(ctx, http.MethodPost, strings.TrimSuffix(endpoint, "/")+"/.search", body)
}

// listHoldsOrDeclines is for what a server need not support: it does, or it says no.
func (w *World) listHoldsOrDeclines(ctx context.Context, people string) error {
	if w.answerIsRefusal(ctx) == nil || w.said.answer.Status == http.StatusNotImplemented {
		return nil
	}
	return w.listHolds(ctx, people)
}

// listHasIfShown is for attributes that a server may default, to whatever it likes,
// or leave out (RFC 7644 3.4.2.2).
func (w *World) listHasIfShown(_ context.Context, name, path, value string) error {
	r, err := w.named(name)
	if err != nil {
		return err
	}
	if shown, found := look(r.seen, path); found && w.compare(r.seen, path, value) == nil {
		return w.listedOrNot(name, true)
	} else if found && !unassigned(shown) {
		return w.listedOrNot(name, false)
	}
	return nil
}

// listIsSame asks anew, past the newest answer. The order of what is not sorted is
// nobody's business, nor are other people.
func (w *World) listIsSame(ctx context.Context, path string) error {
	list, err := w.listOf(ctx, path)
	if err != nil {
		return err
	}
	if expected, actual := w.inFull(list), w.inFull(w.page()); expected != actual {
		return mismatch(expected, "%s", actual)
	}
	return nil
}

func (w *World) listIsReverse(ctx context.Context, path string) error {
	list, err := w.listOf(ctx, path)
	if err != nil {
		return err
	}
	got, err := w.listed()
	want := w.ours(list)
	if slices.Reverse(want); err == nil && !slices.Equal(want, got) {
		return mismatch(w.namesOf(want), "%s", w.namesOf(got))
	}
	return err
}

// listOf asks past the newest answer, which stays the one to judge.
func (w *World) listOf(ctx context.Context, path string) ([]any, error) {
	filled, err := w.fill(path)
	if err != nil {
		return nil, err
	}
	body, err := w.follow(ctx, filled)
	list, _ := look(body, "Resources")
	resources, _ := list.([]any)
	return resources, err
}

// inFull is what a list shows of the scenario's resources.
func (w *World) inFull(list []any) string {
	return encode(unordered(slices.DeleteFunc(slices.Clone(list), func(entry any) bool {
		return len(w.ours([]any{entry})) == 0
	})))
}

func (w *World) usersMatching(ctx context.Context, filter, people string) error {
	want, err := w.ids(namesIn(people))
	if err != nil {
		return err
	}
	filled, err := w.fill(filter)
	if err != nil {
		return err
	}
	found, err := w.listOf(ctx, "/Users?filter="+url.QueryEscape(filled))
	if err != nil {
		return err
	}
	got := w.ours(found)
	if slices.Sort(want); len(found) == len(want) && slices.Equal(want, slices.Sorted(slices.Values(got))) {
		return nil
	}
	return mismatch(people, "%d resources: %s", len(found), w.namesOf(got))
}

var nameList = regexp.MustCompile(`, | and `)

func (w *World) answerShowsOnly(_ context.Context, names string) error {
	return showsOnly(w.said.body, "the answer", names)
}

func (w *World) placeShowsOnly(_ context.Context, path, names string) error {
	found, _ := look(w.said.body, path)
	return showsOnly(found, path, names)
}

func showsOnly(value any, place, names string) error {
	object, isObject := value.(map[string]any)
	if !isObject {
		return mismatch("an object as "+place, "%s", encode(value))
	}
	var more []string
	for name, value := range object {
		wanted := func(want string) bool { return strings.EqualFold(name, want) }
		if !unassigned(value) && !slices.ContainsFunc(nameList.Split(names, -1), wanted) {
			more = append(more, name)
		}
	}
	if slices.Sort(more); more != nil {
		return mismatch("nothing but "+names, "also %s", strings.Join(more, ", "))
	}
	return nil
}
