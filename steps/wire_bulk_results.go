package steps

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// bulkResultSentences judge the answer to a bulk request, result by result: the
// order is the server's own business.
func bulkResultSentences() []Sentence {
	return []Sentence{
		{
			Then: `the bulk answer holds {number} results?`,
			Do:   func(w *World) any { return w.bulkHolds },
		},
		{
			Then: `the result of {text} in bulk is (\d{3}(?:(?:, | or )\d{3})*)`,
			Do:   func(w *World) any { return w.resultIs },
		},
		{
			Then: `the result of {text} in bulk is a refusal`,
			Do:   func(w *World) any { return w.resultIsRefusal },
		},
		{
			Then: `the result of {text} in bulk has (a|no) {path}`,
			Do:   func(w *World) any { return w.resultHas },
		},
		{
			Then: `the result of {text} in bulk has {path} as ({json})`,
			Do:   func(w *World) any { return w.resultHasValue },
		},
		{
			Then: `the result of {text} in bulk is 409, or reading {name} shows {path} as ({json})`,
			Do:   func(w *World) any { return w.resultIsConflictOrShows },
		},
		{
			Then: `(all|some) of the bulk request is refused`,
			Do:   func(w *World) any { return w.bulkIsRefused },
		},
		{
			Then: `the error names the limit {path}`,
			Do:   func(w *World) any { return w.errorNamesLimit },
		},
		{
			Then: `nowhere in the group {name} is a reference left`,
			Do:   func(w *World) any { return w.noReferenceIn },
		},
		{
			Then: `no result in bulk is a server error`,
			Do:   func(w *World) any { return w.noResultIsServerError },
		},
	}
}

// results of the newest bulk request.
func (w *World) results() []any {
	operations, _ := look(w.said.body, "Operations")
	list, _ := operations.([]any)
	return list
}

// resultOf finds the result with this bulkId, or of the resource at this path. A result
// that says neither stands for the operation at its place: what is missing is judged
// where it is the subject, and nowhere else.
func (w *World) resultOf(text string) (any, error) {
	filled, err := w.fill(text)
	if err != nil {
		return nil, err
	}
	results := w.results()
	for _, result := range results {
		bulkID, _ := look(result, "bulkId")
		location, _ := look(result, "location")
		if bulkID == filled || strings.HasPrefix(filled, "/") && strings.HasSuffix(fmt.Sprint(location), filled) {
			return result, nil
		}
	}
	if at := slices.Index(w.said.asked, filled); at >= 0 && len(results) == len(w.said.asked) {
		member := "bulkId"
		if strings.HasPrefix(filled, "/") {
			member = "location"
		}
		if _, found := look(results[at], member); !found {
			return results[at], nil
		}
	}
	return nil, mismatch("a result with "+filled+" as bulkId or location", "%s", w.describeAnswer())
}

// bulkStatus is the code in a result: RFC 7644 shows a string, and its text speaks of
// an object with a code.
func bulkStatus(result any) string {
	status, _ := look(result, "status")
	if code, ok := look(status, "code"); ok {
		status = code
	}
	if number, isNumber := status.(float64); isNumber {
		return strconv.Itoa(int(number))
	}
	return fmt.Sprint(status)
}

func (w *World) bulkHolds(_ context.Context, n int) error {
	if got := len(w.results()); got != n {
		return mismatch(fmt.Sprintf("%d results", n), "%d in %s", got, w.describeAnswer())
	}
	return nil
}

func (w *World) resultIs(_ context.Context, text, statuses string) error {
	result, err := w.resultOf(text)
	if err != nil {
		return err
	}
	if status := bulkStatus(result); len(status) != len("200") || !strings.Contains(statuses, status) {
		return mismatch("status "+statuses+" of "+text, "%.*s", shown, encode(result))
	}
	return nil
}

func (w *World) resultIsRefusal(_ context.Context, text string) error {
	result, err := w.resultOf(text)
	if err == nil && !refuses(result) {
		return mismatch("a status of 400 to 499 of "+text, "%.*s", shown, encode(result))
	}
	return err
}

func refuses(result any) bool {
	status := bulkStatus(result)
	return status >= "400" && status < "500"
}

func (w *World) resultHas(_ context.Context, text, which, path string) error {
	result, err := w.resultOf(text)
	if err != nil {
		return err
	}
	if got, found := look(result, path); (found && !unassigned(got)) != (which == "a") {
		return mismatch(which+" "+path+" of "+text, "%.*s", shown, encode(result))
	}
	return nil
}

func (w *World) resultHasValue(_ context.Context, text, path, value string) error {
	result, err := w.resultOf(text)
	if err != nil {
		return err
	}
	return w.compare(result, path, value)
}

// resultIsConflictOrShows is for references in a circle: a server has to try, and
// may give up (RFC 7644 3.7.1), on the operation or on the request.
func (w *World) resultIsConflictOrShows(ctx context.Context, text, name, path, value string) error {
	if w.said.answer.Status == http.StatusConflict {
		return nil
	}
	result, err := w.resultOf(text)
	if err != nil || bulkStatus(result) == "409" {
		return err
	}
	if refuses(result) {
		return mismatch("409, or what was made", "%.*s", shown, encode(result))
	}
	return w.shows(ctx, name, path, value)
}

// bulkIsRefused looks at the whole request, and at its operations one by one: RFC
// 7644 leaves open which of the two a server refuses.
func (w *World) bulkIsRefused(ctx context.Context, which string) error {
	if w.answerIsRefusal(ctx) == nil {
		return nil
	}
	refused := 0
	for _, result := range w.results() {
		if refuses(result) || bulkStatus(result) == "501" { // 501: not supported at all (RFC 7644 3.12)
			refused++
		}
	}
	if refused == 0 || which == "all" && refused < len(w.results()) {
		return mismatch("a refusal of the request, or of "+which+" of its operations", "%s", w.describeAnswer())
	}
	return nil
}

func (w *World) noResultIsServerError(ctx context.Context) error {
	if err := w.noServerError(ctx); err != nil {
		return err
	}
	for _, result := range w.results() {
		if status := bulkStatus(result); status >= "500" && status != "501" {
			return mismatch("no server error in bulk", "%.*s", shown, encode(result))
		}
	}
	return nil
}

// errorNamesLimit takes the name of the limit or its number.
func (w *World) errorNamesLimit(_ context.Context, path string) error {
	most, err := w.promised(path)
	if err != nil {
		return err
	}
	name := path[strings.LastIndex(path, ".")+1:]
	if said := string(w.said.answer.Body); !strings.Contains(said, name) && !strings.Contains(said, strconv.Itoa(most)) {
		return mismatch(fmt.Sprintf("%s or %d in the error", name, most), "%s", w.describeAnswer())
	}
	return nil
}

// noReferenceIn is true of a group that was not made, too.
func (w *World) noReferenceIn(ctx context.Context, name string) error {
	if _, err := w.named(name); err != nil {
		return nil //nolint:nilerr // it was refused
	}
	seen, err := w.fetch(ctx, name)
	if err == nil && strings.Contains(encode(seen), "bulkId:") {
		return mismatch("no bulkId in "+name, "%.*s", shown, encode(seen))
	}
	return err
}
