package refbridge

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault"
)

const (
	// maxResults is the most resources one answer holds; ServiceProviderConfig says so.
	maxResults = 100
	// chunk is how many objects one request to the vault brings while a filter is applied.
	chunk = 1000
)

// query is what a directory asks for in a URL or in a search request (RFC 7644 3.4.2, 3.4.3).
type query struct {
	filter            scim.Filter
	sortBy, sortOrder string
	page              scim.Page
	byCursor          bool // the page is the one that cursor points to
	cursor            string
	selection
}

// selection is the part of each resource that is wanted (RFC 7644 3.9).
type selection struct{ attributes, excluded []string }

func (k *call) list(kd kind) error {
	q, err := queryOf(k.Request.URL.Query())
	if err != nil {
		return err
	}
	return k.find(q, kd)
}

func (k *call) search(kd kind) error {
	q, err := k.searchRequest()
	if err != nil {
		return err
	}
	return k.find(q, kd)
}

// listAll and searchAll are queries at the root: over users and groups (RFC 7644 3.4.2.1).
func (k *call) listAll() error {
	q, err := queryOf(k.Request.URL.Query())
	if err != nil {
		return err
	}
	return k.find(q, k.kinds...)
}

func (k *call) searchAll() error {
	q, err := k.searchRequest()
	if err != nil {
		return err
	}
	return k.find(q, k.kinds...)
}

func (k *call) find(q query, kinds ...kind) error {
	from, err := k.turnTo(q, kinds)
	if err != nil {
		return err
	}
	found, err := k.resources(q, from, kinds)
	if err != nil {
		return err
	}
	list := scim.NewListResponse(q.page, found.total, nil)
	if q.byCursor {
		k.withCursors(&list, q, found, kinds)
	}
	for _, kd := range kinds {
		if err := k.relateOnly(q.selection, kd, found.resources); err != nil {
			return err
		}
	}
	list.Resources = k.projected(q.selection, found.resources)
	list.ItemsPerPage = len(list.Resources)
	answer(k.Context, http.StatusOK, list)
	return nil
}

// found is a page of what a query selects, or all of it.
type found struct {
	resources []scim.Resource
	places    map[string]place // of the resources and perhaps of more, by id
	before    int              // how many come before the page
	total     int
}

// resources is the page that q asks for, which begins at a place if from is not nil.
func (k *call) resources(q query, from *cursor, kinds []kind) (found, error) {
	if q.filter.IsZero() && q.sortBy == "" && len(kinds) == 1 {
		return k.browse(kinds[0], q.page, from)
	}
	compile := scim.Filter.Compile
	if len(kinds) > 1 {
		compile = scim.Filter.CompileMixed
	}
	all := found{places: map[string]place{}}
	for i, kd := range kinds {
		match, err := compile(q.filter, kd.resourceType())
		if err != nil {
			return found{}, err //nolint:wrapcheck // a SCIM error is the answer itself
		}
		if err = k.matching(i, kd, q.filter, match, &all); err != nil {
			return found{}, err
		}
	}
	all.total = len(all.resources)
	list := all.resources
	if from != nil {
		list = from.marked(all)
	}
	if err := scim.Sort(list, kinds[0].resourceType(), q.sortBy, q.sortOrder); err != nil {
		return found{}, err //nolint:wrapcheck // a SCIM error is the answer itself
	}
	page := q.page
	if from != nil {
		list, page = from.cut(list)
	}
	all.before, all.resources = min(page.StartIndex-1, len(list)), page.Of(list)
	return all, nil
}

// browse lets the vault do the paging.
func (k *call) browse(kd kind, p scim.Page, from *cursor) (found, error) {
	q := mockvault.Query{Offset: p.StartIndex - 1}
	switch {
	case from != nil && from.Back:
		next, err := kd.page(k, mockvault.Query{After: from.Number - 1, Limit: 1})
		if err != nil {
			return found{}, err
		}
		q.Offset, p.Count = max(next.before-p.Count, 0), min(p.Count, next.before)
	case from != nil:
		q.After = from.Number
	}
	q.Limit = max(p.Count, 1) // a limit of 0 would be all
	seen, err := kd.page(k, q)
	if err != nil {
		return found{}, err
	}
	seen.entries = seen.entries[:min(p.Count, len(seen.entries))]
	page := found{resources: k.completed(kd, seen.entries), places: map[string]place{}, before: seen.before, total: seen.total}
	for _, e := range seen.entries {
		page.places[e.id()] = place{Number: e.number}
	}
	return page, nil
}

