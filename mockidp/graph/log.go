package graph

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
	"github.com/scimproof/scimproof/mockidp/provisioninglog"
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
	c.tenant.eachRecord(func(a directory.App, r provisioning.Record) { objects = append(objects, c.tenant.logObject(a, r)) })
	return c.list(logEntity, objects)
}

// Log is the provisioning log of all jobs of the tenant, in the order that the API lists it in.
func (t *Tenant) Log() []provisioninglog.Entry {
	entries := []provisioninglog.Entry{}
	places := map[string]string{}
	t.eachRecord(func(a directory.App, r provisioning.Record) {
		e := t.entryOf(a, r)
		entries, places[e.ID] = append(entries, e), place(a, r)
	})
	slices.SortFunc(entries, func(a, b provisioninglog.Entry) int {
		return cmp.Or(b.At.Compare(a.At), strings.Compare(places[b.ID], places[a.ID]))
	})
	return entries
}

// eachRecord shows the records of all jobs of the tenant.
func (t *Tenant) eachRecord(show func(directory.App, provisioning.Record)) {
	for _, a := range t.Directory.Apps() {
		if a.ID == "" || t.template(a) == "" {
			continue
		}
		for _, record := range t.Jobs.Of(a.ID).Log(0) {
			show(a, record)
		}
	}
}

// sequenceDigits are enough for any number, so that texts order as numbers do.
const sequenceDigits = 20

// place orders the records of one moment.
func place(a directory.App, r provisioning.Record) string {
	digits := strconv.Itoa(r.Seq)
	return strings.Repeat("0", sequenceDigits-len(digits)) + digits + a.ID
}

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
			return place(a, r)
		}
		if whole == nil {
			whole = t.entryOf(a, r).Properties()
		}
		return whole[name]
	}
}

// entryOf is a record in the shape of provisioningObjectSummary. It takes no time.
func (t *Tenant) entryOf(a directory.App, r provisioning.Record) provisioninglog.Entry {
	e := provisioninglog.Entry{
		ID: stableGUID("record", t.ID, a.ID, strconv.Itoa(r.Seq)), At: r.At.UTC(), Tenant: t.ID, Job: t.jobID(a), Cycle: r.Cycle,
		Change: stableGUID("change", t.ID, a.ID, strconv.Itoa(r.Seq)), Action: r.Action, Status: statusOf(r),
		App:    provisioninglog.Named{ID: a.ID, Name: a.DisplayName},
		Source: provisioninglog.System{Named: provisioninglog.Named{ID: stableGUID("system", sourceName), Name: sourceName}},
		Target: provisioninglog.System{
			Named:   provisioninglog.Named{ID: stableGUID("system", a.ID), Name: a.DisplayName},
			Details: provisioninglog.Details{"ApplicationId": a.AppID, "ServicePrincipalId": a.ID, "ServicePrincipalDisplayName": a.DisplayName},
		},
		InitiatedBy: provisioninglog.Initiator{Type: "system", Named: provisioninglog.Named{Name: "Azure AD Provisioning Service"}},
		From: provisioninglog.Identity{
			Type: r.Kind, Named: provisioninglog.Named{ID: r.Object, Name: t.displayName(r)}, Details: provisioninglog.Details{"ReportableIdentifier": r.Name},
		},
		To: provisioninglog.Identity{Type: userTarget, Named: provisioninglog.Named{ID: r.Target}},
	}
	if r.Kind == "Group" {
		e.To.Type = groupTarget
	}
	if r.Target != "" {
		e.To.Name = r.Name
	}
	for _, step := range r.Steps {
		e.Steps = append(e.Steps, provisioninglog.Step{Name: step.Name, Type: step.Type, Status: step.Status, Description: step.Description, Details: stepDetails(step, r)})
	}
	for _, m := range r.Modified {
		e.Modified = append(e.Modified, provisioninglog.Modified(m))
	}
	return e
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

func stepDetails(step provisioning.Step, r provisioning.Record) provisioninglog.Details {
	switch step.Type {
	case "import":
		return provisioninglog.Details{"objectId": r.Object}
	case "export":
		return provisioninglog.Details{"ReportableIdentifier": r.Name}
	default:
		return nil
	}
}

func statusOf(r provisioning.Record) provisioninglog.Status {
	code := errorCode(r)
	if code == "" {
		return provisioninglog.Status{Status: r.Status}
	}
	category := "nonServiceFailure"
	if r.Status != "failure" {
		category = "success"
	}
	return provisioninglog.Status{Status: r.Status, Error: &provisioninglog.Error{Code: code, Reason: r.Reason, Category: category}}
}
