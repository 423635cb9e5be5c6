package provisioning

import (
	"maps"
	"slices"

	"github.com/scimproof/scimproof/internal/refusal"
)

// Connection is what the job knows of the tie between an object of the
// directory and its resource in the bridge (docs/entra.md, restart).
type Connection struct {
	Object string `json:"object"`        // id in the directory, also its anchor there
	Target string `json:"target_anchor"` // id in the bridge
	Name   string `json:"display_name"`  // userPrincipalName or displayName, as last seen
	Kind   string `json:"object_type"`   // User or Group
}

// Connections lists all of them by object id; never nil.
func (j *Job) Connections() []Connection {
	j.mu.RLock()
	defer j.mu.RUnlock()
	out := make([]Connection, 0, len(j.links))
	for _, id := range slices.Sorted(maps.Keys(j.links)) {
		out = append(out, j.links[id].connection(id))
	}
	return out
}

// Connection is that of one object.
func (j *Job) Connection(object string) (Connection, error) {
	j.mu.RLock()
	defer j.mu.RUnlock()
	l, ok := j.links[object]
	if !ok {
		return Connection{}, refusal.New(refusal.NotFound, "no-such-connection", "the object %q is connected to nothing in the bridge", object)
	}
	return l.connection(object), nil
}

// Disconnect forgets a connection, so that the object is matched anew when it is
// next looked at. It is refused while the job is active; to do it again, or for
// an object without a connection, changes nothing.
func (j *Job) Disconnect(object string) error {
	if !j.cycle.TryLock() {
		return cycleRunning("disconnect an object")
	}
	defer j.cycle.Unlock()
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.state == Active {
		return refusal.New(refusal.Conflict, "job-active", "disconnect an object: the job is active").WithHint("pause the job first")
	}
	delete(j.links, object)
	return nil
}

func (l *link) connection(object string) Connection {
	return Connection{Object: object, Target: l.target, Name: l.name, Kind: l.kind}
}
