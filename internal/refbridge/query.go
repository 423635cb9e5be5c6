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
	maxResults = 200
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
	if q.byCursor {
		var err error
		if q.page, err = k.turnTo(q, kinds); err != nil {
			return err
		}
	}
	resources, total, err := k.resources(q, kinds)
	if err != nil {
		return err
	}
	for _, kd := range kinds {
		if err := k.relateOnly(q.selection, kd, resources); err != nil {
			return err
		}
	}
	list := scim.NewListResponse(q.page, total, k.projected(q.selection, resources))
	if q.byCursor {
		list = k.withCursors(list, q, kinds)
	}
	answer(k.Context, http.StatusOK, list)
	return nil
}

// resources is the page that q asks for, and how much there is in all.
func (k *call) resources(q query, kinds []kind) ([]scim.Resource, int, error) {
	if q.filter.IsZero() && q.sortBy == "" && len(kinds) == 1 {
		return k.browse(kinds[0], q.page)
	}
	compile := scim.Filter.Compile
	if len(kinds) > 1 {
		compile = scim.Filter.CompileMixed
	}
	var all []scim.Resource
	for _, kd := range kinds {
		match, err := compile(q.filter, kd.resourceType())
		if err != nil {
			return nil, 0, err //nolint:wrapcheck // a SCIM error is the answer itself
		}
		if all, err = k.matching(kd, q.filter, match, all); err != nil {
			return nil, 0, err
		}
	}
	if err := scim.Sort(all, kinds[0].resourceType(), q.sortBy, q.sortOrder); err != nil {
		return nil, 0, err //nolint:wrapcheck // a SCIM error is the answer itself
	}
	return q.page.Of(all), len(all), nil
}

// browse lets the vault do the paging.
func (k *call) browse(kd kind, p scim.Page) ([]scim.Resource, int, error) {
	found, total, err := kd.page(k, mockvault.Query{Offset: p.StartIndex - 1, Limit: max(p.Count, 1)}) // a limit of 0 would be all
	if err != nil {
		return nil, 0, err
	}
	return k.completed(kd, found[:min(p.Count, len(found))]), total, nil
}

// matching appends all resources that match. It looks through the whole
// account unless the vault has an index for the filter.
func (k *call) matching(kd kind, filter scim.Filter, match scim.Matcher, all []scim.Resource) ([]scim.Resource, error) {
	next := func(q mockvault.Query) ([]entry, int, error) { return kd.page(k, q) }
	var q mockvault.Query
	if name, value, ok := filter.Equality(); ok && value != "" {
		attribute := shortName(name)
		if attribute == "id" {
			next = func(mockvault.Query) ([]entry, int, error) { return k.byID(kd, value) }
		} else if indexed, ok := kd.query(attribute, value); ok {
			q = indexed
		}
	}
	for q.Limit = chunk; ; q.Offset += chunk {
		found, total, err := next(q)
		if err != nil {
			return nil, err
		}
		candidates := k.completed(kd, found)
		if strings.Contains(strings.ToLower(filter.String()), kd.related()) {
			if err := kd.relate(k, candidates); err != nil {
				return nil, err
			}
		}
		for _, candidate := range candidates {
			if match(candidate) {
				all = append(all, candidate)
			}
		}
		if q.Offset+chunk >= total {
			return all, nil
		}
	}
}

// byID is the resource with this id, or nothing.
func (k *call) byID(kd kind, id string) ([]entry, int, error) {
	found, err := kd.read(k, id)
	if err != nil && k.errorOf(err).Status == http.StatusNotFound {
		return nil, 0, nil
	}
	return []entry{found}, 1, err
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
