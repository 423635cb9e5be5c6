package graph

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// query is what the $ options of a request ask for.
type query struct {
	selected []string // nil: what is told unasked
	filter   condition
	order    []order
	top      int
	after    []any // values of the order of the last object of the page before; nil: from the beginning
	count    bool
}

// order is one term of an order.
type order struct {
	path       path
	descending bool
}

const (
	defaultPage = 100
	largestPage = 999
)

// query reads the options that the route takes; another one is refused rather than passed over.
func (c *call) query(e *entity, takes ...string) (query, error) {
	q := query{top: defaultPage, order: e.order, filter: always}
	given := c.Request.URL.Query()
	for name, values := range given {
		if strings.HasPrefix(name, "$") && !slices.Contains(takes, name) {
			return q, &problem{status: 400, code: "Request_UnsupportedQuery", message: "The query option '" + name + "' is not supported here."}
		}
		if strings.HasPrefix(name, "$") && len(values) > 1 {
			return q, badRequest("The query option '" + name + "' was specified more than once.")
		}
	}
	for _, option := range []struct {
		name string
		read func(*query, *entity, string) error
	}{{"$select", readSelect}, {"$filter", readFilter}, {"$orderby", readOrder}, {"$top", readTop}, {"$count", readCount}, {"$skiptoken", readSkip}} {
		if given.Has(option.name) {
			if err := option.read(&q, e, given.Get(option.name)); err != nil {
				return q, err
			}
		}
	}
	consistent := strings.EqualFold(c.GetHeader("ConsistencyLevel"), "eventual")
	if e.advanced && q.filter.advanced && !(consistent && q.count) {
		return q, &problem{
			status: 400, code: "Request_UnsupportedQuery",
			message: "The filter needs the header 'ConsistencyLevel: eventual' and the query option '$count=true'.",
		}
	}
	q.count = q.count && (consistent || !e.advanced)
	return q, nil
}

func readSelect(q *query, e *entity, text string) error {
	q.selected = []string{}
	for name := range strings.SplitSeq(text, ",") {
		name = strings.TrimSpace(name)
		if _, ok := e.find(name); !ok {
			return badRequest("Could not find a property named '" + name + "' on type 'microsoft.graph." + e.name + "'.")
		}
		q.selected = append(q.selected, name)
	}
	return nil
}

func readFilter(q *query, e *entity, text string) (err error) {
	q.filter, err = parseFilter(e, text)
	return err
}

func readOrder(q *query, e *entity, text string) error {
	terms := []order{}
	for term := range strings.SplitSeq(text, ",") {
		words := strings.Fields(term)
		if len(words) == 0 || len(words) > 2 || len(words) == 2 && words[1] != "asc" && words[1] != "desc" {
			return badRequest("Invalid order '" + term + "'.")
		}
		at, ok := e.path(words[0])
		if !ok || at.kind == aList {
			return badRequest("Could not find a property named '" + words[0] + "' to order by on type 'microsoft.graph." + e.name + "'.")
		}
		terms = append(terms, order{at, len(words) == 2 && words[1] == "desc"})
	}
	q.order = append(terms, e.order...)
	return nil
}

func readTop(q *query, _ *entity, text string) error {
	top, err := strconv.Atoi(text)
	if err != nil || top < 1 || top > largestPage {
		return badRequest("Invalid page size specified: '" + text + "'. Must be between 1 and " + strconv.Itoa(largestPage) + " inclusive.")
	}
	q.top = top
	return nil
}

func readCount(q *query, _ *entity, text string) error {
	if text != "true" && text != "false" {
		return badRequest("Invalid value '" + text + "' for $count.")
	}
	q.count = text == "true"
	return nil
}

// readSkip reads a token that says where the page before ended: its last object
// in the terms of the order, so that neither a new object nor a missing one
// makes the walk go wrong.
func readSkip(q *query, _ *entity, text string) error {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(raw, &q.after) != nil || len(q.after) != len(q.order) {
		return badRequest("The skip token is not one of this list.")
	}
	for i, term := range q.order {
		if q.after[i], err = revive(term.path.kind, q.after[i]); err != nil {
			return badRequest("The skip token is not one of this list.")
		}
	}
	return nil
}

// revive gives a value that went through JSON its type back.
func revive(k kind, value any) (any, error) {
	text, isText := value.(string)
	if k != aTime || !isText {
		return value, nil
	}
	return time.Parse(time.RFC3339Nano, text) //nolint:wrapcheck // the caller says what is wrong
}

func skipToken(after []any) string {
	raw, _ := json.Marshal(after) //nolint:errchkjson // values of properties
	return base64.RawURLEncoding.EncodeToString(raw)
}
