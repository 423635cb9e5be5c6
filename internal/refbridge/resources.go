package refbridge

import (
	"maps"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault"
)

// attempts bounds how often a change is tried again because somebody else
// changed the same resource in between.
const attempts = 5

// entry is a resource as the vault keeps it: without URLs and without what the
// vault keeps elsewhere.
type entry struct {
	scim.Resource
	version int
	number  int  // in the order of creation; of entries of a part only
	fresh   bool // nothing else in the vault can refer to it yet
}

// part is what the vault hands back of what a query selects.
type part struct {
	entries []entry
	before  int // how many come before them
	total   int
}

func (e entry) id() string { return e.Text("id") }

// kind is what Users and Groups do differently.
type kind interface {
	resourceType() *scim.ResourceType
	create(k *call, r scim.Resource) (entry, error)
	read(k *call, id string) (entry, error)
	page(k *call, q mockvault.Query) (part, error)
	// query answers `attribute eq "value"` from an index of the vault, if it has
	// one. It may select too much. attribute is in lower case.
	query(attribute, value string) (mockvault.Query, bool)
	// change makes next of old if that still is the present version.
	change(k *call, old entry, next scim.Resource) (entry, error)
	// shortcut does a PATCH without a look at the resource, if it can; silent
	// kinds answer a PATCH with 204.
	shortcut(k *call, ops []scim.Operation) (now entry, done bool, err error)
	silent() bool
	// remove does what DELETE means; version 0 is any.
	remove(k *call, id string, version int) error
	// complete makes a resource as directories see it; root is the base URL.
	complete(root string, e entry) scim.Resource
	// related is the attribute that only other objects of the vault can tell,
	// and relate looks it up for completed resources.
	related() string
	relate(k *call, resources []scim.Resource) error
}

func (b *bridge) serveKind(routes gin.IRoutes, kd kind) {
	path := kd.resourceType().Endpoint
	with := func(do func(*call, kind) error) gin.HandlerFunc {
		return b.handle(func(k *call) error { return do(k, kd) })
	}
	routes.POST(path, with((*call).post))
	routes.GET(path, with((*call).list))
	routes.POST(path+"/.search", with((*call).search))
	routes.GET(path+"/:id", with((*call).get))
	routes.PUT(path+"/:id", with((*call).put))
	routes.PATCH(path+"/:id", with((*call).patch))
	routes.DELETE(path+"/:id", with((*call).delete))
}

func (k *call) post(kd kind) error {
	body, err := k.resource()
	if err != nil {
		return err
	}
	k.tolerances.body(kd.resourceType(), body)
	r, err := scim.Validate(kd.resourceType(), body)
	if err != nil {
		return err //nolint:wrapcheck // a SCIM error is the answer itself
	}
	created, err := kd.create(k, r)
	if err != nil {
		return err
	}
	k.Header("Location", k.root+kd.resourceType().Endpoint+"/"+created.id())
	return k.show(http.StatusCreated, kd, created)
}

func (k *call) get(kd kind) error {
	found, err := kd.read(k, k.Param("id"))
	if err != nil {
		return err
	}
	k.tag(found.version)
	if k.unchanged(found.version) {
		return k.notModified()
	}
	return k.show(http.StatusOK, kd, found)
}

func (k *call) put(kd kind) error {
	body, err := k.resource()
	if err != nil {
		return err
	}
	k.tolerances.body(kd.resourceType(), body)
	now, err := k.update(kd, func(old entry) (scim.Resource, bool, error) {
		next, err := scim.Replace(kd.resourceType(), old.Resource, body)
		if err == nil && next["active"] == nil && old.Resource["active"] != nil {
			next["active"] = old.Resource["active"] // leaving it out must neither suspend nor let in anybody
		}
		return next, true, err
	})
	if err != nil {
		return err
	}
	return k.show(http.StatusOK, kd, now)
}

func (k *call) patch(kd kind) error {
	raw, err := k.body()
	if err != nil {
		return err
	}
	ops, err := scim.DecodePatch(raw)
	if err != nil {
		return err //nolint:wrapcheck // a SCIM error is the answer itself
	}
	ops = k.tolerances.operations(ops)
	if !k.conditional() {
		if now, done, err := kd.shortcut(k, ops); done {
			return k.patched(kd, now, err)
		}
	}
	now, err := k.update(kd, func(old entry) (scim.Resource, bool, error) {
		return scim.Apply(kd.resourceType(), old.Resource, ops, k.tolerances.options())
	})
	return k.patched(kd, now, err)
}

// patched answers a PATCH. With attributes it has to show them (RFC 7644 3.5.2).
func (k *call) patched(kd kind, now entry, err error) error {
	if err != nil {
		return err
	}
	if kd.silent() && !k.Request.URL.Query().Has("attributes") {
		k.tag(now.version)
		k.Status(http.StatusNoContent)
		return nil
	}
	return k.show(http.StatusOK, kd, now)
}

func (k *call) delete(kd kind) error {
	id, version := k.Param("id"), 0
	if k.conditional() {
		found, err := kd.read(k, id)
		if err != nil {
			return err
		}
		if err := k.precondition(found.version); err != nil {
			return err
		}
		version = found.version
	}
	switch err := kd.remove(k, id, version); {
	case isStale(err):
		return scim.PreconditionFailed("the resource changed while it was to be removed: %v", err)
	case err != nil:
		return err
	}
	k.Status(http.StatusNoContent)
	return nil
}

// update reads, edits and writes back until nobody else got in between.
func (k *call) update(kd kind, edit func(old entry) (next scim.Resource, changed bool, err error)) (entry, error) {
	var stale error
	for range attempts {
		old, err := kd.read(k, k.Param("id"))
		if err != nil {
			return entry{}, err
		}
		if err := k.precondition(old.version); err != nil {
			return entry{}, err
		}
		next, changed, err := edit(old)
		if err != nil || !changed {
			return old, err
		}
		now, err := kd.change(k, old, next)
		if !isStale(err) {
			return now, err
		}
		stale = err
	}
	return entry{}, stale
}

func isStale(err error) bool {
	refused, ok := refusal.Of(err)
	return ok && refused.Kind == refusal.Stale
}

// show answers one resource.
func (k *call) show(status int, kd kind, e entry) error {
	wanted, shown := selectionOf(k.Request.URL.Query()), k.completed(kd, []entry{e})
	if !e.fresh {
		if err := k.relateOnly(wanted, kd, shown); err != nil {
			return err
		}
	}
	k.tag(e.version)
	answer(k.Context, status, k.projected(wanted, shown)[0])
	return nil
}

// locate gives a resource its address (RFC 7643 3.1); endpoint is the URL of its kind.
func locate(r scim.Resource, endpoint string) scim.Resource {
	meta, _ := r["meta"].(map[string]any)
	meta = maps.Clone(meta)
	meta["location"] = endpoint + "/" + r.Text("id")
	r["meta"] = meta
	return r
}

// metaOf is the meta attribute without its location (RFC 7643 3.1).
func metaOf(typeName string, version int, created, modified time.Time) map[string]any {
	return map[string]any{
		"resourceType": typeName, "version": etag(version),
		"created": created.Format(time.RFC3339Nano), "lastModified": modified.Format(time.RFC3339Nano),
	}
}
