package provisioninglog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Log is what was read.
type Log struct {
	Entries []Entry  // in the order of the file
	Notes   []string // what was passed over: columns that nobody knows, pages that are missing
}

// WriteJSON writes entries as the portal's JSON download has them: one array, without blanks.
func WriteJSON(out io.Writer, entries []Entry) error {
	raw, err := json.Marshal(append([]Entry{}, entries...))
	if err == nil {
		_, err = out.Write(append(raw, '\n'))
	}
	if err != nil {
		return fmt.Errorf("write the provisioning log: %w", err)
	}
	return nil
}

// ParseJSON reads an array of entries, or an answer of auditLogs/provisioning.
// Older names of the API are taken, and names in any case. Errors name the file,
// the entry and the property.
func ParseJSON(f File) (Log, error) {
	var log Log
	data, err := f.text()
	if err != nil {
		return Log{}, err
	}
	values, more, err := entriesOf(data)
	if err != nil {
		return Log{}, fmt.Errorf("%s: %w", f.Name, err)
	}
	if more {
		log.Notes = append(log.Notes, f.Name+" is one page of an answer; the next pages are not in it")
	}
	seen := map[string]int{}
	for i, value := range values {
		var entry Entry
		err := entry.UnmarshalJSON(value)
		if first, twice := seen[entry.ID]; err == nil && twice {
			err = fmt.Errorf("id %q is that of entry %d too", shortened(entry.ID), first)
		}
		if err != nil {
			return Log{}, fmt.Errorf("%s, entry %d: %w", f.Name, i+1, err)
		}
		seen[entry.ID] = i + 1
		log.Entries = append(log.Entries, entry)
	}
	return log, nil
}

// entriesOf finds the entries in an array or in an answer of Graph, and whether there are further pages.
func entriesOf(data []byte) (values []json.RawMessage, more bool, err error) {
	var answer struct {
		Value *[]json.RawMessage `json:"value"`
		Next  string             `json:"@odata.nextLink"`
	}
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		err = json.Unmarshal(data, &answer)
	} else {
		err = json.Unmarshal(data, &answer.Value)
	}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return nil, false, fmt.Errorf("line %d is not JSON: %w", 1+bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n")), err)
	case errors.As(err, &kind), err == nil && answer.Value == nil:
		return nil, false, errors.New("no provisioning log: it is neither an array of entries nor an object with them in \"value\"")
	case err != nil:
		return nil, false, fmt.Errorf("not JSON: %w", err)
	}
	return *answer.Value, answer.Next != "", nil
}

// plain is an entry that reads itself member by member.
type plain Entry

// older has the names that earlier versions of the API had for some members.
type older struct {
	plain
	At        string     `json:"activityDateTime"`
	OldAction string     `json:"action"`
	OldStatus *oldStatus `json:"statusInfo"`
	Initiated struct {
		Initiator
		OldType string `json:"initiatingType"`
	} `json:"initiatedBy"`
}

type oldStatus struct {
	Status string `json:"status"`
	Error
}

// UnmarshalJSON implements json.Unmarshaler. Names of earlier versions are taken too.
func (e *Entry) UnmarshalJSON(raw []byte) error {
	var read older
	err := json.Unmarshal(raw, &read)
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind):
		return fmt.Errorf("%s has the wrong type (%s)", orWhole(strings.TrimPrefix(kind.Field, "plain.")), kind.Value)
	case err != nil:
		return fmt.Errorf("not an entry: %w", err)
	}
	out := Entry(read.plain)
	if read.At != "" {
		if err := out.setMoment(read.At); err != nil {
			return fmt.Errorf("activityDateTime: %w", err)
		}
	}
	if out.Action == "" {
		out.Action = read.OldAction
	}
	if out.Status.Status == "" && read.OldStatus != nil {
		out.Status = Status{Status: read.OldStatus.Status, Error: &read.OldStatus.Error}
	}
	if out.InitiatedBy = read.Initiated.Initiator; out.InitiatedBy.Type == "" {
		out.InitiatedBy.Type = read.Initiated.OldType
	}
	if err := out.settle(); err != nil {
		return err
	}
	*e = out
	return nil
}

func orWhole(field string) string {
	if field == "" {
		return "the entry"
	}
	return field
}

// settle refuses what is missing or unknown, and makes alike what means the same.
func (e *Entry) settle() error {
	if err := settled(logColumns, e); err != nil {
		return err
	}
	for i := range e.Steps {
		if err := settled(stepColumns, &e.Steps[i]); err != nil {
			return fmt.Errorf("provisioningSteps[%d].%w", i, err)
		}
	}
	for i := range e.Modified {
		if err := settled(modifiedColumns, &e.Modified[i]); err != nil {
			return fmt.Errorf("modifiedProperties[%d].%w", i, err)
		}
	}
	if len(e.Steps) == 0 {
		e.Steps = nil
	}
	if len(e.Modified) == 0 {
		e.Modified = nil
	}
	if e.Status.Error != nil && *e.Status.Error == (Error{}) {
		e.Status.Error = nil
	}
	return nil
}

// settled sets each value as its column would.
func settled[T any](columns []column[T], row *T) error {
	for _, c := range columns {
		value := c.get(row)
		switch {
		case c.needed && value == "":
			return fmt.Errorf("%s is missing", c.name)
		case len(value) > cellLimit:
			return fmt.Errorf("%s has %d bytes, more than the %d that are read", c.name, len(value), cellLimit)
		}
		if err := c.set(row, value); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	return nil
}
