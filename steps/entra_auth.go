package steps

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/scimproof/scimproof/internal/refbridge/oauth"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// entraAuthSentences are about how the directory proves itself to the bridge
// otherwise than by the secret token (docs/entra.md, authentication).
func entraAuthSentences() []Sentence {
	return []Sentence{
		{
			Given: `the directory shows the secret of a client in the (header|body)`,
			Do:    func(w *World) any { return w.showSecret },
		},
		{
			Given: `the directory shows another secret than the client's`,
			Do:    func(w *World) any { return w.showAnotherSecret },
		},
		{
			Given: `the directory proves itself by (a signed assertion|a token of its own) that the bridge (trusts|does not trust)`,
			Do:    func(w *World) any { return w.proveBySignature },
		},
	}
}

// customApps is the audience of what Entra issues for apps that are not in the gallery.
const customApps = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"

func (w *World) showSecret(ctx context.Context, place string) error {
	auth, err := w.oauthClient(ctx)
	if err != nil {
		return err
	}
	auth.CredentialsIn = provisioning.CredentialsIn(place)
	return w.proveBy(ctx, w.bridge.URL(), auth)
}

func (w *World) showAnotherSecret(ctx context.Context) error {
	auth, err := w.oauthClient(ctx)
	if err != nil {
		return err
	}
	auth.ClientSecret = "not-the-secret"
	return w.proveBy(ctx, w.bridge.URL(), auth)
}

// oauthClient is the client that the directory is at the bridge's token endpoint: the one
// of the profile, or one that the reference bridge makes.
func (w *World) oauthClient(ctx context.Context) (provisioning.Auth, error) {
	auth := provisioning.Auth{Kind: provisioning.ClientCredentials}
	if known := w.run.profile.OAuth; known != nil {
		auth.ClientID, auth.Scope, auth.ClientSecret = known.ClientID, known.Scope, os.Getenv(known.SecretEnv)
		if auth.ClientSecret == "" {
			return auth, fmt.Errorf("the client's secret is missing; set %s", known.SecretEnv)
		}
		var err error
		if auth.TokenURL = known.TokenURL; strings.HasPrefix(known.TokenURL, "/") {
			auth.TokenURL, err = onHost(w.bridge.URL(), known.TokenURL)
		}
		return auth, err
	}
	made, err := w.registerClient(ctx, oauth.Registration{})
	auth.ClientID, auth.ClientSecret, auth.TokenURL = made.ID, made.Secret, made.TokenURL
	return auth, err
}

// proveBySignature lets the bridge trust this tenant of the directory, or another one.
func (w *World) proveBySignature(ctx context.Context, how, trusted string) error {
	tenant, err := w.directory.Info(ctx)
	switch {
	case err != nil:
		return err //nolint:wrapcheck // the client's error says what was attempted
	case w.run.lab.Issuer == "":
		return errors.New("the bridge does not reach the directory, whose keys it would need")
	}
	trust := oauth.Registration{Issuer: "https://sts.windows.net/" + tenant.ID + "/", KeysURL: w.run.lab.Issuer + "/" + tenant.ID + "/discovery/v2.0/keys"}
	if trusted != "trusts" {
		trust.Issuer = "https://sts.windows.net/another-tenant/"
	}
	own := how == "a token of its own"
	if own {
		trust.Audience = customApps
	}
	made, err := w.registerClient(ctx, trust)
	switch {
	case err != nil:
		return err
	case own:
		return w.proveBy(ctx, made.SCIMURL, provisioning.Auth{Kind: provisioning.EntraJWT})
	}
	return w.proveBy(ctx, w.bridge.URL(), provisioning.Auth{Kind: provisioning.Federated, ClientID: made.ID, TokenURL: made.TokenURL})
}

// proveBy takes the secret token away from the job.
func (w *World) proveBy(ctx context.Context, root string, auth provisioning.Auth) error {
	w.settings.BaseURL, w.settings.Token, w.settings.Auth = root, "", auth
	return w.configure(ctx)
}

// registerClient makes a client of the reference bridge. It is no part of what is
// judged, and its answer holds a secret: no journal sees it.
func (w *World) registerClient(ctx context.Context, trust oauth.Registration) (oauth.Client, error) {
	var made oauth.Client
	at, err := onHost(w.bridge.HostURL(), oauth.ClientsPath)
	if err != nil {
		return made, err
	}
	raw, err := json.Marshal(trust)
	if err != nil {
		return made, fmt.Errorf("register a client: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, at, bytes.NewReader(raw))
	if err != nil {
		return made, fmt.Errorf("register a client: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+w.token)
	resp, err := w.run.lab.HTTP.Do(req)
	if err != nil {
		return made, fmt.Errorf("register a client: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	if err := json.NewDecoder(resp.Body).Decode(&made); err != nil || resp.StatusCode != http.StatusCreated {
		return made, fmt.Errorf("register a client: the bridge answered %s", resp.Status)
	}
	// The bridge told where we reach it; the directory may reach it elsewhere.
	for _, told := range []*string{&made.TokenURL, &made.SCIMURL} {
		if *told, err = onHost(w.bridge.URL(), *told); err != nil {
			return made, err
		}
	}
	return made, nil
}

// onHost is a path, or that of an address, on the host of a SCIM root.
func onHost(root, target string) (string, error) {
	host, err := url.Parse(root)
	if err != nil {
		return "", fmt.Errorf("read the bridge's address: %w", err)
	}
	to, err := url.Parse(target)
	if err != nil {
		return "", fmt.Errorf("read the address %q: %w", target, err)
	}
	return (&url.URL{Scheme: host.Scheme, Host: host.Host, Path: to.Path, RawQuery: to.RawQuery}).String(), nil
}
