package steps

import (
	"context"
	"net/http"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/scim"
)

// promises is what the bridge says of itself in ServiceProviderConfig; nil when
// it says nothing.
type promises struct{ config any }

// listenForPromises reads ServiceProviderConfig before the run: what it promises
// is judged, what it denies is unsupported (RFC 7644 section 4).
func (r *run) listenForPromises(ctx context.Context) {
	client := scim.Client{Root: r.lab.Bridge.HostURL(), Token: r.lab.Bridge.Token(), HTTP: r.lab.HTTP}
	exchange, err := client.Get(ctx, "/ServiceProviderConfig")
	if err != nil || exchange.Status != http.StatusOK {
		return
	}
	r.promises.config, _ = decode(exchange.Body)
}

// has tells whether the bridge has a capability, and who says so: the bridge
// itself where it can, else its profile.
func (r *run) has(need string) (has bool, who string) {
	if c, err := bridge.LookupCapability(need); err == nil && c.Promised != "" {
		if promised, found := look(r.promises.config, c.Promised); found {
			return promised == true, "the bridge's ServiceProviderConfig"
		}
	}
	return r.profile.Has(need), "the profile " + r.profile.Name
}
