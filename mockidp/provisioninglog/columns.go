package provisioninglog

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// column is a cell of a row of T, under the name that Graph has for it. Microsoft
// doesn't publish the headers of the portal's files: these are our guess.
type column[T any] struct {
	name   string
	needed bool // a file without it, or a row without a value, is refused
	get    func(*T) string
	set    func(*T, string) error // changes nothing on an error
}

// The columns of ProvisioningLogs.
var logColumns = []column[Entry]{ //nolint:gochecknoglobals // constant table
	needed(text("id", func(e *Entry) *string { return &e.ID })),
	needed(text("changeId", func(e *Entry) *string { return &e.Change })),
	{"activityDateTime", true, (*Entry).moment, (*Entry).setMoment},
	needed(oneOf("provisioningAction", actions, func(e *Entry) *string { return &e.Action })),
	needed(oneOf("provisioningStatusInfo.status", statuses, func(e *Entry) *string { return &e.Status.Status })),
	reason(text("provisioningStatusInfo.errorInformation.errorCode", func(e *Error) *string { return &e.Code })),
	reason(text("provisioningStatusInfo.errorInformation.reason", func(e *Error) *string { return &e.Reason })),
	reason(text("provisioningStatusInfo.errorInformation.additionalDetails", func(e *Error) *string { return &e.Details })),
	reason(oneOf("provisioningStatusInfo.errorInformation.errorCategory", categories, func(e *Error) *string { return &e.Category })),
	reason(text("provisioningStatusInfo.errorInformation.recommendedAction", func(e *Error) *string { return &e.Advice })),
	text("tenantId", func(e *Entry) *string { return &e.Tenant }),
	text("jobId", func(e *Entry) *string { return &e.Job }),
	text("cycleId", func(e *Entry) *string { return &e.Cycle }),
	{"durationInMilliseconds", false, func(e *Entry) string { return strconv.Itoa(e.Milliseconds) }, (*Entry).setMilliseconds},
	text("servicePrincipal.id", func(e *Entry) *string { return &e.App.ID }),
	text("servicePrincipal.displayName", func(e *Entry) *string { return &e.App.Name }),
	text("sourceSystem.id", func(e *Entry) *string { return &e.Source.ID }),
	text("sourceSystem.displayName", func(e *Entry) *string { return &e.Source.Name }),
	details("sourceSystem.details", func(e *Entry) *Details { return &e.Source.Details }),
	text("targetSystem.id", func(e *Entry) *string { return &e.Target.ID }),
	text("targetSystem.displayName", func(e *Entry) *string { return &e.Target.Name }),
	details("targetSystem.details", func(e *Entry) *Details { return &e.Target.Details }),
	oneOf("initiatedBy.initiatorType", initiators, func(e *Entry) *string { return &e.InitiatedBy.Type }),
	text("initiatedBy.id", func(e *Entry) *string { return &e.InitiatedBy.ID }),
	text("initiatedBy.displayName", func(e *Entry) *string { return &e.InitiatedBy.Name }),
	text("sourceIdentity.identityType", func(e *Entry) *string { return &e.From.Type }),
	text("sourceIdentity.id", func(e *Entry) *string { return &e.From.ID }),
	text("sourceIdentity.displayName", func(e *Entry) *string { return &e.From.Name }),
	details("sourceIdentity.details", func(e *Entry) *Details { return &e.From.Details }),
	text("targetIdentity.identityType", func(e *Entry) *string { return &e.To.Type }),
	text("targetIdentity.id", func(e *Entry) *string { return &e.To.ID }),
	text("targetIdentity.displayName", func(e *Entry) *string { return &e.To.Name }),
	details("targetIdentity.details", func(e *Entry) *Details { return &e.To.Details }),
}

// The columns of ProvisioningLogs_ProvisioningSteps, after the change's.
var stepColumns = []column[Step]{ //nolint:gochecknoglobals // constant table
	needed(text("name", func(s *Step) *string { return &s.Name })),
	needed(oneOf("provisioningStepType", stepTypes, func(s *Step) *string { return &s.Type })),
	needed(oneOf("status", statuses, func(s *Step) *string { return &s.Status })),
	text("description", func(s *Step) *string { return &s.Description }),
	details("details", func(s *Step) *Details { return &s.Details }),
}

// The columns of ProvisioningLogs_ModifiedProperties, after the change's.
var modifiedColumns = []column[Modified]{ //nolint:gochecknoglobals // constant table
	needed(text("displayName", func(m *Modified) *string { return &m.Name })),
	text("oldValue", func(m *Modified) *string { return &m.Old }),
	text("newValue", func(m *Modified) *string { return &m.New }),
}

func needed[T any](c column[T]) column[T] {
	c.needed = true
	return c
}

func text[T any](name string, of func(*T) *string) column[T] {
	return column[T]{name, false, func(row *T) string { return *of(row) }, func(row *T, value string) error {
		*of(row) = value
		return nil
	}}
}

func oneOf[T any](name string, values []string, of func(*T) *string) column[T] {
	return column[T]{name, false, func(row *T) string { return *of(row) }, func(row *T, value string) (err error) {
		if value != "" {
			value, err = member(values, value)
		}
		if err == nil {
			*of(row) = value
		}
		return err
	}}
}

// details are JSON in their cell.
func details[T any](name string, of func(*T) *Details) column[T] {
	return column[T]{name, false, func(row *T) string {
		if len(*of(row)) == 0 {
			return ""
		}
		raw, _ := json.Marshal(*of(row)) //nolint:errchkjson // made of texts
		return string(raw)
	}, func(row *T, value string) error {
		var read Details
		if value != "" {
			if err := json.Unmarshal([]byte(value), &read); err != nil {
				return fmt.Errorf("%q is no JSON object", shortened(value))
			}
		}
		*of(row) = read
		return nil
	}}
}

// reason is a column of the error, which is there if one of them says something.
func reason(c column[Error]) column[Entry] {
	return column[Entry]{c.name, c.needed, func(e *Entry) string {
		if e.Status.Error == nil {
			return ""
		}
		return c.get(e.Status.Error)
	}, func(e *Entry, value string) error {
		if e.Status.Error == nil && value == "" {
			return nil
		}
		if e.Status.Error == nil {
			e.Status.Error = &Error{}
		}
		return c.set(e.Status.Error, value)
	}}
}

func (e *Entry) moment() string {
	if e.At.IsZero() {
		return ""
	}
	return e.At.UTC().Format(time.RFC3339Nano)
}

func (e *Entry) setMoment(value string) error {
	at, err := time.Parse(time.RFC3339Nano, value)
	if err != nil || at.UTC().Year() > 9999 || at.UTC().Year() < 0 {
		return fmt.Errorf("%q is no time like 2026-09-04T03:00:54Z", shortened(value))
	}
	e.At = at.UTC()
	return nil
}

func (e *Entry) setMilliseconds(value string) error {
	if value == "" {
		value = "0"
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return errors.New(strconv.Quote(shortened(value)) + " is no number of milliseconds")
	}
	e.Milliseconds = n
	return nil
}
