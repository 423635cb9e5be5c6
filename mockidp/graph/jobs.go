package graph

import (
	"net/http"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// synchronization is what the API knows of the job of one service principal.
type synchronization struct {
	template string            // of the job; "" while there is none
	secrets  map[string]string // as they were written
}

// of returns the synchronization of a service principal; the caller holds the lock.
func (t *Tenant) sync(app string) *synchronization {
	if t.syncs[app] == nil {
		t.syncs[app] = &synchronization{secrets: map[string]string{}}
	}
	return t.syncs[app]
}

// template is that of the app's job; "" if there is none. The job of the default
// app may have been configured by the directory's administrator.
func (t *Tenant) template(a directory.App) string {
	t.mu.Lock()
	template := t.sync(a.ID).template
	t.mu.Unlock()
	if template == "" && a.ID == directory.DefaultApp().ID && t.Jobs.Of(a.ID).Status().State != provisioning.NotConfigured {
		return scimTemplate
	}
	return template
}

func (t *Tenant) jobID(a directory.App) string {
	return t.template(a) + "." + strings.ReplaceAll(t.ID, "-", "") + "." + a.AppID
}

// synchronized is the service principal that the path names, for requests about
// its synchronization; a new one may refuse them for a while.
func (c *call) synchronized() (directory.App, error) {
	a, err := c.servicePrincipal()
	if err != nil {
		return a, err
	}
	return a, c.tenant.stillNew(a.ID)
}

// job is the one that the path names.
func (c *call) job() (directory.App, Job, error) {
	a, err := c.synchronized()
	if err != nil {
		return a, nil, err
	}
	if id := c.named("job"); c.tenant.template(a) == "" || !strings.EqualFold(id, c.tenant.jobID(a)) {
		return a, nil, notFound(id)
	}
	return a, c.tenant.Jobs.Of(a.ID), nil
}

func createJob(c *call) (any, error) {
	a, err := c.synchronized()
	if err != nil {
		return nil, err
	}
	var body struct {
		Template string `json:"templateId"`
	}
	if err := c.into(&body); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(jobTemplates, func(t jobTemplate) bool { return t.id == body.Template }) {
		return nil, badRequest("There is no synchronization template '" + body.Template + "'.")
	}
	if c.tenant.template(a) != "" {
		return nil, &problem{status: http.StatusConflict, code: "Conflict", message: "The service principal has a synchronization job already."}
	}
	if err := c.tenant.configure(a, body.Template, nil); err != nil {
		return nil, err
	}
	return c.jobBody(a), nil
}

func (c *call) jobBody(a directory.App) map[string]any {
	out := c.tenant.jobResource(a)
	out["@odata.context"] = c.context("servicePrincipals('" + a.ID + "')/synchronization/jobs/$entity")
	return out
}

func listJobs(c *call) (any, error) {
	a, err := c.synchronized()
	if err != nil {
		return nil, err
	}
	jobs := []map[string]any{}
	if c.tenant.template(a) != "" {
		jobs = append(jobs, c.tenant.jobResource(a))
	}
	return map[string]any{"@odata.context": c.context("servicePrincipals('" + a.ID + "')/synchronization/jobs"), "value": jobs}, nil
}

func showJob(c *call) (any, error) {
	a, _, err := c.job()
	if err != nil {
		return nil, err
	}
	return c.jobBody(a), nil
}

func deleteJob(c *call) (any, error) {
	a, _, err := c.job()
	if err != nil {
		return nil, err
	}
	if a.ID == directory.DefaultApp().ID {
		return nil, &problem{status: http.StatusForbidden, code: "Authorization_RequestDenied", message: "The job of the directory's own app cannot be deleted."}
	}
	c.tenant.mu.Lock()
	c.tenant.sync(a.ID).template = ""
	c.tenant.mu.Unlock()
	c.tenant.Jobs.Forget(a.ID)
	return nil, nil
}

func startJob(c *call) (any, error) {
	a, job, err := c.job()
	if err != nil {
		return nil, err
	}
	if err := job.Start(); err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	c.tenant.setGoing(a)
	return nil, nil
}

func pauseJob(c *call) (any, error) {
	_, job, err := c.job()
	if err != nil {
		return nil, err
	}
	return nil, job.Pause() //nolint:wrapcheck // a refusal, answered in Graph's words
}

func restartJob(c *call) (any, error) {
	a, job, err := c.job()
	if err != nil {
		return nil, err
	}
	var body struct {
		Criteria struct {
			ResetScope string `json:"resetScope"`
		} `json:"criteria"`
	}
	if c.Request.ContentLength != 0 {
		if err := c.into(&body); err != nil {
			return nil, err
		}
	}
	scopes := []provisioning.ResetScope{}
	for scope := range strings.SplitSeq(body.Criteria.ResetScope, ",") {
		if scope = strings.TrimSpace(scope); scope != "" {
			scopes = append(scopes, provisioning.ResetScope(scope))
		}
	}
	if err := job.Restart(scopes...); err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	c.tenant.setGoing(a)
	return nil, nil
}

// setGoing runs the cycle that is due, because nobody who speaks only Graph can
// say that it shall run.
func (t *Tenant) setGoing(a directory.App) {
	if !t.Switches().HoldStart {
		t.Jobs.RunDue(a.ID)
	}
}
