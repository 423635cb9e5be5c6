package provisioning

import "time"

// The activities of the audit log (docs/entra.md, log).
const (
	configured  = "Update provisioning setting or credentials"
	remapped    = "Update attribute mappings or scope"
	started     = "Enable/start provisioning configuration"
	paused      = "Disable/pause provisioning configuration"
	restarted   = "Enable/restart provisioning configuration"
	quarantined = "Quarantine"
)

// Who did it.
const (
	byUser   = "user"
	bySystem = "system"
)

// Activity is one line of the audit log: what was done to the job, not to objects.
type Activity struct {
	Seq    int       `json:"seq"` // 1, 2, 3, ... within the job
	At     time.Time `json:"at"`
	Name   string    `json:"name"`
	By     string    `json:"by"` // user or system
	Detail string    `json:"detail,omitempty"`
}

// Activities is the audit log after the given number, oldest first; never nil.
func (j *Job) Activities(since int) []Activity {
	j.mu.RLock()
	defer j.mu.RUnlock()
	return after(j.activities, since)
}

// audit writes a line; the caller holds the lock.
func (j *Job) audit(name, by, detail string) {
	j.activities = append(j.activities, Activity{Seq: len(j.activities) + 1, At: j.now(), Name: name, By: by, Detail: detail})
}
