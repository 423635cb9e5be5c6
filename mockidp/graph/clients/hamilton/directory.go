package main

import (
	"context"
	"errors"
	"slices"

	"github.com/manicminer/hamilton/auth"
	"github.com/manicminer/hamilton/environments"
	"github.com/manicminer/hamilton/msgraph"
	"github.com/manicminer/hamilton/odata"
)

// customTemplate makes apps that are not in the gallery.
const customTemplate = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"

// directory is what hamilton does.
type directory struct {
	users       *msgraph.UsersClient
	templates   *msgraph.ApplicationTemplatesClient
	principals  *msgraph.ServicePrincipalsClient
	assignments *msgraph.AppRoleAssignedToClient
}

// openDirectory is all that hamilton has to be told to believe in this cloud.
func openDirectory(ctx context.Context, l lab) (*directory, error) {
	api := environments.Api{AppId: environments.PublishedApis["MicrosoftGraph"], Endpoint: environments.ApiEndpoint(l.Graph.URL)}
	config := auth.Config{
		Environment: environments.Environment{AzureADEndpoint: environments.AzureADEndpoint(l.Graph.Authority), MsGraph: api},
		TenantID:    l.Graph.Tenant, ClientID: l.Graph.ClientID, ClientSecret: l.Graph.ClientSecret, EnableClientSecretAuth: true,
	}
	authorizer, err := config.NewAuthorizer(ctx, api)
	if err != nil {
		return nil, err
	}
	d := &directory{
		msgraph.NewUsersClient(l.Graph.Tenant), msgraph.NewApplicationTemplatesClient(l.Graph.Tenant),
		msgraph.NewServicePrincipalsClient(l.Graph.Tenant), msgraph.NewAppRoleAssignedToClient(l.Graph.Tenant),
	}
	for _, client := range []*msgraph.Client{&d.users.BaseClient, &d.templates.BaseClient, &d.principals.BaseClient, &d.assignments.BaseClient} {
		client.Endpoint, client.ApiVersion, client.Authorizer = api.Endpoint, msgraph.Version10, authorizer
	}
	return d, nil
}

type app struct{ principal, role string }

// instantiate makes an app from the template and looks for the role that lets people in.
func (d *directory) instantiate(ctx context.Context) (app, error) {
	id, name := customTemplate, "Vault"
	made, _, err := d.templates.Instantiate(ctx, msgraph.ApplicationTemplate{ID: &id, DisplayName: &name})
	if err != nil {
		return app{}, err
	}
	principal, _, err := d.principals.Get(ctx, *made.ServicePrincipal.ID, odata.Query{})
	if err != nil {
		return app{}, err
	}
	for _, role := range *principal.AppRoles {
		if *role.IsEnabled && slices.Contains(*role.AllowedMemberTypes, msgraph.AppRoleAllowedMemberTypeUser) {
			return app{*principal.ID, *role.ID}, nil
		}
	}
	return app{}, errors.New("the service principal has no role for people")
}

// hire makes a person, and reads it back by its name.
func (d *directory) hire(ctx context.Context, name string) (person, error) {
	yes, password, upn := true, "xWwvJ]6NMw+bWH-d", name+"@contoso.example"
	_, _, err := d.users.Create(ctx, msgraph.User{
		AccountEnabled: &yes, DisplayName: &name, MailNickname: &name, UserPrincipalName: &upn,
		PasswordProfile: &msgraph.UserPasswordProfile{ForceChangePasswordNextSignIn: &yes, Password: &password},
	})
	if err != nil {
		return person{}, err
	}
	found, _, err := d.users.List(ctx, odata.Query{
		Filter: "userPrincipalName eq '" + upn + "'", Select: []string{"id", "userPrincipalName", "accountEnabled"},
	})
	if err != nil {
		return person{}, err
	}
	if len(*found) != 1 {
		return person{}, errors.New("the directory does not list whom it has just taken in")
	}
	read := (*found)[0]
	return person{*read.ID, *read.UserPrincipalName, *read.AccountEnabled}, nil
}

func (d *directory) assign(ctx context.Context, a app, p person) error {
	_, _, err := d.assignments.Assign(ctx, msgraph.AppRoleAssignment{PrincipalId: &p.ID, ResourceId: &a.principal, AppRoleId: &a.role})
	return err
}

// assigned are the names of all who have the app.
func (d *directory) assigned(ctx context.Context, a app) ([]string, error) {
	all, _, err := d.assignments.List(ctx, a.principal, odata.Query{})
	if err != nil {
		return nil, err
	}
	names := []string{}
	for _, assignment := range *all {
		names = append(names, *assignment.PrincipalDisplayName)
	}
	slices.Sort(names)
	return names, nil
}
