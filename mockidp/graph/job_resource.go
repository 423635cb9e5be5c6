package graph

import (
	"strconv"
	"strings"
	"time"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// noTime is what the service writes for a moment that has not come yet.
const noTime = "0001-01-01T00:00:00Z"

// jobResource is a job in the shape of synchronizationJob.
func (t *Tenant) jobResource(a directory.App) map[string]any {
	status := t.Jobs.Of(a.ID).Status()
	schedule, code := states(status)
	history := status.History
	return map[string]any{
		"id": t.jobID(a), "templateId": t.template(a),
		"schedule": map[string]any{"expiration": nil, "interval": isoDuration(time.Duration(status.Settings.Interval)), "state": schedule},
		"status": map[string]any{
			"code": code, "countSuccessiveCompleteFailures": history.Failures, "escrowsPruned": history.EscrowsPruned,
			"lastExecution": execution(status.Last), "lastSuccessfulExecution": execution(history.LastSuccess), "lastSuccessfulExecutionWithExports": execution(history.LastExport),
			"steadyStateFirstAchievedTime": momentOrNone(history.SteadyStateFirst), "steadyStateLastAchievedTime": momentOrNone(history.SteadyStateLast),
			"progress": []any{}, "quarantine": quarantine(status.Quarantine), "troubleshootingUrl": "",
			"synchronizedEntryCountByType": []any{
				map[string]any{"key": "User to " + userTarget, "value": history.SynchronizedUsers},
				map[string]any{"key": "Group to " + groupTarget, "value": history.SynchronizedGroups},
			},
		},
		"synchronizationJobSettings": []any{
			map[string]any{"name": "AzureIngestionAttributeOptimization", "value": "False"},
			map[string]any{"name": "QuarantineTooManyDeletesThreshold", "value": strconv.Itoa(status.Settings.Limits.Deletes)},
		},
	}
}

// states are those of the schedule and of the status.
func states(status provisioning.Status) (schedule, code string) {
	switch status.State {
	case provisioning.Active:
		if status.Last == nil {
			return "Active", "NotRun"
		}
		return "Active", "Active"
	case provisioning.Quarantine:
		return "Active", "Quarantine"
	case provisioning.Paused:
		return "Paused", "Paused"
	case provisioning.Disabled:
		if status.Quarantine != nil {
			return "Disabled", "Quarantine"
		}
		return "Disabled", "Paused"
	default:
		return "Disabled", string(status.State)
	}
}

func execution(cycle *provisioning.Cycle) any {
	if cycle == nil {
		return nil
	}
	n := cycle.Execution
	return map[string]any{
		"activityIdentifier": cycle.ID, "state": cycle.State, "timeBegan": cycle.Began.UTC(), "timeEnded": cycle.Ended.UTC(),
		"countEntitled": n.Entitled, "countEntitledForProvisioning": n.InScope, "countEscrowed": n.Escrowed, "countEscrowedRaw": n.EscrowedRaw,
		"countExported": n.Exported, "countExports": n.Exports, "countImported": n.Imported, "countImportedDeltas": n.Deltas,
		"countImportedReferenceDeltas": n.ReferenceDeltas, "error": syncError(cycle.ErrorCode, cycle.Error),
	}
}

func syncError(code, message string) any {
	if code == "" && message == "" {
		return nil
	}
	return map[string]any{"code": code, "message": message, "tenantActionable": true}
}

func quarantine(info *provisioning.QuarantineInfo) any {
	if info == nil {
		return nil
	}
	return map[string]any{
		"currentBegan": info.Current.UTC(), "nextAttempt": info.NextAttempt.UTC(), "reason": info.Reason,
		"seriesBegan": info.Began.UTC(), "seriesCount": info.Count, "error": syncError(info.ErrorCode, info.Message),
	}
}

func momentOrNone(at *time.Time) any {
	if at == nil {
		return noTime
	}
	return at.UTC()
}

// isoDuration writes a duration as ISO 8601 does: PT40M. A job without one shows
// the longest there is, as the service does.
func isoDuration(d time.Duration) string {
	if d <= 0 {
		return "P10675199DT2H48M5.4775807S"
	}
	var out strings.Builder
	out.WriteString("P")
	if days := d / (24 * time.Hour); days > 0 {
		out.WriteString(strconv.FormatInt(int64(days), 10) + "D")
		d -= days * 24 * time.Hour
	}
	if d == 0 {
		return out.String()
	}
	out.WriteString("T")
	for _, part := range []struct {
		unit time.Duration
		name string
	}{{time.Hour, "H"}, {time.Minute, "M"}} {
		if n := d / part.unit; n > 0 {
			out.WriteString(strconv.FormatInt(int64(n), 10) + part.name)
			d -= n * part.unit
		}
	}
	if d > 0 {
		out.WriteString(strconv.FormatFloat(d.Seconds(), 'f', -1, 64) + "S")
	}
	return out.String()
}
