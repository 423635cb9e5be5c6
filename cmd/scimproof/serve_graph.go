package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/mockidp"
)

// graphAccess is all that a client of Microsoft's needs: people are at
// URL/v1.0/users, tokens at AUTHORITY/TENANT/oauth2/v2.0/token.
type graphAccess struct {
	URL          string `json:"url"`
	Authority    string `json:"authority"`
	Tenant       string `json:"tenant"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	CAFile       string `json:"ca_file"`
}

// openGraph makes a client of the Graph API and writes the certificate that it
// has to trust to a file, which ended removes.
func (s *served) openGraph(ctx context.Context, up *lab.Lab) (ended func(), err error) {
	client, err := up.Directory.Tenant(s.Directory.Tenant).AddGraphClient(ctx)
	if err != nil {
		return nil, fmt.Errorf("make a client of the Graph API: %w", err)
	}
	access, err := up.Directory.Graph(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the directory's certificate: %w", err)
	}
	file, err := os.CreateTemp("", "scimproof-ca-*.pem")
	if err != nil {
		return nil, fmt.Errorf("write the directory's certificate: %w", err)
	}
	ended = func() { _ = os.Remove(file.Name()) }
	_, err = file.WriteString(access.CA)
	if err = errors.Join(err, file.Close()); err != nil {
		ended()
		return nil, fmt.Errorf("write the directory's certificate: %w", err)
	}
	root := "https" + strings.TrimPrefix(s.Directory.URL, "http")
	s.Graph = graphAccess{URL: root, Authority: root, Tenant: s.Directory.Tenant, ClientID: client.ID, ClientSecret: client.Secret, CAFile: file.Name()}
	return ended, nil
}

// tick is how often the directory's clock is set, in real time.
const tick = time.Second

// passTime lets the tenant's clock run so many times as fast as real time, until ctx ends.
func passTime(ctx context.Context, tenant *mockidp.TenantClient, speed uint) error {
	if speed == 0 {
		<-ctx.Done()
		return nil
	}
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			if _, err := tenant.Advance(ctx, time.Duration(speed)*tick); err != nil && ctx.Err() == nil {
				return fmt.Errorf("let the directory's time pass: %w", err)
			}
		}
	}
}
