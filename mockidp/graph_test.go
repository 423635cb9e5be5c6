package mockidp

import (
	"crypto/x509"
	"testing"

	"github.com/scimproof/scimproof/mockidp/graph"
)

func useGraph(t *testing.T, client *Client, tenant *TenantClient) {
	t.Helper()
	ctx := t.Context()
	access, err := client.Graph(ctx)
	must(t, err)
	if !x509.NewCertPool().AppendCertsFromPEM([]byte(access.CA)) {
		t.Errorf("the certificate is %q", access.CA)
	}
	if made, err := tenant.AddGraphClient(ctx); err != nil || made.ID == "" || len(made.Secret) < 20 {
		t.Errorf("client of Graph: %v, %v, want an id and a secret", made.ID, err)
	}
	must(t, tenant.SetGraphSwitches(ctx, graph.Switches{Throttle: 3}))
	if now, err := tenant.GraphSwitches(ctx); err != nil || now.Throttle != 3 {
		t.Errorf("switches: %+v, %v, want three throttled requests", now, err)
	}
}
