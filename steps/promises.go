package steps

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/scim"
)

// promises is what the bridge says of itself in ServiceProviderConfig and Schemas;
// nil when it says nothing.
type promises struct{ config, schemas any }

// listenForPromises reads ServiceProviderConfig and Schemas before the run: what
// they promise is judged, what they deny is unsupported (RFC 7644 section 4).
func (r *run) listenForPromises(ctx context.Context) {
	r.promises.config = r.discovered(ctx, "/ServiceProviderConfig")
	r.promises.schemas = r.discovered(ctx, "/Schemas")
}

func (r *run) discovered(ctx context.Context, path string) any {
	exchange, err := r.bystander().Get(ctx, path)
	if err != nil || exchange.Status != http.StatusOK {
		return nil
	}
	document, _ := decode(exchange.Body)
	return document
}

// bystander is a client of the bridge outside of any scenario.
func (r *run) bystander() scim.Client {
	w := &World{run: r, bridge: r.lab.Bridge, token: r.lab.Bridge.Token()}
	w.wire = journal.New(w.token)
	return w.scim()
}

// lacks tells whether the bridge's schemas leave an attribute out, as any schema may
// (RFC 7643 section 8.7.1). A bridge without schemas is taken to have it.
func (p promises) lacks(attribute string) bool {
	names, _ := everySpot(p.schemas, "Resources[].attributes[].name")
	return len(names) > 0 && !slices.ContainsFunc(names, func(s spot) bool {
		name, _ := s.value.(string)
		return strings.EqualFold(name, attribute)
	})
}

// has tells whether the bridge has a capability, and who says so: the bridge
// itself where it can, else its profile.
func (r *run) has(need string) (has bool, who string) {
	if c, err := bridge.LookupCapability(need); err == nil && c.Promised != "" {
		if promised, found := look(r.promises.config, c.Promised); found {
			return c.Keeps(promised), "the bridge's ServiceProviderConfig"
		}
	}
	return r.profile.Has(need), "the profile " + r.profile.Name
}
