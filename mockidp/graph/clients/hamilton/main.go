// Command hamilton leads three people through the Graph API of a running
// `scimproof serve --json`, whose line it reads from standard input. Two libraries
// drive it, those under Terraform's azuread provider: hamilton makes the people and
// the app, go-azure-sdk asks /metadata/endpoints where everything is, works the job
// and reads the log. What they understood is printed as JSON.
//
// Both send their token requests with Go's default client, so the certificate comes
// as SSL_CERT_FILE=$(jq -r .graph.ca_file lab.json).
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"
)

// lab is what the client is told: a part of the line of `scimproof serve --json`.
type lab struct {
	Graph struct {
		URL          string `json:"url"`
		Authority    string `json:"authority"`
		Tenant       string `json:"tenant"`
		ClientID     string `json:"client_id"`
		ClientSecret string `json:"client_secret"`
	} `json:"graph"`
	Bridge struct { // what an administrator stores as the app's secrets
		URL   string `json:"url"`
		Token string `json:"token"`
	} `json:"bridge"`
}

// story is what the client read, in its own types, on the way.
type story struct {
	People   []person `json:"people"`
	Assigned []string `json:"assigned"`
	Job      struct {
		Template string `json:"template"`
		State    string `json:"state"`
		Exported int    `json:"exported"`
	} `json:"job"`
	OnDemand struct {
		Result string `json:"result"`
		Action string `json:"action"`
	} `json:"on_demand"`
	Pages int    `json:"pages"`
	Log   []line `json:"log"`
}

type person struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Enabled bool   `json:"enabled"`
}

type line struct {
	Action string `json:"action"`
	Status string `json:"status"`
	Source string `json:"source"`
	Target string `json:"target"`
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	var l lab
	if err := json.NewDecoder(os.Stdin).Decode(&l); err != nil {
		return fmt.Errorf("read where the lab is from standard input: %w", err)
	}
	d, err := openDirectory(ctx, l)
	if err != nil {
		return err
	}
	s, err := openSynchronization(ctx, l)
	if err != nil {
		return err
	}
	told, err := tell(ctx, l, d, s)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(told)
}

// tell walks the way of every administrator: an app, who has it, how the bridge is
// reached, the job, one person at once, the log.
func tell(ctx context.Context, l lab, d *directory, s *synchronization) (*story, error) {
	told := &story{}
	app, err := d.instantiate(ctx)
	if err != nil {
		return nil, fmt.Errorf("make the app: %w", err)
	}
	join := func(name string) (person, error) {
		p, err := d.hire(ctx, name)
		if err == nil {
			told.People = append(told.People, p)
			err = d.assign(ctx, app, p)
		}
		return p, err
	}
	for _, name := range []string{"ada", "ben"} {
		if _, err := join(name); err != nil {
			return nil, fmt.Errorf("let %s join: %w", name, err)
		}
	}
	if err := s.open(ctx, app.principal, l.Bridge.URL, l.Bridge.Token); err != nil {
		return nil, fmt.Errorf("set up the job: %w", err)
	}
	done, err := s.start(ctx)
	if err != nil {
		return nil, fmt.Errorf("start the job: %w", err)
	}
	told.Job.Template, told.Job.State, told.Job.Exported = done.Template, done.Status.Code, done.Status.LastExecution.Exported
	cyd, err := join("cyd")
	if err != nil {
		return nil, fmt.Errorf("let cyd join: %w", err)
	}
	if told.OnDemand.Result, told.OnDemand.Action, err = s.carry(ctx, cyd.ID); err != nil {
		return nil, fmt.Errorf("provision cyd on demand: %w", err)
	}
	if told.Assigned, err = d.assigned(ctx, app); err != nil {
		return nil, fmt.Errorf("read who has the app: %w", err)
	}
	if told.Log, told.Pages, err = s.log(ctx); err != nil {
		return nil, fmt.Errorf("read the provisioning log: %w", err)
	}
	return told, nil
}
