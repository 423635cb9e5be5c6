package provisioninglog

// Properties are the entry as JSON has it, by name.
func (e Entry) Properties() map[string]any {
	steps, modified := make([]any, len(e.Steps)), make([]any, len(e.Modified))
	for i, s := range e.Steps {
		steps[i] = map[string]any{
			"name": s.Name, "provisioningStepType": s.Type, "status": s.Status, "description": s.Description, "details": s.Details.properties(),
		}
	}
	for i, m := range e.Modified {
		modified[i] = map[string]any{"displayName": m.Name, "oldValue": orNull(m.Old), "newValue": orNull(m.New)}
	}
	return map[string]any{
		"id": e.ID, "activityDateTime": e.At.UTC(), "tenantId": e.Tenant, "jobId": e.Job, "cycleId": e.Cycle, "changeId": e.Change,
		"provisioningAction": e.Action, "durationInMilliseconds": float64(e.Milliseconds), "provisioningStatusInfo": e.Status.properties(),
		"provisioningSteps": steps, "modifiedProperties": modified,
		"servicePrincipal": e.App.properties(), "sourceSystem": e.Source.properties(), "targetSystem": e.Target.properties(),
		"initiatedBy":    with(e.InitiatedBy.Named, "initiatorType", e.InitiatedBy.Type),
		"sourceIdentity": e.From.properties(), "targetIdentity": e.To.properties(),
	}
}

func (s Status) properties() map[string]any {
	out := map[string]any{"status": s.Status, "errorInformation": nil}
	if e := s.Error; e != nil {
		out["errorInformation"] = map[string]any{
			"errorCode": e.Code, "reason": orNull(e.Reason), "additionalDetails": orNull(e.Details),
			"errorCategory": orNull(e.Category), "recommendedAction": orNull(e.Advice),
		}
	}
	return out
}

func (n Named) properties() map[string]any {
	return map[string]any{"id": n.ID, "displayName": n.Name}
}

func (s System) properties() map[string]any { return with(s.Named, "details", s.Details.properties()) }

func (i Identity) properties() map[string]any {
	out := with(i.Named, "details", i.Details.properties())
	out["identityType"] = i.Type
	return out
}

func with(n Named, name string, value any) map[string]any {
	out := n.properties()
	out[name] = value
	return out
}

func (d Details) properties() map[string]any {
	out := make(map[string]any, len(d))
	for name, value := range d {
		out[name] = value
	}
	return out
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
