package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/hashicorp/go-azure-sdk/sdk/auth"
	"github.com/hashicorp/go-azure-sdk/sdk/client"
	"github.com/hashicorp/go-azure-sdk/sdk/client/msgraph"
	"github.com/hashicorp/go-azure-sdk/sdk/environments"
	"github.com/hashicorp/go-azure-sdk/sdk/odata"
)

// synchronization is what go-azure-sdk does.
type synchronization struct {
	graph *msgraph.Client
	at    string // path of the service principal's synchronization
	job   string // id
	pages int    // answers read by list
}

// openSynchronization finds the cloud as Terraform's metadata_host does: by its
// /metadata/endpoints.
func openSynchronization(ctx context.Context, l lab) (*synchronization, error) {
	cloud, err := environments.FromEndpoint(ctx, l.Graph.URL)
	if err != nil {
		return nil, err
	}
	authorizer, err := auth.NewAuthorizerFromCredentials(ctx, auth.Credentials{
		Environment: *cloud, TenantID: l.Graph.Tenant, ClientID: l.Graph.ClientID, ClientSecret: l.Graph.ClientSecret,
		EnableAuthenticatingUsingClientSecret: true,
	}, cloud.MicrosoftGraph)
	if err != nil {
		return nil, err
	}
	graph, err := msgraph.NewClient(cloud.MicrosoftGraph, "synchronization", msgraph.VersionOnePointZero)
	if err != nil {
		return nil, err
	}
	graph.SetAuthorizer(authorizer)
	return &synchronization{graph: graph}, nil
}

// job is what is read of a synchronizationJob.
type job struct {
	ID       string `json:"id"`
	Template string `json:"templateId"`
	Status   struct {
		Code          string `json:"code"`
		LastExecution *struct {
			State    string `json:"state"`
			Exported int    `json:"countExported"`
		} `json:"lastExecution"`
	} `json:"status"`
}

// open makes the job and stores how the bridge is reached.
func (s *synchronization) open(ctx context.Context, principal, bridge, token string) error {
	s.at = "/servicePrincipals/" + principal + "/synchronization"
	var made job
	if err := s.send(ctx, http.MethodPost, "/jobs", http.StatusCreated, map[string]string{"templateId": "scim"}, &made); err != nil {
		return err
	}
	s.job = made.ID
	type pair struct {
		Key   string `json:"key"`
		Value string `json:"value"`
	}
	secrets := map[string][]pair{"value": {{"BaseAddress", bridge}, {"SecretToken", token}, {"SyncAll", "false"}}}
	if err := s.send(ctx, http.MethodPut, "/secrets", http.StatusNoContent, secrets, nil); err != nil {
		return err
	}
	return s.send(ctx, http.MethodPost, "/jobs/"+s.job+"/validateCredentials", http.StatusNoContent, map[string]bool{"useSavedCredentials": true}, nil)
}

// start starts the job and looks at it until its first cycle has ended.
func (s *synchronization) start(ctx context.Context) (*job, error) {
	if err := s.send(ctx, http.MethodPost, "/jobs/"+s.job+"/start", http.StatusNoContent, nil, nil); err != nil {
		return nil, err
	}
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		var seen job
		if err := s.send(ctx, http.MethodGet, "/jobs/"+s.job, http.StatusOK, nil, &seen); err != nil {
			return nil, err
		}
		if seen.Status.LastExecution != nil {
			return &seen, nil
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("no cycle has ended: %w", ctx.Err())
		case <-again.C:
		}
	}
}

// carry provisions one person now, by the rule that the job's schema has for people.
func (s *synchronization) carry(ctx context.Context, person string) (result, action string, err error) {
	var schema struct {
		Rules []struct {
			ID string `json:"id"`
		} `json:"synchronizationRules"`
	}
	if err := s.send(ctx, http.MethodGet, "/jobs/"+s.job+"/schema", http.StatusOK, nil, &schema); err != nil {
		return "", "", err
	}
	if len(schema.Rules) == 0 {
		return "", "", errors.New("the schema has no rule")
	}
	demand := map[string]any{"parameters": []any{map[string]any{
		"ruleId": schema.Rules[0].ID, "subjects": []any{map[string]string{"objectId": person, "objectTypeName": "User"}},
	}}}
	var answer struct{ Key, Value string } // two texts that are JSON themselves
	if err := s.send(ctx, http.MethodPost, "/jobs/"+s.job+"/provisionOnDemand", http.StatusOK, demand, &answer); err != nil {
		return "", "", err
	}
	var key struct{ Result string }
	var value struct{ Action string }
	err = errors.Join(json.Unmarshal([]byte(answer.Key), &key), json.Unmarshal([]byte(answer.Value), &value))
	return key.Result, value.Action, err
}

// log reads the job's lines of the provisioning log, two to a page.
func (s *synchronization) log(ctx context.Context) ([]line, int, error) {
	s.graph.AppendResponseMiddleware(func(_ *http.Request, answer *http.Response) (*http.Response, error) {
		s.pages++
		return answer, nil
	})
	request, err := s.graph.NewRequest(ctx, client.RequestOptions{
		ContentType: "application/json; charset=utf-8", ExpectedStatusCodes: []int{http.StatusOK}, HttpMethod: http.MethodGet,
		OptionsObject: options{odata.Query{Filter: "jobId eq '" + s.job + "'", Top: 2}}, Path: "/auditLogs/provisioning",
	})
	if err != nil {
		return nil, 0, err
	}
	answer, err := request.ExecutePaged(ctx)
	if err != nil {
		return nil, 0, err
	}
	var all struct {
		Value []struct {
			Action string                            `json:"provisioningAction"`
			Status struct{ Status string }           `json:"provisioningStatusInfo"`
			Source struct{ DisplayName string }      `json:"sourceIdentity"`
			Target struct{ ID, IdentityType string } `json:"targetIdentity"`
		} `json:"value"`
	}
	if err := answer.Unmarshal(&all); err != nil {
		return nil, 0, err
	}
	lines := []line{}
	for _, l := range all.Value {
		lines = append(lines, line{l.Action, l.Status.Status, l.Source.DisplayName, l.Target.ID})
	}
	return lines, s.pages, nil
}

// send sends one request below the service principal's synchronization.
func (s *synchronization) send(ctx context.Context, method, path string, want int, body, into any) error {
	request, err := s.graph.NewRequest(ctx, client.RequestOptions{
		ContentType: "application/json; charset=utf-8", ExpectedStatusCodes: []int{want}, HttpMethod: method, Path: s.at + path,
	})
	if err != nil {
		return err
	}
	if body != nil {
		if err := request.Marshal(body); err != nil {
			return err
		}
	}
	answer, err := request.Execute(ctx)
	if err != nil || into == nil {
		return err
	}
	return answer.Unmarshal(into)
}

// options are what a request asks for in its query.
type options struct{ query odata.Query }

func (o options) ToHeaders() *client.Headers   { return nil }
func (o options) ToOData() *odata.Query        { return &o.query }
func (o options) ToQuery() *client.QueryParams { return nil }
