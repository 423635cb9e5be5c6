package graph

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// Job is what the API needs of *provisioning.Job.
type Job interface {
	Configure(settings provisioning.Settings) error
	Status() provisioning.Status
	Validate(ctx context.Context) error
	Start() error
	Pause() error
	Restart(scopes ...provisioning.ResetScope) error
	Log(since int) []provisioning.Record
	Connection(object string) (provisioning.Connection, error)
	Disconnect(object string) error
}

// Jobs are the jobs of a tenant, one for each service principal.
type Jobs interface {
	Of(app string) Job      // made when it is first asked for
	Forget(app string)      // with everything it knows
	Spare(app string) Job   // one that nobody else knows, to try settings with
	Hide(secrets ...string) // from the journal, before anything is sent with them
	RunDue(app string)      // runs the cycle that is due, after this call has returned
	OnDemand(ctx context.Context, app string, names []string) (provisioning.Cycle, error)
}

// TenantOptions say what the API is about. All are needed.
type TenantOptions struct {
	ID        string
	Directory *directory.Directory
	Jobs      Jobs
	Now       func() time.Time // the tenant's own clock
	NewID     func() string    // GUIDs of clients and secrets
}

// Tenant is one tenant as the API knows it, safe for concurrent use. Call NewTenant.
type Tenant struct {
	TenantOptions

	mu       sync.Mutex
	clients  map[string][]string                   // secrets by client id
	syncs    map[string]*synchronization           // by service principal
	more     map[string]map[string]json.RawMessage // properties that only this API knows, by object
	switches Switches
	fresh    map[string]int // by service principal: requests that were refused because it is new
}

// NewTenant returns a tenant without clients.
func NewTenant(o TenantOptions) *Tenant {
	return &Tenant{
		TenantOptions: o, clients: map[string][]string{}, syncs: map[string]*synchronization{},
		more: map[string]map[string]json.RawMessage{}, fresh: map[string]int{},
	}
}