// matching appends all resources of one kind that match. It looks through the
// whole account unless the vault has an index for the filter.
func (k *call) matching(number int, kd kind, filter scim.Filter, match scim.Matcher, all *found) error {
	next := func(q mockvault.Query) (part, error) { return kd.page(k, q) }
	var q mockvault.Query
	if name, value, ok := filter.Equality(); ok && value != "" {
		attribute := shortName(name)
		if attribute == "id" {
			next = func(mockvault.Query) (part, error) { return k.byID(kd, value) }
		} else if indexed, ok := kd.query(attribute, value); ok {
			q = indexed
		}
	}
	for q.Limit = chunk; ; q.Offset += chunk {
		seen, err := next(q)
		if err != nil {
			return err
		}
		candidates := k.completed(kd, seen.entries)
		if strings.Contains(strings.ToLower(filter.String()), kd.related()) {
			if err := kd.relate(k, candidates); err != nil {
				return err
			}
		}
		for i, candidate := range candidates {
			if match(candidate) {
				all.resources = append(all.resources, candidate)
				all.places[seen.entries[i].id()] = place{number, seen.entries[i].number}
			}
		}
		if q.Offset+chunk >= seen.total {
			return nil
		}
	}
}

// byID is the resource with this id, or nothing.
func (k *call) byID(kd kind, id string) (part, error) {
	one, err := kd.read(k, id)
	if err != nil && k.errorOf(err).Status == http.StatusNotFound {
		return part{}, nil
	}
	return part{entries: []entry{one}, total: 1}, err
}

func (k *call) completed(kd kind, entries []entry) []scim.Resource {
	resources := make([]scim.Resource, len(entries))
	for i, e := range entries {
		resources[i] = kd.complete(k.root, e)
	}
	return resources
}

// relateOnly looks up what the vault keeps elsewhere, for the resources of one
// kind, and only if it will be shown.
func (k *call) relateOnly(s selection, kd kind, resources []scim.Resource) error {
	if !s.shows(kd.related()) {
		return nil
	}
	var own []scim.Resource
	for _, r := range resources {
		if typeOf(r) == kd.resourceType().Name {
			own = append(own, r)
		}
	}
	if len(own) == 0 {
		return nil
	}
	return kd.relate(k, own)
}

func (k *call) projected(s selection, resources []scim.Resource) []scim.Resource {
	shown := make([]scim.Resource, len(resources))
	for i, r := range resources {
		for _, kd := range k.kinds {
			if typeOf(r) == kd.resourceType().Name {
				shown[i] = scim.Project(kd.resourceType(), r, s.attributes, s.excluded)
			}
		}
	}
	return shown
}

func typeOf(r scim.Resource) string {
	meta, _ := r["meta"].(map[string]any)
	name, _ := meta["resourceType"].(string)
	return name
}

// queryOf reads the parameters of a URL.
func queryOf(values url.Values) (query, error) {
	q := query{
		sortBy: values.Get("sortBy"), sortOrder: values.Get("sortOrder"), selection: selectionOf(values),
		byCursor: values.Has("cursor"), cursor: values.Get("cursor"),
	}
	if q.byCursor && values.Has("startIndex") {
		return query{}, scim.InvalidValue("startIndex and cursor are two ways to page; use one of them")
	}
	var err error
	q.page, err = scim.ParsePage(values.Get("startIndex"), values.Get("count"), maxResults)
	switch {
	case err != nil && q.byCursor:
		return query{}, scim.InvalidCount("count has to be a whole number, not %q", values.Get("count"))
	case err != nil:
		return query{}, err //nolint:wrapcheck // a SCIM error is the answer itself
	}
	if values.Has("filter") {
		q.filter, err = scim.ParseFilter(values.Get("filter"))
	}
	return q, err //nolint:wrapcheck // a SCIM error is the answer itself
}

func selectionOf(values url.Values) selection {
	return selection{names(values.Get("attributes")), names(values.Get("excludedAttributes"))}
}

// names splits a list of attribute names.
func names(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}
