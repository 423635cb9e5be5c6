package graph

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// subject is whom a provision on demand is about; a group can name members.
type subject struct {
	ID    string `json:"objectId"`
	Type  string `json:"objectTypeName"`
	Links struct {
		Members []struct {
			ID   string `json:"objectId"`
			Type string `json:"objectTypeName"`
		} `json:"members"`
		Manager []any `json:"manager"`
		Owners  []any `json:"owners"`
	} `json:"links"`
}

// provisionOnDemand carries one person or group now. Its answer is a pair of
// texts that are JSON themselves.
func provisionOnDemand(c *call) (any, error) {
	a, _, err := c.job()
	if err != nil {
		return nil, err
	}
	var body struct {
		Parameters []struct {
			Subjects []subject `json:"subjects"`
			Rule     string    `json:"ruleId"`
		} `json:"parameters"`
	}
	if err := c.into(&body); err != nil {
		return nil, err
	}
	switch {
	case len(body.Parameters) != 1 || len(body.Parameters[0].Subjects) != 1:
		return nil, badRequest("Provision on demand takes one parameter with one subject.")
	case !strings.EqualFold(body.Parameters[0].Rule, ruleID):
		return nil, badRequest("The synchronization rule '" + body.Parameters[0].Rule + "' is not part of the schema.")
	}
	who := body.Parameters[0].Subjects[0]
	names, err := c.tenant.demanded(who)
	if err != nil {
		return nil, err
	}
	cycle, err := c.tenant.Jobs.OnDemand(c.Request.Context(), a.ID, names)
	if err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	key, value := c.tenant.outcome(a, strings.ToLower(who.ID), cycle)
	return map[string]any{"@odata.context": c.context("microsoft.graph.stringKeyStringValuePair"), "key": jsonText(key), "value": jsonText(value)}, nil
}

// demanded are the ids of a subject and of its members.
func (t *Tenant) demanded(who subject) ([]string, error) {
	names := []string{who.ID}
	kinds := map[string]string{who.ID: who.Type}
	for _, member := range who.Links.Members {
		names = append(names, member.ID)
		kinds[member.ID] = member.Type
	}
	for _, id := range names {
		o, _, ok := t.object(id)
		if !ok || !guid.MatchString(id) {
			return nil, notFound(id)
		}
		kind := "User"
		if o(typeName) == "#microsoft.graph.group" {
			kind = "Group"
		}
		if !strings.EqualFold(kinds[id], kind) {
			return nil, badRequest("The object '" + id + "' is not of the type '" + kinds[id] + "'.")
		}
	}
	return names, nil
}

func jsonText(value any) string {
	raw, _ := json.Marshal(value) //nolint:errchkjson // made of texts
	return string(raw)
}

// outcome tells what became of the subject: everything that the cycle did to it as one.
func (t *Tenant) outcome(a directory.App, id string, cycle provisioning.Cycle) (key, value map[string]any) {
	var all *provisioning.Record
	for _, record := range cycle.Records {
		switch {
		case record.Object != id:
		case all == nil:
			all = &record
		default:
			all.Modified, all.Steps = slices.Concat(all.Modified, record.Modified), slices.Concat(all.Steps, record.Steps)
			if record.Status == "failure" {
				all.Status, all.ErrorCode, all.Reason = record.Status, record.ErrorCode, record.Reason
			}
		}
	}
	if all == nil {
		all = &provisioning.Record{Action: "other", Status: "failure", Object: id, Cycle: cycle.ID, ErrorCode: cycle.ErrorCode, Reason: cycle.Error, At: cycle.Ended}
	}
	results := map[string]string{"success": "Success", "failure": "Failure", "skipped": "Skipped", "warning": "Warning"}
	details := map[string]any{}
	if code := errorCode(*all); code != "" {
		details["errorCode"], details["errorMessage"] = code, all.Reason
	}
	summary := t.entryOf(a, *all).Properties()
	steps := []any{}
	for _, step := range all.Steps {
		steps = append(steps, map[string]any{
			"name": step.Name, "type": step.Type, "status": step.Status, "description": step.Description,
			"timestamp": all.At.UTC().Format(time.RFC3339), "details": map[string]any{},
		})
	}
	return map[string]any{"result": results[all.Status], "details": details}, map[string]any{
		"action": all.Action, "changeId": summary["changeId"], "startTime": cycle.Began.UTC(), "endTime": cycle.Ended.UTC(),
		"modifiedProperties": summary["modifiedProperties"], "provisioningSteps": steps, "reportableIdentifier": all.Name,
		"statusInfo":     map[string]any{"status": all.Status, "errorCode": errorCode(*all), "reason": all.Reason},
		"sourceIdentity": summary["sourceIdentity"], "sourceSystem": summary["sourceSystem"],
		"targetIdentity": summary["targetIdentity"], "targetSystem": summary["targetSystem"],
	}
}

// errorCode is why a record is not a success; skips have a reason instead of an error.
func errorCode(r provisioning.Record) string {
	if r.ErrorCode != "" {
		return r.ErrorCode
	}
	return r.SkipReason
}
