package steps

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/internal/scim"
)

// preflight asks a bridge that has a token of its own one harmless question, so
// that a wrong address or token is one clear error instead of a hundred verdicts.
// What a SCIM server answers in earnest, errors included, is for the scenarios.
func (r *run) preflight(ctx context.Context) error {
	token := r.lab.Bridge.Token()
	if token == "" {
		return nil
	}
	root := r.lab.Bridge.HostURL()
	exchange, err := scim.Client{Root: root, Token: token, HTTP: r.lab.HTTP}.Get(ctx, "/Users?count=1")
	if err != nil {
		return fmt.Errorf("ask the bridge for one user: %w; is the address right, and is it up?", err)
	}
	page := bytes.HasPrefix(bytes.TrimSpace(exchange.Body), []byte("<")) || strings.HasPrefix(exchange.Header.Get("Content-Type"), "text/html")
	switch {
	case exchange.Status == http.StatusUnauthorized, exchange.Status == http.StatusForbidden:
		return fmt.Errorf("the bridge at %s refuses the token (%d); give the right one with --bridge-token or %s", root, exchange.Status, "SCIMPROOF_BRIDGE_TOKEN")
	case page:
		return fmt.Errorf("%s/Users answers a web page (%d), not SCIM; the URL has to be the SCIM root, like https://bridge.example/scim/v2", root, exchange.Status)
	case exchange.Status == http.StatusNotFound:
		return fmt.Errorf("%s/Users does not exist (404); the URL has to be the SCIM root, like https://bridge.example/scim/v2", root)
	}
	return nil
}

// up starts the lab and looks whether the bridge can be talked to at all. If not, nothing is left.
func (r *run) up(ctx context.Context) error {
	started, err := lab.Up(ctx, r.labOptions())
	if err != nil {
		return fmt.Errorf("start the lab: %w", err)
	}
	r.lab, r.generations = started, newGenerations(started)
	if err = r.preflight(ctx); err == nil {
		return nil
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	return errors.Join(err, started.Close(closing))
}
