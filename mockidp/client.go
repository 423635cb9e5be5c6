package mockidp

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// TenantSpec describes a tenant to be made. Every field may be empty.
type TenantSpec struct {
	Name  string    `json:"name,omitempty"` // shown in the console
	Seed  int64     `json:"seed,omitempty"` // of the ids the tenant hands out; 0: drawn from the server's own
	Start time.Time `json:"start,omitzero"` // of the virtual clock; clock.Epoch by default

	Job *provisioning.Settings `json:"job,omitempty"` // configured and started at once; nil: not configured
}

// Tenant of the directory.
type Tenant struct {
	ID   string    `json:"id"`
	Name string    `json:"name"`
	Now  time.Time `json:"now"` // the tenant's virtual clock

	Exchanges int `json:"exchanges"` // number of the newest exchange with the bridge, for Journal
}

// Client is how steps, and anybody else, see the directory. It is safe for concurrent use.
type Client struct{ api api.Client }

// NewClient returns a client of the directory at root. The HTTP client decides
// whether the server is in this process or behind a network.
func NewClient(root, adminToken string, hc *http.Client) *Client {
	return &Client{api.Client{Root: root, Token: adminToken, HTTP: hc}}
}

// Ready returns nil once the server answers.
func (c *Client) Ready(ctx context.Context) error {
	return c.api.Do(ctx, http.MethodGet, "/healthz", nil, nil)
}

// CreateTenant makes an empty tenant.
func (c *Client) CreateTenant(ctx context.Context, spec TenantSpec) (Tenant, error) {
	return api.Call[Tenant](ctx, c.api, http.MethodPost, "/v1/tenants", spec)
}

// Tenants lists all tenants by id.
func (c *Client) Tenants(ctx context.Context) ([]Tenant, error) {
	return api.Call[[]Tenant](ctx, c.api, http.MethodGet, "/v1/tenants", nil)
}

// Tenant returns the client of one tenant; it makes no request.
func (c *Client) Tenant(id string) *TenantClient {
	tenant := c.api
	tenant.Root += "/v1/tenants/" + url.PathEscape(id)
	return &TenantClient{tenant}
}

// TenantClient acts as the administrator of one tenant. Objects are named by id
// or, for people, by userPrincipalName; errors are *refusal.Error inside.
type TenantClient struct{ api api.Client }

// Info is the tenant as it stands.
func (t *TenantClient) Info(ctx context.Context) (Tenant, error) {
	return api.Call[Tenant](ctx, t.api, http.MethodGet, "", nil)
}

// Delete removes the tenant with everything in it. The bridge is told nothing.
func (t *TenantClient) Delete(ctx context.Context) error {
	return t.api.Do(ctx, http.MethodDelete, "", nil, nil)
}

// AddPerson makes a person; the id may be left empty. userPrincipalName is required and unique.
func (t *TenantClient) AddPerson(ctx context.Context, p directory.Person) (directory.Person, error) {
	return api.Call[directory.Person](ctx, t.api, http.MethodPost, "/people", p)
}

// People lists the living people by id.
func (t *TenantClient) People(ctx context.Context) ([]directory.Person, error) {
	return api.Call[[]directory.Person](ctx, t.api, http.MethodGet, "/people", nil)
}

// Person reads one living person by id or userPrincipalName.
func (t *TenantClient) Person(ctx context.Context, name string) (directory.Person, error) {
	return api.Call[directory.Person](ctx, t.api, http.MethodGet, "/people/"+url.PathEscape(name), nil)
}

// ChangePerson edits a person.
func (t *TenantClient) ChangePerson(ctx context.Context, name string, change directory.PersonChange) (directory.Person, error) {
	return api.Call[directory.Person](ctx, t.api, http.MethodPatch, "/people/"+url.PathEscape(name), change)
}

// DeletePerson moves a person to the recycle bin.
func (t *TenantClient) DeletePerson(ctx context.Context, name string) error {
	return t.api.Do(ctx, http.MethodDelete, "/people/"+url.PathEscape(name), nil, nil)
}

// AddGroup makes a group; the id may be left empty.
func (t *TenantClient) AddGroup(ctx context.Context, g directory.Group) (directory.Group, error) {
	return api.Call[directory.Group](ctx, t.api, http.MethodPost, "/groups", g)
}

