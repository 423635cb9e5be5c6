package provisioning

import "time"

// Execution counts a cycle as the service's own status does.
type Execution struct {
	Imported        int `json:"imported"`         // objects looked at
	Deltas          int `json:"deltas"`           // changes read of the directory
	ReferenceDeltas int `json:"reference_deltas"` // of them, of memberships
	Entitled        int `json:"entitled"`         // objects looked at that are assigned and pass the filters
	InScope         int `json:"in_scope"`         // of them, those neither deleted nor disabled
	Exports         int `json:"exports"`          // objects that should have been exported
	Exported        int `json:"exported"`         // of them, those that were
	Escrowed        int `json:"escrowed"`         // objects whose operation failed
	EscrowedRaw     int `json:"escrowed_raw"`     // failed operations, references included
}

// History is what the service keeps of the cycles that are over.
type History struct {
	Failures           int        `json:"failures"`                     // cycles that failed whole, one after the other until now
	LastSuccess        *Cycle     `json:"last_success,omitempty"`       // the last without any error
	LastExport         *Cycle     `json:"last_export,omitempty"`        // the last of them that exported something
	SteadyStateFirst   *time.Time `json:"steady_state_first,omitempty"` // when a cycle first carried all that had changed
	SteadyStateLast    *time.Time `json:"steady_state_last,omitempty"`  // when one last did
	EscrowsPruned      bool       `json:"escrows_pruned"`               // an initial cycle failed so often that its escrows were dropped
	SynchronizedUsers  int        `json:"synchronized_users"`           // ever linked: the count never goes down
	SynchronizedGroups int        `json:"synchronized_groups"`          // likewise
}

func (h History) copy() History {
	for _, cycle := range []**Cycle{&h.LastSuccess, &h.LastExport} {
		if *cycle != nil {
			*cycle = new((*cycle).copy())
		}
	}
	for _, at := range []**time.Time{&h.SteadyStateFirst, &h.SteadyStateLast} {
		if *at != nil {
			*at = new(**at)
		}
	}
	return h
}

// remember adds a scheduled cycle that is over.
func (h *History) remember(cycle *Cycle) {
	if cycle.State == failed {
		h.Failures++
		return
	}
	h.Failures = 0
	if h.SteadyStateFirst == nil {
		h.SteadyStateFirst = new(cycle.Ended)
	}
	h.SteadyStateLast = new(cycle.Ended)
	if cycle.State == succeeded {
		h.LastSuccess = cycle
		if cycle.Execution.Exported > 0 {
			h.LastExport = cycle
		}
	}
}

// synchronized counts an object that was linked anew.
func (h *History) synchronized(kind string) {
	if kind == kindGroup {
		h.SynchronizedGroups++
		return
	}
	h.SynchronizedUsers++
}

// counted adds what a visit did.
func (e *Execution) counted(v *visit, o outcome) {
	for _, record := range o.records {
		switch {
		case record.Status == failing:
			e.Exports, e.EscrowedRaw = e.Exports+1, e.EscrowedRaw+1
		case record.Status == success:
			e.Exports, e.Exported = e.Exports+1, e.Exported+1
		}
	}
	e.Escrowed += o.failures
	if !o.looked {
		return
	}
	e.Imported++
	if v.source.entitled {
		e.Entitled++
	}
	if !v.source.softDeleted() {
		e.InScope++
	}
}
