package steps

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/scimproof/scimproof/internal/lab"
)

// up starts the lab and looks whether the bridge can be talked to at all. If not, nothing is left.
func (r *run) up(ctx context.Context) error {
	if err := r.checkAccess(); err != nil {
		return err
	}
	started, err := lab.Up(ctx, r.labOptions())
	if err != nil {
		return fmt.Errorf("start the lab: %w%s", err, r.adviceOn(err))
	}
	r.lab, r.generations = started, newGenerations(started)
	if err = r.preflight(ctx); err == nil {
		return nil
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	return errors.Join(err, started.Close(closing))
}

// checkAccess finds a URL that cannot be one, and a token that nobody would use.
func (r *run) checkAccess() error {
	if r.cfg.BridgeToken != "" && r.profile.Accounts == 0 {
		return fmt.Errorf("profile %s takes no bearer token from outside, for each of its accounts yields its own; give none", r.profile.Name)
	}
	root, err := url.Parse(r.cfg.BridgeURL)
	if r.cfg.BridgeURL != "" && (err != nil || root.Host == "" || root.Scheme != "http" && root.Scheme != "https") {
		return fmt.Errorf("%q is no URL of a bridge; give the SCIM root, like https://bridge.example/scim/v2", r.cfg.BridgeURL)
	}
	return nil
}

// adviceOn says what to do about a bridge that runs elsewhere and does not answer.
func (r *run) adviceOn(err error) string {
	var unreachable *net.OpError
	if r.profile.URL != "" && errors.As(err, &unreachable) {
		return "; is the address right, and is it up?"
	}
	return ""
}

// preflight asks a bridge that has one account one harmless question, so that a
// wrong address or token is one clear error instead of a hundred verdicts. What a
// SCIM server answers in earnest, errors included, is for the scenarios.
func (r *run) preflight(ctx context.Context) error {
	if r.profile.Accounts == 0 {
		return nil
	}
	root, token := r.lab.Bridge.HostURL(), r.lab.Bridge.Token()
	exchange, err := r.bystander().Get(ctx, "/Users?count=1")
	if err != nil {
		return fmt.Errorf("ask the bridge for one user: %w; is the address right, and is it up?", err)
	}
	page := bytes.HasPrefix(bytes.TrimSpace(exchange.Body), []byte("<")) || strings.HasPrefix(exchange.Header.Get("Content-Type"), "text/html")
	switch {
	case exchange.Status == http.StatusUnauthorized, exchange.Status == http.StatusForbidden:
		return fmt.Errorf("the bridge at %s refuses %s (%d); give the right one with --bridge-token or SCIMPROOF_BRIDGE_TOKEN", root, credential(token), exchange.Status)
	case page:
		return fmt.Errorf("%s/Users answers a web page (%d), not SCIM; the URL has to be the SCIM root, like https://bridge.example/scim/v2", root, exchange.Status)
	case exchange.Status == http.StatusNotFound:
		return fmt.Errorf("%s/Users does not exist (404); the URL has to be the SCIM root, like https://bridge.example/scim/v2", root)
	}
	return nil
}

func credential(token string) string {
	if token == "" {
		return "to answer without a token"
	}
	return "the token"
}
