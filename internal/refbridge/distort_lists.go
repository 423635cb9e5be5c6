package refbridge

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
)

// Distortions of lists and of what they show.

// numberOr is a number in a query, or otherwise.
func numberOr(text string, otherwise any) any {
	if number, err := strconv.Atoi(text); err == nil {
		return number
	}
	return otherwise
}

func plus(text string, step int) string {
	if number, err := strconv.Atoi(text); err == nil {
		return strconv.Itoa(number + step)
	}
	return text
}

// refusedIf makes a value unreadable, so that it is refused.
func refusedIf(expression string) func(string) string { return replaced(expression, "?") }

// refusingQuery refuses a parameter that looks so.
func refusingQuery(name, expression string, status int) distortion {
	odd := regexp.MustCompile(expression)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			value := r.URL.Query().Get(name)
			if on("POST", `/\.search$`)(r) {
				value, _ = parameter(numbered(messageOf(r)[name]))
			}
			if !odd.MatchString(value) {
				next.ServeHTTP(w, r)
				return
			}
			a := newRecorded()
			restatus(status)(a)
			a.send(w)
		})
	}
}

// answering400 refuses names that nobody has.
func answering400(parameters ...string) distortion {
	return func(next http.Handler) http.Handler {
		for _, name := range parameters {
			next = refusingQuery(name, `(?i)\b(unknown|nothing|no|favou?r|shoe)\w*`, http.StatusBadRequest)(next)
		}
		return next
	}
}

// refusingUnknown refuses parameters that the standard does not know.
func refusingUnknown(next http.Handler) http.Handler {
	known := []string{
		"filter", "sortBy", "sortOrder", "startIndex", "count", "attributes", "excludedAttributes", "cursor",
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name := range r.URL.Query() {
			if !slices.Contains(known, name) {
				a := newRecorded()
				restatus(http.StatusBadRequest)(a)
				a.send(w)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// unlessFiltered ignores the page that is asked for, with a filter or without.
func unlessFiltered(filtered bool) distortion {
	return asked(on("GET", `/(Users|Groups)$`), func(r *http.Request) {
		query := r.URL.Query()
		if query.Has("filter") == filtered {
			query.Del("startIndex")
			query.Del("count")
			r.URL.RawQuery = query.Encode()
		}
	})
}

// turning turns every second list round before it is cut.
func turning() distortion {
	return func(next http.Handler) http.Handler {
		var lists atomic.Int64
		return asked(on("GET", `/(Users|Groups)$`), func(r *http.Request) {
			if query := r.URL.Query(); query.Has("count") && !query.Has("sortBy") && lists.Add(1)%2 == 0 {
				query.Set("sortBy", "id")
				query.Set("sortOrder", "descending")
				r.URL.RawQuery = query.Encode()
			}
		})(next)
	}
}

// sortedAgain sorts a page by what key makes of the values of sortBy.
func sortedAgain(key func(string) string) distortion {
	return listed(func(query url.Values, list map[string]any) {
		resources, by := objectsIn(list["Resources"]), query.Get("sortBy")
		if by == "" || strings.ContainsAny(by, ".:") {
			return
		}
		slices.SortStableFunc(resources, func(a, b map[string]any) int {
			order := strings.Compare(key(textOf(a, by)), key(textOf(b, by)))
			if query.Get("sortOrder") == "descending" {
				return -order
			}
			return order
		})
		list["Resources"] = resources
	})
}

// unlessAsked leaves out what is always shown unless the parameter names it.
func unlessAsked(parameter, attribute string) distortion {
	return leavingOut(attribute, func(query url.Values) bool {
		return query.Has(parameter) && !strings.Contains(query.Get(parameter), attribute)
	})
}

// askedAway leaves out what is always shown.
func askedAway(attribute string) distortion {
	return leavingOut(attribute, func(query url.Values) bool {
		return slices.Contains(names(query.Get("excludedAttributes")), attribute)
	})
}

func leavingOut(attribute string, leave func(url.Values) bool) distortion {
	return func(next http.Handler) http.Handler {
		cut := shown(on("", anywhere), at(attribute, gone))(next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if leave(r.URL.Query()) {
				cut.ServeHTTP(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// unbounded puts the first two pages of users into one where no size is asked for.
func unbounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := newRecorded()
		next.ServeHTTP(a, r)
		if query := r.URL.Query(); on("GET", allUsers)(r) && !query.Has("count") && !query.Has("startIndex") && !query.Has("cursor") {
			query.Set("startIndex", strconv.Itoa(maxResults+1))
			more := newRecorded()
			second := r.Clone(r.Context())
			second.URL.RawQuery = query.Encode()
			next.ServeHTTP(more, second)
			a.edit(func(list map[string]any) {
				first, _ := list["Resources"].([]any)
				rest, _ := more.member("Resources").([]any)
				list["Resources"], list["itemsPerPage"] = append(first, rest...), len(first)+len(rest)
			})
		}
		a.send(w)
	})
}