// Groups lists the living groups by id.
func (t *TenantClient) Groups(ctx context.Context) ([]directory.Group, error) {
	return api.Call[[]directory.Group](ctx, t.api, http.MethodGet, "/groups", nil)
}

// Group reads one living group.
func (t *TenantClient) Group(ctx context.Context, id string) (directory.Group, error) {
	return api.Call[directory.Group](ctx, t.api, http.MethodGet, "/groups/"+url.PathEscape(id), nil)
}

// ChangeGroup edits a group.
func (t *TenantClient) ChangeGroup(ctx context.Context, id string, change directory.GroupChange) (directory.Group, error) {
	return api.Call[directory.Group](ctx, t.api, http.MethodPatch, "/groups/"+url.PathEscape(id), change)
}

// DeleteGroup moves a group to the recycle bin.
func (t *TenantClient) DeleteGroup(ctx context.Context, id string) error {
	return t.api.Do(ctx, http.MethodDelete, "/groups/"+url.PathEscape(id), nil, nil)
}

// AddMember makes a person or a group a direct member of a group.
func (t *TenantClient) AddMember(ctx context.Context, group, member string) error {
	return t.api.Do(ctx, http.MethodPut, "/groups/"+url.PathEscape(group)+"/members/"+url.PathEscape(member), nil, nil)
}

// RemoveMember ends a direct membership.
func (t *TenantClient) RemoveMember(ctx context.Context, group, member string) error {
	return t.api.Do(ctx, http.MethodDelete, "/groups/"+url.PathEscape(group)+"/members/"+url.PathEscape(member), nil, nil)
}

// RecycleBin lists what was deleted and not yet purged.
func (t *TenantClient) RecycleBin(ctx context.Context) (directory.RecycleBin, error) {
	return api.Call[directory.RecycleBin](ctx, t.api, http.MethodGet, "/recycle-bin", nil)
}

// Restore takes a person or group out of the recycle bin, by id.
func (t *TenantClient) Restore(ctx context.Context, id string) error {
	return t.api.Do(ctx, http.MethodPost, "/recycle-bin/"+url.PathEscape(id)+"/restore", nil, nil)
}

// Purge removes a person or group from the recycle bin for good, by id.
func (t *TenantClient) Purge(ctx context.Context, id string) error {
	return t.api.Do(ctx, http.MethodDelete, "/recycle-bin/"+url.PathEscape(id), nil, nil)
}

// Assignments lists the ids of the people and groups assigned to the app, sorted.
func (t *TenantClient) Assignments(ctx context.Context) ([]string, error) {
	return api.Call[[]string](ctx, t.api, http.MethodGet, "/assignments", nil)
}

// Assign gives a person or group the app. Doing it again changes nothing.
func (t *TenantClient) Assign(ctx context.Context, name string) error {
	return t.api.Do(ctx, http.MethodPut, "/assignments/"+url.PathEscape(name), nil, nil)
}

// Unassign takes the app from a person or group. Doing it again changes nothing.
func (t *TenantClient) Unassign(ctx context.Context, name string) error {
	return t.api.Do(ctx, http.MethodDelete, "/assignments/"+url.PathEscape(name), nil, nil)
}

// Changes is the directory's change log after the given number.
func (t *TenantClient) Changes(ctx context.Context, since int) ([]directory.Change, error) {
	return api.Call[[]directory.Change](ctx, t.api, http.MethodGet, "/changes?since="+strconv.Itoa(since), nil)
}

// Job is the state of the provisioning job.
func (t *TenantClient) Job(ctx context.Context) (provisioning.Status, error) {
	return api.Call[provisioning.Status](ctx, t.api, http.MethodGet, "/job", nil)
}

// ConfigureJob sets where the job goes and what it carries. A change of scope,
// filter or groups makes the next cycle an initial one.
func (t *TenantClient) ConfigureJob(ctx context.Context, s provisioning.Settings) (provisioning.Status, error) {
	return api.Call[provisioning.Status](ctx, t.api, http.MethodPut, "/job", s)
}

// ValidateJob sends the probe that every cycle begins with and says what is wrong with the answer.
func (t *TenantClient) ValidateJob(ctx context.Context) error {
	return t.api.Do(ctx, http.MethodPost, "/job/validate", nil, nil)
}

// StartJob starts or resumes the job; it runs no cycle.
func (t *TenantClient) StartJob(ctx context.Context) error {
	return t.api.Do(ctx, http.MethodPost, "/job/start", nil, nil)
}

