package graph

import (
	"cmp"
	"maps"
	"slices"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// hidden stands for a secret that is there.
const hidden = "*"

// secretKeys are the keys that the service knows. Those that are true are
// secrets, which are never told.
var secretKeys = map[string]bool{ //nolint:gochecknoglobals // constant table
	"AppKey": true, "ApplicationTemplateIdentifier": false, "AuthenticationType": false, "BaseAddress": false, "ClientIdentifier": false,
	"ClientSecret": true, "CompanyId": false, "ConnectionString": true, "ConsumerKey": true, "ConsumerSecret": true, "Domain": false,
	"EnforceDomain": false, "HardDeletesEnabled": false, "InstanceName": false, "None": false, "Oauth2AccessToken": true,
	"Oauth2AccessTokenCreationTime": false, "Oauth2AuthorizationCode": true, "Oauth2AuthorizationUri": false, "Oauth2ClientId": false,
	"Oauth2ClientSecret": true, "Oauth2RedirectUri": false, "Oauth2RefreshToken": true, "Oauth2TokenExchangeUri": false, "Password": true,
	"PerformInboundEntitlementGrants": false, "Sandbox": false, "SandboxName": false, "SecretToken": true, "Server": false,
	"SingleSignOnType": false, "SkipOutOfScopeDeletions": false, "SyncAgentADContainer": false, "SyncAgentCompatibilityKey": false,
	"SyncAll": false, "SyncNotificationSettings": false, "SynchronizationSchedule": false, "SystemOfRecord": false, "TestReferences": false,
	"TokenExpiration": false, "TokenKey": true, "UpdateKeyOnSoftDelete": false, "Url": false, "UserName": false, "ValidateDomain": false,
}

// pair of a key and its value.
type pair struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// secrets turns pairs into a table; a key that nobody knows is refused.
func secrets(pairs []pair) (map[string]string, error) {
	out := map[string]string{}
	for _, p := range pairs {
		if _, known := secretKeys[p.Key]; !known {
			return nil, badRequest("Requested value '" + p.Key + "' was not found.")
		}
		out[p.Key] = p.Value
	}
	return out, nil
}

func showSecrets(c *call) (any, error) {
	a, err := c.synchronized()
	if err != nil {
		return nil, err
	}
	known := c.tenant.secrets(a)
	value := []pair{}
	for _, key := range slices.Sorted(maps.Keys(known)) {
		shown := known[key]
		if secretKeys[key] {
			shown = hidden
		}
		value = append(value, pair{key, shown})
	}
	return map[string]any{"@odata.context": c.context("servicePrincipals('" + a.ID + "')/synchronization/secrets"), "value": value}, nil
}

// secrets are those that were written, and what the job's settings say, which is
// right where the two differ: the administrator may have changed the settings.
func (t *Tenant) secrets(a directory.App) map[string]string {
	t.mu.Lock()
	out := maps.Clone(t.sync(a.ID).secrets)
	t.mu.Unlock()
	status := t.Jobs.Of(a.ID).Status()
	if status.State == provisioning.NotConfigured {
		return out
	}
	written := provisioning.Settings{}
	if err := readBase(&written, out["BaseAddress"]); err != nil || written.BaseURL != status.Settings.BaseURL {
		out["BaseAddress"] = status.Settings.BaseURL
	}
	out["SyncAll"] = "false"
	if status.Settings.Scope == provisioning.All {
		out["SyncAll"] = "true"
	}
	if status.Settings.Token != "" {
		out["SecretToken"] = cmp.Or(out["SecretToken"], hidden)
	}
	return out
}

func setSecrets(c *call) (any, error) {
	a, err := c.synchronized()
	if err != nil {
		return nil, err
	}
	var body struct {
		Value []pair `json:"value"`
	}
	if err := c.into(&body); err != nil {
		return nil, err
	}
	given, err := secrets(body.Value)
	if err != nil {
		return nil, err
	}
	return nil, c.tenant.configure(a, "", given)
}

// configure applies secrets to the job, and the template of a new one. Secrets
// without a base address wait for it. What is refused has changed nothing.
func (t *Tenant) configure(a directory.App, template string, given map[string]string) error {
	t.mu.Lock()
	s := t.sync(a.ID)
	all, made := maps.Clone(s.secrets), cmp.Or(template, s.template)
	t.mu.Unlock()
	for key, value := range given {
		if value != hidden {
			all[key] = value
		}
	}
	job := t.Jobs.Of(a.ID)
	status := job.Status()
	settings, changes := status.Settings, given
	if status.State == provisioning.NotConfigured {
		settings.Groups = true
	}
	if status.State == provisioning.NotConfigured || template != "" {
		changes = all
	}
	if err := apply(&settings, changes, made); err != nil {
		return err
	}
	if settings.BaseURL != "" {
		t.Jobs.Hide(settings.Secrets()...)
		if err := job.Configure(settings); err != nil {
			return err //nolint:wrapcheck // a refusal, answered in Graph's words
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	s = t.sync(a.ID)
	s.secrets, s.template = all, made
	return nil
}

// validateCredentials sends the probe that every cycle begins with, with the
// credentials given or with those that are saved.
func validateCredentials(c *call) (any, error) {
	find := c.synchronized
	if c.named("job") != "" {
		find = func() (directory.App, error) {
			a, _, err := c.job()
			return a, err
		}
	}
	a, err := find()
	if err != nil {
		return nil, err
	}
	var body struct {
		Application string `json:"applicationIdentifier"`
		Template    string `json:"templateId"`
		Saved       bool   `json:"useSavedCredentials"`
		Credentials []pair `json:"credentials"`
	}
	if err := c.into(&body); err != nil {
		return nil, err
	}
	if body.Saved {
		return nil, c.tenant.Jobs.Of(a.ID).Validate(c.Request.Context()) //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	given, err := secrets(body.Credentials)
	if err != nil {
		return nil, err
	}
	for key, saved := range c.tenant.secrets(a) {
		if given[key] == hidden {
			given[key] = saved
		}
	}
	settings := provisioning.Settings{Groups: true}
	if err := apply(&settings, given, cmp.Or(body.Template, c.tenant.template(a), scimTemplate)); err != nil {
		return nil, err
	}
	if settings.Token == hidden {
		return nil, badRequest("The saved SecretToken is not known here; send it, or use useSavedCredentials.")
	}
	c.tenant.Jobs.Hide(settings.Secrets()...)
	spare := c.tenant.Jobs.Spare(a.ID)
	if err := spare.Configure(settings); err != nil {
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
	return nil, spare.Validate(c.Request.Context()) //nolint:wrapcheck // a refusal, answered in Graph's words
}
