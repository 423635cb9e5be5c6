package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"text/template"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockidp/provisioning"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// served is the contract of `serve --json`: all that a client needs.
type served struct {
	Directory struct {
		URL        string `json:"url"`
		AdminToken string `json:"admin_token"`
		Tenant     string `json:"tenant"`
	} `json:"directory"`
	Bridge struct {
		URL   string `json:"url"`
		Token string `json:"token"`
	} `json:"bridge"`
	Vault struct {
		URL        string `json:"url"`
		AdminToken string `json:"admin_token"`
		Account    string `json:"account"`
	} `json:"vault"`
	Graph graphAccess `json:"graph"`
}

func newServe() *cobra.Command {
	var (
		profile string
		asJSON  bool
		speed   uint
		options lab.Options
		listen  lab.Listen
	)
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Bring directory, bridge and vault up and stay",
		Long: `Bring directory, bridge and vault up, with one account in the vault and one tenant
in the directory whose job is ready to start, and stay until interrupted.`,
		Example: "  scimproof serve\n  scimproof serve --json --runtime embedded\n  scimproof serve --version-profile 1.4 --directory-listen 127.0.0.1:9001",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if options.Profile, err = bridge.LoadProfile(profile); err != nil {
				return err //nolint:wrapcheck // names the file and what is wrong in it
			}
			if err := checkAddresses(cmd.Flags()); err != nil {
				return err
			}
			options.Listen = &listen
			options.Progress = func(phase string) { _, _ = fmt.Fprintf(cmd.ErrOrStderr(), "scimproof: %s\n", phase) }
			return serve(cmd.Context(), cmd.OutOrStdout(), options, asJSON, speed)
		},
	}
	f := cmd.Flags()
	f.StringVar(&profile, "bridge", "refbridge", "`profile` of the bridge: a name or a yaml file")
	f.StringVar(&options.Version, "version-profile", "", "`generation` of the bridge, like 1.4, 1.6 or 2.x")
	f.StringVar(&options.Defect, "defect", "", "start bridge, directory or vault with this `defect` (scimproof list defects)")
	f.StringVar(&options.Runtime, "runtime", "auto", "`runtime` of the lab: auto, docker or embedded")
	f.StringVar(&listen.Directory, "directory-listen", "", "`address` of the directory, HOST:PORT; a free port of this machine by default")
	f.StringVar(&listen.Bridge, "bridge-listen", "", "`address` of the bridge")
	f.StringVar(&listen.Vault, "vault-listen", "", "`address` of the vault")
	f.UintVar(&speed, "speed", 0, "let the directory's clock run this many `times` as fast as real time, and its cycles with it; 0: it stands still")
	f.BoolVar(&asJSON, "json", false, "print URLs and tokens as one line of JSON, once all are ready")
	completeFlags(cmd)
	return cmd
}

func checkAddresses(given *pflag.FlagSet) error {
	for _, flag := range []string{"directory-listen", "bridge-listen", "vault-listen"} {
		address := given.Lookup(flag).Value.String()
		if _, _, err := net.SplitHostPort(address); address != "" && err != nil {
			return fmt.Errorf("--%s is %q; give HOST:PORT, like 127.0.0.1:9001", flag, address)
		}
	}
	return nil
}

func serve(ctx context.Context, out io.Writer, options lab.Options, asJSON bool, speed uint) (err error) {
	up, err := lab.Up(ctx, options)
	if err != nil {
		return fmt.Errorf("start the lab: %w", err)
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
		defer cancel()
		if closeErr := up.Close(closing); err == nil && closeErr != nil {
			err = fmt.Errorf("close the lab: %w", closeErr)
		}
	}()
	s, err := furnish(ctx, up, time.Now())
	if err != nil {
		return err
	}
	ended, err := s.openGraph(ctx, up)
	if err != nil {
		return err
	}
	defer ended()
	if err := s.print(out, asJSON); err != nil {
		return err
	}
	return passTime(ctx, up.Directory.Tenant(s.Directory.Tenant), speed)
}

const closeLimit = 30 * time.Second

// furnish makes an account and a tenant, so that there is something to look at. Their
// clocks begin now, for whoever uses them lives today.
func furnish(ctx context.Context, up *lab.Lab, now time.Time) (served, error) {
	var s served
	s.Directory.URL, s.Directory.AdminToken = up.Endpoints.Directory.URL, up.Endpoints.Directory.Token
	s.Bridge.URL, s.Bridge.Token = up.Endpoints.Bridge.URL, up.Endpoints.Bridge.Token
	s.Vault.URL, s.Vault.AdminToken = up.Endpoints.Vault.URL, up.Endpoints.Vault.Token
	if up.Vault != nil {
		made, err := up.Vault.CreateAccount(ctx, mockvault.AccountSpec{Settings: account.Settings{Name: "Demo"}, Start: now})
		if err != nil {
			return s, fmt.Errorf("make an account: %w", err)
		}
		s.Vault.Account = made.ID
		if s.Bridge.Token, err = up.Vault.Account(made.ID).EnableProvisioning(ctx); err != nil {
			return s, fmt.Errorf("switch provisioning on: %w", err)
		}
	}
	tenant, err := up.Directory.CreateTenant(ctx, mockidp.TenantSpec{Name: "Demo", Start: now})
	if err != nil {
		return s, fmt.Errorf("make a tenant: %w", err)
	}
	s.Directory.Tenant = tenant.ID
	settings := provisioning.Settings{BaseURL: up.Bridge.URL(), Token: s.Bridge.Token, Groups: true}
	if _, err := up.Directory.Tenant(tenant.ID).ConfigureJob(ctx, settings); err != nil {
		return s, fmt.Errorf("configure the job: %w", err)
	}
	return s, nil
}

// welcome is what a person reads. The indented lines are one script for a shell.
//
//nolint:gochecknoglobals // a constant
var welcome = template.Must(template.New("welcome").Parse(`directory  {{.Directory.URL}}  token {{.Directory.AdminToken}}  tenant {{.Directory.Tenant}}
bridge     {{.Bridge.URL}}{{with .Bridge.Token}}  token {{.}}{{end}}
{{- with .Vault}}{{if .URL}}
vault      {{.URL}}  token {{.AdminToken}}  account {{.Account}}
{{- end}}{{end}}
{{- with .Graph}}
graph      {{.URL}}  tenant {{.Tenant}}  client {{.ClientID}}  secret {{.ClientSecret}}  certificates {{.CAFile}}
{{- end}}

Put somebody into the directory, give them the app, run a cycle, and look what became of it:
  admin="Authorization: Bearer {{.Directory.AdminToken}}"
  tenant="{{.Directory.URL}}/v1/tenants/{{.Directory.Tenant}}"
  curl -H "$admin" -d '{"enabled":true,"attributes":{"userPrincipalName":"ada@contoso.example","displayName":"Ada King"}}' $tenant/people
  curl -H "$admin" -X PUT $tenant/assignments/ada@contoso.example
  curl -H "$admin" -X POST $tenant/job/start
  curl -H "$admin" -X POST $tenant/job/cycle
{{- if .Vault.URL}}
  curl -H "Authorization: Bearer {{.Vault.AdminToken}}" {{.Vault.URL}}/v1/accounts/{{.Vault.Account}}/members
{{- else}}
  curl -H "Authorization: Bearer {{.Bridge.Token}}" {{.Bridge.URL}}/Users
{{- end}}

Ctrl-C ends everything.
`))

func (s served) print(out io.Writer, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(out).Encode(s) //nolint:wrapcheck // the writer's own error
	}
	return welcome.Execute(out, s) //nolint:wrapcheck // the writer's own error
}
