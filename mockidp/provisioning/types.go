// Package provisioning is the job that carries the directory to a bridge: scope,
// match, map, diff, export, escrow, quarantine and log, as the Entra service
// does it (docs/entra.md). It speaks SCIM through a dialect and reads no clock
// of its own.
package provisioning

import (
	"time"

	"github.com/scimproof/scimproof/internal/duration"
)

// Settings of a job: where the bridge is and what goes there.
type Settings struct {
	BaseURL  string            `json:"base_url"`        // the bridge's SCIM root, without a slash at the end
	Token    string            `json:"token,omitempty"` // written, never read back: answers carry "*"
	Auth     Auth              `json:"auth,omitzero"`
	Dialect  string            `json:"dialect"` // name of a dialect, "entra-legacy" by default
	Scope    Scope             `json:"scope"`
	Filter   Filter            `json:"filter,omitempty"` // which people are in scope
	Groups   bool              `json:"groups"`           // whether the group mapping is enabled
	Limits   Limits            `json:"limits"`
	Skips    map[string]bool   `json:"skips,omitempty"` // "SkipOutOfScopeDeletions": leave whoever goes out of scope alone
	Interval duration.Duration `json:"interval"`        // between cycles; 40 minutes by default

	// GroupFilter says which groups are in scope, whoever their members are.
	GroupFilter Filter `json:"group_filter,omitempty"`

	// Timeout is the real time that one request may take; 0: that of the job's Options.
	Timeout duration.Duration `json:"timeout,omitzero"`

	// Concurrency is how many requests may be under way at once, 1 by default. The
	// order of the log does not depend on it, that of requests of one kind does.
	Concurrency int `json:"concurrency,omitempty"`

	// Recipients are written to when the job goes into quarantine; nobody by default.
	Recipients []string `json:"recipients,omitempty"`

	Switches Switches `json:"switches,omitzero"`

	// Mapping says what people and groups become at the bridge; nil: what the
	// dialect says. Knobs are those of the dialect that this job sets otherwise
	// (dialect.Knobs).
	Mapping *Mapping          `json:"mapping,omitempty"`
	Knobs   map[string]string `json:"knobs,omitempty"`
}

// Switches choose between behaviours of the service that its sources don't
// agree on, or that only a test wants. All are off by default.
type Switches struct {
	HonorRetryAfter      bool `json:"honor_retry_after,omitempty"`     // wait as long as a 429 asks, in virtual time, and go on
	KeepInitialEscrows   bool `json:"keep_initial_escrows,omitempty"`  // an initial cycle that fails too often ends in quarantine instead of a pause
	VerifyMembers        bool `json:"verify_members,omitempty"`        // members are read again before their group is deleted
	NoHardDeletes        bool `json:"no_hard_deletes,omitempty"`       // whoever is purged is forgotten and not deleted
	DemandLimit          bool `json:"demand_limit,omitempty"`          // no more than five provisions on demand in ten seconds
	IngestionInterrupted bool `json:"ingestion_interrupted,omitempty"` // the directory cannot be read
}

// Scope says whose people a job carries.
type Scope string

// The scopes.
const (
	Assigned Scope = "assigned" // only assigned people, assigned groups and their direct members
	All      Scope = "all"
)

// Clause of a scoping filter. Comparisons are case-sensitive; a null attribute fails every clause but IS NULL.
type Clause struct {
	Attribute string `json:"attribute"`
	Operator  string `json:"operator"` // one of FilterOperators
	Value     string `json:"value,omitempty"`
}

// Limits decide when the job goes into quarantine. The defaults are the
// service's; tests make them small.
type Limits struct {
	FailuresFrom    int     `json:"failures_from"`     // failures are judged from this many on; 5000
	FailureShare    float64 `json:"failure_share"`     // of the events of a cycle; 0.4
	FailuresBase    int     `json:"failures_base"`     // 40000
	FailuresTotal   int     `json:"failures_total"`    // references included; 60000
	Deletes         int     `json:"deletes"`           // disables and deletes per cycle; 0: unlimited
	MembersPerPatch int     `json:"members_per_patch"` // 100
}

// JobState is the state of a job.
type JobState string

// The states of a job.
const (
	NotConfigured JobState = "NotConfigured" // no bridge given yet
	NotRun        JobState = "NotRun"        // configured, never started
	Active        JobState = "Active"
	Paused        JobState = "Paused"
	Quarantine    JobState = "Quarantine"
	Disabled      JobState = "Disabled" // four weeks of quarantine, or an escrow of 28 days
)

