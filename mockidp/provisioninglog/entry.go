// Package provisioninglog is the provisioning log in the shape that Entra shows
// it to others: provisioningObjectSummary of Microsoft Graph, the portal's JSON
// download, and the portal's three CSV files, out and in again (docs/entra.md,
// log).
package provisioninglog

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Entry is one line of the log, a provisioningObjectSummary. A text that is
// empty and one that is null are the same.
type Entry struct {
	ID           string     `json:"id"`
	At           time.Time  `json:"activityDateTime"` // in UTC
	Tenant       string     `json:"tenantId"`
	Job          string     `json:"jobId"`
	Cycle        string     `json:"cycleId"`
	Change       string     `json:"changeId"`           // joins the CSV files
	Action       string     `json:"provisioningAction"` // create, update, disable, delete, stagedDelete, other
	Milliseconds int        `json:"durationInMilliseconds"`
	Status       Status     `json:"provisioningStatusInfo"`
	Steps        []Step     `json:"provisioningSteps"`
	Modified     []Modified `json:"modifiedProperties"`
	App          Named      `json:"servicePrincipal"`
	Source       System     `json:"sourceSystem"`
	Target       System     `json:"targetSystem"`
	InitiatedBy  Initiator  `json:"initiatedBy"`
	From         Identity   `json:"sourceIdentity"`
	To           Identity   `json:"targetIdentity"`
}

// Status says how it ended.
type Status struct {
	Status string `json:"status"`           // success, failure, skipped, warning
	Error  *Error `json:"errorInformation"` // nil: nothing to tell
}

// Error says why it did not succeed, or why nothing was sent.
type Error struct {
	Code     string `json:"errorCode"` // InvalidAnchor, RedundantExport, ...
	Reason   string `json:"reason"`
	Details  string `json:"additionalDetails"`
	Category string `json:"errorCategory"` // failure, nonServiceFailure, success
	Advice   string `json:"recommendedAction"`
}

// Step of the way from source to target.
type Step struct {
	Name        string  `json:"name"`                 // EntryImportAdd, EntrySynchronizationScoping, ...
	Type        string  `json:"provisioningStepType"` // import, scoping, matching, processing, referenceResolution, export
	Status      string  `json:"status"`               // success, failure, skipped, warning
	Description string  `json:"description"`
	Details     Details `json:"details"`
}

// Modified is one attribute that was changed.
type Modified struct {
	Name string `json:"displayName"`
	Old  string `json:"oldValue"`
	New  string `json:"newValue"`
}

// Named is something with an id and a name.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"displayName"`
}

// System is where objects come from or go to.
type System struct {
	Named
	Details Details `json:"details"`
}

// Initiator is who began it.
type Initiator struct {
	Type string `json:"initiatorType"` // user, application, system
	Named
}

// Identity is an object at its source or target.
type Identity struct {
	Type string `json:"identityType"`
	Named
	Details Details `json:"details"`
}

// Details are what an open type says besides; a value that is no text is kept as its JSON.
type Details map[string]string

// UnmarshalJSON implements json.Unmarshaler. Nothing, null and {} are all nil.
func (d *Details) UnmarshalJSON(raw []byte) error {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(raw, &values); err != nil {
		return errors.New("details are no object")
	}
	*d = nil
	for name, value := range values {
		text := ""
		if json.Unmarshal(value, &text) != nil {
			text = string(value)
		}
		if *d == nil {
			*d = Details{}
		}
		(*d)[name] = text
	}
	return nil
}

// MarshalJSON implements json.Marshaler: the shape that Graph answers with.
func (e Entry) MarshalJSON() ([]byte, error) {
	raw, err := json.Marshal(e.Properties())
	if err != nil {
		return nil, fmt.Errorf("write entry %s: %w", e.ID, err)
	}
	return raw, nil
}
