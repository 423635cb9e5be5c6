package provisioning

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/dialect"
	"github.com/scimproof/scimproof/mockidp/directory"
)

// Directory is what a job reads of the directory: people, groups, assignments
// and the change log. *directory.Directory is one.
type Directory interface {
	PersonIDs() []string                          // living, sorted
	Person(name string) (directory.Person, error) // living, by id or userPrincipalName
	AnyPerson(id string) (directory.Person, bool) // living or in the recycle bin
	GroupIDs() []string                           // living, sorted
	AnyGroup(id string) (directory.Group, bool)   // living or in the recycle bin
	GroupsOf(id string) []string                  // groups with this direct member
	IsAssigned(id string) bool                    // itself, not through a group
	Assignments() []string                        // people and groups
	Changes(since int) []directory.Change         // after that number
	LastChange() int                              // number of the newest change
}

// Timeout is how long a request to the bridge may take unless Options say
// otherwise. The service's own value is not published (docs/entra.md, open).
const Timeout = 30 * time.Second

// Options of a job. Directory, Now and NewID are needed.
type Options struct {
	Directory Directory
	Transport http.RoundTripper // how the bridge is reached; nil: the network
	Now       func() time.Time  // the virtual clock
	NewID     func() string     // GUIDs for cycles and probes
	Timeout   time.Duration     // real time one request may take; 0: Timeout
	PassTo    func(time.Time)   // lets the virtual clock reach a time; nil: the job never waits
	Wall      func() time.Time  // the bridge's clock, for what the job signs; nil: time.Now
	Tenant    string            // id of the directory's tenant, for what the job signs
	Signer    Signer            // nil: the job cannot sign
	Hide      func(...string)   // is told every secret that the job comes by; nil: nobody is
}

// Job carries a directory to a bridge. It is safe for concurrent use: state and
// log can be read while a cycle runs, and a second cycle is refused meanwhile.
type Job struct {
	directory Directory
	transport http.RoundTripper // not a client: the service follows no redirect
	now       func() time.Time
	newID     func() string
	timeout   time.Duration
	passTo    func(time.Time)
	wall      func() time.Time
	tenant    string
	signer    Signer
	hide      func(...string)

	cycle sync.Mutex // held while a cycle runs: links, scoped, read and todo are the cycle's own then

	mu         sync.RWMutex // guards what follows; between exports the running cycle alone may read links without it
	settings   Settings
	proof      *credentials
	dialect    *dialect.Dialect
	filter     map[string]scoping // by kind
	state      JobState           // NotConfigured, NotRun, Active, Paused or Disabled
	initial    bool               // the next cycle reads everything
	force      bool               // let the next cycle's deletes go
	watermark  int                // changes up to here are in the bridge
	due        time.Time
	links      map[string]*link
	escrows    map[escrowKey]*escrow
	quarantine *QuarantineInfo
	last       *Cycle
	log        []*line
	history    History
	outbox     []Mail
	activities []Activity
	demands    []time.Time // when it was last provisioned on demand

	read   int                 // changes up to here are in todo
	scoped map[string]struct{} // groups whose members are in scope
	todo   *queue
}

// link ties an object to its resource, with what the service remembers of it.
type link struct {
	kind, name, target string

	inScope bool            // when last looked at; an object out of scope is no longer managed
	active  bool            // as last exported
	binned  bool            // the service has seen it in the recycle bin
	whole   bool            // a group all of whose members have been looked at once
	members map[string]bool // exported members of a group; false: only a restart sends it again
	manager string          // exported manager
	skipped string          // manager passed over because out of scope
}

// link of an object, nil if it has none.
func (j *Job) link(id string) *link {
	j.mu.RLock()
	defer j.mu.RUnlock()
	return j.links[id]
}