// Status of a job.
type Status struct {
	State      JobState        `json:"state"`
	Settings   Settings        `json:"settings"`
	Watermark  int             `json:"watermark"` // change number the next incremental cycle starts after
	Initial    bool            `json:"initial"`   // the next cycle reads everything
	NextDue    *time.Time      `json:"next_due,omitempty"`
	Escrows    []Escrow        `json:"escrows"`
	Quarantine *QuarantineInfo `json:"quarantine,omitempty"`
	Last       *Cycle          `json:"last,omitempty"` // without its records
	History    History         `json:"history"`
	Links      []Link          `json:"links"` // by object id
}

// Link ties an object of the directory to the resource in the bridge.
type Link struct {
	Object string `json:"object"` // id in the directory
	Kind   string `json:"kind"`   // User or Group
	Target string `json:"target"` // id in the bridge
}

// Escrow is an operation that failed and will be retried: 6, 12 and 24 hours
// after the first failure, then daily to 28 days.
type Escrow struct {
	Object    string    `json:"object"`
	Kind      string    `json:"kind"`
	Reference bool      `json:"reference"` // a manager or a membership: does not count toward quarantine shares
	First     time.Time `json:"first"`
	Next      time.Time `json:"next"`
	Retries   int       `json:"retries"`
	ErrorCode string    `json:"error_code"`
	Reason    string    `json:"reason"`
}

// QuarantineInfo says why the job is in quarantine and when it tries again.
type QuarantineInfo struct {
	Reason      string    `json:"reason"` // EncounteredQuarantineException, EncounteredEscrowProportionThreshold, TooManyDeletes, ...
	ErrorCode   string    `json:"error_code"`
	Message     string    `json:"message"`
	Began       time.Time `json:"began"`   // when it was first imposed
	Current     time.Time `json:"current"` // when it was last imposed
	NextAttempt time.Time `json:"next_attempt"`
	Count       int       `json:"count"` // how often it was imposed since it began
}

// ResetScope says what a restart forgets; an empty list is what the portal's button does:
// quarantine, watermark and escrows.
type ResetScope string

// The reset scopes. Only Full forgets the links; none of them is more than a start.
const (
	ResetNone       ResetScope = "None"
	ResetStore      ResetScope = "ConnectorDataStore" // what is remembered of the objects in the bridge, but for their ids
	ResetEscrows    ResetScope = "Escrows"
	ResetWatermark  ResetScope = "Watermark"
	ResetQuarantine ResetScope = "QuarantineState"
	ResetFull       ResetScope = "Full"
	ForceDeletes    ResetScope = "ForceDeletes" // let staged deletes go
)

// Cycle is one run of the job.
type Cycle struct {
	ID      string         `json:"id"`
	Kind    string         `json:"kind"`  // initial, incremental, on-demand
	State   string         `json:"state"` // Succeeded, Failed, EntryLevelErrors
	Began   time.Time      `json:"began"`
	Ended   time.Time      `json:"ended"`
	Counts  map[string]int `json:"counts"`            // by "action/status": "create/success", "update/failure", ...
	Records []Record       `json:"records,omitempty"` // what was done to each object and why
	Before  int            `json:"-"`                 // number of the last record that is older
	Error   string         `json:"error,omitempty"`   // why the whole cycle failed

	ErrorCode string    `json:"error_code,omitempty"` // the same in the service's words
	Execution Execution `json:"execution"`
}

// Record is one line of the provisioning log.
type Record struct {
	Seq        int        `json:"seq"` // 1, 2, 3, ... within the job
	At         time.Time  `json:"at"`
	Cycle      string     `json:"cycle"`
	Action     string     `json:"action"` // create, update, disable, delete, stagedDelete, other
	Status     string     `json:"status"` // success, failure, skipped, warning
	Kind       string     `json:"kind"`   // User or Group
	Object     string     `json:"object"` // id in the directory
	Name       string     `json:"name"`   // userPrincipalName or displayName
	Target     string     `json:"target,omitempty"`
	SkipReason string     `json:"skip_reason,omitempty"` // RedundantExport, NotEffectivelyEntitled, ...
	ErrorCode  string     `json:"error_code,omitempty"`
	Reason     string     `json:"reason,omitempty"` // the bridge's answer in words
	Modified   []Modified `json:"modified,omitempty"`
	Steps      []Step     `json:"steps"`
}

// Modified is one attribute the export changed, by its SCIM path.
type Modified struct {
	Name string `json:"name"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// Step of the service's way from source to bridge.
type Step struct {
	Name        string `json:"name"` // EntryImportAdd, EntrySynchronizationScoping, ...
	Type        string `json:"type"` // import, scoping, matching, processing, referenceResolution, export
	Status      string `json:"status"`
	Description string `json:"description"`
}