// PauseJob keeps further cycles from starting.
func (t *TenantClient) PauseJob(ctx context.Context) error {
	return t.api.Do(ctx, http.MethodPost, "/job/pause", nil, nil)
}

// RestartJob forgets what the scopes say and starts over.
func (t *TenantClient) RestartJob(ctx context.Context, scopes ...provisioning.ResetScope) error {
	return t.api.Do(ctx, http.MethodPost, "/job/restart", map[string]any{"reset_scope": scopes}, nil)
}

// RunCycle lets the clock reach the time the next cycle is due and runs it. A
// job that is paused, disabled or not configured refuses.
func (t *TenantClient) RunCycle(ctx context.Context) (provisioning.Cycle, error) {
	return api.Call[provisioning.Cycle](ctx, t.api, http.MethodPost, "/job/cycle", nil)
}

// ProvisionOnDemand carries the named people or groups now, outside the schedule.
func (t *TenantClient) ProvisionOnDemand(ctx context.Context, names ...string) (provisioning.Cycle, error) {
	return api.Call[provisioning.Cycle](ctx, t.api, http.MethodPost, "/job/provision-on-demand", map[string]any{"objects": names})
}

// Log is the provisioning log after the given number.
func (t *TenantClient) Log(ctx context.Context, since int) ([]provisioning.Record, error) {
	return api.Call[[]provisioning.Record](ctx, t.api, http.MethodGet, "/job/log?since="+strconv.Itoa(since), nil)
}

// Outbox is the mails about quarantine after the given number.
func (t *TenantClient) Outbox(ctx context.Context, since int) ([]provisioning.Mail, error) {
	return api.Call[[]provisioning.Mail](ctx, t.api, http.MethodGet, "/job/outbox?since="+strconv.Itoa(since), nil)
}

// Activities is what was done to the job itself after the given number.
func (t *TenantClient) Activities(ctx context.Context, since int) ([]provisioning.Activity, error) {
	return api.Call[[]provisioning.Activity](ctx, t.api, http.MethodGet, "/job/activities?since="+strconv.Itoa(since), nil)
}

// QuarantineJob puts the running job into quarantine by hand.
func (t *TenantClient) QuarantineJob(ctx context.Context, message string) error {
	return t.api.Do(ctx, http.MethodPost, "/job/quarantine", map[string]any{"message": message}, nil)
}

// Connections lists the ties between objects of the directory and of the bridge, by object id.
func (t *TenantClient) Connections(ctx context.Context) ([]provisioning.Connection, error) {
	return api.Call[[]provisioning.Connection](ctx, t.api, http.MethodGet, "/job/connections", nil)
}

// Connection is that of one object, by its id.
func (t *TenantClient) Connection(ctx context.Context, object string) (provisioning.Connection, error) {
	return api.Call[provisioning.Connection](ctx, t.api, http.MethodGet, "/job/connections/"+url.PathEscape(object), nil)
}

// Disconnect forgets the connection of an object; an active job refuses.
func (t *TenantClient) Disconnect(ctx context.Context, object string) error {
	return t.api.Do(ctx, http.MethodDelete, "/job/connections/"+url.PathEscape(object), nil, nil)
}

// Advance moves the tenant's clock and runs every cycle that comes due on the
// way; it returns them without their records.
func (t *TenantClient) Advance(ctx context.Context, by time.Duration) ([]provisioning.Cycle, error) {
	return api.Call[[]provisioning.Cycle](ctx, t.api, http.MethodPost, "/clock/advance", map[string]any{"by": duration.Duration(by)})
}

// Journal is every exchange with the bridge after the given number, oldest first.
func (t *TenantClient) Journal(ctx context.Context, since int) ([]journal.Entry, error) {
	return api.Call[[]journal.Entry](ctx, t.api, http.MethodGet, "/journal?since="+strconv.Itoa(since), nil)
}

// Faults lists the fault rules with how often each was used.
func (t *TenantClient) Faults(ctx context.Context) ([]fault.Rule, error) {
	return api.Call[[]fault.Rule](ctx, t.api, http.MethodGet, "/faults", nil)
}

// SetFaults replaces the rules by which requests to the bridge go wrong.
func (t *TenantClient) SetFaults(ctx context.Context, rules ...fault.Rule) error {
	return t.api.Do(ctx, http.MethodPut, "/faults", append([]fault.Rule{}, rules...), nil)
}