// New returns a job that is not configured.
func New(options Options) *Job {
	if options.Transport == nil {
		options.Transport = http.DefaultTransport
	}
	if options.Wall == nil {
		options.Wall = time.Now
	}
	if options.Hide == nil {
		options.Hide = func(...string) {}
	}
	return &Job{
		transport: options.Transport,
		directory: options.Directory, now: options.Now, newID: options.NewID,
		timeout: cmp.Or(options.Timeout, Timeout), passTo: options.PassTo,
		wall: options.Wall, tenant: options.Tenant, signer: options.Signer, hide: options.Hide,
		state: NotConfigured, initial: true,
		links: map[string]*link{}, escrows: map[escrowKey]*escrow{}, scoped: map[string]struct{}{}, todo: newQueue(),
	}
}

// Status of the job. The token reads "*".
func (j *Job) Status() Status {
	j.mu.RLock()
	defer j.mu.RUnlock()
	status := Status{
		State: j.state, Settings: j.settings.copy().masked(), Watermark: j.watermark, Initial: j.initial,
		Escrows: make([]Escrow, 0, len(j.escrows)), Links: make([]Link, 0, len(j.links)),
	}
	if due, ok := j.nextDue(); ok {
		status.NextDue = &due
	}
	for _, held := range j.escrows {
		status.Escrows = append(status.Escrows, held.Escrow)
	}
	slices.SortFunc(status.Escrows, func(a, b Escrow) int {
		return cmp.Or(cmp.Compare(a.Object, b.Object), compareBool(a.Reference, b.Reference))
	})
	for _, id := range slices.Sorted(maps.Keys(j.links)) {
		status.Links = append(status.Links, Link{Object: id, Kind: j.links[id].kind, Target: j.links[id].target})
	}
	if j.quarantine != nil {
		status.Quarantine = new(*j.quarantine)
		if j.state == Active {
			status.State = Quarantine
		}
	}
	if j.last != nil {
		status.Last = new(j.last.copy())
	}
	status.History = j.history.copy()
	return status
}

// Log is the provisioning log after the given number, oldest first; never nil.
func (j *Job) Log(since int) []Record {
	j.mu.RLock()
	defer j.mu.RUnlock()
	since = min(max(since, 0), len(j.log))
	out := make([]Record, 0, len(j.log)-since)
	for i, l := range j.log[since:] {
		out = append(out, l.record(since+i+1))
	}
	return out
}

// NextDue is when the next cycle shall run; false while the job runs none.
func (j *Job) NextDue() (time.Time, bool) {
	j.mu.RLock()
	defer j.mu.RUnlock()
	return j.nextDue()
}

func (j *Job) nextDue() (time.Time, bool) {
	switch {
	case j.state != Active:
		return time.Time{}, false
	case j.quarantine != nil:
		return j.quarantine.NextAttempt, true
	default:
		return j.due, true
	}
}

// Start starts or resumes the job; it runs no cycle, but one is due at once.
func (j *Job) Start() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	switch j.state {
	case NotConfigured:
		return notConfigured("start the job")
	case Disabled:
		return refusal.New(refusal.Conflict, "job-disabled", "start the job: it is disabled").WithHint("mend the bridge, then restart the job")
	case Active:
	default:
		j.state, j.due = Active, j.now()
		j.audit(started, byUser, "")
	}
	return nil
}

// Pause keeps further cycles from starting; one that runs is completed.
func (j *Job) Pause() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	switch j.state {
	case NotConfigured:
		return notConfigured("pause the job")
	case Disabled:
		return refusal.New(refusal.Conflict, "job-disabled", "pause the job: it is disabled, and runs nothing")
	default:
		j.state = Paused
		j.audit(paused, byUser, "")
	}
	return nil
}

func notConfigured(attempt string) error {
	return refusal.New(refusal.Conflict, "job-not-configured", "%s: it has no bridge yet", attempt).WithHint("configure the job first")
}

func cycleRunning(attempt string) error {
	return refusal.New(refusal.Conflict, "cycle-running", "%s: a cycle is running", attempt).WithHint("wait until it has ended")
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}
