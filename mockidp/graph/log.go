package graph

import (
	"strconv"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// sequence orders records of one moment; it is not told.
const sequence = "#sequence"

var logEntity = newLogEntity() //nolint:gochecknoglobals // constant table

func newLogEntity() *entity {
	e := &entity{name: "provisioningObjectSummary", set: "auditLogs/provisioning", exact: true, properties: []property{
		{name: "id", kind: aString},
		{name: "activityDateTime", kind: aTime},
		{name: "tenantId", kind: aString},
		{name: "jobId", kind: aString},
		{name: "cycleId", kind: aString},
		{name: "changeId", kind: aString},
		{name: "provisioningAction", kind: aString},
		{name: "durationInMilliseconds", kind: aNumber},
		{name: "provisioningStatusInfo", kind: aComplex},
		{name: "provisioningSteps", kind: aList},
		{name: "modifiedProperties", kind: aList},
		{name: "servicePrincipal", kind: aComplex},
		{name: "sourceSystem", kind: aComplex},
		{name: "targetSystem", kind: aComplex},
		{name: "initiatedBy", kind: aComplex},
		{name: "sourceIdentity", kind: aComplex},
		{name: "targetIdentity", kind: aComplex},
	}}
	at, _ := e.path("activityDateTime")
	number := path{property: property{name: sequence, kind: aString}}
	e.order = []order{{path: at, descending: true}, {path: number, descending: true}}
	return e
}

// listLog answers the provisioning log of all jobs of the tenant, the newest first.
func listLog(c *call) (any, error) {
	objects := []object{}
	for _, a := range c.tenant.Directory.Apps() {
		if a.ID == "" || c.tenant.template(a) == "" {
			continue
		}
		for _, record := range c.tenant.Jobs.Of(a.ID).Log(0) {
			objects = append(objects, c.tenant.logObject(a, record))
		}
	}
	return c.list(logEntity, objects)
}

// sequenceDigits are enough for any number, so that texts order as numbers do.
const sequenceDigits = 20

func (t *Tenant) logObject(a directory.App, r provisioning.Record) object {
	var whole map[string]any
	return func(name string) any {
		switch name {
		case "activityDateTime":
			return r.At.UTC()
		case "provisioningAction":
			return r.Action
		case "cycleId":
			return r.Cycle
		case sequence:
			digits := strconv.Itoa(r.Seq)
			return "00000000000000000000"[:sequenceDigits-len(digits)] + digits + a.ID
		}
		if whole == nil {
			whole = t.summary(a, r)
		}
		return whole[name]
	}
}

// summary is a record in the shape of provisioningObjectSummary.
func (t *Tenant) summary(a directory.App, r provisioning.Record) map[string]any {
	target, steps, modified := userTarget, []any{}, []any{}
	if r.Kind == "Group" {
		target = groupTarget
	}
	for _, step := range r.Steps {
		steps = append(steps, map[string]any{
			"name": step.Name, "provisioningStepType": step.Type, "status": step.Status, "description": step.Description, "details": t.stepDetails(step, r),
		})
	}
	for _, m := range r.Modified {
		modified = append(modified, map[string]any{"displayName": m.Name, "oldValue": orNull(m.Old), "newValue": orNull(m.New)})
	}
	targetIdentity := map[string]any{"identityType": target, "id": r.Target, "displayName": "", "details": map[string]any{}}
	if r.Target != "" {
		targetIdentity["displayName"] = r.Name
	}
	return map[string]any{
		"id": stableGUID("record", t.ID, a.ID, strconv.Itoa(r.Seq)), "tenantId": t.ID, "jobId": t.jobID(a), "cycleId": r.Cycle,
		"changeId": stableGUID("change", t.ID, r.Cycle, r.Object), "activityDateTime": r.At.UTC(), "provisioningAction": r.Action,
		"durationInMilliseconds": float64(0), "provisioningSteps": steps, "modifiedProperties": modified, "provisioningStatusInfo": statusInfo(r),
		"servicePrincipal": map[string]any{"id": a.ID, "displayName": a.DisplayName},
		"sourceSystem":     map[string]any{"id": stableGUID("system", sourceName), "displayName": sourceName, "details": map[string]any{}},
		"targetSystem": map[string]any{"id": stableGUID("system", a.ID), "displayName": a.DisplayName, "details": map[string]any{
			"ApplicationId": a.AppID, "ServicePrincipalId": a.ID, "ServicePrincipalDisplayName": a.DisplayName,
		}},
		"initiatedBy":    map[string]any{"initiatorType": "system", "id": "", "displayName": "Azure AD Provisioning Service"},
		"sourceIdentity": map[string]any{"identityType": r.Kind, "id": r.Object, "displayName": t.displayName(r), "details": map[string]any{"ReportableIdentifier": r.Name}},
		"targetIdentity": targetIdentity,
	}
}

// displayName is the object's own where it still has one.
func (t *Tenant) displayName(r provisioning.Record) string {
	if o, _, ok := t.object(r.Object); ok {
		if name, ok := o("displayName").(string); ok {
			return name
		}
	}
	return r.Name
}

func (t *Tenant) stepDetails(step provisioning.Step, r provisioning.Record) map[string]any {
	switch step.Type {
	case "import":
		return map[string]any{"objectId": r.Object}
	case "export":
		return map[string]any{"ReportableIdentifier": r.Name}
	default:
		return map[string]any{}
	}
}

func statusInfo(r provisioning.Record) map[string]any {
	out := map[string]any{"status": r.Status, "errorInformation": nil}
	if code := errorCode(r); code != "" {
		category := "nonServiceFailure"
		if r.Status != "failure" {
			category = "success"
		}
		out["errorInformation"] = map[string]any{
			"errorCode": code, "reason": orNull(r.Reason), "additionalDetails": nil, "errorCategory": category, "recommendedAction": nil,
		}
	}
	return out
}
