package bridge

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"time"
)

// lookLimit bounds one look at a bridge.
const lookLimit = 5 * time.Second

// Attach takes a bridge that already runs, after a look at whether SCIM answers
// at the profile's URL. Closing it does nothing.
func Attach(ctx context.Context, p Profile, s Setting) (Bridge, error) {
	token, err := s.token(p)
	if err != nil {
		return nil, err
	}
	if token, err = s.printedToken(ctx, p, s.values(p, "", "", 0).of(p.URL, token), token); err != nil {
		return nil, fmt.Errorf("attach to %s: %w", p.URL, err)
	}
	if err := probe(ctx, s.HTTP, p.URL, token); err != nil {
		return nil, fmt.Errorf("attach to %s: %w", p.URL, err)
	}
	return &running{url: p.URL, hostURL: p.URL, token: token, info: p.info()}, nil
}

// InProcess is a bridge whose handler the caller serves at root, in this
// process; logs is the end of what it wrote. Closing it does nothing.
func InProcess(p Profile, root string, logs func() string) Bridge {
	return &running{
		url: root, hostURL: root, info: p.info(),
		logs: func(context.Context) (string, error) { return logs(), nil },
	}
}

// probe looks whether SCIM answers at root. Not every server has discovery
// endpoints (docs/vault.md 1.3), so that a list of users will do as well.
func probe(ctx context.Context, hc *http.Client, root, token string) error {
	var last error
	for _, path := range []string{"/ServiceProviderConfig", "/Users?count=1"} {
		resp, err := get(ctx, hc, root+path, token)
		if err != nil {
			return err
		}
		kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
		switch {
		case resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden:
			return fmt.Errorf("GET %s answers %s: the token is wrong; give the bridge's bearer token", path, resp.Status)
		case kind == "text/html":
			return fmt.Errorf("GET %s answers a web page (%s), not SCIM; give the SCIM root, which often ends in /scim or /scim/v2", path, resp.Status)
		case resp.StatusCode == http.StatusOK, resp.StatusCode == http.StatusTooManyRequests: // whoever is busy is there
			return nil
		}
		last = fmt.Errorf("GET %s answers %s, not SCIM; give the SCIM root, which often ends in /scim or /scim/v2", path, resp.Status)
	}
	return last
}

// look returns a check that is content once the bridge is up.
func (r Ready) look(hc *http.Client, url, token string) func(context.Context) error {
	return func(ctx context.Context) error {
		resp, err := get(ctx, hc, url, token)
		switch {
		case err != nil:
			return err
		case r.Status != 0 && resp.StatusCode != r.Status:
			return fmt.Errorf("answered %s, want %d", resp.Status, r.Status)
		case r.Status == 0 && resp.StatusCode >= http.StatusInternalServerError:
			return fmt.Errorf("answered %s", resp.Status)
		}
		return nil
	}
}

// get makes one request without following redirects and drops the body.
func get(ctx context.Context, hc *http.Client, target, token string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return nil, fmt.Errorf("look at %s: %w", target, err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	once := http.Client{
		Transport:     cmp.Or(hc, http.DefaultClient).Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := once.Do(req)
	if err != nil {
		return nil, plainFailure(err)
	}
	_ = resp.Body.Close()
	return resp, nil
}

// plainFailure leaves out the method and the URL, which the caller names.
func plainFailure(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}
